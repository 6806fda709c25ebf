#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Scores and ages of the three clusters that no model is trained on.
# Usage: Validation/external.sh [gyro]   (default: a release build)
set -euo pipefail
cd "$(dirname "$0")/.."
gyro=${1:-}
if [ -z "$gyro" ]; then
  swift build -c release --product gyro >&2
  gyro=.build/release/gyro
fi
results=Validation/Results
"$gyro" model score --format json --output $results/external.json
{
  cat << 'END'
# Clusters that no model is trained on

`Validation/external.sh`, which runs `gyro model score` on the standard catalog, the authors' choice of stars, ages of the scale
bouma-2023; the numbers are in [external.json](external.json). Scores are nats per star at the literature age; mixture is the fixed one with the
uniform background and 0.95 times the membership (1 where none is stated), own mixture that of the training. Intervals of ages are
statistical. The three clusters were first looked at on 2026-11-21, in `gyro-validate`, with the embedded model; nothing was tuned
on them afterwards.

END
  echo "Model $("$gyro" model show | sed -n 's/^sha256 *//p')."
  echo
  "$gyro" model score
} > $results/external.md.part
mv $results/external.md.part $results/external.md
cat $results/external.md
