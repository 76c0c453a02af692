//! Scenario files: an economy, who acts in it, under which rules, and what must come of it.
//!
//! | module | content |
//! |---|---|
//! | [`study`] | a file: its start, its parameters and the rows of a sweep |
//! | [`drawn`] | rows of a sweep with random values |
//! | [`document`] | TOML in which every key and value knows its place |
//! | [`fields`] | the keys of a table with their types |
//! | [`faults`], [`known`] | messages, and the names that exist |
//! | [`formula`], [`quantity`] | conditions and expectations |
//! | [`calls`] | the runtime's calls by name |
//! | [`rules`] | the rules of paired runs |

pub mod calls;
pub mod document;
pub mod drawn;
pub mod faults;
pub mod fields;
pub mod formula;
pub mod known;
pub mod quantity;
pub mod rules;
pub mod study;

use crate::{
    agents::{Build, Member, KINDS},
    chain::{Origin, BLOCKS_PER_DAY},
};
use document::{Node, Parameters, Table, Value};
use dtao_genesis::text::account;
use dtao_runtime::RuntimeCall;
use faults::Faults;
use fields::Fields;
use formula::Formula;
use known::Known;
use rules::Rule;
use std::collections::BTreeSet;

/// A scenario with the values of its parameters.
pub struct Scenario {
    /// Blocks of each run.
    pub blocks: u32,
    /// Seed of the random numbers.
    pub seed: u64,
    /// `true` if calls pay the chain's fees.
    pub fees: bool,
    /// Blocks between two samples.
    pub sample_every: u32,
    /// Calls that are recorded one by one.
    pub recorded: Recorded,
    /// The rules, one for each of the paired runs.
    pub rules: Vec<Rule>,
    /// Calls at a time or on a condition.
    pub events: Vec<Event>,
    /// Groups of agents.
    pub groups: Vec<Group>,
    /// Points at which runs branch off.
    pub branches: Option<Branches>,
    /// Expectations.
    pub expectations: Vec<Expectation>,
}

/// The choice of calls that are recorded one by one. All are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// All calls.
    All,
    /// The scenario's own calls, and those of agents that fail.
    Failed,
}

/// A call of the scenario.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its name in formulas.
    pub name: Option<String>,
    /// When it happens.
    pub when: When,
    /// Blocks until it happens again.
    pub every: Option<u32>,
    /// The most times that it happens.
    pub times: u32,
    /// `true` if it happens in branches alone, with its time counted from there.
    pub in_branch: bool,
    /// The sender.
    pub origin: Origin,
    /// The call.
    pub call: RuntimeCall,
}

/// The time of an event.
#[derive(Clone, Debug)]
pub enum When {
    /// In this block.
    Block(u32),
    /// In the block after a condition holds.
    Holds(Formula),
}

/// A group of agents of one kind.
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its accounts.
    pub members: Vec<Member>,
    /// TAO that each account receives at the start, in rao.
    pub balance: u64,
    /// The block after which it first decides.
    pub from: u32,
    /// The block after which it decides no longer.
    pub until: u32,
    /// `true` if it acts in branches alone, with its times counted from there.
    pub in_branch: bool,
    /// Builds the agents.
    pub build: Build,
}

/// Points at which runs branch off.
#[derive(Clone, Debug)]
pub struct Branches {
    /// The blocks after which they do, ascending.
    pub at: Vec<u32>,
    /// Blocks of each branch.
    pub blocks: u32,
}

/// A condition that must hold.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The condition.
    pub what: Formula,
    /// The block after which it must hold; the end by default.
    pub block: Option<u32>,
    /// The rules under which it must hold.
    pub rules: Vec<usize>,
    /// The values of parameters for which it must hold: name and value.
    pub only: Vec<(String, Value)>,
    /// `true` if it must hold in branches, else in the runs that they branch off from.
    pub in_branch: bool,
    /// The part of all runs in which it must hold.
    pub part: f64,
    /// Instead of holding in all branches, it must hold in the first ones, and no longer from a day on that is within these two.
    pub stops_between: Option<(f64, f64)>,
    /// The reason, for readers.
    pub why: Option<String>,
    /// Its place in the file, in bytes.
    pub at: usize,
    /// `true` if runs end before its time, since they were shortened.
    pub is_skipped: bool,
}

