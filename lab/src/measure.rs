//! Measures a chain. Everything is read from the runtime's storage, or computed by the runtime's own functions.
//!
//! All functions read the state of the chain in whose [`Chain::read`](crate::chain::Chain::read) they are called.

use dtao_math::root::{root_proportion, weighted_root};
use dtao_primitives::{AlphaBalance, NetUid, NumberedPool, Pool};
use dtao_runtime::{AccountId, Balances, Runtime, TAO};
use frame_support::traits::fungible::Inspect;
use pallet_dtao_swap::PoolStore;
use pallet_subtensor::{ledger::position::Position, StakePositions, SubnetPositions, TaoWeight};
use std::collections::BTreeMap;

/// A subnet at a moment. Amounts are in rao.
#[derive(Clone, Debug, PartialEq)]
pub struct Subnet {
    /// Its number.
    pub netuid: u16,
    /// TAO in the pool over alpha in the pool.
    pub price: f64,
    /// The moving average of the price, which the chain keeps.
    pub moving_price: f64,
    /// TAO in the pool.
    pub tao: u64,
    /// Alpha in the pool.
    pub alpha_in: u64,
    /// Alpha outside of the pool.
    pub alpha_out: u64,
    /// Its share of the TAO of the last block.
    pub share: f64,
    /// TAO that the last block minted for it.
    pub emission: u64,
    /// TAO that the last block put into the pool.
    pub injection: u64,
    /// Alpha that the last block put into the pool.
    pub alpha_injection: u64,
    /// Root's part of its validators' alpha.
    pub root_part: f64,
    /// The moving average of the TAO that traders bring less what they take, in TAO a block.
    pub flow: f64,
    /// TAO of all trades since it began.
    pub volume: u128,
    /// The number of coldkeys with stake.
    pub holders: u32,
    /// The sum of the squares of the holders' parts: 1 for a single holder, 1/n for n equal ones.
    pub concentration: f64,
    /// All alpha, in the pool and outside, at the price: in TAO.
    pub market_value: f64,
    /// Its place by market value, from 1.
    pub rank: u32,
}

/// Measures all subnets but root, in ascending order.
pub fn subnets() -> Vec<Subnet> {
    let all = PoolStore::<Runtime>::all();
    let root_weight = root_weight(&all);
    let minted: u64 = others(&all).map(|subnet| minted(&subnet.pool)).sum();
    let ranks = ranks(&all);
    others(&all)
        .map(|subnet| {
            let NumberedPool { netuid, pool } = subnet;
            let (holders, concentration) = holders(*netuid);
            Subnet {
                netuid: netuid.get(),
                price: price(pool),
                moving_price: pool.moving_price.to_num(),
                tao: pool.tao.rao(),
                alpha_in: pool.alpha_in.rao(),
                alpha_out: pool.alpha_out.rao(),
                share: part(self::minted(pool), minted),
                emission: self::minted(pool),
                injection: pool.emission.tao_in.rao(),
                alpha_injection: pool.emission.alpha_in.rao(),
                root_part: root_part(pool, root_weight),
                flow: flow(pool),
                volume: pool.volume,
                holders,
                concentration,
                market_value: market_value(pool),
                rank: ranks.get(&netuid.get()).copied().unwrap_or(0),
            }
        })
        .collect()
}

/// Returns the state of a subnet, or `None` if there is none.
pub fn pool(netuid: u16) -> Option<Pool> {
    PoolStore::<Runtime>::get(NetUid::new(netuid))
}

/// Returns the price of a pool in TAO for an alpha; 1 for root.
pub fn price(pool: &Pool) -> f64 {
    if pool.alpha_in.is_zero() {
        return 1.0;
    }
    pool.tao.rao() as f64 / pool.alpha_in.rao() as f64
}

/// Returns the value of all alpha of a subnet at its price, in TAO.
pub fn market_value(pool: &Pool) -> f64 {
    price(pool) * (pool.alpha_in.rao() as f64 + pool.alpha_out.rao() as f64) / TAO as f64
}

