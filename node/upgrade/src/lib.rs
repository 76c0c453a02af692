//! `dtao-node upgrade`: rehearses a runtime on a copy of a running chain, and submits it if the rehearsal succeeds.
//!
//! | module | content |
//! |---|---|
//! | `runtime` | a runtime in WebAssembly, which is called on a copy of a chain's state |
//! | `metadata` | reads a runtime's metadata, and the storage items that every such chain has |
//! | `chain` | a copy of a chain: a block with its state, on which further blocks are built |
//! | `interface` | the differences that clients see |
//! | `report` | the result of a rehearsal, as text and as JSON |
//! | `rehearsal` | upgrades the copy, and finds the reasons to refuse a runtime |
//! | `remote` | a connection to a node of the running chain |
//! | `submit` | submits the transaction that sets the runtime, and waits for the upgrade |
//!
//! A module uses only those above it. `docs/upgrades.md` is the manual.
#![deny(missing_docs)]

mod chain;
mod interface;
mod metadata;
mod rehearsal;
mod remote;
mod report;
mod runtime;
pub mod slots;
mod submit;

#[cfg(test)]
mod tests;

use rehearsal::{rehearse, Candidate, Running};
use remote::Remote;
use report::Report;
use std::{
    io::{stdin, IsTerminal, Write},
    path::{Path, PathBuf},
};
use submit::Sudo;

/// Rehearses a runtime on a copy of a running chain, prints a report, and submits the runtime on request.
#[derive(Debug, Clone, clap::Parser)]
pub struct UpgradeCmd {
    /// The new runtime in WebAssembly, compressed or not. By default the one in this node.
    pub runtime: Option<PathBuf>,

    /// The same runtime built with the feature `try-runtime`, which checks the migrations and the state.
    #[arg(long, value_name = "WASM")]
    pub checks: Option<PathBuf>,

    /// A node of the running chain: ws:// or wss://.
    #[arg(long, default_value = "ws://127.0.0.1:9944")]
    pub url: String,

    /// The number of blocks to build on the copy after the migrations.
    #[arg(long, default_value_t = 100)]
    pub blocks: u32,

    /// Prints the report as JSON.
    #[arg(long)]
    pub json: bool,

    /// Submits the runtime if the rehearsal finds no reason to refuse it, and waits until it has taken over.
    #[arg(long)]
    pub submit: bool,

    /// Submits without asking.
    #[arg(long, requires = "submit")]
    pub yes: bool,

    /// The secret of the chain's sudo account: a phrase, a seed, a path such as //Alice, or a file with one of these.
    ///
    /// The default is //Alice on a chain of type development or local.
    #[arg(long, value_name = "SECRET")]
    pub suri: Option<String>,
}

impl UpgradeCmd {
    /// Runs the command.
    pub fn run(&self) -> Result<(), String> {
        // The executor logs the message of a runtime's panic, and returns only the trap.
        let log = sc_cli::LoggerBuilder::new("error");
        log.init().map_err(|error| error.to_string())?;
        let tokio = sc_cli::build_runtime().map_err(|error| error.to_string())?;
        tokio.block_on(self.rehearse_and_submit())
    }

    async fn rehearse_and_submit(&self) -> Result<(), String> {
        let mut candidate = self.candidate()?;
        let remote = Remote::connect(&self.url).await?;
        let sudo = match self.submit {
            true => Some(self.sudo(&remote).await?),
            false => None,
        };
        eprintln!("Copying the last final block's state from {}", self.url);
        let start = remote.copy().await?;
        if self.runtime.is_none() {
            candidate.code = slots::with_duration(&candidate.code, slots::of_chain(&start.code()?))?;
        }
        let code = candidate.code.clone();
        let running = running(&remote, &start).await?;
        eprintln!("Rehearsing {} blocks and more on the copy", self.blocks);
        let report = rehearse(&start, &running, candidate, self.blocks)?;
        self.print(&report)?;
        if !report.refusals.is_empty() {
            return Err(format!("refused: {}", report.refusals.join("; ")));
        }
        match sudo {
            Some(sudo) if self.yes || confirm(&self.url)? => {
                self.submit_runtime(&sudo, &remote, &running, &code, &report).await
            }
            Some(_) => Err("not submitted: you did not agree".into()),
            None => Ok(()),
        }
    }

    fn candidate(&self) -> Result<Candidate, String> {
        let code = match &self.runtime {
            Some(path) => read(path)?,
            None => {
                dtao_runtime::WASM_BINARY.ok_or("this node was built without a runtime: name a file with one")?.to_vec()
            }
        };
        let checks = self.checks.as_deref().map(read).transpose()?;
        Ok(Candidate { code, checks })
    }

    async fn sudo(&self, remote: &Remote) -> Result<Sudo, String> {
        let kind: serde_json::Value = remote.call("system_chainType", &[]).await?;
        let secret = match &self.suri {
            Some(secret) if Path::new(secret).is_file() => {
                String::from_utf8(read(Path::new(secret))?).map_err(|_| format!("{secret} is not a text file"))?
            }
            Some(secret) => secret.clone(),
            None if kind == "Development" || kind == "Local" => "//Alice".into(),
            None => return Err("the secret of the sudo account is missing: add --suri".into()),
        };
        let sudo = Sudo::from_secret(secret.trim())?;
        sudo.ensure_sudo(remote).await?;
        Ok(sudo)
    }

    fn print(&self, report: &Report) -> Result<(), String> {
        match self.json {
            true => println!("{}", serde_json::to_string_pretty(report).map_err(|error| error.to_string())?),
            false => print!("{report}"),
        }
        Ok(())
    }

    async fn submit_runtime(
        &self,
        sudo: &Sudo,
        remote: &Remote,
        running: &Running,
        code: &[u8],
        report: &Report,
    ) -> Result<(), String> {
        let version = report.to.spec_version;
        let sent = sudo.submit(remote, running, code).await?;
        eprintln!("Submitted to {}", self.url);
        let outcome = sent.wait(remote, code, version).await?;
        eprintln!(
            "Runtime {} {version} has taken over by block {}; its migrations have ended by block {}.",
            report.to.spec_name, outcome.taken_over, outcome.ended
        );
        Ok(())
    }
}

/// Returns the runtime that runs on the chain at the copied block.
async fn running(remote: &Remote, start: &chain::Block) -> Result<Running, String> {
    let hash = start.header.hash();
    Ok(Running { version: remote.version(hash).await?, metadata: remote.metadata(hash).await? })
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

fn confirm(url: &str) -> Result<bool, String> {
    if !stdin().is_terminal() {
        return Err("not submitted: there is nobody to ask; agree beforehand with --yes".into());
    }
    eprint!("Submit this runtime to {url}? [y/N] ");
    std::io::stderr().flush().map_err(|error| error.to_string())?;
    let mut answer = String::new();
    stdin().read_line(&mut answer).map_err(|error| error.to_string())?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
