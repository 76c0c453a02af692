//! The names under which a genesis file writes settings. Their bounds are the pallet's own.

use super::text::{amount, decimal};
use dtao_runtime::AccountId;
use pallet_subtensor::{settings::RecycleOrBurnEnum, Hyperparameter, NetworkParameter};

/// A setting of a subnet.
pub type OfSubnet = Hyperparameter<AccountId>;

/// The names of a subnet's settings.
pub const SUBNET: [&str; 29] = [
    "serving_rate_limit",
    "weights_version",
    "weights_rate_limit",
    "immunity_period",
    "min_allowed_weights",
    "max_neurons",
    "kappa",
    "activity_cutoff",
    "registration_allowed",
    "min_burn",
    "max_burn",
    "burn_half_life",
    "burn_increase_mult",
    "max_validators",
    "bonds_moving_avg",
    "bonds_penalty",
    "max_regs_per_block",
    "commit_reveal_weights_enabled",
    "commit_reveal_period",
    "liquid_alpha_enabled",
    "alpha_values",
    "alpha_sigmoid_steepness",
    "yuma3_enabled",
    "transfers_enabled",
    "moving_price_halving",
    "recycle_or_burn",
    "root_claim_threshold",
    "tempo",
    "owner_hotkey",
];

/// The names of the network's settings.
pub const NETWORK: [&str; 19] = [
    "registration_rate_limit",
    "immunity_period",
    "min_lock_cost",
    "subnet_limit",
    "lock_reduction_interval",
    "stake_threshold",
    "tx_rate_limit",
    "delegate_take_rate_limit",
    "min_delegate_take",
    "max_delegate_take",
    "owner_cut",
    "moving_alpha",
    "admin_freeze_window",
    "start_call_delay",
    "max_epochs_per_block",
    "childkey_cooldown",
    "min_childkey_take",
    "max_childkey_take",
    "childkey_take_rate_limit",
];

/// A value as it is written.
pub struct Written<'a>(pub &'a str);

impl Written<'_> {
    /// A whole number.
    fn whole<N: std::str::FromStr>(&self) -> Result<N, String> {
        let plain: String = self.0.chars().filter(|letter| *letter != '_').collect();
        plain.parse().map_err(|_| format!("{} is no whole number, or too large a one", self.0))
    }

    fn yes_or_no(&self) -> Result<bool, String> {
        self.0.parse().map_err(|_| format!("{} is neither true nor false", self.0))
    }

    /// A number with decimals, with this many fraction bits, rounded to the nearest.
    fn bits(&self, fraction: u32) -> Result<u128, String> {
        const DECIMALS: u32 = 15;
        let unit = 10u128.pow(DECIMALS);
        let parts =
            decimal(self.0, DECIMALS as usize).ok_or_else(|| format!("{} is no number such as 0.000003", self.0))?;
        // At most 64 bits, times 2^64: it fits.
        Ok(((u128::from(parts) << fraction) + unit / 2) / unit)
    }

    fn pair(&self) -> Result<(u16, u16), String> {
        let wrong = || format!("{} is no pair such as [45_875, 58_982]", self.0);
        let inner = self.0.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        let (low, high) = inner.and_then(|text| text.split_once(',')).ok_or_else(wrong)?;
        let number = |text: &str| Written(text.trim()).whole().map_err(|_| wrong());
        Ok((number(low)?, number(high.trim_end().trim_end_matches(','))?))
    }
}

