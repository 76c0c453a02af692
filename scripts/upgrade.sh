#!/usr/bin/env bash
# Rehearses a runtime on a copy of a running chain, shows the result, asks for confirmation, and submits the runtime by sudo.
#
#   ./scripts/upgrade.sh                 the runtime of this checkout, built now, without and with its checks
#   ./scripts/upgrade.sh RUNTIME.wasm    a built runtime; --checks CHECKS.wasm adds its build with the checks
#
#   --url URL         the running node               (default ws://127.0.0.1:9944)
#   --rehearse-only   shows the result and exits
#   --yes             submits without confirmation
#   --no-checks       does not build the checks, which is faster and finds fewer faults
#
# Other options are passed to 'dtao-node upgrade'; see its --help. docs/upgrades.md describes the whole process.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

RUNTIME=""
CHECKS="$CARGO_TARGET_DIR/runtime-with-checks.wasm"
BUILD_CHECKS=yes
OPTIONS=(--submit)

# must_be_there FILE
must_be_there() {
    [[ -f "$1" ]] || fail "there is no file $1" "give a runtime, such as $CARGO_TARGET_DIR/release/wbuild/dtao-runtime/dtao_runtime.compact.compressed.wasm"
}

# absolute FILE: prints its absolute path, since the build changes the working directory.
absolute() {
    printf '%s/%s' "$(cd "$(dirname "$1")" && pwd -P)" "$(basename "$1")"
}

while (($#)); do
    case "$1" in
    -h | --help)
        sed -n '2,/^source/{/^source/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
        exit 0
        ;;
    --rehearse-only) OPTIONS=("${OPTIONS[@]/--submit/}") ;;
    --no-checks) BUILD_CHECKS=no ;;
    --checks)
        (($# > 1)) || fail "--checks has no file" "give a runtime that was built with the feature try-runtime"
        must_be_there "$2"
        OPTIONS+=(--checks "$(absolute "$2")")
        BUILD_CHECKS=no
        shift
        ;;
    --url | --suri | --blocks)
        (($# > 1)) || fail "$1 has no value" "give one, or see --help"
        OPTIONS+=("$1" "$2")
        shift
        ;;
    -*) OPTIONS+=("$1") ;;
    *)
        [[ -z "$RUNTIME" ]] || fail "two runtimes are given, $RUNTIME and $1" "give one"
        must_be_there "$1"
        RUNTIME="$(absolute "$1")"
        ;;
    esac
    shift
done

# A given runtime needs no build except that of the node which rehearses it.
if [[ -n "$RUNTIME" && -x "${DTAO_NODE:-$NODE_BINARY}" ]]; then
    NODE_BINARY="${DTAO_NODE:-$NODE_BINARY}"
else
    prepare build
    build_node
fi
if [[ -z "$RUNTIME" && "$BUILD_CHECKS" == yes ]]; then
    step "Building the runtime with its checks (the first time takes some minutes)" "read the compiler's message above, or use --no-checks"
    build_runtime "$CHECKS" try-runtime
    OPTIONS+=(--checks "$CHECKS")
fi

step "Rehearsing" "see docs/upgrades.md"
ARGUMENTS=()
for option in ${RUNTIME:+"$RUNTIME"} "${OPTIONS[@]}"; do
    [[ -z "$option" ]] || ARGUMENTS+=("$option")
done
exec "$NODE_BINARY" upgrade "${ARGUMENTS[@]}"
