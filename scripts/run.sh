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

# Succeeds if the arguments choose the chain, or need none.
chooses_for_itself() {
    local argument
    for argument in "$@"; do
        case "$argument" in
        --dev | --chain | --chain=* | -h | --help | -V | --version) return 0 ;;
        esac
    done
    # A subcommand comes first and is not an option.
    [[ $# -gt 0 && "$1" != -* ]]
}

prepare build
build_node
chooses_for_itself "$@" || set -- --dev "$@"
step "Starting: dtao-node $*" "look at the node's message above"
exec "$NODE_BINARY" "$@"
