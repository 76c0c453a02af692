#!/usr/bin/env bash
# Starts a chain in the background and waits until it answers. Writes its address to $GITHUB_OUTPUT, with the path of its facts.
#
#   DTAO_NODE     the node, as install.sh has set it
#   OPTIONS       options of the node, separated by blanks     (default --dev)
#   PORT          the port of the JSON-RPC server, 0 for a free one                       (default 9944)
#   RUNNER_TEMP   the folder for the facts and the log
#   SECONDS_TO_START      the most time that it has            (default 120)
set -euo pipefail

facts="$RUNNER_TEMP/dtao-facts.json"
log="$RUNNER_TEMP/dtao-node.log"
read -r -a options <<<"${OPTIONS:---dev}"

failed() {
    echo "::error::$1" >&2
    tail -n 40 "$log" >&2
    exit 1
}

nohup "$DTAO_NODE" "${options[@]}" --json --no-explorer --rpc-port "${PORT:-9944}" >"$facts" 2>"$log" </dev/null &
node=$!
limit=$((SECONDS + ${SECONDS_TO_START:-120}))
# The line is whole when it has its end.
until url="$(sed -n 's/^{.*"rpc":"\([^"]*\)".*}$/\1/p' "$facts")" && [[ -n "$url" ]]; do
    kill -0 "$node" 2>/dev/null || failed "the node did not start: its log follows"
    ((SECONDS < limit)) || { kill "$node"; failed "the node did not answer in time: its log follows"; }
    sleep 0.1
done
echo "url=$url" >>"$GITHUB_OUTPUT"
echo "facts=$facts" >>"$GITHUB_OUTPUT"
echo "DTAO_URL=$url" >>"$GITHUB_ENV"
# For stop.sh; a runner ends what a job has started by itself.
echo "DTAO_PID=$node" >>"$GITHUB_ENV"
echo "The chain answers at $url; its log is $log"
