//! The chain's first subnets, hotkeys and stakes.

use crate::{
    ledger::{hotkeys::Hotkeys, position::Position},
    lifecycle::found_subnet::EMA_HALVING_BLOCKS,
    registry::{
        mirrors::Mirrors,
        neurons::Neurons,
        subnets::{Registration, Subnets},
    },
    Config, GenesisConfig, NetworkRateLimit, NetworksAdded, Owner, Pallet, RootDividendRule, Uids,
};
use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use dtao_math::{
    issuance::SUPPLY_CAP,
    moving_price::MovingPrice,
    pool::{MAX_FEE_RATE, MIN_RESERVE},
    tempo::next_payout,
};
use dtao_primitives::{NetUid, Pool, Pools, SubnetIdentityV3};
use frame_support::{ensure, pallet_prelude::DispatchError, traits::Get};
use serde::{Deserialize, Serialize};

/// A subnet of the first block.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisSubnet<AccountId> {
    /// The number; root is 0.
    pub netuid: NetUid,
    /// The name.
    pub name: String,
    /// The sign of its token: one character.
    pub symbol: String,
    /// The coldkey that owns it.
    pub owner: AccountId,
    /// The hotkey through which the owner works.
    pub owner_hotkey: AccountId,
    /// Blocks between two payouts.
    pub tempo: u16,
    /// TAO in its pool, in rao; 0 at root.
    pub tao: u64,
    /// Alpha in its pool, in rao; 0 at root.
    pub alpha: u64,
    /// The moving average of the price, in rao of TAO per whole alpha; at most 10⁹.
    pub moving_price: u64,
    /// The fee of its trades, in parts of 65 535.
    pub fee_rate: u16,
    /// Whether it is started: emission from block 1 on.
    pub started: bool,
}

/// A stake of the first block, of alpha (TAO at root) that exists from then on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisStake<AccountId> {
    /// Who holds it.
    pub coldkey: AccountId,
    /// The hotkey that it is staked with.
    pub hotkey: AccountId,
    /// The subnet.
    pub netuid: NetUid,
    /// How much, in rao.
    pub amount: u64,
}

/// What a validator of the first block gives to others.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisWeights<AccountId> {
    /// The subnet; root's are its say in root's vote.
    pub netuid: NetUid,
    /// The validator, which has a neuron there.
    pub hotkey: AccountId,
    /// UIDs, at root netuids, and what each is given. They are scaled to the highest, but for root's.
    pub weights: Vec<(u16, u16)>,
}

/// Builds the first state. A genesis that cannot be is refused with a panic that names the entry: no chain starts then.
pub(crate) fn build<T: Config>(config: &GenesisConfig<T>) {
    NetworkRateLimit::<T>::put(config.network_rate_limit);
    for (hotkey, coldkey) in &config.hotkeys {
        Hotkeys::<T>::adopt(hotkey, coldkey);
    }
    for subnet in &config.subnets {
        if let Err(error) = add_subnet::<T>(subnet) {
            panic!("genesis: subnet {}: {error:?}", subnet.netuid);
        }
    }
    for stake in &config.stakes {
        if let Err(error) = add_stake::<T>(stake) {
            let GenesisStake { coldkey, hotkey, netuid, .. } = stake;
            panic!("genesis: a stake at subnet {netuid}: {error:?}, of {coldkey:?} with {hotkey:?}");
        }
    }
    for (netuid, hotkey) in &config.neurons {
        if let Err(error) = add_neuron::<T>(*netuid, hotkey) {
            panic!("genesis: a neuron at subnet {netuid}: {error:?}, {hotkey:?}");
        }
    }
    set_up(config);
}

/// Settings, weights and policy: what needs the subnets and their neurons to be there.
fn set_up<T: Config>(config: &GenesisConfig<T>) {
    for parameter in &config.network_parameters {
        if let Err(error) = Pallet::<T>::do_set_network_parameter(*parameter) {
            panic!("genesis: {parameter:?}: {error:?}");
        }
    }
    for (netuid, parameter) in &config.hyperparameters {
        if let Err(error) = Pallet::<T>::do_set_hyperparameter(*netuid, parameter.clone()) {
            panic!("genesis: {parameter:?} of subnet {netuid}: {error:?}");
        }
    }
    for weights in &config.weights {
        if let Err(error) = add_weights::<T>(weights) {
            let GenesisWeights { netuid, hotkey, .. } = weights;
            panic!("genesis: weights at subnet {netuid}: {error:?}, of {hotkey:?}");
        }
    }
    if config.emission_policy != 0 {
        if let Err(error) = Pallet::<T>::do_set_emission_policy(config.emission_policy) {
            panic!("genesis: the policy of emission {}: {error:?}", config.emission_policy);
        }
    }
    if config.root_dividends != RootDividendRule::default() {
        Pallet::<T>::do_set_root_dividends(config.root_dividends);
    }
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
    // As if set in the first block: what is set no later than a neuron's registration, in block 0, is not meant for it.
    Neurons::<T>::touch(*netuid, uid, 1)?;
    Pallet::<T>::check_row(hotkey, *netuid, uid, &dests, &values)?.keep::<T>(*netuid);
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
    if subnet.netuid.is_root() {
        ensure!(subnet.tao == 0 && subnet.alpha == 0, "root has no reserves");
    } else {
        ensure!(subnet.tao.min(subnet.alpha) >= MIN_RESERVE, "a reserve is under the least that a pool keeps");
    }
    ensure!(subnet.alpha <= SUPPLY_CAP, "more alpha than there can be");
    ensure!(subnet.fee_rate <= MAX_FEE_RATE, "its fee is above the ceiling");
    let symbol = subnet.symbol.as_bytes().to_vec();
    Hotkeys::<T>::adopt(&subnet.owner_hotkey, &subnet.owner);
    let pool = Pool {
        tao: subnet.tao.into(),
        alpha_in: subnet.alpha.into(),
        moving_price: MovingPrice::from_num(subnet.moving_price) / MovingPrice::from_num(1_000_000_000),
        fee_rate: subnet.fee_rate,
        first_emission_block: (subnet.started && !subnet.netuid.is_root()).then_some(1),
        registration_allowed: true,
        ema_halving_blocks: EMA_HALVING_BLOCKS,
        next_payout: next_payout(subnet.netuid.get(), subnet.tempo, 0).unwrap_or(u64::MAX),
        ..Default::default()
    };
    T::Pools::create_at_genesis(subnet.netuid, pool)?;
    Mirrors::<T>::mirror_pool(subnet.netuid, &pool);
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
    ensure!(stake.amount >= T::MinStake::get(), "it is under the least that may be staked");
    ensure!(Owner::<T>::contains_key(&stake.hotkey), "its hotkey has no owner");
    T::Pools::credit_at_genesis(stake.netuid, stake.amount.into())?;
    let mut position = Position::<T>::load(&stake.hotkey, &stake.coldkey, stake.netuid);
    position.deposit(stake.amount.into()).map_err(|_| "its shares cannot be counted")?;
    position.save();
    Ok(())
}
