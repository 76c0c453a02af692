//! The payout of a subnet at its tempo.

use super::{
    distribution::{weight_of_takes, Distribution, MAX_PAYOUT_DEBTS},
    policy::EmissionPolicies,
};
use crate::{
    children::{apply_pending, MAX_APPLIED},
    consensus::Epoch,
    ledger::position::Position,
    registry::{
        families::{Families, MAX_CHILDREN, MAX_SUBNET_PARENTS},
        mirrors::Mirrors,
        neurons::Neurons,
        schedule::{begin_epoch, payout_after},
    },
    settings::MAX_VALIDATORS,
    validator_weights::openings::note_epoch,
    ActiveEmissionPolicy, Config, Event, MaxAllowedValidators, MaxEpochsPerBlock, Pallet, PendingChildQueue,
    SubnetOwner, SubnetOwnerHotkey, WeightInfo,
};
use alloc::vec::Vec;
use dtao_primitives::{AlphaBalance, Books, NetUid, NumberedPool};
use frame_support::{defensive, traits::Get, weights::Weight};

/// The weight of a payout.
#[derive(Default)]
pub(crate) struct PayoutWeight {
    /// With the neurons that there were, but without families.
    pub neurons: Weight,
    /// The addition for the neurons' parents, and for children that count from now on.
    pub families: Weight,
    /// The addition for the commitments whose opening begins or ends.
    pub marked: Weight,
    /// The addition for the takes at root: debts of root's claims, and takes that are paid as TAO.
    pub takes: Weight,
}

/// The maximum number of children of all parents of a subnet together.
pub const MAX_LINKS: u32 = MAX_SUBNET_PARENTS * MAX_CHILDREN;

/// The maximum number of parents whose children become active at one payout.
const MAX_DUE: u32 = MAX_APPLIED as u32;

impl PayoutWeight {
    /// Returns the sum of the additions.
    pub(crate) fn added(&self) -> Weight {
        self.families.saturating_add(self.takes).saturating_add(self.marked)
    }

    /// Returns the maximum of [`Self::added`].
    pub(crate) fn most_added<T: Config>() -> Weight {
        most_added::<T>(MAX_VALIDATORS.into(), true)
    }
}

/// Returns the most that the payout of a subnet with so many neurons and validators can weigh, with `families` or without: children
/// that count, or will.
pub fn most_of_payout<T: Config>(neurons: u32, validators: u32, families: bool) -> Weight {
    T::WeightInfo::epoch(neurons, validators, neurons, 0).saturating_add(most_added::<T>(validators, families))
}

/// Returns the most that families, commitments and takes at root can add to a payout. Dividends are paid to the validators, the
/// owner's hotkey, and all parents.
fn most_added<T: Config>(validators: u32, families: bool) -> Weight {
    let paid = validators.saturating_add(1).saturating_add(MAX_SUBNET_PARENTS);
    let others = weight_of_takes::<T>(MAX_PAYOUT_DEBTS, paid).saturating_add(T::DbWeight::get().reads_writes(1, 1));
    if !families {
        return others;
    }
    weight_of_links::<T::WeightInfo>(MAX_LINKS, 0)
        .max(weight_of_links::<T::WeightInfo>(0, MAX_LINKS))
        .saturating_add(T::WeightInfo::apply_children(MAX_DUE))
        .saturating_add(others)
}

/// Returns the weight that children with this many parents add to an epoch: parents with stake, which are paid, and `idle` ones.
///
/// A parent counts for each of its children. At most [`MAX_SUBNET_PARENTS`] hotkeys are parents, so that those beyond are parents
/// that were read and are paid already.
pub fn weight_of_links<W: WeightInfo>(paid: u32, idle: u32) -> Weight {
    let parents = paid.min(MAX_SUBNET_PARENTS);
    let again = paid.abs_diff(parents);
    let without = |weight: fn(u32) -> Weight, number| weight(number).saturating_sub(weight(0));
    without(|parents| W::epoch(0, 0, 0, parents), parents)
        .saturating_add(without(W::further_children, again))
        .saturating_add(without(W::idle_parents, idle))
}

