//! Reads a genesis file into the runtime's configuration, and finds what is wrong with it, each with its place.

use super::{
    schema::{Account, File, Key, Neurons, Number, Settings, Stake, Subnet, Validator, Weights},
    settings::{self, Written},
    text::{self, account, Fault},
};
use crate::chain_spec::Authority;
use dtao_math::{
    issuance::SUPPLY_CAP,
    pool::{MAX_FEE_RATE, MIN_RESERVE},
};
use dtao_primitives::NetUid;
use dtao_runtime::{configs::economy::MIN_STAKE, genesis::subnets, AccountId, EXISTENTIAL_DEPOSIT};
use pallet_subtensor::{
    genesis::{GenesisStake, GenesisSubnet, GenesisWeights},
    registry::symbols::SYMBOLS,
    NetworkParameter, RootDividendRule,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};
use toml::Spanned;

/// The most neurons of a subnet, and seats at root.
const MOST_NEURONS: usize = 256;
const MOST_SEATS: usize = 64;

/// One TAO in rao.
const TAO: u64 = 1_000_000_000;

/// The policies of emission by name, in the order of their numbers.
const POLICIES: [&str; 3] = ["moving-price", "root-vote", "net-flow"];

/// What a genesis file says, as the runtime takes it. Each setting has its place, for the pallet has a word on it.
#[derive(Default)]
pub struct Meaning {
    pub sudo: Option<AccountId>,
    pub validators: Vec<Authority>,
    pub balances: Vec<(AccountId, u64)>,
    pub hotkeys: Vec<(AccountId, AccountId)>,
    pub subnets: Vec<GenesisSubnet<AccountId>>,
    pub stakes: Vec<GenesisStake<AccountId>>,
    pub neurons: Vec<(NetUid, AccountId)>,
    pub weights: Vec<GenesisWeights<AccountId>>,
    pub network: Vec<(NetworkParameter, Range<usize>)>,
    pub settings: Vec<(NetUid, settings::OfSubnet, Range<usize>)>,
    pub emission_policy: u8,
    pub root_dividends: RootDividendRule,
}

/// Reads a file that is well-formed.
pub struct Reader<'a> {
    text: &'a str,
    faults: Vec<Fault>,
    meaning: Meaning,
    /// The coldkey of each hotkey.
    owners: BTreeMap<AccountId, AccountId>,
    /// The neurons of each subnet, by UID.
    members: BTreeMap<u16, Vec<AccountId>>,
    /// All alpha of each subnet, all TAO at 0.
    issued: BTreeMap<u16, u64>,
}

impl<'a> Reader<'a> {
    /// Reads all of it. The meaning is whole only where there is no fault.
    pub fn read(text: &'a str, file: &File) -> (Meaning, Vec<Fault>) {
        let mut reader = Self {
            text,
            faults: Vec::new(),
            meaning: Meaning::default(),
            owners: BTreeMap::new(),
            members: BTreeMap::new(),
            issued: BTreeMap::from([(0, 0)]),
        };
        reader.meaning.sudo = file.sudo.as_ref().and_then(|key| reader.key(key));
        reader.validators(file);
        reader.accounts(&file.accounts);
        // The account of root's dividends.
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
        reader.policy(file);
        reader.network(&file.network);
        reader.faults.sort_by_key(|fault| fault.at.start);
        (reader.meaning, reader.faults)
    }

    fn fault(&mut self, at: Range<usize>, what: impl Into<String>) {
        let what = what.into();
        self.faults.push(Fault { at, what });
    }

    /// A value that could be read, or its fault.
    fn or_fault<T>(&mut self, at: Range<usize>, read: Result<T, String>) -> Option<T> {
        read.map_err(|what| self.fault(at, what)).ok()
    }

    fn key(&mut self, key: &Key) -> Option<AccountId> {
        self.or_fault(key.span(), account(key.get_ref()))
    }

