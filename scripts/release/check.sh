#!/usr/bin/env bash
# Installs each file of dist/ without a network, runs it to block 1, and removes it: nothing may be left. For root.
#
#   ./scripts/release/check.sh            the files in dist/, as release.sh has made them
#
#   DTAO_DIST    the folder of the files                      (default dist/ of the checkout)
#   LIMIT        the seconds from the start to block 1        (default 10)
#   CHECKS       some of: sums tar wheel npm deb              (default all)
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

DIST="${DTAO_DIST:-$ROOT/dist}"
LIMIT="${LIMIT:-10}"
DEBIAN="$DTAO_CACHE/debian-12"
WORK=""
NODE_OPTIONS_OF_A_CHAIN=(--dev --json --no-explorer --rpc-port 0)
PASSED=0

# A bare Debian 12, which is fetched once.
prepare_debian() {
    [[ "$(id -u)" == 0 ]] || fail "this is not root" "run it as root: a Debian package is installed into a Debian of its own"
    SYSTEM_PACKAGES=()
    want debootstrap debootstrap
    want ip iproute2
    want npm npm
    want systemd-analyze systemd
    install_missing_packages
    if [[ ! -e "$DEBIAN/complete" ]]; then
        step "Fetching a bare Debian 12" "check that Debian's packages can be reached, then run this again"
        rm -rf "${DEBIAN:?}"
        mkdir -p "$DEBIAN"
        quietly debootstrap debootstrap --variant=minbase bookworm "$DEBIAN/root"
        touch "$DEBIAN/complete"
    fi
}

# first_block NAME COMMAND…: runs a node with an empty cache.
first_block() {
    local name="$1" python
    shift
    python="$(python_with_venv)"
    printf '    %s: ' "$name" >&2
    env -u DTAO_CACHE XDG_CACHE_HOME="$(mktemp -d "$WORK/cache.XXXXXX")" "$python" "$ROOT/scripts/release/first_block.py" "$LIMIT" "$@" 2>"$WORK/log" ||
        { cat "$WORK/log" >&2; fail "$name did not come to block 1" "see the node's last messages above"; }
    PASSED=$((PASSED + 1))
}

files_in() { # files_in FOLDER: prints all files and links, but Python's compiled ones
    (cd "$1" && find . \( -type f -o -type l \) ! -path '*/__pycache__/*' | LC_ALL=C sort)
}

# left_nothing NAME BEFORE FOLDER: fails if the folder has files that are not in the list BEFORE, or the other way round.
left_nothing() {
    diff "$2" <(files_in "$3") >&2 || fail "$1 is removed, and the files above differ" "remove them in what uninstalls the package"
    PASSED=$((PASSED + 1))
}

check_sums() {
    step "Hashes" "run ./scripts/release.sh again"
    (cd "$DIST" && sha256sum --quiet --check SHA256SUMS)
    PASSED=$((PASSED + 1))
}

check_tar() {
    step "The tar" "see the message above"
    mkdir "$WORK/tar"
    tar -xzf "$DIST"/dtao-*-linux-x64.tar.gz -C "$WORK/tar"
    first_block "the tar's node" "$WORK"/tar/*/bin/dtao-node "${NODE_OPTIONS_OF_A_CHAIN[@]}"
    "$WORK"/tar/*/bin/dtao-lab list agents >/dev/null
}

check_wheel() {
    step "The wheel, in an empty virtual environment" "see the message above"
    local venv="$WORK/venv"
    "$(python_with_venv)" -m venv "$venv"
    files_in "$venv" >"$WORK/venv.before"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-index "$DIST"/dtao-*.whl
    first_block "the wheel's node" "$venv/bin/dtao-node" "${NODE_OPTIONS_OF_A_CHAIN[@]}"
    "$venv/bin/dtao-lab" list agents >/dev/null
    (cd "$WORK" && "$venv/bin/python" -c 'import dtao_lab, dtao_test; assert dtao_lab.Chain("development").run(blocks=10).block == 10')
    "$venv/bin/pip" uninstall --quiet --yes dtao
    left_nothing "the wheel" "$WORK/venv.before" "$venv"
}

