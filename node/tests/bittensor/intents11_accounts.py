"""Identities, hotkeys, proxies, multisigs and swaps of coldkeys."""

import hashlib

from bittensor import calls

from intent_steps import intent
from sdk11 import Account, Refused, equal
from state import TAO, account, blake


@intent("set_identity")
def set_identity(w):
    w.do("set_identity", w.bob, name="Bob", url="https://example.org")
    equal(w.read("identity", coldkey_ss58=w.bob.cold)["name"], "Bob")


@intent("associate_hotkey")
def associate_hotkey(w):
    fresh = Account.of("//Bob", "spare")
    w.do("associate_hotkey", w.bob, hotkey_ss58=fresh.hot)
    equal(owner(w, fresh.hot), account(w.bob.cold))


@intent("swap_hotkey")
def swap_hotkey(w):
    fresh, uid = Account.of("//Ferdie", "second"), w.state.uid(0, w.ferdie.hot)
    w.do("swap_hotkey", w.ferdie, new_hotkey_ss58=fresh.hot)
    equal((w.state.uid(0, fresh.hot), w.state.uid(0, w.ferdie.hot)), (uid, None))
    w.accounts["ferdie"] = w.ferdie = fresh


def owner(w, hotkey):
    """Returns the coldkey that owns a hotkey, as bytes."""
    return w.state.raw("SubtensorModule", "Owner", blake(account(hotkey)))


@intent("batch")
def batch(w):
    before = w.free(w.charlie), w.free(w.bob)
    w.do("batch", w.eve, intents=[
        {"op": "transfer", "dest_ss58": who.cold, "amount_tao": "1"} for who in (w.charlie, w.bob)
    ])
    equal((w.free(w.charlie), w.free(w.bob)), (before[0] + TAO, before[1] + TAO))


@intent("add_proxy")
def add_proxy(w):
    w.do("add_proxy", w.eve, delegate_ss58=w.bob.cold, proxy_type="Staking", delay=0)
    equal([who for who, _, _ in w.state.proxies(w.eve.cold)], [account(w.bob.cold)])
    # It stakes for Eve, and cannot take her TAO.
    before = w.stake(w.eve, 1)
    stake = {"hotkey_ss58": w.eve.hot, "netuid": 1, "amount_tao": "5"}
    result = w.sdk("execute_tool", "add_stake", stake, w.bob, proxy_for=w.eve.cold)
    equal((result.success, w.stake(w.eve, 1) > before), (True, True))
    theft = w.sdk("execute_tool", "transfer", {"dest_ss58": w.bob.cold, "amount_tao": "1"}, w.bob, proxy_for=w.eve.cold)
    equal(theft.success, False)


@intent("remove_proxy")
def remove_proxy(w):
    w.do("remove_proxy", w.eve, delegate_ss58=w.bob.cold, proxy_type="Staking")
    equal(w.state.proxies(w.eve.cold), [])


@intent("execute_proxy_announced")
def execute_proxy_announced(w):
    w.do("add_proxy", w.eve, delegate_ss58=w.bob.cold, proxy_type="Transfer", delay=5)
    inner = {"dest_ss58": w.charlie.cold, "amount_tao": "3"}
    composed = w.sdk("compose", calls.Balances.transfer_keep_alive(dest=w.charlie.cold, value=3 * TAO))
    digest = hashlib.blake2b(bytes(composed.data), digest_size=32).hexdigest()
    w.raw(calls.Proxy.announce(real=w.eve.cold, call_hash="0x" + digest), w.bob)
    execute = lambda: w.do(
        "execute_proxy_announced", w.bob, delegate_ss58=w.bob.cold, real_ss58=w.eve.cold, inner_op="transfer", inner_args=inner,
    )
    try:
        execute()
        raise AssertionError("executed before the delay")
    except Refused:
        pass
    w.blocks(5)
    before = w.free(w.charlie)
    execute()
    equal(w.free(w.charlie) - before, 3 * TAO)


@intent("remove_proxies")
def remove_proxies(w):
    w.do("remove_proxies", w.eve)
    equal(w.state.proxies(w.eve.cold), [])


@intent("create_pure_proxy")
def create_pure_proxy(w):
    w.pure = w.do("create_pure_proxy", w.bob, proxy_type="Any").data
    w.do("transfer", w.bob, dest_ss58=w.pure["pure_proxy"], amount_tao="5")
    before = w.free(w.eve)
    spend = {"dest_ss58": w.eve.cold, "amount_tao": "2"}
    equal(w.sdk("execute_tool", "transfer", spend, w.bob, proxy_for=w.pure["pure_proxy"]).success, True)
    equal(w.free(w.eve) - before, 2 * TAO)


