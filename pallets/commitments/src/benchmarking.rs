//! Worst-case benchmarks of the calls, of the work of a block, and of the removal and the move of a neuron's records.

use crate::{
    open::{open_due, Opened},
    records::Records,
    types::{TimeLocked, MAX_TIME_LOCKED_BYTES},
    Call, CommitmentInfo, CommitmentOf, Config, Data, Entries, LastBondsReset, LastCommitment, MaxSpace, Neurons,
    Pallet, RevealedCommitments, UsageTracker, UsedSpaceOf, MAX_REVEALED,
};
use alloc::{boxed::Box, vec, vec::Vec};
use dtao_primitives::{NetUid, NeuronRecords};
use frame_benchmarking::v2::*;
use frame_support::traits::{fungible::Mutate, Get};
use frame_system::RawOrigin;

/// The subnet.
const NETUID: NetUid = NetUid::new(1);

/// The round for which the commitments wait.
const ROUND: u64 = 1;

/// The most neurons whose records a block removes.
const MAX_REMOVED: u32 = 64;

/// A TAO, in rao.
const TAO: u64 = 1_000_000_000;

fn bytes() -> TimeLocked {
    TimeLocked::truncate_from(vec![7; MAX_TIME_LOCKED_BYTES as usize])
}

/// A time-locked field of the greatest length.
fn time_locked(reveal_round: u64) -> Data {
    Data::TimelockEncrypted { encrypted: bytes(), reveal_round }
}

/// Returns an account with TAO.
fn rich<T: Config>(name: &'static str, number: u32) -> T::AccountId {
    let who = account(name, number, 0);
    T::Currency::set_balance(&who, TAO);
    who
}

/// Returns the hotkey of a new neuron, and the coldkey that owns it.
fn neuron<T: Config>(number: u32) -> (T::AccountId, T::AccountId) {
    let (hotkey, coldkey) = (account("hotkey", number, 0), rich::<T>("coldkey", number));
    T::Neurons::prepare(NETUID, &hotkey, &coldkey);
    (hotkey, coldkey)
}

/// Gives a neuron all records there are, the longest, paid by `payer`. A field waits for [`ROUND`].
fn add_records<T: Config>(hotkey: &T::AccountId, payer: &T::AccountId) {
    let block = frame_system::Pallet::<T>::block_number();
    let failed = Data::TimelockRevealFailed { encrypted: bytes(), reveal_round: 0 };
    let fields: Vec<_> = vec![time_locked(ROUND), failed.clone(), failed];
    let info = CommitmentInfo { fields: fields.try_into().expect("three fields") };
    let mut records = Records::<T>::load(NETUID, hotkey);
    for _ in 0..MAX_REVEALED {
        records.add_revealed(bytes().into_inner(), 1);
    }
    records.store(payer, block, info, Some(ROUND)).expect("the payer has TAO");
    LastCommitment::<T>::insert(NETUID, hotkey, block);
    LastBondsReset::<T>::insert(NETUID, hotkey, block);
    UsedSpaceOf::<T>::insert(NETUID, hotkey, UsageTracker { last_epoch: u64::MAX, used_space: 1 });
}

#[benchmarks]
mod benchmarks {
    use super::*;

    /// Another account has paid before, and what was opened is at its greatest length. The bonds are reset.
    #[benchmark]
    fn set_commitment() {
        let (hotkey, _) = neuron::<T>(0);
        add_records::<T>(&hotkey, &rich::<T>("before", 0));
        LastBondsReset::<T>::remove(NETUID, &hotkey);
        let fields = vec![time_locked(ROUND + 1), time_locked(ROUND + 2), Data::ResetBondsFlag];
        let info = CommitmentInfo { fields: fields.try_into().expect("three fields") };
        #[extrinsic_call]
        _(RawOrigin::Signed(hotkey.clone()), NETUID, Box::new(info.clone()));
        assert_eq!(CommitmentOf::<T>::get(NETUID, hotkey).map(|commitment| commitment.info), Some(info));
    }

    #[benchmark]
    fn set_max_space() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(MaxSpace::<T>::get(), 7);
    }

    /// The work of a block that opens a field of each of `c` commitments, apart from the opening itself. Other accounts have
    /// paid than own the hotkeys by now.
    #[benchmark]
    fn open_commitments(c: Linear<0, { T::MaxOpenedPerBlock::get() }>) {
        for number in 0..c {
            let (hotkey, _) = neuron::<T>(number);
            add_records::<T>(&hotkey, &rich::<T>("before", number));
        }
        let opened;
        #[block]
        {
            opened = open_due::<T>(|| ROUND, |_, sealed| Ok(sealed.to_vec()));
        }
        assert_eq!(opened, Opened { commitments: c, fields: c });
    }

    /// The records of `n` neurons. Other accounts have paid than own the hotkeys by now.
    #[benchmark]
    fn remove_records(n: Linear<0, MAX_REMOVED>) {
        for number in 0..n {
            let (hotkey, _) = neuron::<T>(number);
            add_records::<T>(&hotkey, &rich::<T>("before", number));
        }
        let removed;
        #[block]
        {
            removed = Pallet::<T>::remove_for_subnet(NETUID, n);
        }
        assert_eq!(removed.0, n);
        assert_eq!(Entries::<T>::iter().count(), 0);
    }

    #[benchmark]
    fn move_records() {
        let (hotkey, coldkey) = neuron::<T>(0);
        add_records::<T>(&hotkey, &coldkey);
        let (new, _) = neuron::<T>(1);
        #[block]
        {
            Pallet::<T>::move_to_hotkey(NETUID, &hotkey, &new);
        }
        assert!(Entries::<T>::contains_key(NETUID, &new));
        assert!(RevealedCommitments::<T>::contains_key(NETUID, &new));
    }

    #[cfg(test)]
    impl_benchmark_test_suite!(Pallet, sp_io::TestExternalities::default(), crate::mock::Test);
}

#[cfg(test)]
dtao_test_runtime::test_that_every_call_has_a_benchmark!(
    crate::Pallet<crate::mock::Test>,
    crate::Call<crate::mock::Test>
);
