//! One run: a chain, its agents, and what is recorded of them.

use super::{
    cast::Cast,
    plan::Job,
    watches::{accounts_named, Context, Watches},
};
use crate::{
    agents::{Member, Order, Orders},
    chain::{Chain, Outcome},
    measure::{self, Wealth},
    output::rows::Recorder,
    scenario::{formula::Formula, rules::Rule, study::Study, Event, Scenario, When},
};
use dtao_runtime::{AccountId, Balances, Runtime};
use frame_support::traits::fungible::Mutate;
use std::collections::{BTreeMap, BTreeSet};

/// The state of an event.
#[derive(Clone, Debug)]
struct EventState {
    /// Position in the scenario.
    index: usize,
    /// The block in which it happens next; `None` while its condition does not hold.
    next: Option<u32>,
    /// The number of times that it may still happen.
    left: u32,
}

/// A run in progress.
pub struct Run<'a> {
    scenario: &'a Scenario,
    seed: u64,
    chain: Chain,
    cast: Cast,
    events: Vec<EventState>,
    /// Blocks in which named events first happened.
    fired: BTreeMap<String, u32>,
    /// Accounts and wealth at the start, by the name of the group or account.
    groups: BTreeMap<String, (Vec<AccountId>, Wealth)>,
    watches: Watches,
    /// Blocks whose values are needed, in descending order.
    watched_blocks: Vec<u32>,
    recorder: Recorder,
    /// Values of the expectations' quantities, where their time has come.
    expected: Vec<Option<Vec<f64>>>,
    /// The block from which this run's times count: 0, or the block at which it branched off.
    origin: u32,
    in_branch: bool,
}

/// The result of a run.
#[derive(Clone, Debug, Default)]
pub struct RunResult {
    /// Its rows.
    pub recorder: Recorder,
    /// Values of the expectations' quantities; `None` for those that are not about this run.
    pub expected: Vec<Option<Vec<f64>>>,
    /// The day on which it branched off.
    pub branch_day: Option<f64>,
    /// The reason for which it is not valid: an invariant that does not hold, or a panic.
    pub fault: Option<String>,
}

/// The state after a run, for tests and for `--state`.
pub struct Finished {
    /// The results of the run and of its branches.
    pub results: Vec<RunResult>,
    /// The chain after the run.
    pub chain: Chain,
}

/// Runs a job to its end. `proceed` is called after each block with 1; the run is abandoned when it returns `false`.
pub fn run(study: &Study, job: &Job, proceed: &mut dyn FnMut(u32) -> bool) -> Result<Option<Finished>, String> {
    let scenario = &study.rows[job.row].scenario;
    let rule = scenario.rules.get(job.rule).ok_or("there is no such rule")?;
    let mut run = Run::new(scenario, study.start.chain(), rule, job.seed(scenario))?;
    let mut branches = Vec::new();
    let mut points = scenario.branches.iter().flat_map(|branches| &branches.at).copied().peekable();
    loop {
        while points.next_if(|block| *block <= run.age()).is_some() {
            branches.push(run.branch());
        }
        if run.age() >= scenario.blocks {
            break;
        }
        run.step();
        if !proceed(1) {
            return Ok(None);
        }
    }
    let (result, chain) = run.finish();
    let mut results = vec![result];
    let lasts = scenario.branches.as_ref().map_or(0, |branches| branches.blocks);
    for mut branch in branches {
        while branch.age() < lasts {
            branch.step();
            if !proceed(1) {
                return Ok(None);
            }
        }
        results.push(branch.finish().0);
    }
    Ok(Some(Finished { results, chain }))
}

impl<'a> Run<'a> {
    /// Prepares a run: brings the rule into force, gives the agents their TAO.
    pub fn new(scenario: &'a Scenario, mut chain: Chain, rule: &Rule, seed: u64) -> Result<Self, String> {
        chain.read(|| {
            for group in &scenario.groups {
                for member in &group.members {
                    endow(member, group.balance)?;
                }
            }
            rule.apply()
        })?;
        let formulas = || formulas_of(scenario, false);
        let events = events_of(scenario, false, chain.number());
        let watches = Watches::of(formulas());
        let groups = groups_of(scenario).map(|(name, accounts)| (name, (accounts, Wealth::default()))).collect();
        let origin = chain.number();
        let mut run = Self {
            scenario,
            seed,
            cast: Cast::new(scenario, seed),
            chain,
            events,
            fired: BTreeMap::new(),
            groups,
            watched_blocks: descending(watches.blocks()),
            watches,
            recorder: Recorder::default(),
            expected: vec![None; scenario.expectations.len()],
            origin,
            in_branch: false,
        };
        run.begin();
        Ok(run)
    }

