//! The state of one block: its metadata, and the bytes of the items that an import reads.

use crate::{
    decode::{
        metadata::{Item, Metadata},
        value::{self, Value},
    },
    model::Origin,
    pages::{self, journal::Head, Journal, Range},
    selection::chosen,
};
use codec::{Decode, Encode};
use dtao_connection::{
    state::{unhex, Entries},
    Connection,
};
use futures::lock::Mutex;
use serde_json::{json, Value as Json};
use sp_core::bytes::to_hex;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Name of Bittensor's pallet.
pub const SUBTENSOR: &str = "SubtensorModule";

/// Name of the pallet with the pools.
pub const SWAP: &str = "Swap";

/// Version of metadata that is asked for first.
const METADATA_VERSION: u32 = 15;

/// Keys of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keys {
    /// Few: read one after the other.
    Few,
    /// Many, with hashes first: read in parts.
    Many,
    /// The netuid first, without a hash.
    Netuid,
}

/// Items beside the settings that an import reads, with the keys of the maps among them. Those that the chain lacks are not read.
const ITEMS: [(&str, &str, Keys); 52] = [
    ("System", "Account", Keys::Many),
    ("Balances", "TotalIssuance", Keys::Few),
    (SWAP, "PoolPages", Keys::Few),
    (SWAP, "FeeRate", Keys::Few),
    (SUBTENSOR, "TotalIssuance", Keys::Few),
    (SUBTENSOR, "TaoWeight", Keys::Few),
    (SUBTENSOR, "NetworksAdded", Keys::Few),
    (SUBTENSOR, "SubnetMechanism", Keys::Few),
    (SUBTENSOR, "Tempo", Keys::Few),
    (SUBTENSOR, "SubnetOwner", Keys::Few),
    (SUBTENSOR, "SubnetOwnerHotkey", Keys::Few),
    (SUBTENSOR, "TokenSymbol", Keys::Few),
    (SUBTENSOR, "SubnetIdentitiesV3", Keys::Few),
    (SUBTENSOR, "SubnetTAO", Keys::Few),
    (SUBTENSOR, "SubnetAlphaIn", Keys::Few),
    (SUBTENSOR, "SubnetAlphaOut", Keys::Few),
    (SUBTENSOR, "SubnetMovingPrice", Keys::Few),
    (SUBTENSOR, "SubnetVolume", Keys::Few),
    (SUBTENSOR, "SubnetEmaTaoFlow", Keys::Few),
    (SUBTENSOR, "FirstEmissionBlockNumber", Keys::Few),
    (SUBTENSOR, "PendingServerEmission", Keys::Few),
    (SUBTENSOR, "PendingValidatorEmission", Keys::Few),
    (SUBTENSOR, "PendingOwnerCut", Keys::Few),
    (SUBTENSOR, "PendingRootAlphaDivs", Keys::Few),
    (SUBTENSOR, "PendingEpochAt", Keys::Few),
    (SUBTENSOR, "LastEpochBlock", Keys::Few),
    (SUBTENSOR, "BlocksSinceLastStep", Keys::Few),
    (SUBTENSOR, "Burn", Keys::Few),
    (SUBTENSOR, "MechanismCountCurrent", Keys::Few),
    (SUBTENSOR, "ActiveEmissionPolicy", Keys::Few),
    (SUBTENSOR, "Injection", Keys::Few),
    (SUBTENSOR, "RootDividends", Keys::Few),
    (SUBTENSOR, "Keys", Keys::Netuid),
    (SUBTENSOR, "Weights", Keys::Netuid),
    (SUBTENSOR, "Bonds", Keys::Netuid),
    (SUBTENSOR, "RootWeights", Keys::Few),
    (SUBTENSOR, "Owner", Keys::Many),
    (SUBTENSOR, "Delegates", Keys::Few),
    (SUBTENSOR, "ChildKeys", Keys::Few),
    (SUBTENSOR, "ChildkeyTake", Keys::Few),
    (SUBTENSOR, "IdentitiesV2", Keys::Few),
    (SUBTENSOR, "TotalHotkeyAlpha", Keys::Many),
    (SUBTENSOR, "TotalHotkeyShares", Keys::Many),
    (SUBTENSOR, "TotalHotkeySharesV2", Keys::Many),
    (SUBTENSOR, "Alpha", Keys::Many),
    (SUBTENSOR, "AlphaV2", Keys::Many),
    // Counted, to say what is left out.
    (SUBTENSOR, "Lock", Keys::Few),
    (SUBTENSOR, "PendingChildKeys", Keys::Few),
    (SUBTENSOR, "WeightCommits", Keys::Few),
    (SUBTENSOR, "TimelockedWeightCommits", Keys::Few),
    (SUBTENSOR, "MinerCollateral", Keys::Few),
    ("Proxy", "Proxies", Keys::Few),
];

