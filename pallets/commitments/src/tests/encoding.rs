//! The encodings and the types of data, as clients know them.

use crate::{mock::*, Call, CommitmentInfo, Data, Registration, UsageTracker};
use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use scale_info::{meta_type, Registry, TypeDef, TypeInfo};

#[track_caller]
fn assert_bytes(data: Data, expected: &[u8]) {
    assert_eq!(data.encode(), expected);
    assert_eq!(data.encoded_size(), expected.len());
    assert_eq!(Data::decode_all(&mut &expected[..]), Ok(data));
}

#[test]
fn raw_bytes_begin_with_their_length_and_one() {
    assert_bytes(Data::None, &[0]);
    assert_bytes(raw(b""), &[1]);
    assert_bytes(raw(b"ab"), &[3, b'a', b'b']);
    assert_bytes(raw(&[9; 128]), &[&[129][..], &[9; 128]].concat());
}

#[test]
fn hashes_flags_and_longer_bytes_have_the_numbers_of_the_network() {
    for (index, data) in [
        (130, Data::BlakeTwo256([5; 32])),
        (131, Data::Sha256([5; 32])),
        (132, Data::Keccak256([5; 32])),
        (133, Data::ShaThree256([5; 32])),
    ] {
        assert_bytes(data, &[&[index][..], &[5; 32]].concat());
    }
    assert_bytes(Data::ResetBondsFlag, &[135]);
    assert_bytes(Data::BigRaw(vec![7; 3].try_into().unwrap()), &[136, 12, 7, 7, 7]);
}

#[test]
fn what_is_time_locked_has_its_bytes_and_then_its_round() {
    let encrypted = || vec![1, 2].try_into().unwrap();
    let rest = [8, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0];
    let bytes = |index: u8| [&[index][..], &rest].concat();
    assert_bytes(Data::TimelockEncrypted { encrypted: encrypted(), reveal_round: 3 }, &bytes(134));
    assert_bytes(Data::TimelockRevealFailed { encrypted: encrypted(), reveal_round: 3 }, &bytes(137));
}

#[test]
fn nothing_else_is_decoded() {
    assert!(Data::decode(&mut &[138][..]).is_err());
    assert!(Data::decode(&mut &[255][..]).is_err());
    // Too few raw bytes, and too many of the others.
    assert!(Data::decode(&mut &[3, 1][..]).is_err());
    let long = |index: u8, length: usize| [vec![index], vec![1_u8; length].encode(), vec![0; 8]].concat();
    assert!(Data::decode(&mut &long(134, 1_025)[..]).is_err());
    assert!(Data::decode(&mut &long(136, 513)[..]).is_err());
    // Four fields.
    assert!(CommitmentInfo::decode(&mut &vec![Data::None; 4].encode()[..]).is_err());
}

#[test]
fn no_data_is_longer_than_the_bound() {
    let longest = Data::TimelockEncrypted { encrypted: vec![1; 1_024].try_into().unwrap(), reveal_round: u64::MAX };
    assert_eq!(longest.encoded_size(), 1_035);
    assert_eq!(Data::max_encoded_len(), 1_035);
    assert_eq!(CommitmentInfo::max_encoded_len(), 1 + 3 * 1_035);
}

#[test]
fn the_variants_have_the_names_and_numbers_that_clients_look_up() {
    let TypeDef::Variant(data) = Data::type_info().type_def else { panic!("not variants") };
    assert_eq!(data.variants.len(), 138);
    for (position, variant) in data.variants.iter().enumerate() {
        assert_eq!(usize::from(variant.index), position, "{}", variant.name);
    }
    let name = |index: usize| data.variants[index].name;
    assert_eq!(name(0), "None");
    for length in 0..=128 {
        assert_eq!(name(length + 1), format!("Raw{length}"));
    }
    let rest: Vec<_> = (130..138).map(name).collect();
    assert_eq!(
        rest,
        [
            "BlakeTwo256",
            "Sha256",
            "Keccak256",
            "ShaThree256",
            "TimelockEncrypted",
            "ResetBondsFlag",
            "BigRaw",
            "TimelockRevealFailed",
        ]
    );
}

#[test]
fn raw_bytes_are_arrays_of_their_length_for_clients() {
    let mut types = Registry::new();
    types.register_type(&meta_type::<Data>());
    let types: scale_info::PortableRegistry = types.into();
    let lengths: std::collections::BTreeSet<_> = types
        .types
        .iter()
        .filter_map(|entry| match &entry.ty.type_def {
            TypeDef::Array(array) => Some(array.len),
            _ => None,
        })
        .collect();
    assert_eq!(lengths, (0..=128).collect());
}

#[test]
fn records_have_the_fields_that_clients_read_in_their_order() {
    let names = |type_info: scale_info::Type| {
        let TypeDef::Composite(fields) = type_info.type_def else { panic!("no fields") };
        fields.fields.iter().map(|field| field.name.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(names(Registration::<u32>::type_info()), ["deposit", "block", "info"]);
    assert_eq!(names(CommitmentInfo::type_info()), ["fields"]);
    assert_eq!(names(UsageTracker::type_info()), ["last_epoch", "used_space"]);
    assert_eq!(Data::type_info().path.segments, ["pallet_commitments", "types", "Data"]);
}

#[test]
fn a_call_is_its_index_the_subnet_and_the_fields() {
    let call = Call::<Test>::set_commitment { netuid: ONE, info: Box::new(info(&[raw(b"a")])) };
    assert_eq!(call.encode(), [0, 1, 0, 4, 2, b'a']);
    assert_eq!(Call::<Test>::set_max_space { new_limit: 7 }.encode(), [2, 7, 0, 0, 0]);
}
