#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Ages of the 30 clusters of the ChronoFlow table one by one and jointly, and of the three external ones.
# Usage: Validation/clusters.sh [gyro]   (default: a release build; needs the table in $GYRO_MIRROR, and python3)
set -euo pipefail
cd "$(dirname "$0")/.."
gyro=${1:-}
if [ -z "$gyro" ]; then
  swift build -c release --product gyro >&2
  gyro=.build/release/gyro
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# What a run takes: wall seconds, processor seconds, kB.
measured() { # name, arguments of gyro...
  local name=$1
  shift
  echo "gyro $*" >&2
  # A run that has not converged exits with 2 and is reported as such.
  /usr/bin/time -q -f "%e %U %M" -o "$folder/$name.time" "$gyro" "$@" --format json --quiet > "$folder/$name.json" || [ $? = 2 ]
}

measured pleiades cluster --catalog Pleiades --source vanlane-2025
measured each cluster --catalog all --source vanlane-2025
measured joint cluster --catalog all --source vanlane-2025 --joint
for name in "Psc-Eri" "Blanco 1" "Group X"; do
  measured "external-${name// /}" cluster --catalog "$name"
done
cut -d ' ' -f 1 /proc/loadavg > "$folder/load" 2>/dev/null || echo unknown > "$folder/load"
python3 Validation/clusters.py "$folder" Catalogs/age-scales.json Validation/Results
