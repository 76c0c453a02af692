#!/usr/bin/env bash
# Measures the weights of all calls and of the block step, and writes them to pallets/*/src/weights.rs.
#
#   ./scripts/benchmark.sh                     all pallets
#   ./scripts/benchmark.sh pallet_subtensor    one pallet; also: pallet_dtao_swap, pallet_admin_utils, pallet_mev_shield
#   STEPS=3 REPEAT=1 ./scripts/benchmark.sh    fewer samples, to try a benchmark; fewer than 3 steps give no regression line
#   NOTE='A shared machine.' …                 a line about the machine for the files' headers
#
# The first run builds the runtime with its benchmarks, and the tool (scripts/bencher/, FRAME's own): an hour on two cores.
# Nothing else uses them, so they have their own target folder. Measure on an idle machine.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

STEPS="${STEPS:-5}"
declare -A FOLDERS=(
    [pallet_subtensor]=subtensor
    [pallet_dtao_swap]=swap
    [pallet_admin_utils]=admin-utils
    [pallet_mev_shield]=mev-shield
)
# A separate folder, so that the node's folder does not get a runtime that no chain should run.
BENCHMARKS="$CARGO_TARGET_DIR/benchmarks"
RUNTIME="$BENCHMARKS/release/wbuild/dtao-runtime/dtao_runtime.wasm"

build_benchmarks() {
    step "Building the runtime with its benchmarks" "read the compiler's message above"
    # cargo check runs the build script, which builds the WebAssembly; the native code is not needed.
    CARGO_TARGET_DIR="$BENCHMARKS" cargo check --release --locked -p dtao-runtime --features runtime-benchmarks
}

build_bencher() {
    step "Building the benchmarking tool" "read the compiler's message above; if a download failed, check that crates.io can be reached"
    # One of its crates would build another runtime, for a benchmark that is not run here.
    (cd "$ROOT/scripts/bencher" && SKIP_WASM_BUILD=1 CARGO_TARGET_DIR="$BENCHMARKS/bencher" cargo build --release --locked)
}

measure() { # measure PALLET
    # Most of pallet_subtensor's benchmarks build a full chain for each run; those of the other pallets are cheap.
    local repeat=20
    [[ "$1" != pallet_subtensor ]] || repeat=5
    repeat="${REPEAT:-$repeat}"
    step "Measuring $1 ($STEPS steps, $repeat runs each)" "the benchmark that failed is named above; try it natively with 'cargo test --release -p PALLET benchmarking'"
    printf '%s' "${NOTE:+//! $NOTE$'\n'}" >"$BENCHMARKS/note"
    "$BENCHMARKS/bencher/release/dtao-bencher" pallet \
        --runtime "$RUNTIME" --genesis-builder none --pallet "$1" --extrinsic '*' \
        --steps "$STEPS" --repeat "$repeat" --min-duration 0 --output-analysis median-slopes \
        --no-storage-info --no-median-slopes --no-min-squares \
        --header "$BENCHMARKS/note" --template "$ROOT/scripts/weights.hbs" --output "$ROOT/pallets/${FOLDERS[$1]}/src/weights.rs"
}

main() {
    local pallet
    for pallet in "$@"; do
        [[ -n "${FOLDERS[$pallet]:-}" ]] || fail "there is no pallet '$pallet' to measure" "choose from: ${!FOLDERS[*]}"
    done
    prepare build
    build_benchmarks
    build_bencher
    for pallet in "$@"; do
        measure "$pallet"
    done
    printf '\nDone. See the changes with: git diff pallets/*/src/weights.rs\n'
    printf 'The regression rounds keys down. Raise the lines that this names: cargo test --release --workspace declared\n'
}

if [[ $# -eq 0 ]]; then
    main "${!FOLDERS[@]}"
else
    main "$@"
fi
