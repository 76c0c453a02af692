//! Rules of a scenario: each is one of the paired runs.

use super::{
    calls,
    document::{Node, Value},
    faults::unknown,
    fields::Fields,
};
use dtao_genesis::settings::{of_network, RawValue};
use dtao_runtime::{Runtime, RuntimeCall, RuntimeOrigin, SubtensorCall, SubtensorModule};
use pallet_subtensor::{emission::policy::EmissionPolicies, Config, NetworkParameter, RootDividendRule};
use sp_runtime::traits::Dispatchable;

type Policies = <Runtime as Config>::Policies;

/// A rule for the emission, in force from the start of a run.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name in the output.
    pub name: String,
    /// Calls of root that bring it into force.
    pub calls: Vec<RuntimeCall>,
    /// Settings of the network.
    pub settings: Vec<NetworkParameter>,
}

impl Rule {
    /// Returns the rule that the start has already.
    pub fn of_the_start() -> Self {
        Self { name: "start".into(), calls: Vec::new(), settings: Vec::new() }
    }

    /// Reads a table `[[rules]]`.
    pub fn read(fields: &Fields<'_>) -> Option<Self> {
        let name = fields.needed("name", Node::text);
        let mut calls = Vec::new();
        calls.extend(fields.read("share", |node| share(&node.text()?)));
        calls.extend(
            fields.read("injection", |node| calls::choice("SubtensorModule", "set_injection", "rule", &node.text()?)),
        );
        calls.extend(fields.read("root_dividend", |node| root_dividend(&node.text()?)));
        let settings = fields.get("settings").map_or_else(Vec::new, |node| settings(fields, node));
        Some(Self { name: name?, calls, settings })
    }

    /// Brings the rule into force, in the chain's context.
    pub fn apply(&self) -> Result<(), String> {
        for setting in &self.settings {
            SubtensorModule::do_set_network_parameter(*setting)
                .map_err(|error| format!("the rule {}: {setting:?} is refused: {error:?}", self.name))?;
        }
        for call in &self.calls {
            call.clone().dispatch(RuntimeOrigin::root()).map_err(|error| {
                format!("the rule {}: {} is refused: {:?}", self.name, calls::name_of(call), error.error)
            })?;
        }
        Ok(())
    }
}

/// Returns the names of the runtime's rules for shares, with their numbers.
pub fn shares() -> Vec<(u8, &'static str)> {
    (0..=u8::MAX).filter_map(|id| Policies::name(id).map(|name| (id, name))).collect()
}

/// Brings both ways to write a name into one: `MovingPrice` and `moving-price`.
fn plain(name: &str) -> String {
    name.replace(['-', '_'], "").to_lowercase()
}

fn share(name: &str) -> Result<RuntimeCall, String> {
    let all = shares();
    let found = all.iter().find(|(_, known)| plain(known) == plain(name));
    found
        .map(|(policy, _)| SubtensorCall::set_emission_policy { policy: *policy }.into())
        .ok_or_else(|| unknown("rule for shares", name, all.iter().map(|(_, known)| *known)))
}

fn root_dividend(name: &str) -> Result<RuntimeCall, String> {
    let rule = match plain(name).as_str() {
        "sold" => RootDividendRule::Sold,
        "claimable" => RootDividendRule::Claimable,
        _ => return Err(unknown("rule for root's dividend", name, ["Sold", "Claimable"].into_iter())),
    };
    Ok(SubtensorCall::set_root_dividends { rule }.into())
}

fn settings(fields: &Fields<'_>, node: &Node) -> Vec<NetworkParameter> {
    let Value::Table(table) = &node.value else {
        fields.fault("settings", format!("settings is a table, not {}", node.value.kind()));
        return Vec::new();
    };
    let read = |(key, node): &(super::document::Key, Node)| {
        fields.faults().note(key.at.clone(), of_network(&key.name, &RawValue(&node.raw)))
    };
    table.entries.iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{document::parse, faults::Faults};

    fn read(text: &str) -> Result<Rule, Vec<String>> {
        let faults = Faults::default();
        let table = parse(text, &faults).unwrap();
        let fields = Fields::new(&table, "a rule", &faults);
        let rule = Rule::read(&fields);
        fields.finish();
        if faults.is_empty() {
            Ok(rule.unwrap())
        } else {
            Err(faults.messages("s", text).0)
        }
    }

    #[test]
    fn shares_have_the_runtimes_names_in_either_spelling() {
        for text in ["name = 'a'\nshare = 'RootVote'", "name = 'a'\nshare = 'root-vote'"] {
            let call: RuntimeCall = SubtensorCall::set_emission_policy { policy: 1 }.into();
            assert_eq!(read(text).unwrap().calls, [call]);
        }
        assert_eq!(
            read("name = 'a'\nshare = 'RootVot'").unwrap_err(),
            ["s:2:9: there is no rule for shares RootVot: did you mean RootVote?"]
        );
    }

    #[test]
    fn dividends_and_settings_are_read_as_in_genesis_files() {
        let rule = read("name = 'a'\nroot_dividend = 'Claimable'\nsettings = { moving_alpha = 0.0003 }").unwrap();
        assert_eq!((rule.calls.len(), rule.settings.len()), (1, 1));
        let faults = read("name = 'a'\nroot_dividend = 'Kept'\nsettings = { moving_alfa = 1 }").unwrap_err();
        assert!(faults[0].contains("there are Sold, Claimable"), "{faults:?}");
        assert!(faults[1].starts_with("s:3:14: there is no setting moving_alfa"), "{faults:?}");
    }
}
