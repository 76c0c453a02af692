//! # The block step
//!
//! Every block mints TAO and shares it among the subnets; every subnet mints alpha beside it.
//!
//! ## Lifecycle of a block
//! **Trigger**: `on_initialize`, before any transaction of the block.
//!
//! 1. *Read.* Each pool once, by page, into [`Books`](dtao_primitives::Books): root, and all other subnets.
//! 2. *Share.* `E`, the block's TAO, falls with issuance by halvings. A subnet that receives gets `⌊E · wᵢ / Σw⌋`, w its weight
//!    under the [`policy`] in force, which weighs all subnets but root: by default its moving price p̄.
//!    **Skipped** for root, and for a subnet that has not started or takes no registrations: its pool stays.
//!    If all weights are 0 no TAO is minted; alpha still is.
//! 3. *Terms.* For all subnets, before anything changes: `alpha_out`, by the subnet's own halvings, and `alpha_in =
//!    min(tao_in / price, alpha_out)`. If alpha is capped so, all of `tao_in` is injected nevertheless: the price rises. Under
//!    another [`InjectionRule`] only the TAO that the alpha balances is; the rest buys alpha, or is not minted.
//! 4. *Apply*, subnet by subnet ([`step`]):
//!    - inject `tao_in` and `alpha_in` into the pool, and buy alpha for nobody with the rest;
//!    - mint `alpha_out`: the owner's cut, half of the rest for miners, half for validators;
//!    - root's share of the validators' half is `w / (w + A + O)`, `w = 0.18 · root TAO`; it is sold into the pool
//!      without a fee, and the TAO is pending for root. A pool too shallow for the sale leaves it with the validators. If root
//!      keeps its alpha instead ([`RootDividendRule`]) the alpha is pending;
//!    - move the averages of the price and of the flows of TAO.
//! 5. *Pay*, if a subnet's tempo is over, at most [`MaxEpochsPerBlock`](crate::MaxEpochsPerBlock) subnets in a block: the
//!    owner's cut becomes the owner's stake; consensus runs ([`crate::consensus`]), and its outcome divides the
//!    pending amounts (`distribution.rs`); the average part that is withheld of the miners' alpha moves. **Skipped** if there are no
//!    neurons.
//! 6. *Write.* Each pool once; mint the TAO of all pools once, into the custody account; copy the amounts of one subnet for clients
//!    ([`Mirrors`](crate::registry::mirrors)).
//!
//! **Before** the step, prices of neurons above their minimum decay; **after** it, holders of dissolved subnets are paid.
//!
//! ## A worked block
//! ```text
//! subnet  T      A       O       p̄     share of E = 1 TAO   alpha_in            price
//! 1       10 000 200 000 300 000 0.04  0.8                  0.8 / 0.05 = 16 → 1  rises: 1 is all that may be minted
//! 2       10 000  10 000       0 0.01  0.2                  0.2 / 1 = 0.2        stays
//! ```
//! Both mint one alpha outside of the pool: 0.18 to the owner, 0.41 to miners, 0.41 to validators, less root's share.

mod distribution;
pub mod injection;
mod payout;
pub mod policies;
pub mod policy;
pub mod root;
pub mod step;

pub(crate) use distribution::move_dividends;
pub use distribution::{Dividend, MAX_PAYOUT_DEBTS};
pub use injection::InjectionRule;
pub(crate) use payout::PayoutWeight;
pub use payout::{most_of_payout, weight_of_links, MAX_LINKS};

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Rules for root's share of a subnet's alpha.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[scale_info(replace_segment("emission", "root"))]
pub enum RootDividendRule {
    /// Sold into the pool in every block, and the TAO paid at the subnet's tempo (launch rule).
    #[default]
    Sold,
    /// Kept as alpha, and claimable as TAO or as alpha from the subnet's tempo on (later rule).
    Claimable,
}
