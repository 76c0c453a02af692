//! The runtime APIs that clients call by name, and the types that they return.
//!
//! Names of APIs, methods, arguments and fields are those that btcli, the SDK and polkadot.js look for; the layout on the
//! wire is described by the chain's metadata. A field for something that this chain does not have is documented so, and has
//! the value by which clients recognise that.
//!
//! | module | content |
//! |---|---|
//! | [`baskets`] | claims at root, as clients read them: a basket of alpha for each validator |
//! | [`custody`] | the TAO of all pools, by what it is held for |
//! | [`swap`] | prices and quotes |
//! | [`subnets`] | subnets and their pools |
//! | [`hyperparameters`] | the settings of a subnet |
//! | [`metagraph`] | a subnet with all its neurons |
//! | [`neurons`] | neurons |
//! | [`stake`] | holdings of stake |
//! | [`delegates`] | hotkeys with which others stake |
//! | [`proxies`] | the calls that proxies may make |

pub mod baskets;
pub mod custody;
pub mod delegates;
pub mod hyperparameters;
pub mod metagraph;
pub mod neurons;
pub mod proxies;
pub mod stake;
pub mod subnets;
pub mod swap;

pub use baskets::{
    BasketClaimPreview, BasketHolding, BasketPosition, BasketSummary, BasketTradingStatus, BetaIndex, BetaPosition,
    BetaPricing, BetaPricingPage,
};
pub use custody::CustodyBooks;
pub use delegates::DelegateInfo;
pub use hyperparameters::{HyperparamEntry, HyperparamValue, SubnetHyperparams, SubnetHyperparamsV2};
pub use metagraph::{Metagraph, SelectiveMetagraph};
pub use neurons::{NeuronInfo, NeuronInfoLite};
pub use proxies::{CallCondition, CallFilter, CallInfo, FilterMode, ProxyFilter, ProxyFilterInfo, ProxyTypeInfo};
pub use stake::{LockState, StakeAvailability, StakeInfo};
pub use subnets::{DynamicInfo, SubnetInfo, SubnetState};
pub use swap::{SimSwapResult, SubnetPrice};

use crate::{AlphaBalance, NetUid, TaoBalance};
use alloc::{collections::BTreeMap, vec::Vec};
use sp_runtime::AccountId32;
use substrate_fixed::types::U64F64;

