//! All the hot state of one subnet in one value.

use crate::{AlphaBalance, TaoBalance};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_math::{
    emission::{AlphaSplit, Injection},
    flow, limit,
    moving_price::{self, MovingPrice},
    pool::{PoolTrade as Quote, Reserves},
    MathError,
};
use scale_info::TypeInfo;
use substrate_fixed::types::{I64F64, I96F32};

/// Alpha that was minted and waits for the next payout, and the proceeds of root's part.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pending {
    /// For the miners.
    pub server: AlphaBalance,
    /// For the validators and those who nominate them with alpha.
    pub validator: AlphaBalance,
    /// For the subnet's owner.
    pub owner: AlphaBalance,
    /// TAO that root's part of the validators' alpha was sold for; it lies in the account of root's dividends.
    pub root_tao: TaoBalance,
    /// Root's part of the alpha that was sold for it, in all, since the last payout. Not alpha that is owed.
    pub root_alpha_sold: AlphaBalance,
    /// Root's part of the alpha where it is kept instead of sold, until the payout tells whose it is.
    pub root_alpha: AlphaBalance,
}

impl Pending {
    /// The alpha that waits here, of all receivers: `server + validator + owner + root_alpha`.
    pub fn alpha(&self) -> Option<AlphaBalance> {
        self.server.checked_add(self.validator)?.checked_add(self.owner)?.checked_add(self.root_alpha)
    }
}

/// What the last block gave to a subnet.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Emission {
    /// TAO minted into the pool.
    pub tao_in: TaoBalance,
    /// Alpha minted into the pool.
    pub alpha_in: AlphaBalance,
    /// Alpha minted for the owner, the miners, the validators and root.
    pub alpha_out: AlphaBalance,
}

/// How far a trade may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// The whole amount at whatever price comes.
    Unbounded,
    /// The price after the trade stays on this side of `price` (rao of TAO per whole alpha).
    Limit {
        /// The price that must not be passed.
        price: u64,
        /// Whether to trade what fits where the whole amount does not.
        partial: bool,
    },
}

/// One subnet's pool, what it minted and owes, and what the block step needs to know of the subnet.
///
/// It is one value because a block reads and writes the state of every subnet: read once, written once. Root is the
/// pool without alpha reserve, where TAO and stake are one to one.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pool {
    /// TAO in the pool: what the subnet's account holds above its existential deposit.
    pub tao: TaoBalance,
    /// Alpha in the pool.
    pub alpha_in: AlphaBalance,
    /// Alpha outside of the pool: staked, pending, claimable or unowned.
    pub alpha_out: AlphaBalance,
    /// The part of `alpha_out` that nobody holds: burned but not recycled.
    pub unowned: AlphaBalance,
    /// The part of `alpha_out` that root's stakers have earned and not yet claimed.
    pub claimable: AlphaBalance,
    /// The moving average of the price, with 96 fraction bits.
    pub moving_price: MovingPrice,
    /// TAO that changed hands in trades since the beginning, in rao.
    pub volume: u128,
    /// The fee of a trade in parts of 65 535 of its input.
    pub fee_rate: u16,
    /// The first block that pays emission, once the owner has started the subnet.
    pub first_emission_block: Option<u64>,
    /// Whether the subnet takes registrations; one that does not gets no emission.
    pub registration_allowed: bool,
    /// Blocks after which the moving price follows with half of its full speed.
    pub ema_halving_blocks: u64,
    /// TAO that traders brought since the last block step, less what they took, in rao.
    pub flow: i64,
    /// The average of that over time, in rao a block.
    pub flow_average: I64F64,
    /// The block of the last payout; 0 before the first.
    pub last_payout: u64,
    /// The block of the next payout.
    pub next_payout: u64,
    /// What waits for the next payout.
    pub pending: Pending,
    /// What the last block gave.
    pub emission: Emission,
}

impl Pool {
    /// The two reserves.
    pub fn reserves(&self) -> Reserves {
        Reserves::new(self.tao.rao(), self.alpha_in.rao())
    }

    /// Alpha that exists: in the pool and outside, A + O. At most 21·10¹⁵.
    pub fn alpha_issuance(&self) -> Result<u64, MathError> {
        self.alpha_in.rao().checked_add(self.alpha_out.rao()).ok_or(MathError::Overflow)
    }