    fn written(&self, number: &Number) -> &'a str {
        self.text.get(number.span()).unwrap_or_default().trim()
    }

    fn amount(&mut self, number: &Number) -> Option<u64> {
        let written = self.written(number);
        self.or_fault(number.span(), text::amount(written))
    }

    /// Counts what comes into the world: TAO at 0, alpha at its subnet.
    fn issue(&mut self, netuid: u16, amount: u64, at: Range<usize>) {
        let all = self.issued.entry(netuid).or_default();
        let before = *all;
        *all = all.saturating_add(amount);
        let now = *all;
        if before <= SUPPLY_CAP && now > SUPPLY_CAP {
            let beyond = now.saturating_sub(SUPPLY_CAP);
            let (what, together) = match netuid {
                0 => ("TAO".into(), "balances, root's stakes and pools"),
                _ => (format!("alpha of subnet {netuid}"), "the pool and the stakes"),
            };
            self.fault(
                at,
                format!("with this there is more than 21 million {what}, by {beyond} rao: {together} count together"),
            );
        }
    }

    /// Whether a subnet is there; if not, it is a fault.
    fn subnet_is_there(&mut self, netuid: &Spanned<u16>) -> bool {
        let there = self.members.contains_key(netuid.get_ref());
        if !there {
            let number = netuid.get_ref();
            self.fault(netuid.span(), format!("there is no subnet {number}: give it a row among the subnets"));
        }
        there
    }

    /// A hotkey that somebody owns; if nobody does, it is a fault.
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
                self.meaning.hotkeys.push((hotkey.clone(), coldkey.clone()));
                self.owners.insert(hotkey, coldkey.clone());
            }
        }
    }

    fn validators(&mut self, file: &File) {
        let Some(validators) = &file.validators else {
            let alice = Authority::of_secret("//Alice");
            self.meaning.validators.extend(alice);
            return;
        };
        let at = validators.span();
        let most = usize::from(crate::chain_spec::MOST_VALIDATORS);
        let number = validators.get_ref().len();
        if !(1..=most).contains(&number) {
            self.fault(at.clone(), format!("there are {number} validators: a chain has 1 to {most}"));
        }
        for validator in validators.get_ref() {
            let read = match validator {
                Validator::Secret(secret) => Authority::of_secret(secret),
                Validator::Keys(keys) => Authority::of_keys(&keys.aura, &keys.grandpa),
            };
            let Some(authority) = self.or_fault(at.clone(), read) else {
                continue;
            };
            if self.meaning.validators.iter().any(|other| other.aura == authority.aura) {
                self.fault(at.clone(), format!("a validator is named twice: {validator:?}"));
            }
            self.meaning.validators.push(authority);
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
            self.meaning.balances.push((coldkey.clone(), rao));
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
            // What the account of a subnet keeps besides its pool.
            self.issue(0, EXISTENTIAL_DEPOSIT, subnet.netuid.span());
            self.settings(built.netuid, &subnet.settings);
            self.meaning.subnets.push(built);
        }
        if let std::collections::btree_map::Entry::Vacant(root) = self.members.entry(0) {
            root.insert(Vec::new());
            match self.meaning.sudo.clone() {
                Some(sudo) => self.implicit_root(sudo),
                None => {
                    self.fault(0..0, "there is no root: name sudo, who owns it then, or give a subnet the netuid 0")
                }
            }
        }
    }

    /// Root where the file does not describe it: sudo's, with the first of sudo's hotkeys.
    fn implicit_root(&mut self, sudo: AccountId) {
        let own = self.meaning.hotkeys.iter().find(|(_, coldkey)| *coldkey == sudo);
        let hotkey = own.map_or_else(|| sudo.clone(), |(hotkey, _)| hotkey.clone());
        self.own(hotkey.clone(), &sudo, 0..0);
        self.issue(0, EXISTENTIAL_DEPOSIT, 0..0);
        self.meaning.subnets.insert(0, root_subnet(sudo, hotkey));
    }

    fn subnet(&mut self, row: &Subnet) -> Option<GenesisSubnet<AccountId>> {
        let number = *row.netuid.get_ref();
        let owner = self.key(&row.owner);
        let owner_hotkey = self.key(&row.owner_hotkey);
        let (tao, alpha) = self.reserves(row);
        let moving_price = self.moving_price(row, tao, alpha);
        let fee_rate = self.fee_rate(row);
        let symbol = self.symbol(row)?;
        let (owner, owner_hotkey) = (owner?, owner_hotkey?);
        self.own(owner_hotkey.clone(), &owner, row.owner_hotkey.span());
        Some(GenesisSubnet {
            netuid: NetUid::new(number),
            name: row.name.clone().unwrap_or_else(|| match number {
                0 => "Root".into(),
                _ => format!("Subnet {number}"),
            }),
            symbol,
            owner,
            owner_hotkey,
            tempo: row.tempo.unwrap_or(subnets::TEMPO),
            tao,
            alpha,
            moving_price,
            fee_rate,
            started: row.started.unwrap_or(true),
        })
    }

    /// The TAO and the alpha of a pool.
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
            if number == 0 {
                self.fault(given.span(), "root has no pool, so no tao and no alpha either");
            } else if rao < MIN_RESERVE {
                self.fault(given.span(), format!("a pool keeps {MIN_RESERVE} rao (0.01) of each at least"));
            }
            self.issue(if index == 0 { 0 } else { number }, rao, given.span());
            reserves[index] = rao;
        }
        (reserves[0], reserves[1])
    }

    /// In rao; where it is not given, the price, or 1 where that is higher.
    fn moving_price(&mut self, row: &Subnet, tao: u64, alpha: u64) -> u64 {
        let Some(given) = &row.moving_price else {
            let price = u128::from(tao) * u128::from(TAO) / u128::from(alpha.max(1));
            return u64::try_from(price).map_or(TAO, |price| price.min(TAO));
        };
        let Some(price) = self.amount(given) else {
            return 0;
        };
        if price > TAO {
            self.fault(given.span(), "a moving price is 1 at most");
        }
        price
    }

    fn fee_rate(&mut self, row: &Subnet) -> u16 {
        let usual = if *row.netuid.get_ref() == 0 { 0 } else { subnets::FEE_RATE };
        let Some(given) = &row.fee_rate else {
            return usual;
        };
        if *given.get_ref() > MAX_FEE_RATE {
            self.fault(given.span(), format!("a fee is {MAX_FEE_RATE} parts of 65535 at most"));
        }
        *given.get_ref()
    }

    fn symbol(&mut self, row: &Subnet) -> Option<String> {
        let number = usize::from(*row.netuid.get_ref());
        match &row.symbol {
            Some(symbol) if symbol.get_ref().chars().count() != 1 => {
                let wrong = symbol.get_ref();
                self.fault(symbol.span(), format!("the symbol {wrong:?} is not one character"));
                None
            }
            Some(symbol) => Some(symbol.get_ref().clone()),
            None if number == 0 => Some(ROOT_SYMBOL.into()),
            None => match SYMBOLS.chars().nth(number - 1) {
                Some(symbol) => Some(symbol.to_string()),
                None => {
                    self.fault(row.netuid.span(), format!("there are subnets 1 to 128, not {number}"));
                    None
                }
            },
        }
    }

    fn settings(&mut self, netuid: NetUid, settings: &Settings) {
        for (name, value) in settings {
            let written = self.written(value);
            let read = settings::of_subnet(name.get_ref(), &Written(written));
            if let Some(setting) = self.or_fault(name.span(), read) {
                self.meaning.settings.push((netuid, setting, value.span()));
            }
        }
    }

    fn network(&mut self, settings: &Settings) {
        for (name, value) in settings {
            let written = self.written(value);
            let read = settings::of_network(name.get_ref(), &Written(written));
            if let Some(setting) = self.or_fault(name.span(), read) {
                self.meaning.network.push((setting, value.span()));
            }
        }
    }

    fn stake(&mut self, row: &Stake) {
        let there = self.subnet_is_there(&row.netuid);
        let coldkey = self.key(&row.coldkey);
        let hotkey = self.owned_hotkey(&row.hotkey);
        let at = row.amount.span();
        let Some(amount) = self.amount(&row.amount) else {
            return;
        };
        if amount < MIN_STAKE {
            self.fault(at.clone(), format!("a stake is {MIN_STAKE} rao (0.002) at least"));
        }
        if !there {
            return;
        }
        self.issue(*row.netuid.get_ref(), amount, at);
        if let (Some(coldkey), Some(hotkey)) = (coldkey, hotkey) {
            let netuid = NetUid::new(*row.netuid.get_ref());
            self.meaning.stakes.push(GenesisStake { coldkey, hotkey, netuid, amount });
        }
    }

    fn neurons(&mut self, row: &Neurons) {
        if !self.subnet_is_there(&row.netuid) {
            return;
        }
        let number = *row.netuid.get_ref();
        let most = if number == 0 { MOST_SEATS } else { MOST_NEURONS };
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
            if members.len() == most + 1 {
                self.fault(key.span(), format!("subnet {number} has room for {most} neurons"));
            }
            self.meaning.neurons.push((NetUid::new(number), hotkey));
        }
    }

    fn weights(&mut self, row: &Weights) {
        if !self.subnet_is_there(&row.netuid) {
            return;
        }
        let number = *row.netuid.get_ref();
        let Some(hotkey) = self.key(&row.hotkey) else {
            return;
        };
        let members = self.members.get(&number).cloned().unwrap_or_default();
        if !members.contains(&hotkey) {
            let name = row.hotkey.get_ref();
            self.fault(
                row.hotkey.span(),
                format!("{name} has no neuron at subnet {number}: only neurons give weights"),
            );
        }
        let mut named = BTreeSet::new();
        for pair in row.to.get_ref() {
            let (dest, _) = *pair.get_ref();
            if !named.insert(dest) {
                self.fault(pair.span(), format!("{dest} is given a weight twice"));
            }
            if number == 0 && (dest == 0 || !self.members.contains_key(&dest)) {
                self.fault(pair.span(), format!("there is no subnet {dest} that root could vote for"));
            }
            if number != 0 && usize::from(dest) >= members.len() {
                let there = members.len();
                self.fault(
                    pair.span(),
                    format!("subnet {number} has no UID {dest}: it has {there} neurons, counted from 0"),
                );
            }
        }
        let weights: Vec<_> = row.to.get_ref().iter().map(|pair| *pair.get_ref()).collect();
        if weights.iter().all(|(_, weight)| *weight == 0) {
            self.fault(row.to.span(), "these weights give nothing to anybody");
        }
        if self.meaning.weights.iter().any(|other| other.netuid.get() == number && other.hotkey == hotkey) {
            let name = row.hotkey.get_ref();
            self.fault(row.hotkey.span(), format!("{name} has weights at subnet {number} already"));
        }
        self.meaning.weights.push(GenesisWeights { netuid: NetUid::new(number), hotkey, weights });
    }

    fn policy(&mut self, file: &File) {
        if let Some(name) = &file.policy.emission {
            match POLICIES.iter().position(|known| known == name.get_ref()) {
                Some(number) => self.meaning.emission_policy = u8::try_from(number).unwrap_or_default(),
                None => {
                    let (wrong, known) = (name.get_ref(), POLICIES.join(", "));
                    self.fault(name.span(), format!("there is no policy of emission {wrong}: there are {known}"));
                }
            }
        }
        if let Some(name) = &file.policy.root_dividends {
            match name.get_ref().as_str() {
                "sold" => self.meaning.root_dividends = RootDividendRule::Sold,
                "claimable" => self.meaning.root_dividends = RootDividendRule::Claimable,
                other => self.fault(name.span(), format!("root's dividends are sold or claimable, not {other}")),
            }
        }
    }
}

/// The sign of TAO.
const ROOT_SYMBOL: &str = "Τ";

/// Root without a pool.
fn root_subnet(sudo: AccountId, hotkey: AccountId) -> GenesisSubnet<AccountId> {
    GenesisSubnet {
        netuid: NetUid::ROOT,
        name: "Root".into(),
        symbol: ROOT_SYMBOL.into(),
        owner: sudo,
        owner_hotkey: hotkey,
        tempo: subnets::TEMPO,
        tao: 0,
        alpha: 0,
        moving_price: 0,
        fee_rate: 0,
        started: true,
    }
}
