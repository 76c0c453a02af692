//! Format of a genesis file, which `docs/genesis.md` documents.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::{Spanned, Value};

/// Key as written: an address, or a secret such as `//Alice`.
pub type Key = Spanned<String>;

/// Amount or decimal number as written. Read from the text itself, since floating-point numbers have too few digits for
/// amounts.
pub type Number = Spanned<Value>;

/// Settings by name.
pub type Settings = BTreeMap<Spanned<String>, Number>;

/// Genesis file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Name of the chain.
    pub name: Option<Spanned<String>>,
    /// Identifier of the chain, in names of folders.
    pub id: Option<Spanned<String>>,
    /// `development`, `local` or `live`.
    #[serde(rename = "type")]
    pub kind: Option<Spanned<String>>,
    /// Duration of a slot.
    pub slot_milliseconds: Option<Spanned<u64>>,
    /// Owner of the sudo key.
    pub sudo: Option<Key>,
    /// Validators that author and finalise blocks.
    pub validators: Option<Spanned<Vec<Validator>>>,
    /// Accounts with their balances and hotkeys.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// Subnets and their pools.
    #[serde(default)]
    pub subnets: Vec<Subnet>,
    /// Stakes.
    #[serde(default)]
    pub stakes: Vec<Stake>,
    /// Neurons of each subnet.
    #[serde(default)]
    pub neurons: Vec<Neurons>,
    /// Weights of validators: for neurons, and at root for subnets.
    #[serde(default)]
    pub weights: Vec<Weights>,
    /// Rules for emission and for root's dividends.
    #[serde(default)]
    pub policy: Policy,
    /// Settings of the network.
    #[serde(default)]
    pub network: Settings,
}

/// Validator.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Validator {
    /// Secret of both keys.
    Secret(String),
    /// Addresses of the keys.
    Keys(ValidatorKeys),
}

/// Keys of a validator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidatorKeys {
    /// Key that signs blocks (sr25519).
    pub aura: String,
    /// Key that signs votes on finality (ed25519).
    pub grandpa: String,
}

/// Account.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Its key.
    pub key: Key,
    /// Free balance.
    pub balance: Option<Number>,
    /// Hotkeys that it owns.
    #[serde(default)]
    pub hotkeys: Vec<Key>,
}

/// Subnet and its pool.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subnet {
    /// Netuid.
    pub netuid: Spanned<u16>,
    /// Name.
    pub name: Option<String>,
    /// Symbol of its token.
    pub symbol: Option<Spanned<String>>,
    /// Coldkey that owns it.
    pub owner: Key,
    /// Hotkey of the owner.
    pub owner_hotkey: Key,
    /// Blocks between two payouts.
    pub tempo: Option<u16>,
    /// TAO in the pool.
    pub tao: Option<Number>,
    /// Alpha in the pool.
    pub alpha: Option<Number>,
    /// Moving average of the price.
    pub moving_price: Option<Number>,
    /// Fee of a trade, in parts of 65 535.
    pub fee_rate: Option<Spanned<u16>>,
    /// `true` if it receives emission from block 1 on.
    pub started: Option<bool>,
    /// Its other settings.
    #[serde(default)]
    pub settings: Settings,
}

/// Stake.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stake {
    /// Subnet.
    pub netuid: Spanned<u16>,
    /// Coldkey that holds it.
    pub coldkey: Key,
    /// Hotkey that it is staked to.
    pub hotkey: Key,
    /// Amount.
    pub amount: Number,
}

/// Neurons of a subnet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neurons {
    /// Subnet.
    pub netuid: Spanned<u16>,
    /// Their hotkeys, in the order of their UIDs.
    pub hotkeys: Vec<Key>,
}

/// Weights of a validator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Subnet.
    pub netuid: Spanned<u16>,
    /// Hotkey of the validator.
    pub hotkey: Key,
    /// UIDs (netuids at root) and their weights.
    pub to: Spanned<Vec<Spanned<(u16, u16)>>>,
}

/// Policies by name.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Name of the emission policy.
    pub emission: Option<Spanned<String>>,
    /// Rule for TAO that alpha cannot balance.
    pub injection: Option<Spanned<String>>,
    /// Rule for root's dividends.
    pub root_dividends: Option<Spanned<String>>,
}
