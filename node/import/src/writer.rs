//! The genesis file: one row or one key in each line, so that a line can be left out.

use crate::{
    books::{others, others_hotkey, OTHERS, OTHERS_HOTKEY},
    model::{address, Account, Identity, Model, Row, Setting, Subnet, ROOT},
    report::Report,
};
use dtao_genesis::{
    text::{from_bits, line_and_column, Fault},
    units::plain_amount,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// Name of the file in errors.
const FILE: &str = "the imported file";

/// The most rows that a report lists.
const MAX_LISTED: usize = 8;

/// Lines of a file. Those that no other depends on are marked with what they say.
#[derive(Default)]
struct Lines {
    lines: Vec<String>,
    optional: BTreeMap<usize, String>,
}

impl Lines {
    fn add(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    fn begin(&mut self, line: impl Into<String>) {
        self.add("");
        self.add(line);
    }

    fn add_optional(&mut self, what: String, line: impl Into<String>) {
        self.optional.insert(self.lines.len(), what);
        self.add(line);
    }

    fn text(&self, without: &BTreeSet<usize>) -> String {
        let mut text = String::new();
        for (_, line) in self.lines.iter().enumerate().filter(|(index, _)| !without.contains(index)) {
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}

/// Returns the genesis file, which this chain accepts. Settings, weights, bonds, takes, children and identities that it refuses are left
/// out and reported.
///
/// # Errors
/// Describes the rows that it refuses and that cannot be left out.
pub fn checked(model: &Model, mut report: Report) -> Result<(String, Report), String> {
    let lines = lines(model);
    let mut without = BTreeSet::new();
    let mut refused = Vec::new();
    loop {
        let text = lines.text(&without);
        let Err(faults) = dtao_genesis::check_text(FILE, &text) else {
            report_refused(&mut report, &refused);
            let head: String = format!("{report}").lines().fold(String::new(), |mut head, line| {
                // Writing to a string does not fail.
                let _ = writeln!(head, "# {line}");
                head
            });
            return Ok((format!("{head}\n{text}"), report));
        };
        let kept: Vec<_> = (0..lines.lines.len()).filter(|index| !without.contains(index)).collect();
        for fault in faults {
            let (line, _) = line_and_column(&text, fault.at.start);
            let index = kept.get(line.saturating_sub(1)).copied();
            let optional = index.and_then(|index| Some((index, lines.optional.get(&index)?)));
            let Some((index, what)) = optional.filter(|_| fault.at.start > 0) else {
                return Err(cannot_be(&text, &fault));
            };
            if without.insert(index) {
                refused.push(format!("{what} ({})", fault.what));
            }
        }
    }
}

fn cannot_be(text: &str, fault: &Fault) -> String {
    let (line, _) = line_and_column(text, fault.at.start);
    let content = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    format!("this chain cannot begin with what was read: {} ({content})", fault.what)
}

fn report_refused(report: &mut Report, refused: &[String]) {
    if refused.is_empty() {
        return;
    }
    let more = refused.len().saturating_sub(MAX_LISTED);
    let listed = refused.iter().take(MAX_LISTED).cloned().collect::<Vec<_>>().join("; ");
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    report.left_out(format!("{} values that this chain refuses: {listed}{more}", refused.len()));
}

fn lines(model: &Model) -> Lines {
    let mut lines = Lines::default();
    let origin = &model.origin;
    lines.add(format!("name = {}", quoted(&format!("{} at block {}", origin.chain, origin.block))));
    lines.add(format!("id = {}", quoted(&id(&origin.chain, origin.block))));
    lines.add("# The keys of sudo and of the validator are those of a development chain.");
    lines.add("sudo = \"//Alice\"");
    lines.add("validators = [\"//Alice\"]");
    accounts(&mut lines, model);
    stakes(&mut lines, model);
    neurons(&mut lines, model);
    rows(&mut lines, model, "weights", |subnet| &subnet.weights);
    rows(&mut lines, model, "bonds", |subnet| &subnet.bonds);
    families(&mut lines, model);
    for (netuid, one) in &model.subnets {
        subnet(&mut lines, *netuid, one);
    }
    settings(&mut lines, "policy", &model.policy, |name| format!("the policy {name}"));
    settings(&mut lines, "network", &model.network, |name| format!("the network's {name}"));
    lines
}

/// Returns a name for folders.
fn id(chain: &str, block: u64) -> String {
    let plain: String = chain
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' })
        .collect();
    format!("{plain}_{block}")
}

/// Writes a text as a string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other if other.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(other));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// Writes an account: by its secret, if it is one of those that an import adds.
fn key(account: &Account) -> String {
    if *account == others() {
        return quoted(OTHERS);
    }
    if *account == others_hotkey() {
        return quoted(OTHERS_HOTKEY);
    }
    quoted(&address(account))
}

fn keys<'a>(accounts: impl Iterator<Item = &'a Account>) -> String {
    accounts.map(key).collect::<Vec<_>>().join(", ")
}

fn identity(texts: &Identity) -> String {
    let texts: Vec<_> = texts.iter().map(|(key, text)| format!("{key} = {}", quoted(text))).collect();
    format!("{{ {} }}", texts.join(", "))
}

fn accounts(lines: &mut Lines, model: &Model) {
    let mut hotkeys = BTreeMap::<&Account, Vec<&Account>>::new();
    for (hotkey, coldkey) in &model.owners {
        hotkeys.entry(coldkey).or_default().push(hotkey);
    }
    let all: BTreeSet<_> =
        model.balances.keys().chain(hotkeys.keys().copied()).chain(model.identities.keys()).collect();
    if all.is_empty() {
        return;
    }
    lines.begin("accounts = [");
    for account in all {
        let mut parts = vec![format!("key = {}", key(account))];
        parts.extend(
            model.balances.get(account).map(|balance| format!("balance = {}", plain_amount((*balance).into()))),
        );
        parts.extend(hotkeys.get(account).map(|own| format!("hotkeys = [{}]", keys(own.iter().copied()))));
        parts.extend(model.identities.get(account).map(|texts| format!("identity = {}", identity(texts))));
        lines.add(format!("    {{ {} }},", parts.join(", ")));
    }
    lines.add("]");
}

fn stakes(lines: &mut Lines, model: &Model) {
    if model.stakes.is_empty() {
        return;
    }
    lines.begin("stakes = [");
    for stake in &model.stakes {
        lines.add(format!(
            "    {{ netuid = {}, coldkey = {}, hotkey = {}, amount = {} }},",
            stake.netuid,
            key(&stake.coldkey),
            key(&stake.hotkey),
            plain_amount(stake.amount.into())
        ));
    }
    lines.add("]");
}

fn neurons(lines: &mut Lines, model: &Model) {
    lines.begin("neurons = [");
    for (netuid, subnet) in model.subnets.iter().filter(|(_, subnet)| !subnet.neurons.is_empty()) {
        lines.add(format!("    {{ netuid = {netuid}, hotkeys = ["));
        for hotkey in &subnet.neurons {
            lines.add(format!("        {},", key(hotkey)));
        }
        lines.add("    ] },");
    }
    lines.add("]");
}

fn rows(lines: &mut Lines, model: &Model, name: &str, of: impl Fn(&Subnet) -> &BTreeMap<u16, Row>) {
    lines.begin(format!("{name} = ["));
    for (netuid, subnet) in &model.subnets {
        for (uid, row) in of(subnet) {
            let Some(hotkey) = subnet.neurons.get(usize::from(*uid)) else {
                continue;
            };
            let pairs: Vec<_> = row.iter().map(|(to, value)| format!("[{to}, {value}]")).collect();
            lines.add_optional(
                format!("{name} of UID {uid} at subnet {netuid}"),
                format!("    {{ netuid = {netuid}, hotkey = {}, to = [{}] }},", key(hotkey), pairs.join(", ")),
            );
        }
    }
    lines.add("]");
}

fn families(lines: &mut Lines, model: &Model) {
    lines.begin("takes = [");
    for (hotkey, take) in &model.takes {
        let what = format!("the take of {}", address(hotkey));
        lines.add_optional(what, format!("    {{ hotkey = {}, take = {take} }},", key(hotkey)));
    }
    lines.add("]");
    lines.begin("children = [");
    for family in &model.families {
        let children: Vec<_> = family
            .children
            .iter()
            .map(|(part, child)| format!("[{}, {}]", key(child), from_bits((*part).into(), 64)))
            .collect();
        let (netuid, parent) = (family.netuid, key(&family.hotkey));
        lines.add_optional(
            format!("the children of {} at subnet {netuid}", address(&family.hotkey)),
            format!("    {{ netuid = {netuid}, hotkey = {parent}, to = [{}] }},", children.join(", ")),
        );
    }
    lines.add("]");
    lines.begin("childkey_takes = [");
    for ((netuid, hotkey), take) in &model.childkey_takes {
        let what = format!("the take of {} as a child at subnet {netuid}", address(hotkey));
        lines.add_optional(what, format!("    {{ netuid = {netuid}, hotkey = {}, take = {take} }},", key(hotkey)));
    }
    lines.add("]");
}

fn subnet(lines: &mut Lines, netuid: u16, subnet: &Subnet) {
    let pool = &subnet.pool;
    lines.begin("[[subnets]]");
    lines.add(format!("netuid = {netuid}"));
    lines.add(format!("name = {}", quoted(&subnet.name)));
    if let Some(symbol) = &subnet.symbol {
        lines.add(format!("symbol = {}", quoted(symbol)));
    }
    lines.add(format!("owner = {}", key(&subnet.owner)));
    lines.add(format!("owner_hotkey = {}", key(&subnet.owner_hotkey)));
    lines.add(format!("tempo = {}", subnet.tempo));
    lines.add(format!("fee_rate = {}", pool.fee_rate));
    if netuid != ROOT {
        lines.add(format!("tao = {}", plain_amount(pool.tao.into())));
        lines.add(format!("alpha = {}", plain_amount(pool.alpha.into())));
        lines.add(format!("moving_price = {}", from_bits(pool.moving_price, 96)));
        lines.add(format!("started = {}", pool.started));
    }
    if !subnet.identity.is_empty() {
        let line = format!("identity = {}", identity(&subnet.identity));
        lines.add_optional(format!("the identity of subnet {netuid}"), line);
    }
    if netuid != ROOT {
        progress(lines, subnet);
    }
    settings(lines, "subnets.settings", &subnet.settings, |name| format!("{name} of subnet {netuid}"));
}

fn progress(lines: &mut Lines, subnet: &Subnet) {
    let pool = &subnet.pool;
    lines.add("[subnets.progress]");
    if let Some(blocks) = pool.payout_in {
        lines.add(format!("next_payout = {blocks}"));
    }
    if let Some(burn) = subnet.burn {
        lines.add(format!("burn = {}", plain_amount(burn.into())));
    }
    let volume = u64::try_from(pool.volume).unwrap_or(u64::MAX);
    let waiting = &pool.waiting;
    for (name, rao) in [
        ("volume", volume),
        ("unowned", subnet.unowned),
        ("pending_miners", waiting.miners),
        ("pending_validators", waiting.validators),
        ("pending_owner", waiting.owner),
        ("pending_root_tao", waiting.root_tao),
        ("pending_root_alpha_sold", waiting.root_alpha_sold),
        ("pending_root_alpha", waiting.root_alpha),
    ] {
        if rao > 0 {
            lines.add(format!("{name} = {}", plain_amount(rao.into())));
        }
    }
    for (name, bits) in ["flow_average", "inflow_average", "revenue_average"].into_iter().zip(pool.flows) {
        if bits != 0 {
            let sign = if bits < 0 { "-" } else { "" };
            lines.add(format!("{name} = {sign}{}", from_bits(bits.unsigned_abs(), 64)));
        }
    }
    if pool.withheld > 0 {
        lines.add(format!("withheld = {}", from_bits(pool.withheld.into(), 63)));
    }
}

fn settings(lines: &mut Lines, table: &str, settings: &[Setting], what: impl Fn(&str) -> String) {
    if settings.is_empty() {
        return;
    }
    if !table.contains('.') {
        lines.add("");
    }
    lines.add(format!("[{table}]"));
    for (name, value) in settings {
        lines.add_optional(what(name), format!("{name} = {value}"));
    }
}
