//! Network addresses of neurons.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The address at which a neuron answers requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct AxonInfo {
    /// The block of the announcement.
    pub block: u64,
    /// The version of the neuron's software.
    pub version: u32,
    /// The address, as a number.
    pub ip: u128,
    /// The port.
    pub port: u16,
    /// The version of the IP protocol: 4 or 6.
    pub ip_type: u8,
    /// The protocol, by the neurons' own convention.
    pub protocol: u8,
    /// For the neurons' own use.
    pub placeholder1: u8,
    /// For the neurons' own use.
    pub placeholder2: u8,
}

/// The address at which a neuron serves its metrics.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PrometheusInfo {
    /// The block of the announcement.
    pub block: u64,
    /// The version of the neuron's software.
    pub version: u32,
    /// The address, as a number.
    pub ip: u128,
    /// The port.
    pub port: u16,
    /// The version of the IP protocol: 4 or 6.
    pub ip_type: u8,
}
