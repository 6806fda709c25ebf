#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every source file and script names its licence in its first three lines.
set -euo pipefail
cd "$(dirname "$0")/.."

files=0 missing=0
while IFS= read -r file; do
  files=$((files + 1))
  head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || {
    echo "$file:1: no SPDX line, expected \"SPDX-License-Identifier: GPL-3.0-or-later\"" >&2
    missing=$((missing + 1))
  }
done < <(git ls-files '*.swift' '*.c' '*.h' '*.sh' '*.py' '.ci/run' '*.js' '*.mjs' '*.css' 'Makefile')

((files > 0)) || { echo "check-headers: no source file found" >&2; exit 1; }
((missing == 0)) || exit 1
echo "headers: $files files"
