//! Commitments with a time lock at subnet 1.

use super::weighing::settle;
pub use crate::validator_weights::timelocked::Sealed;
use crate::{
    mock::*,
    validator_weights::{openings::SealedWeights, timelocked::TimelockedCommit},
    Call, CommitRevealWeightsEnabled, TimelockedWeightCommits, WeightsSetRateLimit,
};
use codec::Encode;
use frame_support::assert_ok;
use sp_runtime::{AccountId32, DispatchResult};

/// The round of the beacon.
pub const ROUND: u64 = 5_000;

/// Weights.
pub const ROW: [(u16, u16); 2] = [(2, 1), (3, 2)];

/// Runs a test on a chain whose subnet 1 has a tempo of 10, where weights are committed to, without a limit of their rate. Bob, the
/// validator, has stake.
pub fn with_locks(test: impl FnOnce()) {
    Beacon::reset();
    let chain = ExtBuilder::default().with(ONE, |subnet| subnet.tempo = 10);
    chain.stake(BOB, BOB_HOT, ONE, 100 * UNIT).build_and_execute(|| {
        settle(ONE);
        CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
        WeightsSetRateLimit::<Test>::insert(ONE, 0);
        let _ = events();
        test();
    });
}

/// Returns what a client encrypts.
pub fn content(hotkey: &AccountId32, row: &[(u16, u16)], version_key: u64) -> Vec<u8> {
    let (uids, values) = row.iter().copied().unzip();
    SealedWeights { hotkey: hotkey.encode(), uids, values, version_key }.encode()
}

/// Encrypts weights to a round.
pub fn sealed_to(round: u64, hotkey: &AccountId32, row: &[(u16, u16)]) -> Sealed {
    Beacon::seal(round, &content(hotkey, row, 0)).try_into().unwrap()
}

/// Encrypts weights to [`ROUND`].
pub fn sealed(hotkey: &AccountId32, row: &[(u16, u16)]) -> Sealed {
    sealed_to(ROUND, hotkey, row)
}

/// `commit_timelocked_weights` at subnet 1, signed by the hotkey.
pub fn lock(hotkey: AccountId32, commit: Sealed, reveal_round: u64) -> DispatchResult {
    let call = Call::commit_timelocked_weights { netuid: ONE, commit, reveal_round, commit_reveal_version: 4 };
    sign(hotkey, call)
}

/// Gives subnet 1 this many more neurons with stake and a permit, and lets each commit. Returns them.
pub fn many_lock(count: u8, round: u64) -> Vec<AccountId32> {
    let hotkeys: Vec<_> = (0..count).map(|number| AccountId32::new([210_u8.wrapping_add(number); 32])).collect();
    for hotkey in &hotkeys {
        let uid = super::weighing::enlist(ONE, hotkey);
        super::weighing::permit(ONE, uid, true);
        assert_ok!(lock(hotkey.clone(), sealed_to(round, hotkey, &ROW), round));
    }
    hotkeys
}

/// Returns the commitments of an epoch.
pub fn waiting(epoch: u64) -> Vec<TimelockedCommit<AccountId32>> {
    TimelockedWeightCommits::<Test>::get(ONE, epoch).into_inner()
}
