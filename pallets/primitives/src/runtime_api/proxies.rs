//! What proxies may do.

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
    /// Whether it is there for the past's sake and may do nothing: never, here.
    pub deprecated: bool,
}

/// What a kind of proxies may do.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProxyFilterInfo {
    /// Its number.
    pub proxy_type: u8,
    /// Its name.
    pub name: Vec<u8>,
    /// Whether it is there for the past's sake and may do nothing: never, here.
    pub deprecated: bool,
    /// How the list is meant.
    pub filter_mode: FilterMode,
    /// The list.
    pub calls: Vec<CallInfo>,
    /// What the list does not mean after all: always empty, here.
    pub exceptions: Vec<CallInfo>,
}

/// How a list of calls is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum FilterMode {
    /// All calls are allowed.
    AllowAll,
    /// No call is.
    DenyAll,
    /// Those of the list are allowed, and no others.
    Allow,
    /// All but those of the list are.
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
    /// With which arguments alone it is meant: always `None`, here.
    pub condition: Option<CallCondition>,
}

/// Arguments of a call. No list of this chain asks for any.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum CallCondition {
    /// An argument is less than so much.
    ParamLessThan {
        /// The argument's name.
        param_name: Vec<u8>,
        /// How much.
        limit: u128,
    },
    /// The call within it is a certain one.
    NestedCallMustBe {
        /// The pallet's name.
        pallet_name: Vec<u8>,
        /// The call's name.
        call_name: Vec<u8>,
    },
}
