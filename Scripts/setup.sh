#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the system libraries that Package.swift names, and gnuplot for pictures; does nothing when they are there.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v swift >/dev/null || {
  echo "setup: no swift found; install Swift 6.2 or later from swift.org first" >&2
  exit 1
}

# The names of the providers in Package.swift, a line each: provider apt or brew. (macOS has bash 3.2, without mapfile.)
named() { tr '\n' ' ' < Package.swift | grep -o "\.$1(\[\"[^\"]*\"\])" | sed 's/.*"\([^"]*\)".*/\1/'; }
modules=$(sed -n 's/.*pkgConfig: "\([^"]*\)".*/\1/p' Package.swift)
count=$(wc -w <<< "$modules")
for provider in apt brew; do
  (($(named $provider | wc -w) == count && count > 0)) || {
    echo "setup: $count pkgConfig names but $(named $provider | wc -w) $provider packages in Package.swift" >&2
    exit 1
  }
done

# shellcheck disable=SC2086 # names of packages hold no blanks
libraries_are_there() { command -v pkg-config >/dev/null && pkg-config --exists $modules; }

# Only pictures want gnuplot: where it cannot be had without a question, the rest works without it.
offer_gnuplot() {
  ! command -v gnuplot >/dev/null || return 0
  if command -v apt-get >/dev/null; then
    as_root=
    ((EUID == 0)) || as_root="sudo -n"
    $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install --yes --no-install-recommends gnuplot-nox && return 0
  elif command -v brew >/dev/null; then
    brew install gnuplot && return 0
  fi
  echo "setup: no gnuplot, which draws the pictures of --plot; on Debian and Ubuntu: apt-get install gnuplot-nox" >&2
}

# shellcheck disable=SC2046,SC2086
if libraries_are_there; then
  :
elif command -v apt-get >/dev/null; then
  as_root=
  ((EUID == 0)) || as_root=sudo
  $as_root apt-get update
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends pkg-config $(named apt)
  pkg-config --exists --print-errors $modules
elif command -v brew >/dev/null; then
  # Some are keg-only, which Swift's package manager knows and pkg-config does not.
  brew list --versions pkgconf $(named brew) >/dev/null 2>&1 || brew install pkgconf $(named brew)
else
  echo "setup: neither apt-get nor brew here; install what provides" $modules "by hand" >&2
  exit 1
fi
offer_gnuplot
