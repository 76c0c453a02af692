//! The group's part of a subnet's last payout.
//!
//! A subnet that is dissolved pays out what is pending, by the stake of that moment. What the group gains by that is no free
//! profit. It is bounded by the state before the call that dissolves the subnet:
//!
//! | pending | at most |
//! |---|---|
//! | `owner` | all if the group owns the subnet, else nothing |
//! | `server` | all if it owns a neuron there, else what it would get of it as of `validator`, which takes it if no miner has incentive |
//! | `validator` | the largest part that the group has of the alpha with any hotkey that earns |
//! | `root_tao` | the same of the stake at root |
//! | `root_alpha` | the larger of the two |
//!
//! The hotkeys that earn are those with a neuron at the subnet, and their parents. The group has all with a hotkey that it owns,
//! since it may take all, and else its part of the stake. What it got before as an owner or a miner may have raised that part, and
//! counts as if it were staked with each. Nothing that others get raises it. So a group without a neuron, without stake with those
//! hotkeys, and without the subnet itself may gain nothing.
//!
//! Alpha is worth what it adds to a sale of all alpha that the group has: see [`super::profit`]. Where the group holds anything,
//! roundings are allowed for: [`ROUNDING`].

use super::profit::{holdings, members, Holding};
use crate::{
    mock::*, NetworkRegisteredAt, NetworksAdded, Neurons, Owner, ParentKeys, StakePositions, SubnetOwner,
    TotalHotkeyAlpha,
};
use dtao_primitives::{NetUid, Pool, Pools};
use sp_runtime::AccountId32;
use std::collections::BTreeMap;

/// Subnets, each with the block of its registration, and the TAO that the group's part of its last payout is worth at most.
pub type LastPayouts = BTreeMap<NetUid, (u64, u64)>;

/// Amounts, in rao of alpha and of TAO, that the roundings of other holders' payments leave to the group.
const ROUNDING: (u64, u64) = (100, 1_000);

/// The group's stake with each hotkey at each subnet, in rao, rounded up.
type Stakes = BTreeMap<(AccountId32, NetUid), u64>;

/// Part of what is paid to those who stake with a hotkey.
#[derive(Clone, Copy)]
struct Part {
    mine: u64,
    all: u64,
}

impl Part {
    /// Returns the group's part at a subnet, after it got `more` there.
    fn of(hotkey: &AccountId32, netuid: NetUid, stakes: &Stakes, more: u64) -> Self {
        if is_own(hotkey) {
            return Self { mine: 1, all: 1 };
        }
        let mine = stakes.get(&(hotkey.clone(), netuid)).copied().unwrap_or(0);
        let all = TotalHotkeyAlpha::<Test>::get(hotkey, netuid).rao();
        Self { mine: mine.min(all) + more, all: all + more }
    }

    /// Returns the part of an amount, rounded up.
    fn take(self, amount: u64) -> u64 {
        match self.all {
            0 => 0,
            all => (u128::from(amount) * u128::from(self.mine)).div_ceil(all.into()) as u64,
        }
    }
}

/// Returns `true` if a member of the group owns a hotkey.
fn is_own(hotkey: &AccountId32) -> bool {
    Owner::<Test>::try_get(hotkey).is_ok_and(|owner| members().any(|member| member == owner))
}

/// Computes the group's parts of all last payouts, before a call that may dissolve a subnet.
pub fn expected() -> LastPayouts {
    let (held, stakes) = (holdings(), stakes());
    let subnets = Swap::all().into_iter().filter(|subnet| !subnet.netuid.is_root());
    subnets
        .map(|subnet| {
            let netuid = subnet.netuid;
            let holding = held.get(&netuid).copied().unwrap_or_default();
            (netuid, (NetworkRegisteredAt::<Test>::get(netuid), most_gained(netuid, &subnet.pool, holding, &stakes)))
        })
        .collect()
}

/// Returns the sum of these parts at the subnets that have been dissolved since; `None` if none was.
pub fn of_dissolved(expected: &LastPayouts) -> Option<u64> {
    let is_there = |netuid: &NetUid, block: u64| {
        NetworksAdded::<Test>::get(netuid) && NetworkRegisteredAt::<Test>::get(netuid) == block
    };
    let gone = expected.iter().filter(|(netuid, (block, _))| !is_there(netuid, *block));
    gone.map(|(_, (_, most))| *most).reduce(|sum, most| sum + most)
}

fn stakes() -> Stakes {
    let mut all = Stakes::new();
    for who in members() {
        for (hotkey, netuid) in StakePositions::<Test>::iter_key_prefix((&who,)) {
            let value = stake(&hotkey, &who, netuid) + 1;
            *all.entry((hotkey, netuid)).or_default() += value;
        }
    }
    all
}

/// Returns the TAO that the group's part of a last payout is worth at most.
fn most_gained(netuid: NetUid, pool: &Pool, holding: Holding, stakes: &Stakes) -> u64 {
    let (alpha, tao) = most_paid(netuid, pool, stakes);
    if alpha == 0 && tao == 0 && holding.parts == 0 {
        return 0;
    }
    worth(pool, holding.sum, alpha + ROUNDING.0) + tao + ROUNDING.1
}

/// Returns the alpha and the TAO that the group is paid at most.
fn most_paid(netuid: NetUid, pool: &Pool, stakes: &Stakes) -> (u64, u64) {
    let pending = &pool.pending;
    let neurons = Neurons::<Test>::hotkeys(netuid);
    let owns_subnet = members().any(|member| member == SubnetOwner::<Test>::get(netuid));
    let cut = if owns_subnet { pending.owner.rao() } else { 0 };
    let mined = if neurons.iter().any(is_own) { pending.server.rao() } else { 0 };
    let for_validators = pending.validator.rao() + pending.server.rao() - mined;
    let parents = neurons.iter().flat_map(|hotkey| ParentKeys::<Test>::get(hotkey, netuid));
    let earners = neurons.iter().cloned().chain(parents.map(|(_, parent)| parent));
    let (mut by_alpha, mut kept, mut by_root) = (0, 0, 0);
    for hotkey in earners {
        let here = Part::of(&hotkey, netuid, stakes, cut + mined);
        let at_root = Part::of(&hotkey, ROOT, stakes, 0);
        by_alpha = here.take(for_validators).max(by_alpha);
        by_root = at_root.take(pending.root_tao.rao()).max(by_root);
        let root_alpha = pending.root_alpha.rao();
        kept = here.take(root_alpha).max(at_root.take(root_alpha)).max(kept);
    }
    (cut + mined + by_alpha + kept, by_root)
}

/// Returns the TAO that more alpha adds to a sale of all that the group has, rounded up.
fn worth(pool: &Pool, held: u64, more: u64) -> u64 {
    let (tao, alpha) = (u128::from(pool.tao.rao()), u128::from(pool.alpha_in.rao()));
    let product = tao * alpha;
    let before = product.div_ceil(alpha + u128::from(held));
    let after = product / (alpha + u128::from(held) + u128::from(more));
    (before - after) as u64
}
