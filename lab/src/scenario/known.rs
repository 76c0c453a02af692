//! The names that a scenario may use: subnets, accounts, agents, events and rules.

use super::{
    faults::unknown,
    formula::Atom,
    quantity::{Quantity, Subject},
};
use dtao_genesis::text::account;
use dtao_runtime::AccountId;
use std::collections::BTreeSet;

/// The names that exist at the start of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The netuids of the start, without root.
    pub netuids: BTreeSet<u16>,
    /// `true` if the scenario registers subnets, so that others may exist later.
    pub may_register: bool,
    /// The secrets that the start names.
    pub secrets: BTreeSet<String>,
    /// The accounts that exist at the start.
    pub accounts: BTreeSet<AccountId>,
    /// The names of the groups of agents.
    pub groups: Vec<String>,
    /// The names of events.
    pub events: Vec<String>,
    /// The names of the rules.
    pub rules: Vec<String>,
}

impl Known {
    /// Returns the netuids, without root.
    pub fn subnets(&self) -> impl Iterator<Item = u16> + '_ {
        self.netuids.iter().copied()
    }

    /// Checks that a subnet exists, or may exist later.
    pub fn ensure_subnet(&self, netuid: u16) -> Result<(), String> {
        if self.netuids.contains(&netuid) || (self.may_register && netuid != 0) {
            return Ok(());
        }
        Err(match (netuid, self.netuids.first(), self.netuids.last()) {
            (0, _, _) => "root has no pool: name another subnet".into(),
            (_, None, _) | (_, _, None) => format!("there is no subnet {netuid}, nor any other but root"),
            (_, Some(first), Some(last)) if usize::from(last - first) + 1 == self.netuids.len() => {
                format!("there is no subnet {netuid}: there are {first} to {last}")
            }
            _ => unknown(
                "subnet",
                &netuid.to_string(),
                self.netuids.iter().map(u16::to_string).collect::<Vec<_>>().iter().map(String::as_str),
            ),
        })
    }

    /// Checks that an account exists at the start, or belongs to an agent. `written` is how the file names it.
    pub fn ensure_account(&self, written: &str) -> Result<AccountId, String> {
        let found = account(written)?;
        if self.accounts.contains(&found) {
            return Ok(found);
        }
        let is_agents = self.groups.iter().any(|group| {
            written
                .strip_prefix("//")
                .and_then(|rest| rest.strip_prefix(group.as_str()))
                .is_some_and(|rest| rest.starts_with("//"))
        });
        if is_agents {
            return Ok(found);
        }
        Err(unknown("account", written, self.secrets.iter().map(String::as_str)))
    }

    /// Checks that the subject and the rule of a quantity exist.
    pub fn ensure(&self, atom: &Atom) -> Result<(), String> {
        match (&atom.subject, atom.quantity) {
            (Subject::Subnet(netuid), _) => self.ensure_subnet(*netuid)?,
            (Subject::Named(name), Quantity::Event(_)) if !self.events.contains(name) => {
                return Err(unknown("event", name, self.events.iter().map(String::as_str)));
            }
            (Subject::Named(name), Quantity::Agent(_)) if !self.groups.contains(name) => {
                if name.starts_with("//") || name.starts_with('5') {
                    self.ensure_account(name)?;
                } else {
                    return Err(unknown("agent", name, self.groups.iter().map(String::as_str)));
                }
            }
            _ => (),
        }
        match &atom.under {
            Some(rule) if !self.rules.contains(rule) => {
                Err(unknown("rule", rule, self.rules.iter().map(String::as_str)))
            }
            _ => Ok(()),
        }
    }
}
