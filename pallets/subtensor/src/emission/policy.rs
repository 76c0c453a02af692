//! How a block's TAO is shared among the subnets: one trait, many policies, one of them in force.
//!
//! A policy is a type with a number. The runtime lists its policies in [`Config::Policies`](crate::Config::Policies); root
//! chooses among them on a live chain by [`set_emission_policy`](crate::Call::set_emission_policy). What a policy needs to
//! know of a subnet from block to block lies in its pool or in storage of the policy's own, and is kept up to date whether
//! the policy is in force or not, so that a switch needs no migration.

use alloc::vec::Vec;
use dtao_primitives::Stepped;

/// One way to share a block's TAO.
pub trait EmissionPolicy {
    /// The number by which root chooses it. Each policy of a runtime has its own, for ever.
    const ID: u8;

    /// What it is called.
    const NAME: &'static str;

    /// What each subnet counts, in the order given. Only proportions matter; the caller leaves out root and the subnets
    /// that do not receive. All zero means that the block mints no TAO.
    fn weights(subnets: &[Stepped]) -> Vec<u128>;

    /// Called when the policy comes into force, and at each of root's tempos after that.
    fn refresh(_subnets: &[Stepped]) {}
}

/// The policies of a runtime: a tuple of types that are an [`EmissionPolicy`] each.
pub trait EmissionPolicies {
    /// The name of the policy of this number, or `None` where there is none.
    fn name(id: u8) -> Option<&'static str>;

    /// What each subnet counts under the policy of this number.
    fn weights(id: u8, subnets: &[Stepped]) -> Option<Vec<u128>>;

    /// Lets the policy of this number bring up to date what it keeps.
    fn refresh(id: u8, subnets: &[Stepped]);
}

#[impl_trait_for_tuples::impl_for_tuples(1, 16)]
#[tuple_types_custom_trait_bound(EmissionPolicy)]
impl EmissionPolicies for Tuple {
    fn name(id: u8) -> Option<&'static str> {
        for_tuples!( #( if Tuple::ID == id { return Some(Tuple::NAME); } )* );
        None
    }

    fn weights(id: u8, subnets: &[Stepped]) -> Option<Vec<u128>> {
        for_tuples!( #( if Tuple::ID == id { return Some(Tuple::weights(subnets)); } )* );
        None
    }

    fn refresh(id: u8, subnets: &[Stepped]) {
        for_tuples!( #( if Tuple::ID == id { Tuple::refresh(subnets); } )* );
    }
}

/// The guide, whose code is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../../../docs/emission-policies.md")]
struct Guide;
