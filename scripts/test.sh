#!/usr/bin/env bash
# Runs all checks: format, lints, documentation, unit and property tests, and the client tests on the built node.
#
#   ./scripts/test.sh                    all checks
#   ./scripts/test.sh unit chain         these checks only, in this order
#
# The checks are fmt, build, unit, clippy, docs, deny, and those of node/tests: chain, explorer, lab, bittensor, fixtures, ecosystem, upgrade.
# They share one profile and one target folder, so nothing is compiled twice. lab plays the scenarios that ship, the long ones for some
# hours of the chain, compares the lab with the node, and shows its report to two browsers. Two install the tools that they test: bittensor, two lines of
# btcli and the Bittensor SDK, and turbobt; ecosystem, PAPI, dedot, chopsticks, zombienet and Chromium. upgrade replaces the runtime of the last release on a
# running chain; it needs two more builds of the runtime, which run in parallel with clippy and docs if these are requested too.
# explorer builds the node's page from its lock file, compares it with the committed one, and uses it in Chromium and Firefox, which it
# installs.
# deny compares the dependencies with deny.toml, by cargo-deny, which is compiled once.
# Three run only if they are named: validators kills and disconnects validators for some minutes, and needs root for network namespaces;
# weights compares the weight of each call with its work, for ten minutes on an otherwise idle machine, and builds the runtime again,
# with its benchmarks, and FRAME's tool: an hour on two cores the first time; release makes the files that users install, which is a
# build of its own (half an hour on two cores the first time), and installs each without a network, for which it needs root.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

ALL_CHECKS=(fmt build unit clippy docs deny chain explorer lab bittensor fixtures ecosystem upgrade)
MORE_CHECKS=(validators weights release)
SUMMARY=()
NOTES=()
CHECKS=()
BESIDE=""

# run_tests CONCURRENCY FILE…: runs files of tests on the built node and lab, so many at a time. A file that takes longer than
# $MINUTES fails, so that nothing waits for ever.
run_tests() {
    local concurrency="$1"
    shift
    DTAO_NODE="$NODE_BINARY" DTAO_LAB="$LAB_BINARY" \
        node --test --test-concurrency="$concurrency" --test-timeout=$((${MINUTES:-15} * 60000)) --test-reporter=spec "$@"
}

check_fmt() {
    step "Format" "run 'cargo fmt --all'"
    cargo fmt --all -- --check
}

check_build() {
    compile_node
}

check_unit() {
    step "Unit and property tests" "the failing test is named above; run it alone with 'cargo test --release -p PACKAGE TEST'"
    # Runs benchmarks at both ends of each range; FRAME's default is six values.
    export VALUES_PER_COMPONENT=2
    if cargo nextest --version >/dev/null 2>&1; then
        cargo nextest run --release --locked --workspace --no-fail-fast
        cargo test --release --locked --workspace --doc
    else
        cargo test --release --locked --workspace --no-fail-fast
    fi
}

check_clippy() {
    build_upgrade_runtimes_beside
    step "Lints" "fix the code that clippy reports above; there is no list of exceptions"
    # Lints need no runtime in wasm. Clippy's build scripts have their own artefacts, so this causes no rebuild elsewhere.
    SKIP_WASM_BUILD=1 cargo clippy --release --locked --workspace --all-targets -- -D warnings
}

check_docs() {
    step "Documentation" "fix the comment that rustdoc reports above"
    RUSTDOCFLAGS="-D warnings" cargo doc --release --locked --workspace --no-deps
}

