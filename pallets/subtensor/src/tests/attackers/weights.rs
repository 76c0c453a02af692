//! The calls about weights. What a validator has committed to is found again by the hash, so that it can be revealed in its
//! epoch. Commitments with a time lock open by themselves: the pulses come in most blocks, and the round is the block's number.

use super::{
    calls::any_hotkey,
    world::{netuid, NEURONS, SUBNETS},
    Caller,
};
use crate::{
    mock::*,
    tests::{
        locking::{sealed_to, Sealed},
        weighing::hash_at,
    },
    validator_weights::timelocked::TIMELOCKED_VERSION,
    Call, CommitRevealWeightsEnabled, NetworksAdded, Neurons, SubnetEpochIndex, ValidatorPermit, WeightCommit,
    WeightCommits,
};
use codec::Compact;
use dtao_primitives::NetUid;
use sp_runtime::AccountId32;

/// UIDs and their weights.
type Row = Vec<(u16, u16)>;

/// Returns a validator, mostly, and its subnet: mostly one where weights are committed to first, or one where they are not.
fn validator(dice: &mut Dice, commits: bool) -> (AccountId32, NetUid) {
    let fits = |netuid: &NetUid| {
        NetworksAdded::<Test>::get(netuid) && CommitRevealWeightsEnabled::<Test>::get(netuid) == commits
    };
    let subnets: Vec<_> = (1..SUBNETS).map(|number| NetUid::new(number as u16)).filter(fits).collect();
    if subnets.is_empty() || dice.below(12) == 0 {
        return (any_hotkey(dice), netuid(dice));
    }
    let netuid = dice.pick(&subnets);
    let hotkeys = Neurons::<Test>::hotkeys(netuid);
    let permits = ValidatorPermit::<Test>::get(netuid);
    let validators = hotkeys.iter().zip(permits).filter(|(_, permit)| *permit);
    let validators: Vec<_> = validators.map(|(hotkey, _)| hotkey.clone()).collect();
    match (hotkeys.is_empty(), validators.is_empty() || dice.below(6) == 0) {
        (true, _) => (any_hotkey(dice), netuid),
        (false, true) => (dice.pick(&hotkeys), netuid),
        (false, false) => (dice.pick(&validators), netuid),
    }
}

fn neurons(netuid: NetUid) -> u64 {
    u64::from(Neurons::<Test>::count(netuid)).max(1)
}

/// Returns weights for up to five of so many neurons.
fn scores(dice: &mut Dice, neurons: u64) -> Row {
    let first = dice.below(neurons);
    let row = (0..=dice.below(4)).map(|more| (((first + more) % neurons) as u16, 1 + dice.below(9) as u16));
    let mut row: Row = row.collect();
    row.sort_unstable();
    row.dedup_by_key(|(uid, _)| *uid);
    row
}

pub fn set_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, netuid) = validator(dice, false);
    let (dests, weights) = scores(dice, neurons(netuid)).into_iter().unzip();
    (Caller::Account(hotkey), Call::set_weights { netuid, dests, weights, version_key: 0 })
}

/// Returns the number of a mechanism, mostly of the only one.
fn mechanism(dice: &mut Dice) -> u8 {
    u8::from(dice.below(8) == 0)
}

pub fn set_mechanism_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, netuid) = validator(dice, false);
    let (dests, weights) = scores(dice, neurons(netuid)).into_iter().unzip();
    let call = Call::set_mechanism_weights { netuid, mecid: mechanism(dice), dests, weights, version_key: 0 };
    (Caller::Account(hotkey), call)
}

pub fn batch_set_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, first) = validator(dice, false);
    let netuids: Vec<_> = std::iter::once(first).chain((0..dice.below(3)).map(|_| netuid(dice))).collect();
    let mut weights = Vec::new();
    for netuid in &netuids {
        let row = scores(dice, neurons(*netuid)).into_iter();
        weights.push(row.map(|(to, weight)| (Compact(to), Compact(weight))).collect());
    }
    let version_keys = vec![Compact(0); netuids.len()];
    let netuids = netuids.into_iter().map(Compact).collect();
    (Caller::Account(hotkey), Call::batch_set_weights { netuids, weights, version_keys })
}

/// Returns what a hotkey commits to in a block at a subnet with so many neurons, with its salt.
fn secret(hotkey: &AccountId32, netuid: NetUid, block: u64, neurons: u64) -> (Row, u16) {
    let name: &[u8] = hotkey.as_ref();
    let seed = (block << 24) + (u64::from(netuid.get()) << 8) + u64::from(name[0]);
    (scores(&mut Dice::new(seed), neurons), block as u16)
}

fn commitment(hotkey: &AccountId32, netuid: NetUid) -> sp_core::H256 {
    let (row, salt) = secret(hotkey, netuid, System::block_number(), neurons(netuid));
    hash_at(hotkey, netuid, &row, salt)
}

pub fn commit_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, netuid) = validator(dice, true);
    let commit_hash = commitment(&hotkey, netuid);
    (Caller::Account(hotkey), Call::commit_weights { netuid, commit_hash })
}

pub fn commit_mechanism_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, netuid) = validator(dice, true);
    let commit_hash = commitment(&hotkey, netuid);
    (Caller::Account(hotkey), Call::commit_mechanism_weights { netuid, mecid: mechanism(dice), commit_hash })
}

