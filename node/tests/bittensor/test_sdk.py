"""The Bittensor SDK 10.5.0, unmodified, against the node: its results, and the state afterwards.

The chain makes a block for each transaction. Amounts that a formula gives are held to it to the rao.
"""

import os
import shutil
import tempfile
import threading
import unittest

os.environ.setdefault("BT_NO_PARSE_CLI_ARGS", "1")
os.environ.setdefault("BT_LOGGING_LOGGING_DIR", tempfile.gettempdir())

import bittensor
from bittensor.core.chain_data.proxy import ProxyType
from bittensor.utils.balance import Balance
from bittensor_wallet import Keypair, Wallet

from node import Node
from state import TAO, State, account, blake, bought, fee_of, sold, u16
from wallets import development_wallets, wallet_of

FOUNDING_COST = 1_000 * TAO


class SdkTest(unittest.TestCase):
    """A separate chain for the tests of a class, which run in the order of their names."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="dtao-sdk-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.node = cls.enterClassContext(Node())
        cls.state = State(cls.node)
        cls.accounts = development_wallets(cls.folder)
        for name, who in cls.accounts.items():
            setattr(cls, name, who)
        cls.node.blocks()
        cls.sdk = bittensor.Subtensor(network=cls.node.endpoint)
        cls.addClassCleanup(cls.sdk.close)

    def wallet(self, name):
        return Wallet(name=name, hotkey="default", path=self.folder)

    def ok(self, response):
        self.assertTrue(response.success, response)
        return response

    def refused(self, response, error):
        self.assertFalse(response.success, response)
        self.assertIn(error, f"{response.message} {response.error}")

    def mine(self, who, netuid, hotkey=None, at=None):
        return self.state.stake((hotkey or who).hotkey, who.coldkey, netuid, at=at)

    def fee_paid(self, number):
        """Returns the transaction fee of the only signed transaction of a block."""
        events = self.sdk.substrate.get_events(self.state.hash(number))
        fees = [e["event"]["attributes"] for e in events if e["event"]["event_id"] == "TransactionFeePaid"]
        self.assertEqual(len(fees), 1)
        return fees[0]["actual_fee"]

    def gained(self, since, who, netuid, hotkey=None):
        """Returns the first block after `since` that changed a stake, and the change."""
        number, before, after = self.state.changed(lambda at: self.mine(who, netuid, hotkey, at), since)
        return number, after - before

    def sudo(self, module, function, **params):
        """Makes a call as root, by Alice."""
        chain = self.sdk.substrate
        call = chain.compose_call("Sudo", "sudo", {"call": chain.compose_call(module, function, params)})
        receipt = chain.submit_extrinsic(
            chain.create_signed_extrinsic(call, Keypair.create_from_uri("//Alice")), wait_for_inclusion=True,
        )
        self.assertTrue(receipt.is_success, receipt.error_message)


class Looking(SdkTest):
    """Methods that only read."""

    def test_subnets_equal_the_state(self):
        subnets = self.sdk.all_subnets()
        self.assertEqual(sorted(subnet.netuid for subnet in subnets), [0, 1, 2, 3])
        for shown in subnets + [self.sdk.subnet(netuid) for netuid in range(4)]:
            pool = self.state.pool(shown.netuid)
            self.assertEqual((shown.subnet_name, shown.symbol, shown.tempo), (pool.name, pool.symbol, pool.tempo))
            self.assertEqual((shown.tao_in.rao, shown.alpha_in.rao, shown.alpha_out.rao), (pool.tao, pool.alpha, pool.outside))
            self.assertEqual(account(shown.owner_coldkey), pool.owner)
        self.assertIsNone(self.sdk.subnet(99))
        self.assertTrue(self.sdk.subnet_exists(3))
        self.assertFalse(self.sdk.subnet_exists(99))

    def test_prices_equal_those_of_the_pools(self):
        prices = self.sdk.get_subnet_prices()
        for netuid in range(4):
            self.assertEqual(prices[netuid].rao, self.state.price(netuid))
            self.assertEqual(self.sdk.get_subnet_price(netuid).rao, self.state.price(netuid))

    def test_fees_and_quotes_equal_the_formulas(self):
        amount = 10 * TAO
        self.assertEqual(self.sdk.get_stake_add_fee(Balance.from_rao(amount), 1).rao, fee_of(amount))
        self.assertEqual(self.sdk.get_unstake_fee(1, Balance.from_rao(amount, 1)).rao, fee_of(amount))
        quote = self.sdk.sim_swap(0, 1, Balance.from_rao(amount))
        self.assertEqual(quote.alpha_amount.rao, bought(self.state.pool(1), amount))
        quote = self.sdk.sim_swap(1, 0, Balance.from_rao(amount, 1))
        self.assertEqual(quote.tao_amount.rao, sold(self.state.pool(1), amount))

    def test_the_fee_of_moving_stake_is_quoted(self):
        fee = self.sdk.get_stake_movement_fee(1, 2, Balance.from_rao(10 * TAO, 1))
        # The SDK reports the fee of the second half of the move as well; the chain charges one fee, for the first half.
        self.assertEqual(fee.rao, fee_of(sold(self.state.pool(1), 10 * TAO)))

    def test_a_metagraph_shows_the_neurons(self):
        for lite in (True, False):
            graph = self.sdk.metagraph(1, lite=lite)
            self.assertEqual(graph.n.item(), 3)
            self.assertEqual(list(graph.hotkeys), [self.alice.hotkey, self.bob.hotkey, self.dave.hotkey])
            self.assertEqual(list(graph.coldkeys), [self.alice.coldkey, self.bob.coldkey, self.dave.coldkey])
            self.assertEqual(graph.name, "Harbour")
        self.assertEqual(self.sdk.get_uid_for_hotkey_on_subnet(self.bob.hotkey, 1), 1)
        self.assertIsNone(self.sdk.get_uid_for_hotkey_on_subnet(self.eve.hotkey, 1))
        self.assertTrue(self.sdk.is_hotkey_registered(self.bob.hotkey, 1))

    def test_hyperparameters_are_those_of_the_subnet(self):
        self.assertEqual(self.sdk.tempo(1), 360)
        self.assertEqual(self.sdk.immunity_period(1), 5_000)
        self.assertEqual(self.sdk.weights_rate_limit(1), 100)
        self.assertEqual(self.sdk.min_allowed_weights(1), 1)
        self.assertEqual(self.sdk.commit_reveal_enabled(1), False)
        self.assertEqual(self.sdk.get_subnet_reveal_period_epochs(1), 1)
        self.assertEqual(self.sdk.recycle(1).rao, self.state.integer("Burn", u16(1), default=500_000))
        shown = self.sdk.get_subnet_hyperparameters(1)
        self.assertEqual((shown.tempo, shown.immunity_period, shown.kappa), (360, 5_000, 32_767))
        self.assertIsNone(self.sdk.tempo(99))

    def test_epochs_equal_those_of_the_chain(self):
        block = self.sdk.block
        self.assertEqual(block, self.state.number())
        upcoming = self.sdk.get_next_epoch_start_block(1)
        self.assertEqual(upcoming, block + self.sdk.blocks_until_next_epoch(1))
        self.assertGreater(upcoming, block)
        self.assertLessEqual(upcoming, block + 361)
        state = self.sdk.get_epoch_schedule_state(1)
        self.assertEqual(state.tempo, 360)
        self.assertEqual(self.sdk.blocks_since_last_step(1), self.state.integer("BlocksSinceLastStep", u16(1), default=0))

    def test_balances_and_stakes_equal_the_state(self):
        self.assertEqual(self.sdk.get_balance(self.bob.coldkey).rao, self.state.free(self.bob.coldkey))
        self.assertEqual(self.sdk.get_stake(self.bob.coldkey, self.bob.hotkey, 1).rao, 200_000 * TAO)
        held = {info.netuid: info.stake.rao for info in self.sdk.get_stake_info_for_coldkey(self.bob.coldkey)}
        self.assertEqual(held, {0: 1_300_000 * TAO, 1: 200_000 * TAO, 2: 1_500 * TAO})
        self.assertEqual(self.sdk.get_hotkey_owner(self.bob.hotkey), self.bob.coldkey)
        self.assertEqual(self.sdk.get_subnet_burn_cost().rao, FOUNDING_COST)
        self.assertAlmostEqual(self.sdk.get_delegate_take(self.bob.hotkey), 0.18, places=4)

    def test_what_proxies_may_do_is_listed(self):
        kinds = {kind.name: kind.index for kind in self.sdk.get_proxy_types()}
        self.assertEqual(kinds, {
            "Any": 0, "Owner": 1, "NonCritical": 2, "NonTransfer": 3, "NonFungible": 5, "Staking": 8, "Registration": 9,
            "Transfer": 10, "SmallTransfer": 11, "ChildKeys": 13, "SwapHotkey": 15, "RootClaim": 17,
        })
        filters = {kind.name: kind for kind in self.sdk.get_proxy_filter()}
        self.assertEqual({name: kind.proxy_type for name, kind in filters.items()}, kinds)
        self.assertEqual((filters["Any"].filter_mode, filters["Any"].calls), ("AllowAll", []))
        claims = filters["RootClaim"]
        self.assertEqual((claims.filter_mode, claims.exceptions, claims.deprecated), ("Allow", [], False))
        told = {(call["pallet_name"], call["call_name"]) for call in claims.calls}
        batches = {("Utility", name) for name in ("batch", "batch_all", "force_batch")}
        self.assertEqual(told, batches | {("SubtensorModule", name) for name in ("claim_root", "claim_root_with_hotkey")})

    def test_it_waits_for_a_block(self):
        target = self.sdk.block + 2
        timer = threading.Timer(1, self.node.blocks, [3])
        timer.start()
        self.assertTrue(self.sdk.wait_for_block(target))
        timer.join()
        self.assertGreaterEqual(self.sdk.block, target)


class Money(SdkTest):
    """Transfers and stake."""

    def test_a_transfer_moves_the_amount(self):
        was = self.state.free(self.eve.coldkey)
        self.ok(self.sdk.transfer(self.wallet("dave"), self.eve.coldkey, Balance.from_tao(2.5)))
        self.assertEqual(self.state.free(self.eve.coldkey) - was, 2_500_000_000)

    def test_a_transaction_is_included_and_then_final(self):
        chain = self.sdk.substrate
        for waits in ({"wait_for_inclusion": True}, {"wait_for_finalization": True}):
            with self.subTest(waits):
                call = chain.compose_call("System", "remark", {"remark": "0x00"})
                receipt = chain.submit_extrinsic(chain.create_signed_extrinsic(call, Keypair.create_from_uri("//Alice")), **waits)
                self.assertTrue(receipt.is_success)
                self.assertEqual(receipt.finalized, "wait_for_finalization" in waits)

    def test_stake_is_added_without_and_within_a_limit(self):
        for options in ({}, {"safe_staking": True, "rate_tolerance": 0.05}):
            with self.subTest(options):
                since = self.state.number()
                self.ok(self.sdk.add_stake(self.wallet("alice"), 1, self.alice.hotkey, Balance.from_tao(10), **options))
                number, gained = self.gained(since, self.alice, 1)
                self.assertEqual(gained, bought(self.state.before_buy(1, number, 10 * TAO, gained), 10 * TAO))

    def test_stake_beyond_the_limit_is_added_in_part_or_not_at_all(self):
        was, limits = self.mine(self.charlie, 2), {"safe_staking": True, "rate_tolerance": 0.05}
        response = self.sdk.add_stake(self.wallet("charlie"), 2, self.charlie.hotkey, Balance.from_tao(50), **limits)
        self.assertFalse(response.success)
        self.assertEqual(self.mine(self.charlie, 2), was)
        self.ok(self.sdk.add_stake(
            self.wallet("charlie"), 2, self.charlie.hotkey, Balance.from_tao(50), allow_partial_stake=True, **limits,
        ))
        gained = self.mine(self.charlie, 2) - was
        self.assertTrue(0 < gained < bought(self.state.pool(2), 50 * TAO))

    def test_stake_is_removed_without_and_within_a_limit(self):
        for options in ({}, {"safe_unstaking": True, "rate_tolerance": 0.05}):
            with self.subTest(options):
                since = self.state.number()
                self.ok(self.sdk.unstake(self.wallet("bob"), 1, self.bob.hotkey, Balance.from_tao(5, 1), **options))
                number, gained = self.gained(since, self.bob, 1)
                self.assertEqual(gained, -5 * TAO)
                hash_of = self.state.hash
                got = self.state.free(self.bob.coldkey, hash_of(number)) - self.state.free(self.bob.coldkey, hash_of(number - 1))
                got += self.fee_paid(number)
                self.assertEqual(got, sold(self.state.before_sale(1, number, 5 * TAO, got), 5 * TAO))

    def test_wrong_stakes_are_refused(self):
        wallet, was = self.wallet("bob"), self.mine(self.bob, 1)
        self.refused(self.sdk.add_stake(wallet, 99, self.bob.hotkey, Balance.from_tao(1)), "SubnetNotExists")
        self.refused(self.sdk.add_stake(wallet, 1, self.bob.hotkey, Balance.from_rao(1_000)), "AmountTooLow")
        self.refused(self.sdk.add_stake(wallet, 1, self.bob.hotkey, Balance.from_tao(10**6)), "NotEnoughBalanceToStake")
        self.refused(self.sdk.unstake(wallet, 1, self.bob.hotkey, Balance.from_tao(10**6, 1)), "Not enough stake")
        self.assertEqual(self.mine(self.bob, 1), was)

    def test_stake_is_moved_swapped_and_transferred(self):
        five = Balance.from_tao(5, 1)
        self.ok(self.sdk.move_stake(self.wallet("ferdie"), 1, self.alice.hotkey, 1, self.bob.hotkey, five))
        self.assertEqual(self.mine(self.ferdie, 1, self.bob), 5 * TAO)
        since = self.state.number()
        self.ok(self.sdk.swap_stake(self.wallet("dave"), self.dave.hotkey, 1, 3, five))
        number, gained = self.gained(since, self.dave, 3)
        self.assertIn(gained, self.state.moved(number, 1, 3, 5 * TAO))
        self.ok(self.sdk.swap_stake(self.wallet("dave"), self.dave.hotkey, 1, 3, five, safe_swapping=True, rate_tolerance=0.05))
        self.assertEqual(self.mine(self.dave, 1), (50_000 - 10) * TAO)
        self.ok(self.sdk.transfer_stake(self.wallet("dave"), self.eve.coldkey, self.dave.hotkey, 1, 1, five))
        self.assertEqual(self.mine(self.eve, 1, self.dave), 5 * TAO)

    def test_z_all_stake_at_a_subnet_is_removed(self):
        self.ok(self.sdk.unstake_all(self.wallet("eve"), 3, self.eve.hotkey, rate_tolerance=None))
        self.assertEqual(self.mine(self.eve, 3), 0)


class Founding(SdkTest):
    """A subnet from its registration to its weights."""

    NETUID = 4

    def test_1_it_is_registered_and_started(self):
        self.ok(self.sdk.register_subnet(self.wallet("dave")))
        pool = self.state.pool(self.NETUID)
        self.assertEqual((pool.owner, pool.tao), (account(self.dave.coldkey), FOUNDING_COST))
        self.refused(self.sdk.start_call(self.wallet("bob"), self.NETUID), "NotSubnetOwner")
        self.ok(self.sdk.start_call(self.wallet("dave"), self.NETUID))
        self.assertEqual(self.state.integer("FirstEmissionBlockNumber", u16(self.NETUID)), self.state.number() + 1)

    def test_2_neurons_register(self):
        # Hotkeys without stake: Bob's and Charlie's have more stake at root than the founder's, and would outvote it.
        for uid, name in ((1, "Bob"), (2, "Charlie")):
            miner = wallet_of(self.folder, f"{name}-miner", f"//{name}", f"//{name}//miner")
            self.ok(self.sdk.burned_register(self.wallet(miner.name), self.NETUID))
            self.assertEqual(self.state.uid(self.NETUID, miner.hotkey), uid)
        newcomer = wallet_of(self.folder, "newcomer", "//Dave", "//Dave//newcomer")
        self.ok(self.sdk.root_register(self.wallet("newcomer")))
        self.assertIsNotNone(self.state.uid(0, newcomer.hotkey))
        self.assertFalse(self.sdk.burned_register(self.wallet("bob"), 99).success)

    def test_3_weights_are_set(self):
        self.ok(self.sdk.add_stake(self.wallet("dave"), self.NETUID, self.dave.hotkey, Balance.from_tao(50)))
        self.epochs(1)
        self.node.blocks(101)
        # The hotkey has no TAO, and needs none: setting weights is free if it succeeds.
        self.assertEqual(self.state.free(self.dave.hotkey), 0)
        self.ok(self.sdk.set_weights(self.wallet("dave"), self.NETUID, [1, 2], [1.0, 0.5]))
        self.assertEqual(self.state.weights(self.NETUID, 0), [(1, 65_535), (2, 32_768)])
        self.assertEqual(self.state.free(self.dave.hotkey), 0)
        # A call that would fail is not free. The SDK logs the reason and does not return it.
        self.assertFalse(self.sdk.set_weights(self.wallet("dave"), self.NETUID, [0, 9], [1.0, 0.5]).success)
        self.assertEqual(self.state.weights(self.NETUID, 0), [(1, 65_535), (2, 32_768)])
        self.epochs(1)
        self.assertGreater(self.state.integer("SubnetEpochIndex", u16(self.NETUID)), 1)
        told = self.state.raw("SubtensorModule", "Incentive", u16(self.NETUID))
        shares = [0, *(65_535 * weight // (65_535 + 32_768) for weight in (65_535, 32_768))]
        self.assertEqual([int.from_bytes(told[at:at + 2], "little") for at in (1, 3, 5)], shares)
        graph = self.sdk.metagraph(self.NETUID)
        self.assertGreater(graph.incentive[1].item(), graph.incentive[2].item())

    def epochs(self, count):
        for _ in range(count):
            index = self.state.integer("SubnetEpochIndex", u16(self.NETUID), default=0)
            while self.state.integer("SubnetEpochIndex", u16(self.NETUID), default=0) == index:
                self.node.blocks(5)

    def test_4_weights_are_committed_and_revealed(self):
        self.sudo("AdminUtils", "sudo_set_commit_reveal_weights_enabled", netuid=self.NETUID, enabled=True)
        self.node.blocks(101)
        salt = [3, 1, 4, 1, 5]
        self.ok(self.sdk.commit_weights(
            self.wallet("dave"), self.NETUID, salt, [1, 2], [20_000, 65_535], wait_for_inclusion=True, wait_for_finalization=True,
        ))
        early = self.sdk.reveal_weights(self.wallet("dave"), self.NETUID, [1, 2], [20_000, 65_535], salt, max_attempts=1)
        # It fails, so it is not free: the owner pays.
        self.refused(early, "RevealTooEarly")
        self.epochs(1)
        self.ok(self.sdk.reveal_weights(self.wallet("dave"), self.NETUID, [1, 2], [20_000, 65_535], salt))
        self.assertEqual(self.state.free(self.dave.hotkey), 0)
        self.assertEqual(self.state.weights(self.NETUID, 0), [(1, 20_000), (2, 65_535)])

    def test_5_children_are_set(self):
        self.ok(self.sdk.set_children(self.wallet("dave"), self.NETUID, self.dave.hotkey, [(0.25, self.bob.hotkey)]))
        pending, due = self.state.pending_children(self.NETUID, self.dave.hotkey)
        self.assertEqual([child for _, child in pending], [account(self.bob.hotkey)])
        shown, cooldown = self.sdk.get_children_pending(self.dave.hotkey, self.NETUID)
        self.assertEqual(shown, [(0.25, self.bob.hotkey)])
        self.assertEqual(cooldown, due)

    def test_6_claims_and_earnings_follow_the_owners_choice(self):
        self.ok(self.sdk.set_root_claim_type(self.wallet("eve"), "Keep"))
        self.assertEqual(self.state.raw("SubtensorModule", "RootClaimType", blake(account(self.eve.coldkey))), b"\1")
        self.assertEqual(self.sdk.get_root_claim_type(self.eve.coldkey), "Keep")
        # Root's dividends are sold at launch; root can choose the later rule, by which they are claimed.
        self.sudo("SubtensorModule", "set_root_dividends", rule="Claimable")
        self.node.blocks(800)
        self.ok(self.sdk.set_root_claim_type(self.wallet("ferdie"), "Swap"))
        before = self.mine(self.ferdie, 0, self.alice)
        self.ok(self.sdk.claim_root(self.wallet("ferdie"), [1]))
        self.assertGreater(self.mine(self.ferdie, 0, self.alice), before)
        self.ok(self.sdk.set_auto_stake(self.wallet("bob"), self.NETUID, self.dave.hotkey))
        self.assertEqual(self.sdk.get_auto_stakes(self.bob.coldkey), {self.NETUID: self.dave.hotkey})


class Proxies(SdkTest):
    """Accounts that act for others."""

    def transfer(self, amount):
        """Returns a transfer to Eve."""
        return self.sdk.compose_call("Balances", "transfer_keep_alive", {"dest": self.eve.coldkey, "value": amount})

    def received(self, call):
        """Returns what Eve received by a call of the SDK, and its response."""
        was = self.state.free(self.eve.coldkey)
        response = call()
        return self.state.free(self.eve.coldkey) - was, response

    def test_a_pure_proxy_is_created_used_and_killed(self):
        created = self.ok(self.sdk.create_pure_proxy(self.wallet("bob"), "Any", 0, 0)).data
        pure = created["pure_account"]
        self.ok(self.sdk.transfer(self.wallet("bob"), pure, Balance.from_tao(5)))
        spend = lambda: self.sdk.proxy(self.wallet("bob"), pure, None, self.transfer(2 * TAO))
        self.assertEqual(self.received(spend)[0], 2 * TAO)
        self.node.blocks(20)
        self.ok(self.sdk.kill_pure_proxy(
            self.wallet("bob"), pure, created["spawner"], created["proxy_type"], created["index"], created["height"], created["ext_index"],
        ))
        self.assertEqual(self.state.proxies(pure), [])

    def test_a_call_is_announced_and_executed_after_the_delay(self):
        self.ok(self.sdk.add_proxy(self.wallet("dave"), self.charlie.coldkey, "Transfer", 10))
        call = self.transfer(3 * TAO)
        self.ok(self.sdk.announce_proxy(self.wallet("charlie"), self.dave.coldkey, f"0x{call.call_hash.hex()}"))
        (announced,) = self.sdk.get_proxy_announcement(self.charlie.coldkey)
        self.assertEqual((announced.real, announced.height), (self.dave.coldkey, self.state.number()))
        execute = lambda: self.sdk.proxy_announced(self.wallet("charlie"), self.charlie.coldkey, self.dave.coldkey, None, call)
        received, response = self.received(execute)
        self.refused(response, "Unannounced")
        self.assertEqual(received, 0)
        self.node.blocks(10)
        received, response = self.received(execute)
        self.ok(response)
        self.assertEqual(received, 3 * TAO)

    def test_a_call_by_proxy_that_fails_is_told_as_done(self):
        self.ok(self.sdk.add_proxy(self.wallet("eve"), self.ferdie.coldkey, "Staking", 0))
        received, response = self.received(lambda: self.sdk.proxy(self.wallet("ferdie"), self.eve.coldkey, None, self.transfer(TAO)))
        self.ok(response)
        self.assertEqual(received, 0)
        (executed,) = [
            event["event"]["attributes"]["result"] for event in self.sdk.substrate.get_events(self.state.hash(self.state.number()))
            if event["event"]["event_id"] == "ProxyExecuted"
        ]
        self.assertIn("Err", executed)

    def test_every_type_is_added_or_named_as_unknown(self):
        proxies = lambda: self.state.proxies(self.ferdie.coldkey)
        known = {kind.name: kind.index for kind in self.sdk.get_proxy_types()}
        for kind in ProxyType.all_types():
            with self.subTest(kind):
                was = proxies()
                response = self.sdk.add_proxy(self.wallet("ferdie"), self.bob.coldkey, kind, 0)
                if kind in known:
                    self.ok(response)
                    self.assertEqual(len(proxies()), len(was) + 1)
                else:
                    self.refused(response, f"Value '{kind}' not present in type_mapping of this enum")
                    self.assertEqual(proxies(), was)
        self.assertEqual(sorted(index for _, index, _ in proxies()), sorted(known.values()))


if __name__ == "__main__":
    unittest.main()
