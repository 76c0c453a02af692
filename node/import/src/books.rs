//! The sum of all who are left out, so that the books balance.
//!
//! The account `//Others` gets what no account of the file has:
//!
//! | what | place |
//! |---|---|
//! | the stakes of coldkeys that are left out | its own stakes, with the same hotkeys at the same subnets, so that no hotkey's stake changes |
//! | what rounding keeps from the holders of a hotkey's stake | the same |
//! | alpha that root's stakers have not claimed yet | its stake with `//Others//hotkey` |
//! | TAO at root that belongs to nobody's stake | the same, at root |
//! | the balances that are left out, the pools of subnets that are left out, and what accounts of pallets hold beside pools | its balance |
//!
//! Its balance is the rest of the issuance:
//!
//! ```text
//! balance of //Others = issuance − other balances − TAO of pools − stakes at root − root's dividends that wait − 500 rao
//! ```
//!
//! The 500 rao are the existential deposit of the account that holds the pools of this chain.

use crate::{
    model::{Account, Model, Stake, ROOT},
    report::Report,
    selection::Keep,
};
use dtao_genesis::{text::account, units::format_amount};
use dtao_runtime::EXISTENTIAL_DEPOSIT;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Secret of the account that has what is left out.
pub const OTHERS: &str = "//Others";

/// Secret of its hotkey.
pub const OTHERS_HOTKEY: &str = "//Others//hotkey";

static ACCOUNTS: LazyLock<[Account; 2]> =
    LazyLock::new(|| [OTHERS, OTHERS_HOTKEY].map(|secret| account(secret).unwrap_or_else(|_| Account::from([0; 32]))));

/// Returns the account that has what is left out.
pub fn others() -> Account {
    ACCOUNTS[0].clone()
}

/// Returns its hotkey.
pub fn others_hotkey() -> Account {
    ACCOUNTS[1].clone()
}

/// Leaves out the coldkeys that are not chosen, and adds their stakes to those of `//Others`.
pub fn select(model: &mut Model, keep: &Keep, report: &mut Report) {
    let kept = match keep {
        Keep::All => return merge_stakes(model),
        Keep::Stakers(number) => largest(model, *number),
        Keep::Coldkeys(coldkeys) => coldkeys.clone(),
    };
    let owners = model.subnets.values().map(|subnet| subnet.owner.clone());
    let kept: BTreeSet<_> = kept.into_iter().chain(owners).chain([others()]).collect();
    let before = model.balances.len();
    let mut left = 0_u128;
    model.balances.retain(|account, balance| {
        let stays = kept.contains(account);
        left += if stays { 0 } else { u128::from(*balance) };
        stays
    });
    let mut summed = BTreeSet::new();
    for stake in model.stakes.iter_mut().filter(|stake| !kept.contains(&stake.coldkey)) {
        summed.insert(std::mem::replace(&mut stake.coldkey, others()));
    }
    merge_stakes(model);
    model.identities.retain(|coldkey, _| kept.contains(coldkey));
    // Hotkeys that nobody needs go with their owners.
    let needed = needed_hotkeys(model);
    model.owners.retain(|hotkey, coldkey| kept.contains(coldkey) || needed.contains(hotkey));
    report.left_out(format!(
        "the balances of {} accounts, {} TAO in all, and the stakes of {} coldkeys: they belong to {OTHERS}, the stakes with the same \
         hotkeys",
        before.saturating_sub(model.balances.len()),
        tao(left),
        summed.len()
    ));
}

/// Returns the coldkeys whose stake is worth most at the prices of the pools.
fn largest(model: &Model, number: usize) -> BTreeSet<Account> {
    let mut worth = BTreeMap::<&Account, u128>::new();
    for stake in model.stakes.iter().filter(|stake| stake.coldkey != others()) {
        let pool = model.subnets.get(&stake.netuid).map(|subnet| &subnet.pool);
        let value = match pool.filter(|pool| stake.netuid != ROOT && pool.alpha > 0) {
            Some(pool) => u128::from(stake.amount) * u128::from(pool.tao) / u128::from(pool.alpha),
            None if stake.netuid == ROOT => stake.amount.into(),
            None => 0,
        };
        *worth.entry(&stake.coldkey).or_default() += value;
    }
    let mut ranked: Vec<_> = worth.into_iter().map(|(coldkey, value)| (value, coldkey)).collect();
    ranked.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    ranked.into_iter().take(number).map(|(_, coldkey)| coldkey.clone()).collect()
}

