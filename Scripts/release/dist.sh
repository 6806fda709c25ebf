#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Packs gyro as a tarball and as a Debian package into .build/dist, with their SHA-256 digests.
set -euo pipefail
cd "$(dirname "$0")/../.."

stage=$PWD/.build/dist/stage
rm -rf .build/dist
DESTDIR=$stage Scripts/release/install.sh /usr
version=$("$stage/usr/bin/gyro" --version)
# So that the same sources give the same archive.
time=$(git log -1 --format=%ct)
name=gyrochrone-$version-linux-$(uname -m)

tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$time" --transform="s|^usr|$name|" \
  -C "$stage" -cf - usr | gzip -9n > ".build/dist/$name.tar.gz"

if command -v dpkg-deb > /dev/null; then
  mkdir -p "$stage/DEBIAN"
  # The newest version of the C library that a symbol is from.
  libc=$(objdump -T "$stage/usr/bin/gyro" | grep -o 'GLIBC_2\.[0-9]*' | sort -uV | tail -1 | sed 's/.*_//')
  cat > "$stage/DEBIAN/control" <<CONTROL
Package: gyrochrone
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: Gyrochrone contributors <noreply@invalid>
Section: science
Priority: optional
Depends: libc6 (>= $libc), libgcc-s1
Suggests: gnuplot-nox, curl
Description: ages of stars from their rotation
 Ages of stars and clusters from rotation periods and Gaia colors, with a
 conditional normalizing flow that was learned from open clusters.
CONTROL
  SOURCE_DATE_EPOCH=$time dpkg-deb --root-owner-group --build "$stage" \
    ".build/dist/gyrochrone_${version}_$(dpkg --print-architecture).deb" >&2
fi
rm -rf "$stage"
(cd .build/dist && sha256sum -- * > SHA256SUMS && ls -l)
