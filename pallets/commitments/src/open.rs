//! Opening of time-locked fields, in the order of their rounds.

use crate::{
    records::Records, set::number, CommitmentInfo, CommitmentOf, Config, Data, Event, Pallet, RevealFailure,
    TimelockedIndex, WeightInfo, RETRY_ROUNDS,
};
use alloc::vec::Vec;
use codec::DecodeAll;
use dtao_primitives::{NetUid, NotOpened};
use frame_support::{defensive, traits::Get, weights::Weight, BoundedVec};

/// The work of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Opened {
    /// The number of commitments that were due.
    pub commitments: u32,
    /// The number of fields that were opened, or tried.
    pub fields: u32,
}

impl Opened {
    /// Returns the weight of the work.
    pub fn weight<T: Config>(self) -> Weight {
        let openings = T::OpeningWeight::get().saturating_mul(self.fields.into());
        T::WeightInfo::open_commitments(self.commitments).saturating_add(openings)
    }
}

/// Opens fields whose rounds are at most the `last`, up to [`Config::MaxOpenedPerBlock`].
pub(crate) fn open_due<T: Config>(
    last: impl FnOnce() -> u64,
    open: impl Fn(u64, &[u8]) -> Result<Vec<u8>, NotOpened>,
) -> Opened {
    let mut opened = Opened::default();
    let mut waiting = TimelockedIndex::<T>::iter_keys().peekable();
    if waiting.peek().is_none() {
        return opened;
    }
    let last = last();
    let most = T::MaxOpenedPerBlock::get();
    let limit = usize::try_from(most).unwrap_or(usize::MAX);
    // Opening changes the index.
    let due: Vec<_> = waiting.take_while(|(round, ..)| u64::from_be_bytes(*round) <= last).take(limit).collect();
    for (_, netuid, hotkey) in due {
        if opened.fields >= most {
            break;
        }
        let fields = open_commitment::<T>(netuid, &hotkey, last, &open);
        opened.fields = opened.fields.saturating_add(fields);
        opened.commitments = opened.commitments.saturating_add(1);
    }
    opened
}

/// Opens the fields of one commitment whose rounds are at most the `last`. Returns their number.
fn open_commitment<T: Config>(
    netuid: NetUid,
    hotkey: &T::AccountId,
    last: u64,
    open: impl Fn(u64, &[u8]) -> Result<Vec<u8>, NotOpened>,
) -> u32 {
    let mut records = Records::<T>::load(netuid, hotkey);
    let payer = records.entry().map(|entry| entry.payer.clone());
    let Some((payer, commitment)) = payer.zip(CommitmentOf::<T>::get(netuid, hotkey)) else {
        defensive!("a commitment waits that does not exist", netuid);
        return 0;
    };
    let now = number::<T>(frame_system::Pallet::<T>::block_number());
    let mut tried: u32 = 0;
    let mut events = Vec::new();
    let fields = commitment.info.fields.into_iter().filter_map(|field| {
        let Data::TimelockEncrypted { encrypted, reveal_round } = field else {
            return Some(field);
        };
        if reveal_round > last {
            return Some(Data::TimelockEncrypted { encrypted, reveal_round });
        }
        tried = tried.saturating_add(1);
        let who = hotkey.clone();
        match open_field(reveal_round, &encrypted, &open) {
            Ok(bytes) => {
                records.add_revealed(bytes, now);
                events.push(Event::CommitmentRevealed { netuid, who });
                None
            }
            Err(Some(error)) => {
                events.push(Event::CommitmentRevealFailed { netuid, who, reveal_round, error });
                Some(Data::TimelockRevealFailed { encrypted, reveal_round })
            }
            Err(None) => Some(Data::TimelockEncrypted { encrypted, reveal_round }),
        }
    });
    let info = CommitmentInfo { fields: BoundedVec::truncate_from(fields.collect()) };
    let due = next_round(&info, last);
    if records.store(&payer, commitment.block, info, due).is_err() {
        defensive!("an opened commitment needs a greater deposit", netuid);
    }
    events.into_iter().for_each(Pallet::<T>::deposit_event);
    tried
}

/// Returns the round from which on a commitment can be opened again. A field that could have been opened already lacks its pulse:
/// it is tried again after [`RETRY_ROUNDS`], so that it does not hold up others.
fn next_round(info: &CommitmentInfo, last: u64) -> Option<u64> {
    let again = last.checked_add(RETRY_ROUNDS).map_or(u64::MAX, |round| round);
    let rounds = info.fields.iter().filter_map(Data::round);
    rounds.map(|round| if round > last { round } else { again }).min()
}

/// Opens a field. Fails with the reason if it can never be opened, and with `None` if its pulse may still come.
fn open_field(
    round: u64,
    encrypted: &[u8],
    open: impl Fn(u64, &[u8]) -> Result<Vec<u8>, NotOpened>,
) -> Result<Vec<u8>, Option<RevealFailure>> {
    let unwrapped = without_envelope(round, encrypted);
    let bytes = open(round, unwrapped.as_deref().unwrap_or(encrypted)).map_err(|reason| match reason {
        NotOpened::TooEarly => None,
        NotOpened::Pruned => Some(RevealFailure::PulseExpired),
        NotOpened::Malformed => Some(RevealFailure::Decrypt),
    })?;
    if bytes.is_empty() {
        return Err(Some(RevealFailure::EmptyPlaintext));
    }
    // The deposit is for as many bytes as were encrypted.
    if bytes.len() > encrypted.len() {
        return Err(Some(RevealFailure::Decrypt));
    }
    Ok(bytes)
}

/// Returns the content of the envelope in which clients pass what is time-locked on: the bytes, then the round.
fn without_envelope(round: u64, encrypted: &[u8]) -> Option<Vec<u8>> {
    let (bytes, of) = <(Vec<u8>, u64)>::decode_all(&mut &encrypted[..]).ok()?;
    (of == round).then_some(bytes)
}
