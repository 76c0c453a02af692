//! Genesis state: subnets, hotkeys, stakes, neurons, settings and weights; and that of subnets which have run on another chain.

mod progress;

pub use progress::{GenesisChildren, GenesisProgress};

use crate::{
    ledger::{
        hotkeys::{ensure_not_custody, Hotkeys, MAX_OWNED},
        position::Position,
    },
    lifecycle::register_subnet::EMA_HALVING_BLOCKS,
    registry::{
        burns::Burns,
        mirrors::Mirrors,
        neurons::Neurons,
        subnets::{Registration, Subnets},
    },
    settings::set::store_max_neurons,
    validator_weights::Demands,
    Config, Error, GenesisConfig, InjectionRule, NetworkRateLimit, NetworksAdded, Owner, Pallet, RootDividendRule,
    StakeThreshold, Uids,
};
use alloc::{format, string::String, vec::Vec};
use codec::{Decode, Encode};
use dtao_math::{
    issuance::SUPPLY_CAP,
    moving_price::MovingPrice,
    pool::{MAX_FEE_RATE, MIN_RESERVE},
    tempo::next_payout,
};
use dtao_primitives::{NetUid, Pool, Pools, SubnetIdentityV3, Switches, TaoBalance};
use frame_support::{ensure, pallet_prelude::DispatchError, traits::Get};
use serde::{Deserialize, Serialize};

/// Subnet at genesis.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisSubnet<AccountId> {
    /// Netuid; root is 0.
    pub netuid: NetUid,
    /// Name.
    pub name: String,
    /// Symbol of its token: one character.
    pub symbol: String,
    /// Coldkey that owns it.
    pub owner: AccountId,
    /// Hotkey of the owner.
    pub owner_hotkey: AccountId,
    /// Blocks between two payouts.
    pub tempo: u16,
    /// TAO in its pool, in rao; 0 at root.
    pub tao: u64,
    /// Alpha in its pool, in rao; 0 at root.
    pub alpha: u64,
    /// Moving average of the price, in rao of TAO per whole alpha; at most 10⁹.
    pub moving_price: u64,
    /// Fee of its trades, in parts of 65 535.
    pub fee_rate: u16,
    /// `true` if it has started: it receives emission from block 1 on.
    pub started: bool,
}

/// Stake at genesis, of newly issued alpha (TAO at root).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisStake<AccountId> {
    /// Coldkey that holds it.
    pub coldkey: AccountId,
    /// Hotkey that it is staked to.
    pub hotkey: AccountId,
    /// Subnet.
    pub netuid: NetUid,
    /// Amount, in rao.
    pub amount: u64,
}

/// Weights of a validator at genesis.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisWeights<AccountId> {
    /// Subnet; weights at root are votes.
    pub netuid: NetUid,
    /// Hotkey of the validator, which has a neuron there.
    pub hotkey: AccountId,
    /// UIDs (netuids at root) and their weights. Scaled to the highest one, except at root.
    pub weights: Vec<(u16, u16)>,
}

/// Entry of a [`GenesisConfig`], by its index in the list of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// One of `hotkeys`.
    Hotkey(usize),
    /// One of `subnets`.
    Subnet(usize),
    /// One of `stakes`.
    Stake(usize),
    /// One of `neurons`.
    Neuron(usize),
    /// One of `network_parameters`.
    NetworkParameter(usize),
    /// One of `hyperparameters`.
    Hyperparameter(usize),
    /// One of `weights`.
    Weights(usize),
    /// `emission_policy`.
    EmissionPolicy,
    /// One of `progress`.
    Progress(usize),
    /// One of `takes`.
    Take(usize),
    /// One of `children`.
    Children(usize),
    /// One of `childkey_takes`.
    ChildkeyTake(usize),
    /// One of `bonds`.
    Bonds(usize),
    /// One of `subnet_identities`.
    SubnetIdentity(usize),
    /// One of `identities`.
    Identity(usize),
}

/// First entry of a genesis that cannot be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The entry.
    pub entry: Entry,
    /// The reason.
    pub why: DispatchError,
}

