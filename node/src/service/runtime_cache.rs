//! The executor of runtimes, with a cache of their machine code on the disk.
//!
//! Compiling a runtime costs seconds of CPU at every start. The SDK's executor can store the result: wasmtime keeps it under
//! the SHA-256 of the WebAssembly module, of the target and of all of the compiler's settings, in a subfolder for each version
//! of wasmtime. A runtime that changed has another key, so it is never served from an older entry.
//!
//! - Size: after each new entry, at most once an hour, wasmtime deletes the entries used least recently once they take more
//!   than 512 MiB. It deletes foreign files as well, so the folder must hold nothing else.
//! - Several nodes: an entry is written to a temporary name and renamed, so no node reads half of one. Of two nodes that compile
//!   the same runtime at once, the second logs that it could not write the entry, and goes on.
//! - A node that is killed while it writes leaves its temporary file behind, which would keep later nodes from storing this
//!   runtime. Such a file is deleted at a start once it is older than any compilation takes.
//! - Access: an entry is executed without further checks, so the cache is used only if no other user can write to it.

use super::types::Executor;
use sc_executor::{HeapAllocStrategy, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_service::config::ExecutorConfiguration;
use std::{
    env,
    ffi::OsString,
    fs,
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
    process,
    time::Duration,
};

/// The extension of an entry that wasmtime is still writing.
const UNFINISHED: &str = "wip-atomic-write-mod";

/// No node takes longer to write an entry.
const MAX_WRITE: Duration = Duration::from_secs(600);

/// Makes the executor that `sc_service::new_wasm_executor` makes, with the cache if it can be used.
pub fn new_executor(config: &ExecutorConfiguration) -> Executor {
    executor(config, open_cache().as_deref())
}

fn executor(config: &ExecutorConfiguration, cache: Option<&Path>) -> Executor {
    let fixed = |pages| HeapAllocStrategy::Static { extra_pages: pages as _ };
    let strategy = config.default_heap_pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, fixed);
    let builder = Executor::builder()
        .with_execution_method(config.wasm_method)
        .with_onchain_heap_alloc_strategy(strategy)
        .with_offchain_heap_alloc_strategy(strategy)
        .with_max_runtime_instances(config.max_runtime_instances)
        .with_runtime_cache_size(config.runtime_cache_size);
    match cache {
        Some(folder) => builder.with_cache_path(folder).build(),
        None => builder.build(),
    }
}

/// Returns the folder of the cache, or `None` and a line in the log if it cannot be used.
fn open_cache() -> Option<PathBuf> {
    let Some(folder) = location(|name| env::var_os(name)) else {
        log::debug!("Compiled runtimes are not cached: neither DTAO_CACHE, XDG_CACHE_HOME nor HOME is set");
        return None;
    };
    let user = match create(&folder) {
        Ok(user) => user,
        Err(error) => {
            log::debug!("Compiled runtimes are not cached: {} cannot be written to: {error}", folder.display());
            return None;
        }
    };
    if let Err(why) = ensure_private(&folder, user) {
        log::warn!(
            "Compiled runtimes are not cached in {}, since other users could change them: {why}",
            folder.display()
        );
        return None;
    }
    remove_abandoned(&folder);
    if entries(&folder).is_empty() {
        let folder = folder.display();
        log::info!("Compiling the runtime for this machine; the next start takes it from {folder}");
    }
    Some(folder)
}

/// Returns `$DTAO_CACHE/runtimes`, by default `${XDG_CACHE_HOME:-$HOME/.cache}/dtao/runtimes`.
fn location(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let path = |name| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let own = || {
        let cache = path("XDG_CACHE_HOME").filter(|path| path.is_absolute());
        Some(cache.or_else(|| path("HOME").map(|home| home.join(".cache")))?.join("dtao"))
    };
    // wasmtime takes absolute paths only.
    std::path::absolute(path("DTAO_CACHE").or_else(own)?.join("runtimes")).ok()
}

/// Creates the folder for its owner alone, if there is none yet, and writes to it. Returns the id of the user who runs the node.
fn create(folder: &Path) -> std::io::Result<u32> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let probe = folder.join(format!("probe-{}", process::id()));
    let user = fs::File::create(&probe)?.metadata()?.uid();
    // wasmtime may have removed it already, in another node.
    let _ = fs::remove_file(probe);
    Ok(user)
}

/// Fails unless the folder is open to `user` alone, and no other user but root can replace it or a folder above it.
fn ensure_private(folder: &Path, user: u32) -> Result<(), String> {
    let folder = folder.canonicalize().map_err(|error| error.to_string())?;
    for path in folder.ancestors() {
        let metadata = path.metadata().map_err(|error| error.to_string())?;
        let (owner, mode) = (metadata.uid(), metadata.mode());
        let (is_trusted, is_closed) = match path == folder {
            true => (owner == user, mode & 0o077 == 0),
            // In a sticky folder such as /tmp, entries are replaced by their owners alone.
            false => (owner == user || owner == 0, mode & 0o022 == 0 || mode & 0o1000 != 0),
        };
        if !is_trusted || !is_closed {
            return Err(format!("{} is owned by user {owner} and has mode {:o}", path.display(), mode & 0o7777));
        }
    }
    Ok(())
}

