//! The runtime APIs for the node and its clients. A pallet answers each of them.
#![allow(
    missing_docs,
    reason = "the macro generates types without documentation; the APIs are documented where they are declared"
)]

use crate::{
    configs::{consensus, system::SudoAloneIfStuck},
    genesis,
    opaque::SessionKeys,
    proxy_lists, AccountId, Aura, Balance, Block, Executive, Grandpa, InherentDataExt, Nonce, Runtime, RuntimeCall,
    RuntimeGenesisConfig, SubtensorModule, Swap, System, TransactionPayment, VERSION,
};
use alloc::{collections::BTreeMap, vec::Vec};
use dtao_primitives::{
    runtime_api::{
        BasketClaimPreview, BasketPosition, BasketSummary, BasketTradingStatus, BetaIndex, BetaPosition, BetaPricing,
        BetaPricingPage, CustodyBooks, DelegateInfo, DynamicInfo, HyperparamEntry, LockState, Metagraph, NeuronInfo,
        NeuronInfoLite, ProxyFilter, ProxyFilterInfo, ProxyTypeInfo, SelectiveMetagraph, SimSwapResult,
        StakeAvailability, StakeInfo, SubnetHyperparams, SubnetHyperparamsV2, SubnetInfo, SubnetPrice, SubnetState,
    },
    AlphaBalance, NetUid, TaoBalance,
};
use frame_support::{
    genesis_builder_helper::{build_state, get_preset},
    traits::Contains,
    weights::Weight,
};
use pallet_grandpa::AuthorityId as GrandpaId;
use pallet_transaction_payment::{FeeDetails, RuntimeDispatchInfo};
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_runtime::{
    traits::{Block as BlockT, NumberFor},
    transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidity},
    ApplyExtrinsicResult, ExtrinsicInclusionMode,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;
use substrate_fixed::types::U64F64;

