#!/usr/bin/env bash
# Builds the lab and runs it: the economy of a chain in scenarios, on the runtime's own code. It needs neither the node nor
# WebAssembly.
#
#   ./scripts/lab.sh run lab/scenarios/sn28.toml      runs a scenario; the last line is the path of its report
#   ./scripts/lab.sh check my.toml                    checks a scenario; each fault has its file, line and column
#   ./scripts/lab.sh new my                           writes my.toml, a scenario with comments, to begin with
#   ./scripts/lab.sh list                             prints what a scenario can name
#   ./scripts/lab.sh speed                            measures the lab and prints a table
#   ./scripts/lab.sh book [DIR]                       plays all scenarios that ship, and writes docs/lab anew
#   ./scripts/lab.sh --fast COMMAND …                 the same by a program that is optimised as a whole: builds longer, and plays half as many blocks again
#   ./scripts/lab.sh --help                           all commands and options
#
# All arguments are passed to dtao-lab; paths are relative to the folder in which you are. Results are in the folder lab-results there,
# unless --out names another.
HERE="$PWD"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Prints the lines above.
show_usage() {
    sed -n '2,/^HERE/{/^HERE/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
}

case "${1-}" in
"" | -h | --help)
    show_usage
    if [[ -x "$LAB_BINARY" && $# -gt 0 ]]; then
        exec "$LAB_BINARY" --help
    fi
    exit 0
    ;;
esac

PROFILE=release
if [[ "$1" == --fast ]]; then
    PROFILE=lab
    shift
fi
prepare_lab
BUILT="$CARGO_TARGET_DIR/$PROFILE"
case "${1-}" in
speed | book)
    build_lab "$PROFILE" "$1"
    step "Running: lab.sh $*" "look at the message above"
    cd "$HERE"
    DTAO_LAB="$BUILT/dtao-lab" exec "$BUILT/examples/$1" "${@:2}"
    ;;
esac
build_lab "$PROFILE"
step "Running: dtao-lab $*" "look at the lab's message above"
cd "$HERE"
exec "$BUILT/dtao-lab" "$@"
