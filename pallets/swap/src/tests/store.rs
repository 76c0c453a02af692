//! The storage of the pools.

use crate::{mock::*, Error, PageCount, PoolPages, PoolStore, PAGE};
use codec::{Decode, Encode};
use dtao_math::{moving_price::MovingPrice, withheld::WithheldPart};
use dtao_primitives::{Emission, NetUid, NumberedPool, Pending, Pool, Switches};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use substrate_fixed::types::I64F64;

type Store = PoolStore<Test>;

/// A pool that can be told from others by its number.
fn marked(number: u16) -> Pool {
    pool_of(u64::from(number) + 1, 7)
}

/// Adds subnets in this order.
fn add_all(numbers: impl IntoIterator<Item = u16>) {
    for number in numbers {
        assert_ok!(Store::insert(NetUid::new(number), marked(number)));
    }
}

fn numbers_of_all() -> Vec<u16> {
    Store::all().iter().map(|subnet| subnet.netuid.get()).collect()
}

#[test]
fn a_subnet_that_was_added_is_there() {
    empty().execute_with(|| {
        assert_eq!(Store::get(ONE), None);
        assert_eq!(Store::all(), []);
        add_all([1]);
        assert_eq!(Store::get(ONE), Some(marked(1)));
        assert_eq!(Store::get(TWO), None);
        let row = NumberedPool { netuid: ONE, pool: marked(1) };
        assert_eq!(Store::all(), [row]);
    });
}

#[test]
fn subnets_come_in_the_order_of_their_numbers_however_they_were_added() {
    empty().execute_with(|| {
        add_all([9, 3, 128, 0, 17, 7, 8, 1, 16]);
        assert_eq!(numbers_of_all(), [0, 1, 3, 7, 8, 9, 16, 17, 128]);
        for subnet in Store::all() {
            assert_eq!(subnet.pool, marked(subnet.netuid.get()));
            assert_eq!(Store::get(subnet.netuid), Some(subnet.pool));
        }
    });
}

#[test]
fn a_hundred_and_twenty_nine_subnets_fill_seventeen_pages() {
    empty().execute_with(|| {
        add_all((0..=128).rev());
        assert_eq!(numbers_of_all(), (0..=128).collect::<Vec<_>>());
        assert_eq!(PageCount::<Test>::get(), 17);
        assert_eq!(PoolPages::<Test>::iter().count(), 17);
        for (number, page) in PoolPages::<Test>::iter() {
            assert_eq!(page.len(), if number == 16 { 1 } else { 8 });
        }
    });
}

#[test]
fn seven_and_eight_lie_in_different_pages() {
    empty().execute_with(|| {
        assert_eq!(PAGE, 8);
        add_all([7]);
        assert_eq!(PageCount::<Test>::get(), 1);
        add_all([8]);
        assert_eq!(PageCount::<Test>::get(), 2);
        assert_eq!(PoolPages::<Test>::get(0).len(), 1);
        assert_eq!(PoolPages::<Test>::get(1).len(), 1);
    });
}

#[test]
fn pages_between_may_be_empty() {
    empty().execute_with(|| {
        add_all([100, 2]);
        assert_eq!(PageCount::<Test>::get(), 13);
        assert_eq!(PoolPages::<Test>::iter().count(), 2);
        assert_eq!(numbers_of_all(), [2, 100]);
    });
}

#[test]
fn a_subnet_cannot_be_added_twice() {
    empty().execute_with(|| {
        add_all([5]);
        assert_noop!(Store::insert(NetUid::new(5), marked(6)), Error::<Test>::SubnetExists);
    });
}

#[test]
fn a_number_beyond_the_most_is_refused() {
    empty().execute_with(|| {
        for number in [MAX_SUBNETS + 1, u16::MAX] {
            assert_noop!(Store::insert(NetUid::new(number), marked(1)), Error::<Test>::NetUidTooHigh);
            assert_eq!(Store::get(NetUid::new(number)), None);
        }
        add_all([MAX_SUBNETS]);
    });
}

#[test]
fn a_change_is_kept_and_its_result_returned() {
    empty().execute_with(|| {
        add_all([0, 1, 2]);
        let old = Store::mutate(ONE, |pool| {
            let old = pool.tao;
            pool.tao = 99.into();
            Ok(old)
        });
        assert_eq!(old, Ok(2.into()));
        assert_eq!(Store::get(ONE), Some(pool_of(99, 7)));
        assert_eq!(Store::get(ROOT), Some(marked(0)));
        assert_eq!(Store::get(TWO), Some(marked(2)));
    });
}