impl_runtime_apis! {
    impl sp_api::Core<Block> for Runtime {
        fn version() -> RuntimeVersion {
            VERSION
        }

        fn execute_block(block: <Block as BlockT>::LazyBlock) {
            Executive::execute_block(block);
        }

        fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
            Executive::initialize_block(header)
        }
    }

    impl sp_api::Metadata<Block> for Runtime {
        fn metadata() -> OpaqueMetadata {
            crate::metadata::of_version_14()
        }

        fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
            crate::metadata::at_version(version)
        }

        fn metadata_versions() -> Vec<u32> {
            Runtime::metadata_versions()
        }
    }

    impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
        fn execute_view_function(
            id: frame_support::view_functions::ViewFunctionId,
            input: Vec<u8>,
        ) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
            Runtime::execute_view_function(id, input)
        }
    }

    impl sp_block_builder::BlockBuilder<Block> for Runtime {
        fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
            // It waits in the pool, as during a migration, and pays no fee for a call that the filter refuses.
            if !SudoAloneIfStuck::contains(&extrinsic.function) {
                return Err(InvalidTransaction::ExhaustsResources.into());
            }
            Executive::apply_extrinsic(extrinsic)
        }

        fn finalize_block() -> <Block as BlockT>::Header {
            Executive::finalize_block()
        }

        fn inherent_extrinsics(data: sp_inherents::InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
            data.create_extrinsics()
        }

        fn check_inherents(
            block: <Block as BlockT>::LazyBlock,
            data: sp_inherents::InherentData,
        ) -> sp_inherents::CheckInherentsResult {
            data.check_extrinsics(&block)
        }
    }

    impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
        fn validate_transaction(
            source: TransactionSource,
            tx: <Block as BlockT>::Extrinsic,
            block_hash: <Block as BlockT>::Hash,
        ) -> TransactionValidity {
            consensus::check_ciphertext(&tx.function)?;
            Executive::validate_transaction(source, tx, block_hash)
        }
    }

    impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
        fn offchain_worker(header: &<Block as BlockT>::Header) {
            Executive::offchain_worker(header)
        }
    }

    impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
        fn slot_duration() -> sp_consensus_aura::SlotDuration {
            sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
        }

        fn authorities() -> Vec<AuraId> {
            pallet_aura::Authorities::<Runtime>::get().into_inner()
        }
    }

    impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
        fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
            Grandpa::grandpa_authorities()
        }

        fn current_set_id() -> sp_consensus_grandpa::SetId {
            pallet_grandpa::CurrentSetId::<Runtime>::get()
        }

        fn submit_report_equivocation_unsigned_extrinsic(
            _equivocation_proof: sp_consensus_grandpa::EquivocationProof<
                <Block as BlockT>::Hash,
                NumberFor<Block>,
            >,
            _key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
        ) -> Option<()> {
            None
        }

        fn generate_key_ownership_proof(
            _set_id: sp_consensus_grandpa::SetId,
            _authority_id: GrandpaId,
        ) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
            None
        }
    }

    impl pallet_mev_shield::runtime_api::MevShieldApi<Block> for Runtime {
        fn ciphertext_of(transaction: <Block as BlockT>::Extrinsic) -> Option<Vec<u8>> {
            consensus::ciphertext_of(transaction)
        }
    }

    impl sp_session::SessionKeys<Block> for Runtime {
        fn generate_session_keys(owner: Vec<u8>, seed: Option<Vec<u8>>) -> OpaqueGeneratedSessionKeys {
            SessionKeys::generate(&owner, seed).into()
        }

        fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
            SessionKeys::decode_into_raw_public_keys(&encoded)
        }
    }

    impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
        fn account_nonce(account: AccountId) -> Nonce {
            System::account_nonce(account)
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
        fn query_info(uxt: <Block as BlockT>::Extrinsic, len: u32) -> RuntimeDispatchInfo<Balance> {
            TransactionPayment::query_info(uxt, len)
        }

        fn query_fee_details(uxt: <Block as BlockT>::Extrinsic, len: u32) -> FeeDetails<Balance> {
            TransactionPayment::query_fee_details(uxt, len)
        }

        fn query_weight_to_fee(weight: Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }

        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<Block, Balance, RuntimeCall>
        for Runtime
    {
        fn query_call_info(call: RuntimeCall, len: u32) -> RuntimeDispatchInfo<Balance> {
            TransactionPayment::query_call_info(call, len)
        }

        fn query_call_fee_details(call: RuntimeCall, len: u32) -> FeeDetails<Balance> {
            TransactionPayment::query_call_fee_details(call, len)
        }

        fn query_weight_to_fee(weight: Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }

        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl dtao_primitives::runtime_api::SwapRuntimeApi<Block> for Runtime {
        fn current_alpha_price(netuid: NetUid) -> u64 {
            SubtensorModule::current_alpha_price(netuid)
        }

        fn current_alpha_price_all() -> Vec<SubnetPrice> {
            SubtensorModule::current_alpha_prices()
        }

        fn sim_swap_tao_for_alpha(netuid: NetUid, tao: TaoBalance) -> SimSwapResult {
            SubtensorModule::sim_swap_tao_for_alpha(netuid, tao)
        }

        fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: AlphaBalance) -> SimSwapResult {
            SubtensorModule::sim_swap_alpha_for_tao(netuid, alpha)
        }
    }

    impl dtao_primitives::runtime_api::SubnetInfoRuntimeApi<Block> for Runtime {
        fn get_dynamic_info(netuid: NetUid) -> Option<DynamicInfo> {
            SubtensorModule::dynamic_info(netuid)
        }

        fn get_all_dynamic_info() -> Vec<Option<DynamicInfo>> {
            SubtensorModule::all_dynamic_info()
        }

        fn get_subnet_info(netuid: NetUid) -> Option<SubnetInfo> {
            SubtensorModule::subnet_info(netuid)
        }

        fn get_subnets_info() -> Vec<Option<SubnetInfo>> {
            SubtensorModule::all_subnet_info()
        }

        fn get_subnet_info_v2(netuid: NetUid) -> Option<SubnetInfo> {
            SubtensorModule::subnet_info(netuid)
        }

        fn get_subnets_info_v2() -> Vec<Option<SubnetInfo>> {
            SubtensorModule::all_subnet_info()
        }

        fn get_subnet_hyperparams(netuid: NetUid) -> Option<SubnetHyperparams> {
            SubtensorModule::hyperparameters(netuid).map(Into::into)
        }

        fn get_subnet_hyperparams_v2(netuid: NetUid) -> Option<SubnetHyperparamsV2> {
            SubtensorModule::hyperparameters(netuid)
        }

        fn get_subnet_hyperparams_v3(netuid: NetUid) -> Option<Vec<HyperparamEntry>> {
            SubtensorModule::hyperparameters_by_name(netuid)
        }

        fn get_subnet_state(netuid: NetUid) -> Option<SubnetState> {
            SubtensorModule::subnet_state(netuid)
        }

        fn get_metagraph(netuid: NetUid) -> Option<Metagraph> {
            SubtensorModule::metagraph(netuid)
        }

        fn get_all_metagraphs() -> Vec<Option<Metagraph>> {
            SubtensorModule::all_metagraphs()
        }

        fn get_mechagraph(netuid: NetUid, mecid: u8) -> Option<Metagraph> {
            SubtensorModule::mechagraph(netuid, mecid)
        }

        fn get_all_mechagraphs() -> Vec<Option<Metagraph>> {
            SubtensorModule::all_metagraphs()
        }

        fn get_selective_metagraph(netuid: NetUid, metagraph_indexes: Vec<u16>) -> Option<SelectiveMetagraph> {
            SubtensorModule::selective_mechagraph(netuid, 0, metagraph_indexes)
        }

        fn get_selective_mechagraph(
            netuid: NetUid,
            subid: u8,
            metagraph_indexes: Vec<u16>,
        ) -> Option<SelectiveMetagraph> {
            SubtensorModule::selective_mechagraph(netuid, subid, metagraph_indexes)
        }

        fn get_next_epoch_start_block(netuid: NetUid) -> Option<u64> {
            SubtensorModule::next_epoch(netuid)
        }

        fn get_coldkey_auto_stake_hotkey(coldkey: AccountId, netuid: NetUid) -> Option<AccountId> {
            SubtensorModule::auto_stake_hotkey(&coldkey, netuid)
        }

        fn get_subnet_to_prune() -> Option<NetUid> {
            SubtensorModule::next_to_close()
        }

        fn get_subnet_account_id(netuid: NetUid) -> Option<AccountId> {
            SubtensorModule::subnet_account(netuid)
        }
    }

    impl dtao_primitives::runtime_api::CustodyRuntimeApi<Block> for Runtime {
        fn get_custody_account() -> AccountId {
            Swap::custody_account()
        }

        fn get_custody_books() -> Option<CustodyBooks> {
            SubtensorModule::custody_books()
        }
    }

    impl dtao_primitives::runtime_api::SubnetRegistrationRuntimeApi<Block> for Runtime {
        fn get_network_registration_cost() -> TaoBalance {
            SubtensorModule::network_lock_cost().into()
        }
    }

    impl dtao_primitives::runtime_api::NeuronInfoRuntimeApi<Block> for Runtime {
        fn get_neurons(netuid: NetUid) -> Vec<NeuronInfo> {
            SubtensorModule::neurons(netuid)
        }

        fn get_neuron(netuid: NetUid, uid: u16) -> Option<NeuronInfo> {
            SubtensorModule::neuron(netuid, uid)
        }

        fn get_neurons_lite(netuid: NetUid) -> Vec<NeuronInfoLite> {
            SubtensorModule::neurons_lite(netuid)
        }

        fn get_neuron_lite(netuid: NetUid, uid: u16) -> Option<NeuronInfoLite> {
            SubtensorModule::neuron_lite(netuid, uid)
        }
    }

    impl dtao_primitives::runtime_api::ProxyFilterRuntimeApi<Block> for Runtime {
        fn get_proxy_types() -> Vec<ProxyTypeInfo> {
            proxy_lists::proxy_types()
        }

        fn get_proxy_filter(proxy_type: Option<u8>) -> Vec<ProxyFilterInfo> {
            proxy_lists::proxy_filters(proxy_type)
        }

        fn get_proxy_filters(proxy_types: Option<Vec<u8>>) -> Vec<ProxyFilter> {
            proxy_lists::proxy_filters_of(proxy_types)
        }
    }

    impl dtao_primitives::runtime_api::DelegateInfoRuntimeApi<Block> for Runtime {
        fn get_delegates() -> Vec<DelegateInfo> {
            SubtensorModule::delegates()
        }

        fn get_delegate(delegate_account: AccountId) -> Option<DelegateInfo> {
            SubtensorModule::delegate(delegate_account)
        }

        fn get_delegated(delegatee_account: AccountId) -> Vec<(DelegateInfo, (NetUid, AlphaBalance))> {
            SubtensorModule::delegated(&delegatee_account)
        }
    }

    impl dtao_primitives::runtime_api::StakeInfoRuntimeApi<Block> for Runtime {
        fn get_stake_info_for_coldkey(coldkey_account: AccountId) -> Vec<StakeInfo> {
            SubtensorModule::stake_info_for_coldkey(&coldkey_account)
        }

        fn get_stake_info_for_coldkeys(coldkey_accounts: Vec<AccountId>) -> Vec<(AccountId, Vec<StakeInfo>)> {
            SubtensorModule::stake_info_for_coldkeys(coldkey_accounts)
        }

        fn get_stake_info_for_hotkey_coldkey_netuid(
            hotkey_account: AccountId,
            coldkey_account: AccountId,
            netuid: NetUid,
        ) -> Option<StakeInfo> {
            Some(SubtensorModule::stake_info(&hotkey_account, &coldkey_account, netuid))
        }

        fn get_stake_fee(
            origin: Option<(AccountId, NetUid)>,
            _origin_coldkey_account: AccountId,
            destination: Option<(AccountId, NetUid)>,
            _destination_coldkey_account: AccountId,
            amount: u64,
        ) -> u64 {
            let subnet = |position: Option<(AccountId, NetUid)>| position.map(|(_, netuid)| netuid);
            SubtensorModule::stake_fee(subnet(origin), subnet(destination), amount)
        }

        fn get_stake_availability_for_coldkeys(
            coldkey_accounts: Vec<AccountId>,
            netuids: Option<Vec<NetUid>>,
        ) -> BTreeMap<AccountId, BTreeMap<NetUid, StakeAvailability>> {
            SubtensorModule::stake_availability(coldkey_accounts, netuids)
        }

        fn get_hotkey_conviction(hotkey: AccountId, netuid: NetUid) -> U64F64 {
            SubtensorModule::hotkey_conviction(&hotkey, netuid)
        }

        fn get_most_convicted_hotkey_on_subnet(netuid: NetUid) -> Option<AccountId> {
            SubtensorModule::most_convicted_hotkey(netuid)
        }

        fn get_coldkey_lock(coldkey: AccountId, netuid: NetUid) -> Option<LockState> {
            SubtensorModule::coldkey_lock(&coldkey, netuid)
        }
    }

    impl dtao_primitives::runtime_api::BetaBasketRuntimeApi<Block> for Runtime {
        fn get_root_basket_owed(coldkey: AccountId) -> TaoBalance {
            SubtensorModule::root_basket_owed(&coldkey)
        }

        fn get_basket_payout(hotkey: AccountId, coldkey: AccountId) -> TaoBalance {
            SubtensorModule::basket_payout(&hotkey, &coldkey)
        }

        fn get_validator_basket_nav(hotkey: AccountId) -> TaoBalance {
            SubtensorModule::validator_basket_nav(&hotkey)
        }

        fn get_validator_basket(hotkey: AccountId) -> Vec<(NetUid, AlphaBalance, TaoBalance)> {
            SubtensorModule::validator_basket(&hotkey)
        }

        fn get_root_basket_total_nav() -> TaoBalance {
            SubtensorModule::root_basket_total_nav()
        }

        fn get_validator_basket_summary(hotkey: AccountId) -> BasketSummary {
            SubtensorModule::validator_basket_summary(hotkey)
        }

        fn get_all_validator_baskets() -> Vec<BasketSummary> {
            SubtensorModule::all_validator_baskets()
        }

        fn get_root_basket_positions(coldkey: AccountId) -> Vec<(AccountId, u64, TaoBalance)> {
            SubtensorModule::root_basket_positions(&coldkey)
        }

        fn get_basket_position(hotkey: AccountId, coldkey: AccountId) -> Option<BasketPosition> {
            SubtensorModule::basket_position(hotkey, &coldkey)
        }

        fn get_root_basket_portfolio(coldkey: AccountId) -> Vec<BasketPosition> {
            SubtensorModule::root_basket_portfolio(&coldkey)
        }

        fn get_beta_pricing(_hotkey: AccountId) -> Option<BetaPricing> {
            None
        }

        fn get_all_beta_pricing(_start_after: Option<AccountId>, _limit: u32) -> BetaPricingPage {
            BetaPricingPage::default()
        }

        fn get_beta_index() -> BetaIndex {
            BetaIndex { bag_index: U64F64::from_num(1), stake_index: U64F64::from_num(1) }
        }

        fn get_beta_position(_hotkey: AccountId, _coldkey: AccountId) -> Option<BetaPosition> {
            None
        }

        fn get_beta_portfolio(_coldkey: AccountId) -> Vec<BetaPosition> {
            Vec::new()
        }

        fn get_basket_trading_status(_hotkey: AccountId) -> BasketTradingStatus {
            BasketTradingStatus::default()
        }

        fn get_basket_claim_preview(hotkey: AccountId, coldkey: AccountId) -> Option<BasketClaimPreview> {
            SubtensorModule::basket_claim_preview(hotkey, &coldkey)
        }

        fn get_root_basket_claim_previews(coldkey: AccountId) -> Vec<BasketClaimPreview> {
            SubtensorModule::root_basket_claim_previews(&coldkey)
        }
    }

    impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
        fn build_state(json: Vec<u8>) -> sp_genesis_builder::Result {
            build_state::<RuntimeGenesisConfig>(json)
        }

        fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
            get_preset::<RuntimeGenesisConfig>(id, genesis::preset)
        }

        fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
            genesis::preset_names()
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    impl frame_benchmarking::Benchmark<Block> for Runtime {
        fn benchmark_metadata(
            extra: bool,
        ) -> (
            Vec<frame_benchmarking::BenchmarkList>,
            Vec<frame_support::traits::StorageInfo>,
        ) {
            crate::benchmarks::metadata(extra)
        }

        fn dispatch_benchmark(
            config: frame_benchmarking::BenchmarkConfig,
        ) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
            crate::benchmarks::dispatch(config)
        }
    }

    #[cfg(feature = "try-runtime")]
    impl frame_try_runtime::TryRuntime<Block> for Runtime {
        fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
            match crate::upgrade_checks::upgrade(checks) {
                Ok(weight) => (weight, crate::configs::system::RuntimeBlockWeights::get().max_block),
                Err(error) => panic!("an upgrade would break the chain: {error:?}"),
            }
        }

        fn execute_block(
            block: <Block as BlockT>::LazyBlock,
            state_root_check: bool,
            signature_check: bool,
            select: frame_try_runtime::TryStateSelect,
        ) -> Weight {
            match Executive::try_execute_block(block, state_root_check, signature_check, select) {
                Ok(weight) => weight,
                Err(error) => panic!("the block cannot be executed: {error:?}"),
            }
        }
    }
}
