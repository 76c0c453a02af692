//! The JSON-RPC server, and RPC methods beyond those of every Substrate node.

mod limits;
mod metrics;
pub mod origins;
pub mod server;
mod unsubscribe;

use crate::{
    history::{self, HistoryServer, StateHistory},
    openrpc::Method,
    service::types::{FullClient, Pool},
};
use futures::FutureExt;
use jsonrpsee::{
    core::server::{MethodCallback, MethodResponse},
    types::{
        error::{INVALID_PARAMS_CODE, INVALID_PARAMS_MSG},
        ErrorObjectOwned, Params,
    },
    Extensions, Methods, RpcModule,
};
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_service::Error;
use std::{future::ready, sync::Arc};
use substrate_frame_rpc_system::{System, SystemApiServer};

/// Returns the methods of both kinds of node: an account's next nonce, a dry run, the fee of a call, and the history of pools.
pub fn common(client: Arc<FullClient>, pool: Arc<Pool>) -> Result<RpcModule<()>, Error> {
    let mut module = RpcModule::new(());
    add(&mut module, System::new(client.clone(), pool).into_rpc())?;
    add(&mut module, TransactionPayment::new(client.clone()).into_rpc())?;
    add(&mut module, with_parameters(StateHistory::new(client).into_rpc(), history::declared())?)?;
    Ok(module)
}

/// Lets methods refuse a call that lacks a parameter by the name that its declaration gives.
pub fn with_parameters(methods: impl Into<Methods>, declared: Vec<Method>) -> Result<Methods, Error> {
    let declared = Arc::new(declared);
    guarded(methods, move |call| match declared.iter().find_map(|method| method.lacks(call.method, call.parameters)) {
        Some(fault) => Err(ErrorObjectOwned::owned(INVALID_PARAMS_CODE, INVALID_PARAMS_MSG, Some(fault))),
        None => Ok(()),
    })
}

/// Describes the methods that this node adds to the SDK's: those of [`common`], and `more`.
pub fn declared(more: Vec<Method>) -> Vec<Method> {
    history::declared().into_iter().chain(more).collect()
}

/// Adds methods to a module. Fails if a name is taken.
pub fn add(module: &mut RpcModule<()>, more: impl Into<Methods>) -> Result<(), Error> {
    module.merge(more).map_err(failed)
}

/// A call that is about to be answered.
pub struct Call<'a> {
    pub method: &'static str,
    pub parameters: &'a Params<'a>,
    pub extensions: &'a Extensions,
}

/// Lets each of these methods begin with a check, whose error is the answer. They must not be subscriptions.
///
/// A method that is added to them later is checked, too.
pub fn guarded<C>(methods: impl Into<Methods>, check: C) -> Result<Methods, Error>
where
    C: Fn(Call) -> Result<(), ErrorObjectOwned> + Clone + Send + Sync + 'static,
{
    let methods = methods.into();
    let mut guarded = Methods::new();
    for method in methods.method_names() {
        let check = check.clone();
        let check = move |parameters: &Params, extensions: &_| check(Call { method, parameters, extensions });
        let callback = match methods.method(method).cloned() {
            Some(MethodCallback::Sync(call)) => {
                MethodCallback::Sync(Arc::new(move |id, params, size, extensions| match check(&params, &extensions) {
                    Ok(()) => call(id, params, size, extensions),
                    Err(error) => MethodResponse::error(id, error),
                }))
            }
            Some(MethodCallback::Async(call)) => {
                MethodCallback::Async(Arc::new(move |id, params, connection, size, extensions| {
                    match check(&params, &extensions) {
                        Ok(()) => call(id, params, connection, size, extensions),
                        Err(error) => ready(MethodResponse::error(id, error)).boxed(),
                    }
                }))
            }
            _ => return Err(Error::Other(format!("{method} is a subscription, which cannot be guarded"))),
        };
        guarded.verify_and_insert(method, callback).map_err(failed)?;
    }
    Ok(guarded)
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Application(error.into())
}