/// The state of a block that an import reads.
pub struct Source {
    /// The chain and the block.
    pub origin: Origin,
    /// Subnets to carry over, with root.
    pub subnets: BTreeSet<u16>,
    /// Subnets that there are.
    pub known: BTreeSet<u16>,
    metadata: Metadata,
    entries: BTreeMap<(String, String), Entries>,
}

impl Source {
    /// Reads the state of a block: of the last final one, or of the one that is named by its number or hash. `settings` are the
    /// items of [`SUBTENSOR`] that have settings.
    ///
    /// # Errors
    /// Describes a block or a subnet that the chain does not have, a chain that is not Bittensor's, and a connection that breaks.
    pub async fn fetch(
        connection: &Connection,
        at: Option<&str>,
        wanted: Option<BTreeSet<u16>>,
        settings: &BTreeSet<&'static str>,
        resume: Option<&Path>,
    ) -> Result<Self, String> {
        let mut journal = Journal::open(resume)?;
        let head = head(connection, at, &journal).await?;
        journal.begin(head.clone())?;
        // The first read of the state: it fails, and says so, where the state is gone.
        let origin = origin(connection, &head).await?;
        let metadata = metadata(connection, &head.hash).await?;
        let journal = Mutex::new(journal);
        let mut source =
            Self { origin, subnets: BTreeSet::new(), known: BTreeSet::new(), metadata, entries: BTreeMap::new() };
        source.ensure_bittensor()?;
        let all = ITEMS.into_iter().chain(settings.iter().map(|name| (SUBTENSOR, *name, Keys::Few)));
        let (first, rest): (Vec<_>, Vec<_>) = all.partition(|(_, name, _)| *name == "NetworksAdded");
        source.read(connection, first, &journal).await?;
        source.known = source.networks()?;
        source.subnets = chosen(&source.known, wanted.as_ref())?;
        eprintln!(
            "Reading {} of {} subnets of {} at block {}",
            source.subnets.len().saturating_sub(1),
            source.known.len().saturating_sub(1),
            source.origin.chain,
            source.origin.block
        );
        source.read(connection, rest, &journal).await?;
        Ok(source)
    }

    fn ensure_bittensor(&self) -> Result<(), String> {
        if self.metadata.item(SUBTENSOR, "NetworksAdded").is_some() {
            return Ok(());
        }
        let pallets: Vec<_> = self.metadata.pallets().iter().map(String::as_str).collect();
        Err(format!(
            "{} ({}) at {} is not a chain like Bittensor's: it has no {SUBTENSOR}.NetworksAdded. Its pallets are {}",
            self.origin.chain,
            self.origin.spec,
            self.origin.url,
            pallets.join(", ")
        ))
    }

    async fn read(
        &mut self,
        connection: &Connection,
        items: Vec<(&str, &str, Keys)>,
        journal: &Mutex<Journal>,
    ) -> Result<(), String> {
        let (mut ranges, mut plain, mut names) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (pallet, name, keys) in items {
            let Some(item) = self.metadata.item(pallet, name) else {
                continue;
            };
            names.insert(item.prefix.clone(), item.name.clone());
            match keys {
                _ if !item.is_map() => plain.push(item.prefix.clone()),
                Keys::Many => ranges.extend(Range::parts(&item.prefix)),
                Keys::Netuid if self.subnets.len() < self.known.len() => {
                    let of = |netuid: &u16| Range::whole([&item.prefix[..], &netuid.encode()].concat());
                    ranges.extend(self.subnets.iter().map(of));
                }
                Keys::Few | Keys::Netuid => ranges.push(Range::whole(item.prefix.clone())),
            }
        }
        let hash = self.origin.hash.clone();
        let read = pages::read(connection, &hash, ranges, journal).await?;
        let values = connection.values(&hash, &plain).await?;
        for (key, value) in read.into_values().flatten().chain(values) {
            let name = key.get(..32).and_then(|prefix| names.get(prefix));
            let name = name.ok_or_else(|| format!("{} answers with keys that were not asked for", self.origin.url))?;
            self.entries.entry(name.clone()).or_default().push((key, value));
        }
        Ok(())
    }

