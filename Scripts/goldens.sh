#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes all golden files anew with the pinned programs of others, in a Python environment of its own under .build/.
set -euo pipefail
cd "$(dirname "$0")/.."

environment=.build/goldens
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --requirement Scripts/goldens/requirements.txt

for script in Scripts/goldens/*.py; do
  echo "goldens: $script"
  "$environment/bin/python" "$script"
done
git status --short -- 'Tests/*/Goldens'
