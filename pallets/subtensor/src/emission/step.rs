//! What a block does to each subnet.

use super::policy::EmissionPolicies;
use crate::{
    ActiveEmissionPolicy, Config, Pallet, RootDividendRule, RootDividends, SubnetMovingAlpha, SubnetOwnerCut, TaoWeight,
};
use alloc::vec::Vec;
use dtao_math::{
    emission::{injection, share_of, split_alpha, AlphaSplit, Injection},
    issuance::block_emission,
    root::weighted_root,
    MathError,
};
use dtao_primitives::{Emission, Flow, Pool, Pools, Stepped, TaoBalance};
use frame_support::{defensive, traits::fungible::Inspect, weights::Weight};
use substrate_fixed::types::I96F32;

/// What holds for all subnets in a block.
struct Settings {
    block: u64,
    /// Root's TAO times its weight beside alpha.
    weighted_root: u64,
    owner_cut: u16,
    moving_alpha: I96F32,
    root_dividends: RootDividendRule,
}

impl Settings {
    fn read<T: Config>(block: u64, subnets: &[Stepped]) -> Self {
        let root_tao =
            subnets.iter().find(|subnet| subnet.netuid.is_root()).map_or(TaoBalance::ZERO, |root| root.pool.tao);
        Self {
            block,
            weighted_root: weighted_root(root_tao.rao(), TaoWeight::<T>::get()),
            owner_cut: SubnetOwnerCut::<T>::get(),
            moving_alpha: SubnetMovingAlpha::<T>::get(),
            root_dividends: RootDividends::<T>::get(),
        }
    }
}

/// What a subnet gets in a block, fixed before any pool changes.
struct Terms {
    injection: Injection,
    alpha_out: u64,
}

impl Terms {
    fn new(pool: &Pool, tao: u64) -> Result<Self, MathError> {
        let alpha_out = block_emission(pool.alpha_issuance()?);
        Ok(Self { injection: injection(pool.reserves(), tao, alpha_out), alpha_out })
    }
}

/// The work that the step of a block has done.
pub(crate) struct Step {
    /// The number of subnets, root included.
    pub subnets: u32,
    /// The weight of the payouts.
    pub payouts: Weight,
}

impl<T: Config> Pallet<T> {
    /// Runs the step of a block over all subnets. See [`crate::emission`].
    pub(crate) fn block_step(block: u64) -> Step {
        let mut subnets = T::Pools::all();
        let emission = block_emission(T::Currency::total_issuance());
        let settings = Settings::read::<T>(block, &subnets);
        let terms: Vec<_> = Self::shares(emission, &subnets, block)
            .into_iter()
            .zip(&subnets)
            .map(|(tao, subnet)| Self::terms(subnet, tao, block))
            .collect();
        for (subnet, terms) in subnets.iter_mut().zip(terms) {
            subnet.pool.emission = Emission::default();
            subnet.pool.follow_flow();
            let Some(terms) = terms else { continue };
            match stepped(subnet, &terms, &settings) {
                Ok(after) => *subnet = after,
                Err(_) => {
                    defensive!("a block step beyond the caps on issuance", subnet.netuid);
                }
            }
        }
        let payouts = Self::pay_out(&mut subnets, block);
        if T::Pools::close_block(&subnets).is_err() {
            defensive!("the accounts of the pools cannot follow the block");
        }
        Step { subnets: u32::try_from(subnets.len()).unwrap_or(u32::MAX), payouts }
    }

    /// The TAO of each subnet: `⌊emission · wᵢ / Σw⌋` over those that receive, w what a subnet counts under the policy in
    /// force; 0 for the others. What the roundings leave is never minted.
    fn shares(emission: u64, subnets: &[Stepped], block: u64) -> Vec<u64> {
        let policy = ActiveEmissionPolicy::<T>::get();
        let Some(mut weights) = T::Policies::weights(policy, subnets) else {
            defensive!("a policy of emission that the runtime does not have", policy);
            return alloc::vec![0; subnets.len()];
        };
        for (weight, subnet) in weights.iter_mut().zip(subnets) {
            if subnet.netuid.is_root() || !subnet.pool.receives_emission(block) {
                *weight = 0;
            }
        }
        let Some(sum) = weights.iter().try_fold(0_u128, |sum, weight| sum.checked_add(*weight)) else {
            defensive!("weights that pass 128 bits", policy);
            return alloc::vec![0; subnets.len()];
        };
        weights.into_iter().map(|weight| share_of(emission, weight, sum)).collect()
    }

    fn terms(subnet: &Stepped, tao: u64, block: u64) -> Option<Terms> {
        if subnet.netuid.is_root() || !subnet.pool.receives_emission(block) {
            return None;
        }
        let terms = Terms::new(&subnet.pool, tao);
        if terms.is_err() {
            defensive!("alpha beyond its cap", subnet.netuid);
        }
        terms.ok()
    }
}

/// The subnet after its part of the block.
fn stepped(before: &Stepped, terms: &Terms, settings: &Settings) -> Result<Stepped, MathError> {
    let mut pool = before.pool;
    pool.inject(&terms.injection)?;
    pool.alpha_out = pool.alpha_out.checked_add(terms.alpha_out.into()).ok_or(MathError::Overflow)?;
    let split = split_alpha(terms.alpha_out, settings.owner_cut, settings.weighted_root, pool.alpha_issuance()?);
    let to_root = match settings.root_dividends {
        RootDividendRule::Sold => pay_root(&mut pool, split)?,
        RootDividendRule::Claimable => keep_for_root(&mut pool, split)?,
    };
    pool.follow_price(settings.moving_alpha, settings.block);
    pool.emission = Emission {
        tao_in: terms.injection.tao.into(),
        alpha_in: terms.injection.alpha.into(),
        alpha_out: terms.alpha_out.into(),
    };
    let flow = Flow { minted: terms.injection.tao.into(), to_root, ..Default::default() };
    Ok(Stepped { netuid: before.netuid, pool, flow })
}

/// Books what alpha is minted for, and sells root's part of it. Returns the proceeds.
///
/// The sale is the chain's own and carries no fee. Where the pool refuses it root's part stays with the validators.
fn pay_root(pool: &mut Pool, mut split: AlphaSplit) -> Result<TaoBalance, MathError> {
    let Ok(sale) = pool.reserves().sell(split.root, 0) else {
        split.validator = split.validator.checked_add(split.root).ok_or(MathError::Overflow)?;
        pool.accrue(&split)?;
        return Ok(TaoBalance::ZERO);
    };
    pool.accrue(&split)?;
    pool.apply_sell(&sale)?;
    let pending = &mut pool.pending;
    pending.root_tao = pending.root_tao.checked_add(sale.out.into()).ok_or(MathError::Overflow)?;
    pending.root_alpha_sold = pending.root_alpha_sold.checked_add(split.root.into()).ok_or(MathError::Overflow)?;
    Ok(sale.out.into())
}

/// Books what alpha is minted for, and keeps root's part of it as alpha, to be claimed. Nothing is sold: no proceeds.
fn keep_for_root(pool: &mut Pool, split: AlphaSplit) -> Result<TaoBalance, MathError> {
    pool.accrue(&split)?;
    pool.pending.root_alpha = pool.pending.root_alpha.checked_add(split.root.into()).ok_or(MathError::Overflow)?;
    Ok(TaoBalance::ZERO)
}
