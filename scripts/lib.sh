# Shared by the other scripts: shows progress, finds missing packages, installs them, and sets up the build.
# Sourced, not run. All of its output is under $DTAO_CACHE, so the checkout stays clean.
#
#   DTAO_CACHE            folder of builds and tools           (default ~/.cache/dtao)
#   CARGO_TARGET_DIR      cargo's target folder                (default $DTAO_CACHE/target)
#   DTAO_WASM_TARGET      auto | rustup | debian               (default auto: rustup, else Debian's packages)

set -Eeuo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
DTAO_CACHE="${DTAO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dtao}"
LOGS="$DTAO_CACHE/log"
WASM_TARGET=wasm32v1-none
NODE_MAJOR=20
NODE_PACKAGE=node@22
DEBIAN_WASM_PACKAGES=(rustc-web cargo-web rust-web-src rust-web-llvm lld-22)

mkdir -p "$DTAO_CACHE" "$LOGS"
DTAO_CACHE="$(cd "$DTAO_CACHE" && pwd -P)"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$DTAO_CACHE/target}"
mkdir -p "$CARGO_TARGET_DIR"
CARGO_TARGET_DIR="$(cd "$CARGO_TARGET_DIR" && pwd -P)"
# The wasm builder searches for Cargo.lock from the target folder upwards, but it is elsewhere.
export WASM_BUILD_WORKSPACE_HINT="$ROOT"
# The system's libraries in place of copies that would be compiled from C: a quarter of an hour on one core.
export OPENSSL_NO_VENDOR=1 ZSTD_SYS_USE_PKG_CONFIG=1

# ---------------------------------------------------------------- progress and failure

STEP="starting"
CURE="run the command again"
FAILED_LOG=""

# step NAME CURE: prints a heading with the elapsed time; CURE is the advice if this step fails.
step() {
    STEP="$1"
    CURE="$2"
    FAILED_LOG=""
    printf '==> [%s] %s\n' "$(elapsed)" "$STEP" >&2
}

elapsed() {
    printf '%d:%02d' $((SECONDS / 60)) $((SECONDS % 60))
}

# fail PROBLEM CURE: prints one line with the problem and the advice, and exits.
fail() {
    trap - ERR
    printf 'error: %s: %s\n' "$1" "$2" >&2
    exit 1
}

on_error() {
    local code=$?
    trap - ERR
    if [[ -n "$FAILED_LOG" && -s "$FAILED_LOG" ]]; then
        tail -n 15 "$FAILED_LOG" >&2
        CURE="$CURE (whole log: $FAILED_LOG)"
    fi
    printf 'error: "%s" failed after %s (exit code %s): %s\n' "$STEP" "$(elapsed)" "$code" "$CURE" >&2
    exit "$code"
}
trap on_error ERR

