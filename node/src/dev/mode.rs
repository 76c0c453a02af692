//! The sealing mode of a node that authors all blocks of its chain.

use sc_service::ChainType;
use std::{fmt, str::FromStr, time::Duration};

/// The time between two blocks without transactions in mixed sealing.
const MIXED_PERIOD: Duration = Duration::from_secs(1);

/// The events on which a single author seals a block. Each block is final at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
    /// A block as soon as a transaction arrives.
    Instant,
    /// A block when a client calls `dev_newBlock` or `engine_createBlock`.
    Manual,
    /// A block after each period, with or without transactions.
    Interval(Duration),
    /// A block as soon as a transaction arrives, and one every second.
    Mixed,
}

impl Sealing {
    /// Returns `true` if an arriving transaction triggers a block.
    pub fn on_transactions(self) -> bool {
        matches!(self, Self::Instant | Self::Mixed)
    }

    /// Returns the mode as `--sealing` takes it.
    pub fn name(self) -> String {
        match self {
            Self::Instant => "instant".into(),
            Self::Manual => "manual".into(),
            Self::Interval(period) => period.as_millis().to_string(),
            Self::Mixed => "mixed".into(),
        }
    }

    /// Returns the period of timed blocks, if there are any.
    pub fn period(self) -> Option<Duration> {
        match self {
            Self::Interval(period) => Some(period),
            Self::Mixed => Some(MIXED_PERIOD),
            Self::Instant | Self::Manual => None,
        }
    }
}

impl FromStr for Sealing {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "instant" => Ok(Self::Instant),
            "manual" => Ok(Self::Manual),
            "mixed" => Ok(Self::Mixed),
            number => match number.parse() {
                Ok(0) => Err("a block every 0 milliseconds is too much: use instant or manual".into()),
                Ok(milliseconds) => Ok(Self::Interval(Duration::from_millis(milliseconds))),
                Err(_) => Err("use instant, manual, mixed, or a number of milliseconds".into()),
            },
        }
    }
}

impl fmt::Display for Sealing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant => write!(f, "instant: a block for each transaction as it comes"),
            Self::Manual => write!(f, "manual: a block when dev_newBlock or engine_createBlock asks for one"),
            Self::Interval(period) => write!(f, "a block every {} ms", period.as_millis()),
            Self::Mixed => write!(f, "mixed: a block for each transaction as it comes, and one every second"),
        }
    }
}

/// Returns the sealing mode for the user's options, or `None` if validators author the blocks.
///
/// `--dev` alone means mixed sealing. Only development and local chains may be sealed: any other chain has validators, whose
/// consent a sealed block lacks.
pub fn choose(dev: bool, requested: Option<Sealing>, chain: &ChainType, name: &str) -> Result<Option<Sealing>, String> {
    let may_seal = dev || matches!(chain, ChainType::Development | ChainType::Local);
    match requested {
        Some(_) if !may_seal => Err(format!(
            "--sealing builds blocks without the other validators of {name}, which is not a development chain: \
             leave --sealing out, or add --dev"
        )),
        Some(sealing) => Ok(Some(sealing)),
        None => Ok(dev.then_some(Sealing::Mixed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mode_is_read_from_its_name() {
        assert_eq!("instant".parse(), Ok(Sealing::Instant));
        assert_eq!("manual".parse(), Ok(Sealing::Manual));
        assert_eq!("mixed".parse(), Ok(Sealing::Mixed));
        assert_eq!("250".parse(), Ok(Sealing::Interval(Duration::from_millis(250))));
    }

    #[test]
    fn what_is_no_mode_is_refused_with_the_modes_that_are() {
        for wrong in ["", "Instant", "-1", "1.5", "10s", "18446744073709551616"] {
            let error = wrong.parse::<Sealing>().unwrap_err();
            assert!(error.contains("instant, manual, mixed, or a number of milliseconds"), "{wrong}: {error}");
        }
        assert!("0".parse::<Sealing>().unwrap_err().contains("instant or manual"));
    }

    #[test]
    fn mixed_sealing_is_instant_sealing_with_a_clock() {
        assert!(Sealing::Mixed.on_transactions());
        assert_eq!(Sealing::Mixed.period(), Some(Duration::from_millis(1000)));
        assert!(Sealing::Instant.on_transactions());
        assert_eq!(Sealing::Instant.period(), None);
        assert!(!Sealing::Manual.on_transactions());
        assert_eq!(Sealing::Manual.period(), None);
    }

    #[test]
    fn a_development_chain_is_mixed_unless_another_mode_is_asked_for() {
        let chain = ChainType::Development;
        assert_eq!(choose(true, None, &chain, "dev"), Ok(Some(Sealing::Mixed)));
        assert_eq!(choose(true, Some(Sealing::Manual), &chain, "dev"), Ok(Some(Sealing::Manual)));
    }

    #[test]
    fn without_dev_and_without_sealing_validators_make_the_blocks() {
        for chain in [ChainType::Development, ChainType::Local, ChainType::Live] {
            assert_eq!(choose(false, None, &chain, "some"), Ok(None));
        }
    }

    #[test]
    fn a_live_chain_is_not_sealed_by_one_node_alone() {
        let asked = Some(Sealing::Instant);
        assert_eq!(choose(false, asked, &ChainType::Local, "local"), Ok(asked));
        let error = choose(false, asked, &ChainType::Live, "Main").unwrap_err();
        assert!(error.contains("Main") && error.contains("leave --sealing out"), "{error}");
        assert_eq!(choose(true, asked, &ChainType::Live, "Main"), Ok(asked));
    }
}
