//! The names of types in the metadata, which clients read, do not follow the files.

use crate::{emission::Dividend, settings::RecycleOrBurnEnum, *};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;

fn name<Type: TypeInfo>() -> String {
    Type::type_info().path.segments.join("::")
}

#[test]
fn types_keep_the_names_that_clients_read() {
    let names = [
        name::<Hyperparameter<AccountId32>>(),
        name::<NetworkParameter>(),
        name::<RecycleOrBurnEnum>(),
        name::<RootDividendRule>(),
        name::<InjectionRule>(),
        name::<RootClaimTypeEnum>(),
        name::<Shares>(),
        name::<Dissolution>(),
        name::<NeuronCertificate>(),
        name::<WeightCommit>(),
        name::<Dividend<AccountId32>>(),
    ];
    let expected = [
        "pallet_subtensor::hyperparameters::Hyperparameter",
        "pallet_subtensor::hyperparameters::NetworkParameter",
        "pallet_subtensor::hyperparameters::RecycleOrBurnEnum",
        "pallet_subtensor::root::RootDividendRule",
        "pallet_subtensor::emission::injection::InjectionRule",
        "pallet_subtensor::root::claim::RootClaimTypeEnum",
        "pallet_subtensor::stake::position::Shares",
        "pallet_subtensor::subnets::dissolve::Dissolution",
        "pallet_subtensor::neurons::serve::NeuronCertificate",
        "pallet_subtensor::validator_weights::WeightCommit",
        "pallet_subtensor::emission::distribution::Dividend",
    ];
    assert_eq!(names, expected);
}
