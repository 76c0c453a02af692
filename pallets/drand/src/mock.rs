//! A runtime with the beacon only, and true pulses of quicknet.

use crate as pallet_drand;
use crate::Signature;
use core::time::Duration;
pub use dtao_test_runtime::*;
use frame_support::{parameter_types, traits::UnixTime};
use hex_literal::hex;
use sp_runtime::BuildStorage;

test_runtime! {
    Test { Drand: pallet_drand }
}

parameter_types! {
    /// The time of the block, in seconds since 1970: that of round 1000.
    pub static Now: u64 = 1_692_806_364;
}

/// The clock of the blocks.
pub struct Clock;

impl UnixTime for Clock {
    fn now() -> Duration {
        Duration::from_secs(Now::get())
    }
}

impl pallet_drand::Config for Test {
    type Time = Clock;
    type WeightInfo = crate::weights::SubstrateWeight<Test>;
}

/// Pulses as the beacon published them.
pub const PULSES: [(u64, Signature); 11] = [
    (123, hex!("b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92")),
    (1000, hex!("b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39")),
    (1001, hex!("b33bf3667cbd5a82de3a24b4e0e9fe5513cc1a0e840368c6e31f5fcfa79bea03f73896b25883abf2853d10337fb8fa41")),
    (1002, hex!("ab066f9c12dd6de1336fca0f925192fb0c72a771c3e4c82ede1fd362c1a770f9eb05843c6308ce2530b53a99c0281a6e")),
    (1003, hex!("b104c82771698f45fd8dcfead083d482694c31ab519bcef077f126f3736fe98c8392fd5d45d88aeb76b56ccfcb0296d7")),
    (1004, hex!("a40658b820c0f8c10207524179a2031ba9537688a0d04e4851b58026be9a341fee3b96fb48ffad28483d84b40a5864aa")),
    (1005, hex!("b896a4e9ebdb143601d1cdb39aa9357ef27b48d7d3c1c614e14110243850a9ea21fd96e016a5b64c2a2960d1c73abad8")),
    (1006, hex!("820251ae1f3f819ec339ea2c80c8f44c5fc9b5ce42c75685e33af39ff9a8809359cd1b7539158f73fcece916cca85ded")),
    (1007, hex!("994c9dae8790b815d64d0bd263f5d043f777a5d4cc2ca56343dc22844a582434c5111a1f3bfd2cbfb4b074177eba8258")),
    (1008, hex!("ae1fed99b1562bfd7cabcc6f33c5e4ee9145647228a3321495cee8ce2ae23c1b0c1371c8e880da0d6d9123ff0aa9f8f8")),
    (1009, hex!("88d9f128dbb0646d8ea1574d27e3405d26bfc1507821e762a33746df8796f2afc4bf0997baf39512cfca5cf5e2d3e04d")),
];

/// Returns the signature of one of [`PULSES`].
pub fn signature(round: u64) -> Signature {
    PULSES.iter().find(|(of, _)| *of == round).unwrap().1
}

/// Runs a test on an empty chain, and checks the invariants after it.
pub fn on_a_chain(test: impl FnOnce()) {
    let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
    sp_io::TestExternalities::from(storage).execute_with(|| {
        System::set_block_number(1);
        test();
        assert_eq!(Drand::do_try_state(), Ok(()));
    });
}
