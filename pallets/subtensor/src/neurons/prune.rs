//! Which neuron makes room for a new one.

use crate::{Config, Error, Pallet};
use dtao_primitives::NetUid;

impl<T: Config> Pallet<T> {
    /// The UID of the neuron that a new one replaces.
    ///
    /// # Errors
    /// [`Error::NoNeuronIdAvailable`] where there is none that may be replaced.
    pub(crate) fn neuron_to_replace(netuid: NetUid) -> Result<u16, Error<T>> {
        let _ = netuid;
        Err(Error::<T>::NoNeuronIdAvailable)
    }
}
