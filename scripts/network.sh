#!/usr/bin/env bash
# Builds the node and runs a network on this machine: N validators that build blocks in turn (Aura) and finalise them (GRANDPA).
#
#   ./scripts/network.sh 4                     four validators, until Ctrl-C; their state is deleted at the end
#   ./scripts/network.sh 4 --base-path DIR     the same, with the state kept in DIR; a second run resumes the network
#   ./scripts/network.sh 4 --until 20          exits once all validators have finalised block 20, and with an error if one of them ends
#   ./scripts/network.sh 4 --rpc-port 9944 --port 30333      the first validator's ports; the others' follow
#   ./scripts/network.sh 4 -- --log debug      passes the options after -- to every node
#
#   DTAO_NODE    a node to run, instead of building one
#
# The others go on if a validator ends: kill one, and see whether blocks are still finalised.
# The validators' keys are public: //Alice to //Ferdie, then //Validator//7 and so on. For tests only.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

MAX_VALIDATORS=32
FOLDER=""
UNTIL=""
RPC_PORT=9944
PORT=30333
MORE=()
PIDS=()
PEERS=()
ENDED=()

usage() {
    sed -n '2,/^source/{/^source/d;s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
}

a_number() { # a_number OPTION VALUE LOWEST HIGHEST
    [[ "${2-}" =~ ^[0-9]{1,9}$ ]] && ((10#$2 >= $3 && 10#$2 <= $4)) ||
        fail "$1 is '${2-}'" "give a number from $3 to $4, such as: ./scripts/network.sh 4"
}

read_arguments() {
    [[ "${1-}" != -h && "${1-}" != --help ]] || { usage; exit 0; }
    a_number "the number of validators" "${1-}" 1 "$MAX_VALIDATORS"
    N=$((10#$1))
    shift
    while (($#)); do
        case "$1" in
        --base-path) FOLDER="${2-}" && [[ -n "$FOLDER" ]] || fail "--base-path has no folder" "give one, such as: --base-path my-network" ;;
        --until) a_number --until "${2-}" 1 999999999 && UNTIL=$((10#$2)) ;;
        --rpc-port) a_number --rpc-port "${2-}" 1 $((65536 - N)) && RPC_PORT=$((10#$2)) ;;
        --port) a_number --port "${2-}" 1 $((65536 - N)) && PORT=$((10#$2)) ;;
        --)
            shift
            MORE=("$@")
            return
            ;;
        *) fail "there is no option '$1'" "see ./scripts/network.sh --help; options for the nodes come after --" ;;
        esac
        shift 2
    done
}

secret() { # secret NUMBER
    local names=(Alice Bob Charlie Dave Eve Ferdie)
    if (($1 <= ${#names[@]})); then echo "//${names[$1 - 1]}"; else echo "//Validator//$1"; fi
}

rpc() { # rpc NUMBER METHOD [PARAMETERS]: prints the node's response, as JSON
    curl -sS --noproxy '*' --max-time 5 -H 'content-type: application/json' \
        -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$2\",\"params\":${3-[]}}" "http://127.0.0.1:$((RPC_PORT + $1 - 1))" 2>/dev/null
}

field() { # field NAME: prints a field of the JSON on stdin, without quotes
    sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"
}

best() { printf '%d' "$(rpc "$1" chain_getHeader | field number)"; }

final() {
    local hash
    hash="$(rpc "$1" chain_getFinalizedHead | field result)"
    printf '%d' "$(rpc "$1" chain_getHeader "[\"$hash\"]" | field number)"
}

# ---------------------------------------------------------------- shutdown

TEMPORARY=""
ENDED_WELL=""

stop_all() {
    trap - ERR EXIT
    trap '' INT TERM
    local pid waited
    ((${#PIDS[@]})) && printf '==> [%s] Stopping %s validators\n' "$(elapsed)" "${#PIDS[@]}" >&2
    for pid in "${PIDS[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
    for pid in "${PIDS[@]}"; do
        for ((waited = 0; waited < 100; waited++)); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    if [[ -n "$TEMPORARY" && -n "$ENDED_WELL" ]]; then
        rm -rf "$TEMPORARY"
    elif [[ -d "$FOLDER" ]]; then
        printf '    The state and the logs are in %s\n' "$FOLDER" >&2
    fi
}
trap stop_all EXIT
trap 'ENDED_WELL=yes; exit 0' INT TERM

runs() { # runs NUMBER: succeeds while this validator runs
    kill -0 "${PIDS[$1 - 1]}" 2>/dev/null
}

# validator_alive NUMBER: fails with the node's last messages if it has exited.
validator_alive() {
    runs "$1" && return
    local log="$FOLDER/$1.log"
    tail -n 5 "$log" >&2
    fail "validator $1 has exited" "read its last messages above; the whole log is $log"
}

# Tells of each validator that has exited since the last call. Fails if the others cannot go on.
count_ended() {
    local number
    for ((number = 1; number <= N; number++)); do
        [[ -z "${ENDED[number]-}" ]] && ! runs "$number" || continue
        [[ -z "$UNTIL" ]] || validator_alive "$number"
        ENDED[number]=yes
        printf 'validator %s has exited, as the end of %s tells; %s of %s go on\n' "$number" "$FOLDER/$number.log" "$((N - ${#ENDED[@]}))" "$N"
        # GRANDPA finalises while more than two thirds vote.
        ((3 * (N - ${#ENDED[@]}) > 2 * N)) || printf 'that is not more than two thirds: no block is finalised from now on\n'
    done
    ((${#ENDED[@]} < N)) || fail "all validators have exited" "read the ends of the logs $FOLDER/*.log"
}

# Prints the processor time that the validators have used, in hundredths of a second.
processor_time() {
    local pid sum=0 stat
    for pid in "${PIDS[@]}"; do
        stat="$(cat "/proc/$pid/stat" 2>/dev/null)" || continue
        # The name of the program, in parentheses, may have blanks.
        read -r -a stat <<<"${stat##*) }"
        sum=$((sum + stat[11] + stat[12]))
    done
    echo "$sum"
}

# ---------------------------------------------------------------- startup

prepare_folder() {
    if [[ -z "$FOLDER" ]]; then
        FOLDER="$(mktemp -d "${TMPDIR:-/tmp}/dtao-network-XXXXXX")"
        TEMPORARY="$FOLDER"
    fi
    mkdir -p "$FOLDER"
    FOLDER="$(cd "$FOLDER" && pwd -P)"
    if [[ -e "$FOLDER/validators" ]]; then
        local there
        there="$(cat "$FOLDER/validators")"
        [[ "$there" == "$N" ]] || fail "$FOLDER holds a network of $there validators, not of $N" "run ./scripts/network.sh $there --base-path $FOLDER, or choose another folder"
        return
    fi
    step "Creating a chain of $N validators in $FOLDER" "read the node's message above"
    "$NODE_BINARY" export-chain-spec --chain "local:$N" --raw --output "$FOLDER/chain.json" 2>"$LOGS/network-spec.log" ||
        { cat "$LOGS/network-spec.log" >&2; return 1; }
    local number
    for ((number = 1; number <= N; number++)); do
        give_keys "$number"
    done
    echo "$N" >"$FOLDER/validators"
}

# Creates a validator's keys: one for blocks, one for finality, and one as its identity among peers.
give_keys() {
    local home="$FOLDER/$1" name
    mkdir -p "$home"
    name="$(secret "$1")"
    "$NODE_BINARY" key insert --base-path "$home" --chain "$FOLDER/chain.json" --suri "$name" --key-type aura --scheme sr25519
    "$NODE_BINARY" key insert --base-path "$home" --chain "$FOLDER/chain.json" --suri "$name" --key-type gran --scheme ed25519
    "$NODE_BINARY" key generate-node-key --file "$home/peer-key" >/dev/null 2>&1
}

start_validator() {
    local home="$FOLDER/$1" other
    local -a known=()
    for ((other = 1; other <= N; other++)); do
        ((other == $1)) || known+=("/ip4/127.0.0.1/tcp/$((PORT + other - 1))/p2p/${PEERS[other - 1]}")
    done
    ((${#known[@]})) && known=(--bootnodes "${known[@]}")
    "$NODE_BINARY" --chain "$FOLDER/chain.json" --validator --base-path "$home" --name "validator-$1" \
        --node-key-file "$home/peer-key" --port "$((PORT + $1 - 1))" --rpc-port "$((RPC_PORT + $1 - 1))" \
        --rpc-cors all --no-prometheus --no-telemetry --no-mdns --force-authoring "${known[@]}" "${MORE[@]}" >>"$FOLDER/$1.log" 2>&1 &
    PIDS+=("$!")
}

# wait_for SECONDS PROBLEM COMMAND…: waits until the command succeeds; fails with PROBLEM if the validators have not computed for that
# time, or if one exits.
wait_for() {
    local seconds="$1" problem="$2" since=$SECONDS number used=0 now
    shift 2
    until "$@"; do
        for ((number = 1; number <= N; number++)); do validator_alive "$number"; done
        # A fifth of a processor is more than idle validators use.
        now="$(processor_time)"
        ((now - used < 10)) || since=$SECONDS
        used="$now"
        ((SECONDS - since < seconds)) || fail "$problem within $seconds s" "read the logs $FOLDER/*.log; use fewer validators on a slow machine"
        sleep 0.5
    done
}

all_answer() {
    local number
    for ((number = 1; number <= N; number++)); do
        [[ "$(rpc "$number" system_health)" == *peers* ]] || return 1
    done
}

# Sets FINAL to the lowest finalised block of the validators that run, BEST to the lowest of their best blocks, and FIRST to the first of
# them.
look() {
    local number one
    FINAL="" BEST="" FIRST=""
    for ((number = 1; number <= N; number++)); do
        runs "$number" || continue
        FIRST="${FIRST:-$number}"
        one="$(final "$number")"
        [[ -n "$FINAL" ]] && ((FINAL <= one)) || FINAL="$one"
        one="$(best "$number")"
        [[ -n "$BEST" ]] && ((BEST <= one)) || BEST="$one"
    done
}

is_final() { # is_final BLOCK: succeeds if all validators have finalised it
    look
    ((FINAL >= $1))
}

show() {
    local number
    printf '\nA network of %s validators, %s s after its start\n\n' "$N" "$((SECONDS - STARTED))"
    for ((number = 1; number <= N; number++)); do
        printf '  %2d  %-15s ws://127.0.0.1:%-5d  peer port %-5d  process %-7d  %s\n' "$number" "$(secret "$number")" \
            "$((RPC_PORT + number - 1))" "$((PORT + number - 1))" "${PIDS[number - 1]}" "$FOLDER/$number.log"
    done
    printf '\nAccounts. These keys are public: use them for tests only.\n'
    printf '  //Alice //Bob //Charlie //Dave //Eve //Ferdie, hotkeys //Alice//hotkey and so on; //Alice is sudo\n'
    printf '  https://polkadot.js.org/apps/?rpc=ws%%3A%%2F%%2F127.0.0.1%%3A%s#/explorer\n\nCtrl-C stops all of them.\n\n' "$RPC_PORT"
}

follow() {
    local last=""
    while [[ -z "$UNTIL" ]] || ((${FINAL:-0} < UNTIL)); do
        count_ended
        look
        if [[ "$FINAL/$BEST" != "$last" ]]; then
            printf 'block %s at all, finalised %s at all, %s peers at validator %s\n' "$BEST" "$FINAL" "$(rpc "${FIRST:-1}" system_health | field peers)" "${FIRST:-1}"
            last="$FINAL/$BEST"
        fi
        sleep 1
    done
    printf 'All %s validators have finalised block %s.\n' "$N" "$UNTIL"
}

read_arguments "$@"
have curl || add_package curl
if [[ -n "${DTAO_NODE-}" ]]; then
    NODE_BINARY="$DTAO_NODE"
    [[ -x "$NODE_BINARY" ]] || fail "DTAO_NODE is $NODE_BINARY, which is not a program" "give a built node, or unset DTAO_NODE"
    install_missing_packages
else
    prepare build
    build_node
fi
prepare_folder
step "Starting $N validators" "read the logs $FOLDER/*.log"
STARTED=$SECONDS
for ((number = 1; number <= N; number++)); do
    PEERS+=("$("$NODE_BINARY" key inspect-node-key --file "$FOLDER/$number/peer-key" 2>/dev/null)")
done
for ((number = 1; number <= N; number++)); do start_validator "$number"; done
wait_for 60 "not all validators respond" all_answer
look
step "Waiting until all validators have finalised a new block" "read the logs $FOLDER/*.log"
wait_for 120 "no new block was finalised" is_final $((FINAL + 1))
show
follow
ENDED_WELL=yes
