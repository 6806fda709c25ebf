#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the system libraries that Package.swift names; does nothing when they are there.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v swift >/dev/null || {
  echo "setup: no swift found; install Swift 6.2 or later from swift.org first" >&2
  exit 1
}

mapfile -t modules < <(sed -n 's/.*pkgConfig: "\([^"]*\)".*/\1/p' Package.swift)
mapfile -t packages < <(sed -n 's/.*\.apt(\["\([^"]*\)"\]).*/\1/p' Package.swift)
((${#modules[@]} > 0 && ${#modules[@]} == ${#packages[@]})) || {
  echo "setup: ${#modules[@]} pkgConfig names but ${#packages[@]} apt packages in Package.swift" >&2
  exit 1
}

if command -v pkg-config >/dev/null && pkg-config --exists "${modules[@]}"; then
  exit 0
fi
command -v apt-get >/dev/null || {
  echo "setup: no apt-get here; install what provides ${modules[*]} by hand" >&2
  exit 1
}

as_root=()
((EUID == 0)) || as_root=(sudo)
"${as_root[@]}" apt-get update
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install --yes --no-install-recommends pkg-config "${packages[@]}"
pkg-config --exists --print-errors "${modules[@]}"
