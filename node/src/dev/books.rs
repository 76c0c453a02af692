//! `dev_setBalance`, `dev_fund`, `dev_setStake` and `dev_setPrice`: changes of money that keep the books.
//!
//! Each is work of the runtime's own code on the state (see [`native`](super::native)): its single writers change balances, positions
//! and pools, and the issuance with them. What is added is minted, and what is taken away leaves the issuance, of TAO and of alpha alike.
//! Nobody trades: no fee is taken, and the averages of price, flow and volume go on from where they were.

use super::amounts::{in_words, Account, Amount};
use dtao_math::{issuance::SUPPLY_CAP, pool::MIN_RESERVE};
use dtao_primitives::{AlphaBalance, NetUid, NumberedPool, Pool, Pools, Removal, TaoBalance};
use dtao_runtime::{
    supply::RootCall, AccountId, Balances, BalancesCall, Runtime, RuntimeCall, RuntimeError, RuntimeEvent,
    RuntimeOrigin, SubtensorModule, Swap, System, EXISTENTIAL_DEPOSIT, TAO,
};
use frame_support::traits::{fungible::Mutate, Get, UnfilteredDispatchable};
use pallet_subtensor::{ledger::position::Position, Event, Owner};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sp_core::{crypto::Ss58Codec, U256};
use sp_runtime::DispatchError;

/// The amount of `dev_fund` if the client names none.
pub const DEFAULT_GIFT: Amount = Amount(1_000 * TAO);

/// The parameters of `dev_setStake`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewStake {
    /// The coldkey that holds the stake.
    pub coldkey: Account,
    /// The hotkey that it is staked to, which somebody must own.
    pub hotkey: Account,
    /// The subnet; 0 is root, whose stake is TAO.
    pub netuid: u16,
    /// The stake: alpha of the subnet, TAO at root. 0 removes it.
    pub amount: Amount,
}

/// Sets the free balance of an account. The difference is minted, or leaves the issuance.
pub fn set_balance(who: &AccountId, free: u64) -> Result<(), String> {
    ensure_not_custody(who)?;
    if (1..EXISTENTIAL_DEPOSIT).contains(&free) {
        return Err(format!(
            "an account cannot hold {free} rao: the least is {EXISTENTIAL_DEPOSIT} rao, the existential deposit; 0 empties it"
        ));
    }
    within_cap(|| {
        let call = BalancesCall::force_set_balance { who: who.clone().into(), new_free: free };
        let call = RootCall(RuntimeCall::Balances(call));
        call.dispatch_bypass_filter(RuntimeOrigin::root())
            .map(drop)
            .map_err(|error| error.error)
            .map_err(in_the_runtime)
    })
}

/// Mints TAO for an account.
pub fn fund(who: &AccountId, amount: u64) -> Result<(), String> {
    ensure_not_custody(who)?;
    within_cap(|| Balances::mint_into(who, amount).map(drop).map_err(in_the_runtime))
}

/// Sets the stake of a coldkey with a hotkey at a subnet. The difference is issued, or recycled; at root, TAO is minted or burned.
pub fn set_stake(wanted: &NewStake) -> Result<(), String> {
    let NewStake { coldkey: Account(coldkey), hotkey: Account(hotkey), netuid, amount: Amount(amount) } = wanted;
    let netuid = open(*netuid)?.netuid;
    ensure_not_custody(coldkey)?;
    if !Owner::<Runtime>::contains_key(hotkey) {
        return Err(format!("{} is no hotkey of the chain: nobody owns it", hotkey.to_ss58check()));
    }
    let least = <Runtime as pallet_subtensor::Config>::MinStake::get();
    if (1..least).contains(amount) {
        return Err(format!("a stake of {amount} rao is below the minimum of {least} rao; 0 removes it"));
    }
    let held = Position::<Runtime>::load(hotkey, coldkey, netuid).value().rao();
    within_cap(|| match (amount.checked_sub(held), held.checked_sub(*amount)) {
        (Some(0), _) => Ok(()),
        (Some(more), _) => add_stake(coldkey, hotkey, netuid, more.into()),
        (None, less) => take_stake(coldkey, hotkey, netuid, less.unwrap_or_default().into()),
    })
}

fn add_stake(coldkey: &AccountId, hotkey: &AccountId, netuid: NetUid, more: AlphaBalance) -> Result<(), String> {
    <Swap as Pools<AccountId>>::credit_at_genesis(netuid, more).map_err(in_the_runtime)?;
    Position::<Runtime>::add(hotkey, coldkey, netuid, more)
        .map_err(|_| format!("{} rao are too little for a share of the stake with this hotkey", more.rao()))?;
    ensure_supply(netuid)?;
    let (tao, fee) = (TaoBalance::ZERO, 0);
    deposit(Event::StakeAdded(coldkey.clone(), hotkey.clone(), tao, more, netuid, fee));
    Ok(())
}

