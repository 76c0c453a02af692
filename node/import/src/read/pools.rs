//! Pools, of both layouts: in pages, as this chain has them, or in an item for each amount, as the reference has them.

use crate::{
    decode::value::{self, Value},
    model::{PoolState, Waiting, ROOT},
    source::{Source, SUBTENSOR, SWAP},
};
use dtao_math::moving_price::MovingPrice;
use std::collections::BTreeMap;

/// Blocks after the start at which a moving price has half of its speed, by default.
pub const DEFAULT_HALVING: u64 = pallet_subtensor::lifecycle::register_subnet::EMA_HALVING_BLOCKS;

/// Fraction bits by which this chain's moving price is more exact than the reference's.
const MORE_BITS: u32 = 64;

/// Returns the pools of the subnets to carry over.
///
/// # Errors
/// Names an item that cannot be read, or the items that the chain lacks.
pub fn all(source: &Source) -> Result<BTreeMap<u16, PoolState>, String> {
    if source.has(SWAP, "PoolPages") {
        return paged(source);
    }
    let needed = ["SubnetTAO", "SubnetAlphaIn", "SubnetAlphaOut", "SubnetMovingPrice"];
    if let Some(lacking) = needed.into_iter().find(|item| !source.has(SUBTENSOR, item)) {
        return Err(format!(
            "the runtime {} {} has neither Swap.PoolPages nor {SUBTENSOR}.{lacking}: its pools cannot be read",
            source.origin.spec, source.origin.version
        ));
    }
    by_items(source)
}

fn paged(source: &Source) -> Result<BTreeMap<u16, PoolState>, String> {
    let block = source.origin.block;
    let numbered = |row: &Value| {
        // A pair of the netuid and the pool.
        match value::list(row)?[..] {
            [netuid, state] => Some((value::short(netuid)?, pool(state, block)?)),
            _ => None,
        }
    };
    let page = |value: &Value| value::elements(value, &numbered);
    let pages = source.map(SWAP, "PoolPages", |keys| value::short(keys.first()?), page)?;
    Ok(pages.into_iter().flat_map(|(_, page)| page).collect())
}

/// Reads a pool of this chain.
fn pool(pool: &Value, block: u64) -> Option<PoolState> {
    let amount = |of: &Value, name: &str| value::small(value::field(of, name)?);
    let average = |name: &str| value::signed(value::field(pool, name)?);
    let pending = value::field(pool, "pending")?;
    let next = amount(pool, "next_payout")?;
    Some(PoolState {
        tao: amount(pool, "tao")?,
        alpha: amount(pool, "alpha_in")?,
        alpha_out: amount(pool, "alpha_out")?,
        claimable: amount(pool, "claimable")?,
        moving_price: value::number(value::field(pool, "moving_price")?)?,
        volume: value::number(value::field(pool, "volume")?)?,
        flows: [average("flow_average")?, average("inflow_average")?, average("revenue_average")?],
        withheld: amount(pool, "withheld")?,
        halving: Some(amount(pool, "ema_halving_blocks")?),
        fee_rate: value::short(value::field(pool, "fee_rate")?)?,
        started: value::option(value::field(pool, "first_emission_block")?)?.is_some(),
        waiting: Waiting {
            miners: amount(pending, "server")?,
            validators: amount(pending, "validator")?,
            owner: amount(pending, "owner")?,
            root_tao: amount(pending, "root_tao")?,
            root_alpha_sold: amount(pending, "root_alpha_sold")?,
            root_alpha: amount(pending, "root_alpha")?,
        },
        // Without a tempo no payout is due.
        payout_in: (next != u64::MAX).then(|| next.saturating_sub(block).max(1)),
    })
}

/// Items of the reference by netuid.
struct Items<'a>(&'a Source);

impl Items<'_> {
    fn amounts(&self, name: &str) -> Result<BTreeMap<u16, u64>, String> {
        self.0.by_netuid(SUBTENSOR, name, value::small)
    }
}

