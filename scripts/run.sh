#!/usr/bin/env bash
# Builds the node and runs it: a dTAO chain of its own at ws://127.0.0.1:9944.
#
#   ./scripts/run.sh                     a development chain; its state is thrown away at the end
#   ./scripts/run.sh --base-path DIR     the same, kept in DIR
#   ./scripts/run.sh --sealing manual    blocks only when asked for
#   ./scripts/run.sh --chain local …     a validator of the two-validator network
#   ./scripts/run.sh --help              all the node's options
#
# All arguments go to the node. Without --chain and --dev among them, --dev is added.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Whether the arguments choose the chain, or ask the node something that needs none.
chooses_for_itself() {
    local argument
    for argument in "$@"; do
        case "$argument" in
        --dev | --chain | --chain=* | -h | --help | -V | --version) return 0 ;;
        esac
    done
    # A subcommand comes first and is no option.
    [[ $# -gt 0 && "$1" != -* ]]
}

prepare build
build_node
chooses_for_itself "$@" || set -- --dev "$@"
step "Starting: dtao-node $*" "look at the node's message above"
exec "$NODE_BINARY" "$@"
