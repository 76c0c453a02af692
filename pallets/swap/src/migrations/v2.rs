//! From version 1 to 2: a pool also knows the alpha that root's stakers can claim, and what is pending for them.
//!
//! Both are zero in every pool of version 1, which sold root's part in every block. Everything else stays as it is. The types of
//! version 2, which version 3 has too, are those of [`super::v4`].

use super::v4;
use crate::{Config, Pallet, PAGE};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use core::marker::PhantomData;
use dtao_math::moving_price::MovingPrice;
use dtao_primitives::{AlphaBalance, NetUid, Switches, TaoBalance};
use frame_support::{
    defensive,
    migrations::VersionedMigration,
    pallet_prelude::ConstU32,
    traits::{Get, UncheckedOnRuntimeUpgrade},
    weights::Weight,
    BoundedVec,
};
use substrate_fixed::types::I64F64;

/// The migration, which runs on storage of version 1 and on no other.
pub type MigrateV1ToV2<T> = VersionedMigration<1, 2, Unchecked<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// The pending amounts of version 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct OldPending {
    /// For the miners.
    pub server: AlphaBalance,
    /// For the validators.
    pub validator: AlphaBalance,
    /// For the owner.
    pub owner: AlphaBalance,
    /// The proceeds of root's share.
    pub root_tao: TaoBalance,
    /// Root's part that was sold for it.
    pub root_alpha_sold: AlphaBalance,
}

/// A pool, in version 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct OldPool {
    /// TAO in the pool.
    pub tao: TaoBalance,
    /// Alpha in the pool.
    pub alpha_in: AlphaBalance,
    /// Alpha outside of the pool.
    pub alpha_out: AlphaBalance,
    /// The part of that which nobody holds.
    pub unowned: AlphaBalance,
    /// The moving average of the price.
    pub moving_price: MovingPrice,
    /// TAO that changed hands.
    pub volume: u128,
    /// The fee of a trade.
    pub fee_rate: u16,
    /// The first block that pays emission.
    pub first_emission_block: Option<u64>,
    /// `true` if the subnet takes registrations.
    pub registration_allowed: bool,
    /// Blocks after which the moving price follows with half of its full speed.
    pub ema_halving_blocks: u64,
    /// TAO that traders brought since the last block step.
    pub flow: i64,
    /// The average of that.
    pub flow_average: I64F64,
    /// The block of the last payout.
    pub last_payout: u64,
    /// The block of the next payout.
    pub next_payout: u64,
    /// The pending amounts.
    pub pending: OldPending,
    /// The amounts of the last block.
    pub emission: v4::OldEmission,
}

/// A page, in version 1.
pub type OldPage = BoundedVec<(NetUid, OldPool), ConstU32<{ PAGE as u32 }>>;

impl From<OldPending> for v4::OldPending {
    fn from(old: OldPending) -> Self {
        Self {
            server: old.server,
            validator: old.validator,
            owner: old.owner,
            root_tao: old.root_tao,
            root_alpha_sold: old.root_alpha_sold,
            root_alpha: AlphaBalance::ZERO,
        }
    }
}

impl From<OldPool> for v4::OldPool {
    fn from(old: OldPool) -> Self {
        Self {
            tao: old.tao,
            alpha_in: old.alpha_in,
            alpha_out: old.alpha_out,
            unowned: old.unowned,
            claimable: AlphaBalance::ZERO,
            moving_price: old.moving_price,
            volume: old.volume,
            fee_rate: old.fee_rate,
            first_emission_block: old.first_emission_block,
            switches: Switches { registration_allowed: old.registration_allowed, ..Default::default() },
            ema_halving_blocks: old.ema_halving_blocks,
            flow: old.flow,
            flow_average: old.flow_average,
            last_payout: old.last_payout,
            next_payout: old.next_payout,
            pending: old.pending.into(),
            emission: old.emission,
        }
    }
}

/// The migration without a look at the version.
pub struct Unchecked<T>(PhantomData<T>);

impl<T: Config> UncheckedOnRuntimeUpgrade for Unchecked<T> {
    fn on_runtime_upgrade() -> Weight {
        let mut pages = 0_u64;
        v4::old::PoolPages::<T>::translate_values::<OldPage, _>(|old| {
            pages = pages.saturating_add(1);
            let pools: Vec<_> = old.into_iter().map(|(netuid, pool)| (netuid, pool.into())).collect();
            let page = v4::OldPage::try_from(pools);
            if page.is_err() {
                defensive!("a page of version 1 with more pools than a page has");
            }
            page.ok()
        });
        T::DbWeight::get().reads_writes(pages.saturating_add(1), pages)
    }

    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
        let pages: Vec<(u16, OldPage)> = old::PoolPages::<T>::iter().collect();
        frame_support::ensure!(
            pages.len() == crate::PoolPages::<T>::iter_keys().count(),
            "a page that is not of version 1"
        );
        Ok(pages.encode())
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(state: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
        let before = Vec::<(u16, OldPage)>::decode(&mut &state[..])
            .map_err(|_| "the pages before the migration cannot be read")?;
        for (number, page) in &before {
            let found = v4::old::PoolPages::<T>::get(number).unwrap_or_default();
            let expected = page.iter().map(|(netuid, pool)| (*netuid, v4::OldPool::from(*pool)));
            frame_support::ensure!(found.into_iter().eq(expected), "a pool is not what it was in version 1");
        }
        frame_support::ensure!(before.len() == v4::old::PoolPages::<T>::iter().count(), "a page came or went");
        Ok(())
    }
}

/// The storage of version 1, under the names that it has still.
#[cfg(feature = "try-runtime")]
mod old {
    use super::OldPage;
    use crate::{Config, Pallet};
    use frame_support::{storage_alias, Twox64Concat};

    #[storage_alias]
    pub type PoolPages<T: Config> = StorageMap<Pallet<T>, Twox64Concat, u16, OldPage>;
}
