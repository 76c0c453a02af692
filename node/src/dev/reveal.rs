//! `dev_revealWeights`: opens a commitment with a time lock whose round lies in the future.
//!
//! Nobody can open a ciphertext before its round. So the client names the weights, and the node replaces the ciphertext in the state
//! by one of its own: the same hotkey's commitment of the same block, with these weights, encrypted to the last round whose pulse the
//! chain has. If it has none, the block stores a true pulse of the past. The runtime then opens the ciphertext as any other, in the epoch
//! of its opening and with all of its checks. It cannot be checked that the weights are those that the client encrypted.

use super::order::{Change, ReadState};
use codec::{Decode, Encode};
use dtao_primitives::NetUid;
use dtao_runtime::{AccountId, Runtime, RuntimeCall, UncheckedExtrinsic};
use hex_literal::hex;
use pallet_drand::{seal, LastStoredRound, Signature};
use pallet_subtensor::{
    validator_weights::timelocked::{Line, Sealed, TimelockedCommits},
    TimelockedLine, TimelockedWeightCommits,
};
use schemars::JsonSchema;
use serde::Deserialize;
use sp_core::crypto::Ss58Codec;
use sp_io::hashing::blake2_256;
use sp_runtime::OpaqueExtrinsic;

/// A round of the past, and its signature.
const PAST_PULSE: (u64, Signature) =
    (1_000, hex!("b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"));

/// The parameters of `dev_revealWeights`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reveal {
    pub netuid: u16,
    /// The hotkey that has committed.
    #[schemars(with = "String")]
    pub hotkey: AccountId,
    pub uids: Vec<u16>,
    /// The weight of each UID.
    pub weights: Vec<u16>,
    /// The version of the validator's software, as in the commitment.
    #[serde(default)]
    pub version_key: u64,
    /// The epoch of the commitment. The oldest that waits if `None`.
    pub epoch: Option<u64>,
}

/// Returns the transaction that stores [`PAST_PULSE`].
pub fn past_pulse() -> OpaqueExtrinsic {
    let (round, signature) = PAST_PULSE;
    UncheckedExtrinsic::new_bare(RuntimeCall::Drand(pallet_drand::Call::write_pulse { round, signature })).into()
}

/// Returns the key of the last round whose pulse is stored.
pub fn last_round_key() -> [u8; 32] {
    LastStoredRound::<Runtime>::hashed_key()
}

impl Reveal {
    /// Returns the changes of a state in which a pulse is stored. `read` returns a value of that state.
    pub fn changes(&self, read: &ReadState) -> Result<Vec<Change>, String> {
        let netuid = NetUid::new(self.netuid);
        let line_key = TimelockedLine::<Runtime>::hashed_key().to_vec();
        let mut line: Line = decoded(read(&line_key)?)?.unwrap_or_default();
        let round = decoded(read(&last_round_key())?)?.unwrap_or(0_u64);
        let sealed = self.seal(round)?;
        let is_asked_for = |epoch| self.epoch.is_none_or(|asked| asked == epoch);
        for batch in line.iter_mut().filter(|batch| batch.netuid == netuid && is_asked_for(batch.epoch)) {
            let key = TimelockedWeightCommits::<Runtime>::hashed_key_for(netuid, batch.epoch);
            let mut commits: TimelockedCommits<AccountId> = decoded(read(&key)?)?.unwrap_or_default();
            let Some(commit) = commits.iter_mut().find(|(hotkey, ..)| *hotkey == self.hotkey) else { continue };
            (commit.2, commit.3) = (sealed, round);
            batch.next_round = batch.next_round.min(round);
            return Ok(vec![(key, Some(commits.encode())), (line_key, Some(line.encode()))]);
        }
        let hotkey = self.hotkey.to_ss58check();
        let epoch = self.epoch.map(|epoch| format!(" of epoch {epoch}")).unwrap_or_default();
        Err(format!("{hotkey} has no commitment with a time lock{epoch} at subnet {netuid} that is not opened yet"))
    }

