#!/usr/bin/env bash
# Stops the chain that start.sh has started, and waits until it has ended. A runner does so by itself at the end of a job.
#
#   DTAO_PID      the node's process, as start.sh has written it to $GITHUB_ENV
set -euo pipefail

kill "$DTAO_PID"
for ((tenths = 0; tenths < 200; tenths++)); do
    kill -0 "$DTAO_PID" 2>/dev/null || exit 0
    sleep 0.1
done
echo "::error::the node has not ended within 20 seconds" >&2
exit 1
