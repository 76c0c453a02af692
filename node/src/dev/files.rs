//! The state files that clients name: `dev_saveState`, `dev_loadState`, and the snapshots with a name.
//!
//! A client names files of one folder only: that of `--state`, or else the working directory. It writes no file that is not a saved
//! chain. So the methods, which anybody may call who can use the node, give no way to the rest of the machine.
//!
//! The database of a running chain has no way to a block with another past. So to load a file, the node ends in good order and starts
//! again with `--load-state`, in the same process with the same options.

use crate::{
    chain_spec,
    service::types::FullClient,
    state_file::{export::export, export::write, saved::SavedChain},
};
use parking_lot::Mutex;
use sc_service::{ChainSpec, ChainType};
use serde_json::Value;
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    low_level,
};
use sp_core::H256;
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicBool, Ordering},
        Arc,
    },
    time::Duration,
};

/// The time for the answer to reach the client before the node ends.
const ANSWER_TIME: Duration = Duration::from_millis(300);

/// The file from which the node starts again after its end.
#[derive(Clone, Debug, Default)]
pub struct NextStart(Arc<Next>);

#[derive(Debug, Default)]
struct Next {
    file: Mutex<Option<PathBuf>>,
    /// `true` while the node itself sends the signal that ends it.
    is_own_signal: AtomicBool,
    /// `true` once the user has ended the node, by Ctrl-C or a signal.
    is_ended: AtomicBool,
}

impl NextStart {
    /// Returns no file yet, and watches for the signals by which a user ends the node. Fails if the system refuses a handler.
    pub fn watching() -> io::Result<Self> {
        let next = Self::default();
        for signal in [SIGINT, SIGTERM] {
            let Self(watched) = next.clone();
            let note = move || {
                if !watched.is_own_signal.load(Ordering::SeqCst) {
                    watched.is_ended.store(true, Ordering::SeqCst);
                }
            };
            // SAFETY: the handler reads and writes atomics alone.
            #[allow(unsafe_code)]
            unsafe {
                low_level::register(signal, note)?;
            }
        }
        Ok(next)
    }

    /// Returns the file, if the node is to start again. A user who has ended the node since wants it to stay ended.
    pub fn get(&self) -> Option<PathBuf> {
        let is_ended = self.0.is_ended.load(Ordering::SeqCst);
        self.0.file.lock().clone().filter(|_| !is_ended)
    }

    /// Ends the node as Ctrl-C does, after a moment, for it to start again from this file.
    fn request(&self, path: PathBuf) {
        let Self(next) = self.clone();
        *next.file.lock() = Some(path);
        std::thread::spawn(move || {
            std::thread::sleep(ANSWER_TIME);
            // The handlers have run when the call that sends the signal returns.
            next.is_own_signal.store(true, Ordering::SeqCst);
            if let Err(fault) = low_level::raise(SIGTERM) {
                log::error!("The node cannot end to start again: {fault}");
            }
            next.is_own_signal.store(false, Ordering::SeqCst);
        });
    }
}

/// The files of a sealed chain.
pub struct Files {
    /// The file of `--state`.
    state: Option<PathBuf>,
    spec: Box<dyn ChainSpec>,
    /// `false` if the chain is in a folder, which no file replaces.
    is_temporary: bool,
    next: NextStart,
}

impl Files {
    pub fn new(state: Option<PathBuf>, spec: Box<dyn ChainSpec>, is_temporary: bool, next: NextStart) -> Self {
        Self { state, spec, is_temporary, next }
    }

    /// Returns the path of a file that a client names, by default that of `--state`.
    pub fn path(&self, name: Option<&str>) -> Result<PathBuf, String> {
        let Some(name) = name else {
            return self.state.clone().ok_or_else(|| {
                "the node has no file of its own: name one such as \"chain.json\", or start it with --state FILE".into()
            });
        };
        let plain = Path::new(name).file_name().is_some_and(|last| last == name) && !name.starts_with('.');
        if !plain || !name.ends_with(".json") {
            return Err(format!(
                "{name:?} names no file for a chain: write the name of a file in {}, without folders, that ends in .json",
                self.folder().display()
            ));
        }
        Ok(self.folder().join(name))
    }

    /// Returns the folder in which clients name files.
    fn folder(&self) -> PathBuf {
        let folder = self.state.as_deref().and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
        folder.unwrap_or(Path::new(".")).to_path_buf()
    }

    /// Returns the file of a named snapshot, or `None` without `--state`.
    pub fn of_snapshot(&self, name: &str) -> Option<PathBuf> {
        Some(self.snapshots()?.join(format!("{name}.json")))
    }

