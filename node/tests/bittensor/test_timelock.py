"""Weights that three unmodified clients commit with a time lock, opened by a true pulse of drand and counted by the epoch."""

import os
import sys
import unittest

from bittensor import calls

from commit_sealed import sealed_in_the_past
from sdk11 import PULSES, Account, Blocking, World
from state import u16

NETUID, MINER = 1, 3
CLIENTS = {"sdk11": "Alice", "turbobt": "Bob", "sdk10": "Dave"}
"""The coldkey of the validator that uses a client: the UIDs 0, 1 and 2."""

ROUNDS = [round_ for round_ in sorted(PULSES) if round_ >= 1_000]
SECONDS_PER_BLOCK, SECONDS_PER_ROUND = 1, 3


class Timelock(unittest.TestCase):
    """A subnet with commit-reveal whose validators use different clients."""

    @classmethod
    def setUpClass(cls):
        cls.world = World(Blocking)
        cls.addClassCleanup(cls.world.close)

    def vector(self, item):
        """Returns the numbers of a vector with a value for each of the four neurons."""
        told = self.world.state.raw("SubtensorModule", item, u16(NETUID))
        self.assertEqual(told[0], 4 << 2)
        return [int.from_bytes(told[at:at + 2], "little") for at in range(1, 9, 2)]

    def weights(self):
        """Returns the weights of the three validators."""
        return [self.world.state.weights(NETUID, uid) for uid in range(3)]

    def commit(self, client, uri):
        """Lets a client commit when the round to which it encrypts is one of those with a pulse; returns that round."""
        python = os.environ["SDK_PYTHON"] if client == "sdk10" else sys.executable
        blocks = self.world.read("blocks_until_next_epoch", netuid=NETUID)
        now = ROUNDS[len(ROUNDS) // 2] - blocks * SECONDS_PER_BLOCK // SECONDS_PER_ROUND
        round_ = sealed_in_the_past(python, client, self.world.node.endpoint, uri, NETUID, MINER, now)
        self.assertIn(round_, ROUNDS, client)
        return round_

    def test_weights_of_three_clients_count_in_the_same_epoch(self):
        w = self.world
        w.do("burned_register", w.eve, netuid=NETUID)
        w.sudo(calls.AdminUtils.sudo_set_commit_reveal_weights_enabled(netuid=NETUID, enabled=True))
        # Without any pulse of the beacon the chain takes no sealed commitment.
        w.pulse(min(PULSES))
        w.epoch(NETUID)
        w.blocks(101)
        before = self.weights()
        rounds = {f"//{name}": self.commit(client, f"//{name}") for client, name in CLIENTS.items()}
        pending = w.read("timelocked_weight_commits", netuid=NETUID)
        told = {row["hotkey"]: row["reveal_round"] for rows in pending.values() for row in rows}
        self.assertEqual(told, {Account.of(uri).hot: round_ for uri, round_ in rounds.items()})
        w.epoch(NETUID)
        self.assertEqual(self.weights(), before, "they were opened without a pulse")
        self.assertEqual(self.vector("Incentive")[MINER], 0)
        for round_ in sorted(set(rounds.values())):
            w.pulse(round_)
        w.blocks(1)
        self.assertEqual(w.read("timelocked_weight_commits", netuid=NETUID), {})
        self.assertEqual(self.weights(), [[(MINER, 65_535)]] * 3)
        w.epoch(NETUID)
        self.assertEqual(self.vector("Incentive"), [0, 0, 0, 65_535])
        self.assertEqual(self.vector("ValidatorTrust"), [65_535, 65_535, 65_535, 0])


if __name__ == "__main__":
    unittest.main()
