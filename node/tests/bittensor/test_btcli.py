"""btcli 9.23.2, unmodified, against the node: the output of each command, and the state afterwards.

The chain makes a block for each transaction. Amounts that a formula gives are held to it to the rao.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

from async_substrate_interface import SubstrateInterface
from bittensor_wallet import Keypair

from btcli import PROGRAM, Btcli, words_of
from node import Node
from state import (
    TAO, State, account, blake, bought, fee_of, sold, u16,
)
from wallets import development_wallets

# btcli encrypts trades by default; a separate test covers that.
PLAIN = "--no-mev-protection -y"
SAFE = "--safe --tolerance 0.05"
TAKE = 11_796
# Version key that btcli 9.23.2 sends with weights.
VERSION_KEY = 9_023_002
FOUNDING_COST = 1_000 * TAO
# Minimum cost of a neuron, and the factor by which the cost falls in a block, in parts of 2^32.
LEAST_BURN, BURN_FACTOR = 500_000, 4_286_705_684
# The price of the state of a hotkey that had no owner.
NEW_HOTKEY = 5_300_000


class BtcliTest(unittest.TestCase):
    """A separate chain for the tests of a class, which run one after the other."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="dtao-btcli-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.node = cls.enterClassContext(Node())
        cls.btcli = Btcli(cls.folder, cls.node.endpoint)
        cls.state = State(cls.node)
        for name, who in development_wallets(cls.btcli.wallets).items():
            setattr(cls, name, who)
        # btcli divides by the block's number.
        cls.node.blocks()

    def assertSays(self, said, *texts):
        for text in texts:
            self.assertIn(" ".join(text.split()), words_of(said))

    def unchanged(self, command, *reads, of, says):
        """Asserts that a command prints this text and leaves the values of `reads` unchanged."""
        before = [read() for read in reads]
        said = self.btcli(command, of=of)
        self.assertSays(said, says)
        self.assertEqual([read() for read in reads], before)

    def cost_of(self, who, number):
        """Returns what an account lost to the fee of the only signed transaction of a block: half for Alice, the block author."""
        fee = self.fee_paid(number)
        return (fee + 1) // 2 if who is self.alice else fee

    def fee_paid(self, number):
        """Returns the transaction fee of the only signed transaction of a block, from its events."""
        fees = self.events(number, "TransactionFeePaid")
        self.assertEqual(len(fees), 1)
        return fees[0]["actual_fee"]

    def events(self, number, name):
        """Returns the data of a block's events with this name."""
        with SubstrateInterface(self.node.endpoint) as chain:
            events = chain.get_events(self.state.hash(number))
        return [e["event"]["attributes"] for e in events if e["event"]["event_id"] == name]

    def sudo(self, module, function, **params):
        """Makes a call as root, by Alice."""
        with SubstrateInterface(self.node.endpoint) as chain:
            inner = chain.compose_call(module, function, params)
            call = chain.compose_call("Sudo", "sudo", {"call": inner})
            signed = chain.create_signed_extrinsic(call, Keypair.create_from_uri("//Alice"))
            receipt = chain.submit_extrinsic(signed, wait_for_inclusion=True)
            self.assertTrue(receipt.is_success, receipt.error_message)


