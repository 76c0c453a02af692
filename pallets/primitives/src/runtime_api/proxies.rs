//! The calls that proxies may make.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// A kind of proxies.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProxyTypeInfo {
    /// Its name.
    pub name: Vec<u8>,
    /// Its number.
    pub index: u8,
    /// `true` for a kind that is kept for compatibility and allows nothing: never on this chain.
    pub deprecated: bool,
}

/// The calls that a kind of proxies may make.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProxyFilterInfo {
    /// Its number.
    pub proxy_type: u8,
    /// Its name.
    pub name: Vec<u8>,
    /// `true` for a kind that is kept for compatibility and allows nothing: never on this chain.
    pub deprecated: bool,
    /// The meaning of the list.
    pub filter_mode: FilterMode,
    /// The list.
    pub calls: Vec<CallInfo>,
    /// Exceptions from the list: always empty on this chain.
    pub exceptions: Vec<CallInfo>,
}

/// The calls that a kind of proxies may make, with the list in its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProxyFilter {
    /// Its number.
    pub proxy_type: u8,
    /// Its name.
    pub name: Vec<u8>,
    /// `true` for a kind that is kept for compatibility and allows nothing: never on this chain.
    pub deprecated: bool,
    /// The calls.
    pub filter_mode: CallFilter,
}

/// The calls that are allowed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum CallFilter {
    /// All calls.
    AllowAll,
    /// No call.
    DenyAll,
    /// Those of the list.
    Allow(Vec<CallInfo>),
    /// All but those of the list.
    Deny(Vec<CallInfo>),
}

/// Meanings of a list of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum FilterMode {
    /// All calls are allowed.
    AllowAll,
    /// No call is allowed.
    DenyAll,
    /// Those of the list are allowed, and no others.
    Allow,
    /// All but those of the list are allowed.
    Deny,
}

/// A call.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CallInfo {
    /// The pallet's name.
    pub pallet_name: Vec<u8>,
    /// The pallet's number.
    pub pallet_index: u8,
    /// The call's name; `None` would mean all of the pallet.
    pub call_name: Option<Vec<u8>>,
    /// The call's number.
    pub call_index: Option<u8>,
    /// The condition on its arguments.
    pub condition: Option<CallCondition>,
}

/// Conditions on the arguments of a call.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum CallCondition {
    /// An argument is less than a limit.
    ParamLessThan {
        /// The argument's name.
        param_name: Vec<u8>,
        /// The limit.
        limit: u128,
    },
    /// The nested call is a certain one.
    NestedCallMustBe {
        /// The pallet's name.
        pallet_name: Vec<u8>,
        /// The call's name.
        call_name: Vec<u8>,
    },
}
