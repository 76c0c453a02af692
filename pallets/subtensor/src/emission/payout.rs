//! What a subnet does at its tempo.

use super::policy::EmissionPolicies;
use crate::{
    stake::position::Position, ActiveEmissionPolicy, Config, Event, Pallet, SubnetOwner,
    SubnetOwnerHotkey, Tempo,
};
use dtao_math::tempo::next_payout;
use dtao_primitives::{AlphaBalance, NetUid, Stepped};

impl<T: Config> Pallet<T> {
    /// Lets each subnet whose tempo is over pay out: the owner's cut becomes stake of the owner. At root's tempo the policy
    /// of emission in force brings up to date what it keeps. Returns how many subnets paid.
    ///
    /// What waits for miners and validators goes on waiting: consensus on who they are comes later.
    pub(crate) fn pay_out(subnets: &mut [Stepped], block: u64) -> u32 {
        let mut due = 0_u32;
        for subnet in subnets
            .iter_mut()
            .filter(|subnet| subnet.pool.next_payout <= block)
        {
            if subnet.netuid.is_root() {
                continue;
            }
            if Self::pay_owner(subnet.netuid, subnet.pool.pending.owner) {
                subnet.pool.pending.owner = AlphaBalance::ZERO;
            }
            subnet.pool.last_payout = block;
            subnet.pool.next_payout = Self::payout_after(subnet.netuid, block);
            due = due.checked_add(1).unwrap_or(due);
        }
        Self::refresh_policy_at_tempo(subnets, block);
        due
    }

    /// The block of a subnet's next payout; never where its tempo is 0.
    pub(crate) fn payout_after(netuid: NetUid, block: u64) -> u64 {
        next_payout(netuid.get(), Tempo::<T>::get(netuid), block).unwrap_or(u64::MAX)
    }

    /// Stakes the owner's cut for the owner. Whether it was: a part too small for a share waits for the next time.
    fn pay_owner(netuid: NetUid, cut: AlphaBalance) -> bool {
        let (owner, hotkey) = (
            SubnetOwner::<T>::get(netuid),
            SubnetOwnerHotkey::<T>::get(netuid),
        );
        let mut position = Position::<T>::load(&hotkey, &owner, netuid);
        if position.deposit(cut).is_err() {
            return false;
        }
        position.save();
        Self::deposit_event(Event::OwnerPaid(netuid, owner, hotkey, cut));
        true
    }

    fn refresh_policy_at_tempo(subnets: &mut [Stepped], block: u64) {
        let due = subnets
            .iter()
            .position(|subnet| subnet.netuid.is_root() && subnet.pool.next_payout <= block);
        let Some(root) = due else { return };
        T::Policies::refresh(ActiveEmissionPolicy::<T>::get(), subnets);
        if let Some(root) = subnets.get_mut(root) {
            root.pool.last_payout = block;
            root.pool.next_payout = Self::payout_after(NetUid::ROOT, block);
        }
    }
}