fn take_stake(coldkey: &AccountId, hotkey: &AccountId, netuid: NetUid, less: AlphaBalance) -> Result<(), String> {
    if !netuid.is_root() {
        return SubtensorModule::do_remove_alpha(coldkey, hotkey, netuid, less, Removal::Recycle)
            .map_err(in_the_runtime);
    }
    let tao = TaoBalance::new(less.rao());
    Position::<Runtime>::take(hotkey, coldkey, netuid, less).map_err(|error| in_the_runtime(error.into()))?;
    change_pool(netuid, |pool| {
        pool.tao = pool.tao.checked_sub(tao)?;
        pool.alpha_out = pool.alpha_out.checked_sub(less)?;
        Some(())
    })?;
    deposit(Event::StakeRemoved(coldkey.clone(), hotkey.clone(), TaoBalance::ZERO, less, netuid, 0));
    Ok(())
}

/// Sets the price of a subnet's alpha, in rao of TAO per whole alpha, by moving its pool along its curve: the product of its reserves
/// stays. The TAO and alpha that trades would have brought are minted, and what they would have taken leaves the issuance.
pub fn set_price(netuid: u16, price: u64) -> Result<(), String> {
    let NumberedPool { netuid, pool } = open(netuid)?;
    if netuid.is_root() {
        return Err("root has no pool: its price is always 1, TAO and stake are one to one".into());
    }
    if price == 0 {
        return Err("a pool cannot have the price 0: write TAO per alpha such as \"0.25 TAO\", or rao of TAO".into());
    }
    let (tao, alpha) = reserves_at(&pool, price).ok_or_else(|| cannot_have(&pool, price))?;
    within_cap(|| {
        change_pool(netuid, |pool| {
            (pool.tao, pool.alpha_in) = (tao.into(), alpha.into());
            Some(())
        })
    })?;
    ensure_supply(netuid)
}

/// Returns the reserves of TAO and alpha at a price, or `None` if one would be below the minimum or the alpha above its cap. Alpha is
/// rounded down and TAO up.
fn reserves_at(pool: &Pool, price: u64) -> Option<(u64, u64)> {
    let product = U256::from(pool.tao.rao()) * U256::from(pool.alpha_in.rao());
    let alpha = (product * U256::from(TAO) / U256::from(price)).integer_sqrt();
    let tao = (alpha * U256::from(price) + U256::from(TAO - 1)) / U256::from(TAO);
    let most = U256::from(SUPPLY_CAP - pool.alpha_out.rao().min(SUPPLY_CAP));
    let least = U256::from(MIN_RESERVE);
    let fits = alpha >= least && tao >= least && alpha <= most && tao <= U256::from(SUPPLY_CAP);
    fits.then(|| (tao.low_u64(), alpha.low_u64()))
}

fn cannot_have(pool: &Pool, price: u64) -> String {
    format!(
        "the pool cannot have the price {}: with {} and {} in it, one reserve would fall below {} or rise above the cap of {} \
         of all there is",
        in_words(price, "TAO"),
        in_words(pool.tao.rao(), "TAO"),
        in_words(pool.alpha_in.rao(), "alpha"),
        in_words(MIN_RESERVE, "units"),
        in_words(SUPPLY_CAP, "units")
    )
}

/// Changes a pool, and mints or burns the difference of its TAO in the custody account. The change returns `None` if it cannot be.
fn change_pool(netuid: NetUid, change: impl Fn(&mut Pool) -> Option<()>) -> Result<(), String> {
    let mut books = <Swap as Pools<AccountId>>::books().ok_or("the chain has no pools")?;
    let root = netuid.is_root().then_some(&mut books.root);
    let found = root.or_else(|| books.subnets.iter_mut().find(|subnet| subnet.netuid == netuid));
    let pool = &mut found.ok_or_else(|| format!("there is no subnet {netuid}"))?.pool;
    let before = pool.tao;
    change(pool).ok_or("the pool has less than this")?;
    let (minted, burned) = (pool.tao.checked_sub(before), before.checked_sub(pool.tao));
    <Swap as Pools<AccountId>>::commit_block(&books, minted.unwrap_or(TaoBalance::ZERO)).map_err(in_the_runtime)?;
    <Swap as Pools<AccountId>>::recycle_pot(burned.unwrap_or(TaoBalance::ZERO)).map_err(in_the_runtime)
}

/// Returns a subnet with its pool.
fn open(netuid: u16) -> Result<NumberedPool, String> {
    let all = <Swap as Pools<AccountId>>::all();
    all.iter().find(|subnet| subnet.netuid == NetUid::new(netuid)).copied().ok_or_else(|| {
        let known: Vec<_> = all.iter().map(|subnet| subnet.netuid.to_string()).collect();
        format!("there is no subnet {netuid}: there are {}", known.join(", "))
    })
}

