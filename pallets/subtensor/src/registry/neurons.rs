//! Neurons: who works at a subnet, under which number.
//!
//! A neuron is a hotkey with a UID. UIDs are dense: 0 and on, one for each, and a neuron that makes room for another leaves
//! its UID to it and nothing else. [`Neurons`] is the only writer of [`SubnetworkN`], [`Uids`], [`Keys`],
//! [`IsNetworkMember`] and of the vectors that have an entry for each UID: [`BlockAtRegistration`], [`LastUpdate`],
//! [`ValidatorPermit`], [`Active`], [`StakeWeight`], [`Consensus`], [`Incentive`], [`Dividends`], [`ValidatorTrust`] and
//! [`Emission`].

use crate::{
    consensus, serve, validator_weights, Active, BlockAtRegistration, Config, Consensus, Dividends, Emission, Error,
    Incentive, IsNetworkMember, Keys, LastUpdate, MaxAllowedValidators, StakeWeight, SubnetworkN, Uids,
    ValidatorPermit, ValidatorTrust,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, FullCodec, MaxEncodedLen};
use core::marker::PhantomData;
use dtao_math::yuma::Outcome;
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::{
    ensure,
    pallet_prelude::{ConstU32, DispatchError, DispatchResult},
    BoundedVec, StorageMap,
};

/// The most neurons that a subnet can have.
pub const MAX_NEURONS: u32 = 256;

/// An entry for each UID.
pub type PerNeuron<V> = BoundedVec<V, ConstU32<MAX_NEURONS>>;

/// A key by which connections to a neuron are encrypted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(replace_segment("registry", "neurons"), replace_segment("neurons", "serve"))]
pub struct NeuronCertificate {
    /// The key.
    pub public_key: BoundedVec<u8, ConstU32<64>>,
    /// Of which kind it is.
    pub algorithm: u8,
}

/// Reads and writes neurons.
pub struct Neurons<T>(PhantomData<T>);

impl<T: Config> Neurons<T> {
    /// How many neurons there are.
    pub fn count(netuid: NetUid) -> u16 {
        SubnetworkN::<T>::get(netuid)
    }

    /// All hotkeys, by UID. One read each.
    pub fn hotkeys(netuid: NetUid) -> Vec<T::AccountId> {
        (0..Self::count(netuid)).map(|uid| Keys::<T>::get(netuid, uid)).collect()
    }

    /// Adds a neuron under the next UID, which is returned.
    ///
    /// # Errors
    /// [`Error::HotKeyAlreadyRegisteredInSubNet`]; [`Error::NoNeuronIdAvailable`] where there are [`MAX_NEURONS`].
    pub fn append(netuid: NetUid, hotkey: &T::AccountId, block: u64) -> Result<u16, DispatchError> {
        let uid = Self::count(netuid);
        let next = uid.checked_add(1).filter(|next| u32::from(*next) <= MAX_NEURONS);
        let next = next.ok_or(Error::<T>::NoNeuronIdAvailable)?;
        Self::enter(netuid, uid, hotkey)?;
        SubnetworkN::<T>::insert(netuid, next);
        Self::set_at::<BlockAtRegistration<T>, _>(netuid, uid, block)?;
        Self::set_at::<LastUpdate<T>, _>(netuid, uid, block)?;
        Self::reset(netuid, uid)?;
        Ok(uid)
    }

    /// Puts another hotkey in the place of a neuron. It starts clean: of the one before nothing is left, neither weights
    /// nor bonds, neither a permit nor where it served.
    ///
    /// # Errors
    /// [`Error::HotKeyNotRegisteredInSubNet`], [`Error::HotKeyAlreadyRegisteredInSubNet`].
    pub fn replace(netuid: NetUid, uid: u16, hotkey: &T::AccountId, block: u64) -> DispatchResult {
        let gone = Keys::<T>::try_get(netuid, uid).map_err(|()| Error::<T>::HotKeyNotRegisteredInSubNet)?;
        Self::leave(netuid, uid, &gone);
        Self::enter(netuid, uid, hotkey)?;
        Self::set_at::<BlockAtRegistration<T>, _>(netuid, uid, block)?;
        Self::set_at::<LastUpdate<T>, _>(netuid, uid, block)?;
        Self::reset(netuid, uid)
    }

    /// Lets another hotkey go on as the same neuron, with all that it has.
    ///
    /// # Errors
    /// [`Error::HotKeyNotRegisteredInSubNet`], [`Error::HotKeyAlreadyRegisteredInSubNet`].
    pub fn rename(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) -> DispatchResult {
        let uid = Uids::<T>::take(netuid, old).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
        IsNetworkMember::<T>::remove(old, netuid);
        Self::enter(netuid, uid, new)
    }

    /// Notes that a neuron set or committed weights.
    ///
    /// # Errors
    /// [`Error::HotKeyNotRegisteredInSubNet`] where there is no such UID.
    pub fn touch(netuid: NetUid, uid: u16, block: u64) -> DispatchResult {
        ensure!(uid < Self::count(netuid), Error::<T>::HotKeyNotRegisteredInSubNet);
        Self::set_at::<LastUpdate<T>, _>(netuid, uid, block)
    }

