//! The subnets of a new chain.
//!
//! ```text
//!  #  what it is for    TAO     alpha     price   moving price   share of 1 TAO   its alpha at that price
//!  1  deep           90 000   100 000     0.9     0.9            0.7826           0.8696
//!  2  shallow           100     2 000     0.05    0.05           0.0435           0.8696
//!  3  capped            500   250 000     0.002   0.2            0.1739          86.9565: more than the 1 that may be
//! ```
//! A share goes by moving price, `p̄ / Σp̄`, and alpha beside it by price: `p̄ / (p · Σp̄)`. So the cap of 1 alpha a block
//! leaves the first two alone because the moving prices add up to more than 1 (1.15); and it binds at the third because its
//! price lies far under its moving price: there the price rises with every block.

use super::accounts::{Person, ALICE, BOB, CHARLIE};
use crate::{AccountId, TAO};
use alloc::{string::ToString, vec, vec::Vec};
use dtao_primitives::NetUid;
use pallet_subtensor::GenesisSubnet;

/// The fee of a trade, in parts of 65 535: 0.05 %.
pub const FEE_RATE: u16 = 33;

/// Blocks between two payouts.
pub const TEMPO: u16 = 360;

/// The deep subnet.
pub const DEEP: NetUid = NetUid::new(1);

/// The shallow subnet: a few TAO move its price.
pub const SHALLOW: NetUid = NetUid::new(2);

/// The subnet at which the cap on alpha binds.
pub const CAPPED: NetUid = NetUid::new(3);

/// Root and the three subnets.
pub fn all() -> Vec<GenesisSubnet<AccountId>> {
    vec![
        GenesisSubnet { fee_rate: 0, ..subnet(NetUid::ROOT, "Root", "Τ", &ALICE) },
        GenesisSubnet {
            tao: 90_000 * TAO,
            alpha: 100_000 * TAO,
            moving_price: 900_000_000,
            ..subnet(DEEP, "Harbour", "α", &ALICE)
        },
        GenesisSubnet {
            tao: 100 * TAO,
            alpha: 2_000 * TAO,
            moving_price: 50_000_000,
            ..subnet(SHALLOW, "Brook", "β", &BOB)
        },
        GenesisSubnet {
            tao: 500 * TAO,
            alpha: 250_000 * TAO,
            moving_price: 200_000_000,
            ..subnet(CAPPED, "Kiln", "γ", &CHARLIE)
        },
    ]
}

/// A started subnet with an empty pool.
fn subnet(netuid: NetUid, name: &str, symbol: &str, owner: &Person) -> GenesisSubnet<AccountId> {
    GenesisSubnet {
        netuid,
        name: name.to_string(),
        symbol: symbol.to_string(),
        owner: owner.coldkey(),
        owner_hotkey: owner.hotkey(),
        tempo: TEMPO,
        tao: 0,
        alpha: 0,
        moving_price: 0,
        fee_rate: FEE_RATE,
        started: true,
    }
}
