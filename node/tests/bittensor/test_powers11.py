"""The powers of a developer through the connection of the Bittensor SDK 11: each method by the SDK's request, its effect by the SDK's reads."""

import time
import unittest
from pathlib import Path

from bittensor import calls

from sdk11 import Awaited, World
from state import TAO

FILE = Path("powers11.json")
"""Saved by the node in its working directory, since it has no `--state`."""


class Powers(unittest.TestCase):
    """One chain, on which the tests run in the order of their names."""

    @classmethod
    def setUpClass(cls):
        cls.world = World(Awaited)
        cls.addClassCleanup(FILE.unlink, missing_ok=True)
        cls.addClassCleanup(lambda: cls.world.close())

    def dev(self, method, *params):
        """Calls a method of the node by the SDK's connection."""
        return self.world.sdk("_substrate._substrate.rpc_request", f"dev_{method}", list(params))

    def refused(self, words, method, *params):
        """Asserts that the node refuses a call, and that the SDK passes its words on."""
        with self.assertRaises(Exception) as refusal:
            self.dev(method, *params)
        self.assertIn(words, str(refusal.exception))

    def test_1_blocks_up_to_an_epoch_or_a_date(self):
        index = self.world.index(1)
        self.dev("newBlock", {"untilEpoch": 1})
        self.assertEqual(self.world.index(1), index + 1)
        self.dev("newBlock", {"until": "2044-01-01", "interval": 365 * 86_400_000})
        self.assertEqual(self.world.sdk("timestamp").isoformat()[:10], "2044-01-01")
        self.refused("there is no subnet 77", "newBlock", {"untilEpoch": 77})

    def test_2_money(self):
        world, eve = self.world, self.world.eve
        self.dev("setBalance", eve.cold, "250 TAO")
        self.assertEqual(world.free(eve), 250 * TAO)
        self.dev("fund", eve.cold, "5 TAO")
        self.assertEqual(world.free(eve), 255 * TAO)
        self.dev("setStake", {"coldkey": eve.cold, "hotkey": world.alice.hot, "netuid": 1, "amount": 500 * TAO})
        self.assertAlmostEqual(world.stake(eve, 1, world.alice.hot), 500 * TAO, delta=1)
        self.dev("setPrice", 2, "0.25 TAO")
        self.assertEqual(world.sdk("runtime", ("SwapRuntimeApi", "current_alpha_price"), [2]), 250_000_000)
        self.refused("more than 21,000,000.00 TAO in all", "setBalance", eve.cold, "21000000 TAO")
        self.refused("price 0", "setPrice", 2, 0)

    def test_3_in_anybodys_name(self):
        world = self.world
        before = world.free(world.charlie)
        call = calls.Balances.transfer_keep_alive(dest={"Id": world.charlie.cold}, value=TAO)
        names = {"Balances": {"transfer_keep_alive": {"dest": {"Id": world.charlie.cold}, "value": TAO}}}
        tried = self.dev("dryRun", {"extrinsic": {"call": names, "address": world.bob.cold}})
        self.assertIsNone(tried["error"])
        self.assertGreater(int(tried["fee"]), 0)
        self.assertEqual(world.free(world.charlie), before)
        self.assertIsNone(self.dev("impersonate", world.bob.cold, names)["error"])
        self.assertEqual(world.free(world.charlie), before + TAO)
        # The account's own transactions go on from there.
        world.raw(call, world.bob)
        self.assertEqual(world.free(world.charlie), before + 2 * TAO)
        self.refused("is no call of this chain", "impersonate", world.bob.cold, "0xff")

    def test_4_back_and_forward(self):
        self.dev("newBlock", {"count": 3})
        last = self.dev("setHead", 0)
        self.dev("setHead", -2)
        self.assertEqual(self.dev("redo"), last)
        self.assertEqual(self.dev("snapshot", "here"), "here")
        self.dev("newBlock", {"count": 2})
        self.assertTrue(self.dev("revert", "here"))
        self.assertEqual([snapshot["name"] for snapshot in self.dev("snapshots")], ["here"])
        self.assertEqual(self.dev("setHead", 0), last)

    def test_5_files(self):
        saved = self.dev("saveState", FILE.name)
        self.assertTrue(FILE.exists())
        self.dev("newBlock", {"count": 3})
        loaded = self.dev("loadState", FILE.name)
        self.assertEqual(loaded, {"number": saved["number"], "hash": saved["hash"]})
        end = time.monotonic() + 60
        while time.monotonic() < end:
            time.sleep(0.2)
            try:
                if self.world.node.rpc("chain_getBlockHash", saved["number"]) == saved["hash"]:
                    return
            except OSError:
                continue
        self.fail("the node does not resume from its file")


if __name__ == "__main__":
    unittest.main()
