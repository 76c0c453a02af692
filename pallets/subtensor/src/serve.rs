//! The addresses that neurons announce: [`Axons`], [`NeuronCertificates`] and [`Prometheus`].

use crate::{
    Axons, Config, Error, Event, NeuronCertificate, NeuronCertificates, Pallet, Prometheus, ServingRateLimit, Uids,
};
use alloc::vec::Vec;
use dtao_primitives::{AxonInfo, NetUid, PrometheusInfo};
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
    /// Stores the address at which a neuron serves. See [`Pallet::serve_axon`].
    ///
    /// Replaces an earlier announcement as a whole: without a certificate, an earlier one is removed.
    pub fn do_serve_axon(
        hotkey: &T::AccountId,
        netuid: NetUid,
        axon: AxonInfo,
        certificate: Option<Vec<u8>>,
    ) -> DispatchResult {
        let last = || Axons::<T>::get(netuid, hotkey).map(|axon| axon.block);
        // No address, which replaces an earlier one. The record stays, so that the next announcement has to wait.
        let ip = if axon.ip == 0 { 1 } else { axon.ip };
        Self::ensure_address(netuid, hotkey, (axon.ip_type, ip, axon.port), last)?;
        match certificate {
            Some(certificate) => {
                let certificate = Self::ensure_certificate(&certificate)?;
                NeuronCertificates::<T>::insert(netuid, hotkey, certificate);
            }
            None => NeuronCertificates::<T>::remove(netuid, hotkey),
        }
        Axons::<T>::insert(netuid, hotkey, axon);
        Self::deposit_event(Event::AxonServed(netuid, hotkey.clone()));
        Ok(())
    }

    /// Stores the address of a neuron's metrics. See [`Pallet::serve_prometheus`].
    pub fn do_serve_prometheus(hotkey: &T::AccountId, netuid: NetUid, prometheus: PrometheusInfo) -> DispatchResult {
        let last = || Prometheus::<T>::get(netuid, hotkey).map(|prometheus| prometheus.block);
        let address = (prometheus.ip_type, prometheus.ip, prometheus.port);
        Self::ensure_address(netuid, hotkey, address, last)?;
        Prometheus::<T>::insert(netuid, hotkey, prometheus);
        Self::deposit_event(Event::PrometheusServed(netuid, hotkey.clone()));
        Ok(())
    }

    /// Ensures that a neuron may announce an address (kind, address, port) now. `last` returns the block of its last
    /// announcement of the same purpose. The errors come in the order that [`Pallet::serve_axon`] documents.
    ///
    /// Private and loopback addresses are allowed: neurons of a development chain have no others.
    fn ensure_address(
        netuid: NetUid,
        hotkey: &T::AccountId,
        (ip_type, ip, port): (u8, u128, u16),
        last: impl FnOnce() -> Option<u64>,
    ) -> Result<(), Error<T>> {
        ensure!(Uids::<T>::contains_key(netuid, hotkey), Error::<T>::HotKeyNotRegisteredInSubNet);
        let highest = match ip_type {
            4 => u128::from(u32::MAX),
            6 => u128::MAX,
            _ => return Err(Error::<T>::InvalidIpType),
        };
        ensure!((1..=highest).contains(&ip), Error::<T>::InvalidIpAddress);
        if let Some(last) = last() {
            ensure!(
                Self::current_block().abs_diff(last) >= ServingRateLimit::<T>::get(netuid),
                Error::<T>::ServingRateLimitExceeded
            );
        }
        ensure!(port > 0, Error::<T>::InvalidPort);
        Ok(())
    }

    /// Decodes a certificate: a byte for the kind of the key, and the key of 1 to 64 bytes.
    fn ensure_certificate(certificate: &[u8]) -> Result<NeuronCertificate, Error<T>> {
        let (algorithm, key) =
            certificate.split_first().filter(|(_, key)| !key.is_empty()).ok_or(Error::<T>::InvalidCertificate)?;
        let public_key = key.to_vec().try_into();
        Ok(NeuronCertificate {
            public_key: public_key.map_err(|_| Error::<T>::InvalidCertificate)?,
            algorithm: *algorithm,
        })
    }
}
