//! The rows of a run: what `series.csv`, `accounts.csv` and `calls.csv` have, without the columns that name the run.

use crate::{
    agents::Order,
    chain::{Outcome, BLOCKS_PER_DAY},
    measure::{Subnet, Wealth},
    scenario::{quantity::in_tao, Recorded},
};
use dtao_genesis::units::plain_amount;
use dtao_runtime::{RuntimeCall, SubtensorCall};
use frame_support::traits::GetCallMetadata;
use std::collections::BTreeMap;

/// A sample of a subnet.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesRow {
    /// The number of the chain's last block.
    pub block: u32,
    /// The subnet.
    pub subnet: Subnet,
}

/// A sample of a group of agents.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountRow {
    /// The number of the chain's last block.
    pub block: u32,
    /// The group.
    pub agent: String,
    /// The wealth of all its accounts together.
    pub wealth: Wealth,
    /// The same at the start.
    pub start: Wealth,
}

/// A call.
#[derive(Clone, Debug, PartialEq)]
pub struct CallRow {
    /// The block that has it.
    pub block: u32,
    /// The group of the agent; `None` for an event of the scenario.
    pub agent: Option<String>,
    /// The pallet and the call.
    pub call: String,
    /// The subnet, of calls that name one.
    pub subnet: Option<u16>,
    /// The amount in rao, of calls that have one; `u64::MAX` for all.
    pub amount: Option<u64>,
    /// Its outcome.
    pub outcome: Outcome,
}

/// Numbers of calls: by the agent (empty for events), the call, and the error (empty if there was none).
pub type CallCounts = BTreeMap<(String, String, String), u64>;

/// The rows of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorder {
    /// Samples of the subnets.
    pub series: Vec<SeriesRow>,
    /// Samples of the agents.
    pub accounts: Vec<AccountRow>,
    /// Calls, as many as the scenario wants.
    pub calls: Vec<CallRow>,
    /// Numbers of all calls.
    pub counts: CallCounts,
}

impl Recorder {
    /// Records a sample of all subnets.
    pub fn subnets(&mut self, block: u32, subnets: &[Subnet]) {
        self.series.extend(subnets.iter().map(|subnet| SeriesRow { block, subnet: subnet.clone() }));
    }

    /// Records a sample of a group of agents.
    pub fn account(&mut self, block: u32, agent: &str, wealth: &Wealth, start: &Wealth) {
        self.accounts.push(AccountRow { block, agent: agent.into(), wealth: *wealth, start: *start });
    }

    /// Records a call.
    pub fn call(&mut self, recorded: Recorded, block: u32, agent: Option<&str>, order: &Order, outcome: &Outcome) {
        let metadata = order.call.get_call_metadata();
        let call = format!("{}.{}", metadata.pallet_name, metadata.function_name);
        let error = outcome.error().unwrap_or_default().to_owned();
        let key = (agent.unwrap_or_default().to_owned(), call.clone(), error);
        let count = self.counts.entry(key).or_default();
        *count = count.saturating_add(1);
        if recorded == Recorded::Failed && agent.is_some() && *outcome == Outcome::Done {
            return;
        }
        let (subnet, amount) = subject(&order.call);
        self.calls.push(CallRow {
            block,
            agent: agent.map(str::to_owned),
            call,
            subnet,
            amount,
            outcome: outcome.clone(),
        });
    }

    /// Returns the number of calls that did not succeed.
    pub fn failures(&self) -> u64 {
        self.counts.iter().filter(|((_, _, error), _)| !error.is_empty()).map(|(_, count)| count).sum()
    }
}

/// Returns the subnet and the amount of a call that agents make.
fn subject(call: &RuntimeCall) -> (Option<u16>, Option<u64>) {
    let RuntimeCall::SubtensorModule(call) = call else { return (None, None) };
    match call {
        SubtensorCall::add_stake { netuid, amount_staked, .. }
        | SubtensorCall::add_stake_limit { netuid, amount_staked, .. } => {
            (Some(netuid.get()), Some(amount_staked.rao()))
        }
        SubtensorCall::remove_stake { netuid, amount_unstaked, .. }
        | SubtensorCall::remove_stake_limit { netuid, amount_unstaked, .. } => {
            (Some(netuid.get()), Some(amount_unstaked.rao()))
        }
        SubtensorCall::add_stake_burn { netuid, amount, .. } => (Some(netuid.get()), Some(amount.rao())),
        SubtensorCall::set_weights { netuid, .. } | SubtensorCall::burned_register { netuid, .. } => {
            (Some(netuid.get()), None)
        }
        _ => (None, None),
    }
}

