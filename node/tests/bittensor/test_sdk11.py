"""The Bittensor SDK 11.3.0, unmodified, against the node: every read and every intent that the installed package has.

A new one fails the test until it has a row in reads11.py or intents11.py, or a reason in their lists of what is absent.
"""

import time
import unittest

from bittensor.intents import OWNER_HYPERPARAMETERS, PROXY_TYPES
from bittensor.intents import REGISTRY as ALL_INTENTS
from bittensor.reads import REGISTRY as ALL_READS

import hyperparameters11
import intents11
import reads11
from sdk11 import SECONDS, Awaited, Blocking, World, one_line


class Enumerated(unittest.TestCase):
    """Rows and reasons cover what the package has, each name once."""

    def covers(self, names, rows, absent):
        self.assertEqual(sorted(names), sorted([*rows, *absent]))

    def test_every_read_has_a_row_or_a_reason(self):
        self.covers(ALL_READS, reads11.READS, reads11.ABSENT)

    def test_every_intent_has_a_row_or_a_reason(self):
        self.covers(ALL_INTENTS, intents11.INTENTS, intents11.ABSENT)

    def test_every_hyperparameter_has_a_row_or_a_reason(self):
        self.covers(OWNER_HYPERPARAMETERS, hyperparameters11.VALUES, hyperparameters11.ABSENT)

    def test_every_type_of_proxy_has_a_row_or_a_reason(self):
        self.covers(PROXY_TYPES, intents11.PROXY_TYPES, intents11.ABSENT_PROXY_TYPES)


class OnAChain(unittest.TestCase):
    """A separate chain for the tests of a class, which run in the order of their names."""

    CLIENT = None

    @classmethod
    def setUpClass(cls):
        if cls.CLIENT is None:
            raise unittest.SkipTest("has no client")
        cls.world = World(cls.CLIENT)
        cls.addClassCleanup(cls.world.close)

    def count(self, subject, names, run):
        """Runs a step for each name, each in a subtest; returns how many passed."""
        passed = 0
        for name in names:
            with self.subTest(**{subject: name}):
                run(name)
                passed += 1
        return passed

    def refuses(self, attempt, missing):
        """Asserts that an attempt is refused with one line that names what is missing, soon and for nothing."""
        world, before = self.world, self.spent()
        since = time.monotonic()
        with self.assertRaises(Exception) as refusal:
            attempt()
        self.assertLess(time.monotonic() - since, SECONDS / 2)
        self.assertIn(missing, one_line(refusal.exception))
        self.assertEqual(self.spent(), before, f"{world} spent something")

    def spent(self):
        """Returns balances and transactions of all accounts: what an attempt for nothing leaves as it is."""
        state = self.world.state
        return [state.raw("System", "Account", key) for key in self.world.account_keys()]


class Reads(OnAChain):
    """Reads, each compared with another source."""

    def test_1_the_chain_is_filled(self):
        steps = reads11.prepare(self.world)
        self.count("step", steps, lambda name: steps[name]())

    def test_2_reads_answer_what_the_state_has(self):
        passed = self.count("read", reads11.READS, lambda name: reads11.judge(self.world, name))
        print(f"{type(self).__name__}: reads: {passed} of {len(ALL_READS)}", flush=True)
        self.assertGreaterEqual(passed, 99)

    def test_3_other_reads_name_what_is_absent(self):
        for name, (missing, _) in reads11.ABSENT.items():
            with self.subTest(read=name):
                arguments = {part: reads11.ANYTHING[kind] for part, kind in ALL_READS[name].params.items()}
                arguments |= {part: self.world.bob.cold for part in arguments if part.endswith("_ss58")}
                self.refuses(lambda: self.world.read(name, **arguments), missing)


class ReadsBlocking(Reads):
    CLIENT = Blocking


class ReadsAwaited(Reads):
    CLIENT = Awaited


class Intents(OnAChain):
    """Intents, each judged by the state after it."""

    def test_1_intents_change_the_state(self):
        passed = self.count("intent", intents11.INTENTS, lambda name: intents11.INTENTS[name](self.world))
        print(f"{type(self).__name__}: intents: {passed} of {len(ALL_INTENTS)}", flush=True)
        self.assertGreaterEqual(passed, 61)

    def test_2_other_intents_name_what_is_absent(self):
        for name, (arguments, missing, _) in intents11.ABSENT.items():
            with self.subTest(intent=name):
                self.refuses(lambda: self.world.do(name, self.world.dave, **arguments(self.world)), missing)

    def test_3_the_owner_sets_hyperparameters(self):
        hyperparameters11.prepare(self.world)
        passed = self.count("hyperparameter", hyperparameters11.VALUES, lambda name: hyperparameters11.judge(self.world, name))
        print(f"{type(self).__name__}: hyperparameters: {passed} of {len(OWNER_HYPERPARAMETERS)}", flush=True)

    def test_4_other_hyperparameters_name_what_is_absent(self):
        for name, (value, missing, _) in hyperparameters11.ABSENT.items():
            with self.subTest(hyperparameter=name):
                self.refuses(lambda: hyperparameters11.put(self.world, name, value), missing)

    def test_5_proxies_of_every_type_are_added(self):
        self.count("type", intents11.PROXY_TYPES, lambda name: intents11.add_proxy_of(self.world, name))

    def test_6_other_types_of_proxies_name_what_is_absent(self):
        for name in intents11.ABSENT_PROXY_TYPES:
            with self.subTest(type=name):
                self.refuses(lambda: intents11.add_proxy_of(self.world, name), name)


class IntentsBlocking(Intents):
    CLIENT = Blocking


class IntentsAwaited(Intents):
    CLIENT = Awaited


if __name__ == "__main__":
    unittest.main()
