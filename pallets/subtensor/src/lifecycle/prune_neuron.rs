//! Which neuron makes room for a new one.

use crate::{BlockAtRegistration, Config, Emission, Error, ImmunityPeriod, Neurons, Pallet, SubnetOwnerHotkey, Uids};
use dtao_primitives::NetUid;

impl<T: Config> Pallet<T> {
    /// The UID of the neuron that a new one replaces: the one that earned least in the last epoch, of equals the one that
    /// was registered first, of these the one with the lowest UID.
    ///
    /// A neuron is immune for [`ImmunityPeriod`] blocks from its registration on. The immune are spared as long as there is
    /// anybody else to replace. The subnet owner's hotkey is never replaced.
    ///
    /// # Errors
    /// [`Error::NoNeuronIdAvailable`] where there is none that may be replaced.
    pub(crate) fn neuron_to_replace(netuid: NetUid) -> Result<u16, Error<T>> {
        let block = Self::current_block();
        let immunity = u64::from(ImmunityPeriod::<T>::get(netuid));
        let owner = Uids::<T>::get(netuid, SubnetOwnerHotkey::<T>::get(netuid));
        let registered = BlockAtRegistration::<T>::get(netuid);
        let emission = Emission::<T>::get(netuid);
        (0..Neurons::<T>::count(netuid))
            .zip(registered.into_iter().zip(emission))
            .filter(|(uid, _)| Some(*uid) != owner)
            .min_by_key(|(uid, (registered, emission))| {
                let immune = block.abs_diff(*registered) < immunity;
                (immune, *emission, *registered, *uid)
            })
            .map(|(uid, _)| uid)
            .ok_or(Error::<T>::NoNeuronIdAvailable)
    }
}
