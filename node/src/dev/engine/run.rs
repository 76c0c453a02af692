//! Runs of blocks.

use super::{
    super::{
        clock::MAX_TIME,
        order::{BlockRequest, Content, Length},
        Error,
    },
    Engine,
};
use crate::service::state::stored;
use dtao_primitives::{NetUid, Pool};
use dtao_runtime::Runtime;
use pallet_dtao_swap::{Page, PoolPages, PAGE};
use pallet_subtensor::{NetworksAdded, SubnetEpochIndex};
use sp_core::H256;
use sp_runtime::OpaqueExtrinsic;

/// The most blocks of one run.
const MAX_RUN: u32 = 10_000_000;

/// The most blocks by which an epoch may be late, since a block has a limited number of them.
const MAX_DELAY: u32 = 10_000;

/// A run of blocks.
struct Run {
    /// The number of blocks, as far as it is known.
    expected: u32,
    /// The most blocks.
    most: u32,
    end: End,
}

/// The end of a run.
#[derive(Clone, Copy)]
enum End {
    /// After the most blocks.
    Count,
    /// When the number of this subnet's epoch is no longer this one.
    Epoch { netuid: NetUid, index: u64 },
    /// With the block of this time; the blocks before it are this many milliseconds apart.
    Time { to: u64, interval: u64 },
}

impl Run {
    fn of(count: u32) -> Self {
        Self { expected: count, most: count, end: End::Count }
    }
}

impl Engine {
    /// Builds a run of blocks, until its end or until a client stops it. Returns the hash of the last one.
    ///
    /// `transactions` are those of each block; the pool's if `None`. `interval` is the time between two blocks in milliseconds; the
    /// clock's if `None`, a slot if the run ends at a time.
    pub async fn new_blocks(
        &mut self,
        length: Length,
        transactions: Option<Vec<OpaqueExtrinsic>>,
        interval: Option<u64>,
    ) -> Result<H256, Error> {
        let run = self.plan(length, interval)?;
        if run.expected > MAX_RUN {
            return Err(format!("{} blocks are too many for one run: the most are {MAX_RUN}", run.expected).into());
        }
        let content = transactions.map_or(Content::Pool, Content::Exact);
        self.progress.begin(run.expected);
        let outcome = self.seal_run(&run, &content, interval).await;
        self.progress.end();
        outcome
    }

    async fn seal_run(&mut self, run: &Run, content: &Content, interval: Option<u64>) -> Result<H256, Error> {
        let mut last = self.best().0;
        for _ in 0..run.most {
            if self.progress.is_stopped() {
                return Ok(last);
            }
            let (interval, is_last) = self.next_interval(run, interval)?;
            let request = BlockRequest { content: content.clone(), interval, ..BlockRequest::default() };
            last = self.create(request).await?.hash;
            self.progress.step();
            if is_last || self.has_ended(run, last)? {
                return Ok(last);
            }
        }
        match run.end {
            End::Epoch { netuid, .. } => {
                Err(format!("subnet {netuid} has begun no epoch in {} blocks", run.most).into())
            }
            End::Count | End::Time { .. } => Ok(last),
        }
    }

    fn plan(&self, length: Length, interval: Option<u64>) -> Result<Run, Error> {
        let number = self.best().1;
        match length {
            Length::Count(0) => Err("a count of 0 seals nothing: write 1 or more".to_string().into()),
            Length::Count(count) => Ok(Run::of(count)),
            Length::To(to) => match to.checked_sub(number) {
                None | Some(0) => Err(format!("block {to} is not after the best one, which is {number}").into()),
                Some(blocks) => Ok(Run::of(blocks)),
            },
            Length::Epoch(netuid) => self.plan_epoch(netuid.into()),
            Length::Time(to) => self.plan_time(to, interval),
        }
    }

    fn plan_epoch(&self, netuid: NetUid) -> Result<Run, Error> {
        let (best, number) = self.best();
        let added = NetworksAdded::<Runtime>::hashed_key_for(netuid);
        if !stored(&self.client, best, &added)?.unwrap_or(false) {
            return Err(format!("there is no subnet {netuid}").into());
        }
        if netuid.is_root() {
            return Err("root has no epochs: its stakers are paid with the epochs of the other subnets"
                .to_string()
                .into());
        }
        let next = self.pool_of(best, netuid)?.next_payout;
        if next == u64::MAX {
            return Err(format!("subnet {netuid} has no epochs, since its tempo is 0").into());
        }
        let blocks = next.saturating_sub(number.into()).max(1);
        let expected =
            u32::try_from(blocks).map_err(|_| format!("subnet {netuid} has no epoch for {blocks} blocks"))?;
        let end = End::Epoch { netuid, index: self.epoch(best, netuid)? };
        Ok(Run { expected, most: expected.saturating_add(MAX_DELAY), end })
    }

    fn pool_of(&self, block: H256, netuid: NetUid) -> Result<Pool, Error> {
        let page = netuid.get() / PAGE;
        let key = PoolPages::<Runtime>::hashed_key_for(page);
        let page: Page = stored(&self.client, block, &key)?.unwrap_or_default();
        let found = page.iter().find(|subnet| subnet.netuid == netuid);
        found.map(|subnet| subnet.pool).ok_or_else(|| format!("subnet {netuid} has no pool").into())
    }

    /// Returns the number of a subnet's epoch.
    fn epoch(&self, block: H256, netuid: NetUid) -> Result<u64, Error> {
        Ok(stored(&self.client, block, &SubnetEpochIndex::<Runtime>::hashed_key_for(netuid))?.unwrap_or_default())
    }

    fn plan_time(&self, to: u64, interval: Option<u64>) -> Result<Run, Error> {
        let interval = interval.unwrap_or(self.clock.slot()).max(self.clock.slot());
        let last = self.author.time_of(self.best().0)?;
        let mut clock = self.clock;
        clock.travel(to, last)?;
        let left = to.saturating_sub(last.unwrap_or(to)).div_ceil(interval).max(1);
        let expected = u32::try_from(left).unwrap_or(u32::MAX);
        // On a new chain, the time of the first block is that of the machine.
        let most = if last.is_some() { expected } else { MAX_RUN };
        Ok(Run { expected, most, end: End::Time { to, interval } })
    }

    /// Returns the interval before the next block, and `true` if it is the last one. Sets the clock for the last block of a run that
    /// ends at a time.
    fn next_interval(&mut self, run: &Run, interval: Option<u64>) -> Result<(Option<u64>, bool), Error> {
        let End::Time { to, interval } = run.end else {
            return Ok((interval, false));
        };
        let Some(last) = self.author.time_of(self.best().0)? else {
            return Ok((None, false));
        };
        if last.checked_add(interval).is_some_and(|next| next < to) {
            return Ok((Some(interval), false));
        }
        let earliest = self.clock.slot_after(last).unwrap_or(MAX_TIME);
        self.clock.travel(to.max(earliest), Some(last))?;
        Ok((None, true))
    }

    fn has_ended(&self, run: &Run, block: H256) -> Result<bool, Error> {
        match run.end {
            End::Epoch { netuid, index } => Ok(self.epoch(block, netuid)? != index),
            End::Count | End::Time { .. } => Ok(false),
        }
    }
}
