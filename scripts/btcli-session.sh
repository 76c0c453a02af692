#!/usr/bin/env bash
# A first session with btcli 11 on a development chain: wallets, a subnet, its first payout.
#
#   ./scripts/run.sh --sealing instant               in one terminal
#   ./scripts/btcli-session.sh                       in another; keeps its wallets and caches in a temporary folder
#
#   ENDPOINT     the node                            (default ws://127.0.0.1:9944)
#   BTCLI        the btcli to use, of bittensor 11   (default btcli in PATH, else the one that test.sh bittensor installed)
#
# Stops at the first command that ends with an error, or that does not print what it should.
set -Eeuo pipefail

ENDPOINT="${ENDPOINT:-ws://127.0.0.1:9944}"
CLIENTS="${DTAO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dtao}/clients"
BTCLI="${BTCLI:-$(command -v btcli || echo "$CLIENTS/11/bin/btcli")}"
HOME="$(mktemp -d)"
trap 'rm -rf "$HOME"' EXIT
# Ignores the user's own wallets, configuration and caches.
export HOME BT_NETWORK="$ENDPOINT" BT_WALLET_PATH="$HOME/wallets" COLUMNS=140 NO_COLOR=1 TERM=dumb
# Seeds of the development account Alice, who has TAO: her coldkey, and her hotkey.
ALICE=0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a
ALICE_HOTKEY=0x9fd9d873c7bf70254ed1ac92ba853b1ee29f8c1d0fd0c1429fe47ee22fa544bf

# b EXPECTED COMMAND…: prints a btcli command and its output, and exits if it fails or does not print the text EXPECTED.
b() {
    local expected="$1" output code=0
    shift
    printf '\n$ btcli %s\n' "$*"
    output="$(timeout 120 "$BTCLI" "$@" 2>&1 </dev/null)" || code=$?
    printf '%s\n' "$output" | grep -v '^ *$' | grep -viE 'mnemonic|warning: secrets' | sed 's/^/    /' || true
    ((code == 0)) || { printf '\nerror: the command ended with %s\n' "$code" >&2; exit 1; }
    [[ "$output" == *"$expected"* ]] || { printf '\nerror: the output does not contain "%s"\n' "$expected" >&2; exit 1; }
}

# Builds a number of blocks.
pass_blocks() {
    printf '\n# Building %s blocks\n' "$1"
    curl -sf --noproxy '*' -H 'content-type: application/json' "${ENDPOINT/ws/http}" \
        -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"dev_newBlock\",\"params\":[{\"count\":$1}]}" >/dev/null
}

pass_blocks 1
echo '# Wallets: one of a development account that has TAO, from its seeds, and two new ones'
b "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY" wallet regen-coldkey -w alice --seed "$ALICE" --no-password
b "5FBy7nNZZ3gBHSPdNQh8msKHxG1yf9pzrCDrnSXphZhJug2P" wallet regen-hotkey -w alice -H default --seed "$ALICE_HOTKEY"
b "founder" wallet create -w founder -H validator --n-words 12 --no-password
b "miner" wallet create -w miner -H default --n-words 12 --no-password

echo '# TAO for the founder and the miner'
b "τ5,000.000000000" wallet transfer -w alice --dest founder --amount 5000 -y
b "τ10.000000000" wallet transfer -w alice --dest miner --amount 10 -y
b "5,000.0" wallet balance -w founder

echo '# Registering and starting a subnet'
b "τ1,000.000000000" subnets create-cost
b "4" subnets create -w founder -H validator -y
b "✓" sudo start -w founder --netuid 4 -y
b "✓" sudo set-identity -w founder --netuid 4 --name Mill --url https://example.org --description Grinds -y
b "Mill" subnets list

echo '# Stake to the validator, encrypted until it is in a block, and a miner'
b "✓" stake add -w founder -H validator --netuid 4 --amount 20 -y
b "✓" subnets register -w miner -H default --netuid 4 -y
b "✓" axon set -w miner -H default --netuid 4 --ip 192.0.2.1 --port 8091 -y

echo '# After one tempo the validator may set weights: all for the miner. Its hotkey needs no TAO for that'
pass_blocks 365
b "✓" weights set -w founder -H validator --netuid 4 --uids 1 --weights 1.0 -y

echo '# One tempo later the miner is paid'
pass_blocks 365
b "Mill" subnets show 4
b "Mill" stake list -w miner
b "Mill" stake list -w founder

echo '# Removing some of the stake'
b "✓" stake remove -w founder -H validator --netuid 4 --amount 10 -y
b "founder" wallet balance -w founder

printf '\nDone: a subnet was registered, started, staked to and paid out.\n'
