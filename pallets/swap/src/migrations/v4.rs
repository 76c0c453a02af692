//! From version 3 to 4: a pool also knows the TAO that traders bring, what of it is revenue, the part of the miners' alpha that is
//! withheld, and the TAO of the last block that bought alpha for nobody.
//!
//! All of them are zero in a pool of version 3: their averages begin with the upgrade. Everything else stays as it is, in another
//! order.

use crate::{Config, Page, Pallet, PoolPages, PAGE};
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use dtao_math::{moving_price::MovingPrice, withheld::WithheldPart};
use dtao_primitives::{AlphaBalance, Emission, NetUid, NumberedPool, Pending, Pool, Switches, TaoBalance};
use frame_support::{
    defensive,
    migrations::VersionedMigration,
    pallet_prelude::ConstU32,
    traits::{Get, UncheckedOnRuntimeUpgrade},
    weights::Weight,
    BoundedVec,
};
use substrate_fixed::types::I64F64;

/// The migration, which runs on storage of version 3 and on no other.
pub type MigrateV3ToV4<T> = VersionedMigration<3, 4, Unchecked<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// The pending amounts of versions 2 and 3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
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
    /// Root's part that is kept.
    pub root_alpha: AlphaBalance,
}

/// The amounts of the last block in versions 1 to 3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
pub struct OldEmission {
    /// TAO minted into the pool.
    pub tao_in: TaoBalance,
    /// Alpha minted into the pool.
    pub alpha_in: AlphaBalance,
    /// Alpha minted outside of the pool.
    pub alpha_out: AlphaBalance,
}

/// A pool, in versions 2 and 3. The switches were one that is on or off, with the same bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
pub struct OldPool {
    /// TAO in the pool.
    pub tao: TaoBalance,
    /// Alpha in the pool.
    pub alpha_in: AlphaBalance,
    /// Alpha outside of the pool.
    pub alpha_out: AlphaBalance,
    /// The part of that which nobody holds.
    pub unowned: AlphaBalance,
    /// The part of that which root's stakers can claim.
    pub claimable: AlphaBalance,
    /// The moving average of the price.
    pub moving_price: MovingPrice,
    /// TAO of all trades.
    pub volume: u128,
    /// The fee of a trade.
    pub fee_rate: u16,
    /// The first block that pays emission.
    pub first_emission_block: Option<u64>,
    /// Settings that are on or off.
    pub switches: Switches,
    /// Blocks after which the moving price moves with half of its full speed.
    pub ema_halving_blocks: u64,
    /// The flow of TAO since the last block step.
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
    pub emission: OldEmission,
}

/// A page, in versions 2 and 3.
pub type OldPage = BoundedVec<(NetUid, OldPool), ConstU32<{ PAGE as u32 }>>;

impl From<OldPending> for Pending {
    fn from(old: OldPending) -> Self {
        Self {
            server: old.server,
            validator: old.validator,
            owner: old.owner,
            root_tao: old.root_tao,
            root_alpha_sold: old.root_alpha_sold,
            root_alpha: old.root_alpha,
        }
    }
}

impl From<OldEmission> for Emission {
    fn from(old: OldEmission) -> Self {
        Self { tao_in: old.tao_in, alpha_in: old.alpha_in, alpha_out: old.alpha_out, excess_tao: TaoBalance::ZERO }
    }
}

impl From<OldPool> for Pool {
    fn from(old: OldPool) -> Self {
        Self {
            tao: old.tao,
            alpha_in: old.alpha_in,
            alpha_out: old.alpha_out,
            unowned: old.unowned,
            claimable: old.claimable,
            flow: old.flow,
            inflow: TaoBalance::ZERO,
            revenue: TaoBalance::ZERO,
            withheld: WithheldPart::from_bits(0),
            ema_halving_blocks: old.ema_halving_blocks,
            last_payout: old.last_payout,
            next_payout: old.next_payout,
            moving_price: old.moving_price,
            volume: old.volume,
            flow_average: old.flow_average,
            inflow_average: I64F64::from_bits(0),
            revenue_average: I64F64::from_bits(0),
            fee_rate: old.fee_rate,
            first_emission_block: old.first_emission_block,
            switches: old.switches,
            pending: old.pending.into(),
            emission: old.emission.into(),
        }
    }
}

/// The migration without a look at the version.
pub struct Unchecked<T>(PhantomData<T>);

impl<T: Config> UncheckedOnRuntimeUpgrade for Unchecked<T> {
    fn on_runtime_upgrade() -> Weight {
        let mut pages = 0_u64;
        PoolPages::<T>::translate_values::<OldPage, _>(|old| {
            pages = pages.saturating_add(1);
            let pools: Vec<_> =
                old.into_iter().map(|(netuid, pool)| NumberedPool { netuid, pool: pool.into() }).collect();
            let page = Page::try_from(pools);
            if page.is_err() {
                defensive!("a page of version 3 with more pools than a page has");
            }
            page.ok()
        });
        T::DbWeight::get().reads_writes(pages.saturating_add(1), pages)
    }

    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
        let pages: Vec<(u16, OldPage)> = old::PoolPages::<T>::iter().collect();
        frame_support::ensure!(pages.len() == PoolPages::<T>::iter_keys().count(), "a page that is not of version 3");
        Ok(pages.encode())
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(state: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
        let before = Vec::<(u16, OldPage)>::decode(&mut &state[..])
            .map_err(|_| "the pages before the migration cannot be read")?;
        for (number, page) in &before {
            let found = PoolPages::<T>::get(number);
            let expected = page.iter().map(|(netuid, pool)| NumberedPool { netuid: *netuid, pool: (*pool).into() });
            frame_support::ensure!(found.into_iter().eq(expected), "a pool is not what it was in version 3");
        }
        frame_support::ensure!(before.len() == PoolPages::<T>::iter().count(), "a page came or went");
        Ok(())
    }
}

/// The storage of versions 2 and 3, under the names that it has still.
pub(crate) mod old {
    use super::OldPage;
    use crate::{Config, Pallet};
    use frame_support::{storage_alias, Twox64Concat};

    #[storage_alias]
    pub type PoolPages<T: Config> = StorageMap<Pallet<T>, Twox64Concat, u16, OldPage>;
}
