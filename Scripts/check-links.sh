#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every relative link in a tracked Markdown file leads to a file or folder that is there.
set -euo pipefail
cd "$(dirname "$0")/.."

links=0 broken=0
while IFS= read -r page; do
  while IFS=: read -r line target; do
    links=$((links + 1))
    [ -e "$(dirname "$page")/$target" ] || {
      echo "$page:$line: link to \"$target\", which is not there" >&2
      broken=$((broken + 1))
    }
  done < <(grep -noE '\]\([^)#:[:space:]]+(#[^)]*)?\)' "$page" |
    sed -E 's/^([0-9]+):\]\(([^)#]+).*/\1:\2/')
done < <(git ls-files '*.md')

((links > 0)) || { echo "check-links: no link found" >&2; exit 1; }
((broken == 0)) || exit 1
echo "links: $links lead somewhere"
