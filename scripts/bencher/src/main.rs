//! Runs FRAME's benchmarks of a runtime in WebAssembly, and writes the measured weights.
//!
//! `dtao-bencher pallet --runtime RUNTIME.wasm --pallet PALLET --extrinsic '*' --output FILE`; see `--help` for all
//! options.

use clap::Parser;
use frame_benchmarking_cli::PalletCmd;
use sp_runtime::traits::BlakeTwo256;

/// The benchmarks of a runtime.
#[derive(Debug, Parser)]
enum Command {
    /// Measures the calls of pallets.
    Pallet(Box<PalletCmd>),
}

fn main() -> sc_cli::Result<()> {
    let Command::Pallet(command) = Command::parse();
    sc_cli::LoggerBuilder::new("warn").init()?;
    command.run_with_spec::<BlakeTwo256, ()>(None)
}