impl Refused {
    /// Describes the entry, which is one of `config`.
    pub fn subject<T: Config>(&self, config: &GenesisConfig<T>) -> String {
        let subject = match self.entry {
            Entry::Hotkey(at) => config.hotkeys.get(at).map(|(hotkey, _)| format!("the hotkey {hotkey:?}")),
            Entry::Subnet(at) => config.subnets.get(at).map(|subnet| format!("subnet {}", subnet.netuid)),
            Entry::Stake(at) => config.stakes.get(at).map(|stake| format!("a stake at subnet {}", stake.netuid)),
            Entry::Neuron(at) => config.neurons.get(at).map(|(netuid, _)| format!("a neuron at subnet {netuid}")),
            Entry::NetworkParameter(at) => config.network_parameters.get(at).map(|setting| format!("{setting:?}")),
            Entry::Hyperparameter(at) => {
                config.hyperparameters.get(at).map(|(netuid, setting)| format!("{setting:?} of subnet {netuid}"))
            }
            Entry::Weights(at) => config.weights.get(at).map(|row| format!("weights at subnet {}", row.netuid)),
            Entry::EmissionPolicy => Some(format!("the emission policy {}", config.emission_policy)),
            Entry::Progress(at) => config.progress.get(at).map(|row| format!("the state of subnet {}", row.netuid)),
            Entry::Take(at) => config.takes.get(at).map(|(hotkey, _)| format!("the take of {hotkey:?}")),
            Entry::Children(at) => config.children.get(at).map(|row| format!("children at subnet {}", row.netuid)),
            Entry::ChildkeyTake(at) => {
                config.childkey_takes.get(at).map(|(netuid, ..)| format!("the take of a child at subnet {netuid}"))
            }
            Entry::Bonds(at) => config.bonds.get(at).map(|row| format!("bonds at subnet {}", row.netuid)),
            Entry::SubnetIdentity(at) => {
                config.subnet_identities.get(at).map(|(netuid, _)| format!("the identity of subnet {netuid}"))
            }
            Entry::Identity(at) => config.identities.get(at).map(|(who, _)| format!("the identity of {who:?}")),
        };
        subject.unwrap_or_default()
    }
}

/// Builds the genesis state, and panics if it is refused: FRAME's trait has no error, and no chain must start then.
pub(crate) fn build<T: Config>(config: &GenesisConfig<T>) {
    if let Err(refused) = try_build(config) {
        panic!("genesis: {}: {:?} ({:?})", refused.subject(config), refused.why, refused.entry);
    }
}

/// Builds the genesis state. A refused one is left half built.
///
/// # Errors
/// [`Refused`] with the first entry that cannot be.
pub fn try_build<T: Config>(config: &GenesisConfig<T>) -> Result<(), Refused> {
    NetworkRateLimit::<T>::put(config.network_rate_limit);
    // A client reads a value that is not stored as none.
    StakeThreshold::<T>::put(StakeThreshold::<T>::get());
    add_each(&config.hotkeys, Entry::Hotkey, |(hotkey, coldkey)| add_hotkey::<T>(hotkey, coldkey))?;
    add_each(&config.subnets, Entry::Subnet, add_subnet::<T>)?;
    add_each(&config.stakes, Entry::Stake, add_stake::<T>)?;
    add_each(&config.neurons, Entry::Neuron, |(netuid, hotkey)| add_neuron::<T>(*netuid, hotkey))?;
    add_each(&config.progress, Entry::Progress, progress::resume::<T>)?;
    for subnet in T::Pools::all() {
        Mirrors::<T>::mirror_amounts(subnet.netuid, &subnet.pool);
    }
    // These need the subnets and their neurons.
    add_each(&config.network_parameters, Entry::NetworkParameter, |setting| {
        Pallet::<T>::do_set_network_parameter(*setting)
    })?;
    add_each(&config.hyperparameters, Entry::Hyperparameter, |(netuid, setting)| {
        Pallet::<T>::do_set_hyperparameter(*netuid, setting.clone())
    })?;
    add_each(&config.weights, Entry::Weights, add_weights::<T>)?;
    progress::add::<T>(config)?;
    if config.emission_policy != 0 {
        Pallet::<T>::do_set_emission_policy(config.emission_policy)
            .map_err(|why| Refused { entry: Entry::EmissionPolicy, why })?;
    }
    if config.injection != InjectionRule::default() {
        Pallet::<T>::do_set_injection(config.injection);
    }
    if config.root_dividends != RootDividendRule::default() {
        Pallet::<T>::do_set_root_dividends(config.root_dividends);
    }
    Ok(())
}

fn add_each<Row>(
    rows: &[Row],
    entry: fn(usize) -> Entry,
    add: impl Fn(&Row) -> Result<(), DispatchError>,
) -> Result<(), Refused> {
    let mut rows = rows.iter().enumerate();
    rows.try_for_each(|(at, row)| add(row).map_err(|why| Refused { entry: entry(at), why }))
}

fn add_hotkey<T: Config>(hotkey: &T::AccountId, coldkey: &T::AccountId) -> Result<(), DispatchError> {
    ensure_not_custody::<T>(hotkey)?;
    ensure_not_custody::<T>(coldkey)?;
    ensure!(Owner::<T>::contains_key(hotkey) || Hotkeys::<T>::owned(coldkey) < MAX_OWNED, Error::<T>::TooManyHotkeys);
    Hotkeys::<T>::adopt(hotkey, coldkey);
    Ok(())
}

