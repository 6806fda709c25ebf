#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures the claims of Validation/README.md anew, into Validation/Results.
# Use: Scripts/validate.sh [prot_catalogue.csv]   (default: fetched, or from the mirror in GYRO_MIRROR)
set -euo pipefail
cd "$(dirname "$0")/.."

gyro=.build/release/gyro
swift build -c release --product gyro
# The last word of what `fetch` prints is the path of the verified file.
table=${1:-$("$gyro" catalog fetch vanlane-2025 | awk '{ print $NF }')}

"$gyro" train --catalog "$table" --folds stars:5 --output Validation/Results/folds-stars.json
"$gyro" train --catalog "$table" --folds clusters:10 --repeats 3 --output Validation/Results/heldout.json
"$gyro" train --catalog "$table" --folds clusters --repeats 3 \
  --output Validation/Results/heldout-leave-one-out.json
Validation/external.sh "$gyro"
Validation/single-stars.sh "$table" "$gyro"
Validation/tracks.sh "$gyro"
git diff --stat -- Validation/Results
