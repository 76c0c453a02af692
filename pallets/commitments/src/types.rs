//! The types that clients encode and decode. Their names, indices and encodings are the network's.

use alloc::vec;
use codec::{Decode, DecodeWithMemTracking, Encode, EncodeLike, Error, Input, MaxEncodedLen, Output};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::{
    build::{Fields, Variants},
    Path, Type, TypeInfo,
};

/// The maximum number of fields of a commitment.
pub const MAX_FIELDS: u32 = 3;

/// The maximum length of [`Data::Raw`], in bytes.
pub const MAX_RAW_BYTES: u32 = 128;

/// The maximum length of [`Data::BigRaw`], in bytes.
pub const MAX_BIG_RAW_BYTES: u32 = 512;

/// The maximum length of what is time-locked, in bytes.
pub const MAX_TIME_LOCKED_BYTES: u32 = 1024;

/// Bytes that are encrypted to a round of the beacon.
pub type TimeLocked = BoundedVec<u8, ConstU32<MAX_TIME_LOCKED_BYTES>>;

/// One field of a commitment.
///
/// [`Self::Raw`] of each length is a variant of its own for clients, from `Raw0` to `Raw128`, with an array.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Data {
    /// Nothing.
    #[default]
    None,
    /// At most [`MAX_RAW_BYTES`] bytes.
    Raw(BoundedVec<u8, ConstU32<MAX_RAW_BYTES>>),
    /// A hash by BLAKE2b with 256 bits.
    BlakeTwo256([u8; 32]),
    /// A hash by SHA2-256.
    Sha256([u8; 32]),
    /// A hash by Keccak-256.
    Keccak256([u8; 32]),
    /// A hash by SHA3-256.
    ShaThree256([u8; 32]),
    /// Bytes that are opened when the pulse of their round is stored.
    TimelockEncrypted {
        /// The bytes.
        encrypted: TimeLocked,
        /// The round of the beacon.
        reveal_round: u64,
    },
    /// Resets the bonds of the neuron. See [`crate::Pallet::set_commitment`].
    ResetBondsFlag,
    /// At most [`MAX_BIG_RAW_BYTES`] bytes.
    BigRaw(BoundedVec<u8, ConstU32<MAX_BIG_RAW_BYTES>>),
    /// A [`Self::TimelockEncrypted`] that cannot be opened. Only the chain writes it.
    TimelockRevealFailed {
        /// The bytes.
        encrypted: TimeLocked,
        /// The round of the beacon.
        reveal_round: u64,
    },
}

/// The indices of the variants after those of raw bytes, whose index is their length and one.
mod index {
    pub const LAST_RAW: u8 = 129;
    pub const BLAKE_TWO_256: u8 = 130;
    pub const SHA_256: u8 = 131;
    pub const KECCAK_256: u8 = 132;
    pub const SHA_THREE_256: u8 = 133;
    pub const TIMELOCK_ENCRYPTED: u8 = 134;
    pub const RESET_BONDS_FLAG: u8 = 135;
    pub const BIG_RAW: u8 = 136;
    pub const TIMELOCK_REVEAL_FAILED: u8 = 137;
}

impl Data {
    /// Returns the bytes that count against [`crate::MaxSpace`].
    pub(crate) fn space(&self) -> usize {
        match self {
            Self::None | Self::ResetBondsFlag => 0,
            Self::Raw(bytes) => bytes.len(),
            Self::BlakeTwo256(hash) | Self::Sha256(hash) | Self::Keccak256(hash) | Self::ShaThree256(hash) => {
                hash.len()
            }
            Self::TimelockEncrypted { encrypted, .. } | Self::TimelockRevealFailed { encrypted, .. } => encrypted.len(),
            Self::BigRaw(bytes) => bytes.len(),
        }
    }

    /// Returns the round to which this field is encrypted, if it waits for that.
    pub(crate) fn round(&self) -> Option<u64> {
        match self {
            Self::TimelockEncrypted { reveal_round, .. } => Some(*reveal_round),
            _ => None,
        }
    }
}

impl Encode for Data {
    fn encode_to<O: Output + ?Sized>(&self, output: &mut O) {
        match self {
            Self::None => output.push_byte(0),
            Self::Raw(bytes) => {
                let next = u8::try_from(bytes.len()).ok().and_then(|length| length.checked_add(1));
                output.push_byte(next.map_or(index::LAST_RAW, |index| index));
                output.write(bytes);
            }
            Self::BlakeTwo256(hash) => (index::BLAKE_TWO_256, hash).encode_to(output),
            Self::Sha256(hash) => (index::SHA_256, hash).encode_to(output),
            Self::Keccak256(hash) => (index::KECCAK_256, hash).encode_to(output),
            Self::ShaThree256(hash) => (index::SHA_THREE_256, hash).encode_to(output),
            Self::TimelockEncrypted { encrypted, reveal_round } => {
                (index::TIMELOCK_ENCRYPTED, encrypted, reveal_round).encode_to(output);
            }
            Self::ResetBondsFlag => output.push_byte(index::RESET_BONDS_FLAG),
            Self::BigRaw(bytes) => (index::BIG_RAW, bytes).encode_to(output),
            Self::TimelockRevealFailed { encrypted, reveal_round } => {
                (index::TIMELOCK_REVEAL_FAILED, encrypted, reveal_round).encode_to(output);
            }
        }
    }
}

impl EncodeLike for Data {}

