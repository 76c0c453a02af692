//! Where the pools lie. [`PoolStore`] is the only writer of [`PoolPages`] and [`PageCount`].

use crate::{keys::Keys, Config, Error, PageCount, PoolPages};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_primitives::{Flow, NetUid, Pool, Stepped};
use frame_support::{
    defensive, ensure,
    pallet_prelude::*,
    storage::{unhashed, StoragePrefixedMap},
    BoundedVec,
};

/// How many subnets share a page.
///
/// Eight keep a block over 128 subnets at 17 writes instead of 129, and a trade at one value of about 1 200 bytes.
pub const PAGE: u16 = 8;

/// Up to [`PAGE`] subnets with their state, in ascending order.
pub type Page = BoundedVec<(NetUid, Pool), ConstU32<{ PAGE as u32 }>>;

/// Where one page after another lies.
struct PageKeys(Keys);

impl PageKeys {
    fn new<T: Config>() -> Self {
        Self(Keys::of(PoolPages::<T>::final_prefix()))
    }

    fn of(&mut self, number: u16) -> &[u8] {
        let number = number.to_le_bytes();
        self.0.at(&sp_io::hashing::twox_64(&number), &number)
    }
}

/// Reads and writes pools.
pub struct PoolStore<T>(PhantomData<T>);

impl<T: Config> PoolStore<T> {
    fn page_of(netuid: NetUid) -> u16 {
        netuid.get() / PAGE
    }

    fn find(page: &Page, netuid: NetUid) -> Result<usize, usize> {
        page.binary_search_by_key(&netuid, |(number, _)| *number)
    }

    /// The state of a subnet. One read.
    pub fn get(netuid: NetUid) -> Option<Pool> {
        let page = PoolPages::<T>::get(Self::page_of(netuid));
        let position = Self::find(&page, netuid).ok()?;
        page.get(position).map(|(_, pool)| *pool)
    }

    /// All subnets in ascending order, with no flow. One read a page.
    pub fn all() -> Vec<Stepped> {
        let pages = PageCount::<T>::get();
        // Room for all, so that the vector does not move as it grows.
        let mut all = Vec::with_capacity(usize::from(pages).checked_mul(PAGE.into()).unwrap_or(0));
        let mut keys = PageKeys::new::<T>();
        for number in 0..pages {
            let page: Page = unhashed::get_or_default(keys.of(number));
            for (netuid, pool) in page {
                all.push(Stepped { netuid, pool, flow: Flow::default() });
            }
        }
        all
    }

    /// Changes the state of a subnet, or nothing where `change` fails. One read, one write.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], and what `change` returns.
    pub fn mutate<R>(
        netuid: NetUid,
        change: impl FnOnce(&mut Pool) -> Result<R, DispatchError>,
    ) -> Result<R, DispatchError> {
        PoolPages::<T>::try_mutate(Self::page_of(netuid), |page| {
            let position = Self::find(page, netuid).map_err(|_| Error::<T>::SubnetNotExists)?;
            let (_, pool) = page.get_mut(position).ok_or(Error::<T>::SubnetNotExists)?;
            change(pool)
        })
    }

    /// Adds a subnet.
    ///
    /// # Errors
    /// [`Error::NetUidTooHigh`], [`Error::SubnetExists`].
    pub fn insert(netuid: NetUid, pool: Pool) -> DispatchResult {
        ensure!(netuid.get() <= T::MaxSubnets::get(), Error::<T>::NetUidTooHigh);
        let number = Self::page_of(netuid);
        PoolPages::<T>::try_mutate(number, |page| match Self::find(page, netuid) {
            Ok(_) => Err(DispatchError::from(Error::<T>::SubnetExists)),
            Err(position) => {
                page.try_insert(position, (netuid, pool)).map_err(|_| DispatchError::from(Error::<T>::NetUidTooHigh))
            }
        })?;
        PageCount::<T>::mutate(|count| {
            if let Some(needed) = number.checked_add(1) {
                *count = needed.max(*count);
            }
        });
        Ok(())
    }

    /// Takes a subnet out. Its page stays, for the subnets that it still has or will have.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`].
    pub fn remove(netuid: NetUid) -> Result<Pool, DispatchError> {
        PoolPages::<T>::try_mutate(Self::page_of(netuid), |page| {
            let position = Self::find(page, netuid).map_err(|_| Error::<T>::SubnetNotExists)?;
            let (_, pool) = page.remove(position);
            Ok(pool)
        })
    }

    /// Writes the state of many subnets, in ascending order. One write a page.
    ///
    /// The pages are made anew, so `subnets` must hold all subnets of each page that it touches.
    pub fn put_all(subnets: &[Stepped]) -> DispatchResult {
        let mut keys = PageKeys::new::<T>();
        for group in subnets.chunk_by(|a, b| Self::page_of(a.netuid) == Self::page_of(b.netuid)) {
            let Some(first) = group.first() else { continue };
            let content: Vec<_> = group.iter().map(|subnet| (subnet.netuid, subnet.pool)).collect();
            let Ok(page) = Page::try_from(content) else {
                defensive!("more subnets in a page than have numbers there");
                return Err(Error::<T>::NetUidTooHigh.into());
            };
            unhashed::put(keys.of(Self::page_of(first.netuid)), &page);
        }
        Ok(())
    }
}
