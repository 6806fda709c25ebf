#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Time, memory and accuracy of ages of tables; makes Validation/Results/batch.json, batch.gp, batch.svg and the tables of batch.md.
# Use: Validation/batch.sh [FOLDER [LARGEST]]; steps that are finished in FOLDER are kept, LARGEST is 10000000 rows.
# GYRO and GYRO_VALIDATE name the programs (default: a release build), PEER a Python with torch (Benchmarks/README.md), without which the
# peer is left out; CHRONOFLOW names prot_catalogue.csv, without which its stars are left out.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${GYRO:-}" ]; then
  swift build -c release >&2
  GYRO=.build/release/gyro GYRO_VALIDATE=.build/release/gyro-validate
fi
folder=${1:-$(mktemp -d)} largest=${2:-10000000}
mkdir -p "$folder"
echo "Steps are kept in $folder." >&2

step() { # name, command...: standard output into FOLDER/name, unless it is there
  local name=$1
  shift
  [ -e "$folder/$name" ] || { "$@" > "$folder/$name.part" && mv "$folder/$name.part" "$folder/$name"; }
}

"$GYRO" model show | sed -n 's/^sha256 *//p' > "$folder/model"
step one.json python3 Validation/batch.py one "$GYRO"
for ((rows = 1000; rows <= largest; rows *= 10)); do
  step "growth-$rows.json" python3 Validation/batch.py growth "$GYRO" "$rows" "$folder"
done
for form in fits gyroposterior; do
  step "posterior-$form.json" python3 Validation/batch.py growth "$GYRO" 1000000 "$folder" "$form"
done
if [ -n "${PEER:-}" ]; then step peer.json "$PEER" Validation/Benchmarks/posteriors.py "$GYRO" 1000000 512; fi
step accuracy.txt "$GYRO_VALIDATE" --suite fast-path --full ${CHRONOFLOW:+--catalog "$CHRONOFLOW"} --output "$folder/accuracy.md"
python3 Validation/batch.py write "$folder" Validation/Results
gnuplot Validation/Results/batch.gp