/// The context of a reading.
struct Reader<'a> {
    known: Known,
    parameters: &'a Parameters,
    faults: &'a Faults,
}

impl Scenario {
    /// Reads a scenario from a document in which parameters are replaced by their values. Records all faults; the result is complete
    /// only if there are none.
    fn read(root: &Table, known: &Known, parameters: &Parameters, faults: &Faults) -> Option<Self> {
        let fields = Fields::new(root, "a scenario", faults);
        let mut reader = Reader { known: known.clone(), parameters, faults };
        reader.note_names(&fields);
        let rules = reader.rules(&fields);
        reader.known.rules = rules.iter().map(|rule| rule.name.clone()).collect();
        let (blocks, sample_every) = reader.length(&fields);
        let seed = fields.read("seed", |node| node.whole(0..=i64::MAX)).unwrap_or(1);
        let fees = fields.read("fees", Node::flag).unwrap_or(false);
        let recorded = [("all", Recorded::All), ("failed", Recorded::Failed)];
        let recorded = fields.one_of("calls", "choice of calls", &recorded).unwrap_or(Recorded::All);
        let branches = fields.table("branch").and_then(|table| reader.branches(table, blocks?));
        let events = fields.tables("at").into_iter().filter_map(|table| reader.event(table)).collect();
        let groups = fields.tables("agent").into_iter().filter_map(|table| reader.group(table)).collect();
        let expectations = fields.tables("expect").into_iter().filter_map(|table| reader.expectation(table)).collect();
        for elsewhere in study::KEYS {
            fields.get(elsewhere);
        }
        fields.finish();
        Some(Self {
            blocks: blocks?,
            seed: seed.unsigned_abs(),
            fees,
            sample_every: sample_every?,
            recorded,
            rules,
            events,
            groups,
            branches,
            expectations,
        })
    }
}

impl Scenario {
    /// Ends each run after this many blocks, if it is longer. Branches are as long as before. See [`Expectation::is_skipped`].
    pub fn shorten(&mut self, blocks: u32) {
        if blocks >= self.blocks {
            return;
        }
        self.blocks = blocks;
        let days = f64::from(blocks) / f64::from(BLOCKS_PER_DAY);
        let mut branches_left_out = false;
        if let Some(branches) = &mut self.branches {
            branches_left_out = branches.at.iter().any(|at| *at > blocks);
            branches.at.retain(|at| *at <= blocks);
        }
        let has_branches = self.branches.as_ref().is_some_and(|branches| !branches.at.is_empty());
        for expectation in &mut self.expectations {
            let later_branch = expectation.only.iter().any(|(name, value)| {
                name == study::BRANCH_DAY && value.as_number().is_some_and(|branch_day| branch_day > days)
            });
            expectation.is_skipped = match expectation.in_branch {
                true => !has_branches || later_branch || (expectation.stops_between.is_some() && branches_left_out),
                false => expectation.block.is_none_or(|at| at > blocks),
            };
        }
    }
}

