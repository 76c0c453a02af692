//! The quantities that conditions and expectations name.

use super::faults::unknown;
use crate::{
    chain::BLOCKS_PER_DAY,
    measure::{self, Wealth},
};
use dtao_primitives::NetUid;
use dtao_runtime::{Balances, TAO};

/// The subject of a quantity.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// The chain.
    Chain,
    /// A subnet.
    Subnet(u16),
    /// An agent, an account, or an event of the scenario, by its name.
    Named(String),
}

/// Declares the quantities of a kind of subject, with their names and documentation.
macro_rules! quantities {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $text:literal, $meaning:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $meaning] $item,)*
        }

        impl $name {
            /// All of them, with their names and meanings.
            pub const ALL: &'static [(Self, &'static str, &'static str)] = &[$((Self::$item, $text, $meaning),)*];
        }
    };
}

quantities! {
    /// A quantity of a subnet.
    OfSubnet {
        Price = "price", "TAO for an alpha.";
        MovingPrice = "moving_price", "The chain's moving average of the price.";
        Tao = "tao", "TAO in the pool.";
        AlphaIn = "alpha_in", "Alpha in the pool.";
        AlphaOut = "alpha_out", "Alpha outside of the pool.";
        Share = "share", "Share of the TAO of the last block, from 0 to 1.";
        Emission = "emission", "TAO that the last block minted for the subnet.";
        Injection = "injection", "TAO that the last block put into the pool.";
        AlphaInjection = "alpha_injection", "Alpha that the last block put into the pool.";
        RootPart = "root_part", "Root's part of the validators' alpha, from 0 to 1.";
        Flow = "flow", "Moving average of the TAO that traders bring less what they take, in TAO a block.";
        Volume = "volume", "TAO of all trades since the subnet began.";
        Holders = "holders", "Number of coldkeys with stake.";
        Concentration = "concentration", "Sum of the squares of the holders' parts, from 0 to 1.";
        MarketValue = "market_value", "All alpha at the price, in TAO.";
        Rank = "rank", "Place by market value, from 1.";
    }
}

quantities! {
    /// A quantity of an agent or an account.
    OfAgent {
        Value = "value", "TAO, and stake at its prices.";
        SaleValue = "sale_value", "TAO, and what a sale of all stake at once would bring.";
        Profit = "profit", "Sale value less that at the start.";
        Balance = "balance", "TAO that is not staked.";
    }
}

quantities! {
    /// A quantity of an event of the scenario, by the name of its table `[[at]]`.
    OfEvent {
        Fired = "fired", "1 if the event has happened, else 0.";
        FiredDay = "fired_day", "Day on which the event happened; no number before.";
    }
}

quantities! {
    /// A quantity of the chain.
    OfChain {
        Issuance = "issuance", "All TAO.";
        RootStake = "root_stake", "TAO staked at root.";
        MeanRootPart = "mean_root_part", "Root's part of the validators' alpha, the mean of all subnets.";
        EffectiveSubnets = "effective_subnets", "1/Σs² over the shares of the last block.";
        Subnets = "subnets", "Number of subnets, without root.";
        Block = "block", "Number of the last block.";
        Day = "day", "Days since the start of the chain.";
    }
}

/// A quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Of a subnet.
    Subnet(OfSubnet),
    /// Of an agent or an account.
    Agent(OfAgent),
    /// Of an event.
    Event(OfEvent),
    /// Of the chain.
    Chain(OfChain),
}

impl Quantity {
    /// Returns all quantities with their names and meanings.
    pub fn all() -> impl Iterator<Item = (Self, &'static str, &'static str)> {
        let subnets = OfSubnet::ALL.iter().map(|(item, name, meaning)| (Self::Subnet(*item), *name, *meaning));
        let agents = OfAgent::ALL.iter().map(|(item, name, meaning)| (Self::Agent(*item), *name, *meaning));
        let events = OfEvent::ALL.iter().map(|(item, name, meaning)| (Self::Event(*item), *name, *meaning));
        let chain = OfChain::ALL.iter().map(|(item, name, meaning)| (Self::Chain(*item), *name, *meaning));
        subnets.chain(agents).chain(events).chain(chain)
    }

    /// Returns the quantity of a name, or a message with the closest.
    pub fn named(name: &str) -> Result<Self, String> {
        let found = Self::all().find(|(_, known, _)| *known == name).map(|(quantity, _, _)| quantity);
        found.ok_or_else(|| unknown("quantity", name, Self::all().map(|(_, known, _)| known)))
    }

