"""A chain as a test uses it: blocks, time, money and calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from . import _clients
from ._accounts import NAMES, Account, Who, coldkey_of, hotkey_of, pair_of, rao
from ._codec import Codec
from ._errors import DtaoTestError, RpcError
from ._node import Node

Tao = float | str | Decimal
"""An amount of TAO or alpha with up to nine decimals."""

POT = "//dtao-test//pot"
"""The account that holds minted TAO until it is paid out, in the same call."""

NOBODY = "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM"
"""The address of 32 zero bytes, which stands for no owner."""


@dataclass(frozen=True)
class Event:
    """An event of a block, by its name ``Pallet.Event``."""

    name: str
    data: Any
    """The fields: a dictionary, or a tuple if they have no names."""


@dataclass(frozen=True)
class Outcome:
    """A call that succeeded: its block and its events."""

    block: str
    """The hash of the block."""
    events: tuple[Event, ...]

    def event(self, name: str) -> Event:
        """Returns the first event ``Pallet.Event``; fails if there is none, and names those that there are."""
        for event in self.events:
            if event.name == name:
                return event
        raise DtaoTestError(f"no {name} among " + ", ".join(event.name for event in self.events))


class Chain:
    """The chain of a node. Amounts are TAO where a method takes them, and integers of rao where it returns them.

    Methods block for some milliseconds. In an asyncio test, run long ones in a thread:
    ``await asyncio.to_thread(chain.mine, 1_000)``.
    """

    def __init__(self, node: Node) -> None:
        self.node = node
        self.url = node.url
        """The address for clients: ``ws://127.0.0.1:…``."""
        self.accounts = {name.lower(): Account(f"//{name}") for name in NAMES}
        """The accounts of the development chain, by their lower-case names."""
        self._open: list[Any] = []

    alice = property(lambda self: self.accounts["alice"], doc="The account ``//Alice``, which has the sudo key.")
    bob = property(lambda self: self.accounts["bob"], doc="The account ``//Bob``.")
    charlie = property(lambda self: self.accounts["charlie"], doc="The account ``//Charlie``.")
    dave = property(lambda self: self.accounts["dave"], doc="The account ``//Dave``.")
    eve = property(lambda self: self.accounts["eve"], doc="The account ``//Eve``.")
    ferdie = property(lambda self: self.accounts["ferdie"], doc="The account ``//Ferdie``.")

    def account(self, name: str, tao: Tao | None = None) -> Account:
        """Returns the account of a secret URI such as ``//Miner``, with this TAO if an amount is given."""
        who = Account(name if "/" in name else f"//{name}")
        if tao is not None:
            self.fund(who, tao)
        return who

    # ------------------------------------------------------------ blocks and time

    def rpc(self, method: str, *params: Any) -> Any:
        """Makes a call of the node's JSON-RPC."""
        return self.node.rpc(method, *params)

    @property
    def block(self) -> int:
        """The number of the best block, which is final."""
        return int(self.rpc("chain_getHeader")["number"], 16)

    def hash(self, number: int | None = None) -> str:
        """Returns the hash of a block, by default of the best one."""
        found = self.rpc("chain_getBlockHash", *([] if number is None else [number]))
        if found is None:
            raise DtaoTestError(f"there is no block {number}: the best one is {self.block}")
        return str(found)

    def mine(self, blocks: int = 1, *, interval: float | None = None) -> int:
        """Seals blocks with what waits in the pool, and returns the number of the last one.

        `interval` is the time between two blocks in seconds; without it blocks follow the machine's clock, at least a slot apart.
        """
        options: dict[str, int] = {"count": blocks}
        if interval is not None:
            options["interval"] = round(interval * 1000)
        if blocks > 0:
            self.rpc("dev_newBlock", options)
        return self.block

    def mine_to_epoch(self, netuid: int) -> int:
        """Seals blocks up to the subnet's next payout, and returns its number."""
        self.rpc("dev_newBlock", {"untilEpoch": netuid})
        return self.block

    @property
    def time(self) -> datetime:
        """The time of the best block."""
        return datetime.fromtimestamp(self.query("Timestamp.Now") / 1000, UTC)

    def travel(self, to: float | timedelta | datetime | str) -> datetime:
        """Seals a block that is this many seconds after the best one, or at this date, and returns its time.

        A date is a `datetime` or ISO text, of UTC if it names no zone. Time does not go back.
        """
        if isinstance(to, str):
            to = datetime.fromisoformat(to)
        if isinstance(to, timedelta):
            to = to.total_seconds()
        if isinstance(to, datetime):
            date = to if to.tzinfo else to.replace(tzinfo=UTC)
        else:
            date = self.time + timedelta(seconds=to)
        self.rpc("dev_timeTravel", (date - datetime.fromtimestamp(0, UTC)) // timedelta(milliseconds=1))
        self.mine()
        return self.time

    def seal(self, mode: str | int) -> None:
        """Changes the sealing for the rest of the test: ``instant``, ``manual``, ``mixed``, or milliseconds between blocks.

        ``mixed``, for protected transactions, seals a block at once: the node forgets the key that a block announces when it has
        built 64 more, also if they were reverted, and what is encrypted to that key then stays closed.
        """
        self.node.batch(*_sealing(mode))

    def snapshot(self) -> str:
        """Records the best block and the clock for `revert`."""
        return str(self.rpc("dev_snapshot"))

    def revert(self, snapshot: str) -> None:
        """Reverts to a snapshot, which can be used once. Closes the clients of `client`, which remember the reverted blocks."""
        self.close_clients()
        self.rpc("dev_revert", snapshot)

    # ------------------------------------------------------------ the state

    def query(self, name: str, *keys: Any, at: str | None = None) -> Any:
        """Reads a storage item: ``chain.query("SubtensorModule.Uids", 1, hotkey)``.

        `at` is the hash of a block. Accounts are addresses.
        """
        return Codec.of(self.node).read(self.node, name, keys, at)

    def ask(self, name: str, *arguments: Any, at: str | None = None) -> Any:
        """Calls a runtime API: ``chain.ask("SwapRuntimeApi.current_alpha_price", 1)``."""
        return Codec.of(self.node).ask(self.node, name, arguments, at)

    def balance(self, who: Who) -> int:
        """Returns the free balance of an account's coldkey."""
        return int(self.query("System.Account", coldkey_of(who))["data"]["free"])

    def stake_of(self, coldkey: Who, hotkey: Who, netuid: int) -> int:
        """Returns a stake, in rao of alpha (of TAO at root)."""
        name = "StakeInfoRuntimeApi.get_stake_info_for_hotkey_coldkey_netuid"
        found = self.ask(name, hotkey_of(hotkey), coldkey_of(coldkey), netuid)
        return 0 if found is None else int(found["stake"])

    def uid(self, hotkey: Who, netuid: int) -> int | None:
        """Returns a hotkey's UID at a subnet, or ``None``."""
        found = self.query("SubtensorModule.Uids", netuid, hotkey_of(hotkey))
        return None if found is None else int(found)

    # ------------------------------------------------------------ calls

    def call(self, signer: Any, name: str, /, **arguments: Any) -> Outcome:
        """Signs a call by an account's coldkey, a secret or a key pair, and seals a block with it and nothing else.

        Fails with `CallError` if the chain refuses it, also if it is refused inside a batch, a proxy or sudo.
        """
        codec = Codec.of(self.node)
        return self._seal(codec, name, pair_of(signer), codec.call(name, arguments))

    def sudo(self, name: str, /, **arguments: Any) -> Outcome:
        """Makes a call as root: ``chain.sudo("AdminUtils.sudo_set_tempo", netuid=1, tempo=10)``."""
        codec = Codec.of(self.node)
        return self._sudo(name, "Sudo.sudo", {"call": codec.call(name, arguments)})

    def sudo_as(self, who: Who, name: str, /, **arguments: Any) -> Outcome:
        """Makes a call in the name of any account, without its secret and without a fee."""
        codec = Codec.of(self.node)
        return self._sudo(name, "Sudo.sudo_as", {"who": coldkey_of(who), "call": codec.call(name, arguments)})

    def fund(self, who: Who, tao: Tao) -> int:
        """Mints TAO for an account's coldkey, and returns its new balance. The issuance grows by the same amount."""
        codec, amount, address = Codec.of(self.node), rao(tao), coldkey_of(who)
        pot = coldkey_of(POT)
        # A balance is set to an amount, not raised by it. So the TAO is minted elsewhere, and whatever else the block pays stays.
        mint = codec.call("Balances.force_set_balance", {"who": pot, "new_free": amount})
        pay = codec.call("Balances.force_transfer", {"source": pot, "dest": address, "value": amount})
        self.sudo("Utility.batch_all", calls=[mint, pay])
        return self.balance(who)

    def stake(self, coldkey: Who, hotkey: Who, netuid: int, tao: Tao) -> int:
        """Stakes TAO of a coldkey with a hotkey, and returns the alpha that it bought (TAO at root). No secret is needed.

        A hotkey without an owner becomes the coldkey's.
        """
        codec, address = Codec.of(self.node), hotkey_of(hotkey)
        add = {"hotkey": address, "netuid": netuid, "amount_staked": rao(tao)}
        calls = [codec.call("SubtensorModule.add_stake", add)]
        if self.query("SubtensorModule.Owner", address) in (None, NOBODY):
            calls.insert(0, codec.call("SubtensorModule.try_associate_hotkey", {"hotkey": address}))
        done = self.sudo_as(coldkey, "Utility.batch_all", calls=calls)
        return int(_fields(done.event("SubtensorModule.StakeAdded"))[3])

    def register(self, coldkey: Who, hotkey: Who, netuid: int) -> int:
        """Registers a hotkey at a subnet, paid by the coldkey, and returns its UID."""
        done = self.sudo_as(coldkey, "SubtensorModule.burned_register", netuid=netuid, hotkey=hotkey_of(hotkey))
        return int(_fields(done.event("SubtensorModule.NeuronRegistered"))[1])

    def _sudo(self, what: str, name: str, arguments: dict[str, Any]) -> Outcome:
        codec = Codec.of(self.node)
        return self._seal(codec, what, self._sudo_pair(), codec.call(name, arguments))

    def _sudo_pair(self) -> Any:
        key = self.query("Sudo.Key")
        if key is None:
            raise DtaoTestError("the chain has no sudo key: fund, stake, register and sudo need one in the genesis file")
        for uri in filter(None, (self.node.sudo_uri, *(f"//{name}" for name in NAMES))):
            pair = pair_of(uri)
            if pair.ss58_address == key:
                return pair
        raise DtaoTestError(f"the secret of the sudo key {key} is not known: name it in the genesis file, as sudo = \"//Alice\"")

    def _seal(self, codec: Codec, name: str, pair: Any, call: bytes) -> Outcome:
        # The nonce of the state, since the block has no other transaction.
        nonce = self.query("System.Account", pair.ss58_address)["nonce"]
        block = self.rpc("dev_newBlock", {"transactions": [codec.signed(pair, call, nonce)]})
        records = codec.read(self.node, "System.Events", (), block)
        last = max(record["extrinsic_idx"] or 0 for record in records)
        events = tuple(
            Event(f"{record['module_id']}.{record['event_id']}", record["attributes"])
            for record in records if record["phase"] == "ApplyExtrinsic" and record["extrinsic_idx"] == last
        )
        for event in events:
            error = _error_in(event)
            if error is not None:
                raise codec.failure(name, error)
        return Outcome(block, events)

    # ------------------------------------------------------------ clients

    def client(self) -> Any:
        """Returns a ``bittensor.Subtensor`` of the installed SDK, 11 or 10, for this test. `revert` and the test's end close it.

        The SDK 11's is awaited or used in ``async with``, too. A client that is older than a revert reads reverted blocks and
        signs with wrong nonces; one of the SDK 10 is emptied instead of closed.
        """
        client = _clients.blocking(self.node)
        self._open.append(client)
        return client

    def async_client(self) -> Any:
        """Returns a client for ``async with``: the SDK 11's ``Subtensor``, the SDK 10's ``AsyncSubtensor``."""
        return _clients.awaited(self.node)

    def wallet(self, who: Account) -> Any:
        """Returns the wallet that the installed SDK takes for an account.

        For the SDK 11 this is the account itself; for the SDK 10 a wallet without a password, in the node's folder.
        """
        if not _clients.is_version_10():
            return who
        bittensor_wallet = import_module("bittensor_wallet")
        name, hotkey = (uri.strip("/").replace("/", "-") for uri in (who.uri, who.hotkey_uri))
        wallet = bittensor_wallet.Wallet(name=name, hotkey=hotkey, path=str(self.node.folder / "wallets"))
        coldkey = bittensor_wallet.Keypair.create_from_uri(who.uri)
        wallet.set_coldkey(coldkey, encrypt=False, overwrite=True)
        wallet.set_coldkeypub(coldkey, overwrite=True)
        wallet.set_hotkey(bittensor_wallet.Keypair.create_from_uri(who.hotkey_uri), encrypt=False, overwrite=True)
        return wallet

    def close_clients(self) -> None:
        """Closes the clients that `client` has returned."""
        while self._open:
            _clients.release(self._open.pop())

    # ------------------------------------------------------------ the fixture

    def begin(self, sealing: str | int) -> str:
        """Records the state before a test, which then has this sealing. The sealing until then is manual."""
        snapshot, *_ = self.node.batch(("dev_snapshot",), *_sealing(sealing))
        return str(snapshot)

    def restore(self, snapshot: str) -> None:
        """Returns to the state before a test from whatever it has left: a run of blocks, another sealing, waiting transactions.

        The sealing is manual afterwards.
        """
        self.close_clients()
        # Manual first: no block may come after the revert.
        revert = ("dev_setSealing", "manual"), ("dev_revert", snapshot)
        try:
            self.node.batch(*revert)
        except RpcError as error:
            if self.rpc("dev_progress") is None:
                raise DtaoTestError(
                    "the chain cannot return to its state before the test, as after dev_setHead to an earlier block "
                    f"({error.reason})"
                ) from error
            # A long run that nobody waits for any more.
            self.rpc("dev_stop")
            self.node.batch(*revert)


def _sealing(mode: str | int) -> list[tuple[Any, ...]]:
    """Returns the calls that change the sealing."""
    text = str(mode)
    change = ("dev_setSealing", int(text) if text.isdigit() else text)
    return [change, ("dev_newBlock",)] if text == "mixed" else [change]


def _fields(event: Event) -> list[Any]:
    return list(event.data.values()) if isinstance(event.data, dict) else list(event.data)


_RESULTS = {"Sudo.Sudid", "Sudo.SudoAsDone", "Proxy.ProxyExecuted", "Multisig.MultisigExecuted"}


def _error_in(event: Event) -> Any:
    """Returns the dispatch error that an event reports, or ``None``."""
    if event.name in ("System.ExtrinsicFailed", "Utility.BatchInterrupted", "Utility.ItemFailed"):
        return event.data.get("dispatch_error", event.data.get("error"))
    if event.name in _RESULTS:
        result = next((event.data[key] for key in ("sudo_result", "result") if key in event.data), None)
        return result.get("Err") if isinstance(result, dict) else None
    return None
