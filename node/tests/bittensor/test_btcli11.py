"""btcli of bittensor 11.3.0, unmodified, against the node: each command is judged by its exit code and the state afterwards.

The chain makes a block for each transaction. What the commands share with the SDK is in test_sdk11.py.
"""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from reads11 import CLAIMABLE
from sdk11 import Blocking, World, equal
from btcli11 import PROGRAM, Btcli, all_of
from state import TAO, account, blake, bought, u16


class BtcliTest(unittest.TestCase):
    """A separate chain for the tests of a class, which run in the order of their names."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="dtao-btcli11-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.world = World(Blocking)
        cls.addClassCleanup(cls.world.close)
        cls.node, cls.state = cls.world.node, cls.world.state
        cls.btcli = Btcli(cls.folder, cls.node.endpoint)
        cls.btcli.wallets_of_development()
        for name, who in cls.world.accounts.items():
            setattr(cls, name, who)

    def refused(self, command, *names, of, reads=()):
        """Asserts that a command ends with 1, names each of these texts, and leaves the values of `reads` unchanged."""
        before = [read() for read in reads]
        code, said = self.btcli.run(command, of)
        self.assertEqual(code, 1, said)
        for name in names:
            self.assertIn(name, said)
        self.assertNotIn("Traceback", said)
        self.assertEqual([read() for read in reads], before)


class Looking(BtcliTest):
    """Commands that only read, on a chain on which root's dividends are claimed."""

    def test_1_balances_show_free_tao_and_stake(self):
        w, value = self.world, 0
        for command in ("wallet balance", f"wallet balance {self.bob.cold}"):
            shown = self.btcli.json(command, of="bob")
            self.assertEqual(round(all_of(shown, "free_tao")[0] * TAO), self.state.free(self.bob.cold))
            value = all_of(shown, "stake_value_tao")[0]
            self.assertGreater(value, 1_300_000)
        self.assertIn("bob", self.btcli("wallet balance", of="bob"))
        everybody = self.btcli.json("wallet balance --all")
        self.assertEqual(len(all_of(everybody, "free_tao")), 6)
        self.assertGreater(w.stake(self.bob, 1), 0)

    def test_2_stake_is_listed(self):
        shown = self.btcli.json("stake list", of="bob")
        self.assertIn(self.bob.hot, all_of(shown, "hotkey"))
        self.assertEqual(sorted(set(all_of(shown, "netuid"))), [0, 1, 2])
        self.btcli("stake list", of="bob")
        self.btcli("stake list --all")
        shown = self.btcli.json("stake show --netuid 1", of="bob")
        self.assertEqual(round(shown["stake_amount"] * TAO), self.world.stake(self.bob, 1))

    def test_3_subnets_are_listed_with_price_and_burn(self):
        # Each block copies the emission of one of the four subnets for clients.
        self.world.blocks(4)
        rows = {row["netuid"]: row for row in self.btcli.json("subnets list")}
        self.assertEqual(sorted(rows), [0, 1, 2, 3])
        for netuid in (1, 2, 3):
            pool, row = self.state.pool(netuid), rows[netuid]
            self.assertEqual((row["name"], row["tempo"]), (pool.name, pool.tempo))
            self.assertEqual(round(row["price_tao_per_alpha"] * TAO), self.state.price(netuid))
            self.assertEqual(row["burn_tao"], self.btcli.json(f"subnets burn-cost {netuid}")["tao"])
            self.assertGreater(row["emission_tao_per_day"], 0)
        self.assertIn("Harbour", self.btcli("subnets list"))

    def test_4_one_subnet_is_shown(self):
        shown = self.btcli.json("subnets show 1")
        self.assertEqual((shown["name"], shown["owner_coldkey"], shown["neurons"]), ("Harbour", self.alice.cold, 3))
        graph = self.btcli.json("subnets metagraph 1")
        self.assertEqual(graph["hotkeys"], [self.alice.hot, self.bob.hot, self.dave.hot])
        self.assertEqual(self.btcli.json("subnets create-cost")["tao"], 1_000)

    def test_5_hyperparameters_are_shown(self):
        for command in ("subnets hyperparameters 2", "sudo get --netuid 2"):
            with self.subTest(command):
                said = self.btcli(command)
                for name in ("tempo", "immunity_period", "kappa", "min_burn", "commit_reveal_weights_enabled"):
                    self.assertIn(name, said)

    def test_6_registrations_takes_and_children_are_shown(self):
        shown = self.btcli.json("wallet registrations", of="alice")
        self.assertEqual(sorted(all_of(shown, "netuid")), [0, 1])
        self.assertEqual(self.btcli.json("sudo get-take", of="bob")["take_u16"], 11_796)
        self.assertEqual(self.btcli.json("stake child get --netuid 1", of="alice")["children"], [])
        self.assertEqual(self.btcli.json("proxy list", of="alice")["proxies"], [])

    def test_7_what_root_earned_is_shown_and_claimed(self):
        w = self.world
        w.sudo(CLAIMABLE)
        w.epoch(1)
        w.epoch(1)
        self.assertIn(self.alice.hot, self.btcli("root list --mine --json", of="ferdie"))
        self.assertIn(self.alice.hot, self.btcli("root list --json"))
        self.assertIn(self.alice.hot, self.btcli(f"root list {self.alice.hot} --json", of="ferdie"))
        self.btcli("wallet inspect", of="ferdie")
        before = w.stake(self.ferdie, 0, self.alice.hot)
        self.btcli(f"root claim --hotkey {self.alice.hot} -y", of="ferdie")
        self.assertGreater(w.stake(self.ferdie, 0, self.alice.hot), before)


