//! Reads the pools after a block from the stored state.

use super::{
    fault::{changed, unavailable, unavailable_but},
    fields::{given, Point},
};
use crate::service::types::FullClient;
use codec::{Decode, DecodeAll};
use dtao_primitives::{NetUid, NumberedPool};
use dtao_runtime::{Runtime, Swap};
use frame_support::{
    storage::{storage_prefix, StoragePrefixedMap},
    traits::{PalletInfoAccess, StorageVersion},
};
use jsonrpsee::types::ErrorObjectOwned;
use pallet_dtao_swap::{
    migrations::{v2, v4},
    Page, PoolPages,
};
use sc_client_api::{HeaderBackend, StateBackend};
use serde_json::json;
use sp_core::storage::well_known_keys::CODE;
use sp_state_machine::IterArgs;

/// The most values of the pallet that are read: those of 128 subnets are 19.
const MAX_VALUES: usize = 1_000;

/// The state of a block, as far as a series shows it.
pub struct BlockState {
    /// The block's time in milliseconds since 1970. The genesis block has none.
    pub time: Option<u64>,
    /// In ascending order.
    pub subnets: Vec<NumberedPool>,
    total_given: u128,
}

impl BlockState {
    pub fn new(time: Option<u64>, mut subnets: Vec<NumberedPool>) -> Self {
        subnets.sort_unstable_by_key(|subnet| subnet.netuid);
        let others = subnets.iter().filter(|subnet| !subnet.netuid.is_root());
        let total_given = others.map(given).sum();
        Self { time, subnets, total_given }
    }

    /// Returns a subnet's pool, or `None` if there is no such subnet after this block.
    pub fn point(&self, netuid: NetUid) -> Option<Point<'_>> {
        let index = self.subnets.binary_search_by_key(&netuid, |subnet| subnet.netuid).ok()?;
        Some(Point { subnet: self.subnets.get(index)?, total_given: self.total_given })
    }
}

/// Returns `true` if the node has the state after the block of this number.
pub fn is_kept(client: &FullClient, number: u32) -> bool {
    let hash = client.hash(number).ok().flatten();
    // An archive opens the state of any block that it knows, and notices only when it reads that it has none.
    hash.and_then(|hash| client.state_at(hash).ok()).is_some_and(|state| state.exists_storage(CODE).unwrap_or(false))
}

/// Reads the state after the block of this number. Keeps one subnet only, if one is given.
pub fn read(client: &FullClient, number: u32, only: Option<NetUid>) -> Result<BlockState, ErrorObjectOwned> {
    let hash = client.hash(number).map_err(unavailable)?.ok_or_else(changed)?;
    let state = client.state_at(hash).map_err(|_| changed())?;
    let time = state.storage(&storage_prefix(b"Timestamp", b"Now")).map_err(|_| changed())?;
    let time = time.and_then(|value| u64::decode_all(&mut &value[..]).ok());

    // One walk over the values of the pallet reads the trie nodes on the way to them once.
    let (pallet, pages_prefix) = (Swap::name_hash(), PoolPages::<Runtime>::final_prefix());
    let version_key = StorageVersion::storage_key::<Swap>();
    let mut values = IterArgs::default();
    values.prefix = Some(&pallet);
    let (mut pages, mut version) = (Vec::new(), 0);
    for value in state.pairs(values).map_err(|_| changed())?.take(MAX_VALUES) {
        let (key, value) = value.map_err(|_| changed())?;
        if key.starts_with(&pages_prefix) {
            pages.push(value);
        } else if key == version_key {
            version = u16::decode(&mut &value[..]).unwrap_or(0);
        }
    }
    let subnets = pools(version, &pages).ok_or_else(|| {
        let text =
            format!("the pools after block {number} have the storage version {version}, which this node does not know");
        unavailable_but(text, json!({ "block": number, "storageVersion": version }))
    })?;
    let mut block = BlockState::new(time, subnets);
    block.subnets.retain(|subnet| only.is_none_or(|only| subnet.netuid == only));
    Ok(block)
}

