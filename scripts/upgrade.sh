#!/usr/bin/env bash
# Rehearses a runtime on a copy of a running chain, shows what it would do, asks, and then submits it by sudo.
#
#   ./scripts/upgrade.sh                 the runtime of this checkout, built now, once plain and once with its checks
#   ./scripts/upgrade.sh RUNTIME.wasm    this runtime, as it is; with --checks CHECKS.wasm its build with the checks too
#
#   --url URL         the running node               (default ws://127.0.0.1:9944)
#   --rehearse-only   shows and ends
#   --yes             submits without asking
#   --no-checks       does not build the checks: quicker, and it finds less
#
# Other options go to 'dtao-node upgrade'; see its --help. docs/upgrades.md explains all of it.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

RUNTIME=""
CHECKS="$CARGO_TARGET_DIR/runtime-with-checks.wasm"
BUILD_CHECKS=yes
OPTIONS=(--submit)

# must_be_there FILE
must_be_there() {
    [[ -f "$1" ]] || fail "there is no file $1" "name a runtime, such as $CARGO_TARGET_DIR/release/wbuild/dtao-runtime/dtao_runtime.compact.compressed.wasm"
}

# absolute FILE: where it is, seen from here. The build changes the folder.
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
        (($# > 1)) || fail "--checks names no file" "put a runtime that was built with the feature try-runtime behind it"
        must_be_there "$2"
        OPTIONS+=(--checks "$(absolute "$2")")
        BUILD_CHECKS=no
        shift
        ;;
    --url | --suri | --blocks)
        (($# > 1)) || fail "$1 has no value" "put one behind it, or see --help"
        OPTIONS+=("$1" "$2")
        shift
        ;;
    -*) OPTIONS+=("$1") ;;
    *)
        [[ -z "$RUNTIME" ]] || fail "two runtimes are named, $RUNTIME and $1" "name one"
        must_be_there "$1"
        RUNTIME="$(absolute "$1")"
        ;;
    esac
    shift
done

# A runtime from elsewhere needs no build but that of the node which rehearses it.
if [[ -n "$RUNTIME" && -x "${DTAO_NODE:-$NODE_BINARY}" ]]; then
    NODE_BINARY="${DTAO_NODE:-$NODE_BINARY}"
else
    prepare build
    build_node
fi
if [[ -z "$RUNTIME" && "$BUILD_CHECKS" == yes ]]; then
    step "Building the runtime with its checks (the first time takes some minutes)" "read the compiler's message above, or go without with --no-checks"
    build_runtime "$CHECKS" try-runtime
    OPTIONS+=(--checks "$CHECKS")
fi

step "Rehearsing" "see docs/upgrades.md"
ARGUMENTS=()
for option in ${RUNTIME:+"$RUNTIME"} "${OPTIONS[@]}"; do
    [[ -z "$option" ]] || ARGUMENTS+=("$option")
done
exec "$NODE_BINARY" upgrade "${ARGUMENTS[@]}"