# quietly NAME COMMAND…: runs a command with its output in a log, which is shown only if the command fails.
quietly() {
    FAILED_LOG="$LOGS/$1.log"
    shift
    "$@" >"$FAILED_LOG" 2>&1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# ---------------------------------------------------------------- system packages

SYSTEM_PACKAGES=()

want() { # want COMMAND PACKAGE
    have "$1" || add_package "$2"
}

add_package() {
    [[ " ${SYSTEM_PACKAGES[*]-} " == *" $1 "* ]] || SYSTEM_PACKAGES+=("$1")
}

# The system's jemalloc, as a library that can be linked into the node.
jemalloc() {
    local folder
    folder="$(pkg-config --variable=libdir jemalloc 2>/dev/null)" || return 0
    [[ ! -e "$folder/libjemalloc_pic.a" ]] || printf '%s/libjemalloc_pic.a' "$folder"
}

# Finds all missing packages before any is installed, so that without root there is one message instead of five.
find_missing_packages() { # find_missing_packages build|tests
    want cc build-essential
    want c++ build-essential
    want make build-essential
    want protoc protobuf-compiler
    [[ -e /usr/include/google/protobuf/any.proto || -n "${PROTOC_INCLUDE:-}" ]] || add_package libprotobuf-dev
    [[ -e /etc/ssl/certs/ca-certificates.crt ]] || add_package ca-certificates
    want pkg-config pkg-config
    pkg-config --exists openssl 2>/dev/null || add_package libssl-dev
    pkg-config --exists libzstd 2>/dev/null || add_package libzstd-dev
    [[ -n "$(jemalloc)" ]] || add_package libjemalloc-dev
    if [[ "$WASM_FROM" == debian ]] && ! debian_wasm_ready; then
        local package
        for package in "${DEBIAN_WASM_PACKAGES[@]}"; do
            dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || add_package "$package"
        done
    fi
    if [[ "$1" == tests ]]; then
        want openssl openssl
        node_is_new_enough || { want node nodejs && want npm npm; }
    fi
}

install_missing_packages() {
    ((${#SYSTEM_PACKAGES[@]})) || return 0
    local list="${SYSTEM_PACKAGES[*]}"
    have apt-get || fail "missing on this machine: $list" "install these (Debian's names) with your system's package manager, then run again"
    local -a root=()
    if [[ "$(id -u)" != 0 ]]; then
        if have sudo && sudo -n true 2>/dev/null; then
            root=(sudo -n)
        else
            fail "missing on this machine: $list" "run 'sudo apt-get update && sudo apt-get install -y $list', then run this again"
        fi
    fi
    step "Installing system packages: $list" "run 'sudo apt-get update && sudo apt-get install -y $list' and look at what it says"
    quietly apt-update "${root[@]}" apt-get update
    # shellcheck disable=SC2086 # a list of plain package names
    quietly apt-install "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $list
}

# ---------------------------------------------------------------- Rust

pinned_rust() {
    sed -n 's/^channel *= *"\(.*\)"$/\1/p' "$ROOT/rust-toolchain.toml"
}

# Installs the compiler that rust-toolchain.toml pins. If rustup cannot fetch it, an installed toolchain of another name and
# the same version is used (RUSTUP_TOOLCHAIN overrides the file).
prepare_rust() {
    have rustup || PATH="$HOME/.cargo/bin:$PATH"
    have rustup || fail "rustup is missing" "install it as https://rustup.rs says, open a new shell, and run this again"
    local pinned name
    pinned="$(pinned_rust)"
    if [[ -z "${RUSTUP_TOOLCHAIN:-}" ]] && ! RUSTUP_AUTO_INSTALL=0 rustc --version >/dev/null 2>&1; then
        for name in $(rustup toolchain list 2>/dev/null | awk '/^[a-z0-9]/ {print $1}'); do
            if [[ "$(RUSTUP_TOOLCHAIN="$name" RUSTUP_AUTO_INSTALL=0 rustc --version 2>/dev/null)" == "rustc $pinned "* ]]; then
                export RUSTUP_TOOLCHAIN="$name"
                break
            fi
        done
    fi
    if ! RUSTUP_AUTO_INSTALL=0 rustc --version >/dev/null 2>&1; then
        step "Installing Rust $pinned" "check that https://static.rust-lang.org can be reached, then run 'rustup toolchain install $pinned'"
        quietly rustup-toolchain rustup toolchain install "$pinned" --profile minimal --component rustfmt --component clippy
    fi
}

prepare_rust_components() {
    if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
        step "Installing rustfmt and clippy" "run 'rustup component add rustfmt clippy' in $ROOT and look at what it says"
        quietly rustup-components rustup component add rustfmt clippy
    fi
}

# ---------------------------------------------------------------- the wasm target of the runtime

rustup_wasm_ready() {
    [[ -d "$(rustc --print sysroot)/lib/rustlib/$WASM_TARGET/lib" ]]
}

DEBIAN_TOOLCHAIN="$DTAO_CACHE/debian-wasm"

debian_wasm_ready() {
    [[ -x /usr/bin/rustc && "$(cat "$DEBIAN_TOOLCHAIN/version" 2>/dev/null)" == "$(/usr/bin/rustc --version 2>/dev/null)" ]]
}

# Chooses the source of the wasm target: the pinned toolchain if rustup has it or can fetch it, else Debian's compiler.
choose_wasm_target() {
    WASM_FROM="${DTAO_WASM_TARGET:-auto}"
    case "$WASM_FROM" in
    debian) return ;;
    auto | rustup) ;;
    *) fail "DTAO_WASM_TARGET is '$WASM_FROM'" "set it to auto, rustup or debian" ;;
    esac
    if rustup_wasm_ready; then
        WASM_FROM=rustup
        return
    fi
    if [[ "$WASM_FROM" == auto ]] && debian_wasm_ready; then
        WASM_FROM=debian
        return
    fi
    step "Installing the compiler's $WASM_TARGET target" "run 'rustup target add $WASM_TARGET' in $ROOT and look at what it says"
    if [[ "$WASM_FROM" == rustup ]]; then
        quietly rustup-target rustup target add "$WASM_TARGET"
    elif quietly rustup-target rustup target add "$WASM_TARGET" && rustup_wasm_ready; then
        WASM_FROM=rustup
    elif have apt-cache; then
        printf '    rustup could not fetch it; Debian has a compiler that can build it\n' >&2
        WASM_FROM=debian
    else
        fail "rustup could not install $WASM_TARGET" "$CURE"
    fi
}

# Debian ships its compiler without a wasm core library, but with its source: builds core and alloc once, and creates a
# toolchain with them that rustup knows as 'dtao-debian'. Nothing is written outside $DTAO_CACHE. RUSTC_BOOTSTRAP applies to
# this build of the core library only.
prepare_debian_wasm() {
    [[ "$WASM_FROM" == debian ]] || return 0
    if ! debian_wasm_ready; then
        step "Building the $WASM_TARGET core library with Debian's compiler" "run 'apt-get install ${DEBIAN_WASM_PACKAGES[*]}' and then this again"
        [[ -x /usr/bin/cargo && -x /usr/bin/rustc ]] ||
            fail "Debian's Rust compiler is missing" "run 'sudo apt-get install -y ${DEBIAN_WASM_PACKAGES[*]}', then run this again"
        lay_debian_toolchain
    fi
    rustup toolchain list 2>/dev/null | grep -q '^dtao-debian' || quietly rustup-link rustup toolchain link dtao-debian "$DEBIAN_TOOLCHAIN"
    export WASM_BUILD_TOOLCHAIN=dtao-debian
}

lay_debian_toolchain() {
    local work="$DTAO_CACHE/debian-wasm-core" lib="$DEBIAN_TOOLCHAIN/lib/rustlib" library
    rm -rf "$work" "$DEBIAN_TOOLCHAIN"
    mkdir -p "$work/src" "$DEBIAN_TOOLCHAIN/bin" "$lib/$WASM_TARGET/lib"
    printf '#![no_std]\n' >"$work/src/lib.rs"
    printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >"$work/Cargo.toml"
    (
        cd "$work"
        export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$work/target"
        quietly debian-core /usr/bin/cargo build --release --target "$WASM_TARGET" -Zbuild-std=core,alloc
    ) || { FAILED_LOG="$LOGS/debian-core.log"; return 1; }
    for library in core alloc compiler_builtins; do
        cp "$work/target/$WASM_TARGET/release/deps/lib$library"-*.rlib "$lib/$WASM_TARGET/lib/"
    done
    for library in /usr/lib/rustlib/*; do
        [[ "${library##*/}" == "$WASM_TARGET" ]] || ln -s "$library" "$lib/"
    done
    ln -s /usr/bin/cargo "$DEBIAN_TOOLCHAIN/bin/cargo"
    printf '#!/bin/sh\nexec /usr/bin/rustc --sysroot "%s" "$@"\n' "$DEBIAN_TOOLCHAIN" >"$DEBIAN_TOOLCHAIN/bin/rustc"
    chmod +x "$DEBIAN_TOOLCHAIN/bin/rustc"
    rm -rf "$work"
    /usr/bin/rustc --version >"$DEBIAN_TOOLCHAIN/version"
}