/// Formats a number with the fewest digits that lead back to it.
pub fn number(value: f64) -> String {
    if value.is_finite() {
        value.to_string()
    } else {
        String::new()
    }
}

/// Returns the cells of the moment.
fn moment(block: u32) -> [String; 2] {
    [block.to_string(), number(f64::from(block) / f64::from(BLOCKS_PER_DAY))]
}

impl SeriesRow {
    /// Returns the cells, in the order of the columns.
    pub fn cells(&self) -> Vec<String> {
        let subnet = &self.subnet;
        let exact = |rao: u64| plain_amount(rao.into());
        let mut cells = Vec::from(moment(self.block));
        cells.extend([
            subnet.netuid.to_string(),
            number(subnet.price),
            number(subnet.moving_price),
            exact(subnet.tao),
            exact(subnet.alpha_in),
            exact(subnet.alpha_out),
            number(subnet.share),
            exact(subnet.emission),
            exact(subnet.injection),
            exact(subnet.alpha_injection),
            number(subnet.root_part),
            number(subnet.flow),
            plain_amount(subnet.volume),
            subnet.holders.to_string(),
            number(subnet.concentration),
            number(subnet.market_value),
            subnet.rank.to_string(),
        ]);
        cells
    }
}

impl AccountRow {
    /// Returns the gain since the start if all stake were sold, in TAO.
    pub fn profit(&self) -> f64 {
        in_tao(self.wealth.when_sold()) - in_tao(self.start.when_sold())
    }

    /// Returns the cells, in the order of the columns.
    pub fn cells(&self) -> Vec<String> {
        let exact = |rao: u64| plain_amount(rao.into());
        let wealth = &self.wealth;
        let profit = i128::from(wealth.when_sold()) - i128::from(self.start.when_sold());
        let sign = if profit < 0 { "-" } else { "" };
        let mut cells = Vec::from(moment(self.block));
        cells.extend([
            self.agent.clone(),
            exact(wealth.balance),
            exact(wealth.stake),
            exact(wealth.at_prices()),
            exact(wealth.when_sold()),
            format!("{sign}{}", plain_amount(profit.unsigned_abs())),
        ]);
        cells
    }
}

impl CallRow {
    /// Returns the cells, in the order of the columns.
    pub fn cells(&self) -> Vec<String> {
        let outcome = match self.outcome {
            Outcome::Done => "done",
            Outcome::Failed(_) => "failed",
            Outcome::Refused(_) => "refused",
        };
        let amount = |rao| if rao == u64::MAX { "all".into() } else { plain_amount(u128::from(rao)) };
        let mut cells = Vec::from(moment(self.block));
        cells.extend([
            self.agent.clone().unwrap_or_default(),
            self.call.clone(),
            self.subnet.map(|netuid| netuid.to_string()).unwrap_or_default(),
            self.amount.map(amount).unwrap_or_default(),
            outcome.into(),
            self.outcome.error().unwrap_or_default().into(),
        ]);
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::columns;

    #[test]
    fn numbers_lead_back_and_what_is_no_number_is_empty() {
        assert_eq!(number(0.1 + 0.2).parse(), Ok(0.1 + 0.2));
        assert_eq!((number(f64::NAN), number(1.0)), (String::new(), "1".into()));
    }

    #[test]
    fn rows_have_a_cell_for_each_column() {
        let subnet = Subnet {
            netuid: 1,
            price: 0.5,
            moving_price: 0.5,
            tao: 1,
            alpha_in: 2,
            alpha_out: 3,
            share: 0.1,
            emission: 4,
            injection: 5,
            alpha_injection: 6,
            root_part: 0.9,
            flow: -1.0,
            volume: 7,
            holders: 8,
            concentration: 0.2,
            market_value: 9.0,
            rank: 10,
        };
        let moment = columns::MOMENT.len();
        assert_eq!(SeriesRow { block: 1, subnet }.cells().len(), moment + columns::series().len());
        let wealth = Wealth { balance: 1, stake: 2, sale: 1 };
        let start = Wealth { balance: 3, stake: 0, sale: 0 };
        let account = AccountRow { block: 1, agent: "a".into(), wealth, start };
        assert_eq!(account.cells().len(), moment + columns::ACCOUNTS.len());
        assert_eq!(account.cells().last().unwrap(), "-0.000000001");
        let call = CallRow {
            block: 1,
            agent: None,
            call: "A.b".into(),
            subnet: None,
            amount: Some(u64::MAX),
            outcome: Outcome::Done,
        };
        assert_eq!(call.cells().len(), moment + columns::CALLS.len());
    }
}
