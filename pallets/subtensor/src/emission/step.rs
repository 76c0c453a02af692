//! The step of a block over all subnets.

use super::{
    injection::{divide, Rule},
    policy::EmissionPolicies,
};
use crate::{
    registry::mirrors::Mirrors, ActiveEmissionPolicy, Config, Pallet, RootDividendRule, RootDividends,
    SubnetMovingAlpha, SubnetOwnerCut, TaoWeight,
};
use alloc::vec::Vec;
use core::cell::OnceCell;
use dtao_math::{
    emission::{share_of, split_alpha, AlphaSplit, Injection},
    issuance::block_emission,
    root::weighted_root,
    MathError,
};
use dtao_primitives::{Books, Emission, NumberedPool, Pool, Pools, TaoBalance};
use frame_support::{
    defensive, pallet_prelude::DispatchError, storage::with_storage_layer, traits::fungible::Inspect, weights::Weight,
};
use substrate_fixed::types::I96F32;

/// Parameters of a block that are the same for all subnets.
struct StepParams {
    block: u64,
    /// Root's TAO in rao, times its weight beside alpha.
    weighted_root: u64,
    owner_cut: u16,
    moving_alpha: I96F32,
    root_dividends: RootDividendRule,
    /// Read if a subnet's alpha is capped.
    injection: OnceCell<Rule>,
}

impl StepParams {
    fn read<T: Config>(block: u64, root_tao: TaoBalance) -> Self {
        Self {
            block,
            weighted_root: weighted_root(root_tao.rao(), TaoWeight::<T>::get()),
            owner_cut: SubnetOwnerCut::<T>::get(),
            moving_alpha: SubnetMovingAlpha::<T>::get(),
            root_dividends: RootDividends::<T>::get(),
            injection: OnceCell::new(),
        }
    }
}

/// A subnet's share of a block, fixed before any pool changes.
struct SubnetTerms {
    injection: Injection,
    /// TAO minted to buy alpha for nobody, in rao.
    excess: u64,
    /// Alpha minted outside of the pool, in rao.
    alpha_out: u64,
}

impl SubnetTerms {
    fn new(pool: &Pool, tao: u64, rule: impl FnOnce() -> Rule) -> Result<Self, MathError> {
        let alpha_out = block_emission(pool.alpha_issuance()?);
        let (injection, excess) = divide(pool, tao, alpha_out, rule);
        Ok(Self { injection, excess, alpha_out })
    }
}

/// The work that the step of a block has done.
#[derive(Default)]
pub(crate) struct Step {
    /// The number of subnets, root included.
    pub subnets: u32,
    /// The weight of the payouts.
    pub payouts: Weight,
}

impl<T: Config> Pallet<T> {
    /// Runs the step of a block over all subnets. See [`crate::emission`].
    pub(crate) fn block_step(block: u64) -> Step {
        let Some(mut books) = T::Pools::books() else {
            // A chain without a genesis has no root, and so no subnet.
            return Step::default();
        };
        let emission = block_emission(T::Currency::total_issuance());
        let params = StepParams::read::<T>(block, books.root.pool.tao);
        let terms: Vec<_> = Self::shares(emission, &books.subnets, block)
            .into_iter()
            .zip(&books.subnets)
            .map(|(tao, subnet)| Self::terms(subnet, tao, &params))
            .collect();
        begin_block(&mut books.root);
        let mut minted = TaoBalance::ZERO;
        for (subnet, terms) in books.subnets.iter_mut().zip(terms) {
            begin_block(subnet);
            let Some(terms) = terms else { continue };
            let after = stepped(&subnet.pool, &terms, &params).ok();
            let Some((pool, sum)) = after.and_then(|pool| Some((pool, minted.checked_add(pool.emission.tao()?)?)))
            else {
                defensive!("a block step beyond the caps on issuance", subnet.netuid);
                continue;
            };
            (subnet.pool, minted) = (pool, sum);
        }
        let payouts = Self::pay_and_commit(&mut books, minted, block);
        Step { subnets: u32::try_from(books.iter().count()).unwrap_or(u32::MAX), payouts }
    }

    /// Runs the payouts and commits the block. If that fails, nothing of both remains: what positions were paid is in the
    /// books. Returns the weight of the payouts.
    fn pay_and_commit(books: &mut Books, minted: TaoBalance, block: u64) -> Weight {
        let mut payouts = Weight::zero();
        let committed = with_storage_layer(|| {
            payouts = Self::pay_out(books, block);
            T::Pools::commit_block(books, minted)?;
            Mirrors::<T>::mirror_in_turn(books, block);
            Ok::<_, DispatchError>(())
        });
        if committed.is_err() {
            defensive!("the custody account cannot follow the block");
        }
        payouts
    }