    /// Returns the folder of named snapshots: that of `--state` with `.snapshots` behind its name.
    fn snapshots(&self) -> Option<PathBuf> {
        let mut folder = self.state.clone()?.into_os_string();
        folder.push(".snapshots");
        Some(folder.into())
    }

    /// Returns the names of the snapshots that have files, in order.
    pub fn saved_snapshots(&self) -> Vec<String> {
        let entries = self.snapshots().and_then(|folder| fs::read_dir(folder).ok());
        let name = |entry: fs::DirEntry| {
            let file = entry.file_name().into_string().ok()?;
            Some(file.strip_suffix(".json")?.to_string()).filter(|name| !name.starts_with('.'))
        };
        let mut names: Vec<_> = entries.into_iter().flatten().flatten().filter_map(name).collect();
        names.sort_unstable();
        names
    }

    /// Writes a block and its state to a file, whose folder is created. Fails if the file is there and is no saved chain.
    pub fn save(&self, client: &Arc<FullClient>, block: H256, path: &Path) -> Result<(), String> {
        if path.exists() && !is_saved_chain(path) {
            return Err(format!("{} is there already, and is no saved chain: choose another name", path.display()));
        }
        if let Some(folder) = self.snapshots().filter(|folder| path.parent() == Some(folder)) {
            fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be created: {error}", folder.display()))?;
        }
        let text = export(client, self.spec.cloned_box(), block).map_err(|error| error.to_string())?;
        write(path, &text).map_err(|error| error.to_string())
    }

    /// Lets the node start again from a file. Returns the number and the hash of the block from which its chain resumes.
    pub fn load(&self, path: &Path) -> Result<(u32, H256), String> {
        if !self.is_temporary {
            return Err(
                "the chain is in the folder of --base-path, which a file does not replace: start the node without it"
                    .into(),
            );
        }
        if !path.exists() {
            return Err(format!("there is no file {}: dev_saveState writes one", path.display()));
        }
        let spec = chain_spec::load(&path.display().to_string())?;
        let saved = SavedChain::read(&*spec).map_err(|error| error.to_string())?;
        let (number, hash) = saved
            .as_ref()
            .and_then(SavedChain::last)
            .ok_or_else(|| format!("{} is no saved chain: it has no block from which one resumes", path.display()))?;
        if spec.chain_type() == ChainType::Live {
            return Err(format!(
                "{} is a chain of several validators, which one node cannot go on with",
                path.display()
            ));
        }
        self.next.request(path.to_path_buf());
        Ok((number, hash))
    }
}

/// Returns `true` if a file is a chain's specification.
fn is_saved_chain(path: &Path) -> bool {
    let text = fs::read(path).ok();
    let content = text.and_then(|text| serde_json::from_slice::<Value>(&text).ok());
    content.is_some_and(|content| content.get("genesis").is_some() && content.get("chainType").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(state: Option<&str>) -> Files {
        let spec = chain_spec::load("dev").unwrap();
        Files::new(state.map(Into::into), spec, true, NextStart::default())
    }

    #[test]
    fn clients_name_files_of_one_folder_alone() {
        let kept = files(Some("/data/chain.json"));
        assert_eq!(kept.path(None), Ok("/data/chain.json".into()));
        assert_eq!(kept.path(Some("other.json")), Ok("/data/other.json".into()));
        assert_eq!(kept.of_snapshot("a"), Some("/data/chain.json.snapshots/a.json".into()));
        assert_eq!(files(Some("chain.json")).path(Some("x.json")), Ok("./x.json".into()));
        let none = files(None);
        assert!(none.path(None).unwrap_err().contains("--state FILE"));
        assert_eq!((none.path(Some("x.json")), none.of_snapshot("a")), (Ok("./x.json".into()), None));
        for wrong in ["/etc/x.json", "../x.json", "a/b.json", ".bashrc.json", "x.txt", "", "..", "x.json/"] {
            assert!(kept.path(Some(wrong)).unwrap_err().contains("without folders"), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_saved_chain_is_neither_replaced_nor_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let other = folder.path().join("package.json");
        fs::write(&other, "{ \"name\": \"x\" }").unwrap();
        assert!(!is_saved_chain(&other));
        let files = files(Some(&folder.path().join("chain.json").display().to_string()));
        assert!(files.load(&other).is_err());
        assert!(files.load(&folder.path().join("none.json")).unwrap_err().contains("there is no file"));
        assert_eq!(files.saved_snapshots(), Vec::<String>::new());
    }
}
