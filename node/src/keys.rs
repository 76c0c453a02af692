//! Publicly known keys: those of Alice to Ferdie, and a hotkey of each.

use dtao_runtime::AccountId;
use sp_core::{crypto::Ss58Codec, hexdisplay::HexDisplay, sr25519::Pair, Pair as _};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie};
use std::{collections::HashMap, sync::LazyLock};

/// A key that everybody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The secret as a derivation from the development phrase, such as `//Alice`.
    pub uri: String,
    /// The same as 32 bytes in hexadecimal digits, as `btcli wallet regen-coldkey --seed` takes it.
    pub seed: String,
    pub account: AccountId,
}

impl Key {
    fn of(uri: String) -> Option<Self> {
        let (pair, seed) = Pair::from_string_with_seed(&uri, None).ok()?;
        Some(Self::new(uri, pair.public().into(), seed))
    }

    pub fn new(uri: String, account: AccountId, seed: Option<[u8; 32]>) -> Self {
        let seed = seed.map_or_else(String::new, |seed| format!("0x{}", HexDisplay::from(&seed)));
        Self { uri, seed, account }
    }

    pub fn address(&self) -> String {
        self.account.to_ss58check()
    }
}

/// The keys of accounts, of which those that hold TAO are printed.
const COLDKEYS: [Sr25519Keyring; 6] = [Alice, Bob, Charlie, Dave, Eve, Ferdie];

/// The coldkeys, each with the hotkey that presets and documents use.
pub static KEYS: LazyLock<Vec<(Key, Key)>> = LazyLock::new(|| {
    let uris = COLDKEYS.into_iter().map(Sr25519Keyring::to_seed);
    uris.filter_map(|uri| Some((Key::of(uri.clone())?, Key::of(format!("{uri}//hotkey"))?))).collect()
});

static NAMES: LazyLock<HashMap<AccountId, String>> = LazyLock::new(|| {
    let all = KEYS.iter().flat_map(|(coldkey, hotkey)| [coldkey, hotkey]);
    all.map(|key| (key.account.clone(), key.uri.clone())).collect()
});

/// Returns the known name of an account, or its address.
pub fn name(account: &AccountId) -> String {
    NAMES.get(account).cloned().unwrap_or_else(|| account.to_ss58check())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_keys_have_names_addresses_and_seeds() {
        assert_eq!(KEYS.len(), 6);
        let (alice, hotkey) = &KEYS[0];
        assert_eq!((alice.uri.as_str(), hotkey.uri.as_str()), ("//Alice", "//Alice//hotkey"));
        assert_eq!(alice.seed, "0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a");
        assert_eq!(alice.address(), "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
        assert_eq!(hotkey.address(), "5FBy7nNZZ3gBHSPdNQh8msKHxG1yf9pzrCDrnSXphZhJug2P");
    }

    #[test]
    fn an_account_has_its_name_or_its_address() {
        assert_eq!(name(&KEYS[5].1.account), "//Ferdie//hotkey");
        assert_eq!(name(&AccountId::new([0; 32])), "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM");
    }
}