/// Returns the moving average of a subnet's flow, in TAO a block.
pub fn flow(pool: &Pool) -> f64 {
    pool.flow_average.to_num::<f64>() / TAO as f64
}

/// Returns the TAO that the last block minted for a subnet, in rao.
pub fn minted(pool: &Pool) -> u64 {
    // Under some rules a part of it buys alpha from the pool.
    pool.emission.tao().map_or(u64::MAX, |tao| tao.rao())
}

/// Returns a subnet's share of the TAO of the last block.
pub fn share(netuid: u16) -> Option<f64> {
    let all = PoolStore::<Runtime>::all();
    let sum = others(&all).map(|subnet| minted(&subnet.pool)).sum();
    let subnet = others(&all).find(|subnet| subnet.netuid.get() == netuid)?;
    Some(part(minted(&subnet.pool), sum))
}

/// Returns `1/Σs²` over the shares of the last block: as many subnets with equal shares would be as unequal; 0 if nothing was
/// minted.
pub fn effective_subnets() -> f64 {
    let all = PoolStore::<Runtime>::all();
    let sum = others(&all).map(|subnet| minted(&subnet.pool)).sum();
    let squares: f64 = others(&all).map(|subnet| part(minted(&subnet.pool), sum).powi(2)).sum();
    if squares > 0.0 {
        squares.recip()
    } else {
        0.0
    }
}

/// Returns a subnet's place by market value, from 1.
pub fn rank(netuid: u16) -> Option<u32> {
    ranks(&PoolStore::<Runtime>::all()).get(&netuid).copied()
}

/// Returns root's part of a subnet's validators' alpha.
pub fn root_part_of(netuid: u16) -> Option<f64> {
    let root = pool(0)?;
    Some(root_part(&pool(netuid)?, weighted_root(root.tao.rao(), TaoWeight::<Runtime>::get())))
}

/// Returns the mean of root's part over all subnets, weighed equally.
pub fn mean_root_part() -> f64 {
    let all = PoolStore::<Runtime>::all();
    let weight = root_weight(&all);
    let (count, sum) =
        others(&all).fold((0.0, 0.0), |(count, sum), subnet| (count + 1.0, sum + root_part(&subnet.pool, weight)));
    if count > 0.0 {
        sum / count
    } else {
        0.0
    }
}

/// Returns the number of coldkeys with stake at a subnet, and the sum of the squares of their parts.
pub fn holders(netuid: NetUid) -> (u32, f64) {
    let mut held = BTreeMap::<AccountId, f64>::new();
    for (hotkey, coldkey) in SubnetPositions::<Runtime>::iter_key_prefix((netuid,)) {
        let value = Position::<Runtime>::load(&hotkey, &coldkey, netuid).value();
        *held.entry(coldkey).or_default() += value.rao() as f64;
    }
    let sum: f64 = held.values().sum();
    let squares: f64 = held.values().map(|value| (value / sum).powi(2)).sum();
    (u32::try_from(held.len()).unwrap_or(u32::MAX), if sum > 0.0 { squares } else { 0.0 })
}

/// The wealth of an account, in rao.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wealth {
    /// TAO, free or held.
    pub balance: u64,
    /// All its stake, each subnet's at its price.
    pub stake: u64,
    /// The TAO that a sale of all its stake at once would bring, after fees.
    pub sale: u64,
}

impl Wealth {
    /// Returns the sum of two.
    pub fn and(self, other: Self) -> Self {
        Self {
            balance: self.balance.saturating_add(other.balance),
            stake: self.stake.saturating_add(other.stake),
            sale: self.sale.saturating_add(other.sale),
        }
    }

    /// Returns the balance, and the stake at its prices.
    pub fn at_prices(&self) -> u64 {
        self.balance.saturating_add(self.stake)
    }

