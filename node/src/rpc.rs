//! RPC methods beyond those of every Substrate node.

use crate::service::types::{FullClient, Pool};
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_service::Error;
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// Returns the methods of both kinds of node: an account's next nonce, a dry run, and the fee of a call.
pub fn common(client: Arc<FullClient>, pool: Arc<Pool>) -> Result<RpcModule<()>, Error> {
    let mut module = RpcModule::new(());
    add(&mut module, System::new(client.clone(), pool).into_rpc())?;
    add(&mut module, TransactionPayment::new(client).into_rpc())?;
    Ok(module)
}

/// Adds methods to a module. Fails if a name is taken.
pub fn add<T>(module: &mut RpcModule<()>, more: RpcModule<T>) -> Result<(), Error> {
    module.merge(more).map_err(|error| Error::Application(error.into()))
}