@intent("kill_pure_proxy")
def kill_pure_proxy(w):
    created = {"spawner_ss58": w.bob.cold, "proxy_type": "Any", "height": w.pure["height"], "ext_index": w.pure["ext_index"]}
    result = w.sdk("execute_tool", "kill_pure_proxy", created, w.bob, proxy_for=w.pure["pure_proxy"])
    equal((result.success, w.state.proxies(w.pure["pure_proxy"])), (True, []))


def shared(w, threshold):
    """Returns the address of the multisig of Bob and Eve, with 50 TAO."""
    address = w.sdk("multisig", [w.bob.cold, w.eve.cold], threshold).address
    w.do("transfer", w.charlie, dest_ss58=address, amount_tao="50")
    return address


def spending(w, amount="4"):
    return {"op": "transfer", "dest_ss58": w.charlie.cold, "amount_tao": amount}


def operation(w, address, call_hash):
    """Returns the time point of a pending operation."""
    pending = w.read("multisig", account_ss58=address, call_hash=call_hash)
    return pending and pending.get("when", pending.get("timepoint"))


@intent("multisig_threshold_1")
def multisig_threshold_1(w):
    shared(w, 1)
    before = w.free(w.charlie)
    w.do("multisig_threshold_1", w.bob, other_signatories=[w.eve.cold], call=spending(w))
    equal(w.free(w.charlie) - before, 4 * TAO)


@intent("multisig_approve")
def multisig_approve(w):
    w.shared = shared(w, 2)
    w.opened = w.do("multisig_approve", w.bob, threshold=2, other_signatories=[w.eve.cold], call=spending(w))
    w.when = operation(w, w.shared, w.opened.data["multisig_call_hash"])
    equal(w.when is not None, True)


@intent("multisig_execute")
def multisig_execute(w):
    before = w.free(w.charlie)
    w.do("multisig_execute", w.eve, threshold=2, other_signatories=[w.bob.cold], call=spending(w), timepoint=w.when)
    equal(w.free(w.charlie) - before, 4 * TAO)


@intent("multisig_cancel")
def multisig_cancel(w):
    terms = {"threshold": 2, "other_signatories": [w.eve.cold], "call": spending(w, "6")}
    call_hash = w.do("multisig_approve", w.bob, **terms).data["multisig_call_hash"]
    w.do("multisig_cancel", w.bob, timepoint=operation(w, w.shared, call_hash), **terms)
    equal(w.read("multisig", account_ss58=w.shared, call_hash=call_hash), None)


def announcement(w, who):
    return w.read("coldkey_swap_announcement", coldkey_ss58=who.cold)


@intent("announce_coldkey_swap")
def announce_coldkey_swap(w):
    w.sudo(calls.AdminUtils.sudo_set_coldkey_swap_announcement_delay(duration=5))
    w.sudo(calls.AdminUtils.sudo_set_coldkey_swap_reannouncement_delay(duration=5))
    w.leaving, w.heir = w.funded("//leaving", 100), Account.of("//heir")
    w.do("announce_coldkey_swap", w.leaving, new_coldkey_ss58=w.heir.cold)
    equal(announcement(w, w.leaving)["disputed"], False)


@intent("swap_coldkey_announced")
def swap_coldkey_announced(w):
    w.blocks(6)
    w.do("swap_coldkey_announced", w.leaving, new_coldkey_ss58=w.heir.cold)
    equal((w.free(w.leaving), w.free(w.heir) > 99 * TAO), (0, True))


@intent("clear_coldkey_swap_announcement")
def clear_coldkey_swap_announcement(w):
    w.do("announce_coldkey_swap", w.heir, new_coldkey_ss58=w.leaving.cold)
    w.blocks(12)
    w.do("clear_coldkey_swap_announcement", w.heir)
    equal(announcement(w, w.heir), None)


@intent("dispute_coldkey_swap")
def dispute_coldkey_swap(w):
    w.do("announce_coldkey_swap", w.heir, new_coldkey_ss58=w.leaving.cold)
    w.do("dispute_coldkey_swap", w.heir)
    equal(announcement(w, w.heir)["disputed"], True)
