//! Settings of subnets and of the network, and the policies.
//!
//! A setting is written if it differs from the default of this chain, which is read from its own metadata by the same functions.

use crate::{
    decode::{
        metadata::Metadata,
        value::{self, Value},
    },
    model::{Setting, ROOT},
    report::Report,
    source::{Source, SUBTENSOR},
};
use codec::Encode;
use dtao_genesis::{text::from_bits, units::plain_amount};
use dtao_runtime::Runtime;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Form of a setting's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Whole,
    Signed,
    Amount,
    Flag,
    /// A decimal number with 64 fraction bits.
    Bits64,
    /// A decimal number with 32 fraction bits.
    Bits32,
    /// An amount that is stored with 32 fraction bits.
    AmountBits32,
    Pair,
    /// The name of a variant, in lower case with dashes.
    Rule,
}

/// Settings of a subnet: name in a genesis file, storage item, and form.
const OF_SUBNET: [(&str, &str, Form); 33] = [
    ("serving_rate_limit", "ServingRateLimit", Form::Whole),
    ("weights_version", "WeightsVersionKey", Form::Whole),
    ("weights_rate_limit", "WeightsSetRateLimit", Form::Whole),
    ("immunity_period", "ImmunityPeriod", Form::Whole),
    ("min_allowed_weights", "MinAllowedWeights", Form::Whole),
    ("max_neurons", "MaxAllowedUids", Form::Whole),
    ("kappa", "Kappa", Form::Whole),
    (CUTOFF, "ActivityCutoff", Form::Whole),
    (FACTOR, "ActivityCutoffFactorMilli", Form::Whole),
    ("registration_allowed", "NetworkRegistrationAllowed", Form::Flag),
    ("min_burn", "MinBurn", Form::Amount),
    ("max_burn", "MaxBurn", Form::Amount),
    ("burn_half_life", "BurnHalfLife", Form::Whole),
    ("burn_increase_mult", "BurnIncreaseMult", Form::Bits64),
    ("max_validators", "MaxAllowedValidators", Form::Whole),
    ("bonds_moving_avg", "BondsMovingAverage", Form::Whole),
    ("bonds_penalty", "BondsPenalty", Form::Whole),
    ("max_regs_per_block", "MaxRegistrationsPerBlock", Form::Whole),
    ("commit_reveal_weights_enabled", "CommitRevealWeightsEnabled", Form::Flag),
    ("commit_reveal_period", "RevealPeriodEpochs", Form::Whole),
    ("liquid_alpha_enabled", "LiquidAlphaOn", Form::Flag),
    ("alpha_values", "AlphaValues", Form::Pair),
    ("alpha_sigmoid_steepness", "AlphaSigmoidSteepness", Form::Signed),
    ("yuma3_enabled", "Yuma3On", Form::Flag),
    ("transfers_enabled", "TransferToggle", Form::Flag),
    ("moving_price_halving", "EMAPriceHalvingBlocks", Form::Whole),
    ("recycle_or_burn", "RecycleOrBurn", Form::Rule),
    (THRESHOLD, "RootClaimableThreshold", Form::AmountBits32),
    ("min_childkey_take", "MinChildkeyTakePerSubnet", Form::Whole),
    ("owner_immune_neuron_limit", "ImmuneOwnerUidsLimit", Form::Whole),
    ("bonds_reset_enabled", "BondsResetOn", Form::Flag),
    ("owner_cut_enabled", "OwnerCutEnabled", Form::Flag),
    ("emission_enabled", "SubnetEmissionEnabled", Form::Flag),
];

/// The activity cutoff in blocks, and as a factor of the tempo, of which a file has one.
const CUTOFF: &str = "activity_cutoff";
const FACTOR: &str = "activity_cutoff_factor";

/// The threshold of claims. Root has it too.
const THRESHOLD: &str = "root_claim_threshold";

/// Settings that root has.
const OF_ROOT: [&str; 3] = ["serving_rate_limit", "max_regs_per_block", THRESHOLD];