    fn networks(&self) -> Result<BTreeSet<u16>, String> {
        let added = self.by_netuid(SUBTENSOR, "NetworksAdded", value::flag)?;
        let mut known: BTreeSet<_> = added.into_iter().filter(|(_, is)| *is).map(|(netuid, _)| netuid).collect();
        if known.is_empty() {
            return Err("the chain has no subnets at this block".into());
        }
        known.insert(crate::model::ROOT);
        Ok(known)
    }

    /// Describes in a line what was read.
    pub fn summary(&self) -> String {
        let entries: usize = self.entries.values().map(Vec::len).sum();
        format!("{entries} entries of {} items", self.entries.len())
    }
}

/// Reads of entries, with their types.
impl Source {
    /// Returns `true` if the chain has this item.
    pub fn has(&self, pallet: &str, name: &str) -> bool {
        self.metadata.item(pallet, name).is_some()
    }

    /// Returns the number of entries of an item.
    pub fn count(&self, pallet: &str, name: &str) -> usize {
        self.entries.get(&(pallet.into(), name.into())).map_or(0, Vec::len)
    }

    fn raw<'a>(&'a self, item: &Item) -> &'a [(Vec<u8>, Vec<u8>)] {
        self.entries.get(&item.name).map_or(&[], Vec::as_slice)
    }

    /// Reads a value of an item by `read`.
    fn want<T>(&self, item: &Item, value: &Value, read: impl Fn(&Value) -> Option<T>) -> Result<T, String> {
        read(value).ok_or_else(|| {
            format!(
                "{} has the type {} in the runtime {} {} of {}, which an import cannot read: the type has changed",
                item.path(),
                self.metadata.type_name(item),
                self.origin.spec,
                self.origin.version,
                self.origin.chain
            )
        })
    }

    /// Returns the single value of an item, or its default; `None` if the chain has neither.
    ///
    /// # Errors
    /// Names a value that cannot be read.
    pub fn single<T>(&self, pallet: &str, name: &str, read: impl Fn(&Value) -> Option<T>) -> Result<Option<T>, String> {
        let Some(item) = self.metadata.item(pallet, name) else {
            return Ok(None);
        };
        let value = match self.raw(item).first() {
            Some((_, bytes)) => Some(self.metadata.value(item, bytes)?),
            None => self.metadata.default(item),
        };
        value.map(|value| self.want(item, &value, read)).transpose()
    }

    /// Returns the default of an item, if it has one.
    ///
    /// # Errors
    /// Names a value that cannot be read.
    pub fn default<T>(
        &self,
        pallet: &str,
        name: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<Option<T>, String> {
        let Some(item) = self.metadata.item(pallet, name) else {
            return Ok(None);
        };
        self.metadata.default(item).map(|value| self.want(item, &value, read)).transpose()
    }

    /// Returns the entries of a map. It is empty if the chain has no such item.
    ///
    /// # Errors
    /// Names a key or a value that cannot be read.
    pub fn map<K, V>(
        &self,
        pallet: &str,
        name: &str,
        key: impl Fn(&[Value]) -> Option<K>,
        read: impl Fn(&Value) -> Option<V>,
    ) -> Result<Vec<(K, V)>, String> {
        let Some(item) = self.metadata.item(pallet, name) else {
            return Ok(Vec::new());
        };
        let mut entries = Vec::with_capacity(self.raw(item).len());
        for (raw, bytes) in self.raw(item) {
            let keys = self.metadata.keys(item, raw)?;
            let key = key(&keys).ok_or_else(|| format!("the keys of {} are not those that are known", item.path()))?;
            let value = self.metadata.value(item, bytes)?;
            entries.push((key, self.want(item, &value, &read)?));
        }
        Ok(entries)
    }

    /// Returns the entries of a map by netuid.
    ///
    /// # Errors
    /// Those of [`Self::map`].
    pub fn by_netuid<V>(
        &self,
        pallet: &str,
        name: &str,
        read: impl Fn(&Value) -> Option<V>,
    ) -> Result<BTreeMap<u16, V>, String> {
        let entries = self.map(pallet, name, |keys| value::short(keys.first()?), read)?;
        Ok(entries.into_iter().collect())
    }
}

