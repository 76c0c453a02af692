#!/usr/bin/env bash
# The session of btcli-session.sh with the old line of clients: btcli 9.23.2 and the Bittensor SDK 10.5.0.
#
#   ./scripts/run.sh --sealing instant               in one terminal
#   ./scripts/btcli9-session.sh                      in another; creates its wallets in a temporary folder
#
#   ENDPOINT     the node                            (default ws://127.0.0.1:9944)
#   BTCLI        the btcli to use                    (default the one that test.sh bittensor installed)
#   SDK_PYTHON   a Python with the SDK               (default the one that test.sh bittensor installed)
#
# btcli always exits with 0, so each step is checked by its output.
set -Eeuo pipefail

ENDPOINT="${ENDPOINT:-ws://127.0.0.1:9944}"
CLIENTS="${DTAO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dtao}/clients"
BTCLI="${BTCLI:-$CLIENTS/btcli/bin/btcli}"
SDK_PYTHON="${SDK_PYTHON:-$CLIENTS/sdk/bin/python}"
WALLETS="$(mktemp -d)"
trap 'rm -rf "$WALLETS"' EXIT
# Ignores the user's own configuration.
export BTCLI_CONFIG_PATH="$WALLETS/config.yml" BTCLI_DEBUG_FILE="$WALLETS/debug.txt" BT_NO_PARSE_CLI_ARGS=1 COLUMNS=200 TERM=dumb

# run EXPECTED COMMAND…: prints the command and its output, and exits unless the output contains the text EXPECTED.
run() {
    local expected="$1" output
    shift
    printf '\n$ %s\n' "$(basename "$1") ${*:2}"
    output="$("$@" 2>&1 </dev/null)" || true
    printf '%s\n' "$output" | grep -v '^ *$' | sed 's/^/    /'
    [[ "$output" == *"$expected"* ]] || { printf '\nerror: the output of this step does not contain "%s"\n' "$expected" >&2; exit 1; }
}

b() { # b EXPECTED COMMAND…: runs btcli on the chain, with the session's wallets if the command names one
    local expected="$1"
    shift
    [[ "$*" != *--wallet-name* ]] || set -- "$@" --wallet-path "$WALLETS"
    run "$expected" "$BTCLI" "$@" --network "$ENDPOINT"
}

new_wallet() { # new_wallet COMMAND OPTIONS…: creates keys without a password
    run "created" "$BTCLI" wallet "$@" --no-use-password --wallet-path "$WALLETS"
}

# Prints the address of a key, from its public file.
address() {
    sed -n 's/.*"ss58Address" *: *"\([^"]*\)".*/\1/p' "$WALLETS/$1"
}

# Builds a number of blocks: a sealing node builds one on each request.
pass_blocks() {
    printf '\n# Building %s blocks\n' "$1"
    "$SDK_PYTHON" - "${ENDPOINT/ws/http}" "$1" <<'PYTHON'
import json, sys, urllib.request
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
for number in range(int(sys.argv[2])):
    call = {"jsonrpc": "2.0", "id": number, "method": "engine_createBlock", "params": [True, True]}
    direct.open(urllib.request.Request(sys.argv[1], json.dumps(call).encode(), {"content-type": "application/json"})).read()
PYTHON
}

pass_blocks 1
echo '# Wallets: one of a development account that has TAO, and two new ones'
new_wallet create --wallet-name alice --hotkey default --uri Alice
new_wallet create --wallet-name founder --hotkey validator --n-words 12
new_wallet create --wallet-name miner --hotkey default --n-words 12
FOUNDER="$(address founder/coldkeypub.txt)"
MINER="$(address miner/coldkeypub.txt)"

echo '# TAO for the founder and the miner'
b "Finalized" wallet transfer --wallet-name alice --dest "$FOUNDER" --amount 5000 -y
b "Finalized" wallet transfer --wallet-name alice --dest "$MINER" --amount 10 -y
b "5,000.0000" wallet balance --wallet-name founder

echo '# Registering and starting a subnet'
b "1,000.0000" subnets burn-cost
b "Registered subnetwork with netuid: 4" subnets create --wallet-name founder --hotkey validator --no-mev-protection -y \
    --subnet-name Mill --github-repo https://github.com/example/mill --subnet-contact mill@example.org \
    --subnet-url https://example.org --discord-handle mill --description 'Grinds' --logo-url https://example.org/logo.png \
    --additional-info none
b "Successfully started subnet 4" subnets start --wallet-name founder --hotkey validator --netuid 4 -y
b "Mill" subnets list

echo '# Stake to the validator, and a miner'
b "Stake added to netuid: 4" stake add --wallet-name founder --hotkey validator --netuid 4 --amount 100 --unsafe -y
b "Registered" subnets register --wallet-name miner --hotkey default --netuid 4 --unsafe-register -y

echo '# After one tempo the validator may set weights: all for the miner. Its hotkey needs no TAO for that'
pass_blocks 365
run "weights set: True" "$SDK_PYTHON" -c "
import bittensor
from bittensor_wallet import Wallet
with bittensor.Subtensor(network='$ENDPOINT') as chain:
    print('weights set:', chain.set_weights(Wallet('founder', 'validator', '$WALLETS'), 4, [1], [1.0]).success)"

echo '# One tempo later the miner is paid'
pass_blocks 365
b "Mill" subnets show --netuid 4 --no-prompt
b "Mill" stake list --wallet-name miner --no-prompt
b "Mill" stake list --wallet-name founder --no-prompt

echo '# Removing some of the stake'
b "Finalized" stake remove --wallet-name founder --hotkey validator --netuid 4 --amount 20 --unsafe -y
b "founder" wallet balance --wallet-name founder

printf '\nDone: a subnet was registered, started, staked to and paid out.\n'
