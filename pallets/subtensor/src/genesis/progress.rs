//! State that a subnet has only after some blocks. A genesis has it of subnets that have run on another chain.

use super::{add_each, Entry, GenesisWeights, Refused};
use crate::{
    identity::{ensure_chain_identity, ensure_identity},
    registry::{
        burns::Burns,
        families::{Families, MAX_SUBNET_PARENTS},
        neurons::{Neurons, PerNeuron},
    },
    settings::as_text,
    stake::take,
    Bonds, ChildLinks, ChildkeyTake, Config, Error, FamilyRecords, GenesisConfig, IdentitiesV2, MaxBurn,
    MaxChildkeyTake, MinBurn, NetworksAdded, Pallet, SubnetIdentitiesV3, Uids,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use dtao_math::{issuance::SUPPLY_CAP, moving_price::MovingPrice, withheld::WithheldPart};
use dtao_primitives::{ChainIdentityV2, NetUid, Pending, Pool, Pools, SubnetIdentityV3, TaoBalance};
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
};
use serde::{Deserialize, Serialize};
use substrate_fixed::types::I64F64;

/// State of a subnet that has run. Amounts are in rao.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisProgress {
    /// Netuid; not root's.
    pub netuid: NetUid,
    /// Moving average of the price with 96 fraction bits, at most 1. Replaces that of the subnet's row.
    #[serde(with = "as_text")]
    pub moving_price: u128,
    /// Alpha that was burned and belongs to nobody.
    pub unowned: u64,
    /// Alpha that waits for the next payout to the miners.
    pub pending_server: u64,
    /// Alpha that waits for the next payout to the validators.
    pub pending_validator: u64,
    /// Alpha that waits for the next payout to the owner.
    pub pending_owner: u64,
    /// TAO that waits for the next payout to root's stakers. It is minted.
    pub pending_root_tao: u64,
    /// Alpha that was sold for that TAO.
    pub pending_root_alpha_sold: u64,
    /// Root's alpha that the next payout assigns.
    pub pending_root_alpha: u64,
    /// TAO of all trades so far.
    #[serde(with = "as_text")]
    pub volume: u128,
    /// Moving average of the flow, in rao a block with 64 fraction bits.
    #[serde(with = "as_text")]
    pub flow_average: i128,
    /// Moving average of what traders pay in, likewise.
    #[serde(with = "as_text")]
    pub inflow_average: i128,
    /// Moving average of what is spent on alpha that is burned with it, likewise.
    #[serde(with = "as_text")]
    pub revenue_average: i128,
    /// Average part of the miners' alpha that is withheld, with 63 fraction bits.
    pub withheld: u64,
    /// Block of the next payout; `None` for that of the subnet's tempo.
    pub next_payout: Option<u64>,
    /// Present price of a neuron; `None` for the minimum.
    pub burn: Option<u64>,
}

/// Children of a hotkey at genesis.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisChildren<AccountId> {
    /// Subnet.
    pub netuid: NetUid,
    /// Parent.
    pub hotkey: AccountId,
    /// Each child with its proportion of the parent's stake weight, in parts of 2⁶⁴ − 1.
    pub children: Vec<(u64, AccountId)>,
}

impl GenesisProgress {
    /// Returns the pool of this state, or `None` if its alpha passes 64 bits. Root's TAO is left to [`resume`].
    fn applied_to(&self, mut pool: Pool) -> Option<Pool> {
        pool.pending = Pending {
            server: self.pending_server.into(),
            validator: self.pending_validator.into(),
            owner: self.pending_owner.into(),
            root_tao: TaoBalance::ZERO,
            root_alpha_sold: self.pending_root_alpha_sold.into(),
            root_alpha: self.pending_root_alpha.into(),
        };
        pool.unowned = self.unowned.into();
        pool.alpha_out = pool.alpha_out.checked_add(pool.not_staked()?)?;
        pool.moving_price = MovingPrice::from_bits(self.moving_price);
        pool.volume = self.volume;
        pool.flow_average = I64F64::from_bits(self.flow_average);
        pool.inflow_average = I64F64::from_bits(self.inflow_average);
        pool.revenue_average = I64F64::from_bits(self.revenue_average);
        pool.withheld = WithheldPart::from_bits(self.withheld);
        pool.next_payout = self.next_payout.unwrap_or(pool.next_payout);
        Some(pool)
    }
}

