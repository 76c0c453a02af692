#!/usr/bin/env bash
# Builds the node and runs it: a local dTAO chain at ws://127.0.0.1:9944.
#
#   ./scripts/run.sh                     a development chain; its state is deleted at the end
#   ./scripts/run.sh --base-path DIR     the same, with its state kept in DIR
#   ./scripts/run.sh --sealing manual    blocks on request only
#   ./scripts/run.sh --chain local …     a validator of the two-validator network
#   ./scripts/run.sh --help              all options of the node
#
# All arguments are passed to the node. --dev is added if neither --chain nor --dev is among them.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Prints the lines above, and the node's own help if it is built: help must not wait for a build.
show_help() {
    sed -n '2,/^source/{/^source/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
    if [[ -x "$NODE_BINARY" ]]; then
        exec "$NODE_BINARY" "$@"
    fi
    printf 'The node is not built yet. Its own options are shown here once it is.\n'
}

show_version() {
    if [[ -x "$NODE_BINARY" ]]; then
        exec "$NODE_BINARY" --version
    fi
    printf 'dtao-node %s (not built yet)\n' "$(sed -n 's/^version = "\(.*\)"$/\1/p' "$ROOT/Cargo.toml" | head -n 1)"
}

# Succeeds if the arguments choose a chain or a subcommand.
chooses_for_itself() {
    local argument
    for argument in "$@"; do
        case "$argument" in
        --dev | --chain | --chain=*) return 0 ;;
        esac
    done
    # A subcommand comes first and is not an option.
    [[ $# -gt 0 && "$1" != -* ]]
}

for argument in "$@"; do
    case "$argument" in
    -h | --help)
        show_help "$@"
        exit 0
        ;;
    -V | --version)
        show_version
        exit 0
        ;;
    esac
done

prepare build
build_node
chooses_for_itself "$@" || set -- --dev "$@"
step "Starting: dtao-node $*" "look at the node's message above"
exec "$NODE_BINARY" "$@"
