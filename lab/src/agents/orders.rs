//! Orders of agents, which become calls in the next block.

use crate::chain::Origin;
use dtao_runtime::{AccountId, RuntimeCall};

/// An order.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The sender.
    pub origin: Origin,
    /// The call.
    pub call: RuntimeCall,
    /// Position of the sender among the scenario's groups of agents; `None` for an event of the scenario.
    pub group: Option<usize>,
}

/// Orders in the sequence in which they were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Orders {
    /// The orders.
    pub all: Vec<Order>,
    /// The group that gives orders now.
    pub group: Option<usize>,
}

impl Orders {
    /// Adds a call that an account signs.
    pub fn sign(&mut self, who: &AccountId, call: impl Into<RuntimeCall>) {
        let (origin, group) = (Origin::Signed(who.clone()), self.group);
        self.all.push(Order { origin, call: call.into(), group });
    }
}