/// Adds the stakes of a coldkey with a hotkey at a subnet.
fn merge_stakes(model: &mut Model) {
    let mut merged = BTreeMap::<(u16, Account, Account), u64>::new();
    for Stake { netuid, hotkey, coldkey, amount } in std::mem::take(&mut model.stakes) {
        let sum = merged.entry((netuid, hotkey, coldkey)).or_default();
        // The parts of one sum that fits.
        *sum = sum.checked_add(amount).unwrap_or(u64::MAX);
    }
    let stake = |((netuid, hotkey, coldkey), amount)| Stake { netuid, hotkey, coldkey, amount };
    model.stakes = merged.into_iter().map(stake).collect();
}

/// Returns the hotkeys that a file must name: of neurons, stakes and owners of subnets.
fn needed_hotkeys(model: &Model) -> BTreeSet<Account> {
    let neurons = model.subnets.values().flat_map(|subnet| subnet.neurons.iter().chain([&subnet.owner_hotkey]));
    neurons.chain(model.stakes.iter().map(|stake| &stake.hotkey)).cloned().collect()
}

/// Balances the books: every hotkey has an owner, and all TAO and alpha that the chain counts belong to an account or a pool.
///
/// # Errors
/// Describes a sum that passes 64 bits.
pub fn balance(model: &mut Model, report: &mut Report) -> Result<(), String> {
    drop_unknown(model, report);
    give_claims(model, report);
    balance_root(model, report)?;
    settle_owners(model, report);
    raise_dust(model, report);
    balance_issuance(model, report)
}

/// Drops rows of subnets that are not in the file.
fn drop_unknown(model: &mut Model, report: &mut Report) {
    let subnets: BTreeSet<_> = model.subnets.keys().copied().collect();
    let before = model.stakes.len();
    model.stakes.retain(|stake| subnets.contains(&stake.netuid) && stake.amount > 0);
    report.left_out_if(before.saturating_sub(model.stakes.len()), |number| {
        format!("{number} stakes at subnets that are left out")
    });
    model.families.retain(|family| subnets.contains(&family.netuid));
    model.childkey_takes.retain(|(netuid, _), _| subnets.contains(netuid));
    if let Some(root) = model.subnets.get_mut(&ROOT) {
        for vote in root.weights.values_mut() {
            vote.retain(|(netuid, _)| *netuid != ROOT && subnets.contains(netuid));
        }
        root.weights.retain(|_, vote| vote.iter().any(|(_, weight)| *weight > 0));
    }
}

fn give_claims(model: &mut Model, report: &mut Report) {
    let mut number = 0;
    for (netuid, subnet) in &mut model.subnets {
        let amount = std::mem::take(&mut subnet.pool.claimable);
        if amount > 0 && *netuid != ROOT {
            number += 1;
            let (hotkey, coldkey) = (others_hotkey(), others());
            model.stakes.push(Stake { netuid: *netuid, hotkey, coldkey, amount });
        }
    }
    report.changed_if(number, |number| {
        format!("the alpha of {number} subnets that root's stakers have not claimed is staked by {OTHERS}")
    });
}

fn balance_root(model: &mut Model, report: &mut Report) -> Result<(), String> {
    let staked: u128 = sum(model.stakes.iter().filter(|stake| stake.netuid == ROOT).map(|stake| stake.amount));
    let all = u128::from(model.root_tao);
    if all > staked {
        let amount = u64::try_from(all - staked).map_err(|_| "root's stake passes 64 bits")?;
        let (hotkey, coldkey) = (others_hotkey(), others());
        model.stakes.push(Stake { netuid: ROOT, hotkey, coldkey, amount });
        report
            .changed(format!("{} TAO at root that belong to no stake there are staked by {OTHERS}", tao(all - staked)));
    } else if all < staked {
        report.changed(format!(
            "root has {} TAO more than the chain counts there: the sum of the stakes",
            tao(staked - all)
        ));
    }
    merge_stakes(model);
    Ok(())
}

