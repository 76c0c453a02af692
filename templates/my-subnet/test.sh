#!/usr/bin/env bash
# Runs the tests of this subnet in an environment of its own.
#
#   ./test.sh                 all tests
#   ./test.sh -k honest       arguments go to pytest
#
#   DTAO_NODE     the node                                    (default that of the wheel, or dtao-node in PATH)
#   DTAO_TEST     the wheel of the fixtures, which also has the node: dist/dtao-….whl of the node's ./scripts/release.sh
#   VENV          the environment                             (default .venv)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

VENV="${VENV:-.venv}"
if [[ ! -x "$VENV/bin/pytest" ]]; then
    python3 -m venv "$VENV"
    "$VENV/bin/pip" install --quiet --disable-pip-version-check bittensor==11.3.0 'pytest>=8'
    [[ -z "${DTAO_TEST:-}" ]] || "$VENV/bin/pip" install --quiet --disable-pip-version-check "$DTAO_TEST"
fi
if ! "$VENV/bin/python" -c 'import dtao_test' 2>/dev/null; then
    # In a checkout of the node, its sources.
    sources="$PWD/../../lab/python/python"
    if [[ ! -d "$sources/dtao_test" ]]; then
        echo "error: the fixtures for pytest are missing: install the wheel that the node's ./scripts/release.sh makes," \
            "by '$VENV/bin/pip install dist/dtao-….whl'" >&2
        exit 1
    fi
    export PYTHONPATH="$sources"
fi
exec "$VENV/bin/python" -m pytest -p dtao_test.plugin "$@"
