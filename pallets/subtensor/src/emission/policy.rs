//! Policies that share a block's TAO among the subnets: one trait, many policies, one of them in force.
//!
//! A policy is a type with a number. The runtime lists its policies in [`Config::Policies`](crate::Config::Policies); root
//! chooses among them on a live chain by [`set_emission_policy`](crate::Call::set_emission_policy). State
//! that a policy needs from block to block is in the pools or in the policy's own storage, and is kept up to date whether the
//! policy is in force or not, so that a switch needs no migration.

use alloc::vec::Vec;
use dtao_primitives::NumberedPool;

/// One way to share a block's TAO.
pub trait EmissionPolicy {
    /// The number by which root chooses the policy. It is unique in a runtime and never changes.
    const ID: u8;

    /// The name that clients display.
    const NAME: &'static str;

    /// Returns the weight of each subnet, in the order given and in any unit: only proportions count. Root is not among the
    /// subnets; the caller ignores the weight of those that do not receive. If all are zero the block mints no TAO.
    fn weights(subnets: &[NumberedPool]) -> Vec<u128>;

    /// Updates the policy's own storage. Called when the policy comes into force, and at each of root's tempos after that.
    fn refresh(_subnets: &[NumberedPool]) {}
}

/// The policies of a runtime: a tuple of types that are an [`EmissionPolicy`] each.
pub trait EmissionPolicies {
    /// Returns the name of the policy of this number, or `None` if there is none.
    fn name(id: u8) -> Option<&'static str>;

    /// Returns the weights of the subnets under the policy of this number, or `None` if there is none.
    fn weights(id: u8, subnets: &[NumberedPool]) -> Option<Vec<u128>>;

    /// Runs [`EmissionPolicy::refresh`] of the policy of this number.
    fn refresh(id: u8, subnets: &[NumberedPool]);
}

#[impl_trait_for_tuples::impl_for_tuples(1, 16)]
#[tuple_types_custom_trait_bound(EmissionPolicy)]
impl EmissionPolicies for Tuple {
    fn name(id: u8) -> Option<&'static str> {
        for_tuples!( #( if Tuple::ID == id { return Some(Tuple::NAME); } )* );
        None
    }

    fn weights(id: u8, subnets: &[NumberedPool]) -> Option<Vec<u128>> {
        for_tuples!( #( if Tuple::ID == id { return Some(Tuple::weights(subnets)); } )* );
        None
    }

    fn refresh(id: u8, subnets: &[NumberedPool]) {
        for_tuples!( #( if Tuple::ID == id { Tuple::refresh(subnets); } )* );
    }
}

/// The guide, whose code is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../../../docs/emission-policies.md")]
struct Guide;
