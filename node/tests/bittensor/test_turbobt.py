"""turbobt 1.3.2, unmodified, against the node: every coroutine of its objects, and the calls of its pallets.

The package's coroutines are wrapped, so that a step also shows which lower ones it used: each must have returned once, or
stand in `ABSENT` with its reason.
"""

import asyncio
import functools
import importlib
import inspect
import pkgutil
import unittest
import unittest.mock

from bittensor import calls

from sdk11 import SECONDS, Blocking, World, equal
from state import TAO, account, bought, key_of, u16

import turbobt

ABSENT = {
    "SubnetAssociatedEvmAddresses.fetch": "no EVM: 'NoneType' object has no attribute",
    "SubtensorModule.commit_crv3_weights": "gone from the network",
    "SubtensorModule.commit_timelocked_weights": "used by nothing in turbobt; the call with a mechanism is",
    "SubtensorModule.set_weights": "used by nothing in turbobt; the call with a mechanism is",
    "Extrinsic.wait_for_inclusion": "a call in a batch; batches wait for finality, and `ExtrinsicResult.wait_for_inclusion` works",
    "BlockReference.wait": "an error of turbobt 1.3.2: it calls a method that it does not have",
    "Utility.batch": "an RPC method that no node has; `Bittensor.batch` works",
    "Utility.batch_all": "an RPC method that no node has; `Bittensor.transaction` works",
    "Subnets.get": "an error of turbobt 1.3.2: it reads an attribute that it does not have",
}
"""Coroutines that do not work, or that nothing reaches, with the reason."""

LEAST = 44
TAKEN = set()


def public_coroutines():
    """Returns the coroutines of all classes of the package that users call, as {name: (class, method)}."""
    found = {}
    for module in pkgutil.walk_packages(turbobt.__path__, "turbobt."):
        if ".transports" in module.name or module.name.endswith("cache"):
            continue
        loaded = importlib.import_module(module.name)
        for kind in vars(loaded).values():
            if inspect.isclass(kind) and kind.__module__ == loaded.__name__:
                for name, method in vars(kind).items():
                    if inspect.iscoroutinefunction(method) and not name.startswith("_"):
                        found[f"{kind.__name__}.{name}"] = (kind, name)
    return found


ALL = public_coroutines()


def watch():
    """Replaces the coroutines by such that note when they have returned."""
    for label, (kind, name) in ALL.items():
        method = getattr(kind, name)

        def noting(method=method, label=label):
            @functools.wraps(method)
            async def noted(*arguments, **options):
                result = await method(*arguments, **options)
                TAKEN.add(label)
                return result
            return noted

        setattr(kind, name, noting())


