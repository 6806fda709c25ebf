#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Dates rows of nonsense and checks that each comes back with finite numbers or with a reason.
# Use: Validation/Programs/fuzzed-rows.sh [rows] [seed]; the program is GYRO, or gyro of the search path.
set -euo pipefail
rows=${1:-100000} seed=${2:-1} gyro=${GYRO:-gyro}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

LC_ALL=C awk -v rows="$rows" -v seed="$seed" 'BEGIN {
  srand(seed); OFS = "\t"
  count = split("|nan|inf|-inf|NULL|--|x|0|-0.0|1e308|-1e308|1e-308|5e-324|1e400|-9999|99.99|1e20|0x10|" \
    "1,5|1_000|12|0.8|1.1|25.4|0.03|0.5|1|2|3.5|5800|316.2|316.3|0.0178|1e-5|9223372036854775807", words, "|")
  print "id", "period", "period_sigma", "bp_rp0", "bp_rp0_sigma", "bp_rp", "bp_rp_sigma", "av", "av_sigma", "membership", "ruwe"
  for (row = 0; row < rows; row++) {
    line = row
    for (cell = 0; cell < 10; cell++)
      line = line OFS (rand() < 0.5 ? 10 ^ (4 * rand() - 2) : words[1 + int(count * rand())])
    print line
  }
}' > "$scratch/rows.tsv"

status=0
"$gyro" age "$scratch/rows.tsv" --quiet --output "$scratch/ages.tsv" || status=$?
((status == 0)) || { echo "fuzzed-rows: gyro ended with status $status" >&2; exit 1; }
LC_ALL=C awk -F '\t' -v rows="$rows" 'NR == 1 { for (i = 1; i <= NF; i++) place[$i] = i; next }
  $1 != NR - 2 { print "fuzzed-rows: row " NR " is star " $1; bad++ }
  $place["gyro_status"] == "ok" {
    ok++
    for (i = place["log10_age_myr_q025"]; i <= place["log_evidence"]; i++)
      if ($i !~ /^-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?$/) { print "fuzzed-rows: row " NR ": " $i; bad++ }
  }
  $place["gyro_status"] == "unusable" {
    unusable++
    if ($place["gyro_reason"] == "") { print "fuzzed-rows: row " NR " says nothing"; bad++ }
  }
  END {
    if (ok + unusable != rows) { print "fuzzed-rows: " ok + unusable " of " rows " rows are answered"; bad++ }
    printf "%d rows: %d with an age, %d with a reason, %d bad\n", rows, ok, unusable, bad
    exit bad > 0
  }' "$scratch/ages.tsv"
