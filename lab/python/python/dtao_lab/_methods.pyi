"""Every call of the runtime as a method, by its name in the metadata. Written by stubs.py."""

from typing import Any, Callable, Generic, Iterable, Mapping, NamedTuple, Sequence, TypeVar

from ._amount import Account, AmountLike
from ._call import Call

R = TypeVar("R")

class Description(NamedTuple):
    """A call as the metadata describes it."""

    pallet: str
    call: str
    arguments: list[tuple[str, str, bool]]
    docs: str
    @property
    def name(self) -> str: ...

def described() -> dict[str, dict[str, Description]]: ...
def by_name() -> dict[str, list[Description]]: ...
def find(name: str) -> Description: ...

class System(Generic[R]):
    """The calls of the pallet."""

    def remark(self, signer: str | None = None, /, *, remark: str | bytes) -> R:
        """Make some on-chain remark."""
    def set_heap_pages(self, signer: str | None = None, /, *, pages: int) -> R:
        """Set the number of pages in the WebAssembly environment's heap."""
    def set_code(self, signer: str | None = None, /, *, code: str | bytes) -> R:
        """Set the new runtime code."""
    def set_code_without_checks(self, signer: str | None = None, /, *, code: str | bytes) -> R:
        """Set the new runtime code without doing any checks of the given `code`."""
    def set_storage(self, signer: str | None = None, /, *, items: Iterable[Any]) -> R:
        """Set some items of storage."""
    def kill_storage(self, signer: str | None = None, /, *, keys: Iterable[Any]) -> R:
        """Kill some items from storage."""
    def kill_prefix(self, signer: str | None = None, /, *, prefix: Any, subkeys: int) -> R:
        """Kill all storage items with a key that starts with the given prefix."""
    def remark_with_event(self, signer: str | None = None, /, *, remark: str | bytes) -> R:
        """Make some on-chain remark and emit event."""
    def authorize_upgrade(self, signer: str | None = None, /, *, code_hash: str | bytes) -> R:
        """Authorize an upgrade to a given `code_hash` for the runtime. The runtime can be supplied later."""
    def authorize_upgrade_without_checks(self, signer: str | None = None, /, *, code_hash: str | bytes) -> R:
        """Authorize an upgrade to a given `code_hash` for the runtime. The runtime can be supplied later."""
    def apply_authorized_upgrade(self, signer: str | None = None, /, *, code: str | bytes) -> R:
        """Provide the preimage (runtime binary) `code` for an upgrade that has been authorized."""

class Timestamp(Generic[R]):
    """The calls of the pallet."""

    def set(self, signer: str | None = None, /, *, now: Any) -> R:
        """Set the current time."""

class Grandpa(Generic[R]):
    """The calls of the pallet."""

    def report_equivocation(self, signer: str | None = None, /, *, equivocation_proof: Any, key_owner_proof: Any) -> R:
        """Report voter equivocation/misbehavior. This method will verify the equivocation proof and validate the given key
        ownership proof against the extracted offender. If both are valid, the offence will be reported."""
    def report_equivocation_unsigned(self, signer: str | None = None, /, *, equivocation_proof: Any, key_owner_proof: Any) -> R:
        """Report voter equivocation/misbehavior. This method will verify the equivocation proof and validate the given key
        ownership proof against the extracted offender. If both are valid, the offence will be reported."""
    def note_stalled(self, signer: str | None = None, /, *, delay: int, best_finalized_block_number: int) -> R:
        """Note that the current authority set of the GRANDPA finality gadget has stalled."""

class Balances(Generic[R]):
    """The calls of the pallet."""

    def transfer_allow_death(self, signer: str | None = None, /, *, dest: Account, value: AmountLike) -> R:
        """Transfer some liquid free balance to another account."""
    def force_transfer(self, signer: str | None = None, /, *, source: Account, dest: Account, value: AmountLike) -> R:
        """Exactly as `transfer_allow_death`, except the origin must be root and the source account may be specified."""
    def transfer_keep_alive(self, signer: str | None = None, /, *, dest: Account, value: AmountLike) -> R:
        """Same as the [`transfer_allow_death`] call, but with a check that the transfer will not kill the origin account."""
    def transfer_all(self, signer: str | None = None, /, *, dest: Account, keep_alive: bool) -> R:
        """Transfer the entire transferable balance from the caller account."""
    def force_unreserve(self, signer: str | None = None, /, *, who: Account, amount: AmountLike) -> R:
        """Unreserve some balance from a user by force."""
    def upgrade_accounts(self, signer: str | None = None, /, *, who: Iterable[Account]) -> R:
        """Upgrade a specified account."""
    def force_set_balance(self, signer: str | None = None, /, *, who: Account, new_free: AmountLike) -> R:
        """Set the regular balance of a given account."""
    def force_adjust_total_issuance(self, signer: str | None = None, /, *, direction: Any, delta: AmountLike) -> R:
        """Adjust the total issuance in a saturating way."""
    def burn(self, signer: str | None = None, /, *, value: AmountLike, keep_alive: bool) -> R:
        """Burn the specified liquid free balance from the origin account."""