    /// Whether the subnet has a share in the emission of `block`: started, and open for registration.
    pub fn receives_emission(&self, block: u64) -> bool {
        self.registration_allowed && self.first_emission_block.is_some_and(|first| first <= block)
    }

    /// The most TAO, up to `cap`, that can be paid before the price passes `limit`.
    pub fn max_buy(&self, limit: u64, cap: u64) -> u64 {
        limit::max_buy(self.reserves(), limit, self.fee_rate, cap)
    }

    /// The most alpha, up to `cap`, that can be sold before the price falls under `limit`.
    pub fn max_sell(&self, limit: u64, cap: u64) -> u64 {
        limit::max_sell(self.reserves(), limit, self.fee_rate, cap)
    }

    /// Carries out a quoted purchase: the alpha bought is outside of the pool now.
    pub fn apply_buy(&mut self, quote: &Quote) -> Result<(), MathError> {
        let alpha_out = self.alpha_out.checked_add(quote.out.into()).ok_or(MathError::Overflow)?;
        self.apply(quote, alpha_out, quote.paid)
    }

    /// Carries out a quoted sale: the alpha sold is in the pool now.
    pub fn apply_sell(&mut self, quote: &Quote) -> Result<(), MathError> {
        let alpha_out = self.alpha_out.checked_sub(quote.paid.into()).ok_or(MathError::Overflow)?;
        self.apply(quote, alpha_out, quote.out)
    }

    fn apply(&mut self, quote: &Quote, alpha_out: AlphaBalance, tao: u64) -> Result<(), MathError> {
        self.volume = self.volume.checked_add(tao.into()).ok_or(MathError::Overflow)?;
        self.alpha_out = alpha_out;
        self.tao = quote.after.tao.into();
        self.alpha_in = quote.after.alpha.into();
        Ok(())
    }

    /// Adds what a block mints into the reserves. Where alpha is not capped the price stays.
    pub fn inject(&mut self, injection: &Injection) -> Result<(), MathError> {
        let tao = self.tao.checked_add(injection.tao.into()).ok_or(MathError::Overflow)?;
        let alpha = self.alpha_in.checked_add(injection.alpha.into()).ok_or(MathError::Overflow)?;
        self.tao = tao;
        self.alpha_in = alpha;
        Ok(())
    }

    /// Adds newly minted alpha to what is pending for each receiver. Root's part is not booked here: it is sold first.
    pub fn accrue(&mut self, split: &AlphaSplit) -> Result<(), MathError> {
        let add = |to: AlphaBalance, part: u64| to.checked_add(part.into()).ok_or(MathError::Overflow);
        let owner = add(self.pending.owner, split.owner)?;
        let server = add(self.pending.server, split.server)?;
        let validator = add(self.pending.validator, split.validator)?;
        self.pending = Pending { owner, server, validator, ..self.pending };
        Ok(())
    }

    /// Alpha outside of the pool that is not staked: pending, claimable and unowned.
    pub fn not_staked(&self) -> Option<AlphaBalance> {
        self.pending.alpha()?.checked_add(self.unowned)?.checked_add(self.claimable)
    }

    /// Moves the average towards the price that the pool has now.
    ///
    /// `moving_alpha` is the full speed per block; at `block` a subnet of age `b` (1 in its first emission block) moves
    /// with `moving_alpha · b / (b + H)`, H = `ema_halving_blocks`. A subnet that was not started stays.
    pub fn follow_price(&mut self, moving_alpha: I96F32, block: u64) {
        let age = self
            .first_emission_block
            .and_then(|first| block.checked_sub(first))
            .and_then(|blocks| blocks.checked_add(1));
        if let Some(age) = age {
            let price = moving_price::capped_price(self.reserves());
            self.moving_price =
                moving_price::next(self.moving_price, price, moving_alpha, age, self.ema_halving_blocks);
        }
    }

    /// Books what a trader brought (positive) or took (negative), for the average of flows. The chain's own trades are
    /// not booked.
    pub fn note_flow(&mut self, tao: i64) -> Result<(), MathError> {
        self.flow = self.flow.checked_add(tao).ok_or(MathError::Overflow)?;
        Ok(())
    }

    /// Moves the average of flows by one block.
    pub fn follow_flow(&mut self) {
        self.flow_average = flow::next_average(self.flow_average, self.flow);
        self.flow = 0;
    }
}
