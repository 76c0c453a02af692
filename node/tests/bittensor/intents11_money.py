"""Transfers, stake and claims."""

from intent_steps import intent
from reads11 import CLAIMABLE
from sdk11 import equal
from state import TAO, account, blake, bought, u16


def gained(world, act, *reads):
    """Returns by how much values change through an act, and its result."""
    before = [read() for read in reads]
    result = act()
    return [read() - old for read, old in zip(reads, before)], result


def fee_of_result(result):
    """Returns the transaction fee that a result reports, in rao."""
    return result.fee.rao


@intent("transfer")
def transfer(w):
    (sent, received), done = gained(
        w, lambda: w.do("transfer", w.dave, dest_ss58=w.eve.cold, amount_tao="2.5"), lambda: w.free(w.dave), lambda: w.free(w.eve),
    )
    equal((sent, received), (-25 * TAO // 10 - fee_of_result(done), 25 * TAO // 10))


@intent("transfer_all")
def transfer_all(w):
    who = w.funded("//spender", 5)
    (received,), done = gained(
        w, lambda: w.do("transfer_all", who, dest_ss58=w.charlie.cold, keep_alive=False), lambda: w.free(w.charlie),
    )
    equal((received, w.free(who)), (5 * TAO - fee_of_result(done), 0))


@intent("fund_evm_key")
def fund_evm_key(w):
    (sent,), done = gained(
        w, lambda: w.do("fund_evm_key", w.dave, evm_address="0x" + "12" * 20, amount_tao="1"), lambda: w.free(w.dave),
    )
    equal(sent, -TAO - fee_of_result(done))


@intent("add_stake")
def add_stake(w):
    for options in ({}, {"slippage_protection": False}):
        since = w.state.number()
        w.do("add_stake", w.bob, hotkey_ss58=w.bob.hot, netuid=1, amount_tao="10", **options)
        number, before, after = w.state.changed(lambda at: w.state.stake(w.bob.hot, w.bob.cold, 1, at), since)
        equal(after - before, bought(w.state.before_buy(1, number, 10 * TAO, after - before), 10 * TAO))


@intent("add_stake_limit")
def add_stake_limit(w):
    price = w.state.price(2)
    (some,), _ = gained(
        w, lambda: w.do("add_stake_limit", w.bob, hotkey_ss58=w.bob.hot, netuid=2, amount_tao="20000", limit_price_rao=price * 105 // 100,
                        allow_partial=True), lambda: w.stake(w.bob, 2),
    )
    equal((some > 0, w.state.price(2) <= price * 105 // 100), (True, True))


@intent("remove_stake")
def remove_stake(w):
    # What is protected is sold down to a limit; the amount is the same.
    for options in ({}, {"slippage_protection": False}):
        (sold,), _ = gained(
            w, lambda: w.do("remove_stake", w.bob, hotkey_ss58=w.bob.hot, netuid=1, amount_alpha="5", **options), lambda: w.stake(w.bob, 1),
        )
        equal(sold, -5 * TAO)


@intent("remove_stake_limit")
def remove_stake_limit(w):
    (sold, received), done = gained(
        w, lambda: w.do("remove_stake_limit", w.bob, hotkey_ss58=w.bob.hot, netuid=1, amount_alpha="5",
                        limit_price_rao=w.state.price(1) * 9 // 10), lambda: w.stake(w.bob, 1), lambda: w.free(w.bob),
    )
    equal((sold, received + fee_of_result(done) > 4 * TAO), (-5 * TAO, True))


@intent("move_stake")
def move_stake(w):
    # To another subnet, as it is by default: within a limit.
    since = w.state.number()
    w.do("move_stake", w.dave, origin_hotkey_ss58=w.dave.hot, origin_netuid=1, dest_hotkey_ss58=w.bob.hot, dest_netuid=3, amount_alpha="5")
    number, before, after = w.state.changed(lambda at: w.state.stake(w.bob.hot, w.dave.cold, 3, at) or 0, since)
    equal(after - before in w.state.moved(number, 1, 3, 5 * TAO), True)
    # And within a subnet.
    (moved,), _ = gained(
        w, lambda: w.do("move_stake", w.dave, origin_hotkey_ss58=w.dave.hot, origin_netuid=1, dest_hotkey_ss58=w.bob.hot, dest_netuid=1,
                        amount_alpha="5"), lambda: w.stake(w.dave, 1, w.bob.hot),
    )
    equal(moved, 5 * TAO)


@intent("swap_stake")
def swap_stake(w):
    since = w.state.number()
    w.do("swap_stake", w.dave, hotkey_ss58=w.dave.hot, origin_netuid=1, dest_netuid=3, amount_alpha="5")
    number, before, after = w.state.changed(lambda at: w.state.stake(w.dave.hot, w.dave.cold, 3, at) or 0, since)
    equal(after - before in w.state.moved(number, 1, 3, 5 * TAO), True)


@intent("move_swap_stake")
def move_swap_stake(w):
    # The SDK leaves some dust with the hotkey to which it moves, so there must be stake of Dave's already.
    (left, gain), _ = gained(
        w, lambda: w.do("move_swap_stake", w.dave, origin_hotkey_ss58=w.dave.hot, origin_netuid=1, dest_hotkey_ss58=w.bob.hot,
                        dest_netuid=3, amount_alpha="5"), lambda: w.stake(w.dave, 1), lambda: w.stake(w.dave, 3, w.bob.hot),
    )
    equal((left, gain > 0), (-5 * TAO, True))


@intent("transfer_stake")
def transfer_stake(w):
    common = {"hotkey_ss58": w.dave.hot, "origin_netuid": 1, "dest_netuid": 1, "amount_alpha": "5"}
    (same,), _ = gained(
        w, lambda: w.do("transfer_stake", w.dave, dest_coldkey_ss58=w.eve.cold, **common), lambda: w.stake(w.eve, 1, w.dave.hot),
    )
    (other,), _ = gained(
        w, lambda: w.do("transfer_stake", w.dave, dest_coldkey_ss58=w.eve.cold, dest_hotkey_ss58=w.bob.hot, **common),
        lambda: w.stake(w.eve, 1, w.bob.hot),
    )
    equal((same, other), (5 * TAO, 5 * TAO))


def lock_of(w, hotkey):
    """Returns the mass of Dave's lock at the subnet 1 in favour of a hotkey, as it is stored, or None."""
    return w.state.integer("Lock", blake(account(w.dave.cold)), u16(1), blake(account(hotkey)))


@intent("lock_stake")
def lock_stake(w):
    w.do("lock_stake", w.dave, netuid=1, amount_alpha="20")
    equal((lock_of(w, w.dave.hot), w.stake(w.dave, 1) > 20 * TAO), (20 * TAO, True))
    # What is locked is not sold; there are five alpha with Bob's hotkey.
    try:
        w.do("remove_stake", w.dave, hotkey_ss58=w.dave.hot, netuid=1, amount_alpha="all", slippage_protection=False)
    except Exception as refused:
        equal("below what it has locked" in str(refused), True)
    else:
        raise AssertionError("locked stake was sold")


@intent("set_perpetual_lock")
def set_perpetual_lock(w):
    mode = lambda: w.state.raw("SubtensorModule", "DecayingLock", blake(account(w.dave.cold)), u16(1))
    w.do("set_perpetual_lock", w.dave, netuid=1, enabled=True)
    equal(mode(), b"\0")
    kept = lock_of(w, w.dave.hot)
    w.do("set_perpetual_lock", w.dave, netuid=1, enabled=False)
    # A perpetual lock has not decayed; meanwhile it has gained conviction.
    equal((mode(), lock_of(w, w.dave.hot)), (None, kept))


@intent("move_lock")
def move_lock(w):
    w.do("move_lock", w.dave, netuid=1, destination_hotkey_ss58=w.bob.hot)
    equal((lock_of(w, w.dave.hot), 19 * TAO < lock_of(w, w.bob.hot) <= 20 * TAO), (None, True))


@intent("set_reject_locked_alpha")
def set_reject_locked_alpha(w):
    flags = lambda: w.state.integer("AccountFlags", blake(account(w.eve.cold)), bytes_=16, default=0)
    w.do("set_reject_locked_alpha", w.eve, enabled=False)
    equal(flags(), 1)
    w.do("set_reject_locked_alpha", w.eve, enabled=True)
    equal(flags(), 0)


@intent("stake_burn")
def stake_burn(w):
    (paid, staked), done = gained(
        w, lambda: w.do("stake_burn", w.bob, netuid=1, amount_tao="10"), lambda: w.free(w.bob), lambda: w.stake(w.bob, 1),
    )
    bought_alpha = [event["attributes"]["alpha"] for row in done.events if (event := row["event"])["event_id"] == "AddStakeBurn"]
    # The alpha that was bought belongs to nobody.
    equal((paid, staked, bought_alpha[0] > 0), (-10 * TAO - fee_of_result(done), 0, True))


@intent("unstake_all_alpha")
def unstake_all_alpha(w):
    (root,), _ = gained(w, lambda: w.do("unstake_all_alpha", w.charlie, hotkey_ss58=w.charlie.hot), lambda: w.stake(w.charlie, 0))
    equal((root > 0, w.stake(w.charlie, 2), w.stake(w.charlie, 3)), (True, 0, 0))


@intent("unstake_all")
def unstake_all(w):
    w.do("unstake_all", w.eve, hotkey_ss58=w.eve.hot)
    equal([w.stake(w.eve, netuid) for netuid in (1, 2, 3)], [0, 0, 0])


@intent("set_auto_stake")
def set_auto_stake(w):
    w.do("set_auto_stake", w.bob, netuid=1, hotkey_ss58=w.alice.hot)
    equal(w.state.raw("SubtensorModule", "AutoStakeDestination", blake(account(w.bob.cold)), u16(1)), account(w.alice.hot))


@intent("claim_root")
def claim_root(w):
    w.sudo(CLAIMABLE)
    w.epoch(1)
    w.epoch(1)
    owed = w.read("root_basket_owed", coldkey_ss58=w.ferdie.cold).rao
    (gain,), _ = gained(w, lambda: w.do("claim_root", w.ferdie, subnets=[1]), lambda: w.stake(w.ferdie, 0, w.alice.hot))
    # The claim is sold a block after the answer, at that block's price.
    equal((owed > 0, abs(gain - owed) <= owed // 10**6), (True, True))


@intent("claim_root_with_hotkey")
def claim_root_with_hotkey(w):
    (gain,), _ = gained(
        w, lambda: w.do("claim_root_with_hotkey", w.bob, hotkey_ss58=w.bob.hot), lambda: w.stake(w.bob, 0),
    )
    equal(gain > 0, True)
    # Unstaking can claim in the same transaction.
    w.do("remove_stake", w.bob, hotkey_ss58=w.bob.hot, netuid=0, amount_alpha="1", claim=True)


@intent("root_register")
def root_register(w):
    who = w.funded("//newcomer", 100)
    w.do("root_register", who)
    equal(w.state.uid(0, who.hot) is not None, True)
