#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Holds every import of a room against the table of rooms in CONTRIBUTING.md, and the build against Package.swift.
set -euo pipefail
cd "$(dirname "$0")/.."

# Where a room lies.
folder() {
  case $1 in
    gyro-validate) echo Validation/Suites ;;
    *) echo "Sources/$1" ;;
  esac
}

toolchain=" Dispatch Synchronization "
# Foundation brings ICU and half of the program's size. Two rooms have what is needed of it, and of the C library;
# what is not installed may use all of it.
foundation=" Foundation FoundationEssentials Glibc Darwin Musl "
declare -A doors=([GyroPlatform]=" Glibc Darwin Musl " [GyroEssentials]=" FoundationEssentials Foundation " [gyro-validate]="$foundation")
declare -A level allowed
while IFS='|' read -r _ number room imports _; do
  room=$(tr -d ' `' <<<"$room")
  level[$room]=$((number))
  allowed[$room]=" $(tr -d '`' <<<"$imports") "
done < <(grep -E '^\| [0-9]+ \| `' CONTRIBUTING.md)
((${#level[@]} > 0)) || { echo "check-graph: no table of rooms in CONTRIBUTING.md" >&2; exit 1; }

wrong=0
complain() {
  echo "$1" >&2
  wrong=$((wrong + 1))
}

for room in "${!level[@]}"; do
  [ -d "$(folder "$room")" ] || complain "CONTRIBUTING.md: room \"$room\" has no folder $(folder "$room")"
  [ -f "$(folder "$room")/README.md" ] || complain "$(folder "$room"): has no README.md"
  for import in ${allowed[$room]}; do
    [ -z "${level[$import]:-}" ] || ((level[$import] < level[$room])) ||
      complain "CONTRIBUTING.md: $room (level ${level[$room]}) may not import $import (level ${level[$import]})"
  done
done

imports=0
while IFS=: read -r file line text; do
  room=${file#Sources/}
  room=${room%%/*}
  [[ $file != Validation/Suites/* ]] || room=gyro-validate
  module=$(sed -E 's/.*import +(struct |class |enum |protocol |func |var |let |typealias )?([A-Za-z_]+).*/\2/' <<<"$text")
  imports=$((imports + 1))
  [ -n "${level[$room]:-}" ] || { complain "$file: room \"$room\" has no row in CONTRIBUTING.md"; continue; }
  [[ "$foundation" != *" $module "* || "${doors[$room]:-}" == *" $module "* ]] ||
    { complain "$file:$line: $room imports $module; GyroPlatform has the C library, GyroEssentials what is needed of Foundation"; continue; }
  [[ "$toolchain${doors[$room]:-}${allowed[$room]}" == *" $module "* ]] ||
    complain "$file:$line: $room imports $module, which CONTRIBUTING.md does not allow"
done < <(grep -rnE --include='*.swift' '^ *((@[A-Za-z_]+(\([A-Za-z]+\))? +)*(public|package|internal|fileprivate|private) +|@[A-Za-z_]+(\([A-Za-z]+\))? +)*import ' Sources Validation/Suites)

# A system header belongs to the module that wraps it.
if grep -rnE '#include *<(gsl/|fitsio|openssl/|zlib|expat)' Sources --include='*.[ch]' | grep -vE '^Sources/C(GSL|FITSIO|Crypto|Zlib|Expat)/'; then
  complain "check-graph: the lines above include a system library past its module"
fi

((imports > 0)) || complain "check-graph: no import found under Sources/"
((wrong == 0)) || exit 1
export GYRO_OPTIMIZED=1
swift build --build-tests --explicit-target-dependency-import-check error
echo "graph: $imports imports, all downward"