    /// Returns the balance, and what a sale of all stake would bring.
    pub fn when_sold(&self) -> u64 {
        self.balance.saturating_add(self.sale)
    }
}

/// Measures accounts together: those that sell at once at the same pool press its price together.
pub fn wealth(coldkeys: &[AccountId]) -> Wealth {
    let mut held = BTreeMap::<NetUid, u64>::new();
    let mut wealth = Wealth::default();
    for coldkey in coldkeys {
        wealth.balance = wealth.balance.saturating_add(Balances::total_balance(coldkey));
        for (hotkey, netuid) in StakePositions::<Runtime>::iter_key_prefix((coldkey,)) {
            let value = Position::<Runtime>::load(&hotkey, coldkey, netuid).value();
            let sum = held.entry(netuid).or_default();
            *sum = sum.saturating_add(value.rao());
        }
    }
    for (netuid, alpha) in held {
        let Some(pool) = PoolStore::<Runtime>::get(netuid) else { continue };
        let (stake, sale) = if netuid.is_root() { (alpha, alpha) } else { worth(&pool, alpha) };
        wealth.stake = wealth.stake.saturating_add(stake);
        wealth.sale = wealth.sale.saturating_add(sale);
    }
    wealth
}

/// Returns the value of alpha at the price, and what its sale would bring; both in rao.
fn worth(pool: &Pool, alpha: u64) -> (u64, u64) {
    let stake = u128::from(alpha).checked_mul(pool.tao.rao().into());
    let stake = stake.and_then(|product| product.checked_div(pool.alpha_in.rao().into())).unwrap_or(0);
    let sale = pool.reserves().sell(alpha, pool.fee_rate).map_or(0, |trade| trade.out);
    (u64::try_from(stake).unwrap_or(u64::MAX), sale)
}

/// Returns the alpha that a coldkey has staked with a hotkey at a subnet.
pub fn staked(hotkey: &AccountId, coldkey: &AccountId, netuid: NetUid) -> AlphaBalance {
    Position::<Runtime>::load(hotkey, coldkey, netuid).value()
}

/// Returns the alpha that a coldkey has staked at a subnet, by hotkey.
pub fn stakes(coldkey: &AccountId, netuid: NetUid) -> Vec<(AccountId, AlphaBalance)> {
    let at = StakePositions::<Runtime>::iter_key_prefix((coldkey,)).filter(|(_, other)| *other == netuid);
    at.map(|(hotkey, _)| (hotkey.clone(), staked(&hotkey, coldkey, netuid))).collect()
}

/// Returns the TAO that an account can spend without being removed, in rao.
pub fn spendable(account: &AccountId) -> u64 {
    use frame_support::traits::tokens::{Fortitude, Preservation};
    Balances::reducible_balance(account, Preservation::Preserve, Fortitude::Polite)
}

fn others(all: &[NumberedPool]) -> impl Iterator<Item = &NumberedPool> {
    all.iter().filter(|subnet| !subnet.netuid.is_root())
}

fn root_weight(all: &[NumberedPool]) -> u64 {
    let root = all.iter().find(|subnet| subnet.netuid.is_root());
    weighted_root(root.map_or(0, |root| root.pool.tao.rao()), TaoWeight::<Runtime>::get())
}

fn root_part(pool: &Pool, root_weight: u64) -> f64 {
    pool.alpha_issuance().map_or(0.0, |issuance| root_proportion(root_weight, issuance).to_num())
}

fn part(of: u64, sum: u64) -> f64 {
    if sum > 0 {
        of as f64 / sum as f64
    } else {
        0.0
    }
}

fn ranks(all: &[NumberedPool]) -> BTreeMap<u16, u32> {
    let mut values: Vec<_> = others(all).map(|subnet| (market_value(&subnet.pool), subnet.netuid.get())).collect();
    values.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    (1..).zip(values).map(|(rank, (_, netuid))| (netuid, rank)).collect()
}
