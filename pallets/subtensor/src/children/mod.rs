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

mod families;
mod set;

/// The most hotkeys whose children begin to count at one epoch; the others wait for the next.
pub const MAX_APPLIED: usize = 32;

/// Blocks that must lie between two choices of children by one hotkey at a subnet.
pub const SET_CHILDREN_INTERVAL: u64 = 150;
