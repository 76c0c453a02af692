//! What a subnet does at its tempo.

use super::{distribution::Distribution, policy::EmissionPolicies};
use crate::{
    children::apply_pending,
    consensus::Epoch,
    ledger::position::Position,
    registry::{mirrors::Mirrors, neurons::Neurons, schedule::payout_after},
    ActiveEmissionPolicy, Config, Event, MaxEpochsPerBlock, Pallet, SubnetOwner, SubnetOwnerHotkey, WeightInfo,
};
use alloc::vec::Vec;
use dtao_primitives::{AlphaBalance, NetUid, Stepped};
use frame_support::{defensive, traits::Get, weights::Weight};

/// What a payout weighs.
#[derive(Default)]
pub(crate) struct Paid {
    /// With as many neurons as there were, but no families.
    pub neurons: Weight,
    /// What the neurons' parents, and children that count from now on, weigh beside that.
    pub families: Weight,
}

impl<T: Config> Pallet<T> {
    /// Lets the subnets pay out whose tempo is over: those that have waited longest first, at most [`MaxEpochsPerBlock`],
    /// and none once those before it weigh half a block; the others wait for the next block. At root's tempo the policy
    /// of emission in force brings up to date what it keeps. Returns what the payouts weigh.
    pub(crate) fn pay_out(subnets: &mut [Stepped], block: u64) -> Weight {
        let mut due: Vec<_> = subnets
            .iter()
            .enumerate()
            .filter(|(_, subnet)| !subnet.netuid.is_root() && subnet.pool.next_payout <= block)
            .map(|(position, subnet)| (subnet.pool.next_payout, position))
            .collect();
        due.sort_unstable();
        due.truncate(usize::from(MaxEpochsPerBlock::<T>::get()));
        let enough = T::BlockWeights::get().max_block.div(2);
        let mut weight = Weight::zero();
        for (_, position) in due {
            if weight.any_gt(enough) {
                break;
            }
            let paid = Self::pay_subnet(subnets, position, block);
            weight = weight.saturating_add(paid.neurons).saturating_add(paid.families);
        }
        weight.saturating_add(Self::refresh_policy_at_tempo(subnets, block))
    }

    /// The payout of the subnet at this position: the owner's cut, an epoch and what it earned for whom; then children whose
    /// time has come count from the next epoch on.
    pub(crate) fn pay_subnet(subnets: &mut [Stepped], position: usize, block: u64) -> Paid {
        let Some(mut subnet) = subnets.get(position).copied() else {
            return Paid::default();
        };
        let netuid = subnet.netuid;
        let pool = &mut subnet.pool;
        if Self::pay_owner(netuid, pool.pending.owner) {
            pool.pending.owner = AlphaBalance::ZERO;
        }
        let last_epoch = pool.last_payout;
        pool.last_payout = block;
        pool.next_payout = payout_after::<T>(netuid, block);
        Mirrors::<T>::mirror_epoch(netuid, pool, block);
        let (mut neurons, mut validators, mut named, mut parents) = (0, 0, 0, 0);
        if let Some(epoch) = Epoch::<T>::run(netuid, last_epoch, block) {
            neurons = u32::try_from(epoch.hotkeys.len()).unwrap_or(u32::MAX);
            (validators, named, parents) = (epoch.validators, epoch.named, epoch.parents);
            Self::distribute(subnets, &mut subnet, &epoch);
        }
        if let Some(place) = subnets.get_mut(position) {
            *place = subnet;
        }
        let applied = apply_pending::<T>(netuid, block);
        let none = T::WeightInfo::epoch(0, 0, 0, 0);
        Paid {
            neurons: T::WeightInfo::epoch(neurons, validators, named, 0),
            families: T::WeightInfo::epoch(0, 0, 0, parents)
                .saturating_sub(none)
                .saturating_add(T::WeightInfo::apply_children(applied)),
        }
    }

    /// Pays what is pending at a subnet as an epoch of it says, and stores what it found.
    fn distribute(subnets: &mut [Stepped], subnet: &mut Stepped, epoch: &Epoch<T>) {
        let root = subnets.iter_mut().find(|other| other.netuid.is_root());
        let mut distribution = Distribution::<T>::new(subnet, root);
        let emission = distribution.pay(epoch);
        if Neurons::<T>::record(subnet.netuid, &epoch.outcome, emission).is_err() {
            defensive!("an epoch of other neurons than there are", subnet.netuid);
        }
    }

    /// Stakes the owner's cut for the owner. Whether it was: a part too small for a share waits for the next time.
    fn pay_owner(netuid: NetUid, cut: AlphaBalance) -> bool {
        let (owner, hotkey) = (SubnetOwner::<T>::get(netuid), SubnetOwnerHotkey::<T>::get(netuid));
        let mut position = Position::<T>::load(&hotkey, &owner, netuid);
        if position.deposit(cut).is_err() {
            return false;
        }
        position.save();
        Self::deposit_event(Event::OwnerPaid(netuid, owner, hotkey, cut));
        true
    }

    /// Returns what it weighs.
    fn refresh_policy_at_tempo(subnets: &mut [Stepped], block: u64) -> Weight {
        let due = subnets.iter().position(|subnet| subnet.netuid.is_root() && subnet.pool.next_payout <= block);
        let Some(root) = due else {
            return Weight::zero();
        };
        T::Policies::refresh(ActiveEmissionPolicy::<T>::get(), subnets);
        if let Some(root) = subnets.get_mut(root) {
            root.pool.last_payout = block;
            root.pool.next_payout = payout_after::<T>(NetUid::ROOT, block);
        }
        T::WeightInfo::set_emission_policy()
    }
}