/// The setting of a subnet that this name and value mean.
pub fn of_subnet(name: &str, value: &Written<'_>) -> Result<OfSubnet, String> {
    use Hyperparameter as H;
    Ok(match name {
        "serving_rate_limit" => H::ServingRateLimit(value.whole()?),
        "weights_version" => H::WeightsVersionKey(value.whole()?),
        "weights_rate_limit" => H::WeightsSetRateLimit(value.whole()?),
        "immunity_period" => H::ImmunityPeriod(value.whole()?),
        "min_allowed_weights" => H::MinAllowedWeights(value.whole()?),
        "max_neurons" => H::MaxAllowedUids(value.whole()?),
        "kappa" => H::Kappa(value.whole()?),
        "activity_cutoff" => H::ActivityCutoff(value.whole()?),
        "registration_allowed" => H::RegistrationAllowed(value.yes_or_no()?),
        "min_burn" => H::MinBurn(amount(value.0)?.into()),
        "max_burn" => H::MaxBurn(amount(value.0)?.into()),
        "burn_half_life" => H::BurnHalfLife(value.whole()?),
        "burn_increase_mult" => H::BurnIncreaseMult(value.bits(64)?),
        "max_validators" => H::MaxAllowedValidators(value.whole()?),
        "bonds_moving_avg" => H::BondsMovingAverage(value.whole()?),
        "bonds_penalty" => H::BondsPenalty(value.whole()?),
        "max_regs_per_block" => H::MaxRegistrationsPerBlock(value.whole()?),
        "commit_reveal_weights_enabled" => H::CommitRevealWeightsEnabled(value.yes_or_no()?),
        "commit_reveal_period" => H::RevealPeriodEpochs(value.whole()?),
        "liquid_alpha_enabled" => H::LiquidAlphaEnabled(value.yes_or_no()?),
        "alpha_values" => {
            let (low, high) = value.pair()?;
            H::AlphaValues(low, high)
        }
        "alpha_sigmoid_steepness" => H::AlphaSigmoidSteepness(value.whole()?),
        "yuma3_enabled" => H::Yuma3Enabled(value.yes_or_no()?),
        "transfers_enabled" => H::TransferToggle(value.yes_or_no()?),
        "moving_price_halving" => H::EmaPriceHalvingPeriod(value.whole()?),
        "recycle_or_burn" => H::RecycleOrBurn(match value.0.trim_matches(['"', '\'']) {
            "recycle" => RecycleOrBurnEnum::Recycle,
            "burn" => RecycleOrBurnEnum::Burn,
            other => return Err(format!("{other} is neither recycle nor burn")),
        }),
        "root_claim_threshold" => H::RootClaimThreshold(amount(value.0)?),
        "tempo" | "owner_hotkey" => {
            return Err(format!("{name} stands beside the subnet's netuid, not among its settings"))
        }
        other => return Err(unknown(other, &SUBNET)),
    })
}

/// The setting of the network that this name and value mean.
pub fn of_network(name: &str, value: &Written<'_>) -> Result<NetworkParameter, String> {
    use NetworkParameter as P;
    Ok(match name {
        "registration_rate_limit" => P::NetworkRateLimit(value.whole()?),
        "immunity_period" => P::NetworkImmunityPeriod(value.whole()?),
        "min_lock_cost" => P::NetworkMinLockCost(amount(value.0)?.into()),
        "subnet_limit" => P::SubnetLimit(value.whole()?),
        "lock_reduction_interval" => P::LockReductionInterval(value.whole()?),
        "stake_threshold" => P::StakeThreshold(amount(value.0)?),
        "tx_rate_limit" => P::TxRateLimit(value.whole()?),
        "delegate_take_rate_limit" => P::TxDelegateTakeRateLimit(value.whole()?),
        "min_delegate_take" => P::MinDelegateTake(value.whole()?),
        "max_delegate_take" => P::DefaultTake(value.whole()?),
        "owner_cut" => P::SubnetOwnerCut(value.whole()?),
        "moving_alpha" => P::SubnetMovingAlpha(i128::try_from(value.bits(32)?).map_err(|error| error.to_string())?),
        "admin_freeze_window" => P::AdminFreezeWindow(value.whole()?),
        "start_call_delay" => P::StartCallDelay(value.whole()?),
        "max_epochs_per_block" => P::MaxEpochsPerBlock(value.whole()?),
        "childkey_cooldown" => P::PendingChildKeyCooldown(value.whole()?),
        "min_childkey_take" => P::MinChildkeyTake(value.whole()?),
        "max_childkey_take" => P::MaxChildkeyTake(value.whole()?),
        "childkey_take_rate_limit" => P::TxChildkeyTakeRateLimit(value.whole()?),
        other => return Err(unknown(other, &NETWORK)),
    })
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
        let known =
            |wrong: Result<(), String>| wrong.map_or_else(|error| !error.contains("there is no setting"), |()| true);
        for name in SUBNET {
            assert!(known(of_subnet(name, &Written("?")).map(drop)), "{name}");
            let taken = values.iter().any(|value| of_subnet(name, &Written(value)).is_ok());
            assert_eq!(taken, !["tempo", "owner_hotkey"].contains(&name), "{name}");
        }
        for name in NETWORK {
            assert!(of_network(name, &Written("1")).is_ok(), "{name}");
            assert!(of_network(name, &Written("?")).is_err(), "{name}");
        }
    }

    #[test]
    fn fractions_have_the_bits_that_the_chain_keeps() {
        assert_eq!(of_network("moving_alpha", &Written("0.000003")), Ok(NetworkParameter::SubnetMovingAlpha(12_885)));
        assert_eq!(of_subnet("burn_increase_mult", &Written("1.5")), Ok(Hyperparameter::BurnIncreaseMult(3 << 63)));
    }
}