#[test]
fn a_change_that_fails_is_not_kept() {
    empty().execute_with(|| {
        add_all([0, 1, 2]);
        let fails = || {
            Store::mutate(ONE, |pool| {
                pool.tao = 99.into();
                Err::<(), _>(DispatchError::Other("no"))
            })
        };
        assert_noop!(fails(), DispatchError::Other("no"));
    });
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    empty().execute_with(|| {
        add_all([0, 1]);
        for number in [2, 8, u16::MAX] {
            assert_noop!(Store::mutate(NetUid::new(number), |_| Ok(())), Error::<Test>::SubnetNotExists);
        }
    });
}

#[test]
fn all_can_be_written_back() {
    empty().execute_with(|| {
        add_all([0, 1, 7, 8, 15, 16, 128]);
        let unchanged = storage_root();
        let mut subnets = Store::all();
        assert_ok!(Store::put_all(subnets.iter()));
        assert_eq!(storage_root(), unchanged);

        for subnet in &mut subnets {
            subnet.pool.volume = 3;
        }
        assert_ok!(Store::put_all(subnets.iter()));
        assert_eq!(Store::all(), subnets);
        assert!(subnets.iter().all(|subnet| subnet.pool.volume == 3));
        assert_eq!(PageCount::<Test>::get(), 17);
    });
}

#[test]
fn whole_pages_can_be_written_and_the_others_stay() {
    empty().execute_with(|| {
        add_all(0..24);
        let mut middle: Vec<_> = Store::all()[8..16].to_vec();
        for subnet in &mut middle {
            subnet.pool.volume = 3;
        }
        assert_ok!(Store::put_all(middle.iter()));
        for subnet in Store::all() {
            let expected = if (8..16).contains(&subnet.netuid.get()) { 3 } else { 0 };
            assert_eq!(subnet.pool.volume, expected);
        }
    });
}

#[test]
fn to_write_nothing_writes_nothing() {
    empty().execute_with(|| {
        add_all([0, 1]);
        let before = storage_root();
        assert_ok!(Store::put_all([].iter()));
        assert_eq!(storage_root(), before);
    });
}

/// A pool whose every field differs from the others.
fn distinct() -> Pool {
    Pool {
        tao: 1.into(),
        alpha_in: 2.into(),
        alpha_out: 3.into(),
        unowned: 4.into(),
        claimable: 5.into(),
        flow: -6,
        inflow: 7.into(),
        revenue: 8.into(),
        withheld: WithheldPart::from_bits(9),
        ema_halving_blocks: 10,
        last_payout: 11,
        next_payout: 12,
        moving_price: MovingPrice::from_bits(13),
        volume: 14,
        flow_average: I64F64::from_bits(-15),
        inflow_average: I64F64::from_bits(16),
        revenue_average: I64F64::from_bits(17),
        fee_rate: 18,
        first_emission_block: Some(19),
        switches: Switches { registration_allowed: true, ..Default::default() },
        pending: Pending {
            server: 20.into(),
            validator: 21.into(),
            owner: 22.into(),
            root_tao: 23.into(),
            root_alpha_sold: 24.into(),
            root_alpha: 25.into(),
        },
        emission: Emission { tao_in: 26.into(), alpha_in: 27.into(), alpha_out: 28.into(), excess_tao: 29.into() },
    }
}

#[test]
fn a_pool_is_read_as_it_was_written_and_a_part_of_it_is_refused() {
    for pool in [distinct(), Pool { first_emission_block: None, ..distinct() }] {
        let bytes = pool.encode();
        assert_eq!(Pool::decode(&mut &bytes[..]), Ok(pool));
        for length in 0..bytes.len() {
            assert!(Pool::decode(&mut &bytes[..length]).is_err(), "{length}");
        }
        // On the wire a row of a page is a pair.
        assert_eq!(NumberedPool { netuid: TWO, pool }.encode(), (TWO, pool).encode());
    }
}

#[test]
fn switches_are_one_byte_of_which_the_first_bit_was_a_bool() {
    for bits in 0..8_u8 {
        let switches =
            Switches { registration_allowed: bits & 1 > 0, no_tao: bits & 2 > 0, no_owner_cut: bits & 4 > 0 };
        assert_eq!(switches.encode(), [bits]);
        assert_eq!(Switches::decode(&mut &[bits][..]), Ok(switches));
    }
    for registration_allowed in [false, true] {
        let stored = registration_allowed.encode();
        let read = Switches { registration_allowed, ..Default::default() };
        assert_eq!(Switches::decode(&mut &stored[..]), Ok(read));
    }
    for unknown in 8..=u8::MAX {
        assert!(Switches::decode(&mut &[unknown][..]).is_err());
    }
}