check_chain() {
    [[ -x "$NODE_BINARY" ]] || compile_node
    step "Client tests on the built node" "the failing test is named above; the test prints the path of the node's log"
    # Two files at a time, since most of them wait for blocks.
    run_tests 2 "$ROOT"/node/tests/{chain,import}/*.test.mjs "$ROOT"/node/tests/validators/network.test.mjs
}

# Scenarios of at most half a million blocks are played as a whole, the others for some hours: expectations of later times are skipped.
LAB_WHOLE=(cap price-not-cap root-vote sn28 attacks/flow-gaming attacks/just-in-time attacks/sandwich)
LAB_BLOCKS=1200

check_lab() {
    [[ -x "$LAB_BINARY" && -x "$NODE_BINARY" ]] || compile_node
    local out="$DTAO_CACHE/lab" file name browser whole=() short=()
    for file in lab/scenarios/*.toml lab/scenarios/attacks/*.toml; do
        name="${file#lab/scenarios/}"
        if [[ " ${LAB_WHOLE[*]} " == *" ${name%.toml} "* ]]; then whole+=("$file"); else short+=("$file"); fi
    done
    step "The lab's scenarios" "the expectation that fails is named above; './scripts/lab.sh run FILE' runs one scenario as a whole"
    "$LAB_BINARY" run --yes --out "$out/results" "${whole[@]}"
    "$LAB_BINARY" run --yes --out "$out/results" --blocks "$LAB_BLOCKS" "${short[@]}"
    step "The lab beside the node, block by block" "the failing test is named above; the test prints the path of the node's log"
    run_tests 1 "$ROOT"/node/tests/lab/*.test.mjs
    prepare_browsers
    install_packages "$ROOT/lab/report/tests/browser" lab-report "the driver of a browser"
    step "The lab's report in two browsers" "the failing test is named above; SCREENSHOTS names a folder for pictures of each page"
    cargo run --quiet --release --locked -p dtao-lab-report --example demo -- "$out/reports"
    for browser in chromium firefox; do
        BROWSER="$browser" REPORTS="$out/reports" run_tests 1 "$ROOT/lab/report/tests/browser/report.test.mjs"
    done
    step "The lab in Python" "the failing test is named above; lab/python/test.sh repeats this on a wheel"
    DTAO_LAB_EXTENSION="$CARGO_TARGET_DIR/release/libdtao_lab_python.so" "$ROOT/lab/python/test.sh"
}

# Nodes that are killed under load, and a network that is partitioned.
check_validators() {
    [[ -x "$NODE_BINARY" ]] || compile_node
    step "Validators that are killed and disconnected" "the failing test is named above; KILLS and SEED repeat the same kills; the test prints the paths of the nodes' logs"
    MINUTES=45 run_tests 1 "$ROOT"/node/tests/validators/{kills,partition,saved}.test.mjs
}

# Time in WebAssembly and keys of each call in its worst state, which must not be above its weight.
check_weights() {
    step "Weights" "the calls that are above their weight are named above; './scripts/benchmark.sh --check PALLET' repeats this for one pallet"
    "$ROOT/scripts/benchmark.sh" --check
}

# Each class of tests has its own node, so they run in parallel, one per processor.
check_bittensor() {
    [[ -x "$NODE_BINARY" ]] || compile_node
    prepare_clients
    step "btcli, the Bittensor SDK and turbobt on the built node" "the failing test is named above; the node's log is kept in a folder dtao-clients-… of the temporary folder"
    (
        # A failure is reported once, outside.
        trap - ERR
        cd "$ROOT/node/tests/bittensor"
        export DTAO_NODE="$NODE_BINARY" SDK_PYTHON="$CLIENTS/sdk/bin/python" PYTHONDONTWRITEBYTECODE=1
        # The longest first.
        printf '%s\n' 11:test_btcli11.{Founding,Money,Looking,Session} 11:test_sdk11.{IntentsBlocking,IntentsAwaited} \
            btcli:test_btcli.{Money,Founding,Hotkeys,Proxies,Looking,Session} sdk:test_sdk 11:test_{turbobt,timelock,powers11} \
            11:test_sdk11.{ReadsBlocking,ReadsAwaited,Enumerated} |
            xargs -P "$(nproc)" -I{} bash -c 'of={}; exec "$0/${of%%:*}/bin/python" -W ignore -m unittest "${of#*:}"' "$CLIENTS"
    )
}

# The fixtures for pytest and vitest, the template of a subnet, and the steps of the action, with pinned packages.
check_fixtures() {
    [[ -x "$NODE_BINARY" ]] || compile_node
    step "Fixtures for pytest and vitest" "the failing test is named above; python.sh, vitest.sh and action.sh in node/tests/fixtures repeat them"
    DTAO_NODE="$NODE_BINARY" "$ROOT/node/tests/fixtures/python.sh"
    DTAO_NODE="$NODE_BINARY" "$ROOT/node/tests/fixtures/vitest.sh"
    DTAO_NODE="$NODE_BINARY" "$ROOT/node/tests/fixtures/action.sh"
}

# The files that users install: made, installed without a network, run to block 1, and removed.
check_release() {
    "$ROOT/scripts/release.sh"
    "$ROOT/scripts/release/check.sh"
}

check_ecosystem() {
    [[ -x "$NODE_BINARY" ]] || compile_node
    prepare_peers
    prepare_browser
    step "PAPI, dedot, chopsticks, zombienet and a browser on the built node" "the failing test is named above; the test prints the path of the node's log"
    run_tests 2 "$ROOT"/node/tests/ecosystem/*.test.mjs
}

# The page that the node serves: built from its lock file it has the committed bytes; then two browsers use it on the built node.
check_explorer() {
    [[ -x "$NODE_BINARY" ]] || compile_node
    prepare_page
    prepare_browsers
    step "The page's types, and its bundle" "if the page was changed, run 'npm run build' in node/explorer and commit node/explorer/dist"
    build_page "$DTAO_CACHE/page/dist"
    diff -rq "$PAGE/dist" "$DTAO_CACHE/page/dist" ||
        fail "node/explorer/dist is not what its sources give" "run 'npm run build' in node/explorer and commit the folder"
    step "The page in browsers, on the built node" "the failing test is named above; DTAO_SHOTS names a folder for pictures of each view, BROWSERS the browsers"
    run_tests 1 "$ROOT"/node/tests/explorer/*.test.mjs
}

build_upgrade_runtimes() {
    build_runtime "$CARGO_TARGET_DIR/runtime-with-checks.wasm" try-runtime
    build_runtime "$CARGO_TARGET_DIR/runtime-with-checks-without-migrations.wasm" try-runtime,without-migrations
}

# Lints and documentation compile their last crates one after the other, and measure no time. A failed build is repeated, and
# reported, where the runtimes are needed.
build_upgrade_runtimes_beside() {
    [[ -z "$BESIDE" && " ${CHECKS[*]} " == *" upgrade "* && -x "$NODE_BINARY" ]] || return 0
    build_upgrade_runtimes >"$LOGS/upgrade-runtimes.log" 2>&1 &
    BESIDE=$!
    trap 'kill "$BESIDE" 2>/dev/null || true' EXIT
}

# An upgrade of a running chain, and rehearsals: of the runtime itself, and of runtimes that must be refused.
check_upgrade() {
    [[ -x "$NODE_BINARY" ]] || compile_node
    step "Building the runtime with its checks, and without its migrations" "read the compiler's message above"
    [[ -z "$BESIDE" ]] || wait "$BESIDE" || true
    BESIDE=""
    build_upgrade_runtimes
    step "Upgrades of a running chain" "the failing test is named above; the test prints the path of the node's log"
    run_tests 2 "$ROOT"/node/tests/upgrade/*.test.mjs
}

DENY_VERSION=0.20.2
DENY="$DTAO_CACHE/cargo-deny"
ADVISORIES=https://github.com/rustsec/advisory-db

# cargo-deny has no package with its program, so it is compiled once, without optimisation: it runs for seconds.
prepare_deny() {
    [[ "$("$DENY/bin/cargo-deny" --version 2>/dev/null)" != "cargo-deny $DENY_VERSION" ]] || return 0
    step "Building cargo-deny $DENY_VERSION" "check that crates.io can be reached, then run this again"
    CARGO_TARGET_DIR="$DENY/target" quietly cargo-deny cargo install cargo-deny --version "$DENY_VERSION" --locked --debug --no-default-features --root "$DENY"
    rm -rf "${DENY:?}/target"
}

# Dependencies by deny.toml. The advisories are a git repository: without a network that reaches it the rest is checked, and the
# summary says what was not.
check_deny() {
    prepare_deny
    step "Licences, duplicates and sources of dependencies" "deny.toml has the exceptions, each with its reason"
    "$DENY/bin/cargo-deny" --locked --workspace check --hide-inclusion-graph licenses bans sources
    step "Advisories" "update the crate, or name the advisory in deny.toml with the reason why it does not matter"
    if timeout 60 git ls-remote --exit-code "$ADVISORIES" HEAD >"$LOGS/advisories.log" 2>&1; then
        "$DENY/bin/cargo-deny" --locked --workspace check advisories
    else
        cat "$LOGS/advisories.log" >&2
        printf '    THE ADVISORIES WERE NOT CHECKED: %s cannot be reached\n' "$ADVISORIES" >&2
        NOTES+=("deny: the advisories were NOT checked, since $ADVISORIES cannot be reached")
    fi
}

run_check() {
    local before=$SECONDS
    "check_$1"
    SUMMARY+=("$(printf '%8s  %6d s' "$1" $((SECONDS - before)))")
}

main() {
    local check
    CHECKS=("$@")
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
    ((${#NOTES[@]} == 0)) || printf '%s\n' "${NOTES[@]}"
}

if [[ $# -eq 0 ]]; then
    main "${ALL_CHECKS[@]}"
else
    main "$@"
fi
