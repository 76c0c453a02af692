//! When a subnet pays out: every tempo, staggered so that not all subnets do in the same block (launch rule).

use crate::wide::saturate_u64;

/// Blocks from `block` to the next payout of a subnet, 0 where that is now: `tempo − (block + netuid + 1) mod (tempo + 1)`.
/// A subnet pays out every `tempo + 1` blocks; one with a tempo of 0 never does: `None`.
pub fn blocks_until_payout(netuid: u16, tempo: u16, block: u64) -> Option<u64> {
    if tempo == 0 {
        return None;
    }
    let tempo = u128::from(tempo);
    let passed = (u128::from(block) + u128::from(netuid) + 1) % (tempo + 1);
    u64::try_from(tempo - passed).ok()
}

/// The block of the first payout after `block`; `None` where there is none.
pub fn next_payout(netuid: u16, tempo: u16, block: u64) -> Option<u64> {
    let after = block.checked_add(1)?;
    after.checked_add(blocks_until_payout(netuid, tempo, after)?)
}

/// The number of the epoch that a block lies in: `floor((block + netuid + 1) / (tempo + 1))`. A payout is in an epoch's last
/// block. With a tempo of 0 each block is an epoch. Beyond 64 bits, which only the last block numbers reach, it is
/// `u64::MAX`.
pub fn epoch_index(netuid: u16, tempo: u16, block: u64) -> u64 {
    let passed = u128::from(block) + u128::from(netuid) + 1;
    saturate_u64(passed / (u128::from(tempo) + 1), u64::MAX)
}
