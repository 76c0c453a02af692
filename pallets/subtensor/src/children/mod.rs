//! Child hotkeys: who works for whom. [`ChildKeys`], [`ParentKeys`], [`PendingChildKeys`], [`PendingChildQueue`],
//! [`ChildLinks`], [`ChildkeyTake`] and what limits their changes are written here alone.
//!
//! A parent chooses children, each with a part of its stake weight; the choice waits for [`PendingChildKeyCooldown`] blocks,
//! and then for the subnet's next epoch. From the one after that on, the parts count in the children's stake weight and no
//! longer in the parent's, and the parent shares in what the children earn, less their take: see
//! [`dtao_math::childkeys`]. Only a hotkey's own stake is lent, never what it has from parents: families may be circles.
//!
//! [`ChildKeys`]: crate::ChildKeys
//! [`ParentKeys`]: crate::ParentKeys
//! [`PendingChildKeys`]: crate::PendingChildKeys
//! [`PendingChildQueue`]: crate::PendingChildQueue
//! [`ChildLinks`]: crate::ChildLinks
//! [`ChildkeyTake`]: crate::ChildkeyTake
//! [`PendingChildKeyCooldown`]: crate::PendingChildKeyCooldown

mod check;
mod families;
mod heirs;
mod set;

use frame_support::{pallet_prelude::ConstU32, BoundedVec};

/// The most children of a hotkey at a subnet.
pub const MAX_CHILDREN: u32 = 5;

/// The most parents of a hotkey at a subnet.
pub const MAX_PARENTS: u32 = 64;

/// The most hotkeys whose children wait at a subnet.
pub const MAX_PENDING: u32 = 256;

/// The most hotkeys whose children begin to count at one epoch; the others wait for the next.
pub const MAX_APPLIED: usize = 32;

/// Blocks that must lie between two choices of children by one hotkey at a subnet.
pub const SET_CHILDREN_INTERVAL: u64 = 150;

/// Children or parents: (part of the parent's stake weight in parts of 2⁶⁴ − 1, hotkey).
pub type Family<T, const N: u32> = BoundedVec<(u64, <T as frame_system::Config>::AccountId), ConstU32<N>>;

/// The children of a hotkey.
pub(crate) type Children<T> = Family<T, MAX_CHILDREN>;

/// Whose children wait, with the block after which they count.
pub(crate) type Queue<T> = BoundedVec<(u64, <T as frame_system::Config>::AccountId), ConstU32<MAX_PENDING>>;
