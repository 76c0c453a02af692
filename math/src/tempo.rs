//! When a subnet pays out: every tempo, staggered so that not all subnets do in the same block (launch rule).

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
