//! `dtao-lab`: the economy of a dTAO chain in scenarios.

use std::process::ExitCode;

/// Blocks allocate many small values, for which this allocator needs a part of the system's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dtao_lab::command::main()
}