class SubtensorModule(Generic[R]):
    """The calls of the pallet."""

    def set_weights(self, signer: str | None = None, /, *, netuid: int, dests: Iterable[int], weights: Iterable[int], version_key: int) -> R:
        """Sets a validator's weights. For the validator's hotkey. Weights are stored in parts of 65 535 of the highest. A
        neuron that names only itself needs no permit, and no minimum number of weights applies."""
    def add_stake(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount_staked: AmountLike) -> R:
        """Buys alpha of a subnet for TAO and stakes it to a hotkey. At root the TAO itself is staked."""
    def remove_stake(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount_unstaked: AmountLike) -> R:
        """Sells staked alpha of a subnet for TAO. At root the TAO itself is returned. `u64::MAX` is the whole position."""
    def serve_axon(self, signer: str | None = None, /, *, netuid: int, version: int, ip: int, port: int, ip_type: int, protocol: int, placeholder1: int, placeholder2: int) -> R:
        """Announces the address of a neuron. For the neuron's hotkey. Removes an earlier certificate. The IP 0 announces that
        the neuron has no address any more."""
    def serve_prometheus(self, signer: str | None = None, /, *, netuid: int, version: int, ip: int, port: int, ip_type: int) -> R:
        """Announces the address of a neuron's metrics. For the neuron's hotkey."""
    def burned_register(self, signer: str | None = None, /, *, netuid: int, hotkey: Account) -> R:
        """Registers a neuron: buys alpha at the current price of a neuron and recycles it. For the hotkey's owner; the caller
        becomes the owner of a hotkey that has none, and pays by how much the price of its state ([`ledger::state`]) is
        higher."""
    def set_root_weights(self, signer: str | None = None, /, *, hotkey: Account, dests: Iterable[int], weights: Iterable[int]) -> R:
        """Sets the vote of a hotkey with a seat at root on subnets, for the policy `RootVote`. Only proportions matter. An
        empty vote removes the vote but not the seat. For the hotkey's owner."""
    def serve_axon_tls(self, signer: str | None = None, /, *, netuid: int, version: int, ip: int, port: int, ip_type: int, protocol: int, placeholder1: int, placeholder2: int, certificate: str | bytes) -> R:
        """Like [`Pallet::serve_axon`], with a certificate: one byte for the kind of the key, and the key that encrypts
        connections."""
    def register_network(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Registers a subnet. Its cost becomes the TAO of its pool, and the hotkey becomes its first neuron. If the number of
        subnets is at its limit, the one with the lowest moving price is dissolved to make room."""
    def dissolve_network(self, signer: str | None = None, /, *, coldkey: Account, netuid: int) -> R:
        """Dissolves a subnet. Root origin; the coldkey is ignored."""
    def root_register(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Takes a seat at root for a hotkey: a free one, or that of the hotkey with the least stake at root. For the hotkey's
        owner; the caller becomes the owner of a hotkey that has none, and pays for its state ([`ledger::state`])."""
    def decrease_take(self, signer: str | None = None, /, *, hotkey: Account, take: int) -> R:
        """Decreases a hotkey's take from its nominators' dividends, in parts of 65 535. For the hotkey's owner."""
    def increase_take(self, signer: str | None = None, /, *, hotkey: Account, take: int) -> R:
        """Increases a hotkey's take from its nominators' dividends, in parts of 65 535. For the hotkey's owner."""
    def set_children(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, children: Iterable[Any]) -> R:
        """Assigns proportions (in parts of 2⁶⁴ − 1) of a hotkey's stake weight at a subnet to children. They become active at
        the subnet's first epoch after [`PendingChildKeyCooldown`] blocks, if the hotkey's own stake still suffices then.
        Replaces an assignment that is still pending. An empty list removes all children, and those that are pending, at once
        and at any time. For the hotkey's owner."""
    def set_identity(self, signer: str | None = None, /, *, name: str | bytes, url: str | bytes, github_repo: str | bytes, image: str | bytes, discord: str | bytes, description: str | bytes, additional: str | bytes) -> R:
        """Sets the identity of a coldkey that owns a hotkey. Costs the price of the state that it adds ([`ledger::state`])."""
    def sudo_set_tx_childkey_take_rate_limit(self, signer: str | None = None, /, *, tx_rate_limit: int) -> R:
        """Sets the blocks between two increases of a child's take. Root origin."""
    def swap_hotkey(self, signer: str | None = None, /, *, hotkey: Account, new_hotkey: Account, netuid: int | None = None) -> R:
        """Replaces a hotkey by another: its neurons, its children and parents, also those that are pending, its last dividends
        and its stake, at one subnet or everywhere. For the owner of both; a new hotkey without an owner becomes the coldkey's.
        A swap everywhere costs [`Config::KeySwapCost`], one at a subnet the price of a new hotkey's state ([`ledger::state`]);
        the TAO leaves issuance."""
    def swap_coldkey(self, signer: str | None = None, /, *, old_coldkey: Account, new_coldkey: Account, swap_cost: AmountLike) -> R:
        """Replaces a coldkey by another at once, or goes on with that. All that [`Pallet::swap_coldkey_announced`] moves moves.
        An announcement and a dispute end with the swap; until it has moved everything, the old coldkey is frozen, and can go on
        with it itself. Root origin."""
    def swap_hotkey_v2(self, signer: str | None = None, /, *, hotkey: Account, new_hotkey: Account, netuid: int | None = None, keep_stake: bool) -> R:
        """Like [`Pallet::swap_hotkey`]; with `keep_stake` the stake stays with the old hotkey."""
    def set_childkey_take(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, take: int) -> R:
        """Sets a child's take from its earnings for parents of other owners, in parts of 65 535. For the hotkey's owner."""
    def sudo_set_min_childkey_take(self, signer: str | None = None, /, *, take: int) -> R:
        """Sets the minimum take of a child, in parts of 65 535. Root origin."""
    def sudo_set_max_childkey_take(self, signer: str | None = None, /, *, take: int) -> R:
        """Sets the maximum take of a child, in parts of 65 535. Root origin."""
    def set_subnet_identity(self, signer: str | None = None, /, *, netuid: int, subnet_name: str | bytes, github_repo: str | bytes, subnet_contact: str | bytes, subnet_url: str | bytes, discord: str | bytes, description: str | bytes, logo_url: str | bytes, additional: str | bytes) -> R:
        """Sets the identity of a subnet. For its owner. Costs the price of the state that it adds ([`ledger::state`])."""
    def register_network_with_identity(self, signer: str | None = None, /, *, hotkey: Account, identity: Any | None = None) -> R:
        """Like [`Pallet::register_network`], and sets the subnet's identity."""
    def batch_set_weights(self, signer: str | None = None, /, *, netuids: Iterable[Any], weights: Iterable[Iterable[Any]], version_keys: Iterable[Any]) -> R:
        """Sets weights at several subnets. Each item succeeds or fails on its own, like [`Pallet::set_weights`]. For the
        validator's hotkey."""
    def unstake_all(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Sells all stake with a hotkey at every subnet, and withdraws its stake at root. Positions that cannot be sold
        stay."""
    def unstake_all_alpha(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Sells all alpha with a hotkey and stakes the TAO at root with the same hotkey. Positions that cannot be sold stay."""
    def move_stake(self, signer: str | None = None, /, *, origin_hotkey: Account, destination_hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike) -> R:
        """Moves stake to another hotkey: unchanged within a subnet, through TAO to another subnet. `u64::MAX` is the whole
        position."""
    def transfer_stake(self, signer: str | None = None, /, *, destination_coldkey: Account, hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike) -> R:
        """Transfers stake to another coldkey, with the same hotkey: unchanged within a subnet, through TAO to another
        subnet."""
    def swap_stake(self, signer: str | None = None, /, *, hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike) -> R:
        """Moves stake to another subnet with the same hotkey: alpha for TAO for alpha."""
    def add_stake_limit(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount_staked: AmountLike, limit_price: AmountLike, allow_partial: bool) -> R:
        """Like [`Pallet::add_stake`], but the price after the purchase may not exceed `limit_price` (rao of TAO per whole
        alpha). With `allow_partial` as much of the amount is staked as the limit allows, else all or nothing."""
    def remove_stake_limit(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount_unstaked: AmountLike, limit_price: AmountLike, allow_partial: bool) -> R:
        """Like [`Pallet::remove_stake`], but the price after the sale may not be below `limit_price` (rao of TAO per whole
        alpha). With `allow_partial` as much of the amount is sold as the limit allows, else all or nothing."""
    def swap_stake_limit(self, signer: str | None = None, /, *, hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike, limit_price: AmountLike, allow_partial: bool) -> R:
        """Like [`Pallet::swap_stake`], but the ratio of the origin's price to the destination's, after the exchange, may not be
        below `limit_price` (in rao: 10⁹ is a ratio of one). With `allow_partial` as much is moved as the limit allows."""
    def try_associate_hotkey(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Makes the signer the owner of a hotkey that has none, for the price of its state ([`ledger::state`]), which leaves
        issuance."""
    def start_call(self, signer: str | None = None, /, *, netuid: int) -> R:
        """Starts a subnet: its alpha can be traded, and it receives emission from the next block on. For its owner. Root counts
        as started: for root the call succeeds and changes nothing, whoever sends it."""
    def commit_weights(self, signer: str | None = None, /, *, netuid: int, commit_hash: Any) -> R:
        """Commits to the hash of weights that are revealed later: see [`RevealedWeights`]. For the validator's hotkey."""
    def reveal_weights(self, signer: str | None = None, /, *, netuid: int, uids: Iterable[int], values: Iterable[int], salt: Iterable[int], version_key: int) -> R:
        """Reveals weights that were committed, and sets them. Removes that commitment and all before it. Only in the epoch that
        comes [`RevealPeriodEpochs`] after the commitment's. For the validator's hotkey."""
    def batch_reveal_weights(self, signer: str | None = None, /, *, netuid: int, uids_list: Iterable[Iterable[int]], values_list: Iterable[Iterable[int]], salts_list: Iterable[Iterable[int]], version_keys: Iterable[int]) -> R:
        """Reveals several weights that were committed, one after the other, oldest first; all or none. For the validator's
        hotkey."""
    def batch_commit_weights(self, signer: str | None = None, /, *, netuids: Iterable[Any], commit_hashes: Iterable[Any]) -> R:
        """Commits to weights at several subnets. Each item succeeds or fails on its own, like [`Pallet::commit_weights`]. For
        the validator's hotkey."""
    def recycle_alpha(self, signer: str | None = None, /, *, hotkey: Account, amount: AmountLike, netuid: int) -> R:
        """Removes alpha from the caller's stake and from issuance: the emission schedule will issue it again."""
    def burn_alpha(self, signer: str | None = None, /, *, hotkey: Account, amount: AmountLike, netuid: int) -> R:
        """Removes alpha from the caller's stake for good. It stays issued and belongs to nobody."""
    def remove_stake_full_limit(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, limit_price: AmountLike | None = None) -> R:
        """Sells all stake with a hotkey at a subnet; with `limit_price` (rao of TAO per whole alpha) only if the price after
        the sale is not below it."""
    def set_pending_childkey_cooldown(self, signer: str | None = None, /, *, cooldown: int) -> R:
        """Sets the blocks for which new children are pending. Root origin."""
    def update_symbol(self, signer: str | None = None, /, *, netuid: int, symbol: str | bytes) -> R:
        """Sets the symbol of a subnet's token: one character that no other subnet has. For its owner, or root."""
    def commit_timelocked_weights(self, signer: str | None = None, /, *, netuid: int, commit: Any, reveal_round: int, commit_reveal_version: int) -> R:
        """Commits to weights that are encrypted to a round of the beacon. When the pulse of the round is stored, in the epoch
        that comes [`RevealPeriodEpochs`] after this one, the chain opens them and sets them: see
        [`validator_weights::timelocked`]. A commitment of the same epoch is replaced. For the validator's hotkey."""
    def set_coldkey_auto_stake_hotkey(self, signer: str | None = None, /, *, netuid: int, hotkey: Account) -> R:
        """Sets the hotkey to which all earnings of a coldkey's miners at a subnet are staked."""
    def commit_mechanism_weights(self, signer: str | None = None, /, *, netuid: int, mecid: int, commit_hash: Any) -> R:
        """Like [`Pallet::commit_weights`], for a mechanism of a subnet. The only mechanism is number 0, and the commitment is
        to the same bytes."""
    def reveal_mechanism_weights(self, signer: str | None = None, /, *, netuid: int, mecid: int, uids: Iterable[int], values: Iterable[int], salt: Iterable[int], version_key: int) -> R:
        """Like [`Pallet::reveal_weights`], for a mechanism of a subnet. The only mechanism is number 0."""
    def commit_timelocked_mechanism_weights(self, signer: str | None = None, /, *, netuid: int, mecid: int, commit: Any, reveal_round: int, commit_reveal_version: int) -> R:
        """Like [`Pallet::commit_timelocked_weights`], for a mechanism of a subnet. The only mechanism is number 0."""
    def set_mechanism_weights(self, signer: str | None = None, /, *, netuid: int, mecid: int, dests: Iterable[int], weights: Iterable[int], version_key: int) -> R:
        """Like [`Pallet::set_weights`], for a mechanism of a subnet. The only mechanism is number 0."""
    def root_dissolve_network(self, signer: str | None = None, /, *, netuid: int) -> R:
        """Dissolves a subnet: runs a final payout, removes its records, and divides the TAO of its pool by all its alpha, in
        the pool and outside. The holders are paid, those beyond this block's limit in the next blocks; the parts for the pool's
        own alpha and for alpha that nobody holds leave issuance. Root origin."""
    def claim_root(self, signer: str | None = None, /, *, subnets: Iterable[int]) -> R:
        """Claims the alpha of up to five subnets, or of all if root is among them, that a coldkey has earned at root with all
        its hotkeys: as TAO staked at root, or as alpha, according to [`RootClaimType`]. Amounts below a subnet's
        [`RootClaimableThreshold`], or that cannot be sold now, stay claimable. Without anything to claim it does nothing."""
    def set_root_claim_type(self, signer: str | None = None, /, *, new_root_claim_type: Any) -> R:
        """Sets the form in which a coldkey claims its earnings at root: TAO, alpha, or alpha of some subnets and TAO for the
        others."""
    def sudo_set_root_claim_threshold(self, signer: str | None = None, /, *, netuid: int, new_value: int) -> R:
        """Sets the minimum alpha of a subnet per claim, in rao. For its owner, or root. That of root holds at each subnet
        without one of its own."""
    def announce_coldkey_swap(self, signer: str | None = None, /, *, new_coldkey_hash: Any) -> R:
        """Announces that the coldkey will be replaced by another, whose account has this Blake2 hash, in
        [`ColdkeySwapAnnouncementDelay`] blocks or later. From now on the coldkey is frozen: no transaction is accepted that
        acts for it, except the calls of its swap and encrypted ones that contain these. The first announcement costs
        [`Config::KeySwapCost`], which leaves issuance."""
    def swap_coldkey_announced(self, signer: str | None = None, /, *, new_coldkey: Account) -> R:
        """Replaces the signer, a coldkey, by the one that it has announced: its stake with its claims, hotkeys, subnets,
        identity, choices, and at the end its free balance. See [`lifecycle::swap_coldkey`] for what stays."""
    def dispute_coldkey_swap(self, signer: str | None = None, /) -> R:
        """Disputes the swap that the signer, a coldkey, has announced, or that somebody has announced who has its key, too. No
        transaction of the coldkey is accepted any more until root decides, by [`Pallet::reset_coldkey_swap`] or
        [`Pallet::swap_coldkey`]."""
    def reset_coldkey_swap(self, signer: str | None = None, /, *, coldkey: Account) -> R:
        """Ends a coldkey's swap with its dispute: the coldkey is no longer frozen. What has moved already has moved. Root
        origin."""
    def add_stake_burn(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount: AmountLike, limit: AmountLike | None = None) -> R:
        """Buys alpha with the caller's TAO and burns it: it stays issued and belongs to nobody. With `limit` (rao of TAO per
        whole alpha) only if the price after the purchase does not exceed it. The TAO counts as the subnet's revenue. The hotkey
        is named in the events alone."""
    def clear_coldkey_swap_announcement(self, signer: str | None = None, /) -> R:
        """Withdraws the announcement of the signer, a coldkey, [`ColdkeySwapReannouncementDelay`] blocks after the block for
        which it is announced or later. The coldkey is no longer frozen."""
    def register_limit(self, signer: str | None = None, /, *, netuid: int, hotkey: Account, limit_price: int) -> R:
        """Like [`Pallet::burned_register`], if the price of the neuron is at most `limit_price` rao."""
    def lock_stake(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount: AmountLike) -> R:
        """Locks stake at a subnet, in favour of a hotkey, or adds to that lock. The signer's stake there, with all hotkeys
        together, cannot be taken out below what is locked. The lock decays: half is left after 90 days. Meanwhile it gains
        conviction, which is shown and decides nothing: see [`ledger::locks`]. For the price of its state
        ([`ledger::state`])."""
    def move_lock(self, signer: str | None = None, /, *, destination_hotkey: Account, netuid: int) -> R:
        """Lets the signer's lock at a subnet favour another hotkey. Its conviction is kept if one coldkey owns both hotkeys,
        and begins at zero otherwise."""
    def set_perpetual_lock(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Makes the signer's lock at a subnet perpetual, so that it does not decay, or lets it decay from now on."""
    def set_tempo(self, signer: str | None = None, /, *, netuid: int, tempo: int) -> R:
        """Sets the blocks between two payouts of a subnet. For its owner."""
    def set_activity_cutoff_factor(self, signer: str | None = None, /, *, netuid: int, factor_milli: int) -> R:
        """Sets the activity cutoff of a subnet, in thousandths of its tempo: the cutoff is that part of the tempo, from 360 to
        65 535 blocks, also after a change of the tempo. For its owner."""
    def set_reject_locked_alpha(self, signer: str | None = None, /, *, enabled: bool) -> R:
        """Lets the signer refuse stake with a lock, as everybody does at first, or accept it from anybody. For the price of the
        state ([`ledger::state`]) if it accepts it."""
    def set_emission_policy(self, signer: str | None = None, /, *, policy: int) -> R:
        """Sets the emission policy, by which a block's TAO is shared among the subnets, from the next block on: 0 by moving
        price, 1 by root's vote, 2 by net flow, 3 by gross flow, 4 by price less withheld alpha, 5 by price through a gate, 6 by
        price for the largest, 7 by price in tiers, 8 by revenue. See [`emission::policies`]. Root origin."""
    def set_root_dividends(self, signer: str | None = None, /, *, rule: Any) -> R:
        """Sets the rule for root's share of alpha from the next block on: sold for TAO, or claimable. Shares that are already
        sold or kept are paid out as they are. Root origin."""
    def set_injection(self, signer: str | None = None, /, *, rule: Any) -> R:
        """Sets the rule for TAO that the alpha schedule cannot balance, from the next block on: it lifts the price, buys alpha,
        or buys alpha within [`EmissionBuyLimit`]. Root origin."""
    def move_stake_limit(self, signer: str | None = None, /, *, origin_hotkey: Account, destination_hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike, limit_price: AmountLike, allow_partial: bool) -> R:
        """Like [`Pallet::move_stake`], but between subnets the ratio of the origin's price to the destination's, after the
        exchange, may not be below `limit_price` (in rao: 10⁹ is a ratio of one). With `allow_partial` as much is moved as the
        limit allows. Within a subnet nothing is traded, and the limit has no meaning."""
    def transfer_stake_and_hotkey(self, signer: str | None = None, /, *, destination_coldkey: Account, origin_hotkey: Account, destination_hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike) -> R:
        """Transfers stake to another coldkey and another hotkey: unchanged within a subnet, through TAO to another subnet."""
    def claim_root_with_hotkey(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Claims the alpha of all subnets that a coldkey has earned at root with one hotkey, as [`Pallet::claim_root`] does.
        Without anything to claim it does nothing."""
    def choose_coldkey(self, signer: str | None = None, /, *, coldkey: Account) -> R:
        """Chooses the coldkey that alone can adopt the signer, a hotkey, by [`Pallet::try_associate_hotkey`] or a registration.
        The signer's account pays for the state ([`ledger::state`]), unless it had an owner: its record is replaced."""
    def drop_parents(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, parents: Any) -> R:
        """Drops parents of a hotkey at a subnet, at once: their stake weight is their own again. Named hotkeys that are not its
        parents are ignored. For the hotkey's owner."""

class Utility(Generic[R]):
    """The calls of the pallet."""

    def batch(self, signer: str | None = None, /, *, calls: Iterable[Call]) -> R:
        """Send a batch of dispatch calls."""
    def as_derivative(self, signer: str | None = None, /, *, index: int, call: Call) -> R:
        """Send a call through an indexed pseudonym of the sender."""
    def batch_all(self, signer: str | None = None, /, *, calls: Iterable[Call]) -> R:
        """Send a batch of dispatch calls and atomically execute them. The whole transaction will rollback and fail if any of
        the calls failed."""
    def dispatch_as(self, signer: str | None = None, /, *, as_origin: Any, call: Call) -> R:
        """Dispatches a function call with a provided origin."""
    def force_batch(self, signer: str | None = None, /, *, calls: Iterable[Call]) -> R:
        """Send a batch of dispatch calls. Unlike `batch`, it allows errors and won't interrupt."""
    def with_weight(self, signer: str | None = None, /, *, call: Call, weight: Any) -> R:
        """Dispatch a function call with a specified weight."""
    def if_else(self, signer: str | None = None, /, *, main: Call, fallback: Call) -> R:
        """Dispatch a fallback call in the event the main call fails to execute. May be called from any origin except `None`."""
    def dispatch_as_fallible(self, signer: str | None = None, /, *, as_origin: Any, call: Call) -> R:
        """Dispatches a function call with a provided origin."""

class Sudo(Generic[R]):
    """The calls of the pallet."""

    def sudo(self, signer: str | None = None, /, *, call: Call) -> R:
        """Authenticates the sudo key and dispatches a function call with `Root` origin."""
    def sudo_unchecked_weight(self, signer: str | None = None, /, *, call: Call, weight: Any) -> R:
        """Authenticates the sudo key and dispatches a function call with `Root` origin. This function does not check the weight
        of the call, and instead allows the Sudo user to specify the weight of the call."""
    def set_key(self, signer: str | None = None, /, *, new: Account) -> R:
        """Authenticates the current sudo key and sets the given AccountId (`new`) as the new sudo key."""
    def sudo_as(self, signer: str | None = None, /, *, who: Account, call: Call) -> R:
        """Authenticates the sudo key and dispatches a function call with `Signed` origin from a given account."""
    def remove_key(self, signer: str | None = None, /) -> R:
        """Permanently removes the sudo key."""

class Multisig(Generic[R]):
    """The calls of the pallet."""

    def as_multi_threshold_1(self, signer: str | None = None, /, *, other_signatories: Iterable[Account], call: Call) -> R:
        """Immediately dispatch a multi-signature call using a single approval from the caller."""
    def as_multi(self, signer: str | None = None, /, *, threshold: int, other_signatories: Iterable[Account], maybe_timepoint: Any | None = None, call: Call, max_weight: Any) -> R:
        """Register approval for a dispatch to be made from a deterministic composite account if approved by a total of
        `threshold - 1` of `other_signatories`."""
    def approve_as_multi(self, signer: str | None = None, /, *, threshold: int, other_signatories: Iterable[Account], maybe_timepoint: Any | None = None, call_hash: str | bytes, max_weight: Any) -> R:
        """Register approval for a dispatch to be made from a deterministic composite account if approved by a total of
        `threshold - 1` of `other_signatories`."""
    def cancel_as_multi(self, signer: str | None = None, /, *, threshold: int, other_signatories: Iterable[Account], timepoint: Any, call_hash: str | bytes) -> R:
        """Cancel a pre-existing, on-going multisig transaction. Any deposit reserved previously for this operation will be
        unreserved on success."""
    def poke_deposit(self, signer: str | None = None, /, *, threshold: int, other_signatories: Iterable[Account], call_hash: str | bytes) -> R:
        """Poke the deposit reserved for an existing multisig operation."""

class Proxy(Generic[R]):
    """The calls of the pallet."""

    def proxy(self, signer: str | None = None, /, *, real: Account, force_proxy_type: Any | None = None, call: Call) -> R:
        """Dispatch the given `call` from an account that the sender is authorised for through `add_proxy`."""
    def add_proxy(self, signer: str | None = None, /, *, delegate: Account, proxy_type: Any, delay: int) -> R:
        """Register a proxy account for the sender that is able to make calls on its behalf."""
    def remove_proxy(self, signer: str | None = None, /, *, delegate: Account, proxy_type: Any, delay: int) -> R:
        """Unregister a proxy account for the sender."""
    def remove_proxies(self, signer: str | None = None, /) -> R:
        """Unregister all proxy accounts for the sender."""
    def create_pure(self, signer: str | None = None, /, *, proxy_type: Any, delay: int, index: int) -> R:
        """Spawn a fresh new account that is guaranteed to be otherwise inaccessible, and initialize it with a proxy of
        `proxy_type` for `origin` sender."""
    def kill_pure(self, signer: str | None = None, /, *, spawner: Account, proxy_type: Any, index: int, height: int, ext_index: int) -> R:
        """Removes a previously spawned pure proxy."""
    def announce(self, signer: str | None = None, /, *, real: Account, call_hash: Any) -> R:
        """Publish the hash of a proxy-call that will be made in the future."""
    def remove_announcement(self, signer: str | None = None, /, *, real: Account, call_hash: Any) -> R:
        """Remove a given announcement."""
    def reject_announcement(self, signer: str | None = None, /, *, delegate: Account, call_hash: Any) -> R:
        """Remove the given announcement of a delegate."""
    def proxy_announced(self, signer: str | None = None, /, *, delegate: Account, real: Account, force_proxy_type: Any | None = None, call: Call) -> R:
        """Dispatch the given `call` from an account that the sender is authorized for through `add_proxy`."""
    def poke_deposit(self, signer: str | None = None, /) -> R:
        """Poke / Adjust deposits made for proxies and announcements based on current values. This can be used by accounts to
        possibly lower their locked amount."""

class Commitments(Generic[R]):
    """The calls of the pallet."""

    def set_commitment(self, signer: str | None = None, /, *, netuid: int, info: Any) -> R:
        """Replaces the commitment of the signer's neuron at a subnet. Signed by the hotkey."""
    def set_max_space(self, signer: str | None = None, /, *, new_limit: int) -> R:
        """Sets the space that a neuron can use in a window. Root origin."""

class AdminUtils(Generic[R]):
    """The calls of the pallet."""

    def sudo_set_default_take(self, signer: str | None = None, /, *, default_take: int) -> R:
        """Sets the maximum take of a hotkey, which is also the default, in parts of 65 535. At least the minimum."""
    def sudo_set_tx_rate_limit(self, signer: str | None = None, /, *, tx_rate_limit: int) -> R:
        """Sets the blocks between two swaps of hotkeys by one coldkey."""
    def sudo_set_serving_rate_limit(self, signer: str | None = None, /, *, netuid: int, serving_rate_limit: int) -> R:
        """Sets the blocks between two announcements of a neuron's endpoint."""
    def sudo_set_max_difficulty(self, signer: str | None = None, /, *, netuid: int, max_difficulty: int) -> R:
        """Accepts 0 only: this chain has no proof of work. Any other value fails with `NoSuchRule`."""
    def sudo_set_weights_version_key(self, signer: str | None = None, /, *, netuid: int, weights_version_key: int) -> R:
        """Sets the minimum version of the software of validators that set weights."""
    def sudo_set_weights_set_rate_limit(self, signer: str | None = None, /, *, netuid: int, weights_set_rate_limit: int) -> R:
        """Sets the blocks between two changes of a validator's weights."""
    def sudo_set_adjustment_alpha(self, signer: str | None = None, /, *, netuid: int, adjustment_alpha: int) -> R:
        """Accepts 0 only: this chain has no prices that move by intervals. Any other value fails with `NoSuchRule`."""
    def sudo_set_immunity_period(self, signer: str | None = None, /, *, netuid: int, immunity_period: int) -> R:
        """Sets the blocks in which a new neuron cannot be replaced."""
    def sudo_set_min_allowed_weights(self, signer: str | None = None, /, *, netuid: int, min_allowed_weights: int) -> R:
        """Sets the minimum number of weights that a validator sets. At most 256."""
    def sudo_set_max_allowed_uids(self, signer: str | None = None, /, *, netuid: int, max_allowed_uids: int) -> R:
        """Sets the maximum number of neurons. At most 256; at least the current number, and the maximum of validators."""
    def sudo_set_kappa(self, signer: str | None = None, /, *, netuid: int, kappa: int) -> R:
        """Sets kappa, the fraction of the stake that makes consensus, in parts of 65 535."""
    def sudo_set_rho(self, signer: str | None = None, /, *, netuid: int, rho: int) -> R:
        """Accepts 0 only: this chain has no rule of trust that depends on it. Any other value fails with `NoSuchRule`."""
    def sudo_set_activity_cutoff(self, signer: str | None = None, /, *, netuid: int, activity_cutoff: int) -> R:
        """Sets the blocks after which a validator that sets no weights is inactive. At least 360. Ends a factor of the
        tempo."""
    def sudo_set_network_registration_allowed(self, signer: str | None = None, /, *, netuid: int, registration_allowed: bool) -> R:
        """Allows or forbids registrations at a subnet; without them it receives no emission."""
    def sudo_set_network_pow_registration_allowed(self, signer: str | None = None, /, *, netuid: int, registration_allowed: bool) -> R:
        """Accepts `false` only: this chain has no proof of work. Any other value fails with `NoSuchRule`."""
    def sudo_set_min_burn(self, signer: str | None = None, /, *, netuid: int, min_burn: AmountLike) -> R:
        """Sets the minimum price of a neuron, in rao. From 1 000 rao to 1 TAO, at most the maximum."""
    def sudo_set_max_burn(self, signer: str | None = None, /, *, netuid: int, max_burn: AmountLike) -> R:
        """Sets the maximum price of a neuron, in rao. At least 0.1 TAO, at least the minimum."""
    def sudo_set_max_allowed_validators(self, signer: str | None = None, /, *, netuid: int, max_allowed_validators: int) -> R:
        """Sets the maximum number of validators. From 1 to 128, at most the maximum of neurons."""
    def sudo_set_bonds_moving_average(self, signer: str | None = None, /, *, netuid: int, bonds_moving_average: int) -> R:
        """Sets how slowly bonds follow weights, in parts of a million. At most 975 000."""
    def sudo_set_max_registrations_per_block(self, signer: str | None = None, /, *, netuid: int, max_registrations_per_block: int) -> R:
        """Sets the maximum number of registrations of neurons in a block."""
    def sudo_set_subnet_owner_cut(self, signer: str | None = None, /, *, subnet_owner_cut: int) -> R:
        """Sets the owner's cut of a subnet's alpha, in parts of 65 535."""
    def sudo_set_network_rate_limit(self, signer: str | None = None, /, *, rate_limit: int) -> R:
        """Sets the blocks between two registrations of subnets."""
    def sudo_set_tempo(self, signer: str | None = None, /, *, netuid: int, tempo: int) -> R:
        """Sets the blocks between two payouts; 0 for no payouts. By the owner from 360 to 50 400, as in
        `SubtensorModule.set_tempo`."""
    def sudo_set_network_immunity_period(self, signer: str | None = None, /, *, immunity_period: int) -> R:
        """Sets the blocks in which a new subnet cannot be dissolved to make room for another."""
    def sudo_set_network_min_lock_cost(self, signer: str | None = None, /, *, lock_cost: AmountLike) -> R:
        """Sets the minimum cost of a subnet, in rao. At least 10⁷, the minimum reserve of a pool; at most 21 million TAO."""
    def sudo_set_subnet_limit(self, signer: str | None = None, /, *, max_subnets: int) -> R:
        """Sets the maximum number of subnets, without root. From 1 to 128."""
    def sudo_set_lock_reduction_interval(self, signer: str | None = None, /, *, interval: int) -> R:
        """Sets the blocks in which the cost of a subnet falls by the cost of the last one. At least 1."""
    def sudo_set_stake_threshold(self, signer: str | None = None, /, *, min_stake: int) -> R:
        """Sets the minimum stake weight, in rao, of a validator that counts in consensus, sets weights or has children."""
    def sudo_set_tx_delegate_take_rate_limit(self, signer: str | None = None, /, *, tx_rate_limit: int) -> R:
        """Sets the blocks between two increases of a hotkey's take."""
    def sudo_set_min_delegate_take(self, signer: str | None = None, /, *, take: int) -> R:
        """Sets the minimum take of a hotkey, in parts of 65 535. At most the maximum."""
    def sudo_set_commit_reveal_weights_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Turns commit-reveal of weights on or off."""
    def sudo_set_liquid_alpha_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Turns liquid alpha on or off: the speed of bonds then depends on consensus."""
    def sudo_set_alpha_values(self, signer: str | None = None, /, *, netuid: int, alpha_low: int, alpha_high: int) -> R:
        """Sets the minimum and the maximum speed of bonds under liquid alpha, in parts of 65 535. At least 1 638, and the first
        not above the second, or the call fails with `InvalidAlphaValues`."""
    def sudo_set_commit_reveal_weights_interval(self, signer: str | None = None, /, *, netuid: int, interval: int) -> R:
        """Sets the epochs between a commitment and its reveal. From 1 to 100."""
    def sudo_set_bonds_penalty(self, signer: str | None = None, /, *, netuid: int, bonds_penalty: int) -> R:
        """Sets the share of a weight above consensus that is excluded from bonds, in parts of 65 535."""
    def sudo_set_toggle_transfer(self, signer: str | None = None, /, *, netuid: int, toggle: bool) -> R:
        """Allows or forbids transfers of stake at a subnet to another coldkey."""
    def sudo_set_subnet_moving_alpha(self, signer: str | None = None, /, *, alpha: Any) -> R:
        """Sets the full speed of the moving price, per block. From 0 to 1."""
    def sudo_set_subnet_owner_hotkey(self, signer: str | None = None, /, *, netuid: int, hotkey: Account) -> R:
        """Sets the hotkey of a subnet's owner. It must belong to the owner (`NonAssociatedColdKey`) and have a neuron at the
        subnet (`HotKeyNotRegisteredInSubNet`)."""
    def sudo_set_ema_price_halving_period(self, signer: str | None = None, /, *, netuid: int, ema_halving: int) -> R:
        """Sets the blocks after which the moving price follows with half of its full speed. At least 1."""
    def sudo_set_subtoken_enabled(self, signer: str | None = None, /, *, netuid: int, subtoken_enabled: bool) -> R:
        """Starts a subnet at once, whatever its owner does. `true` for one that has started changes nothing, and so does
        `false` for one that has not; to stop one fails with `NoSuchRule`."""
    def sudo_set_sn_owner_hotkey(self, signer: str | None = None, /, *, netuid: int, hotkey: Account) -> R:
        """Sets the hotkey of a subnet's owner. It must belong to the owner (`NonAssociatedColdKey`) and have a neuron at the
        subnet (`HotKeyNotRegisteredInSubNet`)."""
    def sudo_set_alpha_sigmoid_steepness(self, signer: str | None = None, /, *, netuid: int, steepness: int) -> R:
        """Sets the steepness of the dependence of the speed of bonds on consensus, in hundredths. By the owner at least 0."""
    def sudo_set_yuma3_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Turns Yuma 3, another rule for bonds, on or off."""
    def sudo_set_bonds_reset_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Lets neurons end the bonds of validators to them, by a commitment with the field `ResetBondsFlag`, or not."""
    def sudo_set_owner_immune_neuron_limit(self, signer: str | None = None, /, *, netuid: int, immune_neurons: int) -> R:
        """Sets the number of neurons of the owner that are never replaced, from 1 to 10: that of its hotkey, then those of the
        first hotkeys that its coldkey owns."""
    def sudo_set_admin_freeze_window(self, signer: str | None = None, /, *, window: int) -> R:
        """Sets the blocks before a subnet's payout in which its owner cannot change its settings."""
    def sudo_set_owner_hparam_rate_limit(self, signer: str | None = None, /, *, epochs: int) -> R:
        """Sets the tempos between two changes of one setting of a subnet by its owner. 0 for no limit."""
    def sudo_trim_to_max_allowed_uids(self, signer: str | None = None, /, *, netuid: int, max_n: int) -> R:
        """Removes neurons until `max_n` are left, and makes that the maximum: those with the lowest emission first, none that
        is immune. From the maximum of validators to the present maximum of neurons, or the call fails with `ValueNotInBounds`.
        Fails with `TrimmingWouldExceedMaxImmunePercentage` if more than 80 % of those left would be immune. Neurons with UIDs
        from `max_n` on get the free UIDs, weights and bonds follow, and commitments to weights end."""
    def sudo_set_recycle_or_burn(self, signer: str | None = None, /, *, netuid: int, recycle_or_burn: Any) -> R:
        """Sets how the emission of the owner's own miners is withheld."""
    def sudo_set_start_call_delay(self, signer: str | None = None, /, *, delay: int) -> R:
        """Sets the blocks between a subnet's registration and its start."""
    def sudo_set_coldkey_swap_announcement_delay(self, signer: str | None = None, /, *, duration: int) -> R:
        """Sets the blocks between the announcement of a coldkey's swap and the swap. Those that are announced keep their
        block."""
    def sudo_set_coldkey_swap_reannouncement_delay(self, signer: str | None = None, /, *, duration: int) -> R:
        """Sets the blocks between the block for which a coldkey's swap is announced and another announcement, or its end."""
    def sudo_set_burn_half_life(self, signer: str | None = None, /, *, netuid: int, burn_half_life: int) -> R:
        """Sets the blocks in which the price of a neuron halves. At least 1."""
    def sudo_set_burn_increase_mult(self, signer: str | None = None, /, *, netuid: int, burn_increase_mult: Any) -> R:
        """Sets the factor by which a registration raises the price of the next neuron. From 1 to 10."""
    def sudo_set_owner_cut_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Turns the owner's cut of the subnet's alpha on or off, from the next block on. Off, miners and validators get it."""
    def sudo_set_min_childkey_take_per_subnet(self, signer: str | None = None, /, *, netuid: int, take: int) -> R:
        """Sets the minimum take of a child at the subnet, in parts of 65 535. At most the network's maximum. Lower takes that
        were set before count as this minimum."""
    def sudo_set_subnet_emission_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Turns the emission of TAO into the pool of a subnet on or off, from the next block on. Off, the other subnets share
        it; the alpha for the owner, miners and validators is minted all the same."""
    def sudo_set_owner_cut_auto_lock_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Accepts `false` only: this chain has no locks. Any other value fails with `NoSuchRule`."""
    def sudo_set_max_epochs_per_block(self, signer: str | None = None, /, *, max_epochs_per_block: int) -> R:
        """Sets the maximum number of subnets that pay out in one block. From 1 to 32."""
    def sudo_set_activity_cutoff_factor(self, signer: str | None = None, /, *, netuid: int, factor_milli: int) -> R:
        """Sets the blocks after which a validator that sets no weights is inactive, in thousandths of the tempo, from 1 000 to
        50 000. The cutoff follows the tempo, from 360 to 65 535 blocks."""
    def sudo_set_emission_bar_quantile(self, signer: str | None = None, /, *, quantile: Any) -> R:
        """Sets the part of all shares, summed from the largest, that reaches the bar of the emission policy `Gate`. Between 0
        and 1. It holds while the rank is 0: see [`sudo_set_emission_bar_rank`](Self::sudo_set_emission_bar_rank)."""
    def sudo_set_emission_gate_exponent(self, signer: str | None = None, /, *, exponent: Any) -> R:
        """Sets the exponent of the emission policy `Gate`. A whole number from 1 to 8."""
    def sudo_set_emission_bar_rank(self, signer: str | None = None, /, *, rank: int) -> R:
        """Sets the rank of the subnet whose share is the bar of the emission policy `Gate`. At most 128; 0 for a bar by
        quantile."""
    def sudo_set_emission_top_n(self, signer: str | None = None, /, *, subnets: int) -> R:
        """Sets the number of subnets that share emission under the policy `TopN`. From 1 to 128."""
    def sudo_set_emission_upper_tier(self, signer: str | None = None, /, *, subnets: int) -> R:
        """Sets the number of subnets in the upper tier of the emission policy `Tiers`. From 1 to 128."""
    def sudo_set_emission_lower_tier(self, signer: str | None = None, /, *, subnets: int) -> R:
        """Sets the number of subnets in the lower tier of the emission policy `Tiers`. At most 128; 0 for none."""
    def sudo_set_emission_upper_share(self, signer: str | None = None, /, *, share: Any) -> R:
        """Sets the upper tier's part of a block's TAO under the emission policy `Tiers`. Between 0 and 1."""
    def sudo_set_emission_buy_limit(self, signer: str | None = None, /, *, part: Any) -> R:
        """Sets the part of a pool's TAO that may buy alpha a day under the injection rule `CappedBuy`. From 0 to 1."""

class Drand(Generic[R]):
    """The calls of the pallet."""

    def write_pulse(self, signer: str | None = None, /, *, round: int, signature: Any) -> R:
        """Stores the pulse of a round: the beacon's signature, a compressed point of 48 bytes. Any signed origin may; so may
        the author's node, unsigned."""

class Swap(Generic[R]):
    """The calls of the pallet."""

    def set_fee_rate(self, signer: str | None = None, /, *, netuid: int, rate: int) -> R:
        """Sets the fee of a subnet's trades, in parts of 65 535 of the input. Root origin."""

class MevShield(Generic[R]):
    """The calls of the pallet."""

    def announce_next_key(self, signer: str | None = None, /, *, public_key: Any) -> R:
        """Announces the key of this block's author. An inherent: the author's node includes it once in each block, and it
        cannot be sent as a transaction."""
    def submit_encrypted(self, signer: str | None = None, /, *, ciphertext: Any) -> R:
        """Submits an encrypted transaction. Any signed origin may; the fee is that of any transaction of this length, and of
        the time of [decryption](crate::OPENING)."""

class MultiBlockMigrations(Generic[R]):
    """The calls of the pallet."""

    def force_set_cursor(self, signer: str | None = None, /, *, cursor: Any | None = None) -> R:
        """Allows root to set a cursor to forcefully start, stop or forward the migration process."""
    def force_set_active_cursor(self, signer: str | None = None, /, *, index: int, inner_cursor: Any | None = None, started_at: int | None = None) -> R:
        """Allows root to set an active cursor to forcefully start/forward the migration process."""
    def force_onboard_mbms(self, signer: str | None = None, /) -> R:
        """Forces the onboarding of the migrations."""
    def clear_historic(self, signer: str | None = None, /, *, selector: Any) -> R:
        """Clears the `Historic` set."""

class CallMethods(Generic[R]):
    """Every call of the runtime as a method."""

    @property
    def System(self) -> System[R]: ...
    @property
    def Timestamp(self) -> Timestamp[R]: ...
    @property
    def Grandpa(self) -> Grandpa[R]: ...
    @property
    def Balances(self) -> Balances[R]: ...
    @property
    def SubtensorModule(self) -> SubtensorModule[R]: ...
    @property
    def Utility(self) -> Utility[R]: ...
    @property
    def Sudo(self) -> Sudo[R]: ...
    @property
    def Multisig(self) -> Multisig[R]: ...
    @property
    def Proxy(self) -> Proxy[R]: ...
    @property
    def Commitments(self) -> Commitments[R]: ...
    @property
    def AdminUtils(self) -> AdminUtils[R]: ...
    @property
    def Drand(self) -> Drand[R]: ...
    @property
    def Swap(self) -> Swap[R]: ...
    @property
    def MevShield(self) -> MevShield[R]: ...
    @property
    def MultiBlockMigrations(self) -> MultiBlockMigrations[R]: ...
    def remark(self, signer: str | None = None, /, *, remark: str | bytes) -> R:
        """Make some on-chain remark."""
    def set_heap_pages(self, signer: str | None = None, /, *, pages: int) -> R:
        """Set the number of pages in the WebAssembly environment's heap."""
    def set_code(self, signer: str | None = None, /, *, code: str | bytes) -> R:
        """Set the new runtime code."""
    def set_code_without_checks(self, signer: str | None = None, /, *, code: str | bytes) -> R:
        """Set the new runtime code without doing any checks of the given `code`."""
    def set_storage(self, signer: str | None = None, /, *, items: Iterable[Any]) -> R:
        """Set some items of storage."""
    def kill_storage(self, signer: str | None = None, /, *, keys: Iterable[Any]) -> R:
        """Kill some items from storage."""
    def kill_prefix(self, signer: str | None = None, /, *, prefix: Any, subkeys: int) -> R:
        """Kill all storage items with a key that starts with the given prefix."""
    def remark_with_event(self, signer: str | None = None, /, *, remark: str | bytes) -> R:
        """Make some on-chain remark and emit event."""
    def authorize_upgrade(self, signer: str | None = None, /, *, code_hash: str | bytes) -> R:
        """Authorize an upgrade to a given `code_hash` for the runtime. The runtime can be supplied later."""
    def authorize_upgrade_without_checks(self, signer: str | None = None, /, *, code_hash: str | bytes) -> R:
        """Authorize an upgrade to a given `code_hash` for the runtime. The runtime can be supplied later."""
    def apply_authorized_upgrade(self, signer: str | None = None, /, *, code: str | bytes) -> R:
        """Provide the preimage (runtime binary) `code` for an upgrade that has been authorized."""
    def set(self, signer: str | None = None, /, *, now: Any) -> R:
        """Set the current time."""
    def report_equivocation(self, signer: str | None = None, /, *, equivocation_proof: Any, key_owner_proof: Any) -> R:
        """Report voter equivocation/misbehavior. This method will verify the equivocation proof and validate the given key
        ownership proof against the extracted offender. If both are valid, the offence will be reported."""
    def report_equivocation_unsigned(self, signer: str | None = None, /, *, equivocation_proof: Any, key_owner_proof: Any) -> R:
        """Report voter equivocation/misbehavior. This method will verify the equivocation proof and validate the given key
        ownership proof against the extracted offender. If both are valid, the offence will be reported."""
    def note_stalled(self, signer: str | None = None, /, *, delay: int, best_finalized_block_number: int) -> R:
        """Note that the current authority set of the GRANDPA finality gadget has stalled."""
    def transfer_allow_death(self, signer: str | None = None, /, *, dest: Account, value: AmountLike) -> R:
        """Transfer some liquid free balance to another account."""
    def force_transfer(self, signer: str | None = None, /, *, source: Account, dest: Account, value: AmountLike) -> R:
        """Exactly as `transfer_allow_death`, except the origin must be root and the source account may be specified."""
    def transfer_keep_alive(self, signer: str | None = None, /, *, dest: Account, value: AmountLike) -> R:
        """Same as the [`transfer_allow_death`] call, but with a check that the transfer will not kill the origin account."""
    def transfer_all(self, signer: str | None = None, /, *, dest: Account, keep_alive: bool) -> R:
        """Transfer the entire transferable balance from the caller account."""
    def force_unreserve(self, signer: str | None = None, /, *, who: Account, amount: AmountLike) -> R:
        """Unreserve some balance from a user by force."""
    def upgrade_accounts(self, signer: str | None = None, /, *, who: Iterable[Account]) -> R:
        """Upgrade a specified account."""
    def force_set_balance(self, signer: str | None = None, /, *, who: Account, new_free: AmountLike) -> R:
        """Set the regular balance of a given account."""
    def force_adjust_total_issuance(self, signer: str | None = None, /, *, direction: Any, delta: AmountLike) -> R:
        """Adjust the total issuance in a saturating way."""
    def burn(self, signer: str | None = None, /, *, value: AmountLike, keep_alive: bool) -> R:
        """Burn the specified liquid free balance from the origin account."""
    def set_weights(self, signer: str | None = None, /, *, netuid: int, dests: Iterable[int], weights: Iterable[int], version_key: int) -> R:
        """Sets a validator's weights. For the validator's hotkey. Weights are stored in parts of 65 535 of the highest. A
        neuron that names only itself needs no permit, and no minimum number of weights applies."""
    def add_stake(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount_staked: AmountLike) -> R:
        """Buys alpha of a subnet for TAO and stakes it to a hotkey. At root the TAO itself is staked."""
    def remove_stake(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount_unstaked: AmountLike) -> R:
        """Sells staked alpha of a subnet for TAO. At root the TAO itself is returned. `u64::MAX` is the whole position."""
    def serve_axon(self, signer: str | None = None, /, *, netuid: int, version: int, ip: int, port: int, ip_type: int, protocol: int, placeholder1: int, placeholder2: int) -> R:
        """Announces the address of a neuron. For the neuron's hotkey. Removes an earlier certificate. The IP 0 announces that
        the neuron has no address any more."""
    def serve_prometheus(self, signer: str | None = None, /, *, netuid: int, version: int, ip: int, port: int, ip_type: int) -> R:
        """Announces the address of a neuron's metrics. For the neuron's hotkey."""
    def burned_register(self, signer: str | None = None, /, *, netuid: int, hotkey: Account) -> R:
        """Registers a neuron: buys alpha at the current price of a neuron and recycles it. For the hotkey's owner; the caller
        becomes the owner of a hotkey that has none, and pays by how much the price of its state ([`ledger::state`]) is
        higher."""
    def set_root_weights(self, signer: str | None = None, /, *, hotkey: Account, dests: Iterable[int], weights: Iterable[int]) -> R:
        """Sets the vote of a hotkey with a seat at root on subnets, for the policy `RootVote`. Only proportions matter. An
        empty vote removes the vote but not the seat. For the hotkey's owner."""
    def serve_axon_tls(self, signer: str | None = None, /, *, netuid: int, version: int, ip: int, port: int, ip_type: int, protocol: int, placeholder1: int, placeholder2: int, certificate: str | bytes) -> R:
        """Like [`Pallet::serve_axon`], with a certificate: one byte for the kind of the key, and the key that encrypts
        connections."""
    def register_network(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Registers a subnet. Its cost becomes the TAO of its pool, and the hotkey becomes its first neuron. If the number of
        subnets is at its limit, the one with the lowest moving price is dissolved to make room."""
    def dissolve_network(self, signer: str | None = None, /, *, coldkey: Account, netuid: int) -> R:
        """Dissolves a subnet. Root origin; the coldkey is ignored."""
    def root_register(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Takes a seat at root for a hotkey: a free one, or that of the hotkey with the least stake at root. For the hotkey's
        owner; the caller becomes the owner of a hotkey that has none, and pays for its state ([`ledger::state`])."""
    def decrease_take(self, signer: str | None = None, /, *, hotkey: Account, take: int) -> R:
        """Decreases a hotkey's take from its nominators' dividends, in parts of 65 535. For the hotkey's owner."""
    def increase_take(self, signer: str | None = None, /, *, hotkey: Account, take: int) -> R:
        """Increases a hotkey's take from its nominators' dividends, in parts of 65 535. For the hotkey's owner."""
    def set_children(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, children: Iterable[Any]) -> R:
        """Assigns proportions (in parts of 2⁶⁴ − 1) of a hotkey's stake weight at a subnet to children. They become active at
        the subnet's first epoch after [`PendingChildKeyCooldown`] blocks, if the hotkey's own stake still suffices then.
        Replaces an assignment that is still pending. An empty list removes all children, and those that are pending, at once
        and at any time. For the hotkey's owner."""
    def set_identity(self, signer: str | None = None, /, *, name: str | bytes, url: str | bytes, github_repo: str | bytes, image: str | bytes, discord: str | bytes, description: str | bytes, additional: str | bytes) -> R:
        """Sets the identity of a coldkey that owns a hotkey. Costs the price of the state that it adds ([`ledger::state`])."""
    def sudo_set_tx_childkey_take_rate_limit(self, signer: str | None = None, /, *, tx_rate_limit: int) -> R:
        """Sets the blocks between two increases of a child's take. Root origin."""
    def swap_hotkey(self, signer: str | None = None, /, *, hotkey: Account, new_hotkey: Account, netuid: int | None = None) -> R:
        """Replaces a hotkey by another: its neurons, its children and parents, also those that are pending, its last dividends
        and its stake, at one subnet or everywhere. For the owner of both; a new hotkey without an owner becomes the coldkey's.
        A swap everywhere costs [`Config::KeySwapCost`], one at a subnet the price of a new hotkey's state ([`ledger::state`]);
        the TAO leaves issuance."""
    def swap_coldkey(self, signer: str | None = None, /, *, old_coldkey: Account, new_coldkey: Account, swap_cost: AmountLike) -> R:
        """Replaces a coldkey by another at once, or goes on with that. All that [`Pallet::swap_coldkey_announced`] moves moves.
        An announcement and a dispute end with the swap; until it has moved everything, the old coldkey is frozen, and can go on
        with it itself. Root origin."""
    def swap_hotkey_v2(self, signer: str | None = None, /, *, hotkey: Account, new_hotkey: Account, netuid: int | None = None, keep_stake: bool) -> R:
        """Like [`Pallet::swap_hotkey`]; with `keep_stake` the stake stays with the old hotkey."""
    def set_childkey_take(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, take: int) -> R:
        """Sets a child's take from its earnings for parents of other owners, in parts of 65 535. For the hotkey's owner."""
    def sudo_set_min_childkey_take(self, signer: str | None = None, /, *, take: int) -> R:
        """Sets the minimum take of a child, in parts of 65 535. Root origin."""
    def sudo_set_max_childkey_take(self, signer: str | None = None, /, *, take: int) -> R:
        """Sets the maximum take of a child, in parts of 65 535. Root origin."""
    def set_subnet_identity(self, signer: str | None = None, /, *, netuid: int, subnet_name: str | bytes, github_repo: str | bytes, subnet_contact: str | bytes, subnet_url: str | bytes, discord: str | bytes, description: str | bytes, logo_url: str | bytes, additional: str | bytes) -> R:
        """Sets the identity of a subnet. For its owner. Costs the price of the state that it adds ([`ledger::state`])."""
    def register_network_with_identity(self, signer: str | None = None, /, *, hotkey: Account, identity: Any | None = None) -> R:
        """Like [`Pallet::register_network`], and sets the subnet's identity."""
    def batch_set_weights(self, signer: str | None = None, /, *, netuids: Iterable[Any], weights: Iterable[Iterable[Any]], version_keys: Iterable[Any]) -> R:
        """Sets weights at several subnets. Each item succeeds or fails on its own, like [`Pallet::set_weights`]. For the
        validator's hotkey."""
    def unstake_all(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Sells all stake with a hotkey at every subnet, and withdraws its stake at root. Positions that cannot be sold
        stay."""
    def unstake_all_alpha(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Sells all alpha with a hotkey and stakes the TAO at root with the same hotkey. Positions that cannot be sold stay."""
    def move_stake(self, signer: str | None = None, /, *, origin_hotkey: Account, destination_hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike) -> R:
        """Moves stake to another hotkey: unchanged within a subnet, through TAO to another subnet. `u64::MAX` is the whole
        position."""
    def transfer_stake(self, signer: str | None = None, /, *, destination_coldkey: Account, hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike) -> R:
        """Transfers stake to another coldkey, with the same hotkey: unchanged within a subnet, through TAO to another
        subnet."""
    def swap_stake(self, signer: str | None = None, /, *, hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike) -> R:
        """Moves stake to another subnet with the same hotkey: alpha for TAO for alpha."""
    def add_stake_limit(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount_staked: AmountLike, limit_price: AmountLike, allow_partial: bool) -> R:
        """Like [`Pallet::add_stake`], but the price after the purchase may not exceed `limit_price` (rao of TAO per whole
        alpha). With `allow_partial` as much of the amount is staked as the limit allows, else all or nothing."""
    def remove_stake_limit(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount_unstaked: AmountLike, limit_price: AmountLike, allow_partial: bool) -> R:
        """Like [`Pallet::remove_stake`], but the price after the sale may not be below `limit_price` (rao of TAO per whole
        alpha). With `allow_partial` as much of the amount is sold as the limit allows, else all or nothing."""
    def swap_stake_limit(self, signer: str | None = None, /, *, hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike, limit_price: AmountLike, allow_partial: bool) -> R:
        """Like [`Pallet::swap_stake`], but the ratio of the origin's price to the destination's, after the exchange, may not be
        below `limit_price` (in rao: 10⁹ is a ratio of one). With `allow_partial` as much is moved as the limit allows."""
    def try_associate_hotkey(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Makes the signer the owner of a hotkey that has none, for the price of its state ([`ledger::state`]), which leaves
        issuance."""
    def start_call(self, signer: str | None = None, /, *, netuid: int) -> R:
        """Starts a subnet: its alpha can be traded, and it receives emission from the next block on. For its owner. Root counts
        as started: for root the call succeeds and changes nothing, whoever sends it."""
    def commit_weights(self, signer: str | None = None, /, *, netuid: int, commit_hash: Any) -> R:
        """Commits to the hash of weights that are revealed later: see [`RevealedWeights`]. For the validator's hotkey."""
    def reveal_weights(self, signer: str | None = None, /, *, netuid: int, uids: Iterable[int], values: Iterable[int], salt: Iterable[int], version_key: int) -> R:
        """Reveals weights that were committed, and sets them. Removes that commitment and all before it. Only in the epoch that
        comes [`RevealPeriodEpochs`] after the commitment's. For the validator's hotkey."""
    def batch_reveal_weights(self, signer: str | None = None, /, *, netuid: int, uids_list: Iterable[Iterable[int]], values_list: Iterable[Iterable[int]], salts_list: Iterable[Iterable[int]], version_keys: Iterable[int]) -> R:
        """Reveals several weights that were committed, one after the other, oldest first; all or none. For the validator's
        hotkey."""
    def batch_commit_weights(self, signer: str | None = None, /, *, netuids: Iterable[Any], commit_hashes: Iterable[Any]) -> R:
        """Commits to weights at several subnets. Each item succeeds or fails on its own, like [`Pallet::commit_weights`]. For
        the validator's hotkey."""
    def recycle_alpha(self, signer: str | None = None, /, *, hotkey: Account, amount: AmountLike, netuid: int) -> R:
        """Removes alpha from the caller's stake and from issuance: the emission schedule will issue it again."""
    def burn_alpha(self, signer: str | None = None, /, *, hotkey: Account, amount: AmountLike, netuid: int) -> R:
        """Removes alpha from the caller's stake for good. It stays issued and belongs to nobody."""
    def remove_stake_full_limit(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, limit_price: AmountLike | None = None) -> R:
        """Sells all stake with a hotkey at a subnet; with `limit_price` (rao of TAO per whole alpha) only if the price after
        the sale is not below it."""
    def set_pending_childkey_cooldown(self, signer: str | None = None, /, *, cooldown: int) -> R:
        """Sets the blocks for which new children are pending. Root origin."""
    def update_symbol(self, signer: str | None = None, /, *, netuid: int, symbol: str | bytes) -> R:
        """Sets the symbol of a subnet's token: one character that no other subnet has. For its owner, or root."""
    def commit_timelocked_weights(self, signer: str | None = None, /, *, netuid: int, commit: Any, reveal_round: int, commit_reveal_version: int) -> R:
        """Commits to weights that are encrypted to a round of the beacon. When the pulse of the round is stored, in the epoch
        that comes [`RevealPeriodEpochs`] after this one, the chain opens them and sets them: see
        [`validator_weights::timelocked`]. A commitment of the same epoch is replaced. For the validator's hotkey."""
    def set_coldkey_auto_stake_hotkey(self, signer: str | None = None, /, *, netuid: int, hotkey: Account) -> R:
        """Sets the hotkey to which all earnings of a coldkey's miners at a subnet are staked."""
    def commit_mechanism_weights(self, signer: str | None = None, /, *, netuid: int, mecid: int, commit_hash: Any) -> R:
        """Like [`Pallet::commit_weights`], for a mechanism of a subnet. The only mechanism is number 0, and the commitment is
        to the same bytes."""
    def reveal_mechanism_weights(self, signer: str | None = None, /, *, netuid: int, mecid: int, uids: Iterable[int], values: Iterable[int], salt: Iterable[int], version_key: int) -> R:
        """Like [`Pallet::reveal_weights`], for a mechanism of a subnet. The only mechanism is number 0."""
    def commit_timelocked_mechanism_weights(self, signer: str | None = None, /, *, netuid: int, mecid: int, commit: Any, reveal_round: int, commit_reveal_version: int) -> R:
        """Like [`Pallet::commit_timelocked_weights`], for a mechanism of a subnet. The only mechanism is number 0."""
    def set_mechanism_weights(self, signer: str | None = None, /, *, netuid: int, mecid: int, dests: Iterable[int], weights: Iterable[int], version_key: int) -> R:
        """Like [`Pallet::set_weights`], for a mechanism of a subnet. The only mechanism is number 0."""
    def root_dissolve_network(self, signer: str | None = None, /, *, netuid: int) -> R:
        """Dissolves a subnet: runs a final payout, removes its records, and divides the TAO of its pool by all its alpha, in
        the pool and outside. The holders are paid, those beyond this block's limit in the next blocks; the parts for the pool's
        own alpha and for alpha that nobody holds leave issuance. Root origin."""
    def claim_root(self, signer: str | None = None, /, *, subnets: Iterable[int]) -> R:
        """Claims the alpha of up to five subnets, or of all if root is among them, that a coldkey has earned at root with all
        its hotkeys: as TAO staked at root, or as alpha, according to [`RootClaimType`]. Amounts below a subnet's
        [`RootClaimableThreshold`], or that cannot be sold now, stay claimable. Without anything to claim it does nothing."""
    def set_root_claim_type(self, signer: str | None = None, /, *, new_root_claim_type: Any) -> R:
        """Sets the form in which a coldkey claims its earnings at root: TAO, alpha, or alpha of some subnets and TAO for the
        others."""
    def sudo_set_root_claim_threshold(self, signer: str | None = None, /, *, netuid: int, new_value: int) -> R:
        """Sets the minimum alpha of a subnet per claim, in rao. For its owner, or root. That of root holds at each subnet
        without one of its own."""
    def announce_coldkey_swap(self, signer: str | None = None, /, *, new_coldkey_hash: Any) -> R:
        """Announces that the coldkey will be replaced by another, whose account has this Blake2 hash, in
        [`ColdkeySwapAnnouncementDelay`] blocks or later. From now on the coldkey is frozen: no transaction is accepted that
        acts for it, except the calls of its swap and encrypted ones that contain these. The first announcement costs
        [`Config::KeySwapCost`], which leaves issuance."""
    def swap_coldkey_announced(self, signer: str | None = None, /, *, new_coldkey: Account) -> R:
        """Replaces the signer, a coldkey, by the one that it has announced: its stake with its claims, hotkeys, subnets,
        identity, choices, and at the end its free balance. See [`lifecycle::swap_coldkey`] for what stays."""
    def dispute_coldkey_swap(self, signer: str | None = None, /) -> R:
        """Disputes the swap that the signer, a coldkey, has announced, or that somebody has announced who has its key, too. No
        transaction of the coldkey is accepted any more until root decides, by [`Pallet::reset_coldkey_swap`] or
        [`Pallet::swap_coldkey`]."""
    def reset_coldkey_swap(self, signer: str | None = None, /, *, coldkey: Account) -> R:
        """Ends a coldkey's swap with its dispute: the coldkey is no longer frozen. What has moved already has moved. Root
        origin."""
    def add_stake_burn(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount: AmountLike, limit: AmountLike | None = None) -> R:
        """Buys alpha with the caller's TAO and burns it: it stays issued and belongs to nobody. With `limit` (rao of TAO per
        whole alpha) only if the price after the purchase does not exceed it. The TAO counts as the subnet's revenue. The hotkey
        is named in the events alone."""
    def clear_coldkey_swap_announcement(self, signer: str | None = None, /) -> R:
        """Withdraws the announcement of the signer, a coldkey, [`ColdkeySwapReannouncementDelay`] blocks after the block for
        which it is announced or later. The coldkey is no longer frozen."""
    def register_limit(self, signer: str | None = None, /, *, netuid: int, hotkey: Account, limit_price: int) -> R:
        """Like [`Pallet::burned_register`], if the price of the neuron is at most `limit_price` rao."""
    def lock_stake(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, amount: AmountLike) -> R:
        """Locks stake at a subnet, in favour of a hotkey, or adds to that lock. The signer's stake there, with all hotkeys
        together, cannot be taken out below what is locked. The lock decays: half is left after 90 days. Meanwhile it gains
        conviction, which is shown and decides nothing: see [`ledger::locks`]. For the price of its state
        ([`ledger::state`])."""
    def move_lock(self, signer: str | None = None, /, *, destination_hotkey: Account, netuid: int) -> R:
        """Lets the signer's lock at a subnet favour another hotkey. Its conviction is kept if one coldkey owns both hotkeys,
        and begins at zero otherwise."""
    def set_perpetual_lock(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Makes the signer's lock at a subnet perpetual, so that it does not decay, or lets it decay from now on."""
    def set_tempo(self, signer: str | None = None, /, *, netuid: int, tempo: int) -> R:
        """Sets the blocks between two payouts of a subnet. For its owner."""
    def set_activity_cutoff_factor(self, signer: str | None = None, /, *, netuid: int, factor_milli: int) -> R:
        """Sets the activity cutoff of a subnet, in thousandths of its tempo: the cutoff is that part of the tempo, from 360 to
        65 535 blocks, also after a change of the tempo. For its owner."""
    def set_reject_locked_alpha(self, signer: str | None = None, /, *, enabled: bool) -> R:
        """Lets the signer refuse stake with a lock, as everybody does at first, or accept it from anybody. For the price of the
        state ([`ledger::state`]) if it accepts it."""
    def set_emission_policy(self, signer: str | None = None, /, *, policy: int) -> R:
        """Sets the emission policy, by which a block's TAO is shared among the subnets, from the next block on: 0 by moving
        price, 1 by root's vote, 2 by net flow, 3 by gross flow, 4 by price less withheld alpha, 5 by price through a gate, 6 by
        price for the largest, 7 by price in tiers, 8 by revenue. See [`emission::policies`]. Root origin."""
    def set_root_dividends(self, signer: str | None = None, /, *, rule: Any) -> R:
        """Sets the rule for root's share of alpha from the next block on: sold for TAO, or claimable. Shares that are already
        sold or kept are paid out as they are. Root origin."""
    def set_injection(self, signer: str | None = None, /, *, rule: Any) -> R:
        """Sets the rule for TAO that the alpha schedule cannot balance, from the next block on: it lifts the price, buys alpha,
        or buys alpha within [`EmissionBuyLimit`]. Root origin."""
    def move_stake_limit(self, signer: str | None = None, /, *, origin_hotkey: Account, destination_hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike, limit_price: AmountLike, allow_partial: bool) -> R:
        """Like [`Pallet::move_stake`], but between subnets the ratio of the origin's price to the destination's, after the
        exchange, may not be below `limit_price` (in rao: 10⁹ is a ratio of one). With `allow_partial` as much is moved as the
        limit allows. Within a subnet nothing is traded, and the limit has no meaning."""
    def transfer_stake_and_hotkey(self, signer: str | None = None, /, *, destination_coldkey: Account, origin_hotkey: Account, destination_hotkey: Account, origin_netuid: int, destination_netuid: int, alpha_amount: AmountLike) -> R:
        """Transfers stake to another coldkey and another hotkey: unchanged within a subnet, through TAO to another subnet."""
    def claim_root_with_hotkey(self, signer: str | None = None, /, *, hotkey: Account) -> R:
        """Claims the alpha of all subnets that a coldkey has earned at root with one hotkey, as [`Pallet::claim_root`] does.
        Without anything to claim it does nothing."""
    def choose_coldkey(self, signer: str | None = None, /, *, coldkey: Account) -> R:
        """Chooses the coldkey that alone can adopt the signer, a hotkey, by [`Pallet::try_associate_hotkey`] or a registration.
        The signer's account pays for the state ([`ledger::state`]), unless it had an owner: its record is replaced."""
    def drop_parents(self, signer: str | None = None, /, *, hotkey: Account, netuid: int, parents: Any) -> R:
        """Drops parents of a hotkey at a subnet, at once: their stake weight is their own again. Named hotkeys that are not its
        parents are ignored. For the hotkey's owner."""
    def batch(self, signer: str | None = None, /, *, calls: Iterable[Call]) -> R:
        """Send a batch of dispatch calls."""
    def as_derivative(self, signer: str | None = None, /, *, index: int, call: Call) -> R:
        """Send a call through an indexed pseudonym of the sender."""
    def batch_all(self, signer: str | None = None, /, *, calls: Iterable[Call]) -> R:
        """Send a batch of dispatch calls and atomically execute them. The whole transaction will rollback and fail if any of
        the calls failed."""
    def dispatch_as(self, signer: str | None = None, /, *, as_origin: Any, call: Call) -> R:
        """Dispatches a function call with a provided origin."""
    def force_batch(self, signer: str | None = None, /, *, calls: Iterable[Call]) -> R:
        """Send a batch of dispatch calls. Unlike `batch`, it allows errors and won't interrupt."""
    def with_weight(self, signer: str | None = None, /, *, call: Call, weight: Any) -> R:
        """Dispatch a function call with a specified weight."""
    def if_else(self, signer: str | None = None, /, *, main: Call, fallback: Call) -> R:
        """Dispatch a fallback call in the event the main call fails to execute. May be called from any origin except `None`."""
    def dispatch_as_fallible(self, signer: str | None = None, /, *, as_origin: Any, call: Call) -> R:
        """Dispatches a function call with a provided origin."""
    def sudo(self, signer: str | None = None, /, *, call: Call) -> R:
        """Authenticates the sudo key and dispatches a function call with `Root` origin."""
    def sudo_unchecked_weight(self, signer: str | None = None, /, *, call: Call, weight: Any) -> R:
        """Authenticates the sudo key and dispatches a function call with `Root` origin. This function does not check the weight
        of the call, and instead allows the Sudo user to specify the weight of the call."""
    def set_key(self, signer: str | None = None, /, *, new: Account) -> R:
        """Authenticates the current sudo key and sets the given AccountId (`new`) as the new sudo key."""
    def sudo_as(self, signer: str | None = None, /, *, who: Account, call: Call) -> R:
        """Authenticates the sudo key and dispatches a function call with `Signed` origin from a given account."""
    def remove_key(self, signer: str | None = None, /) -> R:
        """Permanently removes the sudo key."""
    def as_multi_threshold_1(self, signer: str | None = None, /, *, other_signatories: Iterable[Account], call: Call) -> R:
        """Immediately dispatch a multi-signature call using a single approval from the caller."""
    def as_multi(self, signer: str | None = None, /, *, threshold: int, other_signatories: Iterable[Account], maybe_timepoint: Any | None = None, call: Call, max_weight: Any) -> R:
        """Register approval for a dispatch to be made from a deterministic composite account if approved by a total of
        `threshold - 1` of `other_signatories`."""
    def approve_as_multi(self, signer: str | None = None, /, *, threshold: int, other_signatories: Iterable[Account], maybe_timepoint: Any | None = None, call_hash: str | bytes, max_weight: Any) -> R:
        """Register approval for a dispatch to be made from a deterministic composite account if approved by a total of
        `threshold - 1` of `other_signatories`."""
    def cancel_as_multi(self, signer: str | None = None, /, *, threshold: int, other_signatories: Iterable[Account], timepoint: Any, call_hash: str | bytes) -> R:
        """Cancel a pre-existing, on-going multisig transaction. Any deposit reserved previously for this operation will be
        unreserved on success."""
    def proxy(self, signer: str | None = None, /, *, real: Account, force_proxy_type: Any | None = None, call: Call) -> R:
        """Dispatch the given `call` from an account that the sender is authorised for through `add_proxy`."""
    def add_proxy(self, signer: str | None = None, /, *, delegate: Account, proxy_type: Any, delay: int) -> R:
        """Register a proxy account for the sender that is able to make calls on its behalf."""
    def remove_proxy(self, signer: str | None = None, /, *, delegate: Account, proxy_type: Any, delay: int) -> R:
        """Unregister a proxy account for the sender."""
    def remove_proxies(self, signer: str | None = None, /) -> R:
        """Unregister all proxy accounts for the sender."""
    def create_pure(self, signer: str | None = None, /, *, proxy_type: Any, delay: int, index: int) -> R:
        """Spawn a fresh new account that is guaranteed to be otherwise inaccessible, and initialize it with a proxy of
        `proxy_type` for `origin` sender."""
    def kill_pure(self, signer: str | None = None, /, *, spawner: Account, proxy_type: Any, index: int, height: int, ext_index: int) -> R:
        """Removes a previously spawned pure proxy."""
    def announce(self, signer: str | None = None, /, *, real: Account, call_hash: Any) -> R:
        """Publish the hash of a proxy-call that will be made in the future."""
    def remove_announcement(self, signer: str | None = None, /, *, real: Account, call_hash: Any) -> R:
        """Remove a given announcement."""
    def reject_announcement(self, signer: str | None = None, /, *, delegate: Account, call_hash: Any) -> R:
        """Remove the given announcement of a delegate."""
    def proxy_announced(self, signer: str | None = None, /, *, delegate: Account, real: Account, force_proxy_type: Any | None = None, call: Call) -> R:
        """Dispatch the given `call` from an account that the sender is authorized for through `add_proxy`."""
    def set_commitment(self, signer: str | None = None, /, *, netuid: int, info: Any) -> R:
        """Replaces the commitment of the signer's neuron at a subnet. Signed by the hotkey."""
    def set_max_space(self, signer: str | None = None, /, *, new_limit: int) -> R:
        """Sets the space that a neuron can use in a window. Root origin."""
    def sudo_set_default_take(self, signer: str | None = None, /, *, default_take: int) -> R:
        """Sets the maximum take of a hotkey, which is also the default, in parts of 65 535. At least the minimum."""
    def sudo_set_tx_rate_limit(self, signer: str | None = None, /, *, tx_rate_limit: int) -> R:
        """Sets the blocks between two swaps of hotkeys by one coldkey."""
    def sudo_set_serving_rate_limit(self, signer: str | None = None, /, *, netuid: int, serving_rate_limit: int) -> R:
        """Sets the blocks between two announcements of a neuron's endpoint."""
    def sudo_set_max_difficulty(self, signer: str | None = None, /, *, netuid: int, max_difficulty: int) -> R:
        """Accepts 0 only: this chain has no proof of work. Any other value fails with `NoSuchRule`."""
    def sudo_set_weights_version_key(self, signer: str | None = None, /, *, netuid: int, weights_version_key: int) -> R:
        """Sets the minimum version of the software of validators that set weights."""
    def sudo_set_weights_set_rate_limit(self, signer: str | None = None, /, *, netuid: int, weights_set_rate_limit: int) -> R:
        """Sets the blocks between two changes of a validator's weights."""
    def sudo_set_adjustment_alpha(self, signer: str | None = None, /, *, netuid: int, adjustment_alpha: int) -> R:
        """Accepts 0 only: this chain has no prices that move by intervals. Any other value fails with `NoSuchRule`."""
    def sudo_set_immunity_period(self, signer: str | None = None, /, *, netuid: int, immunity_period: int) -> R:
        """Sets the blocks in which a new neuron cannot be replaced."""
    def sudo_set_min_allowed_weights(self, signer: str | None = None, /, *, netuid: int, min_allowed_weights: int) -> R:
        """Sets the minimum number of weights that a validator sets. At most 256."""
    def sudo_set_max_allowed_uids(self, signer: str | None = None, /, *, netuid: int, max_allowed_uids: int) -> R:
        """Sets the maximum number of neurons. At most 256; at least the current number, and the maximum of validators."""
    def sudo_set_kappa(self, signer: str | None = None, /, *, netuid: int, kappa: int) -> R:
        """Sets kappa, the fraction of the stake that makes consensus, in parts of 65 535."""
    def sudo_set_rho(self, signer: str | None = None, /, *, netuid: int, rho: int) -> R:
        """Accepts 0 only: this chain has no rule of trust that depends on it. Any other value fails with `NoSuchRule`."""
    def sudo_set_activity_cutoff(self, signer: str | None = None, /, *, netuid: int, activity_cutoff: int) -> R:
        """Sets the blocks after which a validator that sets no weights is inactive. At least 360. Ends a factor of the
        tempo."""
    def sudo_set_network_registration_allowed(self, signer: str | None = None, /, *, netuid: int, registration_allowed: bool) -> R:
        """Allows or forbids registrations at a subnet; without them it receives no emission."""
    def sudo_set_network_pow_registration_allowed(self, signer: str | None = None, /, *, netuid: int, registration_allowed: bool) -> R:
        """Accepts `false` only: this chain has no proof of work. Any other value fails with `NoSuchRule`."""
    def sudo_set_min_burn(self, signer: str | None = None, /, *, netuid: int, min_burn: AmountLike) -> R:
        """Sets the minimum price of a neuron, in rao. From 1 000 rao to 1 TAO, at most the maximum."""
    def sudo_set_max_burn(self, signer: str | None = None, /, *, netuid: int, max_burn: AmountLike) -> R:
        """Sets the maximum price of a neuron, in rao. At least 0.1 TAO, at least the minimum."""
    def sudo_set_max_allowed_validators(self, signer: str | None = None, /, *, netuid: int, max_allowed_validators: int) -> R:
        """Sets the maximum number of validators. From 1 to 128, at most the maximum of neurons."""
    def sudo_set_bonds_moving_average(self, signer: str | None = None, /, *, netuid: int, bonds_moving_average: int) -> R:
        """Sets how slowly bonds follow weights, in parts of a million. At most 975 000."""
    def sudo_set_max_registrations_per_block(self, signer: str | None = None, /, *, netuid: int, max_registrations_per_block: int) -> R:
        """Sets the maximum number of registrations of neurons in a block."""
    def sudo_set_subnet_owner_cut(self, signer: str | None = None, /, *, subnet_owner_cut: int) -> R:
        """Sets the owner's cut of a subnet's alpha, in parts of 65 535."""
    def sudo_set_network_rate_limit(self, signer: str | None = None, /, *, rate_limit: int) -> R:
        """Sets the blocks between two registrations of subnets."""
    def sudo_set_tempo(self, signer: str | None = None, /, *, netuid: int, tempo: int) -> R:
        """Sets the blocks between two payouts; 0 for no payouts. By the owner from 360 to 50 400, as in
        `SubtensorModule.set_tempo`."""
    def sudo_set_network_immunity_period(self, signer: str | None = None, /, *, immunity_period: int) -> R:
        """Sets the blocks in which a new subnet cannot be dissolved to make room for another."""
    def sudo_set_network_min_lock_cost(self, signer: str | None = None, /, *, lock_cost: AmountLike) -> R:
        """Sets the minimum cost of a subnet, in rao. At least 10⁷, the minimum reserve of a pool; at most 21 million TAO."""
    def sudo_set_subnet_limit(self, signer: str | None = None, /, *, max_subnets: int) -> R:
        """Sets the maximum number of subnets, without root. From 1 to 128."""
    def sudo_set_lock_reduction_interval(self, signer: str | None = None, /, *, interval: int) -> R:
        """Sets the blocks in which the cost of a subnet falls by the cost of the last one. At least 1."""
    def sudo_set_stake_threshold(self, signer: str | None = None, /, *, min_stake: int) -> R:
        """Sets the minimum stake weight, in rao, of a validator that counts in consensus, sets weights or has children."""
    def sudo_set_tx_delegate_take_rate_limit(self, signer: str | None = None, /, *, tx_rate_limit: int) -> R:
        """Sets the blocks between two increases of a hotkey's take."""
    def sudo_set_min_delegate_take(self, signer: str | None = None, /, *, take: int) -> R:
        """Sets the minimum take of a hotkey, in parts of 65 535. At most the maximum."""
    def sudo_set_commit_reveal_weights_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Turns commit-reveal of weights on or off."""
    def sudo_set_liquid_alpha_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Turns liquid alpha on or off: the speed of bonds then depends on consensus."""
    def sudo_set_alpha_values(self, signer: str | None = None, /, *, netuid: int, alpha_low: int, alpha_high: int) -> R:
        """Sets the minimum and the maximum speed of bonds under liquid alpha, in parts of 65 535. At least 1 638, and the first
        not above the second, or the call fails with `InvalidAlphaValues`."""
    def sudo_set_commit_reveal_weights_interval(self, signer: str | None = None, /, *, netuid: int, interval: int) -> R:
        """Sets the epochs between a commitment and its reveal. From 1 to 100."""
    def sudo_set_bonds_penalty(self, signer: str | None = None, /, *, netuid: int, bonds_penalty: int) -> R:
        """Sets the share of a weight above consensus that is excluded from bonds, in parts of 65 535."""
    def sudo_set_toggle_transfer(self, signer: str | None = None, /, *, netuid: int, toggle: bool) -> R:
        """Allows or forbids transfers of stake at a subnet to another coldkey."""
    def sudo_set_subnet_moving_alpha(self, signer: str | None = None, /, *, alpha: Any) -> R:
        """Sets the full speed of the moving price, per block. From 0 to 1."""
    def sudo_set_subnet_owner_hotkey(self, signer: str | None = None, /, *, netuid: int, hotkey: Account) -> R:
        """Sets the hotkey of a subnet's owner. It must belong to the owner (`NonAssociatedColdKey`) and have a neuron at the
        subnet (`HotKeyNotRegisteredInSubNet`)."""
    def sudo_set_ema_price_halving_period(self, signer: str | None = None, /, *, netuid: int, ema_halving: int) -> R:
        """Sets the blocks after which the moving price follows with half of its full speed. At least 1."""
    def sudo_set_subtoken_enabled(self, signer: str | None = None, /, *, netuid: int, subtoken_enabled: bool) -> R:
        """Starts a subnet at once, whatever its owner does. `true` for one that has started changes nothing, and so does
        `false` for one that has not; to stop one fails with `NoSuchRule`."""
    def sudo_set_sn_owner_hotkey(self, signer: str | None = None, /, *, netuid: int, hotkey: Account) -> R:
        """Sets the hotkey of a subnet's owner. It must belong to the owner (`NonAssociatedColdKey`) and have a neuron at the
        subnet (`HotKeyNotRegisteredInSubNet`)."""
    def sudo_set_alpha_sigmoid_steepness(self, signer: str | None = None, /, *, netuid: int, steepness: int) -> R:
        """Sets the steepness of the dependence of the speed of bonds on consensus, in hundredths. By the owner at least 0."""
    def sudo_set_yuma3_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Turns Yuma 3, another rule for bonds, on or off."""
    def sudo_set_bonds_reset_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Lets neurons end the bonds of validators to them, by a commitment with the field `ResetBondsFlag`, or not."""
    def sudo_set_owner_immune_neuron_limit(self, signer: str | None = None, /, *, netuid: int, immune_neurons: int) -> R:
        """Sets the number of neurons of the owner that are never replaced, from 1 to 10: that of its hotkey, then those of the
        first hotkeys that its coldkey owns."""
    def sudo_set_admin_freeze_window(self, signer: str | None = None, /, *, window: int) -> R:
        """Sets the blocks before a subnet's payout in which its owner cannot change its settings."""
    def sudo_set_owner_hparam_rate_limit(self, signer: str | None = None, /, *, epochs: int) -> R:
        """Sets the tempos between two changes of one setting of a subnet by its owner. 0 for no limit."""
    def sudo_trim_to_max_allowed_uids(self, signer: str | None = None, /, *, netuid: int, max_n: int) -> R:
        """Removes neurons until `max_n` are left, and makes that the maximum: those with the lowest emission first, none that
        is immune. From the maximum of validators to the present maximum of neurons, or the call fails with `ValueNotInBounds`.
        Fails with `TrimmingWouldExceedMaxImmunePercentage` if more than 80 % of those left would be immune. Neurons with UIDs
        from `max_n` on get the free UIDs, weights and bonds follow, and commitments to weights end."""
    def sudo_set_recycle_or_burn(self, signer: str | None = None, /, *, netuid: int, recycle_or_burn: Any) -> R:
        """Sets how the emission of the owner's own miners is withheld."""
    def sudo_set_start_call_delay(self, signer: str | None = None, /, *, delay: int) -> R:
        """Sets the blocks between a subnet's registration and its start."""
    def sudo_set_coldkey_swap_announcement_delay(self, signer: str | None = None, /, *, duration: int) -> R:
        """Sets the blocks between the announcement of a coldkey's swap and the swap. Those that are announced keep their
        block."""
    def sudo_set_coldkey_swap_reannouncement_delay(self, signer: str | None = None, /, *, duration: int) -> R:
        """Sets the blocks between the block for which a coldkey's swap is announced and another announcement, or its end."""
    def sudo_set_burn_half_life(self, signer: str | None = None, /, *, netuid: int, burn_half_life: int) -> R:
        """Sets the blocks in which the price of a neuron halves. At least 1."""
    def sudo_set_burn_increase_mult(self, signer: str | None = None, /, *, netuid: int, burn_increase_mult: Any) -> R:
        """Sets the factor by which a registration raises the price of the next neuron. From 1 to 10."""
    def sudo_set_owner_cut_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Turns the owner's cut of the subnet's alpha on or off, from the next block on. Off, miners and validators get it."""
    def sudo_set_min_childkey_take_per_subnet(self, signer: str | None = None, /, *, netuid: int, take: int) -> R:
        """Sets the minimum take of a child at the subnet, in parts of 65 535. At most the network's maximum. Lower takes that
        were set before count as this minimum."""
    def sudo_set_subnet_emission_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Turns the emission of TAO into the pool of a subnet on or off, from the next block on. Off, the other subnets share
        it; the alpha for the owner, miners and validators is minted all the same."""
    def sudo_set_owner_cut_auto_lock_enabled(self, signer: str | None = None, /, *, netuid: int, enabled: bool) -> R:
        """Accepts `false` only: this chain has no locks. Any other value fails with `NoSuchRule`."""
    def sudo_set_max_epochs_per_block(self, signer: str | None = None, /, *, max_epochs_per_block: int) -> R:
        """Sets the maximum number of subnets that pay out in one block. From 1 to 32."""
    def sudo_set_activity_cutoff_factor(self, signer: str | None = None, /, *, netuid: int, factor_milli: int) -> R:
        """Sets the blocks after which a validator that sets no weights is inactive, in thousandths of the tempo, from 1 000 to
        50 000. The cutoff follows the tempo, from 360 to 65 535 blocks."""
    def sudo_set_emission_bar_quantile(self, signer: str | None = None, /, *, quantile: Any) -> R:
        """Sets the part of all shares, summed from the largest, that reaches the bar of the emission policy `Gate`. Between 0
        and 1. It holds while the rank is 0: see [`sudo_set_emission_bar_rank`](Self::sudo_set_emission_bar_rank)."""
    def sudo_set_emission_gate_exponent(self, signer: str | None = None, /, *, exponent: Any) -> R:
        """Sets the exponent of the emission policy `Gate`. A whole number from 1 to 8."""
    def sudo_set_emission_bar_rank(self, signer: str | None = None, /, *, rank: int) -> R:
        """Sets the rank of the subnet whose share is the bar of the emission policy `Gate`. At most 128; 0 for a bar by
        quantile."""
    def sudo_set_emission_top_n(self, signer: str | None = None, /, *, subnets: int) -> R:
        """Sets the number of subnets that share emission under the policy `TopN`. From 1 to 128."""
    def sudo_set_emission_upper_tier(self, signer: str | None = None, /, *, subnets: int) -> R:
        """Sets the number of subnets in the upper tier of the emission policy `Tiers`. From 1 to 128."""
    def sudo_set_emission_lower_tier(self, signer: str | None = None, /, *, subnets: int) -> R:
        """Sets the number of subnets in the lower tier of the emission policy `Tiers`. At most 128; 0 for none."""
    def sudo_set_emission_upper_share(self, signer: str | None = None, /, *, share: Any) -> R:
        """Sets the upper tier's part of a block's TAO under the emission policy `Tiers`. Between 0 and 1."""
    def sudo_set_emission_buy_limit(self, signer: str | None = None, /, *, part: Any) -> R:
        """Sets the part of a pool's TAO that may buy alpha a day under the injection rule `CappedBuy`. From 0 to 1."""
    def write_pulse(self, signer: str | None = None, /, *, round: int, signature: Any) -> R:
        """Stores the pulse of a round: the beacon's signature, a compressed point of 48 bytes. Any signed origin may; so may
        the author's node, unsigned."""
    def set_fee_rate(self, signer: str | None = None, /, *, netuid: int, rate: int) -> R:
        """Sets the fee of a subnet's trades, in parts of 65 535 of the input. Root origin."""
    def announce_next_key(self, signer: str | None = None, /, *, public_key: Any) -> R:
        """Announces the key of this block's author. An inherent: the author's node includes it once in each block, and it
        cannot be sent as a transaction."""
    def submit_encrypted(self, signer: str | None = None, /, *, ciphertext: Any) -> R:
        """Submits an encrypted transaction. Any signed origin may; the fee is that of any transaction of this length, and of
        the time of [decryption](crate::OPENING)."""
    def force_set_cursor(self, signer: str | None = None, /, *, cursor: Any | None = None) -> R:
        """Allows root to set a cursor to forcefully start, stop or forward the migration process."""
    def force_set_active_cursor(self, signer: str | None = None, /, *, index: int, inner_cursor: Any | None = None, started_at: int | None = None) -> R:
        """Allows root to set an active cursor to forcefully start/forward the migration process."""
    def force_onboard_mbms(self, signer: str | None = None, /) -> R:
        """Forces the onboarding of the migrations."""
    def clear_historic(self, signer: str | None = None, /, *, selector: Any) -> R:
        """Clears the `Historic` set."""