class Money(BtcliTest):
    """Transfers and stake."""

    def gained(self, since, who, netuid):
        """Returns the first block after `since` that changed a stake, and the change."""
        number, before, after = self.state.changed(lambda at: self.state.stake(who.hot, who.cold, netuid, at) or 0, since)
        return number, after - before

    def test_1_a_transfer_moves_the_amount(self):
        before = self.state.free(self.eve.cold)
        self.btcli("wallet transfer --dest eve --amount 2.5 -y", of="dave")
        self.assertEqual(self.state.free(self.eve.cold) - before, 25 * TAO // 10)
        self.refused("wallet transfer --dest eve --amount 99999999 -y", of="dave", reads=[lambda: self.state.free(self.eve.cold)])

    def test_2_stake_is_added_encrypted_and_in_the_clear(self):
        for options in ("", "--no-mev-shield", "--no-mev-shield --no-slippage-protection"):
            with self.subTest(options):
                since = self.state.number()
                self.btcli(f"stake add --netuid 1 --amount 10 -y {options}", of="bob")
                number, gained = self.gained(since, self.bob, 1)
                self.assertEqual(gained, bought(self.state.before_buy(1, number, 10 * TAO, gained), 10 * TAO))

    def test_3_stake_beyond_the_limit_is_not_added(self):
        self.refused("stake add --netuid 2 --amount 50 -y --no-mev-shield", "SlippageTooHigh", of="charlie",
                     reads=[lambda: self.world.stake(self.charlie, 2)])
        self.refused("stake add --netuid 99 --amount 1 -y --no-mev-shield", of="charlie")

    def test_4_stake_is_removed_moved_swapped_and_transferred(self):
        stake = self.world.stake
        before = stake(self.bob, 1)
        self.btcli("stake remove --netuid 1 --amount 5 -y", of="bob")
        self.assertEqual(stake(self.bob, 1), before - 5 * TAO)
        self.btcli(f"stake move --origin-hotkey {self.dave.hot} --origin-netuid 1 --dest-hotkey {self.bob.hot} --dest-netuid 3 --amount 5 -y",
                   of="dave")
        self.assertGreater(stake(self.dave, 3, self.bob.hot), 0)
        self.btcli("stake swap --origin-netuid 1 --dest-netuid 3 --amount 5 -y", of="dave")
        self.assertGreater(stake(self.dave, 3), 0)
        self.btcli(f"stake transfer --dest eve --hotkey {self.dave.hot} --netuid 1 --amount 5 -y", of="dave")
        self.assertEqual(stake(self.eve, 1, self.dave.hot), 5 * TAO)

    def test_5_everything_is_removed(self):
        self.btcli("stake unstake-all -y", of="eve")
        self.assertEqual([self.world.stake(self.eve, netuid) for netuid in (1, 2, 3)], [0, 0, 0])

    def test_6_a_proxy_stakes(self):
        self.btcli("proxy add --delegate bob --proxy-type Staking -y", of="ferdie")
        self.assertEqual([who for who, _, _ in self.state.proxies(self.ferdie.cold)], [account(self.bob.cold)])
        self.btcli("proxy remove --delegate bob --proxy-type Staking -y", of="ferdie")
        self.assertEqual(self.state.proxies(self.ferdie.cold), [])

    def test_7_children_and_takes_are_set(self):
        self.btcli(["stake", "child", "set", "--netuid", 1, "--children", f'[[0.5, "{self.bob.hot}"]]', "-y"], of="alice")
        children, _ = self.state.pending_children(1, self.alice.hot)
        self.assertEqual([child for _, child in children], [account(self.bob.hot)])
        self.btcli("sudo set-take --take 0.1 -y", of="bob")
        self.assertEqual(self.state.integer("Delegates", blake(account(self.bob.hot)), bytes_=2), round(0.1 * 65_535))


class Founding(BtcliTest):
    """A subnet from its registration to its weights."""

    def test_1_it_is_registered_and_started(self):
        said = self.btcli("subnets create -y", of="dave")
        self.assertRegex(said, r"\b4\b")
        pool = self.state.pool(4)
        self.assertEqual((pool.owner, pool.tao), (account(self.dave.cold), 1_000 * TAO))
        self.refused("sudo start --netuid 4 -y", "NotSubnetOwner", of="bob")
        self.btcli("sudo start --netuid 4 -y", of="dave")
        self.btcli("sudo set-identity --netuid 4 --name Mill -y", of="dave")
        self.assertEqual(self.btcli.json("subnets show 4")["name"], "Mill")

    def test_2_neurons_register_and_serve(self):
        # Bob's and Charlie's hotkeys have stake at root, and would outvote the owner's validator: Eve's and Ferdie's have less.
        for uid, name in ((1, "eve"), (2, "ferdie")):
            self.btcli("subnets register --netuid 4 -y", of=name)
            self.assertEqual(self.state.uid(4, getattr(self, name).hot), uid)
        self.btcli("axon set --netuid 4 --ip 192.0.2.1 --port 8091 -y", of="eve")
        graph = self.world.read("metagraph", netuid=4)
        self.assertEqual((int(graph["axons"][1]["ip"]), graph["axons"][1]["port"]), (0xC0000201, 8091))
        self.node.blocks(51)
        self.btcli("axon reset --netuid 4 -y", of="eve")

    def test_3_the_owner_sets_hyperparameters(self):
        self.refused("sudo set --netuid 4 --name immunity_period --value 4000 -y", of="bob")
        for name, value, item in (("immunity_period", 4_000, "ImmunityPeriod"), ("tempo", 400, "Tempo")):
            with self.subTest(name):
                self.btcli(f"sudo set --netuid 4 --name {name} --value {value} -y", of="dave")
                self.assertEqual(self.state.integer(item, u16(4), bytes_=2), value)

    def test_4_weights_are_set_and_committed(self):
        self.btcli("stake add --netuid 4 --amount 5000 --no-slippage-protection -y", of="dave")
        self.world.epoch(4)
        self.btcli("weights set --netuid 4 --uids 1,2 --weights 1.0,0.5 -y", of="dave")
        equal(self.state.weights(4, 0), [(1, 65_535), (2, 32_768)])
        self.assertEqual(self.state.free(self.dave.hot), 0)
        # A call that fails shows its own error.
        self.refused("weights set --netuid 4 --uids 1,2 --weights 1.0,0.5 -y", "rate", of="dave")
        self.btcli("sudo set --netuid 4 --name commit_reveal_weights_enabled --value true -y", of="dave")
        self.node.rpc("dev_newBlock", {"count": 101})
        self.btcli("weights commit --netuid 4 --uids 1,2 --weights 0.5,1.0 -y", of="dave")
        pending = self.world.read("timelocked_weight_commits", netuid=4)
        self.assertEqual([row["hotkey"] for rows in pending.values() for row in rows], [self.dave.hot])

    def test_5_a_coldkey_announces_its_swap(self):
        self.btcli(f"wallet announce-coldkey-swap --new-coldkey {self.world.funded('//heir', 1).cold} -y", of="charlie")
        self.assertIn("execute_block", self.btcli("wallet swap-check --json", of="charlie"))


class Session(BtcliTest):
    """The session in the documentation, as a stranger runs it."""

    def test_it_runs_to_its_end(self):
        script = Path(__file__).resolve().parents[3] / "scripts" / "btcli-session.sh"
        done = subprocess.run(
            [str(script)], env=os.environ | {"ENDPOINT": self.node.endpoint, "BTCLI": str(PROGRAM)},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=240,
        )
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("Done: a subnet was registered, started, staked to and paid out.", done.stdout)
        self.assertEqual(self.state.pool(4).name, "Mill")
        # The miner, UID 1, has all weights of the only validator, and was paid.
        self.assertEqual(self.state.weights(4, 0), [(1, 65_535)])
        miner = self.state.item("Keys", u16(4), u16(1)).take(32)
        owner = self.state.item("Owner", blake(miner)).take(32)
        self.assertGreater(self.state.stake(miner, owner, 4), 0)
        self.assertFalse(re.search(r"Traceback|^error", done.stdout, re.M), done.stdout)


if __name__ == "__main__":
    unittest.main()