# ---------------------------------------------------------------- Node.js, for the client tests

node_is_new_enough() {
    have npm && node -e "process.exit(Number(process.versions.node.split('.')[0]) >= $NODE_MAJOR ? 0 : 1)" 2>/dev/null && return
    [[ -x "$DTAO_CACHE/node/node_modules/.bin/node" ]]
}

# Debian 12 and Ubuntu 24.04 ship Node.js 18; npm then installs a newer one, as a package, in the cache.
prepare_node() {
    local own="$DTAO_CACHE/node/node_modules/.bin"
    if ! node -e "process.exit(Number(process.versions.node.split('.')[0]) >= $NODE_MAJOR ? 0 : 1)" 2>/dev/null; then
        if [[ ! -x "$own/node" ]]; then
            step "Installing Node.js" "run 'npm install --prefix $DTAO_CACHE/node $NODE_PACKAGE' and look at what it says"
            quietly npm-node npm install --no-audit --no-fund --prefix "$DTAO_CACHE/node" "$NODE_PACKAGE"
        fi
        export PATH="$own:$PATH"
    fi
    local stamp="$ROOT/node/tests/node_modules/.lock-installed"
    if ! cmp -s "$ROOT/node/tests/package-lock.json" "$stamp"; then
        step "Installing the client tests' npm packages" "check that the npm registry can be reached, then run 'npm ci' in $ROOT/node/tests"
        quietly npm-ci npm ci --prefix "$ROOT/node/tests"
        cp "$ROOT/node/tests/package-lock.json" "$stamp"
    fi
}

