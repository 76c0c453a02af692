//! Child hotkeys: the calls by which a hotkey assigns parts of its stake weight to others.
//!
//! A parent chooses children, each with a proportion of its stake weight. The assignment is pending for
//! [`PendingChildKeyCooldown`] blocks and until the subnet's next epoch. From the following epoch on, the proportions count in
//! the children's stake weight instead of the parent's, and the parent shares in the children's earnings, less their take: see
//! [`dtao_math::childkeys`]. Only a hotkey's own stake is assigned, never what it has from parents, so assignments may be
//! circular.
//!
//! A parent needs own stake of weight, when it chooses and when the children become active: [`MIN_PARENT_STAKE`] or
//! [`StakeThreshold`], whatever it has lent or inherited. All places are bounded, and where they are taken the smallest stake
//! gives way: places to wait, places for parents at a subnet, and places for parents at a child. Giving up never waits: a parent
//! revokes its children, and a child's owner drops parents, at once.
//!
//! The records are those of [`crate::registry::families`].
//!
//! [`MIN_PARENT_STAKE`]: crate::registry::stake_weight::MIN_PARENT_STAKE
//! [`StakeThreshold`]: crate::StakeThreshold
//! [`PendingChildKeyCooldown`]: crate::PendingChildKeyCooldown

mod apply;
mod drop;
mod set;

pub(crate) use apply::apply_pending;

/// The maximum number of parents whose children become active at one epoch; the others wait for the next.
pub const MAX_APPLIED: usize = 32;

/// Blocks between two assignments by one hotkey at a subnet.
pub const SET_CHILDREN_INTERVAL: u64 = 150;
