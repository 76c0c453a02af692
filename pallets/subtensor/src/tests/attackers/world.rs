//! The chain under attack: subnets of several owners that come and go, validators with stake, commit-reveal, and root's
//! dividends.

pub use crate::tests::subnet_lives::{hotkey_of as hotkey, person};
use crate::{
    mock::*, tests::weighing::permit, ColdkeySwapAnnouncementDelay, ColdkeySwapReannouncementDelay,
    CommitRevealWeightsEnabled, Hyperparameter, ImmunityPeriod, MaxAllowedUids, MaxAllowedValidators,
    MaxRegistrationsPerBlock, NetworkImmunityPeriod, NetworkLockReductionInterval, NetworkMinLockCost,
    NetworkRateLimit, NetworkRegisteredAt, NetworksAdded, Neurons, Owner, PendingChildKeyCooldown, RevealPeriodEpochs,
    SubnetLimit, Tempo, TxDelegateTakeRateLimit, TxRateLimit, Uids, WeightsSetRateLimit,
};
use dtao_primitives::{NetUid, TaoBalance};

/// The number of coldkeys with TAO at first, and of their first hotkeys, which are those that act mostly.
pub const PEOPLE: u64 = 10;

/// The number of all coldkeys. Those beyond the first have nothing until one of the others is swapped for them.
pub const COLDKEYS: u64 = 16;

/// The number of hotkeys: more than root has seats. Nobody owns those beyond the first of each coldkey at first.
pub const HOTKEYS: u64 = 80;

/// The highest netuid that is ever tried, and one.
pub const SUBNETS: u64 = 8;

/// The number of neurons that a subnet has at most.
pub const NEURONS: u16 = 8;

/// Hotkeys that are validators from the start.
const VALIDATORS: u64 = 4;

/// The most blocks between two payouts of a subnet that nobody has made slower.
const FAST: u16 = 20;

/// Root makes a subnet fast again in one block of so many.
const PATIENCE: u64 = 30;

/// Returns a netuid, mostly of a subnet that exists.
pub fn netuid(dice: &mut Dice) -> NetUid {
    let mut any = || NetUid::new(dice.below(SUBNETS) as u16);
    let (first, second) = (any(), any());
    if NetworksAdded::<Test>::get(first) {
        first
    } else {
        second
    }
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
    NetworkRateLimit::<Test>::put(60);
    NetworkImmunityPeriod::<Test>::put(30);
    NetworkLockReductionInterval::<Test>::put(20);
    NetworkMinLockCost::<Test>::put(TaoBalance::new(10 * UNIT));
    SubnetLimit::<Test>::put(6);
    TxRateLimit::<Test>::put(100);
    TxDelegateTakeRateLimit::<Test>::put(50);
    PendingChildKeyCooldown::<Test>::put(10);
    ColdkeySwapAnnouncementDelay::<Test>::put(4);
    ColdkeySwapReannouncementDelay::<Test>::put(4);
    CommitRevealWeightsEnabled::<Test>::insert(TWO, true);
    for netuid in [ONE, TWO, THREE] {
        hurry(netuid);
        for number in 0..VALIDATORS {
            Neurons::<Test>::append(netuid, &hotkey(number), 1).unwrap();
        }
    }
}

/// Sets short intervals at a subnet, so that much happens in few blocks.
fn hurry(netuid: NetUid) {
    ImmunityPeriod::<Test>::insert(netuid, 5);
    MaxAllowedUids::<Test>::insert(netuid, NEURONS.max(Neurons::<Test>::count(netuid)));
    MaxAllowedValidators::<Test>::insert(netuid, 4);
    MaxRegistrationsPerBlock::<Test>::insert(netuid, 4);
    WeightsSetRateLimit::<Test>::insert(netuid, 1);
}

/// Makes the subnets fast that were registered in this block, each with weights that are committed to or not, and gives them
/// neurons with a permit or without. Those that their owners have made slow get a short tempo from root some time later, so that
/// owners cannot end all payouts.
pub fn settle_new_subnets(dice: &mut Dice) {
    for netuid in (1..SUBNETS).map(|number| NetUid::new(number as u16)) {
        if !NetworksAdded::<Test>::get(netuid) || Tempo::<Test>::get(netuid) <= FAST {
            continue;
        }
        if NetworkRegisteredAt::<Test>::get(netuid) == System::block_number() {
            settle(netuid, dice);
        } else if dice.below(PATIENCE) == 0 {
            quicken(netuid, dice);
        }
    }
}

fn quicken(netuid: NetUid, dice: &mut Dice) {
    let tempo = Hyperparameter::Tempo(4 + dice.below(9) as u16);
    SubtensorModule::do_set_hyperparameter(netuid, tempo).unwrap();
}

fn settle(netuid: NetUid, dice: &mut Dice) {
    let block = System::block_number();
    hurry(netuid);
    quicken(netuid, dice);
    edit(netuid, |pool| pool.next_payout = block + 2);
    CommitRevealWeightsEnabled::<Test>::insert(netuid, dice.below(2) == 0);
    RevealPeriodEpochs::<Test>::insert(netuid, 1 + dice.below(2));
    for _ in 0..5 {
        let hotkey = hotkey(dice.below(PEOPLE));
        let may_enter = Owner::<Test>::contains_key(&hotkey) && !Uids::<Test>::contains_key(netuid, &hotkey);
        if may_enter && Neurons::<Test>::count(netuid) < NEURONS {
            let uid = Neurons::<Test>::append(netuid, &hotkey, block).unwrap();
            permit(netuid, uid, dice.below(2) == 0);
        }
    }
}
