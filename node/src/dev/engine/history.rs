//! Snapshots, saved chains, and going back and forward.

use super::{
    super::{
        clock::machine_time,
        order::NewHead,
        snapshots::{Snapshot, SnapshotName},
        undone::{Undone, UndoneBlock},
        Error,
    },
    Engine,
};
use crate::service::{heads::Heads, types::FullBackend};
use sc_client_api::{Backend, BlockBackend, HeaderBackend};
use sc_transaction_pool_api::{ChainEvent, InPoolTransaction, MaintainedTransactionPool, TransactionPool};
use sp_blockchain::Backend as _;
use sp_core::H256;
use std::{path::PathBuf, time::Duration};

/// The time limit for the pool to process all blocks before some of them are reverted.
const REVERT_TIMEOUT: Duration = Duration::from_secs(10);

impl Engine {
    /// Records the best block, and returns the snapshot's number.
    pub fn snapshot(&mut self) -> Result<u64, Error> {
        let snapshot = self.present();
        Ok(self.snapshots.add(snapshot)?)
    }

    /// Records the best block under a name. With `--state` it is saved to a file, too.
    pub fn snapshot_as(&mut self, name: String) -> Result<(), Error> {
        let snapshot = self.present();
        if let Some(path) = self.files.of_snapshot(&name) {
            self.files.save(&self.client, snapshot.hash, &path)?;
        }
        Ok(self.snapshots.add_named(name, snapshot)?)
    }

    fn present(&self) -> Snapshot {
        let (hash, number) = self.best();
        Snapshot { hash, number, clock: self.clock }
    }

    /// Returns the snapshots: their names, with the numbers and hashes of their blocks as far as they are on the chain.
    pub fn list_snapshots(&self) -> Vec<(String, Option<(u32, H256)>)> {
        let place = |snapshot: &Snapshot| Some((snapshot.number, snapshot.hash));
        let numbered = self.snapshots.numbered().map(|(number, snapshot)| (format!("{number:#x}"), place(snapshot)));
        let named = self.snapshots.named().map(|(name, snapshot)| (name.clone(), place(snapshot)));
        let mut all: Vec<_> = numbered.chain(named).collect();
        for name in self.files.saved_snapshots() {
            if !all.iter().any(|(known, _)| *known == name) {
                all.push((name, None));
            }
        }
        all
    }

    /// Reverts to a snapshot. A numbered one is removed with all later ones. If the block of a named one is not on the chain any
    /// more, the node starts again from its file.
    pub async fn revert(&mut self, name: &SnapshotName) -> Result<(), Error> {
        let Some(snapshot) = self.snapshots.get(name) else {
            return self.load_snapshot(name);
        };
        self.revert_to(snapshot.hash, snapshot.number).await?;
        self.snapshots.reverted_to(name, snapshot.number);
        self.clock = snapshot.clock;
        Ok(())
    }

    fn load_snapshot(&self, name: &SnapshotName) -> Result<(), Error> {
        match name {
            SnapshotName::Number(id) => Err(format!(
                "there is no snapshot {id:#x}: none was taken with this number, or a revert has removed it"
            )
            .into()),
            SnapshotName::Name(name) => {
                let path = self.files.of_snapshot(name).filter(|path| path.exists()).ok_or_else(|| {
                    format!("there is no snapshot {name}: none was taken with this name, or its block was reverted")
                })?;
                self.files.load(&path)?;
                Ok(())
            }
        }
    }

    /// Saves the best block to a file. Returns its path, and the number and the hash of the block.
    pub fn save_state(&self, file: Option<&str>) -> Result<(PathBuf, u32, H256), Error> {
        let (hash, number) = self.best();
        let path = self.files.path(file)?;
        self.files.save(&self.client, hash, &path)?;
        Ok((path, number, hash))
    }

    /// Lets the node start again from a file. Returns the block from which its chain resumes.
    pub fn load_state(&self, file: Option<&str>) -> Result<(u32, H256), Error> {
        Ok(self.files.load(&self.files.path(file)?)?)
    }

    /// Makes this block the best one, and returns its hash: reverts the blocks after it, or seals reverted ones again.
    pub async fn set_head(&mut self, head: NewHead) -> Result<H256, Error> {
        let (best, number) = self.best();
        if let Some(count) = self.distance_forward(head) {
            return self.redo(count).await;
        }
        let (hash, to) = self.find(head, number)?;
        if hash != best {
            self.revert_to(hash, to).await?;
            self.clock.continue_from(self.author.time_of(hash)?, machine_time());
        }
        self.snapshots.keep_up_to(to);
        Ok(hash)
    }

    /// Returns the number of reverted blocks up to one of them.
    fn distance_forward(&self, head: NewHead) -> Option<usize> {
        match head {
            NewHead::Hash(wanted) => self.undone.distance(|_, hash| hash == wanted),
            NewHead::Number(wanted) => self.undone.distance(|number, _| number == wanted),
            NewHead::Back(_) => None,
        }
    }

