#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Kills runs over a mock survey at random moments, goes on from each, and compares ages and posteriors with those of an
# undisturbed run byte by byte.
# Use: Validation/Programs/resumed-runs.sh [kills] [rows] [seed]; the program is GYRO, or gyro of the search path.
set -euo pipefail
kills=${1:-20} rows=${2:-400000} seed=${3:-1} gyro=${GYRO:-gyro}
gyro=$(realpath "$(command -v "$gyro")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
RANDOM=$seed

"$gyro" simulate --age 10:4000 --count "$rows" --seed "$seed" --output stars.fits
forms=(fits csv ecsv) kept=(gyroposterior fits gyroposterior) took=()
age() { # form index, threads: ages and posteriors of all stars
  exec "$gyro" age stars.fits --resume --quiet --threads "$2" --output "ages.${forms[$1]}" --posterior "posteriors.${kept[$1]}"
}
for index in 0 1 2; do
  for threads in 1 2; do
    before=$(date +%s%N)
    (age $index $threads)
    took+=($((($(date +%s%N) - before) / 1000000)))
    mv "ages.${forms[index]}" "expected-$threads.${forms[index]}"
    mv "posteriors.${kept[index]}" "expected-$threads-${forms[index]}.${kept[index]}"
  done
done
cmp expected-1.csv expected-2.csv
left=$(ls -A)

resumed=0 begun=0 whole=0 bad=0
for ((kill = 0; kill < kills; kill++)); do
  index=$((kill % 3)) threads=$((1 + kill / 3 % 2))
  form=${forms[index]} posteriors=posteriors.${kept[index]}
  limit=${took[2 * (kill % 3) + threads - 1]}
  (age $index $threads) &
  sleep "$(awk -v r=$RANDOM -v ms="$limit" 'BEGIN { print r / 32768 * ms / 1000 }')"
  kill -9 $! || true
  wait $! 2>/dev/null || true
  # Either the whole output is there, or none.
  if [ -e "ages.$form" ]; then
    whole=$((whole + 1))
    cmp "ages.$form" "expected-$threads.$form" || bad=$((bad + 1))
  elif [ "$(stat -c %s "ages.$form.journal" 2>/dev/null || echo 0)" -gt 10000 ]; then
    resumed=$((resumed + 1))
  else
    begun=$((begun + 1))
  fi
  # The other number of threads goes on with what this one left.
  threads=$((3 - threads))
  (age $index $threads)
  cmp "ages.$form" "expected-$threads.$form" || bad=$((bad + 1))
  cmp "$posteriors" "expected-$threads-$form.${kept[index]}" || bad=$((bad + 1))
  rm "ages.$form" "$posteriors"
  [ "$(ls -A)" = "$left" ] || { echo "resumed-runs: left behind: $(ls -A)"; bad=$((bad + 1)); }
done
echo "$kills kills over $rows rows: $resumed went on from finished rows, $begun began again, $whole were done; $bad differ"
((bad == 0))
