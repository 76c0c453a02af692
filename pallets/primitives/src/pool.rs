//! The state of one subnet that changes in every block, in one value.

use crate::{AlphaBalance, TaoBalance};
use codec::{Decode, DecodeWithMemTracking, Encode, EncodeLike, Error, Input, MaxEncodedLen, Output};
use dtao_math::{
    emission::{AlphaSplit, Injection},
    flow,
    moving_price::{self, MovingPrice},
    pool::{PoolTrade, Reserves},
    withheld::{self, WithheldPart},
    MathError,
};
use scale_info::{build::Fields, Path, Type, TypeInfo};
use substrate_fixed::types::{I64F64, I96F32};

/// Alpha that was minted and waits for the next payout, and the proceeds of root's share. All in rao.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Pending {
    /// For the miners.
    pub server: AlphaBalance,
    /// For the validators and their nominators with alpha.
    pub validator: AlphaBalance,
    /// For the subnet's owner.
    pub owner: AlphaBalance,
    /// Proceeds of root's share of the validators' alpha.
    pub root_tao: TaoBalance,
    /// Root's share of the alpha that was sold for it since the last payout. Nobody is owed this alpha.
    pub root_alpha_sold: AlphaBalance,
    /// Root's share of alpha under `RootDividendRule::Claimable`, until the next payout assigns it.
    pub root_alpha: AlphaBalance,
}

// A block decodes the pools of all subnets, so amounts that stand side by side are read at once: a read for each field took a
// sixth of the step.
impl Decode for Pending {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let [server, validator, owner, root_tao, root_alpha_sold, root_alpha] = <[u64; 6]>::decode(input)?;
        Ok(Self {
            server: server.into(),
            validator: validator.into(),
            owner: owner.into(),
            root_tao: root_tao.into(),
            root_alpha_sold: root_alpha_sold.into(),
            root_alpha: root_alpha.into(),
        })
    }
}

impl Pending {
    /// Returns the pending alpha of all receivers in rao, `server + validator + owner + root_alpha`, or `None` beyond 64 bits.
    pub fn alpha(&self) -> Option<AlphaBalance> {
        self.server.checked_add(self.validator)?.checked_add(self.owner)?.checked_add(self.root_alpha)
    }
}

/// Amounts that the last block gave to a subnet, in rao.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Emission {
    /// TAO minted into the pool.
    pub tao_in: TaoBalance,
    /// Alpha minted into the pool.
    pub alpha_in: AlphaBalance,
    /// Alpha minted for the owner, the miners, the validators and root.
    pub alpha_out: AlphaBalance,
    /// TAO minted and spent on alpha from the pool, which belongs to nobody.
    pub excess_tao: TaoBalance,
}

impl Decode for Emission {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let [tao_in, alpha_in, alpha_out, excess_tao] = <[u64; 4]>::decode(input)?;
        Ok(Self {
            tao_in: tao_in.into(),
            alpha_in: alpha_in.into(),
            alpha_out: alpha_out.into(),
            excess_tao: excess_tao.into(),
        })
    }
}

impl Emission {
    /// Returns all TAO that the block minted for the subnet, `tao_in + excess_tao`, in rao, or `None` beyond 64 bits.
    pub fn tao(&self) -> Option<TaoBalance> {
        self.tao_in.checked_add(self.excess_tao)
    }
}

/// Settings of a subnet that a block reads, in one byte. All are off by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, DecodeWithMemTracking)]
pub struct Switches {
    /// `true` if the subnet takes registrations. One that does not gets no emission.
    pub registration_allowed: bool,
    /// `true` if the subnet has no share in the TAO of a block. Its alpha is minted all the same.
    pub no_tao: bool,
    /// `true` if the owner gets no cut of the alpha.
    pub no_owner_cut: bool,
}

impl Switches {
    fn bits(self) -> u8 {
        u8::from(self.registration_allowed) | u8::from(self.no_tao) << 1 | u8::from(self.no_owner_cut) << 2
    }
}

impl Encode for Switches {
    fn size_hint(&self) -> usize {
        1
    }

    fn encode_to<O: Output + ?Sized>(&self, output: &mut O) {
        output.push_byte(self.bits());
    }
}

impl EncodeLike for Switches {}