# install_packages FROM NAME WHAT: installs the npm packages of a lock file under $DTAO_CACHE/NAME. Their install scripts are
# skipped: some would fetch or build what is not needed here.
install_packages() {
    local from="$1" into="$DTAO_CACHE/$2"
    if ! cmp -s "$from/package-lock.json" "$into/installed.json"; then
        step "Installing $3" "check that the npm registry can be reached, then run this again"
        mkdir -p "$into"
        cp "$from/package.json" "$from/package-lock.json" "$into/"
        quietly "npm-$2" npm ci --ignore-scripts --no-audit --no-fund --prefix "$into"
        cp "$from/package-lock.json" "$into/installed.json"
    fi
    # Node.js searches for packages from the sources' folder upwards.
    ln -sfn "$into/node_modules" "$from/node_modules"
}

# ---------------------------------------------------------------- Bittensor's clients, for their tests

CLIENTS="$DTAO_CACHE/clients"

# python_with_venv [PYTHON…]: prints the first of these programs, or of the usual ones, that is new enough and has venv.
python_with_venv() {
    local candidate
    for candidate in ${*:-python3.11 python3.12 python3.13 python3}; do
        # The command may exist without a working Python.
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer with venv is missing" "install python3 and python3-venv (Debian's names), then run again"
}

# install_environment FOLDER REQUIREMENTS WHAT [PYTHON…]: installs pinned packages into a virtual environment of their own, unless it
# has them. Every file that pip fetches must have one of the hashes in the requirements.
install_environment() {
    local into="$1" requirements="$2" what="$3" name python wanted
    shift 3
    name="$(basename "$(dirname "$into")")-$(basename "$into")"
    python="$(python_with_venv "$@")"
    wanted="$("$python" --version; cat "$requirements")"
    [[ "$wanted" != "$(cat "$into/installed.txt" 2>/dev/null)" ]] || return 0
    step "Installing $what" "check that pypi.org can be reached, then run this again"
    rm -rf "${into:?}"
    quietly "venv-$name" "$python" -m venv "$into"
    quietly "pip-$name" "$into/bin/pip" install --no-input --disable-pip-version-check --require-hashes -r "$requirements"
    printf '%s\n' "$wanted" >"$into/installed.txt"
}

# Installs the published clients, each line in its own environment, since their pins conflict: bittensor 11 with its btcli and
# turbobt, and btcli 9 and the SDK 10. The requirements are written by
# 'uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate'.
prepare_clients() {
    local client wanted
    # Sets the clock of a client back, to the time of a round of drand's whose pulse the tests have.
    SYSTEM_PACKAGES=()
    want faketime faketime
    install_missing_packages
    for client in 11 btcli sdk; do
        wanted="$ROOT/node/tests/bittensor/requirements-$client.txt"
        install_environment "$CLIENTS/$client" "$wanted" "$(sed -nE 's/^((bittensor(-cli)?|turbobt)==[0-9.]+).*/\1/p' "$wanted" | paste -sd' ')"
    done
}

# ---------------------------------------------------------------- PAPI, dedot, chopsticks and zombienet, for their tests

prepare_peers() {
    install_packages "$ROOT/node/tests/ecosystem" peers "PAPI, dedot, chopsticks and zombienet"
}

# A browser, for the test of web pages. CHROMIUM names one that is elsewhere.
prepare_browser() {
    SYSTEM_PACKAGES=()
    want "${CHROMIUM:-chromium}" chromium
    install_missing_packages
}

# Two browsers, for the tests of the node's own page. CHROMIUM and FIREFOX name others.
prepare_browsers() {
    SYSTEM_PACKAGES=()
    want "${CHROMIUM:-chromium}" chromium
    want "${FIREFOX:-firefox-esr}" firefox-esr
    install_missing_packages
}

# ---------------------------------------------------------------- the node's page

PAGE="$ROOT/node/explorer"

# The tools that build the page, and the drivers of the browsers that test it.
prepare_page() {
    install_packages "$PAGE" page "the tools that build the page"
    install_packages "$ROOT/node/tests/explorer" page-tests "the browsers' driver"
}

# build_page FOLDER: checks the types of the page and builds it.
build_page() {
    (
        cd "$PAGE"
        quietly page-types npm run --silent check
        quietly page-build npm run --silent build -- --outDir "$1" --emptyOutDir
    )
}

# ---------------------------------------------------------------- preparation and builds

# Cargo names a crate of the workspace by its path within the checkout: in a target folder that another checkout has used it would take the
# other's crates for this one's. So those are built again, and all that they depend on is kept.
own_target_folder() {
    local owner="$CARGO_TARGET_DIR/checkout" lock name names folders
    [[ "$(cat "$owner" 2>/dev/null)" != "$ROOT" ]] || return 0
    mapfile -t names < <(find "$ROOT" -name Cargo.toml -not -path '*/node_modules/*' -exec sed -n 's/^name = "\(.*\)"$/\1/p' {} +)
    for lock in "$CARGO_TARGET_DIR"/*/.cargo-lock; do
        [[ -e "$lock" ]] || continue
        folders=()
        for name in "${names[@]}"; do
            folders+=("${lock%/*}/.fingerprint/$name"-????????????????)
        done
        # Cargo holds this lock while it builds: a build of the other checkout ends first.
        flock "$lock" rm -rf "${folders[@]}"
    done
    printf '%s' "$ROOT" >"$owner"
}

prepare() { # prepare build|tests
    cd "$ROOT"
    own_target_folder
    prepare_rust
    choose_wasm_target
    find_missing_packages "$1"
    install_missing_packages
    JEMALLOC_OVERRIDE="$(jemalloc)" && export JEMALLOC_OVERRIDE
    prepare_debian_wasm
    if [[ "$1" == tests ]]; then
        prepare_rust_components
        prepare_node
    fi
}

# The lab needs less than the node: no WebAssembly, and of the system's packages a compiler of C alone.
prepare_lab() {
    cd "$ROOT"
    own_target_folder
    prepare_rust
    want cc build-essential
    [[ -e /etc/ssl/certs/ca-certificates.crt ]] || add_package ca-certificates
    install_missing_packages
}

NODE_BINARY="$CARGO_TARGET_DIR/release/dtao-node"
LAB_BINARY="$CARGO_TARGET_DIR/release/dtao-lab"

RUNTIME_HASH="$ROOT/runtime/metadata-hash.txt"

# The whole workspace, so that its crates have the features that the tests build them with.
BUILD=(--release --locked --workspace --lib --bins)

build_node() {
    compile_node
    renew_metadata_hash
}

# The lab alone, with the features that it needs, so that a fresh checkout compiles half as many crates as for the node.
build_lab() { # build_lab PROFILE [EXAMPLE]
    local what=(--bin dtao-lab) program="$LAB_BINARY" minutes=six note=""
    [[ "$1" == release ]] || program="$CARGO_TARGET_DIR/$1/dtao-lab" minutes=ten
    [[ -z "${2-}" ]] || what+=(--example "$2")
    [[ -x "$program" ]] || note=" (the first time takes about $minutes minutes on two cores)"
    step "Building the lab$note" "read the compiler's message above; if a download failed, check that crates.io can be reached; then run this again"
    build_with_progress --profile "$1" --locked -p dtao-lab "${what[@]}"
}

# The same for the tests, which compare the hash of the metadata and must not change it.
compile_node() {
    local note=""
    [[ -x "$NODE_BINARY" ]] || note=" (the first time takes about 25 minutes on two cores)"
    step "Building the node$note" "read the compiler's message above; if a download failed, check that crates.io can be reached; then run this again"
    build_with_progress "${BUILD[@]}"
}

# Compares the hash of the metadata that is compiled into the runtime with the runtime's own, and builds the runtime once more
# if a call or a type has changed since. Only a changed checkout comes to that: a test holds the committed hash to the code. A
# node that was compared and has not been built since is not started again.
renew_metadata_hash() {
    local hash compared="$NODE_BINARY.compared"
    if [[ "$compared" -nt "$NODE_BINARY" && "$compared" -nt "$RUNTIME_HASH" ]]; then
        return 0
    fi
    hash="$("$NODE_BINARY" metadata-hash)"
    touch "$compared"
    [[ "$hash" != "$(cat "$RUNTIME_HASH")" ]] || return 0
    step "Building the runtime with the new hash of its metadata: commit runtime/metadata-hash.txt" "read the compiler's message above"
    printf '%s\n' "$hash" >"$RUNTIME_HASH"
    build_with_progress "${BUILD[@]}"
}

# Runs cargo build. On a terminal cargo shows a bar of its own; elsewhere a line is printed for every twentieth of the crates.
# The runtime's WebAssembly is compiled by another cargo, inside a build script, which prints nothing until it has ended.
build_with_progress() { # build_with_progress ARGUMENT…
    local watcher code=0
    watch_runtime &
    watcher=$!
    if [[ -t 2 ]]; then
        cargo build "$@" || code=$?
    else
        CARGO_TERM_PROGRESS_WHEN=always CARGO_TERM_PROGRESS_WIDTH=100 cargo build "$@" 2> >(progress_lines >&2) || code=$?
    fi
    kill "$watcher" 2>/dev/null || true
    wait "$watcher" 2>/dev/null || true
    return "$code"
}

# Turns cargo's bar, which is written over itself, into lines: "    450 of 900 crates".
progress_lines() {
    # mawk buffers its input unless it is told not to.
    local awk=(awk)
    ! awk -W version 2>&1 | grep -q mawk || awk=(awk -W interactive)
    tr '\r' '\n' | "${awk[@]}" '
        match($0, /\] [0-9]+\/[0-9]+/) {
            split(substr($0, RSTART + 2, RLENGTH - 2), count, "/")
            twentieth = int(20 * count[1] / count[2])
            if (twentieth > shown) { printf "    %d of %d crates\n", count[1], count[2]; fflush(); shown = twentieth }
            next
        }
        /^ *(Compiling|Downloading|Downloaded|Blocking|Building) |^[[:space:]]*$/ { next }
        { print; fflush() }'
}

# Says what the inner cargo does: nothing if the runtime is not compiled.
watch_runtime() {
    local deps="$CARGO_TARGET_DIR/release/wbuild/dtao-runtime/target" total=0 done=0 shown=0 before
    before="$(compiled_crates "$deps")"
    while sleep 20; do
        done=$(("$(compiled_crates "$deps")" - before))
        ((done > shown)) || continue
        shown=$done
        ((total)) || total="$(cargo tree --locked --offline -p dtao-runtime --no-default-features --target "$WASM_TARGET" -e normal,build --prefix none | sed 's/ (.*//' | sort -u | wc -l)"
        # A crate that a macro and the runtime need is compiled twice, but is one in the tree.
        ((done < total)) || total=$done
        printf '\r\033[K    the runtime as WebAssembly: %d of about %d crates\n' "$done" "$total" >&2
    done
}

compiled_crates() { # compiled_crates FOLDER
    { find "$1" -path '*/deps/*' \( -name '*.rlib' -o -name '*.so' \) 2>/dev/null || true; } | wc -l
}

# build_runtime FILE FEATURE[,FEATURE]: builds the runtime of this checkout again, with features, into FILE. Uses the target
# folder and the settings of the node's own runtime, so that only crates that the features affect are compiled; and its own
# package name, so that cargo caches both results.
build_runtime() {
    local node="$CARGO_TARGET_DIR/release/wbuild/dtao-runtime" name="dtao_runtime_${2//[,-]/_}"
    local project="$CARGO_TARGET_DIR/release/wbuild/$name"
    mkdir -p "$project/src" "$(dirname "$1")"
    sed "s/^name = \"dtao.runtime.*\"/name = \"$name\"/; s/^features = \[/&\"${2//,/\", \"}\", /" "$node/Cargo.toml" >"$project/Cargo.toml"
    cmp -s "$node/src/lib.rs" "$project/src/lib.rs" || cp "$node/src/lib.rs" "$project/src/"
    # What the features bring in has the version that is pinned.
    [[ "$project/Cargo.lock" -nt "$ROOT/Cargo.lock" ]] || cp "$ROOT/Cargo.lock" "$project/"
    (
        [[ -z "${WASM_BUILD_TOOLCHAIN:-}" ]] || export RUSTUP_TOOLCHAIN="$WASM_BUILD_TOOLCHAIN"
        export CARGO_TARGET_DIR="$node/target"
        RUNTIME_METADATA_HASH="$(cat "$RUNTIME_HASH")" && export RUNTIME_METADATA_HASH
        export RUSTFLAGS="-C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory --cfg substrate_runtime"
        cargo build --release --target "$WASM_TARGET" --manifest-path "$project/Cargo.toml"
    )
    cp "$node/target/$WASM_TARGET/release/$name.wasm" "$1"
}
