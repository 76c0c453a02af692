//! `dtao-lab`: the economy of a dTAO chain in scenarios.

use std::process::ExitCode;

fn main() -> ExitCode {
    dtao_lab::command::main()
}
