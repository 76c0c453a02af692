//! By the vote of root's validators, as before dynamic TAO.

use crate::{emission::policy::EmissionPolicy, Config, Neurons, RootShares, RootWeights, TotalHotkeyAlpha};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_math::root_vote::{shares, Ballot};
use dtao_primitives::{NetUid, NumberedPool};
use frame_support::defensive;

/// Weighs a subnet by the votes of root's validators, by their stake at root and by how many of them vote for it at all. See
/// [`dtao_math::root_vote`].
///
/// The votes are those of root's neurons: a seat is taken by [`crate::Pallet::root_register`]. They are counted at
/// each of root's tempos; between two counts the shares stay as they are.
pub struct RootVote<T>(PhantomData<T>);

impl<T: Config> RootVote<T> {
    /// Returns one ballot for each of root's neurons. A neuron that does not vote has an empty one: its stake counts in the
    /// total, which lowers the trust in the subnets that the others vote for.
    fn ballots(subnets: &[NumberedPool]) -> Vec<Ballot> {
        Neurons::<T>::hotkeys(NetUid::ROOT)
            .into_iter()
            .map(|hotkey| Ballot {
                stake: TotalHotkeyAlpha::<T>::get(&hotkey, NetUid::ROOT).rao(),
                weights: RootWeights::<T>::get(&hotkey)
                    .into_iter()
                    .flatten()
                    .filter_map(|(netuid, weight)| {
                        let position = subnets.iter().position(|subnet| subnet.netuid == netuid)?;
                        Some((position, weight))
                    })
                    .collect(),
            })
            .collect()
    }
}

impl<T: Config> RootVote<T> {
    /// Removes the share of a dissolved subnet.
    pub(crate) fn remove_for_subnet(netuid: NetUid) {
        RootShares::<T>::mutate(|counted| counted.retain(|(other, _)| *other != netuid));
    }
}

impl<T: Config> EmissionPolicy for RootVote<T> {
    const ID: u8 = 1;
    const NAME: &'static str = "RootVote";

    fn weights(subnets: &[NumberedPool]) -> Vec<u128> {
        let counted = RootShares::<T>::get();
        subnets
            .iter()
            .map(|subnet| {
                let position = counted.binary_search_by_key(&subnet.netuid, |(netuid, _)| *netuid);
                position.ok().and_then(|position| counted.get(position)).map_or(0, |(_, share)| *share)
            })
            .collect()
    }

    fn refresh(subnets: &[NumberedPool]) {
        let Ok(counted) = shares(&Self::ballots(subnets), subnets.len()) else {
            defensive!("a vote of more stake than there is TAO");
            return;
        };
        let shares = subnets.iter().zip(counted);
        let shares = shares.map(|(subnet, share)| (subnet.netuid, share.to_bits().unsigned_abs()));
        // Root has a row too, though nobody can vote for it.
        let rows: Vec<_> = core::iter::once((NetUid::ROOT, 0)).chain(shares).collect();
        match rows.try_into() {
            Ok(rows) => RootShares::<T>::put::<frame_support::BoundedVec<_, T::MaxPositions>>(rows),
            Err(_) => {
                defensive!("more subnets than there may be");
            }
        }
    }
}