    /// Returns the number of blocks since the run began.
    pub fn age(&self) -> u32 {
        self.chain.number() - self.origin
    }

    /// Returns the chain.
    pub fn chain(&mut self) -> &mut Chain {
        &mut self.chain
    }

    /// Returns what is recorded.
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// Returns a run that goes on from here on its own, with the agents and events of branches.
    fn branch(&self) -> Self {
        let block = self.chain.number();
        let mut cast = self.cast.copy();
        cast.enter(self.scenario, self.seed, block, true);
        let mut events = self.events.clone();
        events.extend(events_of(self.scenario, true, block));
        let watches = Watches::of(formulas_of(self.scenario, true));
        let mut branch = Self {
            chain: self.chain.fork(),
            cast,
            events,
            fired: BTreeMap::new(),
            groups: self.groups.clone(),
            watched_blocks: descending(watches.blocks().into_iter().filter_map(|at| at.checked_add(block)).collect()),
            watches,
            recorder: Recorder::default(),
            expected: vec![None; self.scenario.expectations.len()],
            origin: block,
            in_branch: true,
            ..*self
        };
        branch.begin();
        branch
    }

    /// Notes the values of the start.
    fn begin(&mut self) {
        let groups = &mut self.groups;
        self.chain.read(|| {
            for (accounts, start) in groups.values_mut() {
                *start = measure::wealth(accounts);
            }
        });
        self.with_context(|watches, context| watches.note_start(context));
        self.sample();
        self.expect();
    }

    /// Builds a block: events first, then the agents' orders.
    pub fn step(&mut self) {
        let mut orders = Orders::default();
        let happening = self.due_events(&mut orders);
        let (cast, block) = (&mut self.cast, self.chain.number());
        self.chain.read(|| cast.decide(block, &mut orders));
        let fees = self.scenario.fees;
        let outcomes = self.chain.block(|applier| {
            let apply = |order: &Order| applier.apply(&order.origin, order.call.clone(), fees);
            orders.all.iter().map(apply).collect::<Vec<_>>()
        });
        self.note_events(&happening);
        self.record(&orders, &outcomes);
        self.observe();
    }

    /// Adds the calls of the events that happen in the next block. Returns their positions.
    fn due_events(&mut self, orders: &mut Orders) -> Vec<usize> {
        let next = self.chain.number() + 1;
        let mut happening = Vec::new();
        for position in 0..self.events.len() {
            let state = self.events[position].clone();
            let event: &Event = &self.scenario.events[state.index];
            let is_due = match (&event.when, state.next) {
                _ if state.left == 0 => false,
                (_, Some(block)) if block > next => false,
                (When::Block(_), block) => block.is_some(),
                (When::Holds(formula), _) => self.holds(formula),
            };
            if is_due {
                let state = &mut self.events[position];
                state.left -= 1;
                state.next = event.every.and_then(|every| next.checked_add(every));
                orders.all.push(Order { origin: event.origin.clone(), call: event.call.clone(), group: None });
                happening.push(state.index);
            }
        }
        happening
    }

    fn note_events(&mut self, happening: &[usize]) {
        for index in happening {
            if let Some(name) = &self.scenario.events[*index].name {
                self.fired.entry(name.clone()).or_insert(self.chain.number());
            }
        }
    }

    fn record(&mut self, orders: &Orders, outcomes: &[Outcome]) {
        let block = self.chain.number();
        for (order, outcome) in orders.all.iter().zip(outcomes) {
            let agent = order.group.and_then(|group| self.scenario.groups.get(group)).map(|group| group.name.as_str());
            self.recorder.call(self.scenario.recorded, block, agent, order, outcome);
        }
    }

    /// Notes what is needed of the state after a block.
    fn observe(&mut self) {
        let block = self.chain.number();
        if self.watched_blocks.last() == Some(&block) {
            self.watched_blocks.pop();
            self.with_context(|watches, context| watches.note_block(context));
        }
        let is_last = self.age() == self.blocks();
        if self.age().is_multiple_of(self.scenario.sample_every) || is_last {
            self.with_context(|watches, context| watches.note_sample(context));
            self.sample();
        }
        self.expect();
    }

    fn blocks(&self) -> u32 {
        match (&self.scenario.branches, self.in_branch) {
            (Some(branches), true) => branches.blocks,
            _ => self.scenario.blocks,
        }
    }