class Looking(BtcliTest):
    """Commands that only read."""

    def test_subnets_list_shows_every_subnet_with_price_and_pool(self):
        said = self.btcli("subnets list")
        for text in ("Root", "Harbour", "Brook", "Kiln", "0.9000 τ/α", "0.0500 τ/β", "0.0020 τ/γ"):
            self.assertSays(said, text)
        subnets = self.btcli.json("subnets list")["subnets"]
        self.assertEqual(sorted(subnets), ["0", "1", "2", "3"])
        for netuid in (1, 2, 3):
            pool, shown = self.state.pool(netuid), subnets[str(netuid)]
            self.assertEqual(shown["subnet_name"], pool.name)
            self.assertEqual(round(shown["price"] * TAO), self.state.price(netuid))
            self.assertEqual(round(shown["liquidity"]["tao_in"] * TAO), pool.tao)
            self.assertEqual(round(shown["liquidity"]["alpha_in"] * TAO), pool.alpha)
            self.assertEqual(round(shown["alpha_out"] * TAO), pool.outside)
            self.assertEqual(shown["tempo"]["sn_tempo"], pool.tempo)

    def test_subnets_show_lists_the_neurons(self):
        for command in ("subnets show --netuid 1 --no-prompt", "subnets metagraph --netuid 1 --no-prompt"):
            shown = self.btcli.json(command)
            self.assertEqual([row["uid"] for row in shown["uids"]], [0, 1, 2])
            hotkeys = [row["hotkey"] for row in shown["uids"]]
            self.assertEqual(hotkeys, [self.alice.hotkey, self.bob.hotkey, self.dave.hotkey])
            for uid, hotkey in enumerate(hotkeys):
                self.assertEqual(self.state.uid(1, hotkey), uid)
            self.assertEqual(shown["name"], ": Harbour")
        self.assertSays(self.btcli("subnets show --netuid 1 --no-prompt"), "Harbour")

    def test_subnets_show_of_root_lists_its_seats(self):
        said = self.btcli("subnets show --netuid 0 --no-prompt")
        self.assertSays(said, "Root Network (Subnet 0)", "TAO Pool: τ 5.93m", "5FBy7n", "τ 2.10m", "τ 1.30m", "Swap all")

    def test_subnets_price_shows_the_pools_price(self):
        price = self.state.price(1)
        said = self.btcli("subnets price --netuids 1 --current")
        self.assertSays(said, "Subnet 1 - α Harbour", f"Current: {price / TAO:.6f}α", "Supply: 750,00")

    def test_subnets_burn_cost_is_what_a_subnet_costs(self):
        self.assertEqual(round(self.btcli.json("subnets burn-cost")["burn_cost"]["rao"]), FOUNDING_COST)

    def test_subnets_hyperparameters_and_sudo_get_show_them_all(self):
        for command in ("subnets hyperparameters --netuid 2", "sudo get --netuid 2"):
            said = self.btcli(command)
            self.assertSays(said, "NETUID: 2 (Brook)", "tempo 360 360", "immunity_period 5000 5000", "kappa 32767",
                            "min_burn 500000", "transfers_enabled True", "subnet_is_active True")

    def test_subnets_check_start_reports_that_a_subnet_may_start(self):
        self.assertSays(self.btcli("subnets check-start --netuid 2"), "Subnet 2")

    def test_wallet_balance_shows_free_and_staked(self):
        shown = self.btcli.json("wallet balance", of="alice")["balances"]["alice"]
        self.assertEqual(shown["free"], self.state.free(self.alice.coldkey) / TAO)
        worth = sum(
            self.state.stake(hotkey.hotkey, self.alice.coldkey, netuid) * self.state.price(netuid) / TAO**2
            for hotkey, netuid in ((self.alice, 0), (self.alice, 1), (self.bob, 2))
        )
        self.assertAlmostEqual(shown["staked"], worth, places=3)
        self.assertSays(self.btcli("wallet balance", of="alice"), self.alice.coldkey, "100,000.0000 τ")

    def test_wallet_overview_shows_the_neurons(self):
        said = self.btcli("wallet overview", of="bob")
        self.assertSays(said, "Subnet: 1", "Subnet: 2")

    def test_stake_list_shows_all_stake(self):
        shown = self.btcli.json("stake list --no-prompt", of="alice")
        mine = {row["netuid"]: row for row in shown["stake_info"][self.alice.hotkey]}
        self.assertEqual(mine[0]["stake_value"], 2_000_000)
        self.assertEqual(mine[1]["stake_value"], 300_000)
        self.assertEqual(shown["stake_info"][self.bob.hotkey][0]["stake_value"], 500)
        self.assertSays(self.btcli("stake list --no-prompt", of="alice"), "300.00k α")

    def test_an_unknown_subnet_is_reported(self):
        self.assertSays(self.btcli("subnets show --netuid 99 --no-prompt"), "not exist")
        self.assertSays(self.btcli("sudo get --netuid 99"), "not exist")


