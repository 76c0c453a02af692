#!/usr/bin/env bash
# Installs dtao-node for the steps of a job that follow: in $GITHUB_PATH, and as DTAO_NODE in $GITHUB_ENV.
#
#   ARCHIVE       dtao-VERSION-linux-x64.tar.gz                (default: this checkout is built, unless a cache has its program)
#   RUNNER_TEMP   the folder for what a job needs
#   DTAO_CACHE    the folder of builds, with action/ for a cache                          (default ~/.cache/dtao)
set -euo pipefail

checkout="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"
kept="${DTAO_CACHE:-$HOME/.cache/dtao}/action"

if [[ -n "${ARCHIVE-}" ]]; then
    if [[ ! -f "$ARCHIVE" ]]; then
        echo "::error::there is no archive $ARCHIVE: make it with scripts/release.sh and bring it into the job" >&2
        exit 1
    fi
    folder="$RUNNER_TEMP/dtao"
    rm -rf "$folder"
    mkdir -p "$folder"
    tar -xzf "$ARCHIVE" -C "$folder" --strip-components=1
    programs="$folder/bin"
else
    programs="$kept"
    if [[ ! -x "$programs/dtao-node" ]]; then
        # A command that needs the node, so that it is built.
        "$checkout/scripts/run.sh" print-genesis development >/dev/null
        mkdir -p "$programs"
        cp "${CARGO_TARGET_DIR:-${DTAO_CACHE:-$HOME/.cache/dtao}/target}/release/dtao-node" "$programs/"
    fi
fi
"$programs/dtao-node" --version
echo "$programs" >>"$GITHUB_PATH"
echo "DTAO_NODE=$programs/dtao-node" >>"$GITHUB_ENV"