fn ensure_not_custody(account: &AccountId) -> Result<(), String> {
    if *account == Swap::custody_account() {
        return Err("this account holds the TAO of the pools, and its balance is what they count".into());
    }
    Ok(())
}

/// Does work after which the issuance of TAO is within its cap, or has not grown.
fn within_cap(work: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let before = Balances::total_issuance();
    let above_cap = || {
        let left = in_words(SUPPLY_CAP.saturating_sub(before), "TAO");
        format!("there would be more than {} in all: {left} can still be issued", in_words(SUPPLY_CAP, "TAO"))
    };
    work().map_err(|error| if error.contains("SupplyCapExceeded") { above_cap() } else { error })?;
    if Balances::total_issuance() > before.max(SUPPLY_CAP) {
        return Err(above_cap());
    }
    Ok(())
}

/// Fails if a subnet has more alpha than it may have. Root's stake is TAO.
fn ensure_supply(netuid: NetUid) -> Result<(), String> {
    if netuid.is_root() {
        return Ok(());
    }
    let pool = <Swap as Pools<AccountId>>::get(netuid).ok_or_else(|| format!("there is no subnet {netuid}"))?;
    match pool.alpha_in.checked_add(pool.alpha_out) {
        Some(all) if all.rao() <= SUPPLY_CAP => Ok(()),
        _ => Err(format!(
            "subnet {netuid} would have more than {} in its pool and outside",
            in_words(SUPPLY_CAP, "alpha")
        )),
    }
}

fn deposit(event: Event<Runtime>) {
    System::deposit_event(RuntimeEvent::SubtensorModule(event));
}

