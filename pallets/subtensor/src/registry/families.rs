//! How children and parents are kept.

use frame_support::{pallet_prelude::ConstU32, BoundedVec};

/// The most children of a hotkey at a subnet.
pub const MAX_CHILDREN: u32 = 5;

/// The most parents of a hotkey at a subnet.
pub const MAX_PARENTS: u32 = 64;

/// The most hotkeys whose children wait at a subnet.
pub const MAX_PENDING: u32 = 256;

/// Children or parents: (part of the parent's stake weight in parts of 2⁶⁴ − 1, hotkey).
pub type Family<T, const N: u32> = BoundedVec<(u64, <T as frame_system::Config>::AccountId), ConstU32<N>>;

/// The children of a hotkey.
pub(crate) type Children<T> = Family<T, MAX_CHILDREN>;

/// Whose children wait, with the block after which they count.
pub(crate) type Queue<T> = BoundedVec<(u64, <T as frame_system::Config>::AccountId), ConstU32<MAX_PENDING>>;
