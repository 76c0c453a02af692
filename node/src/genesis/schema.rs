//! What a genesis file may hold, as it is written; what it means is told in `docs/genesis.md`.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::{Spanned, Value};

/// A key as it is written: an address, or a secret such as `//Alice`.
pub type Key = Spanned<String>;

/// An amount, or a number with decimals, as it is written. It is read from the text itself: TOML's numbers with a point
/// have too few digits for money.
pub type Number = Spanned<Value>;

/// Settings by name.
pub type Settings = BTreeMap<Spanned<String>, Number>;

/// A genesis file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// The chain's name for people.
    pub name: Option<Spanned<String>>,
    /// Its name for folders.
    pub id: Option<Spanned<String>>,
    /// `development`, `local` or `live`.
    #[serde(rename = "type")]
    pub kind: Option<Spanned<String>>,
    /// Who may do everything.
    pub sudo: Option<Key>,
    /// Who makes and finalises blocks, by their secrets.
    pub validators: Option<Spanned<Vec<Validator>>>,
    /// Who holds TAO, and owns hotkeys.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// The subnets and their pools.
    #[serde(default)]
    pub subnets: Vec<Subnet>,
    /// Who has staked what.
    #[serde(default)]
    pub stakes: Vec<Stake>,
    /// Who works where.
    #[serde(default)]
    pub neurons: Vec<Neurons>,
    /// What validators give to neurons, and at root to subnets.
    #[serde(default)]
    pub weights: Vec<Weights>,
    /// How a block's TAO is shared, and what becomes of root's part of the alpha.
    #[serde(default)]
    pub policy: Policy,
    /// The network's settings.
    #[serde(default)]
    pub network: Settings,
}

/// A validator.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Validator {
    /// Both keys are of this secret.
    Secret(String),
    /// The keys' addresses.
    Keys(ValidatorKeys),
}

/// A validator's keys.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidatorKeys {
    /// The one that blocks are signed with (sr25519).
    pub aura: String,
    /// The one that votes on finality are signed with (ed25519).
    pub grandpa: String,
}

/// An account.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Whose.
    pub key: Key,
    /// What it can spend.
    pub balance: Option<Number>,
    /// Hotkeys that it owns.
    #[serde(default)]
    pub hotkeys: Vec<Key>,
}

/// A subnet and its pool.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subnet {
    /// The number.
    pub netuid: Spanned<u16>,
    /// The name.
    pub name: Option<String>,
    /// The sign of its token.
    pub symbol: Option<Spanned<String>>,
    /// The coldkey that owns it.
    pub owner: Key,
    /// The hotkey that the owner works with.
    pub owner_hotkey: Key,
    /// Blocks between two payouts.
    pub tempo: Option<u16>,
    /// TAO in the pool.
    pub tao: Option<Number>,
    /// Alpha in the pool.
    pub alpha: Option<Number>,
    /// The moving average of the price.
    pub moving_price: Option<Number>,
    /// The fee of a trade, in parts of 65 535.
    pub fee_rate: Option<Spanned<u16>>,
    /// Whether it receives from block 1 on.
    pub started: Option<bool>,
    /// Its other settings.
    #[serde(default)]
    pub settings: Settings,
}

/// A stake.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stake {
    /// Where.
    pub netuid: Spanned<u16>,
    /// Who holds it.
    pub coldkey: Key,
    /// The hotkey that it is staked with.
    pub hotkey: Key,
    /// How much.
    pub amount: Number,
}

/// Neurons of a subnet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neurons {
    /// Where.
    pub netuid: Spanned<u16>,
    /// Their hotkeys, in the order of their UIDs.
    pub hotkeys: Vec<Key>,
}

/// The weights of a validator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Where.
    pub netuid: Spanned<u16>,
    /// The validator.
    pub hotkey: Key,
    /// UIDs (at root: netuids) and what each is given.
    pub to: Spanned<Vec<Spanned<(u16, u16)>>>,
}

/// Policies by name.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// How a block's TAO is shared.
    pub emission: Option<Spanned<String>>,
    /// What becomes of root's part of the alpha.
    pub root_dividends: Option<Spanned<String>>,
}
