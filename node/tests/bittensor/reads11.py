"""Every read of the SDK 11: its arguments, and what it must answer by another source.

A row is (arguments, the part of the answer that is judged, what it must be). The last two are functions of the world; without
them the answer need only arrive. The world is prepared by `prepare`, so that few answers are empty.
"""

from collections import Counter

from bittensor import calls

from sdk11 import equal
from state import TAO, account, blake, bought, fee_of, sold, sold_without_fee, u16

CALL_HASH = "0x" + "11" * 32
COMMITMENT = b"a commitment of twenty"

CLAIMABLE = calls.Call("SubtensorModule", "set_root_dividends", {"rule": "Claimable"})
"""Root's dividends are sold at launch; by the later rule they are claimed."""

ABSENT = {
    "crowdloan": ("Crowdloan", "crowdloans"),
    "crowdloans": ("Crowdloan", "crowdloans"),
    "crowdloan_contributors": ("Crowdloan", "crowdloans"),
}
"""Reads of what this chain does not have: the name in the SDK's refusal, and what is absent."""


ANYTHING = {"integer": 1, "string": "", "array": []}
"""Arguments of a read that is refused before it looks at them, by their types."""


def prepare(world):
    """Returns the steps that fill what the reads ask for, by name."""
    w = world
    return {
        "dividends that are claimed": lambda: w.sudo(CLAIMABLE),
        "an identity": lambda: w.do("set_identity", w.bob, name="Bob", url="https://example.org"),
        "an auto-stake destination": lambda: w.do("set_auto_stake", w.bob, netuid=1, hotkey_ss58=w.alice.hot),
        "a lock": lambda: w.do("lock_stake", w.bob, netuid=1, amount_alpha="2"),
        "a lock that lasts": lambda: w.do("set_perpetual_lock", w.bob, netuid=1, enabled=True),
        "stake with a lock": lambda: w.do("set_reject_locked_alpha", w.bob, enabled=False),
        "a proxy": lambda: w.do("add_proxy", w.bob, delegate_ss58=w.eve.cold, proxy_type="Staking"),
        "children": lambda: w.do("set_children", w.bob, netuid=1, children=[[0.25, w.dave.hot]]),
        "a multisig": lambda: w.raw(calls.Multisig.approve_as_multi(
            threshold=2, other_signatories=[w.eve.cold], maybe_timepoint=None, call_hash=CALL_HASH,
            max_weight={"ref_time": 10**9, "proof_size": 10**4},
        ), w.dave),
        "an announced coldkey": lambda: w.do("announce_coldkey_swap", w.ferdie, new_coldkey_ss58=w.funded("//heir", 1).cold),
        "a commitment": lambda: w.raw(calls.Commitments.set_commitment(
            netuid=1, info={"fields": [[{f"Raw{len(COMMITMENT)}": COMMITMENT}]]},
        ), w.bob, signer="hotkey"),
        "a payout": lambda: w.epoch(1),
        "weights": lambda: w.do("set_weights", w.bob, netuid=1, uids=[0, 2], weights=[1.0, 0.5]),
        "bonds": lambda: w.epoch(1),
        # A mirror is written in turn, for one subnet in a block.
        "mirrors": lambda: w.blocks(4),
    }


def stored(item, bytes_=8, default=0):
    """Returns a function of the world: an integer that the subnet 1 has in storage."""
    return lambda w: w.state.integer(item, u16(1), bytes_=bytes_, default=default)


def lock_row(got):
    """Returns the hotkey, the mass and the mode of a lock."""
    return got["hotkey"], got["locked_alpha"].rao, got["is_perpetual"]


def same(got):
    return got


def rao(got):
    return got.rao


def positions(w, who):
    """Returns an account's stake as {(hotkey, netuid): rao}, by storage."""
    found = {(hot.hot, netuid): w.stake(who, netuid, hot.hot) for hot in w.accounts.values() for netuid in range(4)}
    return {key: value for key, value in found.items() if value}


def position_map(got):
    return {(row.hotkey, row.netuid): row.stake.rao for row in got}