/// Returns the block to read: that of the file to resume from, the one that is named, or the last final one.
async fn head(connection: &Connection, at: Option<&str>, journal: &Journal) -> Result<Head, String> {
    let genesis = block_hash(connection, 0).await?.ok_or("the chain has no block 0")?;
    if let Some(known) = journal.head() {
        if at.is_some_and(|at| at != known.block.to_string() && at != known.hash) {
            return Err(format!(
                "the file to resume from is of block {}: leave out --at, or remove the file",
                known.block
            ));
        }
        return Ok(Head { genesis, ..known.clone() });
    }
    let hash = match at {
        None => connection.call::<String>("chain_getFinalizedHead", &[]).await?,
        Some(hash) if hash.starts_with("0x") => hash.into(),
        Some(number) => {
            let number = number.replace('_', "").parse::<u64>();
            let number =
                number.map_err(|_| "--at names a block by its number, or by its hash, which begins with 0x")?;
            match block_hash(connection, number).await? {
                Some(hash) => hash,
                None => return Err(no_block(connection, &format!("{number}")).await?),
            }
        }
    };
    match block_number(connection, &[json!(hash)]).await? {
        Some(block) => Ok(Head { genesis, block, hash }),
        None => Err(no_block(connection, &hash).await?),
    }
}

async fn block_hash(connection: &Connection, number: u64) -> Result<Option<String>, String> {
    connection.call("chain_getBlockHash", &[json!(number)]).await
}

/// Returns the number of the block with this hash, or of the best block; `None` if there is no such block.
async fn block_number(connection: &Connection, hash: &[Json]) -> Result<Option<u64>, String> {
    let header: Option<Json> = connection.call("chain_getHeader", hash).await?;
    let digits = header.as_ref().and_then(|header| header["number"].as_str());
    Ok(digits.and_then(|digits| u64::from_str_radix(digits.trim_start_matches("0x"), 16).ok()))
}

/// Describes a block that there is not.
async fn no_block(connection: &Connection, block: &str) -> Result<String, String> {
    let best = block_number(connection, &[]).await?;
    let best = best.map_or_else(String::new, |best| format!(": its last block is {best}"));
    Ok(format!("{} has no block {block}{best}", connection.url()))
}

async fn metadata(connection: &Connection, hash: &str) -> Result<Metadata, String> {
    let version = to_hex(&METADATA_VERSION.encode(), false);
    let params = [json!("Metadata_metadata_at_version"), json!(version), json!(hash)];
    if let Ok(answer) = connection.call::<String>("state_call", &params).await {
        if let Ok(Some(bytes)) = Option::<Vec<u8>>::decode(&mut &unhex(&answer)?[..]) {
            return Metadata::decode(&bytes);
        }
    }
    let answer: String = connection.call("state_getMetadata", &[json!(hash)]).await?;
    Metadata::decode(&unhex(&answer)?)
}

async fn origin(connection: &Connection, head: &Head) -> Result<Origin, String> {
    let version: Json = connection.call("state_getRuntimeVersion", &[json!(head.hash)]).await?;
    Ok(Origin {
        chain: connection.call("system_chain", &[]).await?,
        spec: version["specName"].as_str().unwrap_or_default().into(),
        version: version["specVersion"].as_u64().unwrap_or_default(),
        block: head.block,
        hash: head.hash.clone(),
        url: connection.url().into(),
    })
}
