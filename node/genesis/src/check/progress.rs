//! Reads what a chain has that did not begin with its genesis: the state of subnets that have run, bonds, takes, children and
//! identities.

use super::Reader;
use crate::{
    schema::{Account, Children, File, Identity, Key, Number, Progress, Subnet, SubnetIdentity, Weights},
    text,
};
use dtao_primitives::{ChainIdentityV2, NetUid, SubnetIdentityV3};
use dtao_runtime::AccountId;
use pallet_subtensor::genesis::{GenesisChildren, GenesisProgress, GenesisWeights};
use std::ops::Range;
use toml::Spanned;

/// Fraction bits of the moving price.
const PRICE_BITS: u32 = 96;

/// Fraction bits of averages of flows, and of the proportion of a child.
const FLOW_BITS: u32 = 64;

/// Fraction bits of the withheld part.
const WITHHELD_BITS: u32 = 63;

impl Reader<'_> {
    /// Reads the rows that only a chain has which continues another one.
    pub(super) fn progress(&mut self, file: &File) {
        for subnet in &file.subnets {
            self.subnet_progress(subnet);
            self.subnet_identity(subnet);
        }
        for account in &file.accounts {
            self.identity(account);
        }
        for row in &file.bonds {
            self.bonds(row);
        }
        for row in &file.takes {
            if let Some(hotkey) = self.owned_hotkey(&row.hotkey) {
                self.parsed.config.takes.push((hotkey, *row.take.get_ref()));
                self.parsed.spans.takes.push(row.take.span());
            }
        }
        for row in &file.children {
            self.children(row);
        }
        for row in &file.childkey_takes {
            if let Some((netuid, hotkey)) = self.place(&row.netuid, &row.hotkey) {
                self.parsed.config.childkey_takes.push((netuid, hotkey, *row.take.get_ref()));
                self.parsed.spans.childkey_takes.push(row.take.span());
            }
        }
    }

    /// Returns a hotkey and a subnet that has a row, or records the fault.
    fn place(&mut self, netuid: &Spanned<u16>, hotkey: &Key) -> Option<(NetUid, AccountId)> {
        let hotkey = self.key(hotkey)?;
        self.has_subnet(netuid).then(|| (NetUid::new(*netuid.get_ref()), hotkey))
    }

    fn subnet_progress(&mut self, subnet: &Subnet) {
        let Some(row) = &subnet.progress else {
            return;
        };
        let at = subnet.netuid.span();
        let netuid = *subnet.netuid.get_ref();
        let mut progress = self.pending(netuid, row, &at);
        progress.netuid = NetUid::new(netuid);
        if let Some(price) = &subnet.moving_price {
            progress.moving_price = self.fixed(Some(price), |text| text::bits(text, PRICE_BITS));
        } else {
            self.fault(at.clone(), "a subnet with a progress needs its moving_price");
        }
        progress.next_payout = row.next_payout;
        progress.burn = row.burn.as_ref().and_then(|burn| self.amount(burn));
        progress.volume = self.optional_amount(row.volume.as_ref()).into();
        let signed = |text: &str| text::signed_bits(text, FLOW_BITS);
        progress.flow_average = self.fixed(row.flow_average.as_ref(), signed);
        progress.inflow_average = self.fixed(row.inflow_average.as_ref(), signed);
        progress.revenue_average = self.fixed(row.revenue_average.as_ref(), signed);
        progress.withheld = self.fixed(row.withheld.as_ref(), |text| {
            u64::try_from(text::bits(text, WITHHELD_BITS)?).map_err(|_| format!("{text} is more than the whole"))
        });
        self.parsed.config.progress.push(progress);
        self.parsed.spans.progress.push(at);
    }

    /// Reads the amounts that wait for a payout, and those that belong to nobody, and adds them to the issuance.
    fn pending(&mut self, netuid: u16, row: &Progress, at: &Range<usize>) -> GenesisProgress {
        let progress = GenesisProgress {
            unowned: self.optional_amount(row.unowned.as_ref()),
            pending_server: self.optional_amount(row.pending_miners.as_ref()),
            pending_validator: self.optional_amount(row.pending_validators.as_ref()),
            pending_owner: self.optional_amount(row.pending_owner.as_ref()),
            pending_root_tao: self.optional_amount(row.pending_root_tao.as_ref()),
            pending_root_alpha_sold: self.optional_amount(row.pending_root_alpha_sold.as_ref()),
            pending_root_alpha: self.optional_amount(row.pending_root_alpha.as_ref()),
            ..Default::default()
        };
        let alpha = [
            progress.unowned,
            progress.pending_server,
            progress.pending_validator,
            progress.pending_owner,
            progress.pending_root_alpha,
        ];
        for amount in alpha {
            self.issue(netuid, amount, at.clone());
        }
        self.issue(0, progress.pending_root_tao, at.clone());
        progress
    }

    fn optional_amount(&mut self, number: Option<&Number>) -> u64 {
        number.and_then(|number| self.amount(number)).unwrap_or_default()
    }

    /// Reads a number in another unit than amounts have.
    fn fixed<N: Default>(&mut self, number: Option<&Number>, read: impl FnOnce(&str) -> Result<N, String>) -> N {
        let Some(number) = number else {
            return N::default();
        };
        let raw = self.raw(number);
        self.or_fault(number.span(), read(raw)).unwrap_or_default()
    }

    fn subnet_identity(&mut self, subnet: &Subnet) {
        let Some(given) = &subnet.identity else {
            return;
        };
        let SubnetIdentity { github, contact, url, discord, description, logo, additional } = given.get_ref();
        let netuid = *subnet.netuid.get_ref();
        let name = subnet.name.clone().unwrap_or_else(|| format!("Subnet {netuid}"));
        let identity = SubnetIdentityV3 {
            subnet_name: name.into_bytes(),
            github_repo: bytes(github),
            subnet_contact: bytes(contact),
            subnet_url: bytes(url),
            discord: bytes(discord),
            description: bytes(description),
            logo_url: bytes(logo),
            additional: bytes(additional),
        };
        self.parsed.config.subnet_identities.push((NetUid::new(netuid), identity));
        self.parsed.spans.subnet_identities.push(given.span());
    }

    fn identity(&mut self, account: &Account) {
        let Some(given) = &account.identity else {
            return;
        };
        let Some(coldkey) = self.key(&account.key) else {
            return;
        };
        let Identity { name, url, github, image, discord, description, additional } = given.get_ref();
        let identity = ChainIdentityV2 {
            name: bytes(name),
            url: bytes(url),
            github_repo: bytes(github),
            image: bytes(image),
            discord: bytes(discord),
            description: bytes(description),
            additional: bytes(additional),
        };
        self.parsed.config.identities.push((coldkey, identity));
        self.parsed.spans.identities.push(given.span());
    }

    fn bonds(&mut self, row: &Weights) {
        let Some((netuid, hotkey)) = self.place(&row.netuid, &row.hotkey) else {
            return;
        };
        let weights = row.to.get_ref().iter().map(|pair| *pair.get_ref()).collect();
        self.parsed.config.bonds.push(GenesisWeights { netuid, hotkey, weights });
        self.parsed.spans.bonds.push(row.hotkey.span());
    }

    fn children(&mut self, row: &Children) {
        let Some((netuid, hotkey)) = self.place(&row.netuid, &row.hotkey) else {
            return;
        };
        let mut children = Vec::new();
        for (child, part) in &row.to {
            let part = self.fixed(Some(part), |text| {
                let bits = text::bits(text, FLOW_BITS)?;
                // The whole is 2^64 − 1 parts.
                u64::try_from(bits)
                    .or(if bits == 1 << FLOW_BITS { Ok(u64::MAX) } else { Err(()) })
                    .map_err(|()| format!("{text} is more than the whole"))
            });
            if let Some(child) = self.key(child) {
                children.push((part, child));
            }
        }
        self.parsed.config.children.push(GenesisChildren { netuid, hotkey, children });
        self.parsed.spans.children.push(row.hotkey.span());
    }
}

fn bytes(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}