fn add_weights<T: Config>(given: &GenesisWeights<T::AccountId>) -> Result<(), DispatchError> {
    let GenesisWeights { netuid, hotkey, weights } = given;
    let (dests, values): (Vec<u16>, Vec<u16>) = weights.iter().copied().unzip();
    if netuid.is_root() {
        let coldkey = Owner::<T>::get(hotkey);
        let subnets = dests.into_iter().map(NetUid::new).collect();
        return Pallet::<T>::do_set_root_weights(&coldkey, hotkey, subnets, values);
    }
    let uid = Uids::<T>::get(*netuid, hotkey).ok_or("it has no neuron there")?;
    Neurons::<T>::permit(*netuid, uid)?;
    // As if set in block 1: weights count only if they are newer than the registration of their neuron, in block 0.
    Neurons::<T>::touch(*netuid, uid, 1)?;
    let demands = Demands::of::<T>(*netuid);
    Pallet::<T>::check_row(hotkey, (*netuid, uid), &dests, &values, demands)?.store::<T>(*netuid);
    Ok(())
}

fn add_neuron<T: Config>(netuid: NetUid, hotkey: &T::AccountId) -> Result<(), DispatchError> {
    ensure!(NetworksAdded::<T>::get(netuid), "there is no such subnet");
    ensure!(Owner::<T>::contains_key(hotkey), "its hotkey has no owner");
    ensure!(
        !netuid.is_root() || u32::from(Neurons::<T>::count(netuid)) < T::MaxRootValidators::get(),
        "root has no more seats"
    );
    Neurons::<T>::append(netuid, hotkey, 0)?;
    Ok(())
}

fn add_subnet<T: Config>(subnet: &GenesisSubnet<T::AccountId>) -> Result<(), DispatchError> {
    ensure!(subnet.symbol.chars().count() == 1, "its symbol must be one character");
    ensure!(subnet.moving_price <= 1_000_000_000, "its moving price is above 1");
    let is_root = subnet.netuid.is_root();
    if is_root {
        ensure!(subnet.tao == 0 && subnet.alpha == 0, "root has no reserves");
    } else {
        ensure!(subnet.tao.min(subnet.alpha) >= MIN_RESERVE, "a reserve is below the minimum of a pool");
    }
    ensure!(subnet.alpha <= SUPPLY_CAP, "its alpha is above the supply cap");
    ensure!(subnet.fee_rate <= MAX_FEE_RATE, "its fee is above the maximum");
    let symbol = subnet.symbol.as_bytes().to_vec();
    add_hotkey::<T>(&subnet.owner_hotkey, &subnet.owner)?;
    let pool = Pool {
        tao: subnet.tao.into(),
        alpha_in: subnet.alpha.into(),
        moving_price: MovingPrice::from_num(subnet.moving_price) / MovingPrice::from_num(1_000_000_000),
        fee_rate: subnet.fee_rate,
        first_emission_block: (subnet.started && !is_root).then_some(1),
        switches: Switches { registration_allowed: true, ..Default::default() },
        ema_halving_blocks: EMA_HALVING_BLOCKS,
        next_payout: next_payout(subnet.netuid.get(), subnet.tempo, 0).unwrap_or(u64::MAX),
        ..Default::default()
    };
    T::Pools::create_at_genesis(subnet.netuid, pool)?;
    Mirrors::<T>::open(subnet.netuid, &pool, TaoBalance::ZERO, 0);
    store_max_neurons::<T>(subnet.netuid);
    Burns::<T>::store_default(subnet.netuid);
    Neurons::<T>::open(subnet.netuid);
    Subnets::<T>::add(
        subnet.netuid,
        Registration {
            owner: subnet.owner.clone(),
            owner_hotkey: subnet.owner_hotkey.clone(),
            tempo: subnet.tempo,
            symbol: symbol.try_into().map_err(|_| "its symbol is longer than a character can be")?,
            identity: SubnetIdentityV3 { subnet_name: subnet.name.as_bytes().to_vec(), ..Default::default() },
        },
        0,
    )
}

fn add_stake<T: Config>(stake: &GenesisStake<T::AccountId>) -> Result<(), DispatchError> {
    ensure!(stake.amount > 0, "it is nothing");
    ensure!(Owner::<T>::contains_key(&stake.hotkey), "its hotkey has no owner");
    ensure_not_custody::<T>(&stake.coldkey)?;
    T::Pools::credit_at_genesis(stake.netuid, stake.amount.into())?;
    Position::<T>::add(&stake.hotkey, &stake.coldkey, stake.netuid, stake.amount.into())
        .map_err(|_| "its shares cannot be counted")?;
    Ok(())
}
