#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# No tracked file names a path of one machine.
set -euo pipefail
cd "$(dirname "$0")/.."

# The brackets keep this line from finding itself.
if git grep -nIE '(^|[^[:alnum:]_.)}-])/([w]ork|[r]oot|[t]mp|[h]ome)/[[:alnum:]_.]' -- . ':!LICENSE' >&2; then
  echo "check-paths: the lines above name a path of one machine" >&2
  exit 1
fi
echo "paths: none of one machine"
