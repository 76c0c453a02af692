//! Root's seats: neurons like those of other subnets, but their price is stake at root.

use super::register_neuron::{count_registration, ensure_registrable};
use crate::{
    emission::root, ledger::hotkeys::Hotkeys, registry::neurons::Neurons, Config, Error, Event, NetworksAdded, Pallet,
    TotalHotkeyAlpha,
};
use dtao_primitives::NetUid;
use frame_support::{ensure, pallet_prelude::DispatchError, traits::Get};

impl<T: Config> Pallet<T> {
    /// Takes one of root's [`Config::MaxRootValidators`] seats: a free one, or that of the hotkey with the least stake at
    /// root (among equals, with the lowest UID) if the new one has more. The vote of the replaced hotkey is removed. Returns
    /// the seat's UID. See [`Pallet::root_register`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_root_register(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Result<u16, DispatchError> {
        ensure!(NetworksAdded::<T>::get(NetUid::ROOT), Error::<T>::SubnetNotExists);
        ensure_registrable::<T>(NetUid::ROOT, hotkey)?;
        Hotkeys::<T>::ensure_adoptable(coldkey, hotkey)?;
        let uid = take_seat::<T>(hotkey)?;
        Hotkeys::<T>::pay_and_adopt(hotkey, coldkey, 0)?;
        count_registration::<T>(NetUid::ROOT)?;
        Self::deposit_event(Event::NeuronRegistered(NetUid::ROOT, uid, hotkey.clone()));
        Ok(uid)
    }
}

fn take_seat<T: Config>(hotkey: &T::AccountId) -> Result<u16, DispatchError> {
    let block = Pallet::<T>::current_block();
    if u32::from(Neurons::<T>::count(NetUid::ROOT)) < T::MaxRootValidators::get() {
        return Neurons::<T>::append(NetUid::ROOT, hotkey, block);
    }
    let stake_of = |key: &T::AccountId| TotalHotkeyAlpha::<T>::get(key, NetUid::ROOT);
    let (least, uid, lowest) = (0_u16..)
        .zip(Neurons::<T>::hotkeys(NetUid::ROOT))
        .map(|(uid, key)| (stake_of(&key), uid, key))
        .min_by_key(|(stake, uid, _)| (*stake, *uid))
        .ok_or(Error::<T>::StakeTooLowForRoot)?;
    ensure!(stake_of(hotkey) > least, Error::<T>::StakeTooLowForRoot);
    root::remove_vote::<T>(&lowest);
    Neurons::<T>::replace(NetUid::ROOT, uid, hotkey, block)?;
    Ok(uid)
}