impl Reader<'_> {
    /// Notes the names of agents and events first, since conditions may stand above them.
    fn note_names(&mut self, fields: &Fields<'_>) {
        let text = |table: &Table, key: &str| table.get(key).and_then(|node| node.text().ok());
        for table in fields.tables("agent") {
            let name = text(table, "name").or_else(|| text(table, "kind"));
            self.known.groups.extend(name);
        }
        for table in fields.tables("at") {
            self.known.events.extend(text(table, "name"));
            let registers = |call: String| call.contains("register_network");
            self.known.may_register |= text(table, "call").is_some_and(registers);
        }
    }

    fn rules(&self, fields: &Fields<'_>) -> Vec<Rule> {
        let tables = fields.tables("rules");
        if tables.is_empty() {
            return vec![Rule::of_the_start()];
        }
        let mut names = BTreeSet::new();
        let mut rules = Vec::new();
        for table in tables {
            let fields = Fields::new(table, "a rule", self.faults);
            if let Some(rule) = Rule::read(&fields) {
                if !names.insert(rule.name.clone()) {
                    fields.fault("name", format!("there is a rule {} already", rule.name));
                }
                rules.push(rule);
            }
            fields.finish();
        }
        rules
    }

    /// Reads the length of a run, and the blocks between two samples.
    fn length(&self, fields: &Fields<'_>) -> (Option<u32>, Option<u32>) {
        let days = fields.read("days", |node| node.number(0.0..=20_000.0));
        let days = days.map(|days| (days * f64::from(BLOCKS_PER_DAY)).round() as u32);
        let blocks = fields.read("blocks", |node| node.whole(1..=u32::MAX / 2));
        let blocks = match (fields.get("days"), fields.get("blocks")) {
            (Some(_), Some(node)) => {
                self.faults.add(node.at.clone(), "a scenario has days or blocks, not both");
                None
            }
            (None, None) => {
                self.faults.add(fields.at(), "a scenario needs days or blocks");
                None
            }
            _ => days.or(blocks),
        };
        // A hundred samples by default.
        let default = blocks.map(|blocks| blocks.div_ceil(100).max(1));
        let sample_every = match fields.get("sample") {
            Some(_) => fields.period("sample"),
            None => default,
        };
        (blocks, sample_every)
    }

    fn branches(&self, table: &Table, blocks: u32) -> Option<Branches> {
        let fields = Fields::new(table, "a branch", self.faults);
        let day = |node: &Node| {
            let day = node.number(0.0..=20_000.0)?;
            let block = (day * f64::from(BLOCKS_PER_DAY)).round() as u32;
            if block <= blocks {
                Ok(block)
            } else {
                Err(format!("day {} is after the end of the run", node.raw))
            }
        };
        let days = fields.needed("days", |node| node.list(day));
        let lasts = fields.period("lasts");
        fields.finish();
        let mut at = days?;
        at.sort_unstable();
        at.dedup();
        Some(Branches { at, blocks: lasts? })
    }

    fn event(&self, table: &Table) -> Option<Event> {
        let fields = Fields::of(table, "an event", self.faults, &self.known);
        let name = fields.read("name", Node::text);
        let when = self.when(&fields);
        let every = if fields.get("every").is_some() { fields.period("every") } else { None };
        let often = if every.is_some() { u32::MAX } else { 1 };
        let times = fields.read("times", |node| node.whole(1..=u32::MAX)).unwrap_or(often);
        let in_branch = fields.read("branch", Node::flag).unwrap_or(false);
        let origin = fields.needed("who", |node| match node.text()?.as_str() {
            "root" => Ok(Origin::Root),
            written => self.known.ensure_account(written).map(Origin::Signed),
        });
        let call = calls::read(&fields);
        fields.finish();
        Some(Event { name, when: when?, every, times, in_branch, origin: origin?, call: call? })
    }

    fn when(&self, fields: &Fields<'_>) -> Option<When> {
        let block = fields.read("block", |node| node.whole(1..=u32::MAX)).map(When::Block);
        // In the first block after the day's last, so that a sample at this day is from before.
        let day = fields.read("day", |node| node.number(0.0..=20_000.0));
        let day = day.map(|day| When::Block((day * f64::from(BLOCKS_PER_DAY)).round() as u32 + 1));
        let condition = fields.condition("when", self.parameters);
        if let Some(atom) = condition.iter().flat_map(|formula| &formula.atoms).find(|atom| atom.under.is_some()) {
            fields.fault("when", format!("a run does not know others: {} has no rule here", atom.quantity.name()));
        }
        let condition = condition.map(When::Holds);
        let given = ["block", "day", "when"].into_iter().filter(|key| fields.get(key).is_some()).count();
        if given != 1 {
            self.faults.add(fields.at(), "an event has one of block, day and when");
            return None;
        }
        block.or(day).or(condition)
    }

    fn group(&self, table: &Table) -> Option<Group> {
        let fields = Fields::of(table, "an agent", self.faults, &self.known);
        let kinds = KINDS.map(|kind| (kind.name, kind));
        fields.need("kind");
        let kind = fields.one_of("kind", "kind of agent", &kinds)?;
        let name = fields.read("name", Node::text).unwrap_or_else(|| kind.name.to_owned());
        if self.known.groups.iter().filter(|known| **known == name).count() > 1 {
            fields.fault("name", format!("there are two agents {name}: give them names"));
        }
        let members = self.members(&fields, &name);
        let balance = fields.read("balance", Node::amount).unwrap_or(0);
        let from = fields.read("from", Node::blocks).unwrap_or(0);
        let until = fields.read("until", Node::blocks).unwrap_or(u32::MAX);
        let in_branch = fields.read("branch", Node::flag).unwrap_or(false);
        let build = (kind.read)(&fields);
        fields.finish();
        Some(Group { name, kind: kind.name, members: members?, balance, from, until, in_branch, build: build? })
    }

    /// Returns the accounts of a group: those that it names, or new ones.
    fn members(&self, fields: &Fields<'_>, name: &str) -> Option<Vec<Member>> {
        let new = |secret: String| -> Result<Member, String> {
            Ok(Member { coldkey: account(&secret)?, hotkey: account(&format!("{secret}//hotkey"))? })
        };
        let mut named = fields.read("accounts", |node| {
            node.list(|item| {
                let written = item.text()?;
                let coldkey = self.known.ensure_account(&written)?;
                let hotkey =
                    if written.starts_with("//") { account(&format!("{written}//hotkey"))? } else { coldkey.clone() };
                Ok(Member { coldkey, hotkey })
            })
        });
        if let Some(hotkeys) = fields.read("hotkeys", |node| node.list(Node::account)) {
            let members = named.as_mut().filter(|members| members.len() == hotkeys.len());
            match members {
                Some(members) => members.iter_mut().zip(hotkeys).for_each(|(member, hotkey)| member.hotkey = hotkey),
                None => fields.fault("hotkeys", "there is one hotkey for each of accounts, in their order"),
            }
        }
        let count = fields.read("count", |node| node.whole(1..=100_000_u32)).unwrap_or(1);
        if fields.get("accounts").is_some() {
            if fields.get("count").is_some() {
                fields.fault("count", "a group with accounts has as many agents as accounts: leave count away");
            }
            return named;
        }
        let members: Result<Vec<_>, _> = (1..=count).map(|number| new(format!("//{name}//{number}"))).collect();
        members.map_err(|what| fields.fault("name", what)).ok()
    }

    fn expectation(&self, table: &Table) -> Option<Expectation> {
        let fields = Fields::of(table, "an expectation", self.faults, &self.known);
        fields.need("what");
        let what = fields.condition("what", self.parameters);
        let block = fields.read("block", |node| node.whole(0..=u32::MAX));
        let day = fields.read("day", |node| node.number(0.0..=20_000.0));
        let block = block.or(day.map(|day| (day * f64::from(BLOCKS_PER_DAY)).round() as u32));
        let rule = |node: &Node| {
            let name = node.text()?;
            let at = self.known.rules.iter().position(|known| *known == name);
            at.ok_or_else(|| faults::unknown("rule", &name, self.known.rules.iter().map(String::as_str)))
        };
        let rules = fields.read("rules", |node| node.list(rule));
        let rules = rules.unwrap_or_else(|| (0..self.known.rules.len()).collect());
        let only = fields.table("for").map(|table| self.only(table)).unwrap_or_default();
        let stops_between = fields.read("stops_between", |node| {
            let days = node.list(|day| day.number(0.0..=20_000.0))?;
            match days[..] {
                [from, to] if from <= to => Ok((from, to)),
                _ => Err(format!("{} is not a pair of days such as [30, 90]", node.raw)),
            }
        });
        let in_branch = fields.read("branch", Node::flag).unwrap_or(stops_between.is_some());
        let part = fields.read("in", |node| node.number(0.0..=1.0)).unwrap_or(1.0);
        let why = fields.read("why", Node::text);
        let at = fields.at().start;
        fields.finish();
        Some(Expectation {
            what: what?,
            block,
            rules,
            only,
            in_branch,
            part,
            stops_between,
            why,
            at,
            is_skipped: false,
        })
    }

    fn only(&self, table: &Table) -> Vec<(String, Value)> {
        for (key, _) in &table.entries {
            if key.name != study::BRANCH_DAY && !self.parameters.contains_key(&key.name) {
                self.faults.unknown(key.at.clone(), "parameter", &key.name, self.parameters.keys().map(String::as_str));
            }
        }
        table.entries.iter().map(|(key, node)| (key.name.clone(), node.value.clone())).collect()
    }
}