/// Settings of the network, likewise.
const OF_NETWORK: [(&str, &str, Form); 30] = [
    ("registration_rate_limit", "NetworkRateLimit", Form::Whole),
    ("immunity_period", "NetworkImmunityPeriod", Form::Whole),
    ("min_lock_cost", "NetworkMinLockCost", Form::Amount),
    ("subnet_limit", "SubnetLimit", Form::Whole),
    ("lock_reduction_interval", "NetworkLockReductionInterval", Form::Whole),
    ("stake_threshold", "StakeThreshold", Form::Amount),
    ("tx_rate_limit", "TxRateLimit", Form::Whole),
    ("delegate_take_rate_limit", "TxDelegateTakeRateLimit", Form::Whole),
    ("min_delegate_take", "MinDelegateTake", Form::Whole),
    ("max_delegate_take", "MaxDelegateTake", Form::Whole),
    ("owner_cut", "SubnetOwnerCut", Form::Whole),
    ("moving_alpha", "SubnetMovingAlpha", Form::Bits32),
    ("admin_freeze_window", "AdminFreezeWindow", Form::Whole),
    ("start_call_delay", "StartCallDelay", Form::Whole),
    ("max_epochs_per_block", "MaxEpochsPerBlock", Form::Whole),
    ("childkey_cooldown", "PendingChildKeyCooldown", Form::Whole),
    ("min_childkey_take", "MinChildkeyTake", Form::Whole),
    ("max_childkey_take", "MaxChildkeyTake", Form::Whole),
    ("childkey_take_rate_limit", "TxChildkeyTakeRateLimit", Form::Whole),
    ("owner_settings_rate_limit", "OwnerHyperparamRateLimit", Form::Whole),
    ("coldkey_swap_delay", "ColdkeySwapAnnouncementDelay", Form::Whole),
    ("coldkey_swap_reannouncement_delay", "ColdkeySwapReannouncementDelay", Form::Whole),
    ("emission_bar_quantile", "EmissionBarQuantile", Form::Bits64),
    ("emission_bar_rank", "EmissionBarRank", Form::Whole),
    ("emission_gate_exponent", "EmissionGateExponent", Form::Bits64),
    ("emission_top_n", "EmissionTopN", Form::Whole),
    ("emission_upper_tier", "EmissionUpperTier", Form::Whole),
    ("emission_lower_tier", "EmissionLowerTier", Form::Whole),
    ("emission_upper_share", "EmissionUpperShare", Form::Bits64),
    ("emission_buy_limit", "EmissionBuyLimit", Form::Bits64),
];

/// Metadata of this chain.
static OWN: LazyLock<Option<Metadata>> = LazyLock::new(|| Metadata::decode(&Runtime::metadata().encode()).ok());

/// Returns the storage items of all settings.
pub fn items() -> BTreeSet<&'static str> {
    OF_SUBNET.iter().chain(&OF_NETWORK).map(|(_, item, _)| *item).collect()
}

/// Returns the value as a genesis file has it.
fn written(value: &Value, form: Form) -> Option<String> {
    match form {
        Form::Whole => value::number(value).map(|number| number.to_string()),
        Form::Signed => value::signed(value).map(|number| number.to_string()),
        Form::Amount => value::small(value).map(|rao| plain_amount(rao.into())),
        Form::Flag => value::flag(value).map(|flag| flag.to_string()),
        Form::Bits64 => value::number(value).map(|bits| from_bits(bits, 64)),
        Form::Bits32 => value::number(value).map(|bits| from_bits(bits, 32)),
        Form::AmountBits32 => {
            value::number(value).and_then(|bits| u64::try_from(bits >> 32).ok()).map(|rao| plain_amount(rao.into()))
        }
        Form::Pair => value::pair(value).map(|(low, high)| format!("[{low}, {high}]")),
        Form::Rule => value::variant(value).map(|(name, _)| format!("\"{}\"", kebab(name))),
    }
}

/// Returns the default of a setting on this chain.
fn own_default(item: &str, form: Form) -> Option<String> {
    let metadata = OWN.as_ref()?;
    written(&metadata.default(metadata.item(SUBTENSOR, item)?)?, form)
}

