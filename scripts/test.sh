#!/usr/bin/env bash
# Every check there is: format, lints, documentation, unit and property tests, and the client tests on the built node.
#
#   ./scripts/test.sh                    all of them
#   ./scripts/test.sh unit e2e           only these, in this order
#
# The checks: fmt, build, unit, clippy, docs, e2e, clients, peers. They share one profile and one target folder, so nothing is
# compiled twice. The last two install first what they test: clients, btcli and the Bittensor SDK against the built node; peers,
# PAPI, dedot, chopsticks and zombienet.
# Two more run only when they are named. network: validators that are killed and cut off, some minutes; with root it makes
# network namespaces for it. upgrade: a chain of the last release takes this runtime; it compiles the runtime three times more.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

ALL_CHECKS=(fmt build unit clippy docs e2e clients peers)
MORE_CHECKS=(network upgrade)
SUMMARY=()

check_fmt() {
    step "Format" "run 'cargo fmt --all'"
    cargo fmt --all -- --check
}

check_build() {
    build_node
}

check_unit() {
    step "Unit and property tests" "the failing test is named above; run it alone with 'cargo test --release -p PACKAGE TEST'"
    # Benchmarks are tried at the ends of each of their ranges; FRAME's default is six places.
    export VALUES_PER_COMPONENT=2
    if cargo nextest --version >/dev/null 2>&1; then
        cargo nextest run --release --locked --workspace "${FEATURES[@]}" --no-fail-fast
        cargo test --release --locked --workspace "${FEATURES[@]}" --doc
    else
        cargo test --release --locked --workspace "${FEATURES[@]}" --no-fail-fast
    fi
}

check_clippy() {
    step "Lints" "mend what clippy names above; there is no list of exceptions"
    # Lints need no runtime in wasm; clippy's build scripts have artefacts of their own, so this forces no rebuild elsewhere.
    SKIP_WASM_BUILD=1 cargo clippy --release --locked --workspace --all-targets "${FEATURES[@]}" -- -D warnings
}

check_docs() {
    step "Documentation" "mend the comment that rustdoc names above"
    RUSTDOCFLAGS="-D warnings" cargo doc --release --locked --workspace --no-deps "${FEATURES[@]}"
}

check_e2e() {
    [[ -x "$NODE_BINARY" ]] || build_node
    step "Client tests on the built node" "the failing test is named above; the node's log is kept where the test says"
    # Two files at a time: most of them wait for blocks.
    DTAO_NODE="$NODE_BINARY" node --test --test-concurrency=2 --test-reporter=spec "$ROOT"/e2e/tests/*.test.mjs
}

# Nodes that are killed in the midst of traffic, and a network that is torn apart.
check_network() {
    [[ -x "$NODE_BINARY" ]] || build_node
    step "Validators that are killed and cut off" "the failing test is named above; KILLS and SEED repeat the same kills; the nodes' logs are kept where the test says"
    DTAO_NODE="$NODE_BINARY" node --test --test-concurrency=1 --test-reporter=spec "$ROOT"/e2e/network/*.test.mjs
}

# Every class of tests has a node of its own, so they run side by side, a processor each.
check_clients() {
    [[ -x "$NODE_BINARY" ]] || build_node
    prepare_clients
    step "btcli and the Bittensor SDK on the built node" "the failing test is named above; the node's log is kept in a folder dtao-clients-… of the temporary folder"
    (
        # What failed is told once, outside.
        trap - ERR
        cd "$ROOT/e2e/clients"
        export DTAO_NODE="$NODE_BINARY" SDK_PYTHON="$CLIENTS/sdk/bin/python" PYTHONDONTWRITEBYTECODE=1
        printf '%s\n' btcli:test_btcli.{Money,Founding,Hotkeys,Looking,Session} sdk:test_sdk |
            xargs -P "$(nproc)" -I{} bash -c 'of={}; exec "$0/${of%%:*}/bin/python" -W ignore -m unittest "${of#*:}"' "$CLIENTS"
    )
}

check_peers() {
    [[ -x "$NODE_BINARY" ]] || build_node
    prepare_peers
    step "PAPI, dedot, chopsticks and zombienet on the built node" "the failing test is named above; the node's log is kept where the test says"
    DTAO_NODE="$NODE_BINARY" node --test --test-concurrency=2 --test-reporter=spec "$ROOT"/e2e/peers/*.test.mjs
}

# An upgrade on a running chain, and rehearsals of it: of the runtime as it is, and of such as must be refused.
check_upgrade() {
    [[ -x "$NODE_BINARY" ]] || build_node
    step "Building the runtime without its migrations, and with its checks" "read the compiler's message above"
    build_runtime "$CARGO_TARGET_DIR/runtime-without-migrations.wasm" without-migrations
    build_runtime "$CARGO_TARGET_DIR/runtime-with-checks.wasm" try-runtime
    build_runtime "$CARGO_TARGET_DIR/runtime-with-checks-without-migrations.wasm" try-runtime,without-migrations
    step "Upgrades of a running chain" "the failing test is named above; the node's log is kept where the test says"
    DTAO_NODE="$NODE_BINARY" node --test --test-concurrency=1 --test-reporter=spec "$ROOT"/e2e/upgrade/*.test.mjs
}

run_check() {
    local before=$SECONDS
    "check_$1"
    SUMMARY+=("$(printf '%8s  %6d s' "$1" $((SECONDS - before)))")
}

main() {
    local check
    for check in "$@"; do
        [[ " ${ALL_CHECKS[*]} ${MORE_CHECKS[*]} " == *" $check "* ]] ||
            fail "there is no check '$check'" "choose from: ${ALL_CHECKS[*]} ${MORE_CHECKS[*]}"
    done
    prepare tests
    for check in "$@"; do
        run_check "$check"
    done
    printf '\nAll checks passed.\n'
    printf '%s\n' "${SUMMARY[@]}"
    printf '%8s  %6d s\n' total "$SECONDS"
}

if [[ $# -eq 0 ]]; then
    main "${ALL_CHECKS[@]}"
else
    main "$@"
fi