def take(w):
    return w.state.integer("Delegates", blake(account(w.bob.hot)), bytes_=2, default=11_796)


def value_at_spot(w, who):
    """Returns the value of an account's stake at the pools' prices, in rao."""
    return sum(amount * w.state.price(netuid) // TAO for (_, netuid), amount in positions(w, who).items())


def near(wanted):
    """Returns a projection that forgives a client's floating point and its rounding of several positions."""
    class Near(int):
        def __eq__(self, other):
            return abs(int(self) - int(other)) <= max(10, abs(int(other)) // 10**9)
        __hash__ = int.__hash__
    return Near(wanted)


NET = lambda w: {"netuid": 1}
NO = lambda w: {}
COLD = lambda w: {"coldkey_ss58": w.bob.cold}
HOT = lambda w: {"hotkey_ss58": w.bob.hot}
HOT_NET = lambda w: {"hotkey_ss58": w.bob.hot, "netuid": 1}
COLD_NET = lambda w: {"coldkey_ss58": w.bob.cold, "netuid": 1}
PAIR = lambda w: {"hotkey_ss58": w.alice.hot, "coldkey_ss58": w.ferdie.cold}
ROOTED = lambda w: {"coldkey_ss58": w.ferdie.cold}
FUND = lambda w: {"hotkey_ss58": w.alice.hot}

CHAIN = {
    "block_info": (lambda w: {"block": 1}, lambda got: field(got, "hash"), lambda w: w.state.hash(1)),
    "block_time": (NO, same, lambda w: 1.0),
    "is_fast_blocks": (NO, same, lambda w: False),
    "timestamp": (NO, lambda got: round(field(got, "unix") * 1000), lambda w: int.from_bytes(w.state.raw("Timestamp", "Now"), "little")),
    "existential_deposit": (NO, rao, lambda w: 500),
    "tx_rate_limit": (NO, same, lambda w: 1000),
    "mev_shield_next_key": (NO, lambda got: len(got), lambda w: 2 + 2 * 1184),
    "balance": (COLD, rao, lambda w: w.free(w.bob)),
    "balances": (
        lambda w: {"coldkey_ss58s": [w.bob.cold, w.eve.cold]},
        lambda got: {who: amount.rao for who, amount in got.items()},
        lambda w: {w.bob.cold: w.free(w.bob), w.eve.cold: w.free(w.eve)},
    ),
    "proxies": (COLD, lambda got: [(p["delegate"], p["proxy_type"]) for p in got["proxies"]], lambda w: [(w.eve.cold, "Staking")]),
    "multisig": (
        lambda w: {"account_ss58": two_of(w), "call_hash": CALL_HASH}, lambda got: str(got["depositor"]), lambda w: w.dave.cold,
    ),
    "identity": (COLD, lambda got: (got["name"], got["url"]), lambda w: ("Bob", "https://example.org")),
    "hotkey_identities": (lambda w: {"hotkey_ss58s": [w.bob.hot]}, lambda got: got[list(got)[0]]["name"], lambda w: "Bob"),
    "coldkey_swap_announcement": (lambda w: {"coldkey_ss58": w.ferdie.cold}, lambda got: got is not None, lambda w: True),
}

SUBNETS = {
    "alpha_price": (NET, lambda got: got["price_rao"], lambda w: w.state.price(1)),
    "alpha_prices": (
        NO, lambda got: {netuid: round(price * TAO) for netuid, price in got.items()},
        lambda w: {netuid: w.state.price(netuid) for netuid in range(4)},
    ),
    "quote_stake": (lambda w: {"netuid": 1, "amount_tao": 10}, lambda got: (got.alpha.rao, got.tao_fee.rao),
                    lambda w: (bought(w.state.pool(1), 10 * TAO), fee_of(10 * TAO))),
    "quote_unstake": (lambda w: {"netuid": 1, "amount_alpha": 10}, lambda got: (got.tao.rao, got.alpha_fee.rao),
                      lambda w: (sold(w.state.pool(1), 10 * TAO), fee_of(10 * TAO))),
    "subnet": (NET, lambda got: (got.tempo, got.neuron_count), lambda w: (w.state.pool(1).tempo, 3)),
    "subnets": (
        NO, lambda got: [(row.netuid, row.tempo, row.burn.rao) for row in got if row.netuid],
        lambda w: [(netuid, w.state.pool(netuid).tempo, w.read("burn", netuid=netuid).rao) for netuid in (1, 2, 3)],
    ),
    "burn": (NET, lambda got: 500_000 <= got.rao < 100 * TAO, lambda w: True),
    "metagraph": (
        NET, lambda got: (got["name"], got["tao_in"], got["alpha_in"], got["hotkeys"]),
        lambda w: ("Harbour", w.state.pool(1).tao, w.state.pool(1).alpha, [w.alice.hot, w.bob.hot, w.dave.hot]),
    ),
    "subnet_names": (NO, same, lambda w: {netuid: w.state.pool(netuid).name for netuid in range(4)}),
    "subnet_identity": (NET, lambda got: got["subnet_name"], lambda w: "Harbour"),
    "subnet_registration_cost": (NO, rao, lambda w: 1_000 * TAO),
    "subnet_start_schedule": (NET, lambda got: got["current_block"], lambda w: w.state.number()),
    "subnet_tao_flows": (NO, lambda got: isinstance(got, dict), lambda w: True),
    "subnet_hyperparameters": (NET, lambda got: (got["tempo"], got["kappa"], got["immunity_period"]), lambda w: (360, 32_767, 5_000)),
    "token_symbols": (NO, same, lambda w: {netuid: w.state.pool(netuid).symbol for netuid in range(4)}),
    "mechanism_count": (NET, same, lambda w: 1),
    "mechanism_emission_split": (NET, lambda got: got in ([], None, [65_535]), lambda w: True),
    "subnet_emission_enabled": (NET, same, lambda w: 1),
    "commit_reveal_enabled": (NET, same, lambda w: False),
    "difficulty": (NET, same, lambda w: 0),
    "immunity_period": (NET, same, stored("ImmunityPeriod", 2, 5_000)),
    "max_weight_limit": (NET, same, lambda w: 65_535),
    "min_allowed_weights": (NET, same, lambda w: 1),
    "reveal_period": (NET, same, lambda w: 1),
    "weights_rate_limit": (NET, same, lambda w: 100),
    "collateral_policy": (NET, lambda got: got["lock_share"], lambda w: 0.0),
    "subnet_collateral": (NET, same, lambda w: []),
    "miner_collateral": (lambda w: HOT_NET(w) | COLD(w), same, lambda w: None),
    "blocks_since_last_step": (NET, same, lambda w: w.state.integer("BlocksSinceLastStep", u16(1), default=0)),
    "blocks_until_next_epoch": (NET, same, lambda w: w.read("next_epoch_start_block", netuid=1) - w.state.number()),
    "next_epoch_start_block": (NET, lambda got: got, lambda w: w.read("epoch_status", netuid=1)["next_epoch_start_block"]),
    "epoch_status": (NET, lambda got: (got["tempo"], got["epoch_index"]), lambda w: (360, w.index(1))),
    "blocks_since_last_update": (
        lambda w: {"netuid": 1, "uid": 1}, same, lambda w: w.state.number() - last_update(w, 1),
    ),
    "weights": (
        NET, lambda got: {uid: {to: round(part, 4) for to, part in row.items()} for uid, row in got.items()},
        lambda w: {1: {0: 0.6667, 2: 0.3333}},
    ),
    "bonds": (NET, lambda got: sorted(got[1]), lambda w: [0, 2]),
    "timelocked_weight_commits": (NET, same, lambda w: {}),
    "commitment": (
        HOT_NET, lambda got: (got.data.encode(), got.block <= 10**6), lambda w: (COMMITMENT, True),
    ),
    "commitments": (NET, lambda got: [(row["hotkey"], row["commitment"].encode()) for row in got], lambda w: [(w.bob.hot, COMMITMENT)]),
    "revealed_commitment": (HOT_NET, lambda got: got or None, lambda w: None),
}

PEOPLE = {
    "neurons": (
        lambda w: {"netuid": 1, "lite": True}, lambda got: [(n.uid, n.hotkey, n.coldkey) for n in got],
        lambda w: [(uid, who.hot, who.cold) for uid, who in enumerate((w.alice, w.bob, w.dave))],
    ),
    "uid": (HOT_NET, same, lambda w: w.state.uid(1, w.bob.hot)),
    "netuids_for_hotkey": (HOT, same, lambda w: [netuid for netuid in range(4) if w.state.uid(netuid, w.bob.hot) is not None]),
    "hotkey_owner": (HOT, same, lambda w: w.bob.cold),
    "owned_hotkeys": (COLD, same, lambda w: [w.bob.hot]),
    "is_delegate": (HOT, same, lambda w: True),
    "delegate": (HOT, lambda got: (got.owner, round(got.take * 65_535)), lambda w: (w.bob.cold, take(w))),
    "delegates": (NO, lambda got: sorted(d.hotkey for d in got), lambda w: sorted(who.hot for who in w.accounts.values())),
    "delegated": (
        COLD, lambda got: {(d.delegate.hotkey, d.netuid): d.stake.rao for d in got}, lambda w: positions(w, w.bob),
    ),
    "delegate_take": (HOT, lambda got: got["take_u16"], take),
    "children": (HOT_NET, same, lambda w: []),
    "parents": (HOT_NET, same, lambda w: []),
    "pending_children": (
        HOT_NET, lambda got: got["cooldown_block"], lambda w: w.state.pending_children(1, w.bob.hot)[1],
    ),
    "childkey_threshold_suspended": (HOT, lambda got: bool(got), lambda w: False),
    "auto_stake": (COLD_NET, same, lambda w: w.alice.hot),
    "auto_stake_all": (COLD, lambda got: len(got), lambda w: 1),
    "stake": (lambda w: HOT_NET(w) | COLD(w), rao, lambda w: w.stake(w.bob, 1)),
    "stake_availability": (
        COLD_NET, lambda got: (got["total"].rao, got["locked"].rao, got["available"].rao),
        lambda w: (w.stake(w.bob, 1), locked(w), w.stake(w.bob, 1) - locked(w)),
    ),
    "stake_availability_for_coldkey": (
        lambda w: {"coldkey_ss58": w.bob.cold, "netuids": [0, 1]}, lambda got: [row["total"].rao for row in got],
        lambda w: [w.stake(w.bob, 0), w.stake(w.bob, 1)],
    ),
    "stake_for_coldkey": (COLD, position_map, lambda w: positions(w, w.bob)),
    "stake_for_coldkeys": (
        lambda w: {"coldkey_ss58s": [w.bob.cold]}, lambda got: position_map(got[list(got)[0]]), lambda w: positions(w, w.bob),
    ),
    "stake_value_for_coldkey": (COLD, lambda got: near(got.stake_value.rao), lambda w: value_at_spot(w, w.bob)),
    "stake_value_for_coldkeys": (
        lambda w: {"coldkey_ss58s": [w.bob.cold]}, lambda got: near(got[list(got)[0]].stake_value.rao),
        lambda w: value_at_spot(w, w.bob),
    ),
    "staking_hotkeys": (
        COLD, lambda got: sorted(map(str, got)), lambda w: sorted({hotkey for hotkey, _ in positions(w, w.bob)}),
    ),
    "total_alpha_staked": (NET, lambda got: rao(got) if hasattr(got, "rao") else got, lambda w: total_staked(w, 1)),
    "coldkey_lock": (COLD_NET, lock_row, lambda w: (w.bob.hot, locked(w), True)),
    "locks_for_coldkey": (COLD, lambda got: [lock_row(row) for row in got], lambda w: [(w.bob.hot, locked(w), True)]),
    "locks_for_hotkey": (
        HOT_NET, lambda got: [(row["coldkey"], row["locked_alpha"].rao) for row in got], lambda w: [(w.bob.cold, locked(w))],
    ),
    "accepts_locked_alpha": (COLD, same, lambda w: True),
    # It grows with every block, for a day to less than a hundredth of the lock.
    "hotkey_conviction": (HOT_NET, lambda got: 0 < got["conviction_alpha"].rao < TAO // 50, lambda w: True),
    "most_convicted_hotkey": (NET, same, lambda w: w.bob.hot),
    "subnet_convictions": (
        NET, lambda got: ([(row["hotkey"], row["locked_alpha"].rao) for row in got["hotkeys"]], got["unlock_rate"], got["alpha_burned"].rao),
        lambda w: ([(w.bob.hot, locked(w))], 934_866, 0),
    ),
    "associated_evm_key": (lambda w: {"netuid": 1, "uid": 1}, same, lambda w: None),
    "lease": (lambda w: {"lease_id": 1}, same, lambda w: None),
    "leases": (NO, same, lambda w: []),
}

BASKETS = {
    "root_claim_threshold": (NO, rao, lambda w: 500_000),
    # Baskets are a view of root's claims: what the views say of one claim must agree.
    "root_basket_owed": (ROOTED, lambda got: got.rao > 0, lambda w: True),
    "root_basket_owed_breakdown": (
        ROOTED, lambda got: sum(row["owed_tao"].rao for row in got),
        lambda w: w.read("root_basket_owed", coldkey_ss58=w.ferdie.cold).rao,
    ),
    "root_basket_portfolio": (ROOTED, lambda got: [row["hotkey"] for row in got], lambda w: [w.alice.hot]),
    "root_basket_total_nav": (NO, rao, lambda w: all_at_once(w)),
    "root_baskets": (NO, lambda got: len(got) > 0, lambda w: True),
    "basket_position": (PAIR, lambda got: got["hotkey"], lambda w: w.alice.hot),
    "basket_trading_status": (FUND, lambda got: got["enabled"], lambda w: False),
    "validator_basket": (FUND, lambda got: len(got) > 0, lambda w: True),
    "validator_basket_nav": (FUND, lambda got: got.rao > 0, lambda w: True),
    "validator_basket_summary": (FUND, lambda got: got["hotkey"], lambda w: w.alice.hot),
}

READS = CHAIN | SUBNETS | PEOPLE | BASKETS


def judge(world, name):
    """Makes a read and compares its answer."""
    arguments, part, wanted = READS[name]
    equal(part(world.read(name, **arguments(world))), wanted(world))


def locked(w):
    """Returns what Bob has locked for ever at the subnet 1, in favour of his hotkey."""
    return w.state.integer("HotkeyLock", u16(1), blake(account(w.bob.hot)))


def field(got, name):
    """Returns a field of an answer that is a dictionary or an object."""
    return got[name] if isinstance(got, dict) else getattr(got, name)


def last_update(w, uid):
    """Returns the block in which a neuron of the subnet 1 last set weights."""
    reader = w.state.item("LastUpdate", u16(1))
    return [reader.uint(8) for _ in range(reader.compact())][uid]


def all_at_once(w):
    """Returns the TAO for which the alpha of all baskets would be sold, that of each subnet at once, in rao."""
    alpha = Counter()
    for who in w.accounts.values():
        for row in w.read("validator_basket", hotkey_ss58=who.hot):
            alpha[row["netuid"]] += row["alpha"].rao
    return sum(sold_without_fee(w.state.pool(netuid), amount) for netuid, amount in alpha.items())


def total_staked(w, netuid):
    """Returns all stake at a subnet, as the sum over its hotkeys."""
    return sum(
        w.state.integer("TotalHotkeyAlpha", blake(account(who.hot)), u16(netuid), default=0) for who in w.accounts.values()
    )


def two_of(w):
    """Returns the address of the multisig of two, Dave and Eve."""
    return w.sdk("multisig", [w.dave.cold, w.eve.cold], 2).address

