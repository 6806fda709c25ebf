#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks that CONTRIBUTING.md lists every Swift file by folder; with --write, lists them anew.
set -euo pipefail
cd "$(dirname "$0")/.."

list=$(git ls-files 'Sources/*.swift' 'Validation/Suites/*.swift' | awk -F/ '
  { folder = $0; sub(/\/[^\/]*$/, "", folder); sub(/^Sources\//, "", folder)
    name = $NF; sub(/\.swift$/, "", name)
    if (!(folder in files)) order[++count] = folder
    files[folder] = files[folder] " " name }
  END { for (place = 1; place <= count; place++) print "- `" order[place] "`:" files[order[place]] }')
page=$(awk -v list="$list" '
  /^<!-- files -->$/ { print; print ""; print list; print ""; inside = 1 }
  /^<!-- \/files -->$/ { inside = 0 }
  !inside' CONTRIBUTING.md)
if [ "${1:-}" = --write ]; then
  printf '%s\n' "$page" > CONTRIBUTING.md.new
  mv CONTRIBUTING.md.new CONTRIBUTING.md
elif [ "$page" != "$(cat CONTRIBUTING.md)" ]; then
  echo "CONTRIBUTING.md: its list of files is not that of the folders; run Scripts/file-list.sh --write" >&2
  exit 1
else
  echo "files: CONTRIBUTING.md lists all"
fi
