//! Identities of subnets and coldkeys.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A subnet's public identity, set by its owner. Every field is UTF-8 text.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub struct SubnetIdentityV3 {
    /// The subnet's name.
    pub subnet_name: Vec<u8>,
    /// URL of its repository.
    pub github_repo: Vec<u8>,
    /// Contact of its owner.
    pub subnet_contact: Vec<u8>,
    /// Its home page.
    pub subnet_url: Vec<u8>,
    /// Its Discord handle or channel.
    pub discord: Vec<u8>,
    /// A description.
    pub description: Vec<u8>,
    /// URL of its logo.
    pub logo_url: Vec<u8>,
    /// Anything else.
    pub additional: Vec<u8>,
}

/// A coldkey's public identity, set by itself. Every field is UTF-8 text.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub struct ChainIdentityV2 {
    /// The name.
    pub name: Vec<u8>,
    /// A home page.
    pub url: Vec<u8>,
    /// URL of its repository.
    pub github_repo: Vec<u8>,
    /// URL of its picture.
    pub image: Vec<u8>,
    /// Its Discord handle.
    pub discord: Vec<u8>,
    /// A description.
    pub description: Vec<u8>,
    /// Anything else.
    pub additional: Vec<u8>,
}