/// Describes an error of the runtime by its name.
fn in_the_runtime(error: DispatchError) -> String {
    let name =
        RuntimeError::from_dispatch_error(error).map_or_else(|| format!("{error:?}"), |error| format!("{error:?}"));
    format!("the runtime refuses it: {name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use frame_support::storage::with_storage_layer;
    use serde_json::json;
    use sp_io::TestExternalities;
    use sp_keyring::Sr25519Keyring::{Bob, One};

    /// Runs a test on the genesis state of the development chain.
    fn on_a_chain(test: impl FnOnce()) {
        let text = dtao_genesis::preset("development").unwrap();
        let state = dtao_genesis::parse("development.toml", text).unwrap().genesis_state_without_code().unwrap();
        let mut externalities = TestExternalities::new(state);
        externalities.execute_with(|| {
            System::set_block_number(1);
            test();
        });
    }

    /// Does work as a block does, and checks every invariant after it. Returns the change of the issuance.
    fn done(work: impl FnOnce() -> Result<(), String>) -> i128 {
        let before = i128::from(Balances::total_issuance());
        attempt(work).unwrap();
        SubtensorModule::do_try_state().unwrap();
        Swap::do_try_state().unwrap();
        let sum: u64 =
            frame_system::Account::<Runtime>::iter_values().map(|info| info.data.free + info.data.reserved).sum();
        assert_eq!(sum, Balances::total_issuance());
        i128::from(Balances::total_issuance()) - before
    }

    fn attempt(work: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
        let mut refusal = String::new();
        let work = || work().map_err(|error| refusal = error).map_err(|()| DispatchError::Other("refused"));
        with_storage_layer(work).map_err(|_| refusal)
    }

    /// Asserts that work is refused with these words.
    fn refused(words: &str, work: impl FnOnce() -> Result<(), String>) {
        let error = attempt(work).unwrap_err();
        assert!(error.contains(words), "{error} does not say {words}");
    }

    fn stake(coldkey: &str, hotkey: &str, netuid: u16, amount: u64) -> NewStake {
        let text = json!({ "coldkey": coldkey, "hotkey": hotkey, "netuid": netuid, "amount": amount });
        serde_json::from_value(text).unwrap()
    }

    fn held(stake: &NewStake) -> u64 {
        Position::<Runtime>::load(&stake.hotkey.0, &stake.coldkey.0, stake.netuid.into()).value().rao()
    }

    fn price(netuid: u16) -> u64 {
        <Swap as Pools<AccountId>>::price(netuid.into()).unwrap()
    }

    #[test]
    fn a_balance_is_set_by_minting_and_burning() {
        on_a_chain(|| {
            let (bob, one) = (Bob.to_account_id(), One.to_account_id());
            let had = i128::from(Balances::free_balance(&bob));
            assert_eq!(done(|| set_balance(&bob, 5_000 * TAO)), 5_000 * i128::from(TAO) - had);
            assert_eq!(Balances::free_balance(&bob), 5_000 * TAO);
            assert_eq!(done(|| set_balance(&one, EXISTENTIAL_DEPOSIT)), i128::from(EXISTENTIAL_DEPOSIT));
            assert_eq!(done(|| set_balance(&one, 0)), -i128::from(EXISTENTIAL_DEPOSIT));
            assert_eq!(done(|| fund(&one, 7 * TAO)), 7 * i128::from(TAO));
            assert_eq!(Balances::free_balance(&one), 7 * TAO);
        });
    }

    #[test]
    fn a_balance_above_the_cap_below_the_deposit_or_of_the_pools_is_refused() {
        on_a_chain(|| {
            let (bob, one) = (Bob.to_account_id(), One.to_account_id());
            refused("more than 21,000,000.00 TAO in all", || set_balance(&bob, SUPPLY_CAP));
            refused("more than 21,000,000.00 TAO in all", || set_balance(&bob, u64::MAX));
            refused("more than 21,000,000.00 TAO in all", || fund(&one, SUPPLY_CAP));
            refused("the least is 500 rao", || set_balance(&one, 1));
            refused("the runtime refuses it", || fund(&one, 1));
            refused("holds the TAO of the pools", || set_balance(&Swap::custody_account(), 0));
            refused("holds the TAO of the pools", || fund(&Swap::custody_account(), TAO));
        });
    }

    #[test]
    fn a_stake_is_set_by_issuing_and_recycling() {
        on_a_chain(|| {
            for (coldkey, netuid) in [("//Bob", 1), ("//Charlie", 1), ("//Bob", 0), ("//Eve", 3)] {
                let tao = if netuid == 0 { 1 } else { 0 };
                let mut before = held(&stake(coldkey, "//Alice//hotkey", netuid, 0));
                for amount in [1_234 * TAO + 5, 99_999 * TAO, 20 * TAO, 0] {
                    let wanted = stake(coldkey, "//Alice//hotkey", netuid, amount);
                    let change = (i128::from(amount) - i128::from(before)) * tao;
                    assert_eq!(done(|| set_stake(&wanted)), change, "{coldkey} at {netuid}");
                    let after = held(&wanted);
                    assert!(after == amount || after + 1 == amount, "{after} instead of {amount}");
                    before = after;
                }
            }
        });
    }

    #[test]
    fn a_stake_that_cannot_be_is_refused() {
        on_a_chain(|| {
            let alices = "//Alice//hotkey";
            refused("there is no subnet 77: there are 0, 1, 2, 3", || set_stake(&stake("//Bob", alices, 77, 0)));
            refused("is no hotkey of the chain", || set_stake(&stake("//Bob", "//One", 1, 5 * TAO)));
            refused("below the minimum of 2000000 rao", || set_stake(&stake("//Bob", alices, 1, 5)));
            refused("more than 21,000,000.00 alpha", || set_stake(&stake("//Bob", alices, 1, SUPPLY_CAP)));
            refused("more than 21,000,000.00 TAO in all", || set_stake(&stake("//Bob", alices, 0, SUPPLY_CAP)));
            let (custody, mut wanted) = (Swap::custody_account(), stake("//Bob", alices, 1, TAO));
            wanted.coldkey = Account(custody);
            refused("holds the TAO of the pools", || set_stake(&wanted));
        });
    }

    #[test]
    fn a_price_is_set_along_the_curve() {
        on_a_chain(|| {
            for (netuid, wanted) in [(1, 1_000_000_000), (2, 123_456_789), (3, 5), (3, 40 * TAO), (1, 2)] {
                let pool = open(netuid).unwrap().pool;
                let product = u128::from(pool.tao.rao()) * u128::from(pool.alpha_in.rao());
                let Ok(()) = attempt(|| reserves_at(&pool, wanted).map(drop).ok_or_else(String::new)) else {
                    refused("cannot have the price", || set_price(netuid, wanted));
                    continue;
                };
                let change = done(|| set_price(netuid, wanted));
                let after = open(netuid).unwrap().pool;
                assert_eq!((netuid, price(netuid)), (netuid, wanted));
                assert_eq!(change, i128::from(after.tao.rao()) - i128::from(pool.tao.rao()));
                let moved = (u128::from(after.tao.rao()) * u128::from(after.alpha_in.rao())) as f64 / product as f64;
                assert!((moved - 1.0).abs() < 1e-6, "the product changes by {moved}");
                assert_eq!((after.volume, after.moving_price), (pool.volume, pool.moving_price));
            }
        });
    }

    #[test]
    fn a_price_that_cannot_be_is_refused() {
        on_a_chain(|| {
            refused("cannot have the price 0", || set_price(1, 0));
            refused("there is no subnet 9", || set_price(9, TAO));
            refused("root has no pool", || set_price(0, TAO));
            refused("cannot have the price", || set_price(1, 1));
            refused("cannot have the price", || set_price(1, u64::MAX));
        });
    }
}