/// Gives every hotkey an owner, and every subnet's owner a hotkey of its own.
fn settle_owners(model: &mut Model, report: &mut Report) {
    let mut exchanged = 0;
    for subnet in model.subnets.values_mut() {
        let owner = &subnet.owner;
        if model.owners.get(&subnet.owner_hotkey).is_some_and(|other| other != owner) {
            let own = model.owners.iter().find(|(_, coldkey)| *coldkey == owner).map(|(hotkey, _)| hotkey.clone());
            subnet.owner_hotkey = own.unwrap_or_else(|| owner.clone());
            exchanged += 1;
        }
        model.owners.entry(subnet.owner_hotkey.clone()).or_insert_with(|| owner.clone());
    }
    let (mut orphans, own) = (0, others_hotkey());
    for hotkey in needed_hotkeys(model) {
        orphans += usize::from(!model.owners.contains_key(&hotkey) && hotkey != own);
        model.owners.entry(hotkey).or_insert_with(others);
    }
    let owners = &model.owners;
    model.takes.retain(|hotkey, _| owners.contains_key(hotkey));
    report.changed_if(exchanged, |number| {
        format!("{number} subnets' owners have another hotkey: they do not own the one of the chain")
    });
    report.changed_if(orphans, |number| format!("{number} hotkeys without an owner are owned by {OTHERS}"));
}

/// Takes balances below the existential deposit to `//Others`.
fn raise_dust(model: &mut Model, report: &mut Report) {
    let before = model.balances.len();
    model.balances.retain(|_, balance| *balance >= EXISTENTIAL_DEPOSIT);
    report.changed_if(before.saturating_sub(model.balances.len()), |number| {
        format!("{number} balances below {EXISTENTIAL_DEPOSIT} rao belong to {OTHERS}")
    });
}

fn balance_issuance(model: &mut Model, report: &mut Report) -> Result<(), String> {
    let balances = sum(model.balances.values().copied());
    let pools = sum(model.subnets.iter().filter(|(netuid, _)| **netuid != ROOT).map(|(_, subnet)| subnet.pool.tao));
    let root = sum(model.stakes.iter().filter(|stake| stake.netuid == ROOT).map(|stake| stake.amount));
    let dividends = sum(model.subnets.values().map(|subnet| subnet.pool.waiting.root_tao));
    let known = balances + pools + root + dividends + u128::from(EXISTENTIAL_DEPOSIT);
    let issuance = u128::from(model.issuance);
    let rest = match issuance.checked_sub(known) {
        Some(rest) => u64::try_from(rest).map_err(|_| "the issuance passes 64 bits")?,
        None => {
            report.changed(format!(
                "the issuance is {} TAO above that of the chain, which counts less than its accounts and pools hold",
                tao(known - issuance)
            ));
            0
        }
    };
    give_rest(model, rest, report);
    report.carried(format!(
        "{} TAO in all: {} of accounts, {} in pools, {} staked at root, {} of root's dividends that wait, 0.0000005 of the deposit of \
         the pools' account, {} of {OTHERS}",
        tao(known + u128::from(rest)),
        tao(balances),
        tao(pools),
        tao(root),
        tao(dividends),
        format_amount(rest)
    ));
    let unowned = model.subnets.values().filter(|subnet| subnet.unowned > 0).count();
    report.changed_if(unowned, |number| {
        format!("alpha outside of the pools of {number} subnets that is neither staked nor waits belongs to nobody, and counts as burned")
    });
    Ok(())
}

/// Gives the rest of the issuance to `//Others`, or what is less than an account can hold to the largest account.
fn give_rest(model: &mut Model, rest: u64, report: &mut Report) {
    if rest == 0 {
        return;
    }
    let held = model.balances.get(&others()).copied().unwrap_or(0);
    let largest = model.balances.iter().max_by_key(|(_, balance)| **balance).map(|(account, _)| account.clone());
    let is_dust = held == 0 && rest < EXISTENTIAL_DEPOSIT;
    let receiver = largest.filter(|_| is_dust).unwrap_or_else(others);
    if is_dust {
        report.changed(format!("{rest} rao of nobody, too few for an account, belong to the largest one"));
    }
    let balance = model.balances.entry(receiver).or_default();
    *balance = balance.checked_add(rest).unwrap_or(u64::MAX);
}

fn sum(amounts: impl Iterator<Item = u64>) -> u128 {
    amounts.map(u128::from).sum()
}

fn tao(rao: u128) -> String {
    u64::try_from(rao).map_or_else(|_| format!("{rao} rao"), format_amount)
}
