//! Storage of the pools. [`PoolStore`] and [`PoolEntry`] are the only writers of [`PoolPages`] and [`PageCount`].

use crate::{Config, Error, PageCount, PoolPages};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_math::pool::Reserves;
use dtao_primitives::{Books, NetUid, NumberedPool, Pool};
use frame_support::{defensive, ensure, pallet_prelude::*, BoundedVec};

/// Number of subnets that share a page.
///
/// Eight keep a block over 128 subnets at 17 writes instead of 129, and a trade at one value of about 2 200 bytes.
pub const PAGE: u16 = 8;

/// Up to [`PAGE`] subnets with their state, in ascending order.
pub type Page = BoundedVec<NumberedPool, ConstU32<{ PAGE as u32 }>>;

/// Reads and writes pools.
pub struct PoolStore<T>(PhantomData<T>);

impl<T: Config> PoolStore<T> {
    fn page_of(netuid: NetUid) -> u16 {
        netuid.get() / PAGE
    }

    fn find(page: &Page, netuid: NetUid) -> Result<usize, usize> {
        page.binary_search_by_key(&netuid, |row| row.netuid)
    }

    /// Returns the state of a subnet. One read.
    pub fn get(netuid: NetUid) -> Option<Pool> {
        PoolEntry::<T>::read(netuid).map(|entry| entry.pool)
    }

    /// Returns all subnets in ascending order. One read a page.
    pub fn all() -> Vec<NumberedPool> {
        let pages = PageCount::<T>::get();
        // Room for all, so that the vector does not move as it grows.
        let mut all = Vec::with_capacity(usize::from(pages).checked_mul(PAGE.into()).unwrap_or(0));
        for number in 0..pages {
            all.extend_from_slice(&PoolPages::<T>::get(number));
        }
        all
    }

    /// Returns all subnets, root apart from the others, or `None` if root does not exist. One read a page.
    pub fn books() -> Option<Books> {
        let mut subnets = Self::all().into_iter();
        // Root has the lowest number.
        let root = subnets.next().filter(|first| first.netuid.is_root())?;
        Some(Books { root, subnets: subnets.collect() })
    }

    /// Changes the state of a subnet, unless `change` fails. One read, one write.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], and what `change` returns.
    pub fn mutate<R>(
        netuid: NetUid,
        change: impl FnOnce(&mut Pool) -> Result<R, DispatchError>,
    ) -> Result<R, DispatchError> {
        PoolPages::<T>::try_mutate(Self::page_of(netuid), |page| {
            let position = Self::find(page, netuid).map_err(|_| Error::<T>::SubnetNotExists)?;
            let row = page.get_mut(position).ok_or(Error::<T>::SubnetNotExists)?;
            change(&mut row.pool)
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
                let row = NumberedPool { netuid, pool };
                page.try_insert(position, row).map_err(|_| DispatchError::from(Error::<T>::NetUidTooHigh))
            }
        })?;
        PageCount::<T>::mutate(|count| {
            if let Some(needed) = number.checked_add(1) {
                *count = needed.max(*count);
            }
        });
        Ok(())
    }

    /// Removes a subnet. Its page stays, for the subnets that it still has or will have.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`].
    pub fn remove(netuid: NetUid) -> Result<Pool, DispatchError> {
        PoolPages::<T>::try_mutate(Self::page_of(netuid), |page| {
            let position = Self::find(page, netuid).map_err(|_| Error::<T>::SubnetNotExists)?;
            Ok(page.remove(position).pool)
        })
    }

    /// Writes the state of subnets in ascending order. One write a page.
    ///
    /// Whole pages are replaced, so `subnets` must hold all subnets of each page that it touches.
    pub fn put_all<'a>(subnets: impl Iterator<Item = &'a NumberedPool>) -> DispatchResult {
        let mut subnets = subnets.peekable();
        while let Some(first) = subnets.next() {
            let number = Self::page_of(first.netuid);
            let mut content = Vec::with_capacity(PAGE.into());
            content.push(*first);
            while let Some(next) = subnets.next_if(|next| Self::page_of(next.netuid) == number) {
                content.push(*next);
            }
            let Ok(page) = Page::try_from(content) else {
                defensive!("more subnets in a page than have numbers there");
                return Err(Error::<T>::NetUidTooHigh.into());
            };
            PoolPages::<T>::insert(number, page);
        }
        Ok(())
    }
}

/// A pool that was read together with its page, to be changed and written back: one read, one write.
///
/// Writing replaces the whole page, so no pool may be written by other means in between.
pub struct PoolEntry<T> {
    /// The subnet.
    pub netuid: NetUid,
    /// Its state, which may be changed.
    pub pool: Pool,
    /// The page as it was read.
    page: Page,
    position: usize,
    _runtime: PhantomData<T>,
}

impl<T: Config> PoolEntry<T> {
    /// Reads a pool, or returns `None` if there is no such subnet.
    pub fn read(netuid: NetUid) -> Option<Self> {
        Self::in_page(PoolPages::<T>::get(PoolStore::<T>::page_of(netuid)), netuid)
    }

    /// Reads two different pools. One read if they share a page, else two.
    pub fn read_both(first: NetUid, second: NetUid) -> Option<(Self, Self)> {
        let first = Self::read(first)?;
        let second = first.read_beside(second)?;
        Some((first, second))
    }

    /// Reads another pool, unless it is in the page of this one, so that both can be written by [`PoolEntry::write_both`].
    pub fn read_beside(&self, other: NetUid) -> Option<Self> {
        if self.shares_page_with(other) {
            return Self::in_page(self.page.clone(), other);
        }
        Self::read(other)
    }

    fn in_page(page: Page, netuid: NetUid) -> Option<Self> {
        let position = PoolStore::<T>::find(&page, netuid).ok()?;
        let pool = page.get(position)?.pool;
        Some(Self { netuid, pool, page, position, _runtime: PhantomData })
    }

    fn shares_page_with(&self, other: NetUid) -> bool {
        PoolStore::<T>::page_of(self.netuid) == PoolStore::<T>::page_of(other)
    }

    /// Returns the reserves, or `None` for root, where TAO and stake are one to one.
    pub fn reserves(&self) -> Option<Reserves> {
        (!self.netuid.is_root()).then(|| self.pool.reserves())
    }

    /// Writes the pool.
    pub fn write(self) {
        let row = self.row();
        Self::replace(PoolStore::<T>::page_of(self.netuid), self.page, [row]);
    }

    /// Writes two pools that were read beside each other. One write if they share a page, else two.
    pub fn write_both(first: Self, second: Self) {
        if first.shares_page_with(second.netuid) {
            let rows = [first.row(), second.row()];
            Self::replace(PoolStore::<T>::page_of(second.netuid), second.page, rows);
        } else {
            first.write();
            second.write();
        }
    }

    /// Returns the pool with its position in the page.
    fn row(&self) -> (usize, NumberedPool) {
        (self.position, NumberedPool { netuid: self.netuid, pool: self.pool })
    }

    fn replace<const N: usize>(number: u16, mut page: Page, rows: [(usize, NumberedPool); N]) {
        debug_assert!(PoolPages::<T>::get(number) == page, "a pool was written while its page was open");
        for (position, row) in rows {
            if let Some(place) = page.get_mut(position) {
                *place = row;
            }
        }
        PoolPages::<T>::insert(number, page);
    }
}
