"""A subnet from its registration to its weights, its neurons, and what its owner and root set."""

import hashlib

from bittensor import calls

from intent_steps import OWNED, intent
from sdk11 import equal
from state import TAO, account, blake, u16


@intent("register_subnet")
def register_subnet(w):
    done = w.do("register_subnet", w.dave)
    pool = w.state.pool(OWNED)
    equal((done.data["netuid"], done.data["registration_price_rao"]), (OWNED, 1_000 * TAO))
    equal((pool.owner, pool.tao), (account(w.dave.cold), 1_000 * TAO))


@intent("start_call")
def start_call(w):
    w.do("start_call", w.dave, netuid=OWNED)
    equal(w.state.integer("FirstEmissionBlockNumber", u16(OWNED)) is not None, True)
    # Its owner's validator needs stake of its own.
    w.do("add_stake", w.dave, hotkey_ss58=w.dave.hot, netuid=OWNED, amount_tao="100", slippage_protection=False)


@intent("burned_register")
def burned_register(w):
    w.miner, w.other = w.funded("//miner", 100), w.funded("//other", 100)
    for uid, who in enumerate((w.miner, w.other), 1):
        w.do("burned_register", who, netuid=OWNED)
        equal(w.state.uid(OWNED, who.hot), uid)


@intent("set_subnet_identity")
def set_subnet_identity(w):
    w.do("set_subnet_identity", w.dave, netuid=OWNED, subnet_name="Mill", subnet_url="https://example.org")
    equal(w.read("subnet_identity", netuid=OWNED)["subnet_name"], "Mill")


@intent("update_symbol")
def update_symbol(w):
    w.do("update_symbol", w.dave, netuid=OWNED, symbol="ن")
    equal(w.state.pool(OWNED).symbol, "ن")


@intent("serve_axon")
def serve_axon(w):
    w.do("serve_axon", w.miner, netuid=OWNED, ip="192.0.2.1", port=8091)
    # The hotkey has no TAO: its owner's coldkey pays.
    equal((axon(w, w.miner), w.state.free(w.miner.hot)), (("192.0.2.1", 8091), 0))
    w.blocks(51)


def axon(w, who):
    """Returns the address and port that a neuron of the new subnet shows in the metagraph."""
    graph = w.read("metagraph", netuid=OWNED)
    shown = graph["axons"][graph["hotkeys"].index(who.hot)]
    number = int(shown["ip"])
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0)), int(shown["port"])


@intent("serve_axon_tls")
def serve_axon_tls(w):
    w.do("serve_axon_tls", w.miner, netuid=OWNED, ip="192.0.2.2", port=8092, certificate="0x01" + "ab" * 32)
    equal(axon(w, w.miner), ("192.0.2.2", 8092))
    # The key, and the algorithm that the first byte names.
    stored = w.state.raw("SubtensorModule", "NeuronCertificates", u16(OWNED), blake(account(w.miner.hot)))
    equal(stored[-33:], b"\xab" * 32 + b"\x01")
    w.blocks(51)


@intent("serve_prometheus")
def serve_prometheus(w):
    w.do("serve_prometheus", w.miner, netuid=OWNED, ip="192.0.2.3", port=9090)
    equal(w.state.raw("SubtensorModule", "Prometheus", u16(OWNED), blake(account(w.miner.hot))) is not None, True)


@intent("reset_axon")
def reset_axon(w):
    w.do("reset_axon", w.miner, netuid=OWNED)
    equal(axon(w, w.miner)[0], "0.0.0.0")


@intent("set_weights")
def set_weights(w):
    w.epoch(OWNED)
    w.do("set_weights", w.dave, netuid=OWNED, uids=[1, 2], weights=[1.0, 0.5])
    equal(w.state.weights(OWNED, 0), [(1, 65_535), (2, 32_768)])
    equal(w.state.free(w.dave.hot), 0)


@intent("reveal_weights")
def reveal_weights(w):
    # An owner's settings have a limit of one in some epochs, for which the test would wait.
    w.sudo(calls.AdminUtils.sudo_set_owner_hparam_rate_limit(epochs=0))
    switch_commit_reveal(w, True)
    w.blocks(101)
    uids, values, salt = [1, 2], [20_000, 65_535], [3, 1, 4]
    digest = commitment(w.dave.hot, uids, values, salt)
    w.raw(calls.SubtensorModule.commit_weights(netuid=OWNED, commit_hash=digest), w.dave, signer="hotkey")
    w.epoch(OWNED)
    w.do("reveal_weights", w.dave, netuid=OWNED, uids=uids, weights=[20_000, 65_535], salt=salt)
    equal(w.state.weights(OWNED, 0), list(zip(uids, values)))


