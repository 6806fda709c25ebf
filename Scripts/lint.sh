#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks the form of everything tracked; with --fix, formats the Swift files first.
set -euo pipefail
cd "$(dirname "$0")/.."

mapfile -t swift_files < <(git ls-files '*.swift')
[ "${1:-}" != --fix ] || swift format --in-place --parallel "${swift_files[@]}"
swift format lint --strict --parallel "${swift_files[@]}"
echo "format: ${#swift_files[@]} Swift files"

long=$(wc -l "${swift_files[@]}" | awk '$2 != "total" && $1 > 500 { print $2 ":500: file goes on to line " $1 }')
[ -z "$long" ] || { printf '%s\nlint: a file over 500 lines holds more than one concept\n' "$long" >&2; exit 1; }

full=$(git ls-files 'Sources/*.swift' 'Tests/*.swift' | xargs -n 1 dirname | sort | uniq -c | awk '$1 > 25 { print $2 ": " $1 " files" }')
[ -z "$full" ] || { printf '%s\nlint: a folder of more than 25 files; cut it by subject\n' "$full" >&2; exit 1; }

while IFS= read -r script; do bash -n "$script"; done < <(git ls-files '*.sh' .ci/run)
Scripts/file-list.sh
Scripts/check-headers.sh
Scripts/check-paths.sh
Scripts/check-links.sh