impl Decode for Switches {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let bits = input.read_byte()?;
        if bits >> 3 != 0 {
            return Err("unknown switches of a subnet".into());
        }
        Ok(Self { registration_allowed: bits & 1 != 0, no_tao: bits & 2 != 0, no_owner_cut: bits & 4 != 0 })
    }
}

impl MaxEncodedLen for Switches {
    fn max_encoded_len() -> usize {
        1
    }
}

impl TypeInfo for Switches {
    type Identity = Self;

    fn type_info() -> Type {
        Type::builder()
            .path(Path::new("Switches", module_path!()))
            .composite(Fields::unnamed().field(|field| field.ty::<u8>().type_name("u8")))
    }
}

/// Limits of a trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// The whole amount at any price.
    Unbounded,
    /// The price after the trade must not pass `price`.
    Limit {
        /// The limit in rao of TAO per whole alpha.
        price: u64,
        /// If the whole amount does not fit: `true` trades the part that fits, `false` fails.
        partial: bool,
    },
}

/// One subnet's pool, its minted and pending amounts, and the settings that the block step needs.
///
/// It is one value because a block reads and writes the state of every subnet: read once, written once. Root is the
/// pool without alpha reserve, where TAO and stake are one to one. With T = `tao`, A = `alpha_in`, O = `alpha_out` the price
/// is `T / A` and alpha issuance `A + O`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Pool {
    /// TAO in the pool, in rao.
    pub tao: TaoBalance,
    /// Alpha in the pool, in rao.
    pub alpha_in: AlphaBalance,
    /// Alpha outside of the pool, in rao: staked, pending, claimable or unowned.
    pub alpha_out: AlphaBalance,
    /// The part of `alpha_out` that nobody holds: burned and not recycled.
    pub unowned: AlphaBalance,
    /// The part of `alpha_out` that root's stakers have earned and not yet claimed.
    pub claimable: AlphaBalance,
    /// TAO that traders paid in since the last block step, less the TAO that they took out, in rao.
    pub flow: i64,
    /// TAO that traders paid in since the last block step, in rao.
    pub inflow: TaoBalance,
    /// The part of `inflow` that was spent on alpha that was burned with it, in rao.
    pub revenue: TaoBalance,
    /// The average part of the miners' alpha that was burned or recycled. See [`dtao_math::withheld`].
    pub withheld: WithheldPart,
    /// Blocks after the start at which the moving price moves with half of its full speed.
    pub ema_halving_blocks: u64,
    /// The block of the last payout; 0 before the first.
    pub last_payout: u64,
    /// The block of the next payout.
    pub next_payout: u64,
    /// The moving average of the price, with 96 fraction bits.
    pub moving_price: MovingPrice,
    /// TAO of all trades since the subnet began, in rao.
    pub volume: u128,
    /// The moving average of `flow`, in rao a block. See [`dtao_math::flow`].
    pub flow_average: I64F64,
    /// The moving average of `inflow`, in rao a block.
    pub inflow_average: I64F64,
    /// The moving average of `revenue`, in rao a block.
    pub revenue_average: I64F64,
    /// The fee of a trade in parts of 65 535 of its input.
    pub fee_rate: u16,
    /// The first block that pays emission; `None` until the owner starts the subnet.
    pub first_emission_block: Option<u64>,
    /// Settings that are on or off.
    pub switches: Switches,
    /// Amounts that wait for the next payout.
    pub pending: Pending,
    /// Amounts of the last block.
    pub emission: Emission,
}

impl Decode for Pool {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let [tao, alpha_in, alpha_out, unowned, claimable, flow, inflow, revenue, withheld, halving, last, next] =
            <[u64; 12]>::decode(input)?;
        let [moving_price, volume, flow_average, inflow_average, revenue_average] = <[u128; 5]>::decode(input)?;
        let (fee_rate, first_emission_block, switches) = Decode::decode(input)?;
        Ok(Self {
            tao: tao.into(),
            alpha_in: alpha_in.into(),
            alpha_out: alpha_out.into(),
            unowned: unowned.into(),
            claimable: claimable.into(),
            flow: flow.cast_signed(),
            inflow: inflow.into(),
            revenue: revenue.into(),
            withheld: WithheldPart::from_bits(withheld),
            ema_halving_blocks: halving,
            last_payout: last,
            next_payout: next,
            moving_price: MovingPrice::from_bits(moving_price),
            volume,
            flow_average: I64F64::from_bits(flow_average.cast_signed()),
            inflow_average: I64F64::from_bits(inflow_average.cast_signed()),
            revenue_average: I64F64::from_bits(revenue_average.cast_signed()),
            fee_rate,
            first_emission_block,
            switches,
            pending: Decode::decode(input)?,
            emission: Decode::decode(input)?,
        })
    }
}

