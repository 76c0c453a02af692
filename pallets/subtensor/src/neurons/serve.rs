//! Where neurons serve. [`Axons`], [`NeuronCertificates`] and [`Prometheus`] are written here alone.

use crate::{Axons, Config, Error, NeuronCertificates, Pallet, Prometheus};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_primitives::NetUid;
use frame_support::{
    pallet_prelude::{ConstU32, DispatchResult},
    BoundedVec,
};
use scale_info::TypeInfo;

/// Where a neuron answers requests.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct AxonInfo {
    /// The block in which it was said.
    pub block: u64,
    /// The version of the neuron's software.
    pub version: u32,
    /// The address, as a number.
    pub ip: u128,
    /// The port.
    pub port: u16,
    /// 4 or 6: which kind of address it is.
    pub ip_type: u8,
    /// The protocol, as the neurons have agreed on.
    pub protocol: u8,
    /// For the neurons' own use.
    pub placeholder1: u8,
    /// For the neurons' own use.
    pub placeholder2: u8,
}

/// Where a neuron shows its metrics.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct PrometheusInfo {
    /// The block in which it was said.
    pub block: u64,
    /// The version of the neuron's software.
    pub version: u32,
    /// The address, as a number.
    pub ip: u128,
    /// The port.
    pub port: u16,
    /// 4 or 6: which kind of address it is.
    pub ip_type: u8,
}

/// A key by which connections to a neuron are encrypted.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct NeuronCertificate {
    /// The key.
    pub public_key: BoundedVec<u8, ConstU32<64>>,
    /// Of which kind it is.
    pub algorithm: u8,
}

/// Forgets where a neuron served.
pub(crate) fn forget<T: Config>(netuid: NetUid, hotkey: &T::AccountId) {
    Axons::<T>::remove(netuid, hotkey);
    NeuronCertificates::<T>::remove(netuid, hotkey);
    Prometheus::<T>::remove(netuid, hotkey);
}

impl<T: Config> Pallet<T> {
    /// Notes where a neuron serves. See [`Pallet::serve_axon`].
    pub fn do_serve_axon(
        hotkey: &T::AccountId,
        netuid: NetUid,
        axon: AxonInfo,
        certificate: Option<Vec<u8>>,
    ) -> DispatchResult {
        let _ = (hotkey, netuid, axon, certificate);
        Err(Error::<T>::Overflow.into())
    }

    /// Notes where a neuron shows its metrics. See [`Pallet::serve_prometheus`].
    pub fn do_serve_prometheus(
        hotkey: &T::AccountId,
        netuid: NetUid,
        prometheus: PrometheusInfo,
    ) -> DispatchResult {
        let _ = (hotkey, netuid, prometheus);
        Err(Error::<T>::Overflow.into())
    }
}
