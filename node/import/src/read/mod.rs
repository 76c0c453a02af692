//! The model from the state. Every item is read by its name; an item that a chain does not have is one that its rules do not need.

pub mod accounts;
pub mod neurons;
pub mod pools;
pub mod settings;
pub mod stakes;
pub mod subnets;

use crate::{model::Model, report::Report, source::Source};

/// Reads the model.
///
/// # Errors
/// Names an item whose values cannot be read, or that is missing.
pub fn model(source: &Source, report: &mut Report) -> Result<Model, String> {
    let mut model = Model { origin: source.origin.clone(), ..Model::default() };
    report.carried(format!(
        "{} at block {} ({}), runtime {} {}",
        model.origin.chain, model.origin.block, model.origin.hash, model.origin.spec, model.origin.version
    ));
    model.owners = accounts::owners(source)?;
    model.balances = accounts::balances(source, report)?;
    model.issuance = accounts::issuance(source)?;
    model.subnets = subnets::all(source, report)?;
    model.root_tao = model.subnets.get(&crate::model::ROOT).map_or(0, |root| root.pool.tao);
    model.network = settings::of_network(source)?;
    model.policy = settings::policy(source, report)?;
    stakes::read(source, &mut model, report)?;
    neurons::read(source, &mut model, report)?;
    accounts::records(source, &mut model, report)?;
    not_read(source, report);
    Ok(model)
}

/// Reports the records of rules that a genesis file has no place for.
fn not_read(source: &Source, report: &mut Report) {
    use crate::source::SUBTENSOR;
    for (pallet, item, what) in [
        (SUBTENSOR, "Lock", "locks of stake; the stake itself is carried over, and is free"),
        (SUBTENSOR, "PendingChildKeys", "pending assignments of children: they can be made again"),
        (SUBTENSOR, "WeightCommits", "commitments to weights: they can be made again"),
        (SUBTENSOR, "TimelockedWeightCommits", "epochs with weights under a time lock: they can be made again"),
        (SUBTENSOR, "MinerCollateral", "miners' collateral: this chain has no such rule"),
        ("Proxy", "Proxies", "accounts with proxies: their deposits are part of the balances"),
    ] {
        report.left_out_if(source.count(pallet, item), |number| format!("{number} {what}"));
    }
    report.left_out(
        "ages: the first block is block 1. Neurons are immune and rate limits begin as if all had been registered in block 0, and \
         moving prices follow as slowly as those of subnets that have just started (moving_price_halving = 1 lets them follow \
         at full speed)",
    );
    report.left_out("axons, certificates and commitments of neurons, and the last epoch's incentives and dividends: the next epoch computes them");
}
