//! `--accounts`: accounts of one phrase with TAO at genesis.

use crate::keys::Key;
use dtao_genesis::{
    definition::Definition,
    text::amount,
    units::{format_amount, TOKEN},
};
use dtao_math::issuance::SUPPLY_CAP;
use serde_json::{json, Value};
use sp_core::{
    crypto::{DeriveJunction, DEV_PHRASE},
    sr25519::Pair,
    Pair as _,
};

/// The TAO of each account, if the user names none.
const DEFAULT_BALANCE: u64 = 10_000_000_000_000;

/// Accounts that are derived from a phrase by the paths `//0`, `//1`, and so on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derived {
    /// The words, or `None` for the development phrase.
    pub phrase: Option<String>,
    pub keys: Vec<Key>,
    /// The TAO of each at genesis, in rao.
    pub balance: u64,
}

impl Derived {
    /// Derives accounts. `balance` is in TAO, as genesis files write amounts.
    pub fn new(count: u16, balance: Option<&str>, phrase: Option<&str>) -> Result<Self, String> {
        let balance = balance.map_or(Ok(DEFAULT_BALANCE), amount).map_err(|error| format!("--balance: {error}"))?;
        let words = phrase.unwrap_or(DEV_PHRASE);
        let (root, seed) = Pair::from_phrase(words, None).map_err(|_| {
            "--mnemonic: these are not the 12, 15, 18, 21 or 24 English words of a phrase whose checksum is right: \
             `dtao-node key generate` makes one"
                .to_string()
        })?;
        let prefix = phrase.unwrap_or_default();
        let keys = (0..count).map(|number| {
            let derived = root.derive([DeriveJunction::hard(u64::from(number))].into_iter(), Some(seed));
            let (pair, seed) = derived.map_err(|_| format!("//{number} cannot be derived"))?;
            Ok(Key::new(format!("{prefix}//{number}"), pair.public().into(), seed))
        });
        let keys = keys.collect::<Result<_, String>>()?;
        Ok(Self { phrase: phrase.map(Into::into), keys, balance })
    }

    /// Adds the accounts to the genesis state of a chain. Fails if there would be more TAO than there can be.
    pub fn add_to(&self, chain: &mut Definition) -> Result<(), String> {
        if self.keys.is_empty() {
            return Ok(());
        }
        let balances = &mut chain.genesis["balances"]["balances"];
        if balances.is_null() {
            *balances = json!([]);
        }
        let list = balances.as_array_mut().ok_or("the genesis configuration has no list of balances")?;
        for key in &self.keys {
            let address = Value::from(key.address());
            match list.iter_mut().find(|entry| entry[0] == address) {
                Some(entry) => {
                    let sum = entry[1].as_u64().and_then(|had| had.checked_add(self.balance));
                    entry[1] = sum.ok_or_else(|| self.too_much())?.into();
                }
                None => list.push(json!([address, self.balance])),
            }
        }
        self.ensure_within_cap(chain)
    }

    fn ensure_within_cap(&self, chain: &Definition) -> Result<(), String> {
        let sum = chain.genesis["balances"]["balances"].as_array().into_iter().flatten();
        let sum = sum.map(|entry| entry[1].as_u64()).try_fold(0_u64, |sum, balance| sum.checked_add(balance?));
        if sum.is_none_or(|sum| sum > SUPPLY_CAP) {
            return Err(self.too_much());
        }
        let mut state = dtao_genesis::build(chain)?;
        if state.execute_with(dtao_runtime::Balances::total_issuance) > SUPPLY_CAP {
            return Err(self.too_much());
        }
        Ok(())
    }

    fn too_much(&self) -> String {
        format!(
            "--accounts: {} accounts with {} {TOKEN} each are too many or too rich: with all else there would be more than {} {TOKEN}",
            self.keys.len(),
            format_amount(self.balance),
            format_amount(SUPPLY_CAP)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dtao_runtime::Balances;

    #[test]
    fn accounts_are_derived_as_clients_derive_them() {
        let derived = Derived::new(2, None, None).unwrap();
        for (number, key) in derived.keys.iter().enumerate() {
            let (pair, seed) = Pair::from_string_with_seed(&format!("//{number}"), None).unwrap();
            assert_eq!((key.uri.clone(), key.account.clone()), (format!("//{number}"), pair.public().into()));
            assert_eq!(key.seed, sp_core::bytes::to_hex(&seed.unwrap(), false));
        }
        let phrase = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
        let own = Derived::new(1, Some("0.5"), Some(phrase)).unwrap();
        assert_eq!((own.balance, own.keys[0].uri.clone()), (500_000_000, format!("{phrase}//0")));
        assert_eq!(own.keys[0].account, Pair::from_string(&format!("{phrase}//0"), None).unwrap().public().into());
    }

    #[test]
    fn the_accounts_have_their_balance_at_genesis() {
        let mut chain = Definition::development().unwrap();
        let issued = |chain: &Definition| dtao_genesis::build(chain).unwrap().execute_with(Balances::total_issuance);
        let before = issued(&chain);
        let derived = Derived::new(3, Some("250.5"), None).unwrap();
        derived.add_to(&mut chain).unwrap();
        derived.add_to(&mut chain).unwrap();
        assert_eq!(issued(&chain), before + 6 * 250_500_000_000);
        let of = |key: &Key| dtao_genesis::build(&chain).unwrap().execute_with(|| Balances::free_balance(&key.account));
        assert_eq!(of(&derived.keys[2]), 501_000_000_000);
        dtao_genesis::build(&chain).unwrap().execute_with(dtao_genesis::invariants).unwrap();
    }

    #[test]
    fn wrong_words_amounts_and_sums_are_refused() {
        assert!(Derived::new(1, None, Some("bottom drive obey")).unwrap_err().contains("--mnemonic"));
        assert!(Derived::new(1, Some("much"), None).unwrap_err().contains("--balance"));
        let mut chain = Definition::development().unwrap();
        for balance in ["21_000_000", "18446744073.709551615"] {
            let error = Derived::new(1, Some(balance), None).unwrap().add_to(&mut chain).unwrap_err();
            assert!(error.contains("more than 21,000,000.00 TAO"), "{error}");
        }
    }
}
