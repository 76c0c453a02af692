"""The chain's state by raw RPC, without any code of the clients, so that their results can be compared with it.

All amounts are integers in rao. An account is an SS58 address or its 32 bytes.
"""

import hashlib
from dataclasses import dataclass

import xxhash

TAO = 10**9
FEE_RATE, FEE_PARTS = 33, 65_535
NOBODY = bytes(32)

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def account(who):
    """Returns the 32 bytes of an address with SS58 prefix 42."""
    if isinstance(who, bytes):
        return who
    number = 0
    for character in who:
        number = number * 58 + _ALPHABET.index(character)
    raw = number.to_bytes(35, "big")
    check = hashlib.blake2b(b"SS58PRE" + raw[:33], digest_size=64).digest()
    if raw[0] != 42 or raw[33:] != check[:2]:
        raise ValueError(f"{who} is no address of the network 42")
    return raw[1:33]


def _twox(data, bits):
    return b"".join(xxhash.xxh64(data, seed=seed).intdigest().to_bytes(8, "little") for seed in range(bits // 64))


def plain(data):
    """Encodes a key with the hasher Identity."""
    return data


def blake(data):
    """Encodes a key with the hasher Blake2_128Concat."""
    return hashlib.blake2b(data, digest_size=16).digest() + data


def twox(data):
    """Encodes a key with the hasher Twox64Concat."""
    return _twox(data, 64) + data


def u16(number):
    """Encodes a netuid or UID."""
    return number.to_bytes(2, "little")


def key_of(pallet, item, *keys):
    """Returns the key of a storage value, as hex."""
    return "0x" + (_twox(pallet.encode(), 128) + _twox(item.encode(), 128) + b"".join(keys)).hex()


class Reader:
    """Decodes SCALE values from bytes."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        part = self.data[self.at:self.at + count]
        if len(part) != count:
            raise ValueError(f"{count} bytes wanted at {self.at}, {len(part)} there")
        self.at += count
        return part

    def uint(self, bytes_):
        return int.from_bytes(self.take(bytes_), "little")

    def compact(self):
        first = self.uint(1)
        mode = first & 3
        if mode == 3:
            return self.uint((first >> 2) + 4)
        return (first + (self.uint((1, 2, 4)[mode] - 1) << 8 if mode else 0)) >> 2

    def text(self):
        """Decodes a Vec<Compact<u8>> as text."""
        return bytes(self.compact() for _ in range(self.compact())).decode()

    def bytes(self):
        return self.take(self.compact())

    def pairs(self, first, second):
        """Decodes a vector of pairs of integers with these sizes in bytes."""
        return [(self.uint(first), self.uint(second)) for _ in range(self.compact())]

    @property
    def ended(self):
        return self.at == len(self.data)


@dataclass
class Pool:
    """A subnet: TAO and alpha in its pool, alpha outside, and the emission of its last block."""

    netuid: int
    owner_hotkey: bytes
    owner: bytes
    name: str
    symbol: str
    tempo: int
    tao: int
    alpha: int
    outside: int
    tao_emitted: int
    alpha_emitted: int
    volume: int


def fee_of(amount):
    """Returns the fee of a trade's input, rounded up."""
    return -(-amount * FEE_RATE // FEE_PARTS)


def bought(pool, tao):
    """Returns the alpha that an amount of TAO buys."""
    paid = tao - fee_of(tao)
    return pool.alpha * paid // (pool.tao + paid)


def sold(pool, alpha):
    """Returns the TAO that an amount of alpha sells for."""
    return sold_without_fee(pool, alpha - fee_of(alpha))


def sold_without_fee(pool, alpha):
    """Returns the TAO that an amount of alpha of root's claims sells for."""
    return pool.tao * alpha // (pool.alpha + alpha)


class State:
    """Reads a node's state, by default after the best block."""

    def __init__(self, node):
        self.node = node

    def number(self):
        """Returns the number of the best block."""
        return int(self.node.rpc("chain_getHeader")["number"], 16)

    def hash(self, number):
        """Returns the hash of a block."""
        return self.node.rpc("chain_getBlockHash", number)

    def finalized(self):
        """Returns the number of the last finalised block."""
        return int(self.node.rpc("chain_getHeader", self.node.rpc("chain_getFinalizedHead"))["number"], 16)

    def raw(self, pallet, item, *keys, at=None):
        """Returns a storage value's bytes, or None if nothing is stored."""
        value = self.node.rpc("state_getStorage", key_of(pallet, item, *keys), at)
        return None if value is None else bytes.fromhex(value[2:])

    def item(self, item, *keys, at=None):
        """Returns a decoder of a value of SubtensorModule, or None if nothing is stored."""
        raw = self.raw("SubtensorModule", item, *keys, at=at)
        return None if raw is None else Reader(raw)

    def integer(self, item, *keys, bytes_=8, default=None, at=None):
        """Returns an integer of SubtensorModule."""
        value = self.item(item, *keys, at=at)
        return default if value is None else value.uint(bytes_)

    def integer_of(self, pallet, item, default=0, at=None):
        """Returns an integer that is the whole value of an item of another pallet."""
        raw = self.raw(pallet, item, at=at)
        return default if raw is None else int.from_bytes(raw, "little")

    def call(self, method, *arguments, at=None):
        """Returns the result of a runtime API."""
        answer = self.node.rpc("state_call", method, "0x" + b"".join(arguments).hex(), at)
        return Reader(bytes.fromhex(answer[2:]))

    def free(self, who, at=None):
        """Returns the free balance of an account."""
        return self._balance(who, 16, at)

    def reserved(self, who, at=None):
        """Returns the reserved balance of an account."""
        return self._balance(who, 24, at)

    def _balance(self, who, start, at):
        """Returns the amount that begins at a byte of an account's record."""
        raw = self.raw("System", "Account", blake(account(who)), at=at)
        return 0 if raw is None else int.from_bytes(raw[start:start + 8], "little")

    def stake(self, hotkey, coldkey, netuid, at=None):
        """Returns the stake of a coldkey with a hotkey, in rao of alpha (of TAO at root)."""
        method = "StakeInfoRuntimeApi_get_stake_info_for_hotkey_coldkey_netuid"
        reader = self.call(method, account(hotkey), account(coldkey), u16(netuid), at=at)
        if reader.uint(1) == 0:
            return None
        if reader.take(64) != account(hotkey) + account(coldkey) or reader.compact() != netuid:
            raise ValueError("the chain answered for another stake")
        return reader.compact()

    def pool(self, netuid, at=None):
        """Returns a subnet, or None if it does not exist."""
        reader = self.call("SubnetInfoRuntimeApi_get_dynamic_info", u16(netuid), at=at)
        if reader.uint(1) == 0:
            return None
        found = reader.compact()
        hotkey, owner, name, symbol = reader.take(32), reader.take(32), reader.text(), reader.text()
        tempo, *_ = (reader.compact() for _ in range(4))
        alpha, outside, tao, _, alpha_emitted, tao_emitted, _, _, volume = (reader.compact() for _ in range(9))
        return Pool(found, hotkey, owner, name, symbol, tempo, tao, alpha, outside, tao_emitted, alpha_emitted, volume)

    def price(self, netuid, at=None):
        """Returns the price in rao of TAO for a whole alpha, rounded down."""
        if netuid == 0:
            return TAO
        pool = self.pool(netuid, at)
        return pool.tao * TAO // pool.alpha

    def uid(self, netuid, hotkey, at=None):
        """Returns a hotkey's UID, or None."""
        return self.integer("Uids", u16(netuid), blake(account(hotkey)), bytes_=2, at=at)

    def weights(self, netuid, uid, at=None):
        """Returns the weights of a neuron as pairs (UID, weight)."""
        value = self.item("Weights", u16(netuid), u16(uid), at=at)
        return [] if value is None else value.pairs(2, 2)

    def children(self, hotkey, netuid, at=None):
        """Returns a hotkey's children as pairs (proportion, hotkey)."""
        value = self.item("ChildKeys", blake(account(hotkey)), u16(netuid), at=at)
        return [] if value is None else [(value.uint(8), value.take(32)) for _ in range(value.compact())]

    def pending_children(self, netuid, hotkey, at=None):
        """Returns pending children and the block from which they count, or None."""
        value = self.item("PendingChildKeys", u16(netuid), blake(account(hotkey)), at=at)
        if value is None:
            return None
        return [(value.uint(8), value.take(32)) for _ in range(value.compact())], value.uint(8)

    def proxies(self, who, at=None):
        """Returns an account's proxies as (delegate, index of the type, delay)."""
        raw = self.raw("Proxy", "Proxies", twox(account(who)), at=at)
        reader = Reader(raw or b"\0")
        return [(reader.take(32), reader.uint(1), reader.uint(4)) for _ in range(reader.compact())]

    def before_buy(self, netuid, number, tao, alpha):
        """Returns a subnet as it was before a purchase in a block, after the block step: computed back from the state after it."""
        pool = self.pool(netuid, self.hash(number))
        pool.tao, pool.alpha = pool.tao - tao, pool.alpha + alpha
        return pool

    def before_sale(self, netuid, number, alpha, tao):
        """Returns the same for a sale."""
        return self.before_buy(netuid, number, -tao, -alpha)

    def moved(self, number, origin, destination, alpha):
        """Returns the possible amounts of alpha after a move between two pools in a block: all that fit the pools after it.

        It was sold for TAO, with a fee, and the TAO bought alpha, without one; both were rounded down. What was rounded
        off counts for more, the larger the trade is beside the pool.
        """
        left, right = self.pool(origin, self.hash(number)), self.pool(destination, self.hash(number))
        paid, before = alpha - fee_of(alpha), left.alpha - alpha
        most = left.tao * paid // before
        proceeds = [
            tao for tao in range(most - paid // before - 2, most + 1)
            if (left.tao + tao) * paid // (before + paid) == tao
        ]
        gains = set()
        for tao in proceeds:
            pool = right.tao - tao
            most = right.alpha * tao // pool
            gains.update(
                gained for gained in range(most - tao // pool - 2, most + 1)
                if (right.alpha + gained) * tao // right.tao == gained
            )
        return gains

    def changed(self, read, since):
        """Returns the first block after `since` at which `read(at)` changes, and the values before and after it."""
        was = read(self.hash(since))
        for number in range(since + 1, self.number() + 1):
            now = read(self.hash(number))
            if now != was:
                return number, was, now
        raise AssertionError(f"nothing changed after block {since}; it is still {was}")