    fn sample(&mut self) {
        let (recorder, groups, scenario) = (&mut self.recorder, &self.groups, self.scenario);
        let block = self.chain.number();
        self.chain.read(|| {
            recorder.subnets(block, &measure::subnets());
            for group in &scenario.groups {
                if let Some((accounts, start)) = groups.get(&group.name) {
                    recorder.account(block, &group.name, &measure::wealth(accounts), start);
                }
            }
        });
    }

    /// Notes the values of the expectations whose time has come.
    fn expect(&mut self) {
        for (index, expectation) in self.scenario.expectations.iter().enumerate() {
            let at = expectation.block.unwrap_or(self.blocks());
            let is_due = expectation.in_branch == self.in_branch && at == self.age() && !expectation.is_skipped;
            if is_due && self.expected[index].is_none() {
                let values = self.with_context(|watches, context| watches.values(&expectation.what, context));
                self.expected[index] = Some(values);
            }
        }
    }

    fn holds(&mut self, formula: &Formula) -> bool {
        let values = self.with_context(|watches, context| watches.values(formula, context));
        formula.holds(&values)
    }

    fn with_context<R>(&mut self, work: impl FnOnce(&mut Watches, &Context<'_>) -> R) -> R {
        let context = Context { block: self.age(), groups: &self.groups, fired: &self.fired };
        let watches = &mut self.watches;
        self.chain.read(|| work(watches, &context))
    }

    /// Ends the run: checks the invariants.
    pub fn finish(mut self) -> (RunResult, Chain) {
        let fault = self.chain.read(|| sound().err());
        let branch_day = self.in_branch.then(|| f64::from(self.origin) / f64::from(crate::chain::BLOCKS_PER_DAY));
        let result = RunResult { recorder: self.recorder, expected: self.expected, branch_day, fault };
        (result, self.chain)
    }
}

fn descending(mut blocks: Vec<u32>) -> Vec<u32> {
    blocks.sort_unstable_by(|one, other| other.cmp(one));
    blocks.dedup();
    blocks
}

/// Returns the formulas whose quantities a run or a branch watches.
fn formulas_of(scenario: &Scenario, in_branch: bool) -> impl Iterator<Item = &Formula> {
    let conditions = scenario.events.iter().filter_map(|event| match &event.when {
        When::Holds(formula) => Some(formula),
        When::Block(_) => None,
    });
    let expectations = scenario.expectations.iter().filter(move |expectation| expectation.in_branch == in_branch);
    conditions.chain(expectations.map(|expectation| &expectation.what))
}

fn events_of(scenario: &Scenario, in_branch: bool, block: u32) -> Vec<EventState> {
    let events = scenario.events.iter().enumerate().filter(|(_, event)| event.in_branch == in_branch);
    let state = |(index, event): (usize, &Event)| EventState {
        index,
        next: match event.when {
            When::Block(at) => block.checked_add(at),
            When::Holds(_) => None,
        },
        left: event.times,
    };
    events.map(state).collect()
}

/// Returns the accounts of groups, and those that formulas name.
fn groups_of(scenario: &Scenario) -> impl Iterator<Item = (String, Vec<AccountId>)> + '_ {
    let all = formulas_of(scenario, false).chain(formulas_of(scenario, true));
    let named = accounts_named(all).into_iter().map(|(name, account)| (name, vec![account]));
    let accounts = |members: &[Member]| {
        let distinct: BTreeSet<_> = members.iter().map(|member| member.coldkey.clone()).collect();
        distinct.into_iter().collect()
    };
    named.chain(scenario.groups.iter().map(move |group| (group.name.clone(), accounts(&group.members))))
}

/// Gives an account TAO, in the chain's context. Its hotkey becomes its own when it registers a neuron.
fn endow(member: &Member, balance: u64) -> Result<(), String> {
    if balance == 0 {
        return Ok(());
    }
    let minted = Balances::mint_into(&member.coldkey, balance);
    minted.map(drop).map_err(|error| format!("an agent's balance is refused: {error:?}"))
}

/// Checks the invariants of the pallets, and that all balances add up to the issuance, in the chain's context.
pub fn sound() -> Result<(), String> {
    dtao_genesis::invariants()?;
    let accounts = frame_system::Account::<Runtime>::iter_values();
    let sum: u128 = accounts.map(|account| u128::from(account.data.free) + u128::from(account.data.reserved)).sum();
    let issuance = pallet_balances::TotalIssuance::<Runtime>::get();
    if sum == u128::from(issuance) {
        Ok(())
    } else {
        Err(format!("the balances add up to {sum} rao, and the issuance is {issuance}"))
    }
}
