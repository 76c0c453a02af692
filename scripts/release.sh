#!/usr/bin/env bash
# Makes the files that users install, in dist/: a tar, a Python wheel, a pair of npm packages and a Debian package, for x86-64 Linux
# with the C library of Debian 12 or a newer one, and SHA256SUMS of them.
#
#   ./scripts/release.sh          builds what is not built yet: half an hour on two idle cores the first time
#
#   DTAO_DIST             the folder of the files              (default dist/ of the checkout)
#   DTAO_RELEASE_TARGET   cargo's target folder of the build   (default $DTAO_CACHE/release)
#
# A commit gives the same bytes in whatever folder it is, with the same packages of the system: the compilers see the checkout, the
# target folder and cargo's own folder at fixed paths below /srv, in a mount namespace that ends with the build. That needs root, or a
# system that allows user namespaces. docs/installation.md says how the files are installed; './scripts/test.sh release' does it.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

DIST="${DTAO_DIST:-$ROOT/dist}"
RELEASE_TARGET="${DTAO_RELEASE_TARGET:-$DTAO_CACHE/release}"
# The other builds' folder is left to them.
CARGO_TARGET_DIR="$RELEASE_TARGET"
mkdir -p "$RELEASE_TARGET"
TOOLS="$DTAO_CACHE/release-tools"
RELEASE="$ROOT/scripts/release"
VERSION="$(sed -n 's/^version = "\(.*\)"$/\1/p' "$ROOT/Cargo.toml" | head -n 1)"
# Of the newest C library that Debian 12 has, and of each file.
NEWEST_GLIBC=2.36
MAX_BYTES=45000000
# Every Debian has these, since its package manager needs them.
LIBRARIES=(libc.so.6 libm.so.6 libgcc_s.so.1 ld-linux-x86-64.so.2)
WORK=""

prepare_release() {
    [[ "$(uname -sm)" == "Linux x86_64" ]] || fail "this is $(uname -sm)" "build the release on x86-64 Linux"
    prepare build
    SYSTEM_PACKAGES=()
    want objdump binutils
    want dpkg-deb dpkg
    want xz xz-utils
    want unshare util-linux
    want git git
    want npm npm
    install_missing_packages
    install_environment "$TOOLS" "$RELEASE/requirements.txt" "maturin and wheel"
    SOURCE_DATE_EPOCH="$(git -C "$ROOT" log -1 --format=%ct)" && export SOURCE_DATE_EPOCH
    if [[ -n "$(git -C "$ROOT" status --porcelain)" ]]; then
        printf '    the checkout differs from its commit: the files are those of no commit\n' >&2
    fi
}

# Builds all programs at the fixed paths.
build_release() {
    local -a enter=(unshare --mount)
    [[ "$(id -u)" == 0 ]] || enter+=(--user --map-root-user)
    "${enter[@]}" true 2>/dev/null || fail "no mount namespace can be made here" "run this as root, or allow user namespaces"
    step "Building the release (the first time takes half an hour on two idle cores)" "read the compiler's message above; if a download failed, check that crates.io can be reached; then run this again"
    mkdir -p "$RELEASE_TARGET"
    "${enter[@]}" "$RELEASE/build.sh" "$ROOT" "$(cd "$RELEASE_TARGET" && pwd -P)" "$(cd "${CARGO_HOME:-$HOME/.cargo}" && pwd -P)"
}

# Puts the programs into the work folder, without symbols, and checks them.
collect_programs() {
    step "Checking the programs" "see which library or path the message names"
    local built="$RELEASE_TARGET/release" file
    cp "$built/dtao-node" "$built/dtao-lab" "$WORK/"
    cp "$built/libdtao_lab_python.so" "$WORK/_native.abi3.so"
    strip "$WORK/dtao-node" "$WORK/dtao-lab"
    strip --strip-unneeded "$WORK/_native.abi3.so"
    for file in dtao-node dtao-lab _native.abi3.so; do check_program "$WORK/$file"; done
    local hash
    hash="$("$WORK/dtao-node" metadata-hash)"
    [[ "$hash" == "$(cat "$RUNTIME_HASH")" ]] || fail "runtime/metadata-hash.txt is not that of this runtime" "run ./scripts/run.sh, commit the file, and run this again"
}

check_program() { # check_program FILE
    local name="${1##*/}" library path newest
    while read -r library; do
        [[ " ${LIBRARIES[*]} " == *" $library "* ]] || fail "$name needs $library" "link it statically in scripts/release/build.sh"
    done < <(objdump -p "$1" | awk '$1 == "NEEDED" { print $2 }')
    newest="$(glibc_of "$1")"
    [[ "$(printf '%s\n' "$newest" "$NEWEST_GLIBC" | sort -V | tail -n 1)" == "$NEWEST_GLIBC" ]] ||
        fail "$name needs version $newest of the C library" "build on a system with version $NEWEST_GLIBC or older, such as Debian 12"
    for path in "$ROOT/" "$RELEASE_TARGET/" "$DTAO_CACHE/" "$HOME/.cargo/"; do
        ! grep -qaF "$path" "$1" || fail "$name has a path of this machine: $path" "see scripts/release/build.sh, which builds at fixed paths"
    done
}

# glibc_of FILE…: prints the newest version of the C library that the files need.
glibc_of() {
    objdump -T "$@" | grep -oE 'GLIBC_[0-9]+\.[0-9.]+' | sed 's/GLIBC_//' | sort -uV | tail -n 1
}

report() {
    local file bytes
    (cd "$DIST" && find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%f\n' | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
    for file in "$DIST"/*; do
        bytes="$(stat -c %s "$file")"
        ((bytes <= MAX_BYTES)) || fail "${file##*/} has $bytes bytes" "a file has $MAX_BYTES at most"
    done
    step "Done: the files are in $DIST" ""
    (cd "$DIST" && stat -c '%s %n' -- * | awk '{ printf "%10.1f MB  %s\n", $1 / 1e6, $2 }' && cat SHA256SUMS)
}

main() {
    prepare_release
    build_release
    WORK="$(mktemp -d "$DTAO_CACHE/release-files.XXXXXX")"
    trap 'rm -rf "$WORK"' EXIT
    collect_programs
    rm -rf "${DIST:?}"
    mkdir -p "$DIST"
    # Modes do not depend on the user's.
    umask 022
    source "$RELEASE/artefacts.sh"
    make_tar
    make_wheel
    make_npm
    make_deb
    report
}

[[ "${BASH_SOURCE[0]}" != "$0" ]] || main
