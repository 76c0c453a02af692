//! The text that a development chain prints at its start.
//!
//! All figures are read from the state of the best block.

use crate::{
    dev::{mode::Sealing, service::Node},
    explorer::hosts::of_this_machine,
    service::{state::stored, types::FullClient},
};
use dtao_genesis::units::{format_amount, TOKEN};
use dtao_primitives::{
    runtime_api::{DynamicInfo, SubnetInfoRuntimeApi, SwapRuntimeApi},
    NetUid,
};
use dtao_runtime::{AccountId, Balance, Nonce};
use frame_support::storage::storage_prefix;
use sc_client_api::HeaderBackend;
use sp_api::ProvideRuntimeApi;
use sp_core::{crypto::Ss58Codec, H256};
use sp_io::hashing::blake2_128;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie};
use std::fmt::Write;

type Error = Box<dyn std::error::Error>;

/// The publicly known keys, of which those that hold TAO are printed.
const PUBLIC_KEYS: [Sr25519Keyring; 6] = [Alice, Bob, Charlie, Dave, Eve, Ferdie];

/// Prints the banner to standard output. Failures are logged.
pub fn show(node: &Node, sealing: Sealing) {
    match read(node, sealing) {
        Ok(facts) => println!("{}", facts.text()),
        Err(error) => log::warn!("The accounts and subnets cannot be printed: {error}"),
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Account {
    uri: String,
    address: String,
    free: u64,
}

#[derive(Debug, PartialEq, Eq)]
struct Subnet {
    number: u16,
    symbol: String,
    name: String,
    tao: u64,
    alpha: u64,
    price: u64,
}

/// The content of the banner.
struct Facts {
    chain: String,
    genesis: H256,
    best: u32,
    accounts: Vec<Account>,
    sudo: Option<String>,
    subnets: Vec<Subnet>,
    sealing: Sealing,
    endpoint: Option<String>,
    page: Option<String>,
}

fn read(node: &Node, sealing: Sealing) -> Result<Facts, Error> {
    let info = node.client.info();
    Ok(Facts {
        chain: node.chain.clone(),
        genesis: info.genesis_hash,
        best: info.best_number,
        accounts: accounts(&node.client, info.best_hash)?,
        sudo: stored::<AccountId>(&node.client, info.best_hash, &storage_prefix(b"Sudo", b"Key"))?
            .map(|key| key.to_ss58check()),
        subnets: subnets(&node.client, info.best_hash)?,
        sealing,
        endpoint: node.rpc.first().map(|address| of_this_machine(*address).to_string()),
        page: node.page.map(|address| of_this_machine(address).to_string()),
    })
}

fn accounts(client: &FullClient, at: H256) -> Result<Vec<Account>, Error> {
    type Info = frame_system::AccountInfo<Nonce, pallet_balances::AccountData<Balance>>;
    let mut accounts = Vec::new();
    for known in PUBLIC_KEYS {
        let id = known.to_raw_public();
        let key = [&storage_prefix(b"System", b"Account")[..], &blake2_128(&id)[..], &id[..]].concat();
        if let Some(info) = stored::<Info>(client, at, &key)?.filter(|info| info.data.free > 0) {
            let address = AccountId::from(id).to_ss58check();
            accounts.push(Account { uri: known.to_seed(), address, free: info.data.free });
        }
    }
    Ok(accounts)
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

/// Returns the link to polkadot.js Apps, connected to an endpoint.
fn apps_link(endpoint: &str) -> String {
    let host = endpoint.replace(':', "%3A").replace('[', "%5B").replace(']', "%5D");
    format!("https://polkadot.js.org/apps/?rpc=ws%3A%2F%2F{host}#/explorer")
}

impl Facts {
    fn text(&self) -> String {
        let mut text = format!("\ndtao-node {}, {}\n", env!("CARGO_PKG_VERSION"), self.chain);
        text.push_str(&self.accounts_text());
        text.push_str(&self.subnets_text());
        text.push_str(&self.chain_text());
        text
    }

    fn accounts_text(&self) -> String {
        let mut text = String::from("\nAccounts. Everybody knows these keys: they are for play money only.\n");
        let width = self.accounts.iter().map(|account| format_amount(account.free).len()).max().unwrap_or(0);
        for account in &self.accounts {
            let sudo = if self.sudo.as_ref() == Some(&account.address) { "   sudo" } else { "" };
            let free = format_amount(account.free);
            let Account { uri, address, .. } = account;
            // Writing to a string does not fail.
            let _ = writeln!(text, "  {uri:<9} {address}  {free:>width$} {TOKEN}{sudo}");
        }
        let others = self.sudo.iter().filter(|key| self.accounts.iter().all(|account| account.address != **key));
        for key in others {
            let _ = writeln!(text, "  sudo      {key}");
        }
        text
    }

    fn subnets_text(&self) -> String {
        let mut text = String::from("\nSubnets\n");
        let heads = ["", "name", "TAO in pool", "alpha in pool", "TAO per alpha"].map(String::from);
        let rows: Vec<[String; 5]> = std::iter::once(heads)
            .chain(self.subnets.iter().map(|subnet| {
                let number = format!("{} {}", subnet.number, subnet.symbol);
                let (tao, alpha) = (format_amount(subnet.tao), format_amount(subnet.alpha));
                [number, subnet.name.clone(), tao, alpha, format_amount(subnet.price)]
            }))
            .collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: [usize; 5] = std::array::from_fn(width);
        for [number, name, tao, alpha, price] in &rows {
            let [a, b, c, d, e] = widths;
            let _ = writeln!(text, "  {number:<a$}  {name:<b$}  {tao:>c$}  {alpha:>d$}  {price:>e$}");
        }
        text
    }

    fn chain_text(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "\nGenesis   {:?}", self.genesis);
        let _ = writeln!(text, "Block     {}", self.best);
        let _ = writeln!(text, "Sealing   {}", self.sealing);
        match &self.endpoint {
            Some(endpoint) => {
                let _ = writeln!(text, "Endpoint  ws://{endpoint}");
                let _ = writeln!(text, "Apps      {}", apps_link(endpoint));
            }
            None => text.push_str("Endpoint  none\n"),
        }
        if let Some(page) = &self.page {
            let _ = writeln!(text, "Explorer  http://{page}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_leads_apps_to_the_endpoint() {
        let expected = "https://polkadot.js.org/apps/?rpc=ws%3A%2F%2F127.0.0.1%3A9944#/explorer";
        assert_eq!(apps_link("127.0.0.1:9944"), expected);
        assert!(apps_link("[::1]:1").contains("ws%3A%2F%2F%5B%3A%3A1%5D%3A1#"));
    }

    fn facts() -> Facts {
        let account = |uri: &str, address: &str, free| Account { uri: uri.into(), address: address.into(), free };
        let subnet = |number, symbol: &str, name: &str, tao, alpha, price| Subnet {
            number,
            symbol: symbol.into(),
            name: name.into(),
            tao,
            alpha,
            price,
        };
        Facts {
            chain: "Test".into(),
            genesis: H256::repeat_byte(7),
            best: 3,
            accounts: vec![account("//Alice", "5A", 100_000_000_000_000), account("//Ferdie", "5F", 1)],
            sudo: Some("5A".into()),
            subnets: vec![
                subnet(0, "Τ", "root", 5_000_000_000, 0, 1_000_000_000),
                subnet(12, "β", "shallow", 20_000_000_000, 80_000_000_000, 250_000_000),
            ],
            sealing: Sealing::Mixed,
            endpoint: Some("127.0.0.1:9944".into()),
            page: Some("127.0.0.1:9955".into()),
        }
    }

    #[test]
    fn the_welcome_shows_accounts_subnets_and_where_to_connect() {
        let expected = format!(
            "
dtao-node {}, Test

Accounts. Everybody knows these keys: they are for play money only.
  //Alice   5A   100,000.00 TAO   sudo
  //Ferdie  5F  0.000000001 TAO

Subnets
        name     TAO in pool  alpha in pool  TAO per alpha
  0 Τ   root            5.00           0.00           1.00
  12 β  shallow        20.00          80.00           0.25

Genesis   0x{}
Block     3
Sealing   mixed: a block for each transaction as it comes, and one every second
Endpoint  ws://127.0.0.1:9944
Apps      https://polkadot.js.org/apps/?rpc=ws%3A%2F%2F127.0.0.1%3A9944#/explorer
Explorer  http://127.0.0.1:9955
",
            env!("CARGO_PKG_VERSION"),
            "07".repeat(32)
        );
        assert_eq!(facts().text(), expected);
    }

    #[test]
    fn a_sudo_key_that_is_none_of_the_accounts_has_a_line_of_its_own() {
        let text = Facts { sudo: Some("5X".into()), ..facts() }.text();
        assert!(text.contains("\n  sudo      5X\n"), "{text}");
        assert!(!text.contains("TAO   sudo"), "{text}");
        let without = Facts { sudo: None, ..facts() }.text();
        assert!(!without.contains("sudo"), "{without}");
    }

    #[test]
    fn a_node_without_the_explorer_names_none() {
        let text = Facts { page: None, ..facts() }.text();
        assert!(!text.contains("Explorer"), "{text}");
    }
}
