//! Reads a genesis file into the runtime's configuration, and finds the faults that only the file shows, with their spans:
//! keys and amounts that cannot be read, references between its rows, and totals. Bounds are the pallet's.

mod progress;

use super::{
    definition::{Authority, MAX_VALIDATORS},
    schema::{Account, File, Key, Neurons, Number, Settings, Stake, Subnet, Validator, Weights},
    settings::{self, RawValue},
    text::{self, account, Fault},
    units::format_amount,
};
use dtao_math::issuance::SUPPLY_CAP;
use dtao_primitives::NetUid;
use dtao_runtime::{genesis::subnets, AccountId, Runtime, EXISTENTIAL_DEPOSIT, TAO};
use pallet_subtensor::{
    genesis::{Entry, GenesisStake, GenesisSubnet, GenesisWeights},
    registry::symbols::SYMBOLS,
    GenesisConfig, InjectionRule, RootDividendRule,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};
use toml::Spanned;

/// Emission policies by name, in the order of their numbers.
pub const POLICIES: [&str; 9] =
    ["moving-price", "root-vote", "net-flow", "gross-flow", "burn-weighted", "gate", "top-n", "tiers", "revenue"];

/// Contents of a genesis file, as the runtime takes them.
#[derive(Default)]
pub struct ParsedGenesis {
    /// Owner of the sudo key.
    pub sudo: Option<AccountId>,
    /// Validators.
    pub validators: Vec<Authority>,
    /// Balances, in rao.
    pub balances: Vec<(AccountId, u64)>,
    /// Configuration of the pallet.
    pub config: GenesisConfig<Runtime>,
    /// Spans of its entries.
    pub spans: Spans,
}

impl ParsedGenesis {
    /// Removes an entry that no other depends on. Returns `false` if it is not such a one.
    pub fn remove(&mut self, entry: Entry) -> bool {
        match entry {
            Entry::NetworkParameter(at) => drop(self.config.network_parameters.remove(at)),
            Entry::Hyperparameter(at) => drop(self.config.hyperparameters.remove(at)),
            Entry::Weights(at) => drop(self.config.weights.remove(at)),
            Entry::Take(at) => drop(self.config.takes.remove(at)),
            Entry::Children(at) => drop(self.config.children.remove(at)),
            Entry::ChildkeyTake(at) => drop(self.config.childkey_takes.remove(at)),
            Entry::Bonds(at) => drop(self.config.bonds.remove(at)),
            Entry::SubnetIdentity(at) => drop(self.config.subnet_identities.remove(at)),
            Entry::Identity(at) => drop(self.config.identities.remove(at)),
            _ => return false,
        }
        let (spans, at) = self.spans.list(entry);
        spans.remove(at);
        true
    }
}

/// Spans of the entries of a [`GenesisConfig`], in the order of its lists.
#[derive(Default)]
pub struct Spans {
    hotkeys: Vec<Range<usize>>,
    subnets: Vec<Range<usize>>,
    stakes: Vec<Range<usize>>,
    neurons: Vec<Range<usize>>,
    network: Vec<Range<usize>>,
    settings: Vec<Range<usize>>,
    weights: Vec<Range<usize>>,
    emission: Vec<Range<usize>>,
    progress: Vec<Range<usize>>,
    takes: Vec<Range<usize>>,
    children: Vec<Range<usize>>,
    childkey_takes: Vec<Range<usize>>,
    bonds: Vec<Range<usize>>,
    subnet_identities: Vec<Range<usize>>,
    identities: Vec<Range<usize>>,
}

impl Spans {
    /// Returns the span of an entry.
    pub fn of(&mut self, entry: Entry) -> Range<usize> {
        let (spans, at) = self.list(entry);
        spans.get(at).cloned().unwrap_or_default()
    }

    fn list(&mut self, entry: Entry) -> (&mut Vec<Range<usize>>, usize) {
        match entry {
            Entry::Hotkey(at) => (&mut self.hotkeys, at),
            Entry::Subnet(at) => (&mut self.subnets, at),
            Entry::Stake(at) => (&mut self.stakes, at),
            Entry::Neuron(at) => (&mut self.neurons, at),
            Entry::NetworkParameter(at) => (&mut self.network, at),
            Entry::Hyperparameter(at) => (&mut self.settings, at),
            Entry::Weights(at) => (&mut self.weights, at),
            Entry::EmissionPolicy => (&mut self.emission, 0),
            Entry::Progress(at) => (&mut self.progress, at),
            Entry::Take(at) => (&mut self.takes, at),
            Entry::Children(at) => (&mut self.children, at),
            Entry::ChildkeyTake(at) => (&mut self.childkey_takes, at),
            Entry::Bonds(at) => (&mut self.bonds, at),
            Entry::SubnetIdentity(at) => (&mut self.subnet_identities, at),
            Entry::Identity(at) => (&mut self.identities, at),
        }
    }
}

