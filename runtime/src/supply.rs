//! The supply: what root may do to it.
//!
//! The issuance of TAO never exceeds [`SUPPLY_CAP`], and always equals the sum of all balances. The pallets keep to
//! both by themselves, apart from a few calls that only root may make: `Balances.force_set_balance` adds to the
//! issuance without a limit, and saturates at 64 bits; `Balances.force_adjust_total_issuance` sets it to anything; and
//! the calls that write raw storage write anything.
//!
//! Root is the origin of what `Sudo` dispatches, and of nothing else. `Sudo` therefore dispatches a [`RootCall`], which
//! refuses what would break one of the two rules, at any depth of batches and other wrappers. The `Sudid` event then
//! names the error, and nothing is changed.
#![deny(missing_docs)]

use crate::{metadata::described_as, Balances, BalancesCall, Runtime, RuntimeCall, RuntimeOrigin, SystemCall};
use codec::{Decode, DecodeWithMemTracking, Encode};
use dtao_math::issuance::SUPPLY_CAP;
use frame_support::{
    dispatch::{DispatchInfo, DispatchResultWithPostInfo, GetDispatchInfo},
    ensure,
    storage::{storage_prefix, with_storage_layer},
    traits::UnfilteredDispatchable,
};
use pallet_subtensor::Error;
use sp_runtime::DispatchResult;

/// A call that root dispatches. Encoded and described like the call itself.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking)]
pub struct RootCall(pub RuntimeCall);

described_as!(RootCall, RuntimeCall);

impl GetDispatchInfo for RootCall {
    /// Returns the information of the call, with one more read: that of the issuance.
    fn get_dispatch_info(&self) -> DispatchInfo {
        let mut info = self.0.get_dispatch_info();
        let read = <Runtime as frame_system::Config>::DbWeight::get().reads(1);
        info.call_weight = info.call_weight.saturating_add(read);
        info
    }
}

impl UnfilteredDispatchable for RootCall {
    type RuntimeOrigin = RuntimeOrigin;

    /// Dispatches the call if it keeps the rules of the supply.
    ///
    /// # Errors
    ///
    /// - `IssuanceForced` if the call sets the issuance, or writes it or an account as raw storage.
    /// - `CallFiltered` if the call sets the time, as root can by `dispatch_as` with the origin `None`: a second time in a block
    ///   the timestamp pallet panics.
    /// - `SupplyCapExceeded` if the issuance is above the cap afterwards, and has grown. A chain on which it was above
    ///   before can still be administered.
    fn dispatch_bypass_filter(self, origin: RuntimeOrigin) -> DispatchResultWithPostInfo {
        let most = Balances::total_issuance().max(SUPPLY_CAP);
        let mut set = Set { left: u64::MAX - most };
        set.visit(&self.0)?;
        with_storage_layer(|| {
            let done = self.0.dispatch_bypass_filter(origin)?;
            ensure!(Balances::total_issuance() <= most, Error::<Runtime>::SupplyCapExceeded);
            Ok(done)
        })
    }
}

/// A walk through a call and the calls in it.
struct Set {
    /// The sum of the balances that may still be set, so that the issuance, which counts them, cannot saturate on the
    /// way to its final amount. That amount is compared with the cap when the call is done.
    left: u64,
}

impl Set {
    /// Checks a call and the calls that it dispatches as root, or may. A call within `Sudo` is checked when it is dispatched.
    fn visit(&mut self, call: &RuntimeCall) -> DispatchResult {
        use pallet_utility::Call::{
            as_derivative, batch, batch_all, dispatch_as, dispatch_as_fallible, force_batch, if_else, with_weight,
        };
        match call {
            RuntimeCall::Balances(call) => self.balances(call),
            RuntimeCall::System(call) => system(call),
            RuntimeCall::Utility(batch { calls } | batch_all { calls } | force_batch { calls }) => {
                calls.iter().try_for_each(|call| self.visit(call))
            }
            RuntimeCall::Utility(
                as_derivative { call, .. }
                | dispatch_as { call, .. }
                | dispatch_as_fallible { call, .. }
                | with_weight { call, .. },
            ) => self.visit(call),
            RuntimeCall::Utility(if_else { main, fallback }) => {
                self.visit(main)?;
                self.visit(fallback)
            }
            RuntimeCall::Timestamp(_) => Err(frame_system::Error::<Runtime>::CallFiltered.into()),
            _ => Ok(()),
        }
    }

    fn balances(&mut self, call: &BalancesCall<Runtime>) -> DispatchResult {
        match call {
            BalancesCall::force_adjust_total_issuance { .. } => Err(Error::<Runtime>::IssuanceForced.into()),
            BalancesCall::force_set_balance { new_free, .. } => {
                self.left = self.left.checked_sub(*new_free).ok_or(Error::<Runtime>::SupplyCapExceeded)?;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Checks that a call of `System` writes neither the issuance nor an account as raw storage.
fn system(call: &SystemCall<Runtime>) -> DispatchResult {
    let forced = match call {
        SystemCall::set_storage { items } => items.iter().any(|(key, _)| is_of_the_supply(key)),
        SystemCall::kill_storage { keys } => keys.iter().any(|key| is_of_the_supply(key)),
        SystemCall::kill_prefix { prefix, .. } => is_of_the_supply(prefix),
        _ => false,
    };
    ensure!(!forced, Error::<Runtime>::IssuanceForced);
    Ok(())
}

/// Returns `true` if a key, or a key that begins with it, is the issuance's or an account's.
fn is_of_the_supply(key: &[u8]) -> bool {
    let issuance = pallet_balances::TotalIssuance::<Runtime>::hashed_key();
    let accounts = storage_prefix(b"System", b"Account");
    [issuance, accounts].iter().any(|prefix| key.starts_with(prefix) || prefix.starts_with(key))
}
