//! The chain that was read. Amounts are in rao: of TAO, and at a subnet of its alpha.

use dtao_genesis::units::SS58_FORMAT;
use sp_core::crypto::{AccountId32, Ss58AddressFormat, Ss58Codec};
use std::collections::BTreeMap;

/// An account.
pub type Account = AccountId32;

/// Netuid of root.
pub const ROOT: u16 = 0;

/// Writes an account as an address.
pub fn address(account: &Account) -> String {
    account.to_ss58check_with_version(Ss58AddressFormat::custom(SS58_FORMAT))
}

/// The chain that was read, and the block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Name of the chain.
    pub chain: String,
    /// Name of the runtime.
    pub spec: String,
    /// Version of the runtime.
    pub version: u64,
    /// Number of the block.
    pub block: u64,
    /// Hash of the block, in hexadecimal digits.
    pub hash: String,
    /// Address of the node.
    pub url: String,
}

/// Stake of a coldkey with a hotkey.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stake {
    /// Subnet.
    pub netuid: u16,
    /// Hotkey.
    pub hotkey: Account,
    /// Coldkey.
    pub coldkey: Account,
    /// Amount.
    pub amount: u64,
}

/// Pairs of a UID (a netuid at root) and a weight, or a bond.
pub type Row = Vec<(u16, u16)>;

/// Amounts that wait for a subnet's payout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Alpha of the miners.
    pub miners: u64,
    /// Alpha of the validators.
    pub validators: u64,
    /// Alpha of the owner.
    pub owner: u64,
    /// TAO of root's stakers.
    pub root_tao: u64,
    /// Alpha that was sold for that TAO.
    pub root_alpha_sold: u64,
    /// Alpha of root's stakers.
    pub root_alpha: u64,
}

impl Waiting {
    /// Returns the alpha of all receivers.
    pub fn alpha(&self) -> u128 {
        [self.miners, self.validators, self.owner, self.root_alpha].into_iter().map(u128::from).sum()
    }
}

/// Pool of a subnet, with what its trades and blocks have left in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PoolState {
    /// TAO in the pool.
    pub tao: u64,
    /// Alpha in the pool.
    pub alpha: u64,
    /// Alpha outside of the pool.
    pub alpha_out: u64,
    /// The part of it that root's stakers may claim.
    pub claimable: u64,
    /// Moving average of the price, with 96 fraction bits.
    pub moving_price: u128,
    /// TAO of all trades.
    pub volume: u128,
    /// Moving averages of the flow, of what is paid in, and of revenue: rao a block, with 64 fraction bits.
    pub flows: [i128; 3],
    /// Average part of the miners' alpha that is withheld, with 63 fraction bits.
    pub withheld: u64,
    /// Blocks after the start at which the moving price has half of its speed; `None` if the chain has no such setting.
    pub halving: Option<u64>,
    /// Fee of a trade in parts of 65 535.
    pub fee_rate: u16,
    /// `true` if the subnet has started.
    pub started: bool,
    /// Amounts that wait for the next payout.
    pub waiting: Waiting,
    /// Blocks until the next payout, at least 1; `None` if the chain does not say.
    pub payout_in: Option<u64>,
}

/// A setting by its name in a genesis file, with its value as written there.
pub type Setting = (&'static str, String);

/// Texts of an identity, by their names in a genesis file.
pub type Identity = Vec<(&'static str, String)>;

/// A subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// Name.
    pub name: String,
    /// Symbol of its token.
    pub symbol: Option<String>,
    /// Identity, beside the name.
    pub identity: Identity,
    /// Coldkey that owns it.
    pub owner: Account,
    /// Hotkey of the owner.
    pub owner_hotkey: Account,
    /// Blocks between two payouts.
    pub tempo: u16,
    /// Pool.
    pub pool: PoolState,
    /// Alpha outside of the pool that nobody holds.
    pub unowned: u64,
    /// Present price of a neuron.
    pub burn: Option<u64>,
    /// Settings that differ from the defaults.
    pub settings: Vec<Setting>,
    /// Hotkeys by UID.
    pub neurons: Vec<Account>,
    /// Weights by UID.
    pub weights: BTreeMap<u16, Row>,
    /// Bonds by UID.
    pub bonds: BTreeMap<u16, Row>,
}

/// Children of a hotkey at a subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Subnet.
    pub netuid: u16,
    /// Parent.
    pub hotkey: Account,
    /// Children, with their proportions in parts of 2⁶⁴ − 1.
    pub children: Vec<(u64, Account)>,
}

/// Everything that a genesis file has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The chain and the block.
    pub origin: Origin,
    /// All TAO.
    pub issuance: u64,
    /// Subnets, with root.
    pub subnets: BTreeMap<u16, Subnet>,
    /// TAO staked at root, as the chain counts it for the division of emission.
    pub root_tao: u64,
    /// Balances of accounts, free and reserved together.
    pub balances: BTreeMap<Account, u64>,
    /// Coldkey of each hotkey.
    pub owners: BTreeMap<Account, Account>,
    /// Stakes.
    pub stakes: Vec<Stake>,
    /// Takes of hotkeys, in parts of 65 535.
    pub takes: BTreeMap<Account, u16>,
    /// Children.
    pub families: Vec<Family>,
    /// Takes of child hotkeys by subnet, in parts of 65 535.
    pub childkey_takes: BTreeMap<(u16, Account), u16>,
    /// Identities of coldkeys.
    pub identities: BTreeMap<Account, Identity>,
    /// Settings of the network that differ from the defaults.
    pub network: Vec<Setting>,
    /// Policies by their keys in a genesis file.
    pub policy: Vec<Setting>,
}
