//! The payout schedule of a subnet: once per tempo, staggered by subnet so that not all pay out in the same block
//! (launch rule).

use crate::wide::saturate_u64;

/// Returns the number of blocks from `block` to the next payout of a subnet:
/// `tempo − (block + netuid + 1) mod (tempo + 1)`. It is 0 if `block` is a payout itself.
///
/// A subnet pays out every `tempo + 1` blocks. Returns `None` for a tempo of 0, with which it never does.
pub fn blocks_until_payout(netuid: u16, tempo: u16, block: u64) -> Option<u64> {
    if tempo == 0 {
        return None;
    }
    let tempo = u128::from(tempo);
    let passed = (u128::from(block) + u128::from(netuid) + 1) % (tempo + 1);
    u64::try_from(tempo - passed).ok()
}

/// Returns the block of the first payout after `block`, or `None` if there is none.
pub fn next_payout(netuid: u16, tempo: u16, block: u64) -> Option<u64> {
    let after = block.checked_add(1)?;
    after.checked_add(blocks_until_payout(netuid, tempo, after)?)
}

/// Returns the number of the epoch that contains `block`: `⌊(block + netuid + 1) / (tempo + 1)⌋`. The last block of an
/// epoch is a payout.
///
/// With a tempo of 0 each block is an epoch. A number above 64 bits, which only the last block numbers reach, is
/// returned as `u64::MAX`.
pub fn epoch_index(netuid: u16, tempo: u16, block: u64) -> u64 {
    let passed = u128::from(block) + u128::from(netuid) + 1;
    saturate_u64(passed / (u128::from(tempo) + 1), u64::MAX)
}
