//! By the vote of root's validators, as before dynamic TAO.

use crate::{emission::policy::EmissionPolicy, Config, RootShares, RootWeights, TotalHotkeyAlpha};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_math::root_vote::{shares, Ballot};
use dtao_primitives::{NetUid, Stepped};
use frame_support::defensive;

/// A subnet counts by what root's validators give to it, weighed by their stake at root and by how many of them give
/// anything at all. See [`dtao_math::root_vote`].
///
/// The votes are counted at each of root's tempos; between two counts the shares stay as they are.
pub struct RootVote<T>(PhantomData<T>);

impl<T: Config> RootVote<T> {
    fn ballots(subnets: &[Stepped]) -> Vec<Ballot> {
        RootWeights::<T>::iter()
            .map(|(hotkey, weights)| Ballot {
                stake: TotalHotkeyAlpha::<T>::get(hotkey, NetUid::ROOT).rao(),
                weights: weights
                    .into_iter()
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
    /// Forgets the share of a subnet that is closed.
    pub(crate) fn forget(netuid: NetUid) {
        RootShares::<T>::mutate(|counted| counted.retain(|(other, _)| *other != netuid));
    }
}

impl<T: Config> EmissionPolicy for RootVote<T> {
    const ID: u8 = 1;
    const NAME: &'static str = "RootVote";

    fn weights(subnets: &[Stepped]) -> Vec<u128> {
        let counted = RootShares::<T>::get();
        subnets
            .iter()
            .map(|subnet| {
                let position = counted.binary_search_by_key(&subnet.netuid, |(netuid, _)| *netuid);
                position
                    .ok()
                    .and_then(|position| counted.get(position))
                    .map_or(0, |(_, share)| *share)
            })
            .collect()
    }

    fn refresh(subnets: &[Stepped]) {
        let Ok(counted) = shares(&Self::ballots(subnets), subnets.len()) else {
            defensive!("a vote of more stake than there is TAO");
            return;
        };
        let rows: Vec<_> = subnets
            .iter()
            .zip(counted)
            .map(|(subnet, share)| (subnet.netuid, share.to_bits().unsigned_abs()))
            .collect();
        match rows.try_into() {
            Ok(rows) => RootShares::<T>::put::<frame_support::BoundedVec<_, T::MaxPositions>>(rows),
            Err(_) => {
                defensive!("more subnets than there may be");
            }
        }
    }
}
