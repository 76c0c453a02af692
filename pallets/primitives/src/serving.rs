//! Where neurons can be reached.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Where a neuron answers requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct AxonInfo {
    /// The block in which it was said.
    pub block: u64,
    /// The version of the neuron's software.
    pub version: u32,
    /// The address, as a number.
    pub ip: u128,
    /// The port.
    pub port: u16,
    /// 4 or 6: which kind of address it is.
    pub ip_type: u8,
    /// The protocol, as the neurons have agreed on.
    pub protocol: u8,
    /// For the neurons' own use.
    pub placeholder1: u8,
    /// For the neurons' own use.
    pub placeholder2: u8,
}

/// Where a neuron shows its metrics.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PrometheusInfo {
    /// The block in which it was said.
    pub block: u64,
    /// The version of the neuron's software.
    pub version: u32,
    /// The address, as a number.
    pub ip: u128,
    /// The port.
    pub port: u16,
    /// 4 or 6: which kind of address it is.
    pub ip_type: u8,
}