fn by_items(source: &Source) -> Result<BTreeMap<u16, PoolState>, String> {
    let items = Items(source);
    let (tao, alpha, alpha_out) =
        (items.amounts("SubnetTAO")?, items.amounts("SubnetAlphaIn")?, items.amounts("SubnetAlphaOut")?);
    let prices = source.by_netuid(SUBTENSOR, "SubnetMovingPrice", value::number)?;
    let volumes = source.by_netuid(SUBTENSOR, "SubnetVolume", value::number)?;
    let flows = source.by_netuid(SUBTENSOR, "SubnetEmaTaoFlow", |value| value::signed(value::list(value)?.last()?))?;
    let fees = source.by_netuid(SWAP, "FeeRate", value::short)?;
    let fee = source.default(SWAP, "FeeRate", value::short)?.unwrap_or_default();
    let started = started(source)?;
    let (miners, validators) = (items.amounts("PendingServerEmission")?, items.amounts("PendingValidatorEmission")?);
    let (owners, root) = (items.amounts("PendingOwnerCut")?, items.amounts("PendingRootAlphaDivs")?);
    let payouts = payouts(source)?;
    let of = |amounts: &BTreeMap<u16, u64>, netuid: &u16| amounts.get(netuid).copied().unwrap_or(0);
    let pool = |netuid: &u16| {
        let waiting = Waiting {
            miners: of(&miners, netuid),
            validators: of(&validators, netuid),
            owner: of(&owners, netuid),
            root_alpha: of(&root, netuid),
            ..Waiting::default()
        };
        let price = prices.get(netuid).copied().unwrap_or(0).min(1 << 32) << MORE_BITS;
        PoolState {
            tao: of(&tao, netuid),
            alpha: of(&alpha, netuid),
            alpha_out: of(&alpha_out, netuid),
            moving_price: MovingPrice::from_bits(price).to_bits(),
            volume: volumes.get(netuid).copied().unwrap_or(0),
            flows: [flows.get(netuid).copied().unwrap_or(0), 0, 0],
            fee_rate: if *netuid == ROOT { 0 } else { fees.get(netuid).copied().unwrap_or(fee) },
            started: started.contains_key(netuid),
            waiting,
            payout_in: payouts.get(netuid).copied(),
            ..PoolState::default()
        }
    };
    Ok(source.subnets.iter().map(|netuid| (*netuid, pool(netuid))).collect())
}

/// Returns the subnets that have started, with their first blocks.
fn started(source: &Source) -> Result<BTreeMap<u16, u64>, String> {
    if !source.has(SUBTENSOR, "FirstEmissionBlockNumber") {
        // At launch there were no starts.
        return Ok(source.subnets.iter().map(|netuid| (*netuid, 0)).collect());
    }
    source.by_netuid(SUBTENSOR, "FirstEmissionBlockNumber", |value| match value::option(value) {
        Some(inner) => inner.map_or(Some(0), value::small),
        None => value::small(value),
    })
}

/// Returns the blocks until the next payout: until the epoch that was asked for, or by the tempo since the last one.
fn payouts(source: &Source) -> Result<BTreeMap<u16, u64>, String> {
    let block = source.origin.block;
    let items = Items(source);
    let (asked, last) = (items.amounts("PendingEpochAt")?, items.amounts("LastEpochBlock")?);
    let since = items.amounts("BlocksSinceLastStep")?;
    let tempos = items.amounts("Tempo")?;
    let blocks = |netuid: &u16| {
        let tempo = tempos.get(netuid).copied().filter(|tempo| *tempo > 0)?;
        let asked = asked.get(netuid).copied().filter(|at| *at > block);
        let by_tempo = match last.get(netuid).copied().filter(|at| *at > 0) {
            Some(last) => last.checked_add(tempo)?.saturating_sub(block),
            None => tempo.saturating_sub(*since.get(netuid)?),
        };
        Some((*netuid, asked.map_or(by_tempo, |at| by_tempo.min(at - block)).max(1)))
    };
    Ok(source.subnets.iter().filter_map(blocks).collect())
}
