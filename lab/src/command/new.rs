//! `dtao-lab new`: a commented scenario.

use std::{fs::OpenOptions, io::Write};

/// The template.
pub const TEMPLATE: &str = include_str!("template.toml");

/// Writes the template to a new file.
pub fn write(name: &str) -> Result<(), String> {
    let file = if name.ends_with(".toml") { name.to_owned() } else { format!("{name}.toml") };
    let failed = |error: std::io::Error| format!("{file} cannot be written: {error}");
    let mut created = OpenOptions::new().write(true).create_new(true).open(&file).map_err(failed)?;
    created.write_all(TEMPLATE.as_bytes()).map_err(failed)?;
    println!("Wrote {file}. Next: dtao-lab run {file} --out out");
    Ok(())
}
