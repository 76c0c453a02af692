//! Reads what is printed about a chain.

use crate::{
    accounts::Derived,
    dev::{mode::Sealing, service::Node},
    explorer::hosts::of_this_machine,
    keys::{Key, KEYS},
    service::{
        state::{self, stored},
        types::FullClient,
    },
};
use dtao_primitives::{
    runtime_api::{DynamicInfo, SubnetInfoRuntimeApi, SwapRuntimeApi},
    NetUid,
};
use dtao_runtime::{AccountId, Runtime};
use frame_support::storage::storage_prefix;
use pallet_subtensor::OwnedHotkeys;
use sc_client_api::HeaderBackend;
use sp_api::ProvideRuntimeApi;
use sp_core::{crypto::Ss58Codec, H256};

type Error = Box<dyn std::error::Error>;

/// A known account that holds TAO.
#[derive(Debug, PartialEq, Eq)]
pub struct Account {
    pub uri: String,
    pub address: String,
    pub seed: String,
    /// In rao.
    pub free: u64,
    /// Its hotkeys of which the secret is known: derivation and address.
    pub hotkeys: Vec<(String, String)>,
}

/// A subnet with its pool. Amounts are in rao, the price in rao of TAO for an alpha.
#[derive(Debug, PartialEq, Eq)]
pub struct Subnet {
    pub number: u16,
    pub symbol: String,
    pub name: String,
    pub tao: u64,
    pub alpha: u64,
    pub price: u64,
}

/// The facts about a chain.
pub struct Facts {
    pub chain: String,
    pub genesis: H256,
    pub best: u32,
    pub accounts: Vec<Account>,
    /// The accounts that the user has asked for, as far as they hold TAO.
    pub derived: Vec<Account>,
    /// The phrase of those, if it is not the development phrase.
    pub phrase: Option<String>,
    /// The address of the sudo key.
    pub sudo: Option<String>,
    pub subnets: Vec<Subnet>,
    pub sealing: Sealing,
    /// Host and port of the JSON-RPC server.
    pub endpoint: Option<String>,
    /// Host and port of the page.
    pub page: Option<String>,
}

/// Reads the facts after the best block.
pub fn read(node: &Node, derived: &Derived, sealing: Sealing) -> Result<Facts, Error> {
    let info = node.client.info();
    Ok(Facts {
        chain: node.chain.clone(),
        genesis: info.genesis_hash,
        best: info.best_number,
        accounts: accounts(&node.client, info.best_hash)?,
        derived: derived_accounts(&node.client, info.best_hash, derived)?,
        phrase: derived.phrase.clone(),
        sudo: stored::<AccountId>(&node.client, info.best_hash, &storage_prefix(b"Sudo", b"Key"))?
            .map(|key| key.to_ss58check()),
        subnets: subnets(&node.client, info.best_hash)?,
        sealing,
        endpoint: node.rpc.first().map(|address| of_this_machine(*address).to_string()),
        page: node.page.map(|address| of_this_machine(address).to_string()),
    })
}

fn accounts(client: &FullClient, at: H256) -> Result<Vec<Account>, Error> {
    let mut accounts = Vec::new();
    for (coldkey, hotkey) in KEYS.iter() {
        if let Some(account) = account(client, at, coldkey)? {
            accounts.push(Account { hotkeys: hotkeys(client, at, coldkey, hotkey)?, ..account });
        }
    }
    Ok(accounts)
}

fn derived_accounts(client: &FullClient, at: H256, derived: &Derived) -> Result<Vec<Account>, Error> {
    derived.keys.iter().filter_map(|key| account(client, at, key).transpose()).collect()
}

/// Returns the account of a key without its hotkeys, or `None` if it holds no TAO.
fn account(client: &FullClient, at: H256, key: &Key) -> Result<Option<Account>, Error> {
    let free = state::account(client, at, &key.account)?.data.free;
    Ok((free > 0).then(|| Account {
        uri: key.uri.clone(),
        address: key.address(),
        seed: key.seed.clone(),
        free,
        hotkeys: Vec::new(),
    }))
}

/// Returns the hotkeys of a coldkey that have the known secret.
fn hotkeys(client: &FullClient, at: H256, coldkey: &Key, known: &Key) -> Result<Vec<(String, String)>, Error> {
    let key = OwnedHotkeys::<Runtime>::hashed_key_for(&coldkey.account);
    let owned = stored::<Vec<AccountId>>(client, at, &key)?.unwrap_or_default();
    Ok(owned.contains(&known.account).then(|| (known.uri.clone(), known.address())).into_iter().collect())
}

fn subnets(client: &FullClient, at: H256) -> Result<Vec<Subnet>, Error> {
    let api = client.runtime_api();
    let all = api.get_all_dynamic_info(at)?;
    all.into_iter().flatten().map(|info| subnet(info, |netuid| Ok(api.current_alpha_price(at, netuid)?))).collect()
}

fn subnet(info: DynamicInfo, price: impl Fn(NetUid) -> Result<u64, Error>) -> Result<Subnet, Error> {
    let text = |letters: &[codec::Compact<u8>]| {
        let bytes: Vec<u8> = letters.iter().map(|letter| letter.0).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    Ok(Subnet {
        number: info.netuid.0.get(),
        symbol: text(&info.token_symbol),
        name: text(&info.subnet_name),
        tao: info.tao_in.0.rao(),
        alpha: info.alpha_in.0.rao(),
        price: price(info.netuid.0)?,
    })
}
