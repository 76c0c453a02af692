//! The facts as text.

use super::facts::{Account, Facts};
use dtao_genesis::units::format_amount;
use std::fmt::Write;

/// Returns the link to polkadot.js Apps, connected to an endpoint.
pub fn apps_link(endpoint: &str) -> String {
    let host = endpoint.replace(':', "%3A").replace('[', "%5B").replace(']', "%5D");
    format!("https://polkadot.js.org/apps/?rpc=ws%3A%2F%2F{host}")
}

/// The words of a phrase in a line. The longest have eight letters.
const WORDS_IN_A_LINE: usize = 8;

/// Returns the path of a derived account, without its phrase.
fn path_of(uri: &str) -> &str {
    uri.find("//").map_or(uri, |at| &uri[at..])
}

impl Facts {
    /// Returns the text for people, of at most 80 columns for the presets.
    pub fn text(&self) -> String {
        let mut text = format!("\ndtao-node {}, {}\n", env!("CARGO_PKG_VERSION"), self.chain);
        text.push_str(&self.accounts_text());
        text.push_str(&self.subnets_text());
        text.push_str(&self.chain_text());
        text
    }

    fn accounts_text(&self) -> String {
        let mut text = String::from("\nAccounts and their TAO. Everybody knows these keys: for play money only.\n");
        let width = self.accounts.iter().map(|account| format_amount(account.free).len()).max().unwrap_or(0);
        for account in &self.accounts {
            let sudo = if self.sudo.as_ref() == Some(&account.address) { "  sudo" } else { "" };
            let free = format_amount(account.free);
            let Account { uri, address, .. } = account;
            // Writing to a string does not fail.
            let _ = writeln!(text, "  {uri:<9} {address}  {free:>width$}{sudo}");
        }
        let others = self.sudo.iter().filter(|key| self.accounts.iter().all(|account| account.address != **key));
        for key in others {
            let _ = writeln!(text, "  sudo      {key}");
        }
        let hotkeys: Vec<_> = self.accounts.iter().flat_map(|account| &account.hotkeys).collect();
        if !hotkeys.is_empty() {
            text.push_str("\nTheir hotkeys\n");
        }
        for (uri, address) in hotkeys {
            let _ = writeln!(text, "  {uri:<17} {address}");
        }
        if !self.accounts.is_empty() {
            text.push_str("\nTheir secrets, as btcli's --seed and wallets take them\n");
        }
        for Account { uri, seed, .. } in &self.accounts {
            let _ = writeln!(text, "  {uri:<9} {seed}");
        }
        text + &self.derived_text()
    }

    /// Returns the accounts that the user has asked for.
    fn derived_text(&self) -> String {
        let mut text = String::new();
        if self.derived.is_empty() {
            return text;
        }
        match &self.phrase {
            None => text.push_str("\nMore accounts, of the development phrase\n"),
            Some(phrase) => {
                text.push_str("\nMore accounts, of this phrase\n");
                let words: Vec<_> = phrase.split_whitespace().collect();
                for line in words.chunks(WORDS_IN_A_LINE) {
                    let _ = writeln!(text, "  {}", line.join(" "));
                }
            }
        }
        let width = self.derived.iter().map(|account| format_amount(account.free).len()).max().unwrap_or(0);
        for account in &self.derived {
            let (path, free) = (path_of(&account.uri), format_amount(account.free));
            let _ = writeln!(text, "  {path:<5} {}  {free:>width$}", account.address);
        }
        text.push_str("\nTheir secrets\n");
        for account in &self.derived {
            let _ = writeln!(text, "  {:<5} {}", path_of(&account.uri), account.seed);
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
                text.push_str("          Chrome asks for access to devices on the local network: allow it\n");
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
pub mod tests {
    use super::*;
    use crate::{banner::facts::Subnet, dev::mode::Sealing};
    use sp_core::H256;

    #[test]
    fn the_link_leads_apps_to_the_endpoint() {
        let expected = "https://polkadot.js.org/apps/?rpc=ws%3A%2F%2F127.0.0.1%3A9944";
        assert_eq!(apps_link("127.0.0.1:9944"), expected);
        assert!(apps_link("[::1]:1").contains("ws%3A%2F%2F%5B%3A%3A1%5D%3A1"));
    }

    pub fn facts() -> Facts {
        let account = |uri: &str, address: &str, seed: &str, free, hotkeys| Account {
            uri: uri.into(),
            address: address.into(),
            seed: seed.into(),
            free,
            hotkeys,
        };
        let hotkey = ("//Alice//hotkey".into(), "5H".into());
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
            accounts: vec![
                account("//Alice", "5A", "0x01", 100_000_000_000_000, vec![hotkey]),
                account("//Ferdie", "5F", "0x02", 1, vec![]),
            ],
            derived: Vec::new(),
            phrase: None,
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

Accounts and their TAO. Everybody knows these keys: for play money only.
  //Alice   5A   100,000.00  sudo
  //Ferdie  5F  0.000000001

Their hotkeys
  //Alice//hotkey   5H

Their secrets, as btcli's --seed and wallets take them
  //Alice   0x01
  //Ferdie  0x02

Subnets
        name     TAO in pool  alpha in pool  TAO per alpha
  0 Τ   root            5.00           0.00           1.00
  12 β  shallow        20.00          80.00           0.25

Genesis   0x{}
Block     3
Sealing   mixed: a block for each transaction as it comes, and one every second
Endpoint  ws://127.0.0.1:9944
Apps      https://polkadot.js.org/apps/?rpc=ws%3A%2F%2F127.0.0.1%3A9944
          Chrome asks for access to devices on the local network: allow it
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
        assert!(!text.contains("  sudo\n"), "{text}");
        let without = Facts { sudo: None, ..facts() }.text();
        assert!(!without.contains("sudo"), "{without}");
    }

    #[test]
    fn the_text_of_a_usual_chain_fits_80_columns() {
        let usual = Account {
            uri: "//Charlie".into(),
            address: "5".repeat(48),
            seed: format!("0x{}", "0".repeat(64)),
            free: 100_000_000_000_000,
            hotkeys: vec![("//Charlie//hotkey".into(), "5".repeat(48))],
        };
        let facts = Facts { sudo: Some(usual.address.clone()), accounts: vec![usual], ..facts() };
        for line in facts.text().lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }

    #[test]
    fn more_accounts_have_their_phrase_and_fit_80_columns() {
        let phrase = ["crossing"; 24].join(" ");
        let more = Account {
            uri: format!("{phrase}//999"),
            address: "5".repeat(48),
            seed: format!("0x{}", "0".repeat(64)),
            free: 20_999_999_999_999_999,
            hotkeys: vec![],
        };
        let text = Facts { derived: vec![more], phrase: Some(phrase), ..facts() }.text();
        assert!(text.contains("\nMore accounts, of this phrase\n  crossing crossing"), "{text}");
        assert!(text.contains("\n  //999 5555"), "{text}");
        for line in text.lines().filter(|line| !line.contains("Apps")) {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }

    #[test]
    fn a_node_without_the_explorer_names_none() {
        let text = Facts { page: None, ..facts() }.text();
        assert!(!text.contains("Explorer"), "{text}");
    }
}
