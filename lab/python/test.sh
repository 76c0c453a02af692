#!/usr/bin/env bash
# Tests the lab's Python package as its users get it: installs pinned packages into an environment of its own, builds the wheel
# and installs it there, and runs the tests with the notebook and the page's examples.
#
#   ./lab/python/test.sh                 all tests
#   ./lab/python/test.sh -k agents       arguments go to pytest
#
#   DTAO_LAB_EXTENSION    a built extension, which is tested instead of a wheel: a wheel compiles the runtime with features of its own
#   PYTHON                a Python from 3.11 on                (default the first of python3.11, 3.12, 3.13 and python3)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

PACKAGE="$ROOT/lab/python"
ENVIRONMENT="$DTAO_CACHE/lab-python"
WHEELS="$DTAO_CACHE/lab-wheels"
PIP=("$ENVIRONMENT/bin/pip" --no-input --disable-pip-version-check)

choose_python() {
    local candidate
    for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3}; do
        # The command may exist without a working Python.
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            PYTHON="$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer with venv is missing" "install python3 and python3-venv (Debian's names), then run again"
}

# Every file that pip fetches must have one of the hashes in the requirements.
prepare_environment() {
    local wanted
    wanted="$("$PYTHON" --version; cat "$PACKAGE/requirements.txt")"
    [[ "$wanted" != "$(cat "$ENVIRONMENT/installed.txt" 2>/dev/null)" ]] || return 0
    step "Installing the packages of the Python tests" "check that pypi.org can be reached, then run this again"
    rm -rf "${ENVIRONMENT:?}"
    quietly venv-lab "$PYTHON" -m venv "$ENVIRONMENT"
    quietly pip-lab "${PIP[@]}" install --require-hashes -r "$PACKAGE/requirements.txt"
    printf '%s\n' "$wanted" >"$ENVIRONMENT/installed.txt"
}

build_wheel() {
    step "Building the Python package" "read the message above; if a download failed, check that crates.io can be reached"
    rm -rf "${WHEELS:?}"
    # The environment's own maturin builds, so that nothing more is fetched.
    PATH="$ENVIRONMENT/bin:$PATH" quietly wheel-lab "${PIP[@]}" wheel --no-build-isolation --no-deps \
        --wheel-dir "$WHEELS" "$PACKAGE"
    quietly install-lab "${PIP[@]}" install --no-deps --force-reinstall "$WHEELS"/*.whl
}

# Puts the sources of the package into the environment, with an extension that is built already.
install_extension() {
    local site
    site="$("$ENVIRONMENT/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
    "${PIP[@]}" uninstall --quiet --yes dtao-lab
    rm -rf "${site:?}/dtao_lab" "${site:?}/dtao_test"
    cp -r "$PACKAGE/python/dtao_lab" "$PACKAGE/python/dtao_test" "$site/"
    cp "$DTAO_LAB_EXTENSION" "$site/dtao_lab/_native.abi3.so"
}

choose_python
prepare_lab
prepare_environment
if [[ -n "${DTAO_LAB_EXTENSION-}" ]]; then install_extension; else build_wheel; fi
step "Tests of the Python package" "the failing test is named above"
cd "$PACKAGE"
"$ENVIRONMENT/bin/python" -m pytest "$@"
step "Done" ""