    /// Returns its name.
    pub fn name(self) -> &'static str {
        Self::all().find(|(quantity, _, _)| *quantity == self).map_or("", |(_, name, _)| name)
    }

    /// Names the kind of its subject, for messages.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Subnet(_) => "of a subnet, as in price of 28",
            Self::Agent(_) => "of an agent or an account, as in value of 'crowd' or of '//Alice'",
            Self::Event(_) => "of an event that has a name, as in fired of 'dump'",
            Self::Chain(_) => "of the chain: it has no \"of\"",
        }
    }

    /// Checks that a subject is of the right kind.
    pub fn check_subject(self, subject: &Subject) -> Result<(), String> {
        let fits = match self {
            Self::Subnet(_) => matches!(subject, Subject::Subnet(_)),
            Self::Agent(_) | Self::Event(_) => matches!(subject, Subject::Named(_)),
            Self::Chain(_) => *subject == Subject::Chain,
        };
        if fits {
            Ok(())
        } else {
            Err(format!("{} is a quantity {}", self.name(), self.kind()))
        }
    }
}

impl OfSubnet {
    /// Returns the value at a subnet, in the chain's context; no number if there is no such subnet.
    pub fn value(self, netuid: u16) -> f64 {
        let of_pool = |value: fn(&dtao_primitives::Pool) -> f64| measure::pool(netuid).map(|pool| value(&pool));
        let holders = || measure::pool(netuid).map(|_| measure::holders(NetUid::new(netuid)));
        let value = match self {
            Self::Price => of_pool(measure::price),
            Self::MovingPrice => of_pool(|pool| pool.moving_price.to_num()),
            Self::Tao => of_pool(|pool| in_tao(pool.tao.rao())),
            Self::AlphaIn => of_pool(|pool| in_tao(pool.alpha_in.rao())),
            Self::AlphaOut => of_pool(|pool| in_tao(pool.alpha_out.rao())),
            Self::Share => measure::share(netuid),
            Self::Emission => of_pool(|pool| in_tao(measure::minted(pool))),
            Self::Injection => of_pool(|pool| in_tao(pool.emission.tao_in.rao())),
            Self::AlphaInjection => of_pool(|pool| in_tao(pool.emission.alpha_in.rao())),
            Self::RootPart => measure::root_part_of(netuid),
            Self::Flow => of_pool(measure::flow),
            Self::Volume => of_pool(|pool| pool.volume as f64 / TAO as f64),
            Self::Holders => holders().map(|(number, _)| f64::from(number)),
            Self::Concentration => holders().map(|(_, concentration)| concentration),
            Self::MarketValue => of_pool(measure::market_value),
            Self::Rank => measure::rank(netuid).map(f64::from),
        };
        value.unwrap_or(f64::NAN)
    }
}

impl OfAgent {
    /// Returns the value for an account, or several, of this wealth.
    pub fn value(self, now: &Wealth, start: &Wealth) -> f64 {
        match self {
            Self::Value => in_tao(now.at_prices()),
            Self::SaleValue => in_tao(now.when_sold()),
            Self::Profit => in_tao(now.when_sold()) - in_tao(start.when_sold()),
            Self::Balance => in_tao(now.balance),
        }
    }
}

impl OfChain {
    /// Returns the value, in the chain's context, after the block of this number.
    pub fn value(self, block: u32) -> f64 {
        match self {
            Self::Issuance => in_tao(Balances::total_issuance()),
            Self::RootStake => measure::pool(0).map_or(0.0, |root| in_tao(root.tao.rao())),
            Self::MeanRootPart => measure::mean_root_part(),
            Self::EffectiveSubnets => measure::effective_subnets(),
            Self::Subnets => f64::from(pallet_subtensor::TotalNetworks::<dtao_runtime::Runtime>::get()) - 1.0,
            Self::Block => f64::from(block),
            Self::Day => f64::from(block) / f64::from(BLOCKS_PER_DAY),
        }
    }
}

/// Returns an amount of rao in TAO or alpha.
pub fn in_tao(rao: u64) -> f64 {
    rao as f64 / TAO as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lead_back_to_the_quantity() {
        let mut names = std::collections::BTreeSet::new();
        for (quantity, name, meaning) in Quantity::all() {
            assert!(names.insert(name), "{name}");
            assert_eq!(Quantity::named(name), Ok(quantity));
            assert_eq!(quantity.name(), name);
            assert!(meaning.ends_with('.'));
        }
    }
}