    /// Encrypts the weights to a round, as clients do.
    fn seal(&self, round: u64) -> Result<Sealed, String> {
        if self.uids.len() != self.weights.len() {
            return Err(format!("there are {} uids and {} weights", self.uids.len(), self.weights.len()));
        }
        let content = (self.hotkey.encode(), &self.uids, &self.weights, self.version_key).encode();
        let sealed = seal(round, &content, &blake2_256(&content)).and_then(|bytes| Sealed::try_from(bytes).ok());
        sealed.ok_or_else(|| "these are too many weights for a commitment".to_string())
    }
}

fn decoded<T: Decode>(bytes: Option<Vec<u8>>) -> Result<Option<T>, String> {
    let wrong = |error| format!("a value of the state cannot be read: {error}");
    bytes.map(|bytes| T::decode(&mut &bytes[..]).map_err(wrong)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallet_subtensor::validator_weights::timelocked::{Batch, Stage};
    use serde_json::json;
    use std::collections::BTreeMap;

    const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

    fn account(address: &str) -> AccountId {
        AccountId::from_ss58check(address).unwrap()
    }

    fn reveal(hotkey: &str, epoch: Option<u64>) -> Reveal {
        let asked = json!({ "netuid": 1, "hotkey": hotkey, "uids": [0, 2], "weights": [5, 7], "epoch": epoch });
        serde_json::from_value(asked).unwrap()
    }

    /// A state with two epochs of subnet 1 in which Alice has committed, Bob in the second of them.
    fn state() -> BTreeMap<Vec<u8>, Vec<u8>> {
        let batch = |epoch| Batch {
            netuid: NetUid::new(1),
            epoch,
            reveal_epoch: epoch + 1,
            stage: Stage::Early,
            next_round: 9_000,
        };
        let line = Line::truncate_from(vec![batch(4), batch(5)]);
        let commit = |address| (account(address), 77_u64, Sealed::truncate_from(vec![1]), 9_000_u64);
        let key = |epoch| TimelockedWeightCommits::<Runtime>::hashed_key_for(NetUid::new(1), epoch);
        [
            (TimelockedLine::<Runtime>::hashed_key().to_vec(), line.encode()),
            (last_round_key().to_vec(), 1_000_u64.encode()),
            (key(4), vec![commit(ALICE)].encode()),
            (key(5), vec![commit(ALICE), commit(BOB)].encode()),
        ]
        .into()
    }

    fn changes(reveal: &Reveal) -> Result<Vec<Change>, String> {
        let state = state();
        reveal.changes(&|key| Ok(state.get(key).cloned()))
    }

    #[test]
    fn the_oldest_commitment_of_the_hotkey_is_replaced_and_its_block_stays() {
        for (hotkey, asked, epoch, place) in [(ALICE, None, 4_u64, 0_usize), (ALICE, Some(5), 5, 0), (BOB, None, 5, 1)]
        {
            let changes = changes(&reveal(hotkey, asked)).unwrap();
            assert_eq!(changes[0].0, TimelockedWeightCommits::<Runtime>::hashed_key_for(NetUid::new(1), epoch));
            let commits: TimelockedCommits<AccountId> = decoded(changes[0].1.clone()).unwrap().unwrap();
            let (of, block, sealed, round) = &commits[place];
            assert_eq!((of, *block, *round), (&account(hotkey), 77, 1_000));
            assert!(sealed.len() > 200);
            let line: Line = decoded(changes[1].1.clone()).unwrap().unwrap();
            let rounds: Vec<_> = line.iter().map(|batch| (batch.epoch, batch.next_round)).collect();
            assert_eq!(rounds, if epoch == 4 { [(4, 1_000), (5, 9_000)] } else { [(4, 9_000), (5, 1_000)] });
        }
    }

    #[test]
    fn what_does_not_wait_and_what_is_no_row_of_weights_is_refused() {
        assert!(changes(&reveal(BOB, Some(4))).unwrap_err().contains("of epoch 4"));
        let elsewhere = Reveal { netuid: 2, ..reveal(BOB, None) };
        assert!(changes(&elsewhere).unwrap_err().contains("at subnet 2"));
        let uneven = Reveal { uids: vec![1], ..reveal(ALICE, None) };
        assert!(changes(&uneven).unwrap_err().contains("1 uids and 2 weights"));
        let long = Reveal { uids: vec![1; 600], weights: vec![1; 600], ..reveal(ALICE, None) };
        assert!(changes(&long).unwrap_err().contains("too many"));
    }
}
