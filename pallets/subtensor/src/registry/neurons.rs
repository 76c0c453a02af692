//! The neurons of subnets: hotkeys with a UID.
//!
//! UIDs are dense: they start at 0, one for each neuron. A neuron that is replaced leaves its UID, and nothing else, to its
//! successor. [`Neurons`] is the only writer of [`SubnetworkN`], [`Uids`], [`Keys`], [`IsNetworkMember`] and of the vectors with
//! an entry for each UID: [`BlockAtRegistration`], [`LastUpdate`], [`WeightsCommittedAt`], [`ValidatorPermit`], [`Active`],
//! [`StakeWeight`], [`Consensus`], [`Incentive`], [`Dividends`], [`ValidatorTrust`] and [`Emission`].
//!
//! Other modules write what a neuron announces, weighs and bonds ([`Axons`], [`NeuronCertificates`], [`Prometheus`], [`Weights`],
//! [`WeightCommits`], [`Bonds`]); it moves and is removed together with the neuron, here.

use crate::{
    Active, Axons, BlockAtRegistration, Bonds, Config, Consensus, Dividends, Emission, Error, Incentive,
    IsNetworkMember, Keys, LastUpdate, MaxAllowedValidators, NeuronCertificates, Prometheus, StakeWeight, SubnetworkN,
    Uids, ValidatorPermit, ValidatorTrust, WeightCommits, Weights, WeightsCommittedAt,
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
use scale_info::TypeInfo;

/// The maximum number of neurons of a subnet.
pub const MAX_NEURONS: u32 = 256;

/// A vector with an entry for each UID.
pub type PerNeuron<V> = BoundedVec<V, ConstU32<MAX_NEURONS>>;

/// The key with which connections to a neuron are encrypted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(replace_segment("registry", "neurons"), replace_segment("neurons", "serve"))]
pub struct NeuronCertificate {
    /// The public key.
    pub public_key: BoundedVec<u8, ConstU32<64>>,
    /// The kind of the key.
    pub algorithm: u8,
}

/// Reads and writes neurons.
pub struct Neurons<T>(PhantomData<T>);

impl<T: Config> Neurons<T> {
    /// Returns the number of neurons.
    pub fn count(netuid: NetUid) -> u16 {
        SubnetworkN::<T>::get(netuid)
    }

    /// Returns all hotkeys, by UID. One read each.
    pub fn hotkeys(netuid: NetUid) -> Vec<T::AccountId> {
        (0..Self::count(netuid)).map(|uid| Keys::<T>::get(netuid, uid)).collect()
    }

    /// Stores that a new subnet has no neurons yet: clients read the numbers as a map, in which they see no defaults.
    pub(crate) fn open(netuid: NetUid) {
        SubnetworkN::<T>::insert(netuid, Self::count(netuid));
    }

    /// Adds a neuron under the next UID and returns the UID.
    ///
    /// # Errors
    /// [`Error::HotKeyAlreadyRegisteredInSubNet`]; [`Error::NoNeuronIdAvailable`] if there are [`MAX_NEURONS`].
    pub fn append(netuid: NetUid, hotkey: &T::AccountId, block: u64) -> Result<u16, DispatchError> {
        let uid = Self::count(netuid);
        let next = uid.checked_add(1).filter(|next| u32::from(*next) <= MAX_NEURONS);
        let next = next.ok_or(Error::<T>::NoNeuronIdAvailable)?;
        Self::enter(netuid, uid, hotkey)?;
        SubnetworkN::<T>::insert(netuid, next);
        Self::set_at::<BlockAtRegistration<T>, _>(netuid, uid, block)?;
        Self::set_at::<LastUpdate<T>, _>(netuid, uid, block)?;
        Self::set_at::<WeightsCommittedAt<T>, _>(netuid, uid, block)?;
        Self::reset(netuid, uid)?;
        Ok(uid)
    }

    /// Replaces a neuron by another hotkey, which starts without weights, bonds, a permit or an address.
    ///
    /// # Errors
    /// [`Error::HotKeyNotRegisteredInSubNet`], [`Error::HotKeyAlreadyRegisteredInSubNet`].
    pub fn replace(netuid: NetUid, uid: u16, hotkey: &T::AccountId, block: u64) -> DispatchResult {
        let gone = Keys::<T>::try_get(netuid, uid).map_err(|()| Error::<T>::HotKeyNotRegisteredInSubNet)?;
        Self::leave(netuid, uid, &gone);
        Self::enter(netuid, uid, hotkey)?;
        Self::set_at::<BlockAtRegistration<T>, _>(netuid, uid, block)?;
        Self::set_at::<LastUpdate<T>, _>(netuid, uid, block)?;
        Self::set_at::<WeightsCommittedAt<T>, _>(netuid, uid, block)?;
        Self::reset(netuid, uid)
    }

    /// Moves a neuron, with all its records, to another hotkey. Its weight commitments stay listed, but cannot be revealed: they
    /// contain the old hotkey.
    ///
    /// # Errors
    /// [`Error::HotKeyNotRegisteredInSubNet`], [`Error::HotKeyAlreadyRegisteredInSubNet`].
    pub fn move_to_hotkey(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) -> DispatchResult {
        let uid = Uids::<T>::take(netuid, old).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
        IsNetworkMember::<T>::remove(old, netuid);
        Self::enter(netuid, uid, new)?;
        Axons::<T>::swap(netuid, old, netuid, new);
        NeuronCertificates::<T>::swap(netuid, old, netuid, new);
        Prometheus::<T>::swap(netuid, old, netuid, new);
        Self::remove_addresses(netuid, old);
        WeightCommits::<T>::swap(netuid, old, netuid, new);
        Ok(())
    }

    /// Records that a neuron set weights in `block`.
    ///
    /// # Errors
    /// [`Error::HotKeyNotRegisteredInSubNet`] if there is no such UID.
    pub fn touch(netuid: NetUid, uid: u16, block: u64) -> DispatchResult {
        Self::note_commit(netuid, uid, block)?;
        Self::note_weights(netuid, uid, block)
    }

    /// Records that a neuron committed to weights in `block`. Its weights in force stay of the block that they are of.
    ///
    /// # Errors
    /// [`Error::HotKeyNotRegisteredInSubNet`] if there is no such UID.
    pub(crate) fn note_commit(netuid: NetUid, uid: u16, block: u64) -> DispatchResult {
        ensure!(uid < Self::count(netuid), Error::<T>::HotKeyNotRegisteredInSubNet);
        Self::set_at::<LastUpdate<T>, _>(netuid, uid, block)
    }

    /// Records that a neuron's weights in force are from now on those that it committed to, or set, in `block`.
    ///
    /// # Errors
    /// [`Error::HotKeyNotRegisteredInSubNet`] if there is no such UID.
    pub(crate) fn note_weights(netuid: NetUid, uid: u16, block: u64) -> DispatchResult {
        ensure!(uid < Self::count(netuid), Error::<T>::HotKeyNotRegisteredInSubNet);
        Self::set_at::<WeightsCommittedAt<T>, _>(netuid, uid, block)
    }

    /// Gives a neuron a permit at genesis, before the first epoch.
    ///
    /// # Errors
    /// [`Error::HotKeyNotRegisteredInSubNet`] if there is no such UID; [`Error::NeuronNoValidatorPermit`] if the number of
    /// permits is at its maximum.
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

    /// Stores the outcome of an epoch and the emission of each neuron.
    ///
    /// # Errors
    /// [`Error::Overflow`] if the outcome is not for as many neurons as there are.
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

    /// Removes all neurons of a dissolved subnet with their records.
    pub fn remove_for_subnet(netuid: NetUid) {
        for (uid, hotkey) in (0..).zip(Self::hotkeys(netuid)) {
            Self::leave(netuid, uid, &hotkey);
        }
        SubnetworkN::<T>::remove(netuid);
        BlockAtRegistration::<T>::remove(netuid);
        LastUpdate::<T>::remove(netuid);
        WeightsCommittedAt::<T>::remove(netuid);
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
        Self::remove_addresses(netuid, hotkey);
        Weights::<T>::remove(netuid, uid);
        WeightCommits::<T>::remove(netuid, hotkey);
        Bonds::<T>::remove(netuid, uid);
    }

    fn remove_addresses(netuid: NetUid, hotkey: &T::AccountId) {
        Axons::<T>::remove(netuid, hotkey);
        NeuronCertificates::<T>::remove(netuid, hotkey);
        Prometheus::<T>::remove(netuid, hotkey);
    }

    /// Resets the entries that an epoch computes.
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

    /// Stores the entry of one UID. A new entry is appended.
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