/// Decodes pages of a storage version, or returns `None` if that is unknown or they are not of it.
fn pools(version: u16, pages: &[Vec<u8>]) -> Option<Vec<NumberedPool>> {
    let mut all = Vec::new();
    for mut page in pages.iter().map(Vec::as_slice) {
        match version {
            1 => {
                let page = v2::OldPage::decode_all(&mut page).ok()?;
                let pools = page.into_iter().map(|(netuid, pool)| (netuid, v4::OldPool::from(pool)));
                all.extend(pools.map(|(netuid, pool)| NumberedPool { netuid, pool: pool.into() }));
            }
            // Version 3 changed accounts only.
            2 | 3 => {
                let page = v4::OldPage::decode_all(&mut page).ok()?;
                all.extend(page.into_iter().map(|(netuid, pool)| NumberedPool { netuid, pool: pool.into() }));
            }
            4 => all.extend(Page::decode_all(&mut page).ok()?),
            _ => return None,
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use codec::Encode;
    use dtao_primitives::{Emission, Pool};
    use pallet_dtao_swap::STORAGE_VERSION;

    fn pool(tao: u64, tao_in: u64) -> Pool {
        Pool {
            tao: tao.into(),
            emission: Emission { tao_in: tao_in.into(), ..Default::default() },
            ..Default::default()
        }
    }

    fn numbered(netuid: u16, pool: Pool) -> NumberedPool {
        NumberedPool { netuid: NetUid::new(netuid), pool }
    }

    /// Returns both pools in a page of a storage version.
    fn page_of(version: u16, pools: [(u16, Pool); 2]) -> Vec<u8> {
        let old = |emission: Emission| v4::OldEmission {
            tao_in: emission.tao_in,
            alpha_in: emission.alpha_in,
            alpha_out: emission.alpha_out,
        };
        match version {
            1 => {
                let rows = pools.map(|(netuid, Pool { tao, emission, .. })| {
                    (NetUid::new(netuid), v2::OldPool { tao, emission: old(emission), ..Default::default() })
                });
                v2::OldPage::truncate_from(rows.to_vec()).encode()
            }
            2 | 3 => {
                let rows = pools.map(|(netuid, Pool { tao, emission, .. })| {
                    (NetUid::new(netuid), v4::OldPool { tao, emission: old(emission), ..Default::default() })
                });
                v4::OldPage::truncate_from(rows.to_vec()).encode()
            }
            _ => Page::truncate_from(pools.map(|(netuid, pool)| numbered(netuid, pool)).to_vec()).encode(),
        }
    }

    #[test]
    fn a_history_reads_pools_of_every_storage_version_so_far() {
        let rows = [(1, pool(5, 2)), (7, pool(6, 0))];
        let expected = Some(rows.map(|(netuid, pool)| numbered(netuid, pool)).to_vec());
        let mut versions = 0;
        while StorageVersion::new(versions) < STORAGE_VERSION {
            versions += 1;
            assert_eq!(pools(versions, &[page_of(versions, rows)]), expected, "version {versions}");
        }
        assert!(versions >= 4);
    }

    /// A page as the runtimes from 102 to 106 store it: that the layout is the same is seen by the bytes alone.
    #[test]
    fn a_history_reads_the_bytes_of_versions_2_and_3() {
        let amounts: Vec<u64> = (1..=5).collect();
        let row = (
            (9_u16, amounts.iter().map(|amount| amount.encode()).collect::<Vec<_>>().concat()),
            (6_u128 << 96, 7_u128, 8_u16, Some(9_u64), 1_u8),
            (10_u64, -11_i64, 12_u128, 13_u64, 14_u64),
            ([15_u64, 16, 17, 18, 19, 20], [21_u64, 22, 23]),
        );
        let ((netuid, amounts), more, times, last) = row;
        let bytes = [vec![4], netuid.encode(), amounts, more.encode(), times.encode(), last.encode()].concat();
        for version in [2, 3] {
            let [only] = pools(version, std::slice::from_ref(&bytes)).unwrap()[..] else { panic!("one pool") };
            assert_eq!(only.netuid, NetUid::new(9));
            assert_eq!((only.pool.tao.rao(), only.pool.alpha_in.rao(), only.pool.alpha_out.rao()), (1, 2, 3));
            assert_eq!((only.pool.moving_price.to_bits(), only.pool.volume), (6 << 96, 7));
            assert_eq!((only.pool.pending.root_tao.rao(), only.pool.emission.tao_in.rao()), (18, 21));
            assert_eq!((only.pool.emission.alpha_in.rao(), only.pool.emission.alpha_out.rao()), (22, 23));
        }
    }

    #[test]
    fn a_history_refuses_pools_that_it_does_not_know() {
        let page = Page::truncate_from(vec![numbered(1, pool(5, 2))]).encode();
        for version in [0, 1, 2, 3, 5, u16::MAX] {
            assert_eq!(pools(version, std::slice::from_ref(&page)), None, "version {version}");
        }
        assert_eq!(pools(4, &[[&page[..], &[0]].concat()]), None);
        assert_eq!(pools(4, &[page[1..].to_vec()]), None);
        assert_eq!(pools(4, &[]), Some(Vec::new()));
    }

    #[test]
    fn a_block_of_a_history_finds_its_subnets_and_adds_up_their_tao_without_root_s() {
        let block =
            BlockState::new(Some(1), vec![numbered(9, pool(1, 3)), numbered(0, pool(2, 100)), numbered(2, pool(3, 4))]);
        let point = block.point(NetUid::new(9)).unwrap();
        assert_eq!((point.subnet.pool.tao.rao(), point.total_given), (1, 7));
        assert_eq!(block.point(NetUid::new(0)).unwrap().subnet.pool.tao.rao(), 2);
        assert!(block.point(NetUid::new(1)).is_none());
        assert_eq!(block.subnets.iter().map(|subnet| subnet.netuid.get()).collect::<Vec<_>>(), [0, 2, 9]);
    }
}
