//! What a subnet, and what a coldkey, says of itself.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The public face of a subnet. Every field is UTF-8 text.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, Serialize, Deserialize,
)]
pub struct SubnetIdentityV3 {
    /// The subnet's name.
    pub subnet_name: Vec<u8>,
    /// Where its code lives.
    pub github_repo: Vec<u8>,
    /// How to reach its owner.
    pub subnet_contact: Vec<u8>,
    /// Its home page.
    pub subnet_url: Vec<u8>,
    /// Its Discord handle or channel.
    pub discord: Vec<u8>,
    /// What it does.
    pub description: Vec<u8>,
    /// Where its logo can be fetched.
    pub logo_url: Vec<u8>,
    /// Anything else.
    pub additional: Vec<u8>,
}

/// The public face of a coldkey. Every field is UTF-8 text.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, Serialize, Deserialize,
)]
pub struct ChainIdentityV2 {
    /// The name.
    pub name: Vec<u8>,
    /// A home page.
    pub url: Vec<u8>,
    /// Where its code lives.
    pub github_repo: Vec<u8>,
    /// Where its picture can be fetched.
    pub image: Vec<u8>,
    /// Its Discord handle.
    pub discord: Vec<u8>,
    /// What it does.
    pub description: Vec<u8>,
    /// Anything else.
    pub additional: Vec<u8>,
}