/// Returns the settings of each subnet that differ from the defaults of this chain.
///
/// # Errors
/// Names an item that cannot be read.
pub fn of_subnets(source: &Source) -> Result<BTreeMap<u16, Vec<Setting>>, String> {
    let mut settings = BTreeMap::<_, Vec<Setting>>::new();
    for (name, item, form) in OF_SUBNET.into_iter().filter(|(_, item, _)| source.has(SUBTENSOR, item)) {
        let stored = source.by_netuid(SUBTENSOR, item, |value| written(value, form))?;
        let theirs = source.default(SUBTENSOR, item, |value| written(value, form))?;
        let ours = own_default(item, form);
        for netuid in &source.subnets {
            let value = stored.get(netuid).or(theirs.as_ref());
            let applies = *netuid != ROOT || OF_ROOT.contains(&name);
            if let Some(value) = value.filter(|value| applies && Some(*value) != ours.as_ref()) {
                settings.entry(*netuid).or_default().push((name, value.clone()));
            }
        }
    }
    for of_one in settings.values_mut() {
        // The factor sets the cutoff.
        if of_one.iter().any(|(name, value)| *name == FACTOR && value != "0") {
            of_one.retain(|(name, _)| *name != CUTOFF);
        }
        of_one.retain(|(name, value)| *name != FACTOR || value != "0");
    }
    Ok(settings)
}

/// Returns the settings of the network that differ from the defaults of this chain.
///
/// # Errors
/// Names an item that cannot be read.
pub fn of_network(source: &Source) -> Result<Vec<Setting>, String> {
    let mut settings = Vec::new();
    for (name, item, form) in OF_NETWORK {
        let value = source.single(SUBTENSOR, item, |value| written(value, form))?;
        if let Some(value) = value.filter(|value| Some(value) != own_default(item, form).as_ref()) {
            settings.push((name, value));
        }
    }
    Ok(settings)
}

/// Returns the policies of a chain that has this chain's items for them.
///
/// # Errors
/// Names an item that cannot be read.
pub fn policy(source: &Source, report: &mut Report) -> Result<Vec<Setting>, String> {
    let emission = source.single(SUBTENSOR, "ActiveEmissionPolicy", value::short)?;
    let Some(number) = emission else {
        report.changed(
            "the rules for emission, injection and root's dividends are this chain's defaults (moving-price, lift, sold): the chain's \
             own are in its code, not in its state. docs/emission-policies.md has the others",
        );
        return Ok(Vec::new());
    };
    let name = dtao_genesis::check::POLICIES.get(usize::from(number));
    let name = name.ok_or_else(|| format!("the chain has the emission policy {number}, which this chain does not"))?;
    let mut policy = vec![("emission", format!("\"{name}\""))];
    for (key, item) in [("injection", "Injection"), ("root_dividends", "RootDividends")] {
        if let Some(rule) = source.single(SUBTENSOR, item, |value| written(value, Form::Rule))? {
            policy.push((key, rule));
        }
    }
    Ok(policy)
}

/// Writes the name of a variant in lower case, with dashes between its words.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallet_subtensor::{Hyperparameter, NetworkParameter};

    #[test]
    fn every_setting_of_a_genesis_file_is_read_from_an_item_of_this_chain() {
        let names =
            |table: &[(&'static str, &str, Form)]| table.iter().map(|(name, ..)| *name).collect::<BTreeSet<_>>();
        let of_files = |names: &[&'static str]| names.iter().copied().collect::<BTreeSet<_>>();
        assert_eq!(names(&OF_SUBNET), of_files(Hyperparameter::<()>::FILE_NAMES));
        assert_eq!(names(&OF_NETWORK), of_files(NetworkParameter::FILE_NAMES));
        for (name, item, form) in OF_SUBNET.into_iter().chain(OF_NETWORK) {
            // The halving is part of this chain's pools.
            let is_known = own_default(item, form).is_some() || name == "moving_price_halving";
            assert!(is_known, "{name}: {item}");
        }
    }

    #[test]
    fn values_are_written_as_files_have_them() {
        assert_eq!(kebab("CappedBuy"), "capped-buy");
        assert_eq!(own_default("Kappa", Form::Whole), Some("32767".into()));
        assert_eq!(
            own_default("BurnIncreaseMult", Form::Bits64).map(|text| text[..4].into()),
            Some("1.26".to_string())
        );
    }
}
