//! What clients can ask beyond the methods that every Substrate node has.

use crate::service::{FullClient, Pool};
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_service::Error;
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// The methods of every node of ours: an account's next nonce, a dry run, and the fee of a call.
pub fn common(client: Arc<FullClient>, pool: Arc<Pool>) -> Result<RpcModule<()>, Error> {
    let mut module = RpcModule::new(());
    add(&mut module, System::new(client.clone(), pool).into_rpc())?;
    add(&mut module, TransactionPayment::new(client).into_rpc())?;
    Ok(module)
}

/// Adds methods to a module. Fails where a name is there already.
pub fn add<T>(module: &mut RpcModule<()>, more: RpcModule<T>) -> Result<(), Error> {
    module.merge(more).map_err(|error| Error::Application(error.into()))
}
