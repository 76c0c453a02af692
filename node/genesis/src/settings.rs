//! Reads the values of settings as written in a genesis file. Their names and bounds are the pallet's.

use super::text::{amount, bits};
use dtao_runtime::AccountId;
use pallet_subtensor::{
    settings::{ReadSetting, RecycleOrBurnEnum},
    Hyperparameter, NetworkParameter,
};
use std::str::FromStr;

/// Setting of a subnet.
pub type SubnetSetting = Hyperparameter<AccountId>;

/// Value as written in the file.
pub struct RawValue<'a>(pub &'a str);

impl RawValue<'_> {
    fn parse<N: FromStr>(&self) -> Result<N, String> {
        let plain: String = self.0.chars().filter(|letter| *letter != '_').collect();
        plain.parse().map_err(|_| format!("{} is not a whole number, or is out of range", self.0))
    }

    /// Reads a decimal number with this many fraction bits, rounded to the nearest.
    fn bits(&self, fraction: u32) -> Result<u128, String> {
        bits(self.0, fraction)
    }
}

impl ReadSetting for RawValue<'_> {
    type Error = String;

    fn whole<N: FromStr, S>(&self, make: impl FnOnce(N) -> S) -> Result<S, String> {
        self.parse().map(make)
    }

    fn amount<N: From<u64>, S>(&self, make: impl FnOnce(N) -> S) -> Result<S, String> {
        amount(self.0).map(|rao| make(rao.into()))
    }

    fn flag<S>(&self, make: impl FnOnce(bool) -> S) -> Result<S, String> {
        self.0.parse().map(make).map_err(|_| format!("{} is neither true nor false", self.0))
    }

    fn bits64<S>(&self, make: impl FnOnce(u128) -> S) -> Result<S, String> {
        self.bits(64).map(make)
    }

    fn bits32<S>(&self, make: impl FnOnce(i128) -> S) -> Result<S, String> {
        i128::try_from(self.bits(32)?).map(make).map_err(|error| error.to_string())
    }

    fn pair<S>(&self, make: impl FnOnce(u16, u16) -> S) -> Result<S, String> {
        let wrong = || format!("{} is not a pair such as [45_875, 58_982]", self.0);
        let inner = self.0.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        let (low, high) = inner.and_then(|text| text.split_once(',')).ok_or_else(wrong)?;
        let number = |text: &str| RawValue(text.trim()).parse().map_err(|_| wrong());
        Ok(make(number(low)?, number(high.trim_end().trim_end_matches(','))?))
    }

    fn rule<S>(&self, make: impl FnOnce(RecycleOrBurnEnum) -> S) -> Result<S, String> {
        match self.0.trim_matches(['"', '\'']) {
            "recycle" => Ok(make(RecycleOrBurnEnum::Recycle)),
            "burn" => Ok(make(RecycleOrBurnEnum::Burn)),
            other => Err(format!("{other} is neither recycle nor burn")),
        }
    }
}

/// Reads a setting of a subnet.
pub fn of_subnet(name: &str, value: &RawValue<'_>) -> Result<SubnetSetting, String> {
    if matches!(name, "tempo" | "owner_hotkey") {
        return Err(format!("{name} is written beside the subnet's netuid, not among its settings"));
    }
    SubnetSetting::read(name, value).unwrap_or_else(|| Err(unknown(name, SubnetSetting::FILE_NAMES)))
}

/// Reads a setting of the network.
pub fn of_network(name: &str, value: &RawValue<'_>) -> Result<NetworkParameter, String> {
    NetworkParameter::read(name, value).unwrap_or_else(|| Err(unknown(name, NetworkParameter::FILE_NAMES)))
}

fn unknown(name: &str, known: &[&str]) -> String {
    format!("there is no setting {name}: there are {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_is_told_is_known() {
        let values = ["1", "true", "[2_000, 3_000]", "\"burn\""];
        assert_eq!((SubnetSetting::FILE_NAMES.len(), NetworkParameter::FILE_NAMES.len()), (33, 30));
        for name in SubnetSetting::FILE_NAMES {
            assert!(
                of_subnet(name, &RawValue("?")).is_err_and(|error| !error.contains("there is no setting")),
                "{name}"
            );
            assert!(values.iter().any(|value| of_subnet(name, &RawValue(value)).is_ok()), "{name}");
        }
        for name in ["tempo", "owner_hotkey"] {
            assert!(of_subnet(name, &RawValue("1")).is_err_and(|error| error.contains("beside the subnet's netuid")));
        }
        for name in NetworkParameter::FILE_NAMES {
            assert!(of_network(name, &RawValue("1")).is_ok(), "{name}");
            assert!(
                of_network(name, &RawValue("?")).is_err_and(|error| !error.contains("there is no setting")),
                "{name}"
            );
        }
    }

    #[test]
    fn fractions_have_the_bits_that_the_chain_keeps() {
        assert_eq!(of_network("moving_alpha", &RawValue("0.000003")), Ok(NetworkParameter::SubnetMovingAlpha(12_885)));
        assert_eq!(of_subnet("burn_increase_mult", &RawValue("1.5")), Ok(Hyperparameter::BurnIncreaseMult(3 << 63)));
    }
}
