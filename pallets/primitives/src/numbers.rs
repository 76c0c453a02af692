//! Integers of different meaning, as distinct types.
//!
//! Each is a newtype of one unnamed field, so that it is encoded as the bare integer that clients expect.

use codec::{CompactAs, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The number of a subnet. Root, where TAO itself is staked, is number 0.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Encode,
    Decode,
    DecodeWithMemTracking,
    CompactAs,
    MaxEncodedLen,
    TypeInfo,
)]
#[serde(transparent)]
pub struct NetUid(u16);

impl NetUid {
    /// The root subnet: its stake is TAO, one to one, and it has no pool to trade with.
    pub const ROOT: Self = Self(0);

    /// Returns the subnet of this number.
    pub const fn new(number: u16) -> Self {
        Self(number)
    }

    /// Returns `true` for the root subnet.
    pub const fn is_root(self) -> bool {
        self.0 == 0
    }

    /// Returns the bare number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl From<u16> for NetUid {
    fn from(number: u16) -> Self {
        Self(number)
    }
}

impl fmt::Display for NetUid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

macro_rules! balance {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[derive(Encode, Decode, DecodeWithMemTracking, CompactAs, MaxEncodedLen, TypeInfo)]
        #[serde(transparent)]
        pub struct $name(u64);

        impl $name {
            /// Zero rao.
            pub const ZERO: Self = Self(0);

            /// Creates an amount of `rao`.
            pub const fn new(rao: u64) -> Self {
                Self(rao)
            }

            /// Returns the number of rao.
            pub const fn rao(self) -> u64 {
                self.0
            }

            /// Returns `true` for zero rao.
            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// Returns the sum, or `None` beyond 64 bits.
            pub fn checked_add(self, other: Self) -> Option<Self> {
                self.0.checked_add(other.0).map(Self)
            }

            /// Returns the difference, or `None` if `other` is larger.
            pub fn checked_sub(self, other: Self) -> Option<Self> {
                self.0.checked_sub(other.0).map(Self)
            }
        }

        impl From<u64> for $name {
            fn from(rao: u64) -> Self {
                Self(rao)
            }
        }

        impl From<$name> for u64 {
            fn from(balance: $name) -> Self {
                balance.0
            }
        }
    };
}

balance! {
    /// An amount of TAO in rao, 10⁻⁹ TAO.
    TaoBalance
}
balance! {
    /// An amount of one subnet's alpha in rao, 10⁻⁹ alpha.
    AlphaBalance
}
