//! Random numbers of every size, and exact arithmetic for comparison.

use dtao_math::pool::{Reserves, MIN_RESERVE};
use primitive_types::U512;
use proptest::prelude::*;

/// The supply cap of TAO or alpha, in rao.
pub const MOST: u64 = 21_000_000_000_000_000;

/// Any 64-bit number; each length in bits is equally likely.
pub fn any_size() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0u32..64).prop_map(|(bits, drop)| bits >> drop)
}

/// Any 128-bit number; each length in bits is equally likely.
pub fn any_wide() -> impl Strategy<Value = u128> {
    (any::<u128>(), 0u32..128).prop_map(|(bits, drop)| bits >> drop)
}

/// Any 64-bit number except 0.
pub fn some_size() -> impl Strategy<Value = u64> {
    any_size().prop_map(|size| size.max(1))
}

/// Any 128-bit number except 0.
pub fn some_wide() -> impl Strategy<Value = u128> {
    any_wide().prop_map(|size| size.max(1))
}

/// A reserve that a pool on the chain can have.
pub fn reserve() -> impl Strategy<Value = u64> {
    any_size().prop_map(|size| MIN_RESERVE + size % (MOST - MIN_RESERVE))
}

/// A pool that the chain can have.
pub fn reserves() -> impl Strategy<Value = Reserves> {
    (reserve(), reserve()).prop_map(|(tao, alpha)| Reserves::new(tao, alpha))
}

/// A fee rate: 0, the usual one, a small one, or any.
pub fn rate() -> impl Strategy<Value = u16> {
    prop_oneof![Just(0), Just(33), 0..1_000u16, any::<u16>()]
}

/// Widens a number to 512 bits.
pub fn big(number: impl Into<U512>) -> U512 {
    number.into()
}