impl Decode for Data {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        Ok(match input.read_byte()? {
            0 => Self::None,
            raw @ 1..=index::LAST_RAW => {
                let mut bytes = vec![0; usize::from(raw.abs_diff(1))];
                input.read(&mut bytes)?;
                Self::Raw(bytes.try_into().map_err(|_| "too many raw bytes")?)
            }
            index::BLAKE_TWO_256 => Self::BlakeTwo256(Decode::decode(input)?),
            index::SHA_256 => Self::Sha256(Decode::decode(input)?),
            index::KECCAK_256 => Self::Keccak256(Decode::decode(input)?),
            index::SHA_THREE_256 => Self::ShaThree256(Decode::decode(input)?),
            index::TIMELOCK_ENCRYPTED => {
                let (encrypted, reveal_round) = Decode::decode(input)?;
                Self::TimelockEncrypted { encrypted, reveal_round }
            }
            index::RESET_BONDS_FLAG => Self::ResetBondsFlag,
            index::BIG_RAW => Self::BigRaw(Decode::decode(input)?),
            index::TIMELOCK_REVEAL_FAILED => {
                let (encrypted, reveal_round) = Decode::decode(input)?;
                Self::TimelockRevealFailed { encrypted, reveal_round }
            }
            _ => return Err("unknown kind of data".into()),
        })
    }
}

impl DecodeWithMemTracking for Data {}

impl MaxEncodedLen for Data {
    fn max_encoded_len() -> usize {
        <(u8, TimeLocked, u64)>::max_encoded_len()
    }
}

/// Adds a variant for raw bytes of each of these lengths.
macro_rules! with_raw_variants {
    ($variants:expr; $($length:literal)*) => {
        $variants$(.variant(concat!("Raw", $length), |variant| {
            variant.index($length + 1).fields(Fields::unnamed().field(|field| field.ty::<[u8; $length]>()))
        }))*
    };
}

impl TypeInfo for Data {
    type Identity = Self;

    fn type_info() -> Type {
        let hash = || Fields::unnamed().field(|field| field.ty::<[u8; 32]>());
        let time_locked = || {
            Fields::named()
                .field(|field| field.name("encrypted").ty::<TimeLocked>())
                .field(|field| field.name("reveal_round").ty::<u64>())
        };
        let big = || Fields::unnamed().field(|field| field.ty::<BoundedVec<u8, ConstU32<MAX_BIG_RAW_BYTES>>>());
        let variants = Variants::new().variant("None", |variant| variant.index(0));
        let variants = with_raw_variants!(variants;
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
            32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63
            64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95
            96 97 98 99 100 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117 118 119 120
            121 122 123 124 125 126 127 128
        );
        let variants = variants
            .variant("BlakeTwo256", |variant| variant.index(index::BLAKE_TWO_256).fields(hash()))
            .variant("Sha256", |variant| variant.index(index::SHA_256).fields(hash()))
            .variant("Keccak256", |variant| variant.index(index::KECCAK_256).fields(hash()))
            .variant("ShaThree256", |variant| variant.index(index::SHA_THREE_256).fields(hash()))
            .variant("TimelockEncrypted", |variant| variant.index(index::TIMELOCK_ENCRYPTED).fields(time_locked()))
            .variant("ResetBondsFlag", |variant| variant.index(index::RESET_BONDS_FLAG))
            .variant("BigRaw", |variant| variant.index(index::BIG_RAW).fields(big()))
            .variant("TimelockRevealFailed", |variant| {
                variant.index(index::TIMELOCK_REVEAL_FAILED).fields(time_locked())
            });
        Type::builder().path(Path::new("Data", module_path!())).variant(variants)
    }
}

/// The content of a commitment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct CommitmentInfo {
    /// The fields.
    pub fields: BoundedVec<Data, ConstU32<MAX_FIELDS>>,
}

impl CommitmentInfo {
    /// Returns the earliest round for which a field waits.
    pub(crate) fn first_round(&self) -> Option<u64> {
        self.fields.iter().filter_map(Data::round).min()
    }

    /// Returns the number of fields that wait for a round.
    pub(crate) fn time_locked(&self) -> u64 {
        self.fields.iter().filter_map(Data::round).map(|_| 1).sum()
    }

    /// Returns `true` if the commitment asks for a reset of the neuron's bonds.
    pub(crate) fn resets_bonds(&self) -> bool {
        self.fields.contains(&Data::ResetBondsFlag)
    }
}

/// The commitment of a neuron.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Registration<BlockNumber> {
    /// The deposit that is held for all records of the neuron in this pallet, in rao.
    pub deposit: u64,
    /// The block in which the commitment was set.
    pub block: BlockNumber,
    /// The content.
    pub info: CommitmentInfo,
}

/// The space that a neuron has used in its subnet's current window.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct UsageTracker {
    /// The number of the window.
    pub last_epoch: u64,
    /// The bytes used in it.
    pub used_space: u64,
}

/// The record of a neuron that has committed since it was registered. Nothing else of the neuron is stored without it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Entry<AccountId> {
    /// The account whose TAO is held.
    pub payer: AccountId,
    /// The amount that is held, in rao.
    pub deposit: u64,
    /// The round from which on the commitment's next time-locked field is opened: its place in [`crate::TimelockedIndex`].
    pub due: Option<u64>,
}

/// The reason why a time-locked field cannot be opened, ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum RevealFailure {
    /// The bytes are not encrypted to the round.
    Decrypt,
    /// The bytes contain nothing.
    EmptyPlaintext,
    /// The pulse of the round is not stored any more.
    PulseExpired,
}

/// Opened content: the bytes, and the block of the opening.
pub type Revealed = (alloc::vec::Vec<u8>, u64);
