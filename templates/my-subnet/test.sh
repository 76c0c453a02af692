#!/usr/bin/env bash
# Runs the tests of this subnet in an environment of its own.
#
#   ./test.sh                 all tests
#   ./test.sh -k honest       arguments go to pytest
#
#   DTAO_NODE     the node                                    (default dtao-node in PATH)
#   DTAO_TEST     the wheel or folder of the fixtures         (default those of the checkout that this folder is in)
#   VENV          the environment                             (default .venv)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

VENV="${VENV:-.venv}"
if [[ ! -x "$VENV/bin/pytest" ]]; then
    python3 -m venv "$VENV"
    "$VENV/bin/pip" install --quiet --disable-pip-version-check bittensor==11.3.0 'pytest>=8'
    [[ -z "${DTAO_TEST:-}" ]] || "$VENV/bin/pip" install --quiet --disable-pip-version-check "$DTAO_TEST"
fi
# The sources of the checkout, unless the fixtures are installed.
"$VENV/bin/python" -c 'import dtao_test' 2>/dev/null || export PYTHONPATH="../../lab/python/python"
exec "$VENV/bin/python" -m pytest -p dtao_test.plugin "$@"
