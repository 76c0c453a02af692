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
    "${PIP[@]}" uninstall --quiet --yes dtao dtao-lab
    rm -rf "${site:?}/dtao_lab" "${site:?}/dtao_test"
    cp -r "$PACKAGE/python/dtao_lab" "$PACKAGE/python/dtao_test" "$site/"
    cp "$DTAO_LAB_EXTENSION" "$site/dtao_lab/_native.abi3.so"
}

prepare_lab
install_environment "$ENVIRONMENT" "$PACKAGE/requirements.txt" "the packages of the Python tests" ${PYTHON-}
if [[ -n "${DTAO_LAB_EXTENSION-}" ]]; then install_extension; else build_wheel; fi
step "Tests of the Python package" "the failing test is named above"
cd "$PACKAGE"
"$ENVIRONMENT/bin/python" -m pytest "$@"
step "Done" ""
