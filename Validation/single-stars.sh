#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Ages of all used stars of the ChronoFlow table, one by one, against the ages of their clusters (in sample).
# Usage: Validation/single-stars.sh prot_catalogue.csv [gyro]   (default: a release build)
set -euo pipefail
table=$(realpath "$1")
cd "$(dirname "$0")/.."
gyro=${2:-}
if [ -z "$gyro" ]; then
  swift build -c release --product gyro >&2
  gyro=.build/release/gyro
fi
result=Validation/Results/single-stars.md
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The published cuts; no cell of this table holds a quoted comma.
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next }
  $at["cmd_exclude"] == 0 && $at["dered_exclude"] == 0 && $at["phot_exclude"] == 0 &&
  $at["dr3_ruwe"] != "NULL" && $at["dr3_ruwe"] < 1.4' "$table" > "$folder/used.csv"

/usr/bin/time -f '%e s wall, %U s user, %M kB resident' -o "$folder/time" \
  "$gyro" age "$folder/used.csv" --output "$folder/ages.csv" --threads 2 --quiet

{
  echo "# Single stars of the ChronoFlow table, in sample"
  echo
  echo "\`Validation/single-stars.sh prot_catalogue.csv\`, model"
  "$gyro" model show | sed -n 's/^sha256 */sha256 `/p' | sed 's/$/`,/'
  echo "outlier fraction 0.05, membership 1, log-uniform prior, 1,000-point grid."
  echo "Scatter is the median age minus the age of the cluster or subgroup, in dex."
  echo
  echo "| stars | usable | RMS (dex) | median 68 % half width (dex) | 68 % interval holds the age | 95 % |"
  echo "|---|---|---|---|---|---|"
  for least in -9 0.5; do
    awk -F, -v least="$least" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
      $at["BPRP_0"] < least { next }
      { given++ }
      $at["gyro_status"] != "ok" { next }
      {
        truth = log($at["fiducial_age_Myr"]) / log(10)
        error = $at["log10_age_myr_q50"] - truth
        square += error * error
        in68 += truth >= $at["log10_age_myr_q16"] && truth <= $at["log10_age_myr_q84"]
        in95 += truth >= $at["log10_age_myr_q025"] && truth <= $at["log10_age_myr_q975"]
        print ($at["log10_age_myr_q84"] - $at["log10_age_myr_q16"]) / 2 > widths
        n++
      }
      END {
        close(widths)
        command = "sort -g " widths
        while ((command | getline width) > 0) if (++k == int((n + 1) / 2)) median = width
        name = least < 0 ? given " (all used)" : given " (BP-RP_0 >= 0.5)"
        printf "| %s | %d | %.3f | %.3f | %.1f %% | %.1f %% |\n", name, n, sqrt(square / n), median,
          100 * in68 / n, 100 * in95 / n
      }' widths="$folder/widths" "$folder/ages.csv"
  done
  echo
  echo "Whole process, $(nproc) processors: $(cat "$folder/time")."
} > "$folder/result.md"
mv "$folder/result.md" "$result"
cat "$result"
