//! Writes a chain to a state file.

use super::format::{unreadable, EncodedBlock, EncodedParent, ResumePoint};
use crate::service::types::FullClient;
use codec::Encode;
use dtao_runtime::opaque::Header;
use sc_client_api::{BlockBackend, HeaderBackend};
use sc_service::{chain_ops::export_raw_state, ChainSpec, Error};
use sp_core::{storage::Storage, Bytes, H256};
use std::{
    fs,
    io::{self, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::Arc,
};
use tempfile::NamedTempFile;

/// Returns the content of a state file: the chain with the state after a block.
pub fn export(client: &Arc<FullClient>, mut spec: Box<dyn ChainSpec>, hash: H256) -> Result<String, Error> {
    let missing = |what: &str| Error::Other(format!("block {hash:?} has no {what} in this database"));
    let header = client.header(hash)?.ok_or_else(|| missing("header"))?;
    let genesis = client.header(client.info().genesis_hash)?.ok_or_else(|| missing("genesis block"))?;
    let state = export_raw_state(client.clone(), hash)
        .map_err(|_| missing("state: a node with --state-pruning archive keeps all of them"))?;
    // The state of a genesis block is that of a new chain.
    let resume_point = match header.number {
        0 => None,
        _ => Some(ResumePoint {
            first_header: Bytes(genesis.encode()),
            block: encode_block(client, &header)?.ok_or_else(|| missing("transactions"))?,
            parent: encode_parent(client, header.parent_hash, &state)?,
        }),
    };
    spec.set_storage(state);
    let json = spec.as_json(true).map_err(Error::Other)?;
    let mut json: serde_json::Value = serde_json::from_str(&json).map_err(unreadable)?;
    json["goesOn"] = serde_json::to_value(resume_point).map_err(unreadable)?;
    serde_json::to_string_pretty(&json).map_err(unreadable)
}

fn encode_block(client: &FullClient, header: &Header) -> Result<Option<EncodedBlock>, Error> {
    let body = client.block_body(header.hash())?;
    Ok(body.map(|body| EncodedBlock {
        header: Bytes(header.encode()),
        body: body.iter().map(|extrinsic| Bytes(extrinsic.encode())).collect(),
    }))
}

/// Returns the parent block, given the state after its child, or `None` if the parent's own state is not available any more.
fn encode_parent(client: &Arc<FullClient>, hash: H256, state: &Storage) -> Result<Option<EncodedParent>, Error> {
    let Some(header) = client.header(hash)? else {
        return Ok(None);
    };
    let Some(block) = encode_block(client, &header)? else {
        return Ok(None);
    };
    let Ok(before) = export_raw_state(client.clone(), hash) else {
        return Ok(None);
    };
    if !before.children_default.is_empty() || !state.children_default.is_empty() {
        return Ok(None);
    }
    let changed = before.top.iter().filter(|(key, value)| state.top.get(*key) != Some(value));
    let changed = changed.map(|(key, value)| (Bytes(key.clone()), Some(Bytes(value.clone()))));
    let added = state.top.keys().filter(|key| !before.top.contains_key(*key));
    let differs = changed.chain(added.map(|key| (Bytes(key.clone()), None))).collect();
    Ok(Some(EncodedParent { block, differs }))
}

/// Writes a file atomically.
pub fn write(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |error: io::Error| Error::Other(format!("the chain cannot be saved to {}: {error}", path.display()));
    let mut file = partial(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Fails if the file cannot be written. Called before the chain starts, so that its blocks are not lost in the end.
pub fn ensure_writable(path: &Path) -> Result<(), String> {
    let fault = match partial(path) {
        Ok(_) if !path.is_dir() => return Ok(()),
        Ok(_) => "it is a folder".to_string(),
        Err(error) => error.to_string(),
    };
    Err(format!("the chain could not be saved to {}: {fault}", path.display()))
}

/// Creates a file of a new name in the folder of `path`. It is removed unless it takes the place of `path`.
fn partial(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let readable_by_all = fs::Permissions::from_mode(0o666);
    tempfile::Builder::new().prefix(".dtao-state-").permissions(readable_by_all).tempfile_in(folder)
}
