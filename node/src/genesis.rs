//! Chain specifications of the chains that `dtao-genesis` describes.

use crate::state_file::format::Extensions;
use dtao_genesis::{
    definition::{ChainKind, Definition},
    units::{DECIMALS, SS58_FORMAT, TOKEN},
};
use dtao_upgrade::slots;
use sc_service::{ChainType, GenericChainSpec, Properties};
use sp_core::storage::{well_known_keys::CODE, Storage};

/// A chain specification, of a new chain or of a saved one.
pub type Spec = GenericChainSpec<Extensions>;

/// Returns the chain specification, which other nodes start from.
pub fn spec(chain: Definition) -> Result<Spec, String> {
    let kind = match chain.kind {
        ChainKind::Development => ChainType::Development,
        ChainKind::Local => ChainType::Local,
        ChainKind::Live => ChainType::Live,
    };
    Ok(Spec::builder(&code(&chain)?, Extensions::default())
        .with_name(&chain.name)
        .with_id(&chain.id)
        .with_protocol_id("dtao")
        .with_chain_type(kind)
        .with_properties(properties())
        .with_genesis_config_patch(chain.genesis)
        .build())
}

/// Builds the genesis state natively.
///
/// The specification builds the same state in the runtime's WebAssembly, which it compiles twice for that: some seconds at
/// each start.
pub fn state(chain: &Definition) -> Result<Storage, String> {
    let mut state = chain.genesis_state_without_code()?;
    state.top.insert(CODE.to_vec(), code(chain)?);
    Ok(state)
}

/// Returns the runtime's code with the chain's duration of a slot.
fn code(chain: &Definition) -> Result<Vec<u8>, String> {
    let built = dtao_runtime::WASM_BINARY
        .ok_or("this node was built without a runtime: build it again without SKIP_WASM_BUILD")?;
    slots::with_duration(built, chain.slot)
}

fn properties() -> Properties {
    let values =
        [("tokenSymbol", TOKEN.into()), ("tokenDecimals", DECIMALS.into()), ("ss58Format", SS58_FORMAT.into())];
    values.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
}
