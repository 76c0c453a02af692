#!/usr/bin/env bash
# Builds the workspace at fixed paths. Run by release.sh, in a mount namespace of its own.
#
#   build.sh CHECKOUT TARGET CARGO_HOME
#
# Paths go into the programs by many ways: messages of panics, debug assertions of C, files that build scripts write, the names of
# symbols in the runtime. Equal paths make all of them equal, where flags such as --remap-path-prefix know some of them.
set -euo pipefail

stage="$(mktemp -d)"
mount -t tmpfs -o mode=755 tmpfs "$stage"
mkdir -p "$stage/dtao/source" "$stage/dtao/target" "$stage/dtao/cargo"
mount --bind "$1" "$stage/dtao/source"
mount --bind "$2" "$stage/dtao/target"
mount --bind "$3" "$stage/dtao/cargo"
mount --rbind "$stage" /srv
umount --recursive "$stage"
rmdir "$stage"
cd /srv/dtao/source

export CARGO_HOME=/srv/dtao/cargo CARGO_TARGET_DIR=/srv/dtao/target WASM_BUILD_WORKSPACE_HINT=/srv/dtao/source
# Debian's OpenSSL as a static library, and zstd from its crate's source: a bare Debian has neither.
export OPENSSL_NO_VENDOR=1 OPENSSL_STATIC=1 OPENSSL_INCLUDE_DIR=/usr/include OPENSSL_LIB_DIR
OPENSSL_LIB_DIR="$(pkg-config --variable=libdir openssl)"
unset ZSTD_SYS_USE_PKG_CONFIG SKIP_WASM_BUILD
# Settings of the user that would change the programs.
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET CFLAGS CXXFLAGS WASM_BUILD_RUSTFLAGS WASM_BUILD_TYPE
exec cargo build --release --locked --workspace --lib --bins