class Money(BtcliTest):
    """Transfers, and stake added, removed and moved."""

    def mine(self, who, netuid, hotkey=None, at=None):
        return self.state.stake((hotkey or who).hotkey, who.coldkey, netuid, at=at)

    def added(self, since, who, netuid):
        """The block that added stake: its number, the stake gained, the TAO that it cost without the transaction fee."""
        number, before, after = self.state.changed(lambda at: self.mine(who, netuid, at=at), since)
        paid = self.state.free(who.coldkey, self.state.hash(number - 1)) - self.state.free(who.coldkey, self.state.hash(number))
        return number, after - before, paid - self.cost_of(who, number)

    def test_a_transfer_moves_the_amount(self):
        since, to = self.state.number(), self.eve.coldkey
        mine, theirs = self.state.free(self.dave.coldkey), self.state.free(to)
        said = self.btcli(f"wallet transfer --dest {to} --amount 12.5 -y", of="dave")
        self.assertSays(said, "Finalized", "100,000.0000 τ ➡ 99,987.4999 τ")
        number, *_ = self.state.changed(lambda at: self.state.free(to, at), since)
        self.assertEqual(self.state.free(to) - theirs, 12_500_000_000)
        self.assertEqual(mine - self.state.free(self.dave.coldkey), 12_500_000_000 + self.fee_paid(number))

    def test_a_transfer_of_more_than_the_balance_is_refused(self):
        free = lambda: self.state.free(self.dave.coldkey)
        self.unchanged(f"wallet transfer --dest {self.eve.coldkey} --amount 5000000 -y", free, of="dave", says="Not enough balance")

    def test_a_protected_sale_without_tao_for_its_fee_pays_with_stake(self):
        snapshot = self.node.rpc("dev_snapshot")
        # Enough for the carrier, and not for the transaction in it too.
        enough = 250_000
        self.node.rpc("dev_setStorage", {"System": {"Account": [[[self.eve.coldkey], {"providers": 1, "data": {"free": enough}}]]}})
        done = threading.Event()

        def seal():
            while not done.wait(1):
                self.node.blocks()

        sealing = threading.Thread(target=seal)
        sealing.start()
        try:
            before = self.mine(self.eve, 3)
            self.assertSays(self.btcli("stake remove --netuid 3 --amount 10 --unsafe -y", of="eve"), "Finalized")
            # 10 alpha at 0.002 TAO, and as much as the fee takes.
            self.assertTrue(10 * TAO < before - self.mine(self.eve, 3) < 11 * TAO)
            self.assertGreater(self.state.free(self.eve.coldkey), TAO // 100)
        finally:
            done.set()
            sealing.join()
            self.node.rpc("dev_revert", snapshot)

    def test_stake_is_added_without_a_limit(self):
        since = self.state.number()
        said = self.btcli(f"stake add --netuid 1 --amount 10 --unsafe {PLAIN}", of="alice")
        self.assertSays(said, "Stake added to netuid: 1")
        number, gained, paid = self.added(since, self.alice, 1)
        self.assertEqual(paid, 10 * TAO)
        self.assertEqual(gained, bought(self.state.before_buy(1, number, 10 * TAO, gained), 10 * TAO))

    def test_stake_is_added_within_a_limit(self):
        since = self.state.number()
        shown = self.btcli.json(f"stake add --netuid 1 --amount 25 {SAFE} --no-partial {PLAIN}", of="alice")
        self.assertEqual(shown["staking_success"], {"1": {self.alice.hotkey: True}})
        number, gained, paid = self.added(since, self.alice, 1)
        self.assertEqual(paid, 25 * TAO)
        self.assertEqual(gained, bought(self.state.before_buy(1, number, 25 * TAO, gained), 25 * TAO))

    def test_stake_that_would_pass_the_limit_is_not_added(self):
        stake = lambda: self.mine(self.alice, 2)
        command = f"stake add --netuid 2 --amount 50 {SAFE} --no-partial {PLAIN}"
        self.unchanged(command, stake, of="alice", says="SlippageTooHigh")

    def test_stake_is_added_in_part_up_to_the_limit(self):
        since = self.state.number()
        said = self.btcli(f"stake add --netuid 2 --amount 50 {SAFE} --partial {PLAIN}", of="charlie")
        self.assertSays(said, "Partial stake transaction", "instead of 50.0000 τ")
        number, gained, paid = self.added(since, self.charlie, 2)
        self.assertEqual(gained, bought(self.state.before_buy(2, number, paid, gained), paid))
        # The limit that btcli set is 5 % above the price that it saw, the one before this block.
        limit = int(self.state.price(2, self.state.hash(number - 1)) * 1.05)
        self.assertIn(self.state.price(2, self.state.hash(number)), range(limit - 2, limit + 1))

    def test_stake_at_root_is_tao_one_to_one(self):
        since = self.state.number()
        self.assertSays(self.btcli(f"stake add --netuid 0 --amount 7 --unsafe {PLAIN}", of="alice"), "Stake added to netuid: 0")
        _, gained, paid = self.added(since, self.alice, 0)
        self.assertEqual((gained, paid), (7 * TAO, 7 * TAO))

    def test_stake_goes_to_several_subnets_at_once(self):
        since = self.state.number()
        before = [self.mine(self.dave, netuid) for netuid in (1, 3)]
        self.btcli(f"stake add --netuids 1,3 --amount 2 --unsafe {PLAIN}", of="dave")
        for netuid, was in zip((1, 3), before):
            number, _, after = self.state.changed(lambda at: self.mine(self.dave, netuid, at=at), since)
            gained = after - was
            self.assertEqual(gained, bought(self.state.before_buy(netuid, number, 2 * TAO, gained), 2 * TAO))

    def test_wrong_stakes_are_refused(self):
        stake = lambda: self.mine(self.bob, 1)
        for command, says in (
            ("stake add --netuid 99 --amount 1 --unsafe", "Subnet with netuid: 99 does not exist"),
            ("stake add --netuid 1 --amount 0.001 --unsafe", "AmountTooLow"),
            ("stake add --netuid 1 --amount 1000000 --unsafe", "Not enough stake"),
            ("stake remove --netuid 1 --amount 9000000 --unsafe", "Not enough stake"),
        ):
            with self.subTest(command):
                self.unchanged(f"{command} {PLAIN}", stake, of="bob", says=says)

    def removed(self, since, who, netuid, hotkey=None):
        number, before, after = self.state.changed(lambda at: self.mine(who, netuid, hotkey, at), since)
        got = self.state.free(who.coldkey, self.state.hash(number)) - self.state.free(who.coldkey, self.state.hash(number - 1))
        return number, before - after, got + self.cost_of(who, number)

    def test_stake_is_removed_without_and_within_a_limit(self):
        for options in ("--unsafe", f"{SAFE} --no-partial"):
            with self.subTest(options):
                since = self.state.number()
                said = self.btcli(f"stake remove --netuid 1 --amount 5 {options} {PLAIN}", of="bob")
                self.assertSays(said, "Finalized")
                number, lost, got = self.removed(since, self.bob, 1)
                self.assertEqual(lost, 5 * TAO)
                self.assertEqual(got, sold(self.state.before_sale(1, number, 5 * TAO, got), 5 * TAO))

    def test_stake_is_removed_in_part_down_to_the_limit_and_not_at_all_otherwise(self):
        stake = lambda: self.mine(self.bob, 2)
        self.unchanged(f"stake remove --netuid 2 --amount 1000 {SAFE} --no-partial {PLAIN}", stake, of="bob", says="SlippageTooHigh")
        since = self.state.number()
        self.btcli(f"stake remove --netuid 2 --amount 1000 {SAFE} --partial {PLAIN}", of="bob")
        number, lost, got = self.removed(since, self.bob, 2)
        self.assertTrue(0 < lost < 1000 * TAO)
        self.assertEqual(got, sold(self.state.before_sale(2, number, lost, got), lost))

    def test_stake_moves_between_hotkeys_and_subnets(self):
        before = self.mine(self.ferdie, 1, self.alice)
        said = self.btcli(
            f"stake move --origin-netuid 1 --dest-netuid 1 --from {self.alice.hotkey} --dest {self.bob.hotkey} --amount 5 {PLAIN}",
            of="ferdie",
        )
        self.assertSays(said, "Sent")
        self.assertEqual(before - self.mine(self.ferdie, 1, self.alice), 5 * TAO)
        self.assertEqual(self.mine(self.ferdie, 1, self.bob), 5 * TAO)
        since = self.state.number()
        self.btcli(
            f"stake move --origin-netuid 1 --dest-netuid 2 --from {self.alice.hotkey} --dest {self.bob.hotkey} --amount 5 {PLAIN}",
            of="ferdie",
        )
        number, was, now = self.state.changed(lambda at: self.mine(self.ferdie, 2, self.bob, at), since)
        self.assertIn(now - was, self.state.moved(number, 1, 2, 5 * TAO))

    def test_stake_is_swapped_between_subnets(self):
        for options in ("--unsafe", f"{SAFE} --no-partial"):
            with self.subTest(options):
                since, was = self.state.number(), self.mine(self.dave, 1)
                self.btcli(f"stake swap --origin-netuid 1 --dest-netuid 3 --amount 5 {options} {PLAIN}", of="dave")
                number, before, after = self.state.changed(lambda at: self.mine(self.dave, 3, at=at), since)
                self.assertEqual(was - self.mine(self.dave, 1), 5 * TAO)
                self.assertIn(after - before, self.state.moved(number, 1, 3, 5 * TAO))

    def test_stake_is_transferred_to_another_coldkey(self):
        before = self.mine(self.alice, 1)
        said = self.btcli(
            f"stake transfer --origin-netuid 1 --dest-netuid 1 --dest {self.eve.coldkey} --amount 5 {PLAIN}", of="alice"
        )
        self.assertNotIn("error", said.lower())
        self.assertEqual(before - self.mine(self.alice, 1), 5 * TAO)
        self.assertEqual(self.mine(self.eve, 1, self.alice), 5 * TAO)

    def test_z_all_stake_of_a_hotkey_is_removed(self):
        since, before = self.state.number(), self.mine(self.eve, 3)
        said = self.btcli(f"stake remove --all {PLAIN}", of="eve")
        self.assertSays(said, "Successfully unstaked all stakes")
        self.assertEqual((self.mine(self.eve, 3), self.mine(self.eve, 0)), (0, 0))
        _, lost, _ = self.removed(since, self.eve, 3)
        self.assertEqual(lost, before)

    def test_z_all_alpha_of_a_hotkey_goes_to_root(self):
        since = self.state.number()
        said = self.btcli(f"stake remove --all-alpha {PLAIN}", of="charlie")
        self.assertSays(said, "Successfully unstaked all Alpha stakes")
        number, root, now = self.state.changed(lambda at: self.mine(self.charlie, 0, at=at), since)
        got = 0
        for _, hotkey, tao, alpha, netuid, fee in self.events(number, "StakeRemoved"):
            self.assertEqual((hotkey, fee), (self.charlie.hotkey, fee_of(alpha)))
            self.assertEqual(alpha, self.mine(self.charlie, netuid, at=self.state.hash(number - 1)))
            self.assertEqual(self.mine(self.charlie, netuid), 0)
            self.assertEqual(tao, sold(self.state.before_sale(netuid, number, alpha, tao), alpha))
            got += tao
        self.assertEqual(now - root, got)

    def test_x_all_stake_is_moved_swapped_and_transferred(self):
        since, held = self.state.number(), self.mine(self.ferdie, 1, self.alice)
        there = self.mine(self.ferdie, 1, self.bob)
        self.btcli(f"stake move --origin-netuid 1 --dest-netuid 1 --from {self.alice.hotkey} --dest {self.bob.hotkey} --all {PLAIN}", of="ferdie")
        self.assertEqual((self.mine(self.ferdie, 1, self.alice), self.mine(self.ferdie, 1, self.bob)), (0, there + held))
        since, held = self.state.number(), self.mine(self.dave, 1)
        self.btcli(f"stake swap --origin-netuid 1 --dest-netuid 3 --all --unsafe {PLAIN}", of="dave")
        number, was, now = self.state.changed(lambda at: self.mine(self.dave, 3, at=at), since)
        self.assertEqual(self.mine(self.dave, 1), 0)
        self.assertIn(now - was, self.state.moved(number, 1, 3, held))
        held = self.mine(self.bob, 2)
        self.btcli(f"stake transfer --origin-netuid 2 --dest-netuid 2 --dest {self.eve.coldkey} --all {PLAIN}", of="bob")
        self.assertEqual((self.mine(self.bob, 2), self.mine(self.eve, 2, self.bob)), (0, held))

    def test_x_all_tao_is_not_staked_since_it_pays_the_fee(self):
        stake = lambda: self.mine(self.eve, 1)
        before = stake()
        said = self.btcli(f"stake add --netuid 1 --all --unsafe {PLAIN}", of="eve", answer="y\n")
        self.assertSays(said, "NotEnoughBalanceToStake")
        self.assertEqual(stake(), before)

    def test_a_protected_stake_is_added(self):
        since = self.state.number()
        said = self.btcli("stake add --netuid 1 --amount 3 --unsafe -y", of="ferdie")
        self.assertSays(said, "Stake added to netuid: 1")
        number, before, after = self.state.changed(lambda at: self.mine(self.ferdie, 1, at=at), since)
        gained = after - before
        self.assertEqual(gained, bought(self.state.before_buy(1, number, 3 * TAO, gained), 3 * TAO))


class Founding(BtcliTest):
    """A subnet from its registration on: the tests run in the order of their names."""

    def test_1_a_subnet_is_registered_with_its_identity(self):
        free = self.state.free(self.dave.coldkey)
        said = self.btcli(
            "subnets", "create", "--subnet-name", "Mill", "--github-repo", "https://github.com/example/mill", "--subnet-contact", "mill@example.org",
            "--subnet-url", "https://example.org", "--discord-handle", "mill", "--description", "Grinds", "--logo-url",
            "https://example.org/logo.png", "--additional-info", "none", "--no-mev-protection", "-y", of="dave",
        )
        self.assertSays(said, "Registered subnetwork with netuid: 4")
        pool = self.state.pool(4)
        self.assertEqual((pool.name, pool.owner, pool.owner_hotkey), ("Mill", account(self.dave.coldkey), account(self.dave.hotkey)))
        self.assertEqual(pool.tao, FOUNDING_COST)
        self.assertEqual(self.state.uid(4, self.dave.hotkey), 0)
        fee = self.fee_paid(self.state.number())
        self.assertEqual(free - self.state.free(self.dave.coldkey), FOUNDING_COST + fee)

    def test_2_before_its_start_nobody_stakes_there_and_only_its_owner_starts_it(self):
        started = lambda: self.state.integer("FirstEmissionBlockNumber", u16(4))
        stake = lambda: self.state.stake(self.dave.hotkey, self.dave.coldkey, 4)
        self.unchanged("subnets start --netuid 4 -y", started, of="bob", says="doesn't own the specified subnet")
        self.unchanged(f"stake add --netuid 4 --amount 1 --unsafe {PLAIN}", stake, of="dave", says="SubtokenDisabled")

    def test_3_it_is_started(self):
        self.assertSays(self.btcli("subnets check-start --netuid 4"), "Emission")
        said = self.btcli("subnets start --netuid 4 -y", of="dave")
        self.assertSays(said, "Successfully started subnet 4's emission schedule")
        self.assertEqual(self.state.integer("FirstEmissionBlockNumber", u16(4)), self.state.number() + 1)
        self.assertSays(self.btcli("subnets start --netuid 4 -y", of="dave"), "already")

    def test_4_its_identity_and_its_symbol_are_changed_by_its_owner_alone(self):
        told = self.btcli.json("subnets get-identity --netuid 4")
        self.assertIn("Mill", str(told))
        words = ("subnets", "set-identity", "--netuid", 4, "--subnet-name", "Weir", "--github-repo", "https://github.com/example/weir",
                 "--subnet-contact", "w@example.org", "--subnet-url", "https://example.org", "--discord-handle", "weir",
                 "--description", "Holds", "--logo-url", "https://example.org/l.png", "--additional-info", "more", "-y")
        self.btcli(*words, of="bob")
        self.assertEqual(self.state.pool(4).name, "Mill")
        self.btcli(*words, of="dave")
        self.assertEqual(self.state.pool(4).name, "Weir")
        symbol = self.state.pool(4).symbol
        self.btcli("subnets set-symbol --netuid 4 ب -y", of="bob")
        self.assertEqual(self.state.pool(4).symbol, symbol)
        self.btcli("subnets set-symbol --netuid 4 ب -y", of="dave")
        self.assertEqual(self.state.pool(4).symbol, "ب")

    def test_5_neurons_register_there(self):
        for who, options in ((self.bob, "--unsafe-register"), (self.charlie, "--safe-register --tolerance 0.5")):
            with self.subTest(options):
                since, free = self.state.number(), self.state.free(who.coldkey)
                said = self.btcli(f"subnets register --netuid 4 {options} -y", of=who.name)
                self.assertSays(said, "Registered")
                number, was, uid = self.state.changed(lambda at: self.state.uid(4, who.hotkey, at), since)
                self.assertIsNone(was)
                # The cost halves in 360 blocks, down to the minimum.
                burn = self.state.integer("Burn", u16(4), default=LEAST_BURN, at=self.state.hash(number - 1))
                burn = max(burn * BURN_FACTOR >> 32, LEAST_BURN)
                # A new hotkey costs at least the price of its state.
                self.assertEqual(free - self.state.free(who.coldkey), max(burn, NEW_HOTKEY) + self.fee_paid(number))
                self.assertIn(uid, (1, 2))
        self.assertSays(self.btcli("subnets register --netuid 4 -y", of="bob"), "Already Registered")
        self.assertSays(self.btcli("subnets register --netuid 99 -y", of="bob"), "does not exist")

    def test_6_the_owner_sets_hyperparameters(self):
        said = self.btcli("sudo set --netuid 4 --param immunity_period --value 4000 -y", of="bob")
        self.assertSays(said, "own")
        self.assertEqual(self.state.integer("ImmunityPeriod", u16(4), bytes_=2, default=5000), 5000)
        said = self.btcli("sudo set --netuid 4 --param immunity_period --value 4000 -y", of="dave")
        self.assertEqual(self.state.integer("ImmunityPeriod", u16(4), bytes_=2), 4000, said)
        self.btcli("sudo set --netuid 4 --param commit_reveal_weights_enabled --value true -y", of="dave")
        self.assertEqual(self.state.integer("CommitRevealWeightsEnabled", u16(4), bytes_=1), 1)

    def test_7_root_sets_roots_settings(self):
        said = self.btcli("sudo set --netuid 4 --param weights_rate_limit --value 7 -y", of="alice")
        self.assertEqual(self.state.integer("WeightsSetRateLimit", u16(4)), 7, said)

    def test_8_weights_are_revealed(self):
        self.btcli(f"stake add --netuid 4 --amount 50 --unsafe {PLAIN}", of="dave")
        while not self.state.item("ValidatorPermit", u16(4)) or self.state.raw("SubtensorModule", "ValidatorPermit", u16(4))[1] == 0:
            self.node.blocks(20)
            self.assertLess(self.state.number(), 2_000)
        uids, values, salt, version = [1, 2], [65_535, 32_768], [11, 22, 33], VERSION_KEY
        self.commit(uids, values, salt, version)
        index = self.state.integer("SubnetEpochIndex", u16(4))
        while self.state.integer("SubnetEpochIndex", u16(4)) == index:
            self.node.blocks(5)
        said = self.btcli("weights reveal --netuid 4 --uids 1,2 --weights 1.0,0.5 --salt 11,22,33 -y", of="dave")
        self.assertEqual(self.state.weights(4, 0), [(1, 65_535), (2, 32_768)], said)
        # The hotkey has no TAO, and needs none.
        self.assertEqual(self.state.free(self.dave.hotkey), 0)

    def commit(self, uids, values, salt, version):
        """Commits to weights: btcli itself cannot, on any chain."""
        with SubstrateInterface(self.node.endpoint) as chain:
            vector = lambda numbers: bytes([len(numbers) << 2]) + b"".join(map(u16, numbers))
            data = account(self.dave.hotkey) + u16(4) + vector(uids) + vector(values) + vector(salt) + version.to_bytes(8, "little")
            digest = hashlib.blake2b(data, digest_size=32).hexdigest()
            call = chain.compose_call("SubtensorModule", "commit_weights", {"netuid": 4, "commit_hash": "0x" + digest})
            signed = chain.create_signed_extrinsic(call, Keypair.create_from_uri("//Dave//hotkey"))
            receipt = chain.submit_extrinsic(signed, wait_for_inclusion=True)
            self.assertTrue(receipt.is_success, receipt.error_message)


class Proxies(BtcliTest):
    """Accounts that act for others."""

    ANY, TRANSFER = 0, 10

    def executed(self):
        """Returns "Ok" or "Err" for the call by proxy in the last block."""
        (event,) = self.events(self.state.number(), "ProxyExecuted")
        (result,) = event["result"]
        return result

    def test_a_pure_proxy_is_created_used_and_killed(self):
        was = self.state.reserved(self.bob.coldkey)
        shown = self.btcli.json("proxy create --proxy-type Any --delay 0 -y", of="bob")
        pure = shown["data"]["pure"]
        self.assertEqual(self.state.proxies(pure), [(account(self.bob.coldkey), self.ANY, 0)])
        self.assertGreater(self.state.reserved(self.bob.coldkey), was)
        height, index = shown["extrinsic_identifier"].split("-")
        self.assertEqual(int(height), self.state.number())
        self.node.blocks(20)
        self.btcli(f"wallet transfer --dest {pure} --amount 5 -y", of="bob")
        theirs = self.state.free(self.eve.coldkey)
        self.btcli(f"wallet transfer --dest {self.eve.coldkey} --amount 2 --proxy {pure} -y", of="bob")
        self.assertEqual(self.state.free(self.eve.coldkey) - theirs, 2 * TAO)
        self.assertEqual(self.state.free(pure), 3 * TAO)
        kill = f"proxy kill --ext-index {index} --proxy-type Any --proxy {pure} -y --height"
        # At a wrong height it is another account's: the call by proxy fails, and btcli says "Success".
        said = self.btcli(f"{kill} {int(height) + 1}", of="bob")
        self.assertSays(said, "Success")
        self.assertEqual(self.executed(), "Err")
        self.assertEqual(len(self.state.proxies(pure)), 1)
        self.btcli(f"{kill} {height}", of="bob")
        self.assertEqual(self.state.proxies(pure), [])
        self.assertEqual(self.state.reserved(self.bob.coldkey), was)

    def test_a_call_is_announced_and_executed_after_the_delay(self):
        self.btcli(f"proxy add --delegate {self.charlie.coldkey} --proxy-type Transfer --delay 10 -y", of="dave")
        self.assertEqual(self.state.proxies(self.dave.coldkey), [(account(self.charlie.coldkey), self.TRANSFER, 10)])
        theirs = self.state.free(self.eve.coldkey)
        said = self.btcli(
            f"wallet transfer --dest {self.eve.coldkey} --amount 3 --proxy {self.dave.coldkey} --announce-only -y", of="charlie",
        )
        (announced,) = self.events(self.state.number(), "Announced")
        execute = f"proxy execute --proxy {self.dave.coldkey} --call-hash {announced['call_hash']} -y"
        self.node.blocks(8)
        # One block too early.
        self.assertSays(self.btcli(execute, of="charlie"), "Unannounced")
        self.assertEqual(self.state.free(self.eve.coldkey), theirs, said)
        said = self.btcli(execute, of="charlie")
        self.assertSays(said, "Success")
        self.assertEqual(self.state.free(self.eve.coldkey) - theirs, 3 * TAO, said)
        # btcli has marked its entry as executed.
        self.assertSays(self.btcli(execute, of="charlie"), "Unable to retrieve call from DB")
        self.btcli(f"proxy remove --delegate {self.charlie.coldkey} --proxy-type Transfer --delay 10 -y", of="dave")
        self.assertEqual(self.state.proxies(self.dave.coldkey), [])

    def test_a_type_that_this_chain_does_not_have_is_named(self):
        proxies = lambda: self.state.proxies(self.ferdie.coldkey)
        add = f"proxy add --delegate {self.eve.coldkey} --delay 0 -y --proxy-type"
        self.unchanged(f"{add} Governance", proxies, of="ferdie", says="'Governance' not present in type_mapping of this enum")
        self.btcli(f"{add} Any", of="ferdie")
        self.assertEqual(proxies(), [(account(self.eve.coldkey), self.ANY, 0)])
        self.btcli("proxy remove --all --proxy-type Any -y", of="ferdie")
        self.assertEqual(proxies(), [])

    def test_a_call_by_proxy_acts_for_the_other_account_and_is_told_as_done_even_if_it_fails(self):
        self.btcli(f"proxy add --delegate {self.ferdie.coldkey} --proxy-type Staking --delay 0 -y", of="eve")
        by_proxy = f"--proxy {self.eve.coldkey} -y"
        stake = lambda: self.state.stake(self.ferdie.hotkey, self.eve.coldkey, 1) or 0
        self.btcli(f"stake add --netuid 1 --amount 2 --unsafe --no-mev-protection {by_proxy}", of="ferdie")
        self.assertEqual(self.executed(), "Ok")
        self.assertGreater(stake(), 0)
        # A proxy for staking must not transfer.
        free = self.state.free(self.eve.coldkey)
        said = self.btcli(f"wallet transfer --dest {self.ferdie.coldkey} --amount 1 {by_proxy}", of="ferdie")
        self.assertSays(said, "Finalized")
        self.assertEqual(self.executed(), "Err")
        self.assertEqual(self.state.free(self.eve.coldkey), free)
        # Whoever is no proxy at all is told so.
        free = lambda: self.state.free(self.eve.coldkey)
        self.unchanged(f"wallet transfer --dest {self.bob.coldkey} --amount 1 {by_proxy}", free, of="bob", says="NotProxy")


class Session(BtcliTest):
    """The session of the old line in the documentation."""

    def test_the_documented_session_runs_to_its_end(self):
        sdk = os.environ.get("SDK_PYTHON")
        if not sdk:
            self.skipTest("SDK_PYTHON names no Python that has the SDK")
        script = Path(__file__).resolve().parents[3] / "scripts" / "btcli9-session.sh"
        done = subprocess.run(
            [str(script)], env=os.environ | {"ENDPOINT": self.node.endpoint, "BTCLI": str(PROGRAM), "SDK_PYTHON": sdk},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=240,
        )
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("Done: a subnet was registered, started, staked to and paid out.", done.stdout)
        pool = self.state.pool(4)
        self.assertEqual(pool.name, "Mill")
        # The miner, UID 1, has all weights of the only validator, and was paid.
        self.assertEqual(self.state.weights(4, 0), [(1, 65_535)])
        miner = self.state.item("Keys", u16(4), u16(1)).take(32)
        owner = self.state.item("Owner", blake(miner)).take(32)
        self.assertGreater(self.state.stake(miner, owner, 4), 0)


class Hotkeys(BtcliTest):
    """Children, takes, claims and where a miner's pay is staked."""

    def test_children_are_set_shown_and_revoked(self):
        since = self.state.number()
        said = self.btcli(f"stake child set --netuid 1 --children {self.bob.hotkey} --proportions 0.5 -y", of="alice")
        number, was, (children, due) = self.state.changed(lambda at: self.state.pending_children(1, self.alice.hotkey, at), since)
        self.assertIsNone(was, said)
        self.assertEqual([child for _, child in children], [account(self.bob.hotkey)])
        self.assertAlmostEqual(children[0][0] / 2**64, 0.5, places=9)
        self.assertEqual(due, number + 7_200)
        while self.state.children(self.alice.hotkey, 1) == []:
            self.assertLess(self.state.number(), due + 400)
            self.node.blocks(100)
        self.assertEqual([child for _, child in self.state.children(self.alice.hotkey, 1)], [account(self.bob.hotkey)])
        self.assertSays(self.btcli("stake child get --netuid 1", of="alice"), self.bob.hotkey)
        since = self.state.number()
        self.btcli("stake child revoke --netuid 1 -y", of="alice")
        _, was, children = self.state.changed(lambda at: self.state.children(self.alice.hotkey, 1, at), since)
        self.assertEqual(len(was), 1)
        self.assertEqual(children, [])
        self.assertIsNone(self.state.pending_children(1, self.alice.hotkey))

    def test_children_with_too_large_proportions_are_refused(self):
        pending = lambda: self.state.pending_children(1, self.dave.hotkey)
        self.unchanged(
            f"stake child set --netuid 1 --children {self.bob.hotkey} --proportions 1.5 -y", pending, of="dave", says="must not exceed 1.0",
        )

    def test_a_childs_take_is_set_and_shown(self):
        key = (blake(account(self.bob.hotkey)), u16(1))
        self.btcli("stake child take --netuid 1 --take 0.12 -y", of="bob")
        self.assertEqual(self.state.integer("ChildkeyTake", *key, bytes_=2), int(0.12 * 65_535))
        self.btcli("stake child take --netuid 1 --take 0.5 -y", of="bob")
        self.assertEqual(self.state.integer("ChildkeyTake", *key, bytes_=2), int(0.12 * 65_535))

    def test_a_delegates_take_is_shown_and_lowered(self):
        take = lambda: self.state.integer("Delegates", blake(account(self.bob.hotkey)), bytes_=2, default=TAKE)
        self.assertAlmostEqual(self.btcli.json("sudo get-take", of="bob")["current_take"], TAKE / 65_535, places=4)
        self.btcli("sudo set-take --take 0.1", of="bob", answer="y\n")
        self.assertEqual(take(), int(0.1 * 65_535))

    def test_the_claim_type_is_set(self):
        kind = lambda: self.state.raw("SubtensorModule", "RootClaimType", blake(account(self.eve.coldkey)))
        for words, stored in (("keep", b"\1"), ("swap", b"\0"), ("keep --netuids 1,3", b"\2\x08\1\0\3\0")):
            with self.subTest(words):
                said = self.btcli(f"stake set-claim {words} -y", of="eve")
                self.assertEqual(kind() or b"\0", stored, said)

    def test_what_root_earned_is_claimed(self):
        # Root's dividends are sold at launch; root can choose the later rule, by which they are claimed.
        self.sudo("SubtensorModule", "set_root_dividends", rule="Claimable")
        self.node.blocks(800)
        since = self.state.number()
        root = lambda at: self.state.stake(self.alice.hotkey, self.ferdie.coldkey, 0, at=at)
        said = self.btcli("stake process-claim --netuids 1 -y", of="ferdie")
        number, before, after = self.state.changed(root, since)
        (claim,) = self.events(number, "RootClaimed")
        self.assertEqual((claim["coldkey"], claim["hotkey"], claim["netuid"]), (self.ferdie.coldkey, self.alice.hotkey, 1), said)
        # It is sold without a fee.
        alpha, tao = claim["alpha"], claim["tao"]
        pool = self.state.before_sale(1, number, alpha, tao)
        self.assertEqual(after - before, tao)
        self.assertEqual(tao, pool.tao * alpha // (pool.alpha + alpha))
        self.assertGreater(tao, 0)

    def test_miners_pay_is_staked_to_the_chosen_hotkey(self):
        key = (blake(account(self.dave.coldkey)), u16(1))
        said = self.btcli("stake set-auto --netuid 1 -y", of="dave", answer=f"{self.alice.hotkey}\n")
        self.assertEqual(self.state.raw("SubtensorModule", "AutoStakeDestination", *key), account(self.alice.hotkey), said)
        # btcli shows the first letter of the hotkey alone.
        self.assertEqual(self.btcli.json("stake auto", of="dave")["1"]["status"], "custom")


if __name__ == "__main__":
    unittest.main()