pub fn batch_commit_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, first) = validator(dice, true);
    let netuids: Vec<_> = std::iter::once(first).chain((0..dice.below(3)).map(|_| netuid(dice))).collect();
    let commit_hashes = netuids.iter().map(|netuid| commitment(&hotkey, *netuid)).collect();
    let netuids = netuids.into_iter().map(Compact).collect();
    (Caller::Account(hotkey), Call::batch_commit_weights { netuids, commit_hashes })
}

/// Returns a ciphertext of a hotkey's weights, and its round, which mostly comes soon. Seldom it never comes, or the ciphertext has
/// no weights.
fn sealed(dice: &mut Dice, hotkey: &AccountId32, netuid: NetUid) -> (Sealed, u64) {
    let soon = System::block_number() + dice.below(16);
    let round = if dice.below(12) == 0 { u64::MAX } else { soon };
    let row = scores(dice, neurons(netuid));
    let garbage = Sealed::truncate_from(vec![7; 20]);
    (if dice.below(12) == 0 { garbage } else { sealed_to(round, hotkey, &row) }, round)
}

/// Returns the version of commitments with a time lock, or seldom the one before it.
fn version(dice: &mut Dice) -> u16 {
    TIMELOCKED_VERSION - u16::from(dice.below(12) == 0)
}

pub fn commit_timelocked_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, netuid) = validator(dice, true);
    let (commit, reveal_round) = sealed(dice, &hotkey, netuid);
    let commit_reveal_version = version(dice);
    let call = Call::commit_timelocked_weights { netuid, commit, reveal_round, commit_reveal_version };
    (Caller::Account(hotkey), call)
}

pub fn commit_timelocked_mechanism_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, netuid) = validator(dice, true);
    let (commit, reveal_round) = sealed(dice, &hotkey, netuid);
    let (mecid, commit_reveal_version) = (mechanism(dice), version(dice));
    let call = Call::commit_timelocked_mechanism_weights { netuid, mecid, commit, reveal_round, commit_reveal_version };
    (Caller::Account(hotkey), call)
}

/// Finds what a commitment is to; nothing if it was the commitment of a hotkey that was swapped since.
fn opened(hotkey: &AccountId32, netuid: NetUid, commit: &WeightCommit) -> Option<(Row, u16)> {
    (1..=2 * u64::from(NEURONS))
        .map(|neurons| secret(hotkey, netuid, commit.block, neurons))
        .find(|(row, salt)| hash_at(hotkey, netuid, row, *salt) == commit.hash)
}

/// Returns `true` if a commitment is revealed in the present epoch.
fn is_due(commit: &WeightCommit, netuid: NetUid) -> bool {
    commit.reveal_epoch == SubnetEpochIndex::<Test>::get(netuid)
}

/// Returns what is revealed, the weights with their salt, and by whom: mostly a commitment whose epoch it is, if there is one.
fn to_reveal(dice: &mut Dice) -> (AccountId32, NetUid, (Row, u16)) {
    let mut all = Vec::new();
    for (netuid, hotkey, commits) in WeightCommits::<Test>::iter() {
        all.extend(commits.into_iter().map(|commit| (hotkey.clone(), netuid, commit)));
    }
    let due: Vec<_> = all.iter().filter(|(_, netuid, commit)| is_due(commit, *netuid)).cloned().collect();
    let from = if due.is_empty() || dice.below(12) == 0 { all } else { due };
    let found = (!from.is_empty()).then(|| dice.pick(&from));
    let secret = found.as_ref().and_then(|(hotkey, netuid, commit)| opened(hotkey, *netuid, commit));
    let (hotkey, netuid) = match found {
        Some((hotkey, netuid, _)) => (hotkey, netuid),
        None => validator(dice, true),
    };
    (hotkey, netuid, secret.unwrap_or_else(|| (scores(dice, neurons(netuid)), 0)))
}

pub fn reveal_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, netuid, (row, salt)) = to_reveal(dice);
    let (uids, values) = row.into_iter().unzip();
    let call = Call::reveal_weights { netuid, uids, values, salt: vec![salt], version_key: 0 };
    (Caller::Account(hotkey), call)
}

pub fn reveal_mechanism_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, netuid, (row, salt)) = to_reveal(dice);
    let (uids, values) = row.into_iter().unzip();
    let mecid = mechanism(dice);
    let call = Call::reveal_mechanism_weights { netuid, mecid, uids, values, salt: vec![salt], version_key: 0 };
    (Caller::Account(hotkey), call)
}

/// Up to three commitments of one hotkey whose epoch it is, the oldest first.
pub fn batch_reveal_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, netuid, first) = to_reveal(dice);
    let commits = WeightCommits::<Test>::get(netuid, &hotkey).unwrap_or_default();
    let due = commits.iter().filter(|commit| is_due(commit, netuid)).take(3);
    let mut secrets: Vec<_> = due.filter_map(|commit| opened(&hotkey, netuid, commit)).collect();
    if secrets.is_empty() {
        secrets.push(first);
    }
    let (mut uids_list, mut values_list, mut salts_list) = (Vec::new(), Vec::new(), Vec::new());
    for (row, salt) in secrets {
        let (uids, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
        uids_list.push(uids);
        values_list.push(values);
        salts_list.push(vec![salt]);
    }
    let version_keys = vec![0; salts_list.len()];
    let call = Call::batch_reveal_weights { netuid, uids_list, values_list, salts_list, version_keys };
    (Caller::Account(hotkey), call)
}