class Turbobt(unittest.TestCase):
    """The methods, in the order of the tests' names, on one chain."""

    @classmethod
    def setUpClass(cls):
        watch()
        cls.world = World(Blocking)
        cls.addClassCleanup(cls.world.close)
        # Without any pulse of the beacon the chain takes no sealed commitment.
        cls.world.pulse(1_000)
        cls.loop = asyncio.new_event_loop()
        cls.addClassCleanup(cls.loop.close)
        cls.client = turbobt.Bittensor(cls.world.node.endpoint, wallet=cls.world.bob)
        cls.loop.run_until_complete(cls.client.__aenter__())
        cls.addClassCleanup(lambda: cls.loop.run_until_complete(cls.client.close()))

    def run_(self, work):
        """Runs a coroutine within the time that a client has."""
        return self.loop.run_until_complete(asyncio.wait_for(work, SECONDS))

    def steps(self, **steps):
        """Runs steps by name, each in a subtest: a coroutine's result, and what it must be."""
        for name, (work, wanted) in steps.items():
            with self.subTest(step=name):
                equal(self.run_(work()), wanted())

    def test_1_blocks(self):
        w, client = self.world, self.client

        async def in_a_block():
            async with client.blocks[-1] as block:
                return block.number, block.hash

        async def timestamp():
            block = await client.block(1).get()
            return round((await block.get_timestamp()).timestamp() > 0)

        async def stored():
            return await client.subtensor.state.getStorage("SubtensorModule.Tempo", 1)

        async def subscribed():
            subscription = await client.subtensor.chain.subscribeFinalizedHeads()
            return await client.subtensor.chain.unsubscribeFinalizedHeads(getattr(subscription, "id", subscription))

        async def keys():
            prefix, state = key_of("SubtensorModule", "NetworkRegisteredAt"), client.subtensor.state
            return [len(await state.getKeys(prefix)), len(await state.getKeysPaged(prefix, 10, None))]

        async def storage_subscription():
            subscription = await client.subtensor.timestamp.Now.subscribe()
            return await client.subtensor.state.unsubscribeStorage(subscription.id)

        self.steps(
            head=(client.blocks.head, lambda: unittest.mock.ANY),
            block=(in_a_block, lambda: (w.state.number(), w.state.hash(w.state.number()))),
            timestamp=(timestamp, lambda: 1),
            whole_block=(lambda: client.subtensor.chain.getBlock(w.state.hash(1)), lambda: unittest.mock.ANY),
            hash=(lambda: client.subtensor.chain.getBlockHash(1), lambda: unittest.mock.ANY),
            subscription=(subscribed, lambda: unittest.mock.ANY),
            storage=(stored, lambda: 360),
            runtime=(client.subtensor.state.getRuntimeVersion, lambda: unittest.mock.ANY),
            nonce=(lambda: client.subtensor.system.accountNextIndex(w.bob.cold), lambda: 0),
            events=(client.subtensor.system.Events.get, lambda: unittest.mock.ANY),
            metadata=(client.subtensor.state.getMetadata, lambda: unittest.mock.ANY),
            keys=(keys, lambda: [4, 4]),
            storage_subscription=(storage_subscription, lambda: True),
            drand=(client.drand.get_last_stored_round, lambda: w.state.integer_of("Drand", "LastStoredRound")),
        )

    def test_2_subnets(self):
        w, subnet = self.world, self.client.subnet(1)

        async def name():
            return (await subnet.get()).name

        async def hyper(method):
            return (await method())["tempo"]

        async def state():
            return len((await subnet.get_state())["hotkeys"])

        async def uid(key):
            return (await subnet.get_neuron(key)).uid

        async def hotkeys(method):
            return [neuron.hotkey for neuron in await method()]

        hots = [w.alice.hot, w.bob.hot, w.dave.hot]
        self.steps(
            count=(self.client.subnets.count, lambda: 4),
            get=(name, lambda: "Harbour"),
            hyperparameters=(lambda: hyper(subnet.get_hyperparameters), lambda: 360),
            hyperparameters_v2=(lambda: hyper(subnet.get_hyperparameters_v2), lambda: 360),
            state=(state, lambda: 3),
            neuron=(lambda: uid(w.bob.hot), lambda: 1),
            neuron_by_uid=(lambda: uid(2), lambda: 2),
            neurons=(lambda: hotkeys(subnet.list_neurons), lambda: hots),
            validators=(lambda: hotkeys(subnet.list_validators), lambda: hots),
        )

    def test_3_stake_and_registrations(self):
        w, neuron = self.world, self.client.subnet(1).neuron(hotkey=self.world.bob.hot)
        since = w.state.number()
        self.run_(neuron.add_stake(10 * TAO))
        number, before, after = w.state.changed(lambda at: w.state.stake(w.bob.hot, w.bob.cold, 1, at), since)
        equal(after - before, bought(w.state.before_buy(1, number, 10 * TAO, after - before), 10 * TAO))
        self.run_(neuron.remove_stake(5 * TAO))
        equal(w.stake(w.bob, 1), after - 5 * TAO)
        self.run_(self.client.subnets.register(w.dave))
        equal(w.state.pool(4).owner, account(w.dave.cold))
        miner = w.funded("//turbo", 100)
        w.do("start_call", w.dave, netuid=4)
        with self.subTest(step="register"):
            self.run_(self.client.subnet(4).neurons.register(miner.hotkey, wallet=miner))
            equal(w.state.uid(4, miner.hot), 1)
        with self.subTest(step="register at root"):
            self.run_(self.client.subnet(0).neurons.register(miner.hotkey, wallet=miner))
            equal(w.state.uid(0, miner.hot) is not None, True)
        with self.subTest(step="included"):
            call = self.client.subtensor.subtensor_module.remove_stake(netuid=1, hotkey=w.bob.hot, amount_unstaked=TAO, wallet=w.bob)
            self.run_(self.run_(call).wait_for_inclusion())
        with self.subTest(step="several at once"):
            self.run_(self.client.batch(neuron.add_stake(TAO), neuron.add_stake(2 * TAO)))
            equal(w.stake(w.bob, 1) > after - 3 * TAO, True)

    def test_4_serving(self):
        w, subnet = self.world, self.client.subnet(1)
        with self.subTest(step="serve"):
            # The hotkey has no TAO: its owner's coldkey pays.
            self.run_(subnet.neurons.serve("192.0.2.1", 8091))
            equal(str(self.run_(subnet.get_neuron(w.bob.hot)).axon_info.ip), "192.0.2.1")
            w.blocks(51)
        with self.subTest(step="certificate"):
            pair = self.run_(subnet.neurons.generate_certificate_keypair())
            equal(self.run_(subnet.neuron(hotkey=w.bob.hot).get_certificate())["public_key"], pair["public_key"])
            equal(list(self.run_(subnet.neurons.get_certificates())), [w.bob.hot])

    def test_5_commitments(self):
        w, commitments = self.world, self.client.subnet(1).commitments
        with self.subTest(step="set"):
            self.run_(commitments.set(b"a plain commitment"))
            equal(self.run_(commitments.get(w.bob.hot))["data"], b"a plain commitment")
            equal(list(self.run_(commitments.fetch())), [w.bob.hot])
        with self.subTest(step="none revealed"):
            equal((self.run_(commitments.get_revealed(w.bob.hot)), self.run_(commitments.fetch_revealed())), (None, {}))
        with self.subTest(step="set, sealed until a round"):
            w.blocks(101)
            round_ = self.run_(commitments.set_revealed("later", 10))
            equal(self.run_(commitments.get(w.bob.hot))["reveal_round"], round_)

    def test_6_weights(self):
        w, weights = self.world, self.client.subnet(1).weights
        w.epoch(1)
        with self.subTest(step="set"):
            self.run_(weights.set({0: 1.0, 2: 0.5}))
            equal(w.state.weights(1, 1)[0], (0, 65_535))
            equal(sorted(self.run_(weights.get(1))), [0, 2])
            equal(list(self.run_(weights.fetch())), [1])
        with self.subTest(step="commit"):
            alice = turbobt.Bittensor(w.node.endpoint, wallet=w.alice)
            setters = self.client.subtensor.admin_utils
            self.run_(self.run_(setters.sudo_set_commit_reveal_weights_enabled(1, True, wallet=w.alice)).wait_for_finalization())
            w.blocks(101)
            round_ = self.run_(weights.commit({0: 1.0, 2: 0.5}, block_time=1))
            pending = self.run_(weights.fetch_pending())
            (row,) = [row for rows in pending.values() for row in rows.values()]
            equal(row.reveal_round, round_)
            self.run_(alice.close())

    def test_7_root_sets(self):
        w, setters = self.world, self.client.subtensor.admin_utils
        for name, arguments, read in (
            ("sudo_set_tempo", (2, 400), lambda: w.state.integer("Tempo", u16(2), bytes_=2)),
            ("sudo_set_weights_set_rate_limit", (2, 50), lambda: w.state.integer("WeightsSetRateLimit", u16(2))),
        ):
            with self.subTest(step=name):
                self.run_(self.run_(getattr(setters, name)(*arguments, wallet=w.alice)).wait_for_finalization())
                equal(read(), arguments[1])

    def test_8_they_are_counted(self):
        works = sorted(TAKEN)
        print(f"turbobt: {len(works)} of {len(ALL)} coroutines", flush=True)
        self.assertGreaterEqual(len(works), LEAST)
        self.assertEqual(sorted(set(ALL) - set(ABSENT) - TAKEN), [])
        self.assertEqual(sorted(TAKEN & set(ABSENT)), [])


if __name__ == "__main__":
    unittest.main()
