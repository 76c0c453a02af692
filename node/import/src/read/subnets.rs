//! Subnets: their records, pools and settings.

use super::{accounts::texts, pools, settings};
use crate::{
    decode::value::{self, Value},
    model::{Account, Identity, PoolState, Subnet, ROOT},
    report::Report,
    source::{Source, SUBTENSOR},
};
use dtao_math::pool::MIN_RESERVE;
use std::collections::{BTreeMap, BTreeSet};

/// Texts of a subnet's identity: key in a genesis file, and field.
const IDENTITY: [(&str, &str); 8] = [
    (NAME, "subnet_name"),
    ("github", "github_repo"),
    ("contact", "subnet_contact"),
    ("url", "subnet_url"),
    ("discord", "discord"),
    ("description", "description"),
    ("logo", "logo_url"),
    ("additional", "additional"),
];

/// The text that is the name of the subnet.
const NAME: &str = "name";

/// The largest netuid of this chain.
const MAX_NETUID: u16 = 128;

/// Returns the subnets to carry over.
///
/// # Errors
/// Names an item that cannot be read, or a subnet that lacks a record.
pub fn all(source: &Source, report: &mut Report) -> Result<BTreeMap<u16, Subnet>, String> {
    let pools = pools::all(source)?;
    let owners = source.by_netuid(SUBTENSOR, "SubnetOwner", value::account)?;
    let hotkeys = source.by_netuid(SUBTENSOR, "SubnetOwnerHotkey", value::account)?;
    let tempos = source.by_netuid(SUBTENSOR, "Tempo", value::short)?;
    let tempo = source.default(SUBTENSOR, "Tempo", value::short)?;
    let burns = source.by_netuid(SUBTENSOR, "Burn", value::small)?;
    let identity = |value: &Value| texts(value, &IDENTITY);
    let mut identities = source.by_netuid(SUBTENSOR, "SubnetIdentitiesV3", identity)?;
    let mut symbols = Symbols::read(source)?;
    let mut settings = settings::of_subnets(source)?;
    let stable = stable(source)?;
    let mut subnets = BTreeMap::new();
    let nobody = Account::from([0; 32]);
    let owner =
        |records: &BTreeMap<u16, Account>, netuid| records.get(netuid).filter(|account| **account != nobody).cloned();
    for netuid in &source.subnets {
        let pool = pools.get(netuid).cloned().unwrap_or_default();
        if let Some(why) = refusal(*netuid, &pool, &stable) {
            report.left_out(format!("subnet {netuid}: {why}"));
            continue;
        }
        let owner_of = owner(&owners, netuid).unwrap_or_else(crate::books::others);
        let (name, identity) = named(*netuid, identities.remove(netuid).unwrap_or_default());
        subnets.insert(
            *netuid,
            Subnet {
                name,
                symbol: symbols.take(*netuid),
                identity,
                owner_hotkey: owner(&hotkeys, netuid).unwrap_or_else(|| owner_of.clone()),
                owner: owner_of,
                tempo: tempos.get(netuid).copied().or(tempo).ok_or("the chain has no SubtensorModule.Tempo")?,
                unowned: 0,
                burn: burns.get(netuid).copied().filter(|_| *netuid != ROOT),
                settings: settings.remove(netuid).unwrap_or_default(),
                pool,
                neurons: Vec::new(),
                weights: BTreeMap::new(),
                bonds: BTreeMap::new(),
            },
        );
    }
    for (netuid, subnet) in &mut subnets {
        let halving = subnet.pool.halving.filter(|blocks| *netuid != ROOT && *blocks != pools::DEFAULT_HALVING);
        if let Some(blocks) =
            halving.filter(|_| !subnet.settings.iter().any(|(name, _)| *name == "moving_price_halving"))
        {
            subnet.settings.push(("moving_price_halving", blocks.to_string()));
        }
    }
    report.carried(format!(
        "{} of {} subnets with pools, moving prices, flows, settings and identities",
        subnets.len().saturating_sub(1),
        source.known.len().saturating_sub(1)
    ));
    report.changed_if(symbols.replaced, |number| {
        format!("{number} symbols that another subnet has, or that are longer than a character")
    });
    Ok(subnets)
}

/// Returns the subnets without a pool of two reserves.
fn stable(source: &Source) -> Result<BTreeSet<u16>, String> {
    let mechanisms = source.by_netuid(SUBTENSOR, "SubnetMechanism", value::short)?;
    Ok(mechanisms.into_iter().filter(|(_, mechanism)| *mechanism == 0).map(|(netuid, _)| netuid).collect())
}

/// Returns the reason why this chain cannot have a subnet.
fn refusal(netuid: u16, pool: &PoolState, stable: &BTreeSet<u16>) -> Option<String> {
    if netuid == ROOT {
        return None;
    }
    if netuid > MAX_NETUID {
        return Some(format!("this chain has netuids up to {MAX_NETUID}"));
    }
    if stable.contains(&netuid) {
        return Some("it is of the stable mechanism, without a pool of two reserves".into());
    }
    (pool.tao.min(pool.alpha) < MIN_RESERVE)
        .then(|| format!("its pool has {} and {} rao: a reserve has {MIN_RESERVE} at least", pool.tao, pool.alpha))
}

fn named(netuid: u16, mut identity: Identity) -> (String, Identity) {
    let at = identity.iter().position(|(key, text)| *key == NAME && !text.trim().is_empty());
    let name = at.map(|at| identity.remove(at).1);
    let unnamed = || if netuid == ROOT { "Root".into() } else { format!("Subnet {netuid}") };
    (name.unwrap_or_else(unnamed), identity)
}

/// Symbols of tokens, each for one subnet.
struct Symbols {
    of_subnets: BTreeMap<u16, String>,
    used: BTreeSet<String>,
    replaced: usize,
}

impl Symbols {
    fn read(source: &Source) -> Result<Self, String> {
        let of_subnets = source.by_netuid(SUBTENSOR, "TokenSymbol", value::text)?;
        let used = BTreeSet::new();
        Ok(Self { of_subnets, used, replaced: 0 })
    }

    /// Returns the symbol of a subnet, or a free one if that cannot be: one that no subnet has on the chain.
    fn take(&mut self, netuid: u16) -> Option<String> {
        let symbol = self.of_subnets.get(&netuid).filter(|symbol| symbol.chars().count() == 1).cloned();
        if let Some(symbol) = symbol.filter(|symbol| self.used.insert(symbol.clone())) {
            return Some(symbol);
        }
        self.replaced += 1;
        let taken: BTreeSet<_> = self.of_subnets.values().chain(&self.used).cloned().collect();
        let mut known = pallet_subtensor::registry::symbols::SYMBOLS.chars().map(String::from);
        let free = known.find(|symbol| !taken.contains(symbol))?;
        self.used.insert(free.clone());
        Some(free)
    }
}