/// Gives a new subnet, whose stakes are known, the state of one that has run.
pub(super) fn resume<T: Config>(row: &GenesisProgress) -> DispatchResult {
    let netuid = row.netuid;
    ensure!(!netuid.is_root(), "root has no such state");
    ensure!(row.moving_price <= 1 << 96, "its moving price is above 1");
    ensure!(row.withheld <= 1 << 63, "more than all is withheld");
    ensure!(row.next_payout != Some(0), "no payout is due in block 0");
    let before = T::Pools::get(netuid).ok_or("there is no such subnet")?;
    let pool = row.applied_to(before).ok_or(Error::<T>::Overflow)?;
    let issuance = pool.alpha_issuance().map_err(|_| Error::<T>::Overflow)?;
    ensure!(issuance <= SUPPLY_CAP, "its alpha is above the supply cap");
    T::Pools::configure(netuid, |stored| *stored = pool)?;
    T::Pools::credit_root_dividends_at_genesis(netuid, row.pending_root_tao.into())
}

/// Adds what needs the subnets, their neurons and the settings.
pub(super) fn add<T: Config>(config: &GenesisConfig<T>) -> Result<(), Refused> {
    add_each(&config.progress, Entry::Progress, set_burn::<T>)?;
    add_each(&config.takes, Entry::Take, |(hotkey, take)| take::set_at_genesis::<T>(hotkey, *take))?;
    add_each(&config.children, Entry::Children, add_children::<T>)?;
    add_each(&config.childkey_takes, Entry::ChildkeyTake, |(netuid, hotkey, take)| {
        set_childkey_take::<T>(*netuid, hotkey, *take)
    })?;
    add_each(&config.bonds, Entry::Bonds, add_bonds::<T>)?;
    add_each(&config.subnet_identities, Entry::SubnetIdentity, |(netuid, identity)| {
        set_subnet_identity::<T>(*netuid, identity)
    })?;
    add_each(&config.identities, Entry::Identity, |(coldkey, identity)| set_identity::<T>(coldkey, identity))
}

fn set_burn<T: Config>(row: &GenesisProgress) -> DispatchResult {
    let Some(burn) = row.burn else {
        return Ok(());
    };
    let bounds = MinBurn::<T>::get(row.netuid).rao()..=MaxBurn::<T>::get(row.netuid).rao();
    ensure!(bounds.contains(&burn), "the price of a neuron is not within its bounds");
    Burns::<T>::put(row.netuid, burn.into())
}

fn add_children<T: Config>(row: &GenesisChildren<T::AccountId>) -> DispatchResult {
    let GenesisChildren { netuid, hotkey, children } = row;
    ensure!(NetworksAdded::<T>::get(netuid), "there is no such subnet");
    ensure!(!children.is_empty(), "there are none");
    ensure!(children.iter().all(|(part, _)| *part > 0), Error::<T>::InvalidChild);
    let children = Pallet::<T>::family_of(hotkey, children.clone())?;
    let others = ChildLinks::<T>::iter_key_prefix(netuid).filter(|other| other != hotkey).count();
    ensure!(u32::try_from(others).is_ok_and(|others| others < MAX_SUBNET_PARENTS), Error::<T>::TooManyParentsOnSubnet);
    Ok(Families::<T>::replace_children(*netuid, hotkey, children)?)
}

fn set_childkey_take<T: Config>(netuid: NetUid, hotkey: &T::AccountId, take: u16) -> DispatchResult {
    ensure!(NetworksAdded::<T>::get(netuid), "there is no such subnet");
    ensure!(take <= MaxChildkeyTake::<T>::get(), Error::<T>::InvalidChildkeyTake);
    ChildkeyTake::<T>::insert(hotkey, netuid, take);
    FamilyRecords::<T>::insert(netuid, hotkey, ());
    Ok(())
}

fn add_bonds<T: Config>(row: &GenesisWeights<T::AccountId>) -> DispatchResult {
    let GenesisWeights { netuid, hotkey, weights } = row;
    let uid = Uids::<T>::get(*netuid, hotkey).ok_or("it has no neuron there")?;
    let neurons = Neurons::<T>::count(*netuid);
    ensure!(weights.iter().all(|(to, _)| *to < neurons), Error::<T>::UidVecContainInvalidOne);
    let mut bonds = weights.clone();
    bonds.sort_unstable_by_key(|(to, _)| *to);
    bonds.dedup_by_key(|(to, _)| *to);
    ensure!(bonds.len() == weights.len(), Error::<T>::DuplicateUids);
    Bonds::<T>::insert(netuid, uid, PerNeuron::try_from(bonds).map_err(|_| Error::<T>::Overflow)?);
    Ok(())
}

fn set_subnet_identity<T: Config>(netuid: NetUid, identity: &SubnetIdentityV3) -> Result<(), DispatchError> {
    ensure!(NetworksAdded::<T>::get(netuid), "there is no such subnet");
    ensure_identity::<T>(identity)?;
    SubnetIdentitiesV3::<T>::insert(netuid, identity);
    Ok(())
}

fn set_identity<T: Config>(coldkey: &T::AccountId, identity: &ChainIdentityV2) -> DispatchResult {
    ensure_chain_identity::<T>(identity)?;
    IdentitiesV2::<T>::insert(coldkey, identity);
    Ok(())
}
