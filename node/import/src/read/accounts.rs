//! Balances, owners of hotkeys, and what hotkeys and coldkeys have set for themselves.

use crate::{
    decode::value::{self, Value},
    model::{Account, Family, Identity, Model},
    report::Report,
    source::{Source, SUBTENSOR},
};
use dtao_runtime::Swap;
use std::collections::BTreeMap;

/// The first bytes of the accounts of pallets, which have no keys.
const PALLET_ACCOUNT: &[u8] = b"modl";

/// Texts of a coldkey's identity: key in a genesis file, and field.
const IDENTITY: [(&str, &str); 7] = [
    ("name", "name"),
    ("url", "url"),
    ("github", "github_repo"),
    ("image", "image"),
    ("discord", "discord"),
    ("description", "description"),
    ("additional", "additional"),
];

/// Returns the account that is the single key of an entry.
pub(super) fn account_key(keys: &[Value]) -> Option<Account> {
    value::account(keys.first()?)
}

/// Returns an account and a netuid, in either order.
pub(super) fn account_and_netuid(keys: &[Value]) -> Option<(Account, u16)> {
    let [one, other] = keys else {
        return None;
    };
    let read = |account, netuid| Some((value::account(account)?, value::short(netuid)?));
    read(one, other).or_else(|| read(other, one))
}

/// Returns the coldkey of each hotkey.
///
/// # Errors
/// Names an item that cannot be read.
pub fn owners(source: &Source) -> Result<BTreeMap<Account, Account>, String> {
    let owners = source.map(SUBTENSOR, "Owner", account_key, value::account)?;
    let nobody = Account::from([0; 32]);
    Ok(owners.into_iter().filter(|(hotkey, owner)| *owner != nobody && *hotkey != nobody).collect())
}

/// Returns the balance of each account that has a key, free and reserved together.
///
/// # Errors
/// Names an item that cannot be read.
pub fn balances(source: &Source, report: &mut Report) -> Result<BTreeMap<Account, u64>, String> {
    let balance = |info: &Value| {
        let data = value::field(info, "data")?;
        let part = |name| value::small(value::field(data, name)?);
        Some((part("free")?, part("reserved")?))
    };
    let accounts = source.map("System", "Account", account_key, balance)?;
    let own = Swap::custody_account();
    let (mut balances, mut reserved, mut of_pallets) = (BTreeMap::new(), 0_usize, 0_usize);
    for (account, (free, held)) in accounts {
        let bytes: &[u8] = account.as_ref();
        if bytes.starts_with(PALLET_ACCOUNT) || account == own {
            of_pallets += usize::from(free > 0 || held > 0);
            continue;
        }
        reserved += usize::from(held > 0);
        let sum = free.checked_add(held).ok_or("a balance passes 64 bits")?;
        if sum > 0 {
            balances.insert(account, sum);
        }
    }
    report.changed_if(of_pallets, |number| {
        format!(
            "the TAO of {number} accounts of pallets, which have no keys: what they hold of pools and of root's stake is in the pools, \
             the rest belongs to //Others"
        )
    });
    report.changed_if(reserved, |number| {
        format!("the reserved balances of {number} accounts are free: their deposits are left out")
    });
    Ok(balances)
}

/// Returns all TAO, as the chain counts it for its emission.
///
/// # Errors
/// Names the items if the chain has none of them.
pub fn issuance(source: &Source) -> Result<u64, String> {
    let own = source.single(SUBTENSOR, "TotalIssuance", value::small)?.filter(|issuance| *issuance > 0);
    let issuance = match own {
        Some(issuance) => Some(issuance),
        None => source.single("Balances", "TotalIssuance", value::small)?,
    };
    issuance.ok_or_else(|| "the chain has neither SubtensorModule.TotalIssuance nor Balances.TotalIssuance".into())
}

/// Reads takes, children and identities into the model.
///
/// # Errors
/// Names an item that cannot be read.
pub fn records(source: &Source, model: &mut Model, report: &mut Report) -> Result<(), String> {
    let takes = source.map(SUBTENSOR, "Delegates", account_key, value::short)?;
    model.takes = takes.into_iter().filter(|(hotkey, _)| model.owners.contains_key(hotkey)).collect();
    for ((hotkey, netuid), children) in source.map(SUBTENSOR, "ChildKeys", account_and_netuid, children)? {
        if source.subnets.contains(&netuid) && !children.is_empty() {
            model.families.push(Family { netuid, hotkey, children });
        }
    }
    model.families.sort_by(|one, other| (one.netuid, &one.hotkey).cmp(&(other.netuid, &other.hotkey)));
    for ((hotkey, netuid), take) in source.map(SUBTENSOR, "ChildkeyTake", account_and_netuid, value::short)? {
        if source.subnets.contains(&netuid) {
            model.childkey_takes.insert((netuid, hotkey), take);
        }
    }
    let identities = source.map(SUBTENSOR, "IdentitiesV2", account_key, |value| texts(value, &IDENTITY))?;
    model.identities = identities.into_iter().collect();
    report.carried(format!(
        "{} takes, {} hotkeys with children, {} takes of children, {} identities of coldkeys",
        model.takes.len(),
        model.families.len(),
        model.childkey_takes.len(),
        model.identities.len()
    ));
    Ok(())
}

/// Returns pairs of a proportion and a hotkey.
fn children(value: &Value) -> Option<Vec<(u64, Account)>> {
    value::elements(value, &|child| match value::list(child)?[..] {
        [part, hotkey] => Some((value::small(part)?, value::account(hotkey)?)),
        _ => None,
    })
}

/// Returns the texts of an identity that are not empty. A field that the chain does not have is empty.
pub(super) fn texts(identity: &Value, fields: &[(&'static str, &str)]) -> Option<Identity> {
    let read = |(key, name): &(&'static str, &str)| {
        let text = value::field(identity, name).map_or(Some(String::new()), value::text)?;
        Some((*key, text))
    };
    let all: Option<Identity> = fields.iter().map(read).collect();
    value::list(identity)?;
    all.map(|all| all.into_iter().filter(|(_, text)| !text.is_empty()).collect())
}
