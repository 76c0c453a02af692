//! Root's seats: neurons like those of other subnets, but for a price in stake.

use crate::{ledger::hotkeys, Config, Error, Event, NetworksAdded, Neurons, Pallet, TotalHotkeyAlpha};
use dtao_primitives::NetUid;
use frame_support::{ensure, pallet_prelude::DispatchError, traits::Get};

impl<T: Config> Pallet<T> {
    /// Takes one of root's [`Config::MaxRootValidators`] seats: a free one, or that of the hotkey with the least stake at
    /// root (of equals the one with the lowest UID) where the new one has more. What the one before voted is forgotten.
    /// Returns the seat's UID. See [`Pallet::root_register`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_root_register(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Result<u16, DispatchError> {
        ensure!(NetworksAdded::<T>::get(NetUid::ROOT), Error::<T>::SubnetNotExists);
        Self::ensure_registrable(NetUid::ROOT, hotkey)?;
        Self::ensure_adoptable(coldkey, hotkey)?;
        let uid = Self::seat_at_root(hotkey)?;
        hotkeys::adopt::<T>(hotkey, coldkey);
        Self::count_registration(NetUid::ROOT)?;
        Self::deposit_event(Event::NeuronRegistered(NetUid::ROOT, uid, hotkey.clone()));
        Ok(uid)
    }

    fn seat_at_root(hotkey: &T::AccountId) -> Result<u16, DispatchError> {
        let block = Self::current_block();
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
        Self::forget_say(&lowest);
        Neurons::<T>::replace(NetUid::ROOT, uid, hotkey, block)?;
        Ok(uid)
    }
}