/// Reader of a well-formed file.
pub struct Reader<'a> {
    text: &'a str,
    faults: Vec<Fault>,
    parsed: ParsedGenesis,
    /// Coldkey of each hotkey.
    owners: BTreeMap<AccountId, AccountId>,
    /// Neurons of each subnet, by UID.
    members: BTreeMap<u16, Vec<AccountId>>,
    /// Issued alpha of each subnet; issued TAO at 0.
    issued: BTreeMap<u16, u64>,
}

impl<'a> Reader<'a> {
    /// Reads the whole file. The result is complete only if there are no faults.
    pub fn read(text: &'a str, file: &File) -> (ParsedGenesis, Vec<Fault>) {
        let mut reader = Self {
            text,
            faults: Vec::new(),
            parsed: ParsedGenesis::default(),
            owners: BTreeMap::new(),
            members: BTreeMap::new(),
            issued: BTreeMap::from([(0, 0)]),
        };
        reader.parsed.sudo = file.sudo.as_ref().and_then(|key| reader.key(key));
        reader.validators(file);
        reader.accounts(&file.accounts);
        // Deposit of the custody account.
        reader.issue(0, EXISTENTIAL_DEPOSIT, 0..0);
        reader.subnets(file);
        for stake in &file.stakes {
            reader.stake(stake);
        }
        for neurons in &file.neurons {
            reader.neurons(neurons);
        }
        for weights in &file.weights {
            reader.weights(weights);
        }
        reader.progress(file);
        reader.policy(file);
        reader.network(&file.network);
        reader.faults.sort_by_key(|fault| fault.at.start);
        (reader.parsed, reader.faults)
    }

    fn fault(&mut self, at: Range<usize>, what: impl Into<String>) {
        let what = what.into();
        self.faults.push(Fault { at, what });
    }

    /// Returns a value that could be read, or records the fault.
    fn or_fault<T>(&mut self, at: Range<usize>, read: Result<T, String>) -> Option<T> {
        read.map_err(|what| self.fault(at, what)).ok()
    }

    fn key(&mut self, key: &Key) -> Option<AccountId> {
        self.or_fault(key.span(), account(key.get_ref()))
    }

