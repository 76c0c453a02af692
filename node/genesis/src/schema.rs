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
    /// Bonds of validators with neurons.
    #[serde(default)]
    pub bonds: Vec<Weights>,
    /// Takes of hotkeys from their nominators' dividends.
    #[serde(default)]
    pub takes: Vec<Take>,
    /// Children of hotkeys.
    #[serde(default)]
    pub children: Vec<Children>,
    /// Takes of child hotkeys.
    #[serde(default)]
    pub childkey_takes: Vec<ChildkeyTake>,
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
    /// Public identity.
    pub identity: Option<Spanned<Identity>>,
}

/// Public identity of a coldkey.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Identity {
    /// Name.
    pub name: String,
    /// Home page.
    pub url: String,
    /// URL of its repository.
    pub github: String,
    /// URL of its picture.
    pub image: String,
    /// Discord handle.
    pub discord: String,
    /// Description.
    pub description: String,
    /// Anything else.
    pub additional: String,
}

/// Public identity of a subnet, beside its name.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SubnetIdentity {
    /// URL of its repository.
    pub github: String,
    /// Contact of its owner.
    pub contact: String,
    /// Home page.
    pub url: String,
    /// Discord handle or channel.
    pub discord: String,
    /// Description.
    pub description: String,
    /// URL of its logo.
    pub logo: String,
    /// Anything else.
    pub additional: String,
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
    /// Public identity, beside the name.
    pub identity: Option<Spanned<SubnetIdentity>>,
    /// State that it has from an earlier chain.
    pub progress: Option<Progress>,
    /// Its other settings.
    #[serde(default)]
    pub settings: Settings,
}

/// State that a subnet has only after some blocks.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// Block of the next payout.
    pub next_payout: Option<u64>,
    /// Present price of a neuron.
    pub burn: Option<Number>,
    /// TAO of all trades so far.
    pub volume: Option<Number>,
    /// Alpha that belongs to nobody.
    pub unowned: Option<Number>,
    /// Alpha of the miners that waits for the payout.
    pub pending_miners: Option<Number>,
    /// Alpha of the validators that waits for the payout.
    pub pending_validators: Option<Number>,
    /// Alpha of the owner that waits for the payout.
    pub pending_owner: Option<Number>,
    /// TAO of root's stakers that waits for the payout.
    pub pending_root_tao: Option<Number>,
    /// Alpha that was sold for that TAO.
    pub pending_root_alpha_sold: Option<Number>,
    /// Alpha of root's stakers that waits for the payout.
    pub pending_root_alpha: Option<Number>,
    /// Moving average of the flow, in rao a block.
    pub flow_average: Option<Number>,
    /// Moving average of what traders pay in, in rao a block.
    pub inflow_average: Option<Number>,
    /// Moving average of what is spent on alpha that is burned with it, in rao a block.
    pub revenue_average: Option<Number>,
    /// Average part of the miners' alpha that is withheld.
    pub withheld: Option<Number>,
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

/// Take of a hotkey from its nominators' dividends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Take {
    /// Hotkey.
    pub hotkey: Key,
    /// Take, in parts of 65 535.
    pub take: Spanned<u16>,
}

/// Children of a hotkey at a subnet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Children {
    /// Subnet.
    pub netuid: Spanned<u16>,
    /// Parent.
    pub hotkey: Key,
    /// Children, each with its proportion of the parent's stake weight.
    pub to: Vec<(Key, Number)>,
}

/// Take of a child hotkey at a subnet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildkeyTake {
    /// Subnet.
    pub netuid: Spanned<u16>,
    /// Hotkey.
    pub hotkey: Key,
    /// Take, in parts of 65 535.
    pub take: Spanned<u16>,
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
