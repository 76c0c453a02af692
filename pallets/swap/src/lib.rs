//! # The pools
//!
//! Every subnet's alpha trades against TAO in one constant-product pool. Nobody adds liquidity from outside: a pool grows
//! by emission and by the fees of its trades. This pallet keeps the pools, carries out trades, and holds their TAO.
//!
//! ## Key terms
//! - **pool**: a [`Pool`](dtao_primitives::Pool), the state of a subnet that changes in every block, in one value.
//! - **price**: `T / A`, TAO in the pool over alpha in the pool. Root's is 1.
//! - **fee**: the part of a trade's input (33/65 535 by default) that stays in the pool.
//! - **limit price**: bounds the price *after* a trade, and with it the average paid.
//! - **custody account**: holds the TAO of all pools, root's stake, root's dividends that wait for a payout and the pots of
//!   dissolved subnets as one balance, with the existential deposit on top.
//!
//! ## Usage
//! ### Trading
//! Users trade through `pallet-subtensor`, which uses the trait [`Pools`](dtao_primitives::Pools):
//!
//! 1. `open` reads a pool, once, with the page that it lies in.
//! 2. `quote_buy`, `quote_sell` or `quote_exchange` computes a trade, once, and takes the pool with it. Nothing is written
//!    yet: a client's quote ends here.
//! 3. `settle` writes the pool, once, and moves the TAO between the trader and the custody account; an exchange between two
//!    pools moves no TAO. It writes back the page that was read, so nothing else may write a pool between 1 and 3; a quote
//!    cannot be stale.
//!
//! ### A block
//! `books` reads all pools, and `commit_block` writes them and mints the new TAO of all of them at once, or does neither.
//!
//! ### A subnet's life
//! `create_paid_by` opens the pool with the payer's TAO; `close` removes the pool, and its TAO is then a pot, which
//! `pay_from_pot` and `recycle_pot` empty.
//!
//! ### Settings
//! [`Call::set_fee_rate`] is the only call of this pallet.
//!
//! ## Pitfalls for wallet authors
//! - A price for display is not what a trade gets: large trades move the price. Quote with the runtime API `SwapRuntimeApi`,
//!   which computes the trade itself.
//! - The fee stays in the pool. It is in the unit of the input: rao of TAO when buying, rao of alpha when selling.
//! - A limit price bounds the price after the trade, not the average that is paid, which is better than the limit.
//! - A move between two subnets takes one fee, at the origin; from root, which has no fee, at the destination.
//! - Root has no pool: TAO and stake are one to one, and a limit price of 10⁹ or beyond allows everything.
//! - The custody account is an ordinary account, derived from the pallet's id. TAO that is sent to it is lost.
//!
//! ## Design
//! With T the TAO and A the alpha in the pool, Δ the input and the fee `⌈Δ · rate / 65 535⌉`:
//!
//! ```text
//! buy:   out = ⌊A·n / (T + n)⌋    T' = T + Δ    A' = A − out      n = Δ − fee
//! sell:  out = ⌊T·n / (A + n)⌋    T' = T − out  A' = A + Δ        n = Δ − fee
//! ```
//! `T · A` does not fall: the output is rounded down, and the fee is added to the reserves. The formulas are functions of
//! [`dtao_math::pool`], the search for a limit price is [`dtao_math::limit`].
//!
//! [`PAGE`] pools share a storage value, ordered by subnet: a block that touches all subnets then writes an eighth as
//! many keys. Only `store.rs` knows this layout and writes it.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub use pallet::*;

#[cfg(any(feature = "runtime-benchmarks", test))]
pub mod benchmarking;
pub mod custody;
mod invariants;
pub mod migrations;
mod pools;
mod store;
mod trades;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use store::{Page, PoolEntry, PoolStore, PAGE};
pub use weights::WeightInfo;

use dtao_primitives::NetUid;

/// The pallet that keeps the pools.
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use frame_support::{pallet_prelude::*, traits::fungible, PalletId};
    use frame_system::pallet_prelude::*;

    /// The version of this pallet's storage.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(4);

    pub use dtao_math::pool::MAX_FEE_RATE;

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// Configuration of the pallet.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// TAO, in rao.
        type Currency: fungible::Mutate<Self::AccountId, Balance = u64>;

        /// The seed of the custody account.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// The maximum number of subnets, root not counted.
        #[pallet::constant]
        type MaxSubnets: Get<u16>;

        /// The weights of the calls.
        type WeightInfo: WeightInfo;
    }

    /// The pools, [`PAGE`] subnets a page, in ascending order: subnet n is in page n / [`PAGE`].
    #[pallet::storage]
    pub type PoolPages<T: Config> = StorageMap<_, Twox64Concat, u16, Page, ValueQuery>;

    /// Number of pages: one more than the highest page that was ever used.
    #[pallet::storage]
    pub type PageCount<T: Config> = StorageValue<_, u16, ValueQuery>;

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// The fee of a subnet's trades was set.
        FeeRateSet {
            /// The subnet.
            netuid: NetUid,
            /// The fee in parts of 65 535 of a trade's input.
            rate: u16,
        },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// There is no such subnet.
        SubnetNotExists,
        /// There is such a subnet already.
        SubnetExists,
        /// The number of the subnet exceeds the maximum.
        NetUidTooHigh,
        /// The fee is above 10 000 parts of 65 535.
        FeeRateTooHigh,
        /// Root has no pool to take a fee in.
        NoFeeOnRoot,
        /// An amount left the range of 64 bits.
        Overflow,
        /// No longer emitted: a quote owns the pool that it was computed from. Kept, since clients see errors by index.
        StaleQuote,
        /// The custody account cannot pay into the pools or be paid by them.
        CannotUseCustodyAccount,
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Sets the fee of a subnet's trades, in parts of 65 535 of the input. Root origin.
        ///
        /// # Errors
        /// [`Error::FeeRateTooHigh`] above 10 000, [`Error::NoFeeOnRoot`], [`Error::SubnetNotExists`].
        ///
        /// # Emits
        /// [`Event::FeeRateSet`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::set_fee_rate())]
        pub fn set_fee_rate(origin: OriginFor<T>, netuid: NetUid, rate: u16) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_fee_rate(netuid, rate)
        }
    }

    #[pallet::extra_constants]
    impl<T: Config> Pallet<T> {
        /// The storage version of this code. Storage of an older version needs a migration: a rehearsal of an upgrade
        /// compares the two.
        #[pallet::constant_name(StorageVersion)]
        fn known_storage_version() -> u16 {
            // FRAME does not expose the number, but encodes it as a `u16`.
            let number = STORAGE_VERSION.using_encoded(|mut bytes| u16::decode(&mut bytes));
            number.unwrap_or_default()
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }

        fn integrity_test() {
            assert!(T::MaxSubnets::get() > 0, "a chain without subnets has nothing to trade");
        }
    }

    impl<T: Config> Pallet<T> {
        /// Sets the fee of a subnet's trades. See [`Pallet::set_fee_rate`].
        pub fn do_set_fee_rate(netuid: NetUid, rate: u16) -> DispatchResult {
            ensure!(rate <= MAX_FEE_RATE, Error::<T>::FeeRateTooHigh);
            ensure!(!netuid.is_root(), Error::<T>::NoFeeOnRoot);
            PoolStore::<T>::mutate(netuid, |pool| {
                pool.fee_rate = rate;
                Ok(())
            })?;
            Self::deposit_event(Event::FeeRateSet { netuid, rate });
            Ok(())
        }
    }
}
