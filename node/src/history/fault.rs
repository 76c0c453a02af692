//! The errors of `dtao_history`.

use jsonrpsee::types::{error::INVALID_PARAMS_CODE, ErrorObjectOwned};
use serde::Serialize;

/// The code of errors that are not the request's fault.
const UNAVAILABLE_CODE: i32 = 1;

/// The request can never be answered.
pub fn invalid(text: impl ToString) -> ErrorObjectOwned {
    ErrorObjectOwned::owned(INVALID_PARAMS_CODE, text.to_string(), None::<()>)
}

/// The request is a good one, but this chain or this node has no answer.
pub fn unavailable(text: impl ToString) -> ErrorObjectOwned {
    ErrorObjectOwned::owned(UNAVAILABLE_CODE, text.to_string(), None::<()>)
}

/// The same, with data by which a client can ask better.
pub fn unavailable_but(text: impl ToString, data: impl Serialize) -> ErrorObjectOwned {
    ErrorObjectOwned::owned(UNAVAILABLE_CODE, text.to_string(), Some(data))
}

/// A block or its state is gone: blocks were reverted, or states were pruned.
pub fn changed() -> ErrorObjectOwned {
    unavailable("the chain changed while it was read: ask again")
}
