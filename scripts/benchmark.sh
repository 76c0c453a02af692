#!/usr/bin/env bash
# Measures the weights of all calls and of the block step, and writes them to pallets/*/src/weights.rs, those of FRAME's pallets
# to runtime/src/weights/; or compares the weights there with measured work.
#
#   ./scripts/benchmark.sh                     all pallets
#   ./scripts/benchmark.sh pallet_subtensor    one pallet; another name prints all of them
#   ./scripts/benchmark.sh --check             prints each benchmark's work and weight, and fails if one is above its weight;
#                                              changes no file; takes the names of pallets, too
#   STEPS=3 REPEAT=1 ./scripts/benchmark.sh    fewer samples, to try a benchmark; fewer than 3 steps give no regression line
#   NOTE='A shared machine.' …                 a line about the machine for the files' headers
#
# The first run builds the runtime with its benchmarks, and the tool (scripts/bencher/, FRAME's own): an hour on two cores.
# Nothing else uses them, so they have their own target folder. Measure on an idle machine.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

STEPS="${STEPS:-5}"
declare -A FILES=(
    [pallet_subtensor]=pallets/subtensor/src/weights.rs
    [pallet_dtao_swap]=pallets/swap/src/weights.rs
    [pallet_admin_utils]=pallets/admin-utils/src/weights.rs
    [pallet_commitments]=pallets/commitments/src/weights.rs
    [pallet_drand]=pallets/drand/src/weights.rs
    [pallet_mev_shield]=pallets/mev-shield/src/weights.rs
)
for name in frame_system frame_system_extensions pallet_{balances,multisig,proxy,timestamp,transaction_payment,utility}; do
    FILES[$name]="runtime/src/weights/$name.rs"
done
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

# A check measures with all components at their upper ends, the worst state within the limits, and with each at its lower end.
CHECK_OPTIONS=(--steps 2 --repeat "${REPEAT:-5}" --no-verify --quiet)
# What is above its weight is measured so often, and the shortest time counts, since other load on the machine only adds time.
ATTEMPTS=3

build_weigher() {
    step "Building the comparison" "read the compiler's message above"
    CARGO_TARGET_DIR="$BENCHMARKS" cargo build --release --locked -p dtao-weights
}

bencher() { # bencher PALLET CALL[,CALL…] OPTION…
    local pallet="$1" calls="$2"
    shift 2
    "$BENCHMARKS/bencher/release/dtao-bencher" pallet \
        --runtime "$RUNTIME" --genesis-builder none --pallet "$pallet" --extrinsic "$calls" --min-duration 0 "$@"
}

measure() { # measure PALLET
    # Most of pallet_subtensor's benchmarks build a full chain for each run; those of the other pallets are cheap.
    local repeat=20 template=weights.hbs
    [[ "$1" != pallet_subtensor ]] || repeat=5
    # FRAME's pallets bring the trait of their weights.
    [[ "${FILES[$1]}" != runtime/* ]] || template=frame-weights.hbs
    repeat="${REPEAT:-$repeat}"
    step "Measuring $1 ($STEPS steps, $repeat runs each)" "the benchmark that failed is named above; try it natively with 'cargo test --release -p PALLET benchmarking'"
    printf '%s' "${NOTE:+//! $NOTE$'\n'}" >"$BENCHMARKS/note"
    bencher "$1" '*' \
        --steps "$STEPS" --repeat "$repeat" --output-analysis median-slopes \
        --no-storage-info --no-median-slopes --no-min-squares \
        --header "$BENCHMARKS/note" --template "$ROOT/scripts/$template" --output "$ROOT/${FILES[$1]}"
}

write_weights() { # write_weights PALLET…
    local pallet
    for pallet in "$@"; do
        measure "$pallet"
    done
    printf '\nDone. See the changes with: git diff pallets/*/src/weights.rs runtime/src/weights\n'
    printf 'The regression rounds keys down. Raise the lines that this names: cargo test --release --workspace declared\n'
}

check_weights() { # check_weights PALLET…
    local samples="$BENCHMARKS/samples" weigher="$BENCHMARKS/release/dtao-weights" pallet calls attempt
    local -a weights=()
    build_weigher
    rm -rf "$samples"
    mkdir -p "$samples"
    for pallet in "$@"; do
        step "Measuring $pallet at both ends of each component" "the benchmark that failed is named above; try it natively with 'cargo test --release -p PALLET benchmarking'"
        bencher "$pallet" '*' "${CHECK_OPTIONS[@]}" --json-file "$samples/$pallet.1.json"
        weights+=("$ROOT/${FILES[$pallet]}")
    done
    for ((attempt = 2; attempt <= ATTEMPTS; attempt++)); do
        "$weigher" above "${weights[@]}" "$samples"/*.json >"$samples/above"
        while read -r pallet calls; do
            step "Measuring again what is above its weight in $pallet: $calls" "read the message above"
            bencher "$pallet" "$calls" "${CHECK_OPTIONS[@]}" --json-file "$samples/$pallet.$attempt.json" </dev/null
        done <"$samples/above"
    done
    step "Work and weight" "measure the calls that are above their weight with './scripts/benchmark.sh PALLET' on an idle machine, and see why they grew"
    "$weigher" table "${weights[@]}" "$samples"/*.json
}

main() { # main write_weights|check_weights [PALLET…]
    local what="$1" pallet
    shift
    (($#)) || set -- "${!FILES[@]}"
    for pallet in "$@"; do
        [[ -n "${FILES[$pallet]:-}" ]] || fail "there is no pallet '$pallet' to measure" "choose from: ${!FILES[*]}"
    done
    prepare build
    build_benchmarks
    build_bencher
    "$what" "$@"
}

if [[ "${1:-}" == --check ]]; then
    main check_weights "${@:2}"
else
    main write_weights "$@"
fi
