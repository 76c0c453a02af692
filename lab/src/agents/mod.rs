//! Agents: accounts that act by a motive.
//!
//! Each kind has one motive, stated in its module, and parameters. An agent decides after a block, on the state that everybody
//! sees; its orders are in the next block, in an order that chance decides, as on a network. Only a [`sandwich`] sees the orders
//! of others beforehand.
//!
//! Agents read the chain through the runtime's own functions and act by its calls. What they cannot do, since an amount is
//! below the chain's minimum or an account is empty, they do not try; calls that fail all the same are recorded.

pub mod arbitrageur;
pub mod burn_gamer;
pub mod buy_back;
pub mod buyer;
pub mod copier;
pub mod flow_gamer;
pub mod foundation;
pub mod holder;
pub mod jit;
pub mod member;
pub mod miner;
pub mod momentum;
pub mod noise;
pub mod orders;
pub mod owner;
pub mod payouts;
pub mod pump;
pub mod random;
pub mod ring;
pub mod sandwich;
#[cfg(test)]
pub mod testing;
pub mod validator;

pub use member::Member;
pub use orders::{Order, Orders};
pub use random::Random;

use crate::scenario::fields::Fields;
use dtao_runtime::AccountId;

/// The moment of a decision.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The number of the last block. Orders are in the next one.
    pub block: u32,
}

/// The block of a decision that never comes.
pub const NEVER: u32 = u32::MAX;

/// An agent.
pub trait Agent: Send {
    /// Decides, in the chain's context. Returns the number of the block after which it decides again, or [`NEVER`].
    fn decide(&mut self, now: Now, random: &mut Random, orders: &mut Orders) -> u32;

    /// Answers the orders that wait for the next block, in their order. Only agents that see them have an answer.
    fn answer(&mut self, _pending: &[Order]) -> Option<Answer> {
        None
    }

    /// Returns a copy, for a run that branches off.
    fn copy(&self) -> Box<dyn Agent>;
}

/// Orders around another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The position of that order.
    pub around: usize,
    /// Orders right before it.
    pub before: Orders,
    /// Orders right after it.
    pub after: Orders,
}

/// Builds the agents of one group from its members.
pub type Build = Box<dyn Fn(&[Member]) -> Vec<Box<dyn Agent>> + Send + Sync>;

/// A kind of agents.
pub struct Kind {
    /// Its name in a scenario.
    pub name: &'static str,
    /// The motive by which it acts.
    pub motive: &'static str,
    /// Its own keys, with their meanings and defaults.
    pub keys: &'static [(&'static str, &'static str)],
    /// Reads the keys. Records what is wrong with them, and then returns nothing.
    pub read: fn(&Fields<'_>) -> Option<Build>,
}

/// All kinds, by name.
pub const KINDS: [&Kind; 17] = [
    &arbitrageur::KIND,
    &burn_gamer::KIND,
    &buy_back::KIND,
    &buyer::KIND,
    &copier::KIND,
    &flow_gamer::KIND,
    &foundation::KIND,
    &holder::KIND,
    &jit::KIND,
    &miner::KIND,
    &momentum::KIND,
    &noise::KIND,
    &owner::KIND,
    &pump::KIND,
    &ring::KIND,
    &sandwich::KIND,
    &validator::KIND,
];

/// Keys that all kinds have, with their meanings.
pub const COMMON_KEYS: [(&str, &str); 9] = [
    ("kind", "the kind of agent"),
    ("name", "names the agents in the output and in formulas; the kind by default"),
    ("count", "number of agents; 1 by default"),
    ("accounts", "coldkeys of the agents, one for each, instead of new ones named //name//1 and so on"),
    ("hotkeys", "hotkeys of the accounts, in their order; by default //hotkey below the secret of each"),
    ("balance", "TAO that each new account has at the start; 0 by default"),
    ("from", "the first decision, after this block or time; 0 by default"),
    ("until", "the last decision; none by default"),
    ("branch", "true for agents that act in branches alone, with times counted from there"),
];

/// Builds one agent for each member.
fn each<A: Agent + 'static>(make: impl Fn(&Member) -> A + Send + Sync + 'static) -> Build {
    Box::new(move |members| members.iter().map(|member| Box::new(make(member)) as Box<dyn Agent>).collect())
}

/// Implements [`Agent::copy`] by `Clone`.
macro_rules! copy_by_clone {
    () => {
        fn copy(&self) -> Box<dyn $crate::agents::Agent> {
            Box::new(self.clone())
        }
    };
}
use copy_by_clone;

/// Returns the number of the block that comes `blocks` after another.
fn after(block: u32, blocks: u32) -> u32 {
    block.checked_add(blocks).unwrap_or(NEVER)
}

/// An account that agents act for, and its hotkey.
pub type Keys = (AccountId, AccountId);