    /// Seals the next `count` of the reverted blocks again, exactly as they were, and returns the hash of the last one.
    pub async fn redo(&mut self, count: usize) -> Result<H256, Error> {
        let there = self.undone.len();
        if count > there || there == 0 {
            return Err(format!(
                "{there} reverted blocks can be sealed again: those that were reverted last, until another block is sealed"
            )
            .into());
        }
        let steps = u32::try_from(count).unwrap_or(u32::MAX);
        self.progress.begin(steps);
        let outcome = self.redo_blocks(count).await;
        self.progress.end();
        let hash = outcome?;
        self.clock.continue_from(self.author.time_of(hash)?, machine_time());
        Ok(hash)
    }

    async fn redo_blocks(&mut self, count: usize) -> Result<H256, Error> {
        let mut last = self.best().0;
        for _ in 0..count {
            if self.progress.is_stopped() {
                break;
            }
            let Some(block) = self.undone.next().cloned() else { break };
            last = self.author.rebuild(block).await?;
            self.undone.pop();
            self.progress.step();
        }
        Ok(last)
    }

    /// Returns the number of reverted blocks that can be sealed again.
    pub fn undone(&self) -> usize {
        self.undone.len()
    }

    /// Returns the hash and number of a block of the best chain, which ends at number `best`.
    fn find(&self, head: NewHead, best: u32) -> Result<(H256, u32), Error> {
        let client = &self.client;
        let missing = |what: String| Error::StringError(format!("there is no block {what} on the chain"));
        let number = match head {
            NewHead::Hash(hash) => client.number(hash)?.ok_or_else(|| missing(hash.to_string()))?,
            NewHead::Number(number) => number,
            NewHead::Back(blocks) => {
                best.checked_sub(blocks).ok_or_else(|| missing(format!("{blocks} before block {best}")))?
            }
        };
        let hash = client.block_hash(number)?;
        let hash = hash.ok_or_else(|| missing(number.to_string()))?;
        match head {
            NewHead::Hash(wanted) if wanted != hash => Err(missing(wanted.to_string())),
            _ => Ok((hash, number)),
        }
    }

    /// Reverts and deletes blocks until `to` is the best one. Removes all transactions from the pool, since they were signed for
    /// the deleted state.
    async fn revert_to(&mut self, to: H256, number: u32) -> Result<(), Error> {
        let (best, best_number) = self.best();
        // The pool must process the last block before it is deleted, so that its transactions leave the pool.
        let heads = self.client.info().into();
        if !self.pool_heads.wait_for(heads, REVERT_TIMEOUT).await {
            log::warn!("Transactions of the last blocks may have to be sent again");
        }
        let backend = &self.backend;
        if !backend.have_state_at(to, number) {
            let cure = "run the node with --state-pruning archive";
            return Err(format!("the state of block {number} is not kept: {cure}").into());
        }
        remove_forks(backend, best)?;
        let reverted = self.blocks_after(number, best_number)?;
        self.backend.revert(best_number.saturating_sub(number), true)?;
        self.reset_pool(to).await;
        match self.best() {
            (hash, _) if hash == to => {
                self.undone.push(reverted);
                Ok(())
            }
            (_, reached) => {
                self.undone.clear();
                Err(format!("only blocks above {reached} could be reverted: older states are not kept").into())
            }
        }
    }

    /// Returns the blocks after a number that can be sealed again, the last one first.
    fn blocks_after(&self, number: u32, best: u32) -> Result<Vec<UndoneBlock>, Error> {
        let most = u32::try_from(Undone::most()).unwrap_or(u32::MAX);
        let last = best.min(number.saturating_add(most));
        let mut blocks = Vec::new();
        for number in (number.saturating_add(1)..=last).rev() {
            let hash = self.client.block_hash(number)?;
            let block = hash.map(|hash| self.client.block(hash)).transpose()?.flatten();
            let block = block.ok_or_else(|| format!("block {number} is not kept"))?.block;
            let overrides = self.author.overrides_of(block.header.hash());
            blocks.push(UndoneBlock { header: block.header, body: block.extrinsics, overrides });
        }
        Ok(blocks)
    }

    /// Removes all transactions from the pool and makes `best` its head.
    async fn reset_pool(&self, best: H256) {
        let pool = &self.pool;
        let ready = pool.ready().map(|transaction| *transaction.hash());
        let future = pool.futures();
        let all = ready.chain(future.iter().map(|transaction| *transaction.hash()));
        pool.report_invalid(None, all.map(|hash| (hash, None)).collect()).await;
        // The first event makes the pool drop the deleted blocks, the second one makes it continue from this block. It
        // compares only numbers to find out if it has processed a block.
        for _ in 0..2 {
            pool.maintain(ChainEvent::NewBestBlock { hash: best, tree_route: None }).await;
        }
        pool.maintain(ChainEvent::Finalized { hash: best, tree_route: [].into() }).await;
        self.pool_heads.set(Heads { best, finalized: best });
    }
}

/// Deletes the blocks that are not ancestors of the best one.
fn remove_forks(backend: &FullBackend, best: H256) -> Result<(), Error> {
    loop {
        let leaves = backend.blockchain().leaves()?;
        let Some(fork) = leaves.into_iter().find(|leaf| *leaf != best) else {
            return Ok(());
        };
        backend.remove_leaf_block(fork)?;
    }
}
