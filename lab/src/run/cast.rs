//! The agents of a run: when each decides, and the order of their calls in a block.

use crate::{
    agents::{Agent, Answer, Now, Order, Orders, Random, NEVER},
    scenario::Scenario,
};
use std::{cmp::Reverse, collections::BinaryHeap};

/// The stream of the order of calls. Agents have the streams from 1 on.
const ORDER_STREAM: u64 = 0;

/// The number of streams of a group: the most agents that it can have.
const STREAMS_OF_GROUP: u64 = 1 << 32;

struct Actor {
    agent: Box<dyn Agent>,
    random: Random,
    group: usize,
    until: u32,
}

/// The agents of a run.
pub struct Cast {
    actors: Vec<Actor>,
    /// The blocks after which agents decide, with the agents' positions.
    wakes: BinaryHeap<Reverse<(u32, usize)>>,
    order: Random,
}

impl Cast {
    /// Builds the agents of a run with this seed, without those of branches.
    pub fn new(scenario: &Scenario, seed: u64) -> Self {
        let mut cast = Self { actors: Vec::new(), wakes: BinaryHeap::new(), order: Random::new(seed, ORDER_STREAM) };
        cast.enter(scenario, seed, 0, false);
        cast
    }

    /// Adds the agents of branches, or of the runs that they branch off from. Times count from `block`.
    pub fn enter(&mut self, scenario: &Scenario, seed: u64, block: u32, in_branch: bool) {
        for (index, group) in scenario.groups.iter().enumerate().filter(|(_, group)| group.in_branch == in_branch) {
            let until = block.checked_add(group.until).unwrap_or(NEVER);
            let wake = block.checked_add(group.from).unwrap_or(NEVER);
            for (number, agent) in (1..).zip((group.build)(&group.members)) {
                let stream = (index as u64).wrapping_mul(STREAMS_OF_GROUP).wrapping_add(number);
                self.wakes.push(Reverse((wake, self.actors.len())));
                self.actors.push(Actor { agent, random: Random::new(seed, stream), group: index, until });
            }
        }
    }

    /// Returns a copy, for a branch.
    pub fn copy(&self) -> Self {
        let copy = |actor: &Actor| Actor { agent: actor.agent.copy(), random: actor.random.clone(), ..*actor };
        Self { actors: self.actors.iter().map(copy).collect(), wakes: self.wakes.clone(), order: self.order.clone() }
    }

    /// Returns the number of agents.
    pub fn len(&self) -> usize {
        self.actors.len()
    }

    /// Returns `true` if there are no agents.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty()
    }

    /// Lets all agents decide whose time has come, in the chain's context. Their orders follow those that are there already, in a
    /// random order.
    pub fn decide(&mut self, block: u32, orders: &mut Orders) {
        let fixed = orders.all.len();
        while let Some(Reverse((wake, position))) = self.wakes.peek().copied() {
            if wake > block {
                break;
            }
            self.wakes.pop();
            let Some(actor) = self.actors.get_mut(position) else { continue };
            if block > actor.until {
                continue;
            }
            orders.group = Some(actor.group);
            let next = actor.agent.decide(Now { block }, &mut actor.random, orders);
            if next < NEVER {
                self.wakes.push(Reverse((next.max(block.saturating_add(1)), position)));
            }
        }
        if let Some(of_agents) = orders.all.get_mut(fixed..).filter(|orders| orders.len() > 1) {
            self.order.shuffle(of_agents);
        }
        if !orders.all.is_empty() {
            self.answer(block, orders);
        }
    }

    /// Puts orders around others, by the agents that see them.
    fn answer(&mut self, block: u32, orders: &mut Orders) {
        let mut answers = Vec::new();
        for actor in self.actors.iter_mut().filter(|actor| block <= actor.until) {
            if let Some(mut answer) = actor.agent.answer(&orders.all) {
                let own = answer.before.all.iter_mut().chain(&mut answer.after.all);
                own.for_each(|order| order.group = Some(actor.group));
                answers.push(answer);
            }
        }
        if !answers.is_empty() {
            orders.all = arranged(std::mem::take(&mut orders.all), answers);
        }
    }
}

fn arranged(pending: Vec<Order>, answers: Vec<Answer>) -> Vec<Order> {
    let mut all = Vec::new();
    for (position, order) in pending.into_iter().enumerate() {
        let around = || answers.iter().filter(|answer| answer.around == position);
        all.extend(around().flat_map(|answer| answer.before.all.iter().cloned()));
        all.push(order);
        all.extend(around().flat_map(|answer| answer.after.all.iter().cloned()));
    }
    all
}
