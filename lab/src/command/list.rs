//! `dtao-lab list`: what a scenario can name.

use crate::{
    agents::{COMMON_KEYS, KINDS},
    scenario::{calls, faults::unknown, quantity::Quantity, rules},
};

const SUBJECTS: [(&str, fn()); 5] =
    [("agents", agents), ("quantities", quantities), ("rules", rules), ("presets", presets), ("calls", calls)];

/// Prints a subject, or all but the calls.
pub fn print(subject: Option<&str>) -> Result<(), String> {
    match subject {
        Some(name) => {
            let found = SUBJECTS.iter().find(|(known, _)| *known == name);
            let (_, show) = found.ok_or_else(|| unknown("subject", name, SUBJECTS.iter().map(|(known, _)| *known)))?;
            show();
        }
        None => {
            for (name, show) in SUBJECTS.iter().filter(|(name, _)| *name != "calls") {
                println!("== {name} ==");
                show();
                println!();
            }
            println!("== calls ==\ndtao-lab list calls");
        }
    }
    Ok(())
}

fn agents() {
    println!("Keys of all kinds:");
    table(COMMON_KEYS.iter().map(|(key, meaning)| ((*key).to_owned(), *meaning)));
    for kind in KINDS {
        println!("\n{}: {}", kind.name, kind.motive);
        table(kind.keys.iter().map(|(key, meaning)| ((*key).to_owned(), *meaning)));
    }
}

fn quantities() {
    table(Quantity::all().map(|(quantity, name, meaning)| {
        let of = match quantity {
            Quantity::Subnet(_) => " of NETUID",
            Quantity::Agent(_) => " of AGENT",
            Quantity::Event(_) => " of EVENT",
            Quantity::Chain(_) => "",
        };
        (format!("{name}{of}"), meaning)
    }));
}

fn rules() {
    let shares: Vec<_> = rules::shares().into_iter().map(|(_, name)| name).collect();
    println!("share: {}", shares.join(", "));
    let injection = ["Lift", "Buy", "CappedBuy"];
    let known = injection.iter().filter(|name| calls::choice("SubtensorModule", "set_injection", "rule", name).is_ok());
    let known: Vec<_> = known.copied().collect();
    println!("injection: {}", if known.is_empty() { "Lift, which needs no key".into() } else { known.join(", ") });
    println!("root_dividend: Sold, Claimable");
    println!("settings: {}", pallet_subtensor::NetworkParameter::FILE_NAMES.join(", "));
}

fn presets() {
    let names: Vec<_> = dtao_genesis::PRESETS.iter().map(|(name, _)| *name).collect();
    println!("{}", names.join(", "));
}

fn calls() {
    for (name, arguments) in calls::all() {
        println!("{name}({})", arguments.join(", "));
    }
}

fn table<'a>(rows: impl Iterator<Item = (String, &'a str)>) {
    let rows: Vec<_> = rows.collect();
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, meaning) in rows {
        println!("  {name:<width$}  {meaning}");
    }
}