    fn raw(&self, number: &Number) -> &'a str {
        self.text.get(number.span()).unwrap_or_default().trim()
    }

    fn amount(&mut self, number: &Number) -> Option<u64> {
        let raw = self.raw(number);
        self.or_fault(number.span(), text::amount(raw))
    }

    /// Adds to the issuance: of TAO at 0, of alpha at its subnet.
    fn issue(&mut self, netuid: u16, amount: u64, at: Range<usize>) {
        let all = self.issued.entry(netuid).or_default();
        let before = *all;
        *all = all.saturating_add(amount);
        let now = *all;
        if before <= SUPPLY_CAP && now > SUPPLY_CAP {
            let beyond = format_amount(now.saturating_sub(SUPPLY_CAP));
            let (what, together) = match netuid {
                0 => ("TAO".into(), "balances, root's stakes and pools"),
                _ => (format!("alpha of subnet {netuid}"), "the pool and the stakes"),
            };
            self.fault(
                at,
                format!("the total is then more than 21 million {what}, by {beyond}: {together} count together"),
            );
        }
    }

    /// Returns `true` if a subnet has a row, or records the fault.
    fn has_subnet(&mut self, netuid: &Spanned<u16>) -> bool {
        let has_row = self.members.contains_key(netuid.get_ref());
        if !has_row {
            let number = netuid.get_ref();
            self.fault(netuid.span(), format!("there is no subnet {number}: give it a row among the subnets"));
        }
        has_row
    }

    /// Returns a hotkey that has an owner, or records the fault.
    fn owned_hotkey(&mut self, key: &Key) -> Option<AccountId> {
        let hotkey = self.key(key)?;
        if !self.owners.contains_key(&hotkey) {
            let name = key.get_ref();
            self.fault(key.span(), format!("nobody owns the hotkey {name}: add it to the hotkeys of an account"));
            return None;
        }
        Some(hotkey)
    }

    fn own(&mut self, hotkey: AccountId, coldkey: &AccountId, at: Range<usize>) {
        match self.owners.get(&hotkey) {
            Some(other) if other != coldkey => self.fault(at, format!("this hotkey is owned by {other} already")),
            Some(_) => (),
            None => {
                self.parsed.config.hotkeys.push((hotkey.clone(), coldkey.clone()));
                self.parsed.spans.hotkeys.push(at);
                self.owners.insert(hotkey, coldkey.clone());
            }
        }
    }

    fn validators(&mut self, file: &File) {
        let Some(validators) = &file.validators else {
            let alice = Authority::from_secret("//Alice");
            self.parsed.validators.extend(alice);
            return;
        };
        let at = validators.span();
        let most = usize::from(MAX_VALIDATORS);
        let number = validators.get_ref().len();
        if !(1..=most).contains(&number) {
            self.fault(at.clone(), format!("there are {number} validators: a chain has 1 to {most}"));
        }
        for validator in validators.get_ref() {
            let read = match validator {
                Validator::Secret(secret) => Authority::from_secret(secret),
                Validator::Keys(keys) => Authority::from_addresses(&keys.aura, &keys.grandpa),
            };
            let Some(authority) = self.or_fault(at.clone(), read) else {
                continue;
            };
            if self.parsed.validators.iter().any(|other| other.aura == authority.aura) {
                self.fault(at.clone(), format!("a validator is named twice: {validator:?}"));
            }
            self.parsed.validators.push(authority);
        }
    }

    fn accounts(&mut self, accounts: &[Account]) {
        let mut seen = BTreeSet::new();
        for one in accounts {
            let Some(coldkey) = self.key(&one.key) else {
                continue;
            };
            if !seen.insert(coldkey.clone()) {
                let name = one.key.get_ref();
                self.fault(one.key.span(), format!("the account {name} has a row already"));
            }
            if let Some(balance) = &one.balance {
                self.balance(&coldkey, balance);
            }
            for key in &one.hotkeys {
                if let Some(hotkey) = self.key(key) {
                    self.own(hotkey, &coldkey, key.span());
                }
            }
        }
    }

    fn balance(&mut self, coldkey: &AccountId, balance: &Number) {
        let at = balance.span();
        let Some(rao) = self.amount(balance) else {
            return;
        };
        if rao > 0 && rao < EXISTENTIAL_DEPOSIT {
            self.fault(at.clone(), format!("an account holds {EXISTENTIAL_DEPOSIT} rao at least, or nothing"));
        }
        self.issue(0, rao, at);
        if rao > 0 {
            self.parsed.balances.push((coldkey.clone(), rao));
        }
    }

    fn subnets(&mut self, file: &File) {
        let mut symbols = BTreeMap::new();
        for subnet in &file.subnets {
            let number = *subnet.netuid.get_ref();
            if self.members.insert(number, Vec::new()).is_some() {
                self.fault(subnet.netuid.span(), format!("subnet {number} has a row already"));
                continue;
            }
            let Some(built) = self.subnet(subnet) else {
                continue;
            };
            let at = subnet.symbol.as_ref().map_or(subnet.netuid.span(), Spanned::span);
            if let Some(other) = symbols.insert(built.symbol.clone(), number) {
                let symbol = &built.symbol;
                self.fault(at, format!("subnet {other} has the symbol {symbol} already"));
            }
            self.settings(built.netuid, &subnet.settings);
            self.parsed.config.subnets.push(built);
            self.parsed.spans.subnets.push(subnet.netuid.span());
        }
        if let std::collections::btree_map::Entry::Vacant(root) = self.members.entry(0) {
            root.insert(Vec::new());
            match self.parsed.sudo.clone() {
                Some(sudo) => self.implicit_root(sudo),
                None => {
                    self.fault(0..0, "there is no root: name sudo, who then owns it, or give a subnet the netuid 0")
                }
            }
        }
    }

    /// Adds root to a file without it: owned by sudo, with the first of sudo's hotkeys.
    fn implicit_root(&mut self, sudo: AccountId) {
        let own = self.parsed.config.hotkeys.iter().find(|(_, coldkey)| *coldkey == sudo);
        let hotkey = own.map_or_else(|| sudo.clone(), |(hotkey, _)| hotkey.clone());
        self.own(hotkey.clone(), &sudo, 0..0);
        self.parsed.config.subnets.insert(0, default_subnet(0, ROOT_SYMBOL.into(), sudo, hotkey));
        self.parsed.spans.subnets.insert(0, 0..0);
    }

    fn subnet(&mut self, row: &Subnet) -> Option<GenesisSubnet<AccountId>> {
        let number = *row.netuid.get_ref();
        let owner = self.key(&row.owner);
        let owner_hotkey = self.key(&row.owner_hotkey);
        let (tao, alpha) = self.reserves(row);
        let moving_price = self.moving_price(row, tao, alpha);
        let symbol = self.symbol(row)?;
        let (owner, owner_hotkey) = (owner?, owner_hotkey?);
        self.own(owner_hotkey.clone(), &owner, row.owner_hotkey.span());
        let default = default_subnet(number, symbol, owner, owner_hotkey);
        Some(GenesisSubnet {
            name: row.name.clone().unwrap_or(default.name),
            tempo: row.tempo.unwrap_or(default.tempo),
            tao,
            alpha,
            moving_price,
            fee_rate: row.fee_rate.as_ref().map_or(default.fee_rate, |rate| *rate.get_ref()),
            started: row.started.unwrap_or(default.started),
            ..default
        })
    }

    /// Returns the TAO and the alpha of a pool.
    fn reserves(&mut self, row: &Subnet) -> (u64, u64) {
        let number = *row.netuid.get_ref();
        let mut reserves = [0; 2];
        for (index, (name, given)) in [("tao", &row.tao), ("alpha", &row.alpha)].into_iter().enumerate() {
            let Some(given) = given else {
                if number != 0 {
                    self.fault(row.netuid.span(), format!("subnet {number} has no {name}: a pool starts with some"));
                }
                continue;
            };
            let Some(rao) = self.amount(given) else {
                continue;
            };
            self.issue(if index == 0 { 0 } else { number }, rao, given.span());
            reserves[index] = rao;
        }
        (reserves[0], reserves[1])
    }

    /// Returns the moving price in rao; by default the price, but at most 1. One of a subnet that has run has more digits, which
    /// [`progress`] reads.
    fn moving_price(&mut self, row: &Subnet, tao: u64, alpha: u64) -> u64 {
        let Some(given) = row.moving_price.as_ref().filter(|_| row.progress.is_none()) else {
            let price = u128::from(tao) * u128::from(TAO) / u128::from(alpha.max(1));
            return u64::try_from(price).map_or(TAO, |price| price.min(TAO));
        };
        self.amount(given).unwrap_or_default()
    }

    fn symbol(&mut self, row: &Subnet) -> Option<String> {
        let number = *row.netuid.get_ref();
        let symbol = match (&row.symbol, number.checked_sub(1)) {
            (Some(symbol), _) => Some(symbol.get_ref().clone()),
            (None, None) => Some(ROOT_SYMBOL.into()),
            (None, Some(index)) => SYMBOLS.chars().nth(index.into()).map(String::from),
        };
        if symbol.is_none() {
            let last = SYMBOLS.chars().count();
            self.fault(row.netuid.span(), format!("there are subnets 1 to {last}, not {number}"));
        }
        symbol
    }

    fn settings(&mut self, netuid: NetUid, settings: &Settings) {
        for (name, value) in settings {
            let read = settings::of_subnet(name.get_ref(), &RawValue(self.raw(value)));
            if let Some(setting) = self.or_fault(name.span(), read) {
                self.parsed.config.hyperparameters.push((netuid, setting));
                self.parsed.spans.settings.push(value.span());
            }
        }
    }

    fn network(&mut self, settings: &Settings) {
        for (name, value) in settings {
            let read = settings::of_network(name.get_ref(), &RawValue(self.raw(value)));
            if let Some(setting) = self.or_fault(name.span(), read) {
                self.parsed.config.network_parameters.push(setting);
                self.parsed.spans.network.push(value.span());
            }
        }
    }

    fn stake(&mut self, row: &Stake) {
        let has_subnet = self.has_subnet(&row.netuid);
        let coldkey = self.key(&row.coldkey);
        let hotkey = self.owned_hotkey(&row.hotkey);
        let at = row.amount.span();
        let Some(amount) = self.amount(&row.amount) else {
            return;
        };
        if !has_subnet {
            return;
        }
        self.issue(*row.netuid.get_ref(), amount, at.clone());
        if let (Some(coldkey), Some(hotkey)) = (coldkey, hotkey) {
            let netuid = NetUid::new(*row.netuid.get_ref());
            self.parsed.config.stakes.push(GenesisStake { coldkey, hotkey, netuid, amount });
            self.parsed.spans.stakes.push(at);
        }
    }

    fn neurons(&mut self, row: &Neurons) {
        if !self.has_subnet(&row.netuid) {
            return;
        }
        let number = *row.netuid.get_ref();
        for key in &row.hotkeys {
            let Some(hotkey) = self.owned_hotkey(key) else {
                continue;
            };
            let members = self.members.entry(number).or_default();
            if members.contains(&hotkey) {
                let name = key.get_ref();
                self.fault(key.span(), format!("{name} has a neuron at subnet {number} already"));
                continue;
            }
            members.push(hotkey.clone());
            self.parsed.config.neurons.push((NetUid::new(number), hotkey));
            self.parsed.spans.neurons.push(key.span());
        }
    }

    fn weights(&mut self, row: &Weights) {
        if !self.has_subnet(&row.netuid) {
            return;
        }
        let number = *row.netuid.get_ref();
        let Some(hotkey) = self.key(&row.hotkey) else {
            return;
        };
        let neurons = self.members.get(&number).map_or(0, Vec::len);
        let name = row.hotkey.get_ref();
        if !self.members.get(&number).is_some_and(|members| members.contains(&hotkey)) {
            let what = format!("{name} has no neuron at subnet {number}: only neurons set weights");
            self.fault(row.hotkey.span(), what);
        }
        let rows = &self.parsed.config.weights;
        if rows.iter().any(|other| other.netuid.get() == number && other.hotkey == hotkey) {
            self.fault(row.hotkey.span(), format!("{name} has weights at subnet {number} already"));
        }
        self.destinations(number, neurons, row.to.get_ref());
        let weights: Vec<_> = row.to.get_ref().iter().map(|pair| *pair.get_ref()).collect();
        if weights.iter().all(|(_, weight)| *weight == 0) {
            self.fault(row.to.span(), "all of these weights are zero");
        }
        self.parsed.config.weights.push(GenesisWeights { netuid: NetUid::new(number), hotkey, weights });
        self.parsed.spans.weights.push(row.hotkey.span());
    }

    /// Checks the UIDs, at root the netuids, that weights are for.
    fn destinations(&mut self, number: u16, neurons: usize, pairs: &[Spanned<(u16, u16)>]) {
        let mut seen = BTreeSet::new();
        for pair in pairs {
            let (dest, _) = *pair.get_ref();
            if !seen.insert(dest) {
                self.fault(pair.span(), format!("{dest} has a weight twice"));
            }
            if number == 0 && (dest == 0 || !self.members.contains_key(&dest)) {
                self.fault(pair.span(), format!("there is no subnet {dest} that root could vote for"));
            }
            if number != 0 && usize::from(dest) >= neurons {
                let what = format!("subnet {number} has no UID {dest}: it has {neurons} neurons, counted from 0");
                self.fault(pair.span(), what);
            }
        }
    }

    fn policy(&mut self, file: &File) {
        if let Some(name) = &file.policy.emission {
            match POLICIES.iter().position(|known| known == name.get_ref()) {
                Some(number) => {
                    self.parsed.config.emission_policy = u8::try_from(number).unwrap_or_default();
                    self.parsed.spans.emission.push(name.span());
                }
                None => {
                    let (wrong, known) = (name.get_ref(), POLICIES.join(", "));
                    self.fault(name.span(), format!("there is no emission policy {wrong}: there are {known}"));
                }
            }
        }
        if let Some(name) = &file.policy.injection {
            match name.get_ref().as_str() {
                "lift" => self.parsed.config.injection = InjectionRule::Lift,
                "buy" => self.parsed.config.injection = InjectionRule::Buy,
                "capped-buy" => self.parsed.config.injection = InjectionRule::CappedBuy,
                other => self.fault(name.span(), format!("the injection is lift, buy or capped-buy, not {other}")),
            }
        }
        if let Some(name) = &file.policy.root_dividends {
            match name.get_ref().as_str() {
                "sold" => self.parsed.config.root_dividends = RootDividendRule::Sold,
                "claimable" => self.parsed.config.root_dividends = RootDividendRule::Claimable,
                other => self.fault(name.span(), format!("root's dividends are sold or claimable, not {other}")),
            }
        }
    }
}

/// Symbol of TAO.
const ROOT_SYMBOL: &str = "Τ";

/// Returns a subnet with an empty pool and the default settings.
fn default_subnet(number: u16, symbol: String, owner: AccountId, owner_hotkey: AccountId) -> GenesisSubnet<AccountId> {
    let (name, fee_rate) = match number {
        0 => ("Root".into(), 0),
        _ => (format!("Subnet {number}"), subnets::FEE_RATE),
    };
    GenesisSubnet {
        netuid: NetUid::new(number),
        name,
        symbol,
        owner,
        owner_hotkey,
        tempo: subnets::TEMPO,
        tao: 0,
        alpha: 0,
        moving_price: 0,
        fee_rate,
        started: true,
    }
}
