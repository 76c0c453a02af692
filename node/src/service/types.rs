//! The types that the parts of a node share.

use super::mock_signature::HostFunctions;
use dtao_runtime::{opaque::Block, RuntimeApi};
use jsonrpsee::RpcModule;
use sc_service::Error;
use sp_core::traits::SpawnNamed;
use std::sync::Arc;

/// Executes runtimes.
pub type Executor = sc_executor::WasmExecutor<HostFunctions>;

pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, Executor>;

pub type FullBackend = sc_service::TFullBackend<Block>;

/// Chooses the longest known chain as the best one.
pub type SelectChain = sc_consensus::LongestChain<FullBackend, Block>;

/// The transaction pool.
pub type Pool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;

pub type ImportQueue = sc_consensus::DefaultImportQueue<Block>;

/// Builds the RPC methods that this node adds to those of every Substrate node.
pub type RpcBuilder = Box<dyn Fn(Arc<dyn SpawnNamed>) -> Result<RpcModule<()>, Error>>;