    /// Gives a neuron a permit before the first epoch: at genesis.
    ///
    /// # Errors
    /// [`Error::HotKeyNotRegisteredInSubNet`] where there is no such UID; [`Error::NeuronNoValidatorPermit`] where there
    /// are as many validators as there may be.
    pub(crate) fn permit(netuid: NetUid, uid: u16) -> DispatchResult {
        ensure!(uid < Self::count(netuid), Error::<T>::HotKeyNotRegisteredInSubNet);
        let permits = ValidatorPermit::<T>::get(netuid);
        let others = (0_u16..).zip(permits.iter());
        let others = others.filter(|(other, permit)| **permit && *other != uid);
        ensure!(
            others.count() < usize::from(MaxAllowedValidators::<T>::get(netuid)),
            Error::<T>::NeuronNoValidatorPermit
        );
        Self::set_at::<ValidatorPermit<T>, _>(netuid, uid, true)
    }

    /// Notes what an epoch found, and what each neuron earned in it.
    ///
    /// # Errors
    /// [`Error::Overflow`] where that is not about as many neurons as there are.
    pub fn record(netuid: NetUid, outcome: &Outcome, emission: Vec<AlphaBalance>) -> DispatchResult {
        let neurons = usize::from(Self::count(netuid));
        ensure!(emission.len() == neurons && outcome.incentive.len() == neurons, Error::<T>::Overflow);
        Active::<T>::insert(netuid, Self::per_neuron(outcome.active.clone())?);
        StakeWeight::<T>::insert(netuid, Self::per_neuron(outcome.stake_weight.clone())?);
        Consensus::<T>::insert(netuid, Self::per_neuron(outcome.consensus.clone())?);
        Incentive::<T>::insert(netuid, Self::per_neuron(outcome.incentive.clone())?);
        Dividends::<T>::insert(netuid, Self::per_neuron(outcome.dividends.clone())?);
        let trust = Self::per_neuron(outcome.validator_trust.clone())?;
        ValidatorTrust::<T>::insert(netuid, trust);
        ValidatorPermit::<T>::insert(netuid, Self::per_neuron(outcome.permits.clone())?);
        Emission::<T>::insert(netuid, Self::per_neuron(emission)?);
        Ok(())
    }

    /// Removes all neurons of a subnet, and all that is theirs.
    pub fn clear(netuid: NetUid) {
        for (uid, hotkey) in (0..).zip(Self::hotkeys(netuid)) {
            Self::leave(netuid, uid, &hotkey);
        }
        SubnetworkN::<T>::remove(netuid);
        BlockAtRegistration::<T>::remove(netuid);
        LastUpdate::<T>::remove(netuid);
        ValidatorPermit::<T>::remove(netuid);
        Active::<T>::remove(netuid);
        StakeWeight::<T>::remove(netuid);
        Consensus::<T>::remove(netuid);
        Incentive::<T>::remove(netuid);
        Dividends::<T>::remove(netuid);
        ValidatorTrust::<T>::remove(netuid);
        Emission::<T>::remove(netuid);
    }

    fn enter(netuid: NetUid, uid: u16, hotkey: &T::AccountId) -> DispatchResult {
        ensure!(!Uids::<T>::contains_key(netuid, hotkey), Error::<T>::HotKeyAlreadyRegisteredInSubNet);
        Uids::<T>::insert(netuid, hotkey, uid);
        Keys::<T>::insert(netuid, uid, hotkey);
        IsNetworkMember::<T>::insert(hotkey, netuid, true);
        Ok(())
    }

    fn leave(netuid: NetUid, uid: u16, hotkey: &T::AccountId) {
        Uids::<T>::remove(netuid, hotkey);
        Keys::<T>::remove(netuid, uid);
        IsNetworkMember::<T>::remove(hotkey, netuid);
        serve::forget::<T>(netuid, hotkey);
        validator_weights::forget::<T>(netuid, uid, hotkey);
        consensus::forget::<T>(netuid, uid);
    }

    /// What an epoch has not yet found out about a neuron.
    fn reset(netuid: NetUid, uid: u16) -> DispatchResult {
        Self::set_at::<ValidatorPermit<T>, _>(netuid, uid, false)?;
        Self::set_at::<Active<T>, _>(netuid, uid, false)?;
        Self::set_at::<StakeWeight<T>, _>(netuid, uid, 0)?;
        Self::set_at::<Consensus<T>, _>(netuid, uid, 0)?;
        Self::set_at::<Incentive<T>, _>(netuid, uid, 0)?;
        Self::set_at::<Dividends<T>, _>(netuid, uid, 0)?;
        Self::set_at::<ValidatorTrust<T>, _>(netuid, uid, 0)?;
        Self::set_at::<Emission<T>, _>(netuid, uid, AlphaBalance::ZERO)
    }

    /// Writes the entry of one UID; that of a new one lies right behind the last.
    fn set_at<Map, V>(netuid: NetUid, uid: u16, value: V) -> DispatchResult
    where
        Map: StorageMap<NetUid, PerNeuron<V>, Query = PerNeuron<V>>,
        V: FullCodec,
    {
        Map::try_mutate(netuid, |entries| {
            match entries.get_mut(usize::from(uid)) {
                Some(entry) => *entry = value,
                None => {
                    ensure!(entries.len() == usize::from(uid), Error::<T>::Overflow);
                    entries.try_push(value).map_err(|_| Error::<T>::NoNeuronIdAvailable)?;
                }
            }
            Ok(())
        })
    }

    fn per_neuron<V>(entries: Vec<V>) -> Result<PerNeuron<V>, Error<T>> {
        entries.try_into().map_err(|_| Error::<T>::Overflow)
    }
}