impl Pool {
    /// Returns the reserves T and A, in rao.
    pub fn reserves(&self) -> Reserves {
        Reserves::new(self.tao.rao(), self.alpha_in.rao())
    }

    /// Returns all alpha that exists, in the pool and outside, `A + O`, in rao. At most 21·10¹⁵.
    ///
    /// # Errors
    /// [`MathError::Overflow`] beyond 64 bits.
    pub fn alpha_issuance(&self) -> Result<u64, MathError> {
        self.alpha_in.rao().checked_add(self.alpha_out.rao()).ok_or(MathError::Overflow)
    }

    /// Returns `true` if the subnet has a share in the emission of `block`: it has started by then and takes registrations.
    /// Never for root, which has no first block.
    pub fn receives_emission(&self, block: u64) -> bool {
        self.switches.registration_allowed && self.first_emission_block.is_some_and(|first| first <= block)
    }

    /// Quotes a sale of alpha that root's stakers claim. It pays no fee.
    ///
    /// # Errors
    /// Those of [`Reserves::sell`].
    pub fn quote_root_sale(&self, alpha: AlphaBalance) -> Result<PoolTrade, MathError> {
        self.reserves().sell(alpha.rao(), 0)
    }

    /// Books a purchase that was quoted from these reserves: `T + paid`, `A − out`, `O + out`.
    ///
    /// # Errors
    /// [`MathError::Overflow`]. The pool has not changed then.
    pub fn apply_buy(&mut self, trade: &PoolTrade) -> Result<(), MathError> {
        let alpha_out = self.alpha_out.checked_add(trade.out.into()).ok_or(MathError::Overflow)?;
        self.apply(trade, alpha_out, trade.paid)
    }

    /// Books a sale that was quoted from these reserves: `T − out`, `A + paid`, `O − paid`.
    ///
    /// # Errors
    /// [`MathError::Overflow`] if less than `paid` is outside of the pool. The pool has not changed then.
    pub fn apply_sell(&mut self, trade: &PoolTrade) -> Result<(), MathError> {
        let alpha_out = self.alpha_out.checked_sub(trade.paid.into()).ok_or(MathError::Overflow)?;
        self.apply(trade, alpha_out, trade.out)
    }

    fn apply(&mut self, trade: &PoolTrade, alpha_out: AlphaBalance, tao: u64) -> Result<(), MathError> {
        self.volume = self.volume.checked_add(tao.into()).ok_or(MathError::Overflow)?;
        self.alpha_out = alpha_out;
        self.tao = trade.after.tao.into();
        self.alpha_in = trade.after.alpha.into();
        Ok(())
    }

    /// Adds newly minted amounts to the reserves: `T + tao`, `A + alpha`, in rao. The price stays, up to rounding, unless
    /// `alpha` was capped: then it rises. See [`dtao_math::emission::injection`].
    ///
    /// # Errors
    /// [`MathError::Overflow`]. The pool has not changed then.
    pub fn inject(&mut self, injection: &Injection) -> Result<(), MathError> {
        let tao = self.tao.checked_add(injection.tao.into()).ok_or(MathError::Overflow)?;
        let alpha = self.alpha_in.checked_add(injection.alpha.into()).ok_or(MathError::Overflow)?;
        self.tao = tao;
        self.alpha_in = alpha;
        Ok(())
    }

    /// Adds newly minted alpha, in rao, to the pending amounts of the owner, the miners and the validators. Root's share is
    /// not booked here: it is sold first.
    ///
    /// # Errors
    /// [`MathError::Overflow`]. The pool has not changed then.
    pub fn accrue(&mut self, split: &AlphaSplit) -> Result<(), MathError> {
        let add = |to: AlphaBalance, part: u64| to.checked_add(part.into()).ok_or(MathError::Overflow);
        let owner = add(self.pending.owner, split.owner)?;
        let server = add(self.pending.server, split.server)?;
        let validator = add(self.pending.validator, split.validator)?;
        self.pending = Pending { owner, server, validator, ..self.pending };
        Ok(())
    }

