//! Replaces the crate `wasm-opt` in the build of the runtime, by the `[patch]` in the workspace's `Cargo.toml`.
//!
//! `substrate-wasm-builder` runs two passes of binaryen at optimisation level 0: one removes the DWARF sections, the
//! other lowers the instructions of the sign extension proposal. The latter has nothing to do for the target
//! `wasm32v1-none`, whose instructions are those of the first version of WebAssembly. The former only removes sections.
//! This crate does that, and saves every build of the node the compilation of binaryen from C++, which takes longer
//! than any other crate.

#![deny(missing_docs)]

use std::{fs, io, path::Path};

/// The prefix of the names of custom sections with DWARF.
const DWARF_PREFIX: &[u8] = b".debug_";

/// The start of a module: the magic number and version 1.
const HEADER: &[u8] = b"\0asm\x01\0\0\0";

/// The kind of a custom section.
const CUSTOM_SECTION: u8 = 0;

/// The passes that the runtime's build asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Removes the sections that hold DWARF.
    StripDwarf,
    /// Lowers the sign extension instructions. They do not occur in code for the target `wasm32v1-none`.
    SignextLowering,
}

/// The passes to run on a module.
#[derive(Clone, Debug, Default)]
pub struct OptimizationOptions {
    passes: Vec<Pass>,
}

impl OptimizationOptions {
    /// Returns options that run no pass.
    pub fn new_opt_level_0() -> Self {
        Self::default()
    }

    /// Changes nothing: no pass here emits an instruction.
    pub fn mvp_features_only(&mut self) -> &mut Self {
        self
    }

    /// Changes nothing: the section of function names is always kept.
    pub fn debug_info(&mut self, _: bool) -> &mut Self {
        self
    }

    /// Adds a pass.
    pub fn add_pass(&mut self, pass: Pass) -> &mut Self {
        self.passes.push(pass);
        self
    }

    /// Reads the module `from`, runs the passes, and writes the result to the file `to`, which may be the same.
    ///
    /// Fails if a file cannot be read or written, or if `from` is not a WebAssembly module of version 1.
    pub fn run(&self, from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
        let mut module = fs::read(from)?;
        if self.passes.contains(&Pass::StripDwarf) {
            module = without_dwarf(&module)
                .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "not a WebAssembly module of version 1"))?;
        }
        fs::write(to, module)
    }
}

/// Returns the module without its DWARF sections, or `None` if it is malformed.
fn without_dwarf(module: &[u8]) -> Option<Vec<u8>> {
    let mut kept = HEADER.to_vec();
    let mut rest = module.strip_prefix(HEADER)?;
    while let Some((&kind, after_kind)) = rest.split_first() {
        let (length, content) = read_length(after_kind)?;
        let (content, next) = content.split_at_checked(length)?;
        if kind != CUSTOM_SECTION || !custom_name(content)?.starts_with(DWARF_PREFIX) {
            kept.extend_from_slice(&rest[..rest.len() - next.len()]);
        }
        rest = next;
    }
    Some(kept)
}

/// Returns the name of a custom section.
fn custom_name(content: &[u8]) -> Option<&[u8]> {
    let (length, rest) = read_length(content)?;
    rest.get(..length)
}

/// Reads an unsigned LEB128 number of 32 bits, and returns it with the bytes behind it.
fn read_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0u64;
    for (index, &byte) in bytes.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(u32::try_from(value).ok()?).ok()?, &bytes[index + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(kind: u8, content: &[u8]) -> Vec<u8> {
        [&[kind, content.len() as u8], content].concat()
    }

    fn module(sections: &[Vec<u8>]) -> Vec<u8> {
        [HEADER.to_vec(), sections.concat()].concat()
    }

    #[test]
    fn sections_with_dwarf_are_removed_and_all_others_kept() {
        let types = section(1, &[0]);
        let names = section(CUSTOM_SECTION, b"\x04name\x01");
        let dwarf = section(CUSTOM_SECTION, b"\x0b.debug_line\x01\x02");
        let all = module(&[types.clone(), dwarf.clone(), names.clone(), dwarf]);
        assert_eq!(without_dwarf(&all), Some(module(&[types, names])));
    }

    #[test]
    fn lengths_of_several_bytes_are_read() {
        assert_eq!(read_length(&[0xe5, 0x8e, 0x26, 7]), Some((624_485, &[7][..])));
        assert_eq!(read_length(&[0x80]), None);
        assert_eq!(read_length(&[0xff; 6]), None);
    }

    #[test]
    fn malformed_modules_are_refused() {
        for broken in [&b"\0asm\x02\0\0\0"[..], b"", b"\0asm\x01\0\0\0\x01\x05ab", b"\0asm\x01\0\0\0\0\x01\x09"] {
            assert_eq!(without_dwarf(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn a_file_can_be_written_over_itself_and_a_broken_one_is_an_error() {
        let path = std::env::temp_dir().join(format!("wasm-opt-{}", std::process::id()));
        let whole = module(&[section(1, &[0]), section(CUSTOM_SECTION, b"\x0b.debug_info")]);
        let mut options = OptimizationOptions::new_opt_level_0();
        options.mvp_features_only().debug_info(true).add_pass(Pass::StripDwarf).add_pass(Pass::SignextLowering);

        fs::write(&path, whole).unwrap();
        options.run(&path, &path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), module(&[section(1, &[0])]));

        fs::write(&path, b"no module").unwrap();
        assert_eq!(options.run(&path, &path).unwrap_err().kind(), io::ErrorKind::InvalidData);
        fs::remove_file(path).unwrap();
    }
}
