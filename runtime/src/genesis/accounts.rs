//! The people of a new chain: keys that everybody knows.
//!
//! WARNING: their secrets are public. Nothing of value may ever be in their hands.

use crate::AccountId;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// Somebody with a coldkey, a hotkey and a validator's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: &'static str,
    /// The secret of the coldkey, and of the Aura key, which is the same.
    pub secret: &'static str,
    /// The secret of the hotkey.
    pub hotkey_secret: &'static str,
    coldkey: Sr25519Keyring,
    grandpa: Ed25519Keyring,
    /// The hotkey's public part. It cannot be derived within the runtime, which knows no secrets.
    hotkey: [u8; 32],
}

impl Person {
    /// The account that holds TAO and stake.
    pub fn coldkey(&self) -> AccountId {
        self.coldkey.to_account_id()
    }

    /// The account that works at subnets.
    pub fn hotkey(&self) -> AccountId {
        AccountId::new(self.hotkey)
    }

    /// The key that this person makes blocks with: the coldkey, so that it is paid for them.
    pub fn aura(&self) -> AuraId {
        self.coldkey.public().into()
    }

    /// The key that this person votes on finality with.
    pub fn grandpa(&self) -> GrandpaId {
        self.grandpa.public().into()
    }
}

/// Alice: sudo, and owner of the deep subnet.
pub const ALICE: Person = Person {
    name: "Alice",
    secret: "//Alice",
    hotkey_secret: "//Alice//hotkey",
    coldkey: Sr25519Keyring::Alice,
    grandpa: Ed25519Keyring::Alice,
    hotkey: [
        0x8a, 0x3e, 0xca, 0x38, 0x4b, 0x83, 0x33, 0xcb, 0x44, 0xd3, 0x66, 0x8a, 0x18, 0x24, 0x40, 0xef, 0x19, 0x2d,
        0x08, 0x00, 0x53, 0x36, 0x2a, 0x38, 0x76, 0x29, 0xf9, 0xab, 0xa9, 0x0b, 0x89, 0x3e,
    ],
};

/// Bob: owner of the shallow subnet.
pub const BOB: Person = Person {
    name: "Bob",
    secret: "//Bob",
    hotkey_secret: "//Bob//hotkey",
    coldkey: Sr25519Keyring::Bob,
    grandpa: Ed25519Keyring::Bob,
    hotkey: [
        0xf4, 0x11, 0x07, 0x71, 0xfc, 0x0e, 0x97, 0x68, 0xe6, 0x6b, 0x0d, 0x47, 0x1c, 0xc3, 0x7c, 0x97, 0x8d, 0xd3,
        0x67, 0xc7, 0x5b, 0xce, 0xb9, 0x3d, 0x19, 0x3f, 0x9c, 0x87, 0x7c, 0xa6, 0x3c, 0x09,
    ],
};

/// Charlie: owner of the capped subnet.
pub const CHARLIE: Person = Person {
    name: "Charlie",
    secret: "//Charlie",
    hotkey_secret: "//Charlie//hotkey",
    coldkey: Sr25519Keyring::Charlie,
    grandpa: Ed25519Keyring::Charlie,
    hotkey: [
        0x58, 0xf8, 0x15, 0x93, 0x2b, 0x8e, 0x95, 0x93, 0x40, 0x00, 0xba, 0xd7, 0x9b, 0xe1, 0x9c, 0x51, 0x8d, 0xa2,
        0xd2, 0x8a, 0x3c, 0xaa, 0xd7, 0xad, 0xeb, 0xb0, 0x47, 0xd3, 0xb8, 0x28, 0x69, 0x78,
    ],
};

/// Dave: a staker.
pub const DAVE: Person = Person {
    name: "Dave",
    secret: "//Dave",
    hotkey_secret: "//Dave//hotkey",
    coldkey: Sr25519Keyring::Dave,
    grandpa: Ed25519Keyring::Dave,
    hotkey: [
        0x60, 0xe4, 0x9a, 0x3a, 0xfe, 0xa3, 0xa1, 0xdf, 0xdb, 0xa8, 0x50, 0x57, 0x6b, 0xd0, 0x31, 0x34, 0x13, 0x78,
        0xe6, 0xfb, 0x79, 0xcb, 0x49, 0x67, 0x7e, 0xba, 0x5a, 0x6b, 0x33, 0x43, 0xe9, 0x3e,
    ],
};

/// Eve: a staker.
pub const EVE: Person = Person {
    name: "Eve",
    secret: "//Eve",
    hotkey_secret: "//Eve//hotkey",
    coldkey: Sr25519Keyring::Eve,
    grandpa: Ed25519Keyring::Eve,
    hotkey: [
        0x7a, 0x40, 0x43, 0x6d, 0x05, 0xa4, 0xaa, 0x9b, 0x57, 0x07, 0x64, 0xc4, 0x59, 0xd6, 0x5b, 0xb4, 0x17, 0x82,
        0xd1, 0xab, 0x69, 0x3a, 0x09, 0x85, 0x88, 0x51, 0xbe, 0x66, 0x70, 0xec, 0x0a, 0x10,
    ],
};

/// Ferdie: a staker, and a nominator at root.
pub const FERDIE: Person = Person {
    name: "Ferdie",
    secret: "//Ferdie",
    hotkey_secret: "//Ferdie//hotkey",
    coldkey: Sr25519Keyring::Ferdie,
    grandpa: Ed25519Keyring::Ferdie,
    hotkey: [
        0x32, 0x11, 0xcf, 0xbf, 0xe5, 0x17, 0x77, 0x5b, 0x63, 0x40, 0xf9, 0x17, 0x75, 0xcc, 0xae, 0xf0, 0xeb, 0x56,
        0x54, 0xe9, 0x08, 0x84, 0x6f, 0x7d, 0x26, 0x58, 0xb3, 0xff, 0xc0, 0x59, 0x2a, 0x1b,
    ],
};

/// All six.
pub const PEOPLE: [Person; 6] = [ALICE, BOB, CHARLIE, DAVE, EVE, FERDIE];