sp_api::decl_runtime_apis! {
    /// Prices and quotes. A quote runs the code of the trade and stops before anything is written.
    pub trait SwapRuntimeApi {
        /// The price at a subnet in rao of TAO per whole alpha, rounded down; 10⁹ at root; 0 if there is no such subnet.
        fn current_alpha_price(netuid: NetUid) -> u64;
        /// The prices at all subnets, root's among them, by number; 0 at a number that no subnet has.
        fn current_alpha_price_all() -> Vec<SubnetPrice>;
        /// Simulates staking `tao` rao now.
        fn sim_swap_tao_for_alpha(netuid: NetUid, tao: TaoBalance) -> SimSwapResult;
        /// Simulates unstaking `alpha` rao now.
        fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: AlphaBalance) -> SimSwapResult;
    }

    /// The account that holds the TAO of all pools. Only this chain has this API.
    pub trait CustodyRuntimeApi {
        /// The custody account, to which nobody has the key.
        fn get_custody_account() -> AccountId32;
        /// Its books, or `None` on a chain without subnets.
        fn get_custody_books() -> Option<CustodyBooks>;
    }

    /// Subnets, their pools, their settings and their neurons.
    pub trait SubnetInfoRuntimeApi {
        /// A subnet with its pool, or `None` if there is no such subnet.
        fn get_dynamic_info(netuid: NetUid) -> Option<DynamicInfo>;
        /// All subnets with their pools: the entry at position n is subnet n, and none is `None`. A number without a subnet
        /// is listed as an empty subnet without an owner, with the symbol `-`.
        fn get_all_dynamic_info() -> Vec<Option<DynamicInfo>>;
        /// A subnet's settings and the price of a neuron, or `None` if there is no such subnet.
        fn get_subnet_info(netuid: NetUid) -> Option<SubnetInfo>;
        /// The same of all subnets by number; none is `None`.
        fn get_subnets_info() -> Vec<Option<SubnetInfo>>;
        /// The same as `get_subnet_info`.
        fn get_subnet_info_v2(netuid: NetUid) -> Option<SubnetInfo>;
        /// The same as `get_subnets_info`.
        fn get_subnets_info_v2() -> Vec<Option<SubnetInfo>>;
        /// A subnet's settings in their first form.
        fn get_subnet_hyperparams(netuid: NetUid) -> Option<SubnetHyperparams>;
        /// A subnet's settings in their second form.
        fn get_subnet_hyperparams_v2(netuid: NetUid) -> Option<SubnetHyperparamsV2>;
        /// A subnet's settings by name.
        fn get_subnet_hyperparams_v3(netuid: NetUid) -> Option<Vec<HyperparamEntry>>;
        /// The state of a subnet's neurons, or of root's validators.
        fn get_subnet_state(netuid: NetUid) -> Option<SubnetState>;
        /// A subnet with all its neurons.
        fn get_metagraph(netuid: NetUid) -> Option<Metagraph>;
        /// All subnets with all their neurons by number; none is `None`.
        fn get_all_metagraphs() -> Vec<Option<Metagraph>>;
        /// A mechanism of a subnet with all its neurons. Each subnet has one mechanism, number 0.
        fn get_mechagraph(netuid: NetUid, mecid: u8) -> Option<Metagraph>;
        /// The same as `get_all_metagraphs`.
        fn get_all_mechagraphs() -> Vec<Option<Metagraph>>;
        /// The requested fields of a subnet with all its neurons.
        fn get_selective_metagraph(netuid: NetUid, metagraph_indexes: Vec<u16>) -> Option<SelectiveMetagraph>;
        /// The same of a mechanism of a subnet.
        fn get_selective_mechagraph(
            netuid: NetUid,
            subid: u8,
            metagraph_indexes: Vec<u16>,
        ) -> Option<SelectiveMetagraph>;
        /// The block of a subnet's next epoch; later if more are due at once than a block runs. `None` if there is no
        /// such subnet, and at root, which has no epochs.
        fn get_next_epoch_start_block(netuid: NetUid) -> Option<u64>;
        /// The hotkey to which a coldkey's miners stake their earnings at a subnet.
        fn get_coldkey_auto_stake_hotkey(coldkey: AccountId32, netuid: NetUid) -> Option<AccountId32>;
        /// The subnet that the next registration would dissolve at the limit.
        fn get_subnet_to_prune() -> Option<NetUid>;
        /// The account that holds a subnet's TAO.
        fn get_subnet_account_id(netuid: NetUid) -> Option<AccountId32>;
    }

    /// The price of a subnet.
    pub trait SubnetRegistrationRuntimeApi {
        /// The lock that registering a subnet takes now.
        fn get_network_registration_cost() -> TaoBalance;
    }

    /// Neurons.
    pub trait NeuronInfoRuntimeApi {
        /// All neurons of a subnet by UID.
        fn get_neurons(netuid: NetUid) -> Vec<NeuronInfo>;
        /// A neuron.
        fn get_neuron(netuid: NetUid, uid: u16) -> Option<NeuronInfo>;
        /// All neurons of a subnet by UID, without weights and bonds.
        fn get_neurons_lite(netuid: NetUid) -> Vec<NeuronInfoLite>;
        /// A neuron, without weights and bonds.
        fn get_neuron_lite(netuid: NetUid, uid: u16) -> Option<NeuronInfoLite>;
    }

    /// The calls that proxies may make.
    pub trait ProxyFilterRuntimeApi {
        /// The kinds of proxies.
        fn get_proxy_types() -> Vec<ProxyTypeInfo>;
        /// The calls that proxies of one kind, by its number, or of all kinds may make. Empty if there is no such kind.
        fn get_proxy_filter(proxy_type: Option<u8>) -> Vec<ProxyFilterInfo>;
        /// The same of these kinds, or of all, as clients from version 11 on ask for it.
        fn get_proxy_filters(proxy_types: Option<Vec<u8>>) -> Vec<ProxyFilter>;
    }

    /// Hotkeys with which others stake. An answer for which more than 65 536 positions would be read is refused.
    pub trait DelegateInfoRuntimeApi {
        /// All hotkeys with which anything is staked.
        fn get_delegates() -> Vec<DelegateInfo>;
        /// A hotkey; `None` if it has no owner.
        fn get_delegate(delegate_account: AccountId32) -> Option<DelegateInfo>;
        /// The hotkeys with which a coldkey has staked, once for each subnet, with its stake there.
        fn get_delegated(delegatee_account: AccountId32) -> Vec<(DelegateInfo, (NetUid, AlphaBalance))>;
    }

    /// Holdings of stake.
    pub trait StakeInfoRuntimeApi {
        /// All stake of one coldkey.
        fn get_stake_info_for_coldkey(coldkey_account: AccountId32) -> Vec<StakeInfo>;
        /// All stake of some coldkeys: a row for each requested coldkey.
        fn get_stake_info_for_coldkeys(coldkey_accounts: Vec<AccountId32>) -> Vec<(AccountId32, Vec<StakeInfo>)>;
        /// The stake of one coldkey with one hotkey at one subnet; a row of zeros if there is none.
        fn get_stake_info_for_hotkey_coldkey_netuid(
            hotkey_account: AccountId32,
            coldkey_account: AccountId32,
            netuid: NetUid,
        ) -> Option<StakeInfo>;
        /// The fee of moving `amount` between two places, in rao of the input at the one that charges it: TAO if TAO
        /// is staked, alpha if alpha is sold. `None` for an end is the coldkey's free TAO.
        fn get_stake_fee(
            origin: Option<(AccountId32, NetUid)>,
            origin_coldkey_account: AccountId32,
            destination: Option<(AccountId32, NetUid)>,
            destination_coldkey_account: AccountId32,
            amount: u64,
        ) -> u64;
        /// The stake of some coldkeys by subnet, and the part of it that they can withdraw: what is not locked. A row for each requested coldkey; in
        /// it the subnets at which it has stake, among the requested ones or among all.
        fn get_stake_availability_for_coldkeys(
            coldkey_accounts: Vec<AccountId32>,
            netuids: Option<Vec<NetUid>>,
        ) -> BTreeMap<AccountId32, BTreeMap<NetUid, StakeAvailability>>;
        /// The conviction of all locks in favour of a hotkey at a subnet in the present block, in rao of alpha.
        fn get_hotkey_conviction(hotkey: AccountId32, netuid: NetUid) -> U64F64;
        /// The hotkey with the highest conviction at a subnet.
        fn get_most_convicted_hotkey_on_subnet(netuid: NetUid) -> Option<AccountId32>;
        /// The lock on a coldkey's stake at a subnet, as it is in the present block.
        fn get_coldkey_lock(coldkey: AccountId32, netuid: NetUid) -> Option<LockState>;
    }

    /// Claims at root, in the form in which clients read the dividends of root's stakers.
    ///
    /// A validator's basket is the alpha that its stakers at root have earned and not claimed, by subnet; its shares ("beta")
    /// are the stake at root with it, by which dividends are divided. What a staker is owed is not its part of the basket by
    /// shares: stake earns from when it comes, and a claim takes what was earned. Values in TAO are those of a sale now, without
    /// a fee, as a claim sells.
    ///
    /// The claims of a coldkey are those with the hotkeys of one call: the first ones from a place that the block decides, if they
    /// are more than a claim can do.
    pub trait BetaBasketRuntimeApi {
        /// The TAO that a claim with all hotkeys of a coldkey, at all subnets, would stake at root if it sold all alpha. Alpha
        /// below a subnet's threshold, or that cannot be sold, is not counted: it stays.
        fn get_root_basket_owed(coldkey: AccountId32) -> TaoBalance;
        /// The same of a claim with one hotkey alone.
        fn get_basket_payout(hotkey: AccountId32, coldkey: AccountId32) -> TaoBalance;
        /// The TAO for which all alpha in a validator's basket could be sold.
        fn get_validator_basket_nav(hotkey: AccountId32) -> TaoBalance;
        /// A validator's basket: the subnet, the alpha, and the TAO for which it could be sold, in ascending order of the
        /// subnets.
        fn get_validator_basket(hotkey: AccountId32) -> Vec<(NetUid, AlphaBalance, TaoBalance)>;
        /// The TAO for which the alpha in all baskets could be sold, that of each subnet at once.
        fn get_root_basket_total_nav() -> TaoBalance;
        /// A validator with its basket.
        fn get_validator_basket_summary(hotkey: AccountId32) -> BasketSummary;
        /// The validators with a basket, at most 256, with these.
        fn get_all_validator_baskets() -> Vec<BasketSummary>;
        /// The hotkeys with which a coldkey is owed anything: the hotkey, the coldkey's stake at root with it, and the payout as
        /// by `get_basket_payout`.
        fn get_root_basket_positions(coldkey: AccountId32) -> Vec<(AccountId32, u64, TaoBalance)>;
        /// A staker in a validator's basket; `None` if it is owed nothing.
        fn get_basket_position(hotkey: AccountId32, coldkey: AccountId32) -> Option<BasketPosition>;
        /// The same for all hotkeys with which a coldkey is owed anything.
        fn get_root_basket_portfolio(coldkey: AccountId32) -> Vec<BasketPosition>;
        /// The prices of a basket's shares: always `None`, since they are not sold.
        fn get_beta_pricing(hotkey: AccountId32) -> Option<BetaPricing>;
        /// The same of all validators: always none.
        fn get_all_beta_pricing(start_after: Option<AccountId32>, limit: u32) -> BetaPricingPage;
        /// The indexes of these prices: always 1.
        fn get_beta_index() -> BetaIndex;
        /// A staker in a validator's basket at these prices: always `None`.
        fn get_beta_position(hotkey: AccountId32, coldkey: AccountId32) -> Option<BetaPosition>;
        /// The same for all hotkeys of a coldkey: always none.
        fn get_beta_portfolio(coldkey: AccountId32) -> Vec<BetaPosition>;
        /// Trade of a validator with its basket: there is none.
        fn get_basket_trading_status(hotkey: AccountId32) -> BasketTradingStatus;
        /// A claim with one hotkey, before it is made; `None` if nothing is owed.
        fn get_basket_claim_preview(hotkey: AccountId32, coldkey: AccountId32) -> Option<BasketClaimPreview>;
        /// The same for all hotkeys with which a coldkey is owed anything.
        fn get_root_basket_claim_previews(coldkey: AccountId32) -> Vec<BasketClaimPreview>;
    }
}
