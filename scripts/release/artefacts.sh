# Packs the programs in $WORK into files in $DIST. Sourced by release.sh. All times are $SOURCE_DATE_EPOCH, all owners root.

TARGET_NAME=linux-x64

# folder NAME: makes an empty folder below $WORK, and prints its path.
folder() {
    mkdir -p "$WORK/$1"
    printf '%s' "$WORK/$1"
}

make_tar() {
    step "Packing the tar" "see the message above"
    local name="dtao-$VERSION-$TARGET_NAME" into
    into="$(folder "tar/dtao-$VERSION-$TARGET_NAME")"
    install -D -m 755 -t "$into/bin" "$WORK/dtao-node" "$WORK/dtao-lab"
    install -m 644 -t "$into" "$ROOT/LICENSE"
    install -m 644 "$ROOT/docs/installation.md" "$into/README.md"
    tar --create --format=gnu --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$WORK/tar" "$name" |
        gzip -9n >"$DIST/$name.tar.gz"
}

# The package of lab/python, as maturin describes it, with the extension that the workspace builds and with the node. `dtao-lab` is the
# extension's, so that its code is in the wheel once.
make_wheel() {
    step "Packing the wheel" "see the message above"
    local into info package tag
    into="$(folder wheel)"
    (cd "$ROOT/lab/python" && quietly wheel-metadata "$TOOLS/bin/maturin" pep517 write-dist-info --metadata-directory "$into" --interpreter "$TOOLS/bin/python")
    info="$into/dtao-$VERSION.dist-info"
    [[ -d "$info" ]] || fail "maturin wrote no $info" "see lab/python/pyproject.toml"
    for package in dtao_lab dtao_test; do
        (cd "$ROOT/lab/python/python" && git ls-files "$package" | xargs -I{} install -D -m 644 {} "$into/{}")
    done
    install -m 755 "$WORK/_native.abi3.so" "$into/dtao_lab/_native.abi3.so"
    install -D -m 755 -t "$into/dtao-$VERSION.data/scripts" "$WORK/dtao-node"
    install -D -m 644 -t "$info/licenses" "$ROOT/LICENSE"
    # PEP 600: every Linux whose C library is at least as new.
    tag="manylinux_$(glibc_of "$WORK/dtao-node" "$WORK/_native.abi3.so" | tr . _)_x86_64"
    sed -i "s/^Tag: .*/Tag: cp311-abi3-$tag/; s/^Generator: .*/Generator: maturin and wheel/" "$info/WHEEL"
    rm -f "$info/RECORD"
    find "$into" -type d -exec chmod 755 {} +
    quietly wheel-pack "$TOOLS/bin/python" -m wheel pack --dest-dir "$DIST" "$into"
}

# `dtao-node` has the program's name, and asks npm for the package with the program of the user's system.
make_npm() {
    step "Packing the npm packages" "see the message above"
    local name into
    for name in dtao-node dtao-node-linux-x64; do
        into="$(folder "npm/$name")"
        cp -r "$RELEASE/npm/$name/." "$into/"
        sed -i "s/VERSION/$VERSION/" "$into/package.json"
        install -m 644 -t "$into" "$ROOT/LICENSE"
    done
    install -D -m 755 -t "$into/bin" "$WORK/dtao-node"
    for name in dtao-node dtao-node-linux-x64; do
        # npm writes the same times into every package.
        (cd "$WORK/npm/$name" && quietly npm-pack npm pack --ignore-scripts --pack-destination "$DIST")
    done
}

make_deb() {
    step "Packing the Debian package" "see the message above"
    local into size
    into="$(folder deb)"
    install -D -m 755 -t "$into/usr/bin" "$WORK/dtao-node" "$WORK/dtao-lab"
    install -D -m 644 -t "$into/usr/lib/systemd/system" "$RELEASE/deb/dtao-validator.service"
    install -D -m 644 "$RELEASE/deb/dtao-validator.default" "$into/etc/default/dtao-validator"
    install -D -m 644 "$ROOT/LICENSE" "$into/usr/share/doc/dtao-node/copyright"
    install -D -m 644 "$ROOT/docs/installation.md" "$into/usr/share/doc/dtao-node/README.md"
    size="$(du -sk --apparent-size "$into" | cut -f1)"
    install -d -m 755 "$into/DEBIAN"
    install -m 755 -t "$into/DEBIAN" "$RELEASE"/deb/{postinst,prerm,postrm}
    printf '/etc/default/dtao-validator\n' >"$into/DEBIAN/conffiles"
    sed "s/VERSION/$VERSION/; s/GLIBC/$(glibc_of "$WORK/dtao-node" "$WORK/dtao-lab")/; s/SIZE/$size/" "$RELEASE/deb/control" >"$into/DEBIAN/control"
    find "$into" -type d -exec chmod 755 {} +
    quietly dpkg-deb dpkg-deb --root-owner-group --uniform-compression -Zxz --threads-max=1 --build "$into" "$DIST/dtao-node_${VERSION}_amd64.deb"
}