    /// Returns the alpha outside of the pool that is not staked, in rao: `pending + claimable + unowned`, or `None` beyond 64
    /// bits.
    pub fn not_staked(&self) -> Option<AlphaBalance> {
        self.pending.alpha()?.checked_add(self.unowned)?.checked_add(self.claimable)
    }

    /// Moves the average of the price by one block: `p̄' = (1 − s)·p̄ + s·min(p, 1)`, p the price now.
    ///
    /// The speed is `s = moving_alpha · b / (b + H)`: `moving_alpha` the full speed a block, b the age at `block` (1 in the
    /// first emission block), H = `ema_halving_blocks`. The average of a subnet that has not started stays. See
    /// [`dtao_math::moving_price`].
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

    /// Adds TAO that a trader paid for alpha, in rao, to the flows of this block. The chain's own trades are not counted.
    ///
    /// # Errors
    /// [`MathError::Overflow`]. The pool has not changed then.
    pub fn note_inflow(&mut self, tao: TaoBalance) -> Result<(), MathError> {
        let flow = self.flow.checked_add(signed(tao)?).ok_or(MathError::Overflow)?;
        let inflow = self.inflow.checked_add(tao).ok_or(MathError::Overflow)?;
        (self.flow, self.inflow) = (flow, inflow);
        Ok(())
    }

    /// Subtracts TAO that a trader received for alpha, in rao, from the flow of this block. The chain's own trades are not
    /// counted.
    ///
    /// # Errors
    /// [`MathError::Overflow`]. The pool has not changed then.
    pub fn note_outflow(&mut self, tao: TaoBalance) -> Result<(), MathError> {
        self.flow = self.flow.checked_sub(signed(tao)?).ok_or(MathError::Overflow)?;
        Ok(())
    }

    /// Books alpha that was bought for `tao` and given up: it stays issued and belongs to nobody. The TAO, in rao, is the
    /// subnet's revenue.
    ///
    /// # Errors
    /// [`MathError::Overflow`]. The pool has not changed then.
    pub fn note_buy_back(&mut self, tao: TaoBalance, alpha: AlphaBalance) -> Result<(), MathError> {
        let revenue = self.revenue.checked_add(tao).ok_or(MathError::Overflow)?;
        let unowned = self.unowned.checked_add(alpha).ok_or(MathError::Overflow)?;
        (self.revenue, self.unowned) = (revenue, unowned);
        Ok(())
    }

    /// Moves the averages of flows by one block and starts the next with flows of 0. See [`flow::next_average`].
    pub fn follow_flows(&mut self) {
        self.flow_average = flow::next_average(self.flow_average, self.flow);
        self.inflow_average = flow::next_average(self.inflow_average, within_signed(self.inflow));
        self.revenue_average = flow::next_average(self.revenue_average, within_signed(self.revenue));
        (self.flow, self.inflow, self.revenue) = (0, TaoBalance::ZERO, TaoBalance::ZERO);
    }

    /// Moves the average part of the miners' alpha that is withheld, at a payout that earned them `earned` rao and withheld
    /// `withheld` of it, `blocks` after the payout before. See [`withheld::next_part`].
    pub fn follow_withheld(&mut self, withheld: u64, earned: u64, blocks: u64) {
        self.withheld = withheld::next_part(self.withheld, withheld, earned, blocks);
    }

    /// Buys alpha that then belongs to nobody with newly minted TAO, in rao. The trade is the chain's own: it carries no fee
    /// and is no flow. Returns the TAO spent: all, or nothing if the pool is too shallow for it.
    ///
    /// # Errors
    /// [`MathError::Overflow`]. The pool has not changed then.
    pub fn buy_for_nobody(&mut self, tao: u64) -> Result<u64, MathError> {
        let Ok(trade) = self.reserves().buy(tao, 0) else {
            return Ok(0);
        };
        let unowned = self.unowned.checked_add(trade.out.into()).ok_or(MathError::Overflow)?;
        self.apply_buy(&trade)?;
        self.unowned = unowned;
        Ok(tao)
    }
}

fn signed(tao: TaoBalance) -> Result<i64, MathError> {
    i64::try_from(tao.rao()).map_err(|_| MathError::Overflow)
}

/// Returns an amount of TAO with a sign, or the largest with one: far more than can exist.
fn within_signed(tao: TaoBalance) -> i64 {
    i64::try_from(tao.rao()).map_or(i64::MAX, |tao| tao)
}