impl<T: Config> Pallet<T> {
    /// Runs the payouts that are due: those that have waited longest first, and at most [`MaxEpochsPerBlock`]. The first always
    /// runs; another one waits for the next block if it might not fit a quarter of the block beside those before it. At root's
    /// tempo the policy of emission in force updates its own storage. Returns the weight of all that.
    pub(crate) fn pay_out(books: &mut Books, block: u64) -> Weight {
        let mut due: Vec<_> = books
            .subnets
            .iter()
            .enumerate()
            .filter(|(_, subnet)| subnet.pool.next_payout <= block)
            .map(|(position, subnet)| (subnet.pool.next_payout, position))
            .collect();
        if !due.is_empty() {
            due.sort_unstable();
            due.truncate(usize::from(MaxEpochsPerBlock::<T>::get()));
        }
        let quarter = T::BlockWeights::get().max_block.div(4);
        let mut weight = Weight::zero();
        for (_, position) in due {
            let Some(subnet) = books.subnets.get_mut(position) else {
                continue;
            };
            let most = Self::most_of_payout_at(subnet.netuid);
            if weight != Weight::zero() && weight.saturating_add(most).any_gt(quarter) {
                weight = weight.saturating_add(T::DbWeight::get().reads(4));
                break;
            }
            let paid = Self::pay_subnet(subnet, &mut books.root, block);
            weight = weight.saturating_add(paid.neurons).saturating_add(paid.added());
        }
        weight.saturating_add(Self::refresh_policy_at_tempo(books, block))
    }

    /// Returns the most that a subnet's payout can weigh. Reads four keys that the payout reads, too.
    fn most_of_payout_at(netuid: NetUid) -> Weight {
        let neurons = u32::from(Neurons::<T>::count(netuid));
        let validators = u32::from(MaxAllowedValidators::<T>::get(netuid)).min(neurons);
        let families = Families::<T>::any(netuid) || PendingChildQueue::<T>::contains_key(netuid);
        most_of_payout::<T>(neurons, validators, families)
    }

    /// Runs the payout of a subnet: the owner's cut, then an epoch and the division of what it earned. Children that become
    /// due count from the next epoch on.
    pub(crate) fn pay_subnet(subnet: &mut NumberedPool, root: &mut NumberedPool, block: u64) -> PayoutWeight {
        let netuid = subnet.netuid;
        let pool = &mut subnet.pool;
        if Self::pay_owner(netuid, pool.pending.owner) {
            pool.pending.owner = AlphaBalance::ZERO;
        }
        let last_epoch = pool.last_payout;
        pool.last_payout = block;
        pool.next_payout = payout_after::<T>(netuid, block);
        begin_epoch::<T>(netuid);
        let marked = note_epoch::<T>(netuid);
        Mirrors::<T>::mirror_epoch(netuid, pool, block);
        let (mut neurons, mut validators, mut named, mut parents, mut idle) = (0, 0, 0, 0, 0);
        let mut takes = Weight::zero();
        if let Some(epoch) = Epoch::<T>::run(netuid, last_epoch, block) {
            neurons = u32::try_from(epoch.hotkeys.len()).unwrap_or(u32::MAX);
            (validators, named) = (epoch.validators, epoch.named);
            (parents, idle) = (epoch.parents, epoch.idle_parents);
            let mut distribution = Distribution::<T>::new(subnet, root);
            let blocks = block.checked_sub(last_epoch).map_or(0, |blocks| blocks);
            let emission = distribution.pay(&epoch, blocks);
            takes = distribution.weight_of_takes();
            if Neurons::<T>::record(netuid, &epoch.outcome, emission).is_err() {
                defensive!("an epoch of other neurons than there are", netuid);
            }
        }
        let applied = match apply_pending::<T>(netuid, block) {
            // The queue was read.
            0 => T::DbWeight::get().reads(1),
            parents => T::WeightInfo::apply_children(parents),
        };
        PayoutWeight {
            neurons: T::WeightInfo::epoch(neurons, validators, named, 0),
            marked,
            families: weight_of_links::<T::WeightInfo>(parents, idle).saturating_add(applied),
            takes,
        }
    }

    /// Stakes the owner's cut for the owner. Returns `false` if it is too small for a share: it then waits for the next
    /// payout.
    fn pay_owner(netuid: NetUid, cut: AlphaBalance) -> bool {
        let (owner, hotkey) = (SubnetOwner::<T>::get(netuid), SubnetOwnerHotkey::<T>::get(netuid));
        if Position::<T>::add(&hotkey, &owner, netuid, cut).is_err() {
            return false;
        }
        Self::deposit_event(Event::OwnerPaid(netuid, owner, hotkey, cut));
        true
    }

    /// Lets the policy in force update its own storage if root's tempo is over. Returns the weight of that.
    fn refresh_policy_at_tempo(books: &mut Books, block: u64) -> Weight {
        if books.root.pool.next_payout > block {
            return Weight::zero();
        }
        T::Policies::refresh(ActiveEmissionPolicy::<T>::get(), &books.subnets);
        books.root.pool.last_payout = block;
        books.root.pool.next_payout = payout_after::<T>(NetUid::ROOT, block);
        T::WeightInfo::set_emission_policy()
    }
}
