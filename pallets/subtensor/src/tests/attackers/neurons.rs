//! The calls by which neurons announce their addresses.

use super::{calls::with_neuron, world::netuid, Caller};
use crate::{mock::*, Call};
use dtao_primitives::NetUid;

/// Returns a hotkey, mostly with a neuron, and its subnet.
fn neuron(dice: &mut Dice) -> (Caller, NetUid) {
    let netuid = netuid(dice);
    (Caller::Account(with_neuron(dice, netuid)), netuid)
}

/// Returns the kind of an address, the address and a port. Seldom there is none, or it is none of its kind.
fn address(dice: &mut Dice) -> (u8, u128, u16) {
    match dice.below(12) {
        0 => (4, 0, 1),
        1 => (4, u128::MAX, 1),
        2 => (5, 1, 1),
        3 => (6, u128::MAX, u16::MAX),
        _ => (4, 0x0a00_0007, 8_091),
    }
}

pub fn serve_axon(dice: &mut Dice) -> (Caller, Call<Test>) {
    let ((caller, netuid), (ip_type, ip, port)) = (neuron(dice), address(dice));
    let call =
        Call::serve_axon { netuid, version: 9, ip, port, ip_type, protocol: 4, placeholder1: 1, placeholder2: 2 };
    (caller, call)
}

/// The key of the certificate has at most 64 bytes; seldom it is too long, or there is none.
pub fn serve_axon_tls(dice: &mut Dice) -> (Caller, Call<Test>) {
    let ((caller, netuid), (ip_type, ip, port)) = (neuron(dice), address(dice));
    let call = Call::serve_axon_tls {
        netuid,
        version: 9,
        ip,
        port,
        ip_type,
        protocol: 4,
        placeholder1: 1,
        placeholder2: 2,
        certificate: vec![3; dice.below(67) as usize],
    };
    (caller, call)
}

pub fn serve_prometheus(dice: &mut Dice) -> (Caller, Call<Test>) {
    let ((caller, netuid), (ip_type, ip, port)) = (neuron(dice), address(dice));
    (caller, Call::serve_prometheus { netuid, version: 9, ip, port, ip_type })
}