/// Deletes the temporary files of nodes that were killed while they wrote. Another node may have deleted them already.
fn remove_abandoned(folder: &Path) {
    for path in files(folder).filter(|path| path.extension().is_some_and(|extension| extension == UNFINISHED)) {
        let written = path.metadata().and_then(|metadata| metadata.modified());
        if written.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > MAX_WRITE)) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Returns the stored runtimes.
fn entries(folder: &Path) -> Vec<PathBuf> {
    files(folder).filter(|path| path.extension().is_none()).collect()
}

/// Lists what wasmtime has stored. Each version of it has a folder of its own, `modules/wasmtime-VERSION`.
fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let list = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    list(folder.join("modules")).flat_map(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
    use std::os::unix::fs::PermissionsExt;

    /// A module with a memory, `__heap_base`, and a function `f` that returns the byte `answer`.
    fn module(answer: u8) -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        let mut section = |id: u8, content: &[u8]| {
            module.extend([id, content.len() as u8]);
            module.extend(content);
        };
        section(1, b"\x01\x60\x02\x7f\x7f\x01\x7e"); // Type 0: (i32, i32) -> i64.
        section(3, b"\x01\x00"); // Function 0 is of type 0.
        section(5, b"\x01\x00\x11"); // A memory of 17 pages.
        section(6, b"\x01\x7f\x00\x41\x80\x08\x0b"); // A constant i32 of 1 024.
        section(7, b"\x03\x06memory\x02\x00\x0b__heap_base\x03\x00\x01f\x00\x00");
        section(10, b"\x01\x08\x00\x42\x80\x80\x80\x80\x10\x0b"); // An i64 of 1 << 32: the byte at 0.
        section(11, &[1, 0, 0x41, 0, 0x0b, 1, answer]); // The byte at 0.
        module
    }

    /// Calls `f` with a new executor, as a node that was just started.
    fn call(folder: &Path, code: &[u8]) -> Vec<u8> {
        let executor = executor(&ExecutorConfiguration::default(), Some(folder));
        let fetcher = WrappedRuntimeCode(code.into());
        let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash: vec![1] };
        let mut state = sp_state_machine::BasicExternalities::default();
        executor.call(&mut state, &code, "f", &[], CallContext::Offchain).0.unwrap()
    }

    /// The inodes of the entries: an entry that is written again has another one.
    fn inodes(folder: &Path) -> Vec<u64> {
        let mut all: Vec<_> = entries(folder).iter().map(|path| path.metadata().unwrap().ino()).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn a_runtime_is_compiled_once_and_another_one_is_never_served_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        assert!(entries(folder).is_empty());
        assert_eq!(call(folder, &module(1)), [1]);
        let first = inodes(folder);
        assert_eq!(first.len(), 1);
        assert_eq!(call(folder, &module(1)), [1]);
        assert_eq!(inodes(folder), first);
        assert_eq!(call(folder, &module(2)), [2]);
        let both = inodes(folder);
        assert!(both.len() == 2 && both.contains(&first[0]));
        assert_eq!(call(folder, &module(1)), [1]);
        assert_eq!(inodes(folder), both);
    }

    #[test]
    fn only_an_unfinished_entry_of_a_dead_node_is_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let modules = folder.path().join("modules/wasmtime-1");
        fs::create_dir_all(&modules).unwrap();
        let files =
            [format!("dead.{UNFINISHED}"), format!("busy.{UNFINISHED}"), "entry".into()].map(|name| modules.join(name));
        for (path, age) in files.iter().zip([601, 0, 601]) {
            let written = std::time::SystemTime::now() - Duration::from_secs(age);
            fs::File::create(path).unwrap().set_modified(written).unwrap();
        }
        remove_abandoned(folder.path());
        assert_eq!(files.map(|path| path.exists()), [false, true, true]);
    }

    #[test]
    fn the_location_is_named_by_dtao_cache_xdg_cache_home_or_home() {
        let of = |variables: &[(&str, &str)]| {
            let value = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
            location(value).map(|path| path.display().to_string())
        };
        let (own, xdg, home) = (("DTAO_CACHE", "/own"), ("XDG_CACHE_HOME", "/xdg"), ("HOME", "/home/me"));
        assert_eq!(of(&[own, xdg, home]).as_deref(), Some("/own/runtimes"));
        assert_eq!(of(&[("DTAO_CACHE", ""), xdg, home]).as_deref(), Some("/xdg/dtao/runtimes"));
        assert_eq!(of(&[("XDG_CACHE_HOME", "relative"), home]).as_deref(), Some("/home/me/.cache/dtao/runtimes"));
        assert!(of(&[("DTAO_CACHE", "relative")]).unwrap().starts_with('/'));
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn a_folder_that_others_could_change_is_not_used() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("dtao/runtimes");
        let user = create(&folder).unwrap();
        assert_eq!(create(&folder).unwrap(), user);
        let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(ensure_private(&folder, user), Ok(()));
        assert!(ensure_private(&folder, user + 1).is_err());
        for mode in [0o770, 0o701, 0o755, 0o777] {
            set(&folder, mode);
            assert!(ensure_private(&folder, user).unwrap_err().contains("mode"), "{mode:o}");
        }
        set(&folder, 0o700);
        for (mode, good) in [(0o755, true), (0o777, false), (0o775, false), (0o1777, true)] {
            set(parent.path(), mode);
            assert_eq!(ensure_private(&folder, user).is_ok(), good, "{mode:o}");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error() {
        let parent = tempfile::tempdir().unwrap();
        let file = parent.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(create(&file.join("runtimes")).is_err());
    }
}
