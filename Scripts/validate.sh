#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures all claims of Validation/README.md anew, into Validation/Results, and writes that page; takes hours.
# Use: Scripts/validate.sh [prot_catalogue.csv]   (default: fetched, or from the mirror in GYRO_MIRROR)
# PEER names a Python with PyTorch (Validation/Benchmarks/README.md), without which the peer's figures stay as they are.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build -c release --product gyro
swift build -c release --product gyro-validate
gyro=.build/release/gyro validate=.build/release/gyro-validate
# The last word of what `fetch` prints is the path of the verified file.
table=${1:-$("$gyro" catalog fetch vanlane-2025 | awk '{ print $NF }')}

"$validate" slopes
# The calibrators' table; the model that comes with it is the embedded one.
trained=$(mktemp -d)
trap 'rm -rf "$trained"' EXIT
Scripts/train-default.sh "$trained" "$gyro"
cmp "$trained/default.safetensors" Sources/CEmbeddedModel/default.safetensors
"$validate" calibrated-ages --catalog "$trained/calibrators.ecsv"
[ -z "${PEER:-}" ] || Validation/Programs/peer.sh "$gyro"
status=0
"$validate" --full --record --catalog "$table" || status=$?
gnuplot Validation/Results/batch.gp
"$validate" report
git diff --stat -- Validation Catalogs/observed-slopes.json Catalogs/calibrated-ages.json
exit "$status"