@intent("commit_weights")
def commit_weights(w):
    w.blocks(101)
    done = w.do("commit_weights", w.dave, netuid=OWNED, uids=[1, 2], weights=[0.5, 1.0])
    pending = w.read("timelocked_weight_commits", netuid=OWNED)
    (row,) = [row for rows in pending.values() for row in rows]
    equal((row["hotkey"], row["reveal_round"]), (w.dave.hot, done.data["reveal_round"]))
    switch_commit_reveal(w, False)


def switch_commit_reveal(w, enabled):
    if w.read("blocks_until_next_epoch", netuid=OWNED) < 15:
        w.epoch(OWNED)
    w.raw(calls.AdminUtils.sudo_set_commit_reveal_weights_enabled(netuid=OWNED, enabled=enabled), w.dave)


def commitment(hotkey, uids, values, salt, version=0):
    """Returns the hash that commits to weights."""
    vector = lambda numbers: bytes([len(numbers) << 2]) + b"".join(map(u16, numbers))
    data = account(hotkey) + u16(OWNED) + vector(uids) + vector(values) + vector(salt) + version.to_bytes(8, "little")
    return "0x" + hashlib.blake2b(data, digest_size=32).hexdigest()


@intent("set_children")
def set_children(w):
    w.do("set_children", w.dave, netuid=OWNED, children=[[0.25, w.bob.hot]])
    children, _ = w.state.pending_children(OWNED, w.dave.hot)
    equal(children, [(2**62, account(w.bob.hot))])


@intent("set_childkey_take")
def set_childkey_take(w):
    w.do("set_childkey_take", w.bob, netuid=1, take=0.12)
    equal(w.state.integer("ChildkeyTake", blake(account(w.bob.hot)), u16(1), bytes_=2), round(0.12 * 65_535))


def take_of(w, who):
    return w.state.integer("Delegates", blake(account(who.hot)), bytes_=2)


@intent("decrease_take")
def decrease_take(w):
    w.do("decrease_take", w.bob, take=0.1)
    equal(take_of(w, w.bob), round(0.1 * 65_535))


@intent("increase_take")
def increase_take(w):
    w.sudo(calls.AdminUtils.sudo_set_tx_delegate_take_rate_limit(tx_rate_limit=0))
    w.do("increase_take", w.bob, take=0.12)
    equal(take_of(w, w.bob), round(0.12 * 65_535))


@intent("set_take")
def set_take(w):
    w.do("set_take", w.bob, take=0.09)
    equal(take_of(w, w.bob), round(0.09 * 65_535))


@intent("trim_subnet")
def trim_subnet(w):
    for name in ("//extra", "//extra2"):
        w.blocks(1)
        w.do("burned_register", w.funded(name, 100), netuid=OWNED)
    neurons = lambda: w.state.integer("SubnetworkN", u16(OWNED), bytes_=2)
    before = neurons()
    w.blocks(5_001)
    if w.read("blocks_until_next_epoch", netuid=OWNED) < 15:
        w.epoch(OWNED)
    w.do("trim_subnet", w.dave, netuid=OWNED, max_n=64)
    equal((neurons() <= min(before, 64), w.state.integer("MaxAllowedUids", u16(OWNED), bytes_=2)), (True, 64))


@intent("set_subnet_emission_enabled")
def set_subnet_emission_enabled(w):
    for enabled in (False, True):
        w.do("set_subnet_emission_enabled", w.alice, netuids=[3], enabled=enabled)
        w.node.blocks(1)
        equal(w.state.pool(3).alpha_emitted > 0 or w.state.pool(3).tao_emitted > 0, enabled)


@intent("set_root_claim_threshold")
def set_root_claim_threshold(w):
    w.do("set_root_claim_threshold", w.alice, threshold="0.0005")
    equal(w.read("root_claim_threshold").rao, 500_000)


@intent("set_hyperparameter")
def set_hyperparameter(w):
    w.do("set_hyperparameter", w.dave, netuid=OWNED, name="immunity_period", value=4_500)
    equal(w.state.integer("ImmunityPeriod", u16(OWNED), bytes_=2), 4_500)
    w.node.blocks(1)