    /// Returns the TAO of each subnet in rao: `⌊emission · wᵢ / Σw⌋` over those that receive, w the weight of a subnet under
    /// the policy in force; 0 for the others. The policy weighs all subnets, and those that do not receive are left out after
    /// that. The remainder of the roundings is never minted.
    fn shares(emission: u64, subnets: &[NumberedPool], block: u64) -> Vec<u64> {
        let policy = ActiveEmissionPolicy::<T>::get();
        let Some(mut weights) = T::Policies::weights(policy, subnets) else {
            defensive!("a policy of emission that the runtime does not have", policy);
            return alloc::vec![0; subnets.len()];
        };
        for (weight, subnet) in weights.iter_mut().zip(subnets) {
            if subnet.pool.switches.no_tao || !subnet.pool.receives_emission(block) {
                *weight = 0;
            }
        }
        let Some(sum) = weights.iter().try_fold(0_u128, |sum, weight| sum.checked_add(*weight)) else {
            defensive!("weights that pass 128 bits", policy);
            return alloc::vec![0; subnets.len()];
        };
        weights.into_iter().map(|weight| share_of(emission, weight, sum)).collect()
    }

    fn terms(subnet: &NumberedPool, tao: u64, params: &StepParams) -> Option<SubnetTerms> {
        if !subnet.pool.receives_emission(params.block) {
            return None;
        }
        let terms = SubnetTerms::new(&subnet.pool, tao, || *params.injection.get_or_init(Rule::read::<T>));
        if terms.is_err() {
            defensive!("alpha beyond its cap", subnet.netuid);
        }
        terms.ok()
    }
}

/// Changes a pool as every block does, even if the subnet receives nothing.
fn begin_block(subnet: &mut NumberedPool) {
    subnet.pool.emission = Emission::default();
    subnet.pool.follow_flows();
}

/// Returns the pool after its share of the block.
fn stepped(before: &Pool, terms: &SubnetTerms, params: &StepParams) -> Result<Pool, MathError> {
    let mut pool = *before;
    pool.inject(&terms.injection)?;
    let excess = if terms.excess > 0 { pool.buy_for_nobody(terms.excess)? } else { 0 };
    pool.alpha_out = pool.alpha_out.checked_add(terms.alpha_out.into()).ok_or(MathError::Overflow)?;
    let owner_cut = if pool.switches.no_owner_cut { 0 } else { params.owner_cut };
    let split = split_alpha(terms.alpha_out, owner_cut, params.weighted_root, pool.alpha_issuance()?);
    match params.root_dividends {
        RootDividendRule::Sold => pay_root(&mut pool, split)?,
        RootDividendRule::Claimable => keep_for_root(&mut pool, split)?,
    }
    pool.follow_price(params.moving_alpha, params.block);
    pool.emission = Emission {
        tao_in: terms.injection.tao.into(),
        alpha_in: terms.injection.alpha.into(),
        alpha_out: terms.alpha_out.into(),
        excess_tao: excess.into(),
    };
    Ok(pool)
}

/// Books the minted alpha by its receivers, and sells root's share of it. The proceeds wait for a payout.
///
/// The sale is the chain's own and carries no fee. If the pool refuses it, root's share goes to the validators.
fn pay_root(pool: &mut Pool, mut split: AlphaSplit) -> Result<(), MathError> {
    let Ok(sale) = pool.reserves().sell(split.root, 0) else {
        split.validator = split.validator.checked_add(split.root).ok_or(MathError::Overflow)?;
        return pool.accrue(&split);
    };
    pool.accrue(&split)?;
    pool.apply_sell(&sale)?;
    let pending = &mut pool.pending;
    pending.root_tao = pending.root_tao.checked_add(sale.out.into()).ok_or(MathError::Overflow)?;
    pending.root_alpha_sold = pending.root_alpha_sold.checked_add(split.root.into()).ok_or(MathError::Overflow)?;
    Ok(())
}

/// Books the minted alpha by its receivers, and keeps root's share of it as alpha, to be claimed.
fn keep_for_root(pool: &mut Pool, split: AlphaSplit) -> Result<(), MathError> {
    pool.accrue(&split)?;
    pool.pending.root_alpha = pool.pending.root_alpha.checked_add(split.root.into()).ok_or(MathError::Overflow)?;
    Ok(())
}
