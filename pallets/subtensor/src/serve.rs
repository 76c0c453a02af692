//! Where neurons serve. [`Axons`], [`NeuronCertificates`] and [`Prometheus`] are written here alone.

use crate::{
    Axons, Config, Error, Event, NeuronCertificate, NeuronCertificates, Pallet, Prometheus, ServingRateLimit, Uids,
};
use alloc::vec::Vec;
use dtao_primitives::{AxonInfo, NetUid, PrometheusInfo};
use frame_support::{ensure, pallet_prelude::DispatchResult};

/// Forgets where a neuron served.
pub(crate) fn forget<T: Config>(netuid: NetUid, hotkey: &T::AccountId) {
    Axons::<T>::remove(netuid, hotkey);
    NeuronCertificates::<T>::remove(netuid, hotkey);
    Prometheus::<T>::remove(netuid, hotkey);
}

/// Moves where a neuron serves to the hotkey that goes on in its place.
pub(crate) fn rename<T: Config>(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
    Axons::<T>::swap(netuid, old, netuid, new);
    NeuronCertificates::<T>::swap(netuid, old, netuid, new);
    Prometheus::<T>::swap(netuid, old, netuid, new);
    forget::<T>(netuid, old);
}

impl<T: Config> Pallet<T> {
    /// Notes where a neuron serves. See [`Pallet::serve_axon`].
    ///
    /// What was announced before is replaced whole: without a certificate the neuron has none from now on.
    pub fn do_serve_axon(
        hotkey: &T::AccountId,
        netuid: NetUid,
        axon: AxonInfo,
        certificate: Option<Vec<u8>>,
    ) -> DispatchResult {
        let last = || Axons::<T>::get(netuid, hotkey).map(|axon| axon.block);
        Self::ensure_address(netuid, hotkey, (axon.ip_type, axon.ip, axon.port), last)?;
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

    /// Notes where a neuron shows its metrics. See [`Pallet::serve_prometheus`].
    pub fn do_serve_prometheus(hotkey: &T::AccountId, netuid: NetUid, prometheus: PrometheusInfo) -> DispatchResult {
        let last = || Prometheus::<T>::get(netuid, hotkey).map(|said| said.block);
        let address = (prometheus.ip_type, prometheus.ip, prometheus.port);
        Self::ensure_address(netuid, hotkey, address, last)?;
        Prometheus::<T>::insert(netuid, hotkey, prometheus);
        Self::deposit_event(Event::PrometheusServed(netuid, hotkey.clone()));
        Ok(())
    }

    /// An address (its kind, the address, the port) that a neuron may announce now; `last` is the block in which it last
    /// announced one of the same purpose. The errors come in the order that [`Pallet::serve_axon`] documents.
    ///
    /// Private addresses and the host itself are allowed: neurons of a development chain have no others.
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

    /// A certificate as it is sent: the kind of the key, and the key, of 1 to 64 bytes.
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