check_npm() {
    step "The npm packages, in an empty prefix and in a project" "see the message above"
    local prefix="$WORK/npm" project="$WORK/project"
    local -a npm=(npm --offline --no-audit --no-fund --loglevel=error --cache "$WORK/npm-cache")
    mkdir -p "$prefix" "$project"
    files_in "$prefix" >"$WORK/npm.before"
    "${npm[@]}" install --global --prefix "$prefix" "$DIST"/dtao-node-*.tgz
    first_block "npm's node" "$prefix/bin/dtao-node" "${NODE_OPTIONS_OF_A_CHAIN[@]}"
    "${npm[@]}" uninstall --global --prefix "$prefix" dtao-node dtao-node-linux-x64
    left_nothing "the npm packages" "$WORK/npm.before" "$prefix"
    printf '{ "private": true }\n' >"$project/package.json"
    (cd "$project" && "${npm[@]}" install --save-dev "$DIST"/dtao-node-*.tgz && npx --no-install dtao-node --version)
}

# in_debian COMMAND…: runs a command in the Debian root.
in_debian() {
    chroot "$WORK/debian" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"
}

# The state of the Debian root, without what dpkg and useradd keep of the past.
debian_files() {
    (
        cd "$WORK/debian"
        find . -xdev \( -path ./proc -o -path ./dev -o -path ./var/lib/dpkg -o -path ./var/log -o -path ./tmp \) -prune -o \( -type f -o -type l -o -type d \) ! -path './etc/*-' -print | LC_ALL=C sort
        cat etc/passwd etc/group
    )
}

check_deb() {
    step "The Debian package, in a bare Debian 12" "see the message above"
    local root="$WORK/debian" node
    cp -a "$DEBIAN/root" "$root"
    mount -t proc proc "$root/proc"
    debian_files >"$WORK/debian.before"
    cp "$DIST"/dtao-node_*.deb "$root/tmp/"
    in_debian sh -c 'dpkg --install /tmp/dtao-node_*.deb' >"$WORK/dpkg.log" 2>&1 || { cat "$WORK/dpkg.log" >&2; return 1; }
    node=(chroot --userspec=dtao:dtao "$root" /usr/bin/env -i HOME=/var/lib/dtao PATH=/usr/bin:/bin)
    first_block "Debian's node" "${node[@]}" /usr/bin/dtao-node "${NODE_OPTIONS_OF_A_CHAIN[@]}"
    in_debian dtao-lab list agents >/dev/null
    check_service "$root"
    in_debian dpkg --purge dtao-node >"$WORK/dpkg.log" 2>&1 || { cat "$WORK/dpkg.log" >&2; return 1; }
    diff "$WORK/debian.before" <(debian_files) >&2 || fail "the Debian package is removed, and the lines above differ" "see scripts/release/deb/postrm"
    PASSED=$((PASSED + 1))
}

# The service's command, as its user, with a network of one validator whose keys are public. There is no systemd to start it here.
check_service() { # check_service ROOT
    local unit="$1/usr/lib/systemd/system/dtao-validator.service" command
    SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no --recursive-errors=no --root="$1" "$unit"
    printf 'DTAO_CHAIN=local:1\nDTAO_OPTIONS="--alice"\n' >"$1/etc/default/dtao-validator"
    command="$(sed -n 's/^ExecStart=//p' "$unit")"
    first_block "the validator" --url http://127.0.0.1:9944 chroot --userspec=dtao:dtao "$1" \
        /usr/bin/env -i DTAO_CACHE=/tmp/cache /bin/sh -c ". /etc/default/dtao-validator; exec $command"
    [[ -d "$1/var/lib/dtao/chains" ]] || fail "the validator keeps no chain in /var/lib/dtao" "see dtao-validator.service"
}

run_checks() {
    WORK="$(mktemp -d)"
    # The folder has mounts, so it goes with them.
    trap 'umount "$WORK/debian/proc" 2>/dev/null || true; rm -rf --one-file-system "$WORK"' EXIT
    ip link set lo up
    local check
    for check in ${CHECKS:-sums tar wheel npm deb}; do "check_$check"; done
    printf '%s passed, 0 failed\n' "$PASSED"
}

if [[ "${1-}" == --inside ]]; then
    run_checks
else
    prepare_debian
    # No network but the loopback device, and mounts that end with the checks.
    exec unshare --net --mount --pid --fork --kill-child --mount-proc "${BASH_SOURCE[0]}" --inside
fi
