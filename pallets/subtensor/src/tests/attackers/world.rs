//! The chain under attack: subnets of several owners, validators with stake, commit-reveal, and root's dividends.

pub use crate::tests::subnet_lives::{hotkey_of as hotkey, person};
use crate::{
    mock::*, CommitRevealWeightsEnabled, ImmunityPeriod, MaxAllowedUids, MaxAllowedValidators,
    MaxRegistrationsPerBlock, NetworkImmunityPeriod, NetworkLockReductionInterval, NetworkMinLockCost,
    NetworkRateLimit, Neurons, PendingChildKeyCooldown, SubnetLimit, Tempo, TxDelegateTakeRateLimit,
    WeightsSetRateLimit,
};
use dtao_primitives::{NetUid, Pools, TaoBalance};

/// The number of coldkeys, and of their first hotkeys. There are as many hotkeys again that nobody owns at first.
pub const PEOPLE: u64 = 10;

/// The highest netuid that is ever tried.
pub const SUBNETS: u64 = 8;

/// Hotkeys that are validators from the start.
const VALIDATORS: u64 = 4;

/// Returns a netuid, which a subnet has or not.
pub fn netuid(dice: &mut Dice) -> NetUid {
    NetUid::new(dice.below(SUBNETS) as u16)
}

/// Builds the chain.
pub fn build() -> sp_io::TestExternalities {
    let mut chain = ExtBuilder::default()
        .subnet(subnet(THREE, 1_000 * UNIT, 500_000 * UNIT, 20_000_000))
        .with(ONE, |subnet| subnet.tempo = 7)
        .with(TWO, |subnet| subnet.tempo = 11)
        .with(THREE, |subnet| subnet.tempo = 5)
        .with(ROOT, |root| root.tempo = 30)
        .fee_rate(33);
    for number in 0..PEOPLE {
        chain = chain.balance(person(number), 20_000 * UNIT).hotkey(hotkey(number), person(number));
    }
    for number in 0..VALIDATORS {
        chain = chain
            .stake(person(number), hotkey(number), ROOT, (number + 1) * 10_000 * UNIT)
            .stake(person(number), hotkey(number), ONE, 500 * UNIT)
            .stake(person(number), hotkey(number), TWO, 500 * UNIT);
    }
    let mut chain = chain.build();
    chain.execute_with(|| {
        System::set_block_number(1);
        configure();
    });
    chain
}

fn configure() {
    NetworkRateLimit::<Test>::put(0);
    NetworkImmunityPeriod::<Test>::put(30);
    NetworkLockReductionInterval::<Test>::put(20);
    NetworkMinLockCost::<Test>::put(TaoBalance::new(10 * UNIT));
    SubnetLimit::<Test>::put(6);
    TxDelegateTakeRateLimit::<Test>::put(50);
    PendingChildKeyCooldown::<Test>::put(20);
    CommitRevealWeightsEnabled::<Test>::insert(TWO, true);
    for netuid in [ONE, TWO, THREE] {
        for number in 0..VALIDATORS {
            Neurons::<Test>::append(netuid, &hotkey(number), 1).unwrap();
        }
    }
    for netuid in 1..SUBNETS {
        hurry(NetUid::new(netuid as u16));
    }
}

/// Sets short intervals at a subnet, so that much happens in few blocks.
pub fn hurry(netuid: NetUid) {
    ImmunityPeriod::<Test>::insert(netuid, 5);
    MaxAllowedUids::<Test>::insert(netuid, 8);
    MaxAllowedValidators::<Test>::insert(netuid, 4);
    MaxRegistrationsPerBlock::<Test>::insert(netuid, 4);
    WeightsSetRateLimit::<Test>::insert(netuid, 1);
    if Swap::get(netuid).is_some() && Tempo::<Test>::get(netuid) > 20 {
        Tempo::<Test>::insert(netuid, 9);
        edit(netuid, |pool| pool.next_payout = System::block_number() + 2);
    }
}
