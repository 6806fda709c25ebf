#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the tracks say of spin-down, held against the clusters of the standard catalog, and whether mock stars come back.
# Usage: Validation/tracks.sh [gyro]   (default: a release build)
set -euo pipefail
cd "$(dirname "$0")/.."
gyro=${1:-}
if [ -z "$gyro" ]; then
  swift build -c release --product gyro >&2
  gyro=.build/release/gyro
fi
result=Validation/Results/tracks.md
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$gyro" catalog show --stars --output "$folder/stars.tsv"
"$gyro" catalog show --format json --output "$folder/clusters.json"

# Median log10 period of a cluster's slow rotators in a color bin, with its error: stars within 0.2 dex of the median,
# twice, since outliers and unresolved binaries are no part of the sequence. Prints: cluster, stars, median, error.
# Cells of the catalog hold commas, and no tab.
medians() { # lower color, upper color, clusters...
  local lower=$1 upper=$2
  shift 2
  for cluster in "$@"; do
    awk -F'\t' -v c="$cluster" -v lower="$lower" -v upper="$upper" '
      NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
      $at["cluster"] == c && $at["bp_rp0"] != "" && $at["bp_rp0"] >= lower && $at["bp_rp0"] < upper {
        print log($at["period_days"]) / log(10)
      }' "$folder/stars.tsv" | sort -g | awk -v c="$cluster" '
      { value[++n] = $1 }
      function median(k) { return k % 2 ? kept[(k + 1) / 2] : (kept[k / 2] + kept[k / 2 + 1]) / 2 }
      END {
        if (!n) exit
        for (i = 1; i <= n; i++) kept[i] = value[i]
        k = n
        for (pass = 1; pass <= 2; pass++) {
          m = median(k); k = 0
          for (i = 1; i <= n; i++) if (value[i] > m - 0.2 && value[i] < m + 0.2) kept[++k] = value[i]
        }
        m = median(k)
        for (i = 1; i <= k; i++) square += (kept[i] - m) ^ 2
        if (k > 1) printf "%s %d %.4f %.4f\n", c, k, m, 1.2533 * sqrt(square / (k - 1) / k)
      }'
  done
}

# The age of a cluster on the scale that the default model was trained on, Myr.
age() {
  awk -F'[:,]' -v c="$1" '
    /"age_myr"/ { known = "" }
    /"chronoflow"/ { gsub(/[^0-9.]/, "", $2); known = $2 }
    /"cluster"/ { gsub(/[^A-Za-z0-9]/, "", $2); if ($2 == c) print known }' "$folder/clusters.json"
}

# Slope of log period against log age by weighted least squares; an age error of 0.05 dex shows in the period with the slope.
slope() {
  awk '
    { x[NR] = log($5) / log(10); y[NR] = $3; e[NR] = $4 }
    END {
      b = 0.5
      for (round = 1; round <= 20; round++) {
        s = sx = sy = sxx = sxy = chi = 0
        for (i = 1; i <= NR; i++) {
          w = 1 / (e[i] ^ 2 + (b * 0.05) ^ 2)
          s += w; sx += w * x[i]; sy += w * y[i]; sxx += w * x[i] ^ 2; sxy += w * x[i] * y[i]
        }
        b = (s * sxy - sx * sy) / (s * sxx - sx ^ 2); a = (sy - b * sx) / s
      }
      for (i = 1; i <= NR; i++) chi += (y[i] - a - b * x[i]) ^ 2 / (e[i] ^ 2 + (b * 0.05) ^ 2)
      printf "%.2f ± %.2f (%d clusters, χ² %.1f)", b, sqrt(s / (s * sxx - sx ^ 2)), NR, chi
    }'
}

# Mean braking index of the median track between two ages, with the scatter over the flows of the model.
model_slope() { # color, from, to
  "$gyro" track --bp-rp0 "$1" --ages "$2,$3" --quantiles 0.5 | awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { t[NR] = log($at["age_myr"]) / log(10); p[NR] = $at["log10_period_days"]; s[NR] = $at["log10_period_days_model_sigma"] }
    END { d = t[3] - t[2]; printf "%.2f ± %.2f", (p[3] - p[2]) / d, sqrt(s[2] ^ 2 + s[3] ^ 2) / d }'
}

{
  echo "# Tracks of the default model"
  echo
  echo "\`Validation/tracks.sh\`, model"
  "$gyro" model show | sed -n 's/^sha256 */sha256 `/p' | sed 's/$/`,/'
  echo "ages of the chronoflow scale, stars of the standard catalog. The model saw most of these clusters: this is no"
  echo "held-out test, but what it made of them."
  echo
  echo "## Skumanich's slope of solar-type stars"
  echo
  echo "d log P / d log t between 0.6 and 2.5 Gyr, BP-RP_0 0.75 to 0.90; an error of 0.05 dex in each cluster's age is in it."
  echo
  echo "| | slope |"
  echo "|---|---|"
  solar="Praesepe NGC6811 NGC752 NGC6819 Ruprecht147"
  # shellcheck disable=SC2086
  medians 0.75 0.90 $solar | while read -r name rest; do echo "$name $rest $(age "$name")"; done > "$folder/solar"
  echo "| clusters: $(awk '{ printf "%s%s (%d stars)", sep, $1, $2; sep = ", " }' "$folder/solar") | $(slope < "$folder/solar") |"
  for color in 0.77 0.82 0.87; do
    echo "| model, median track at BP-RP_0 $color | $(model_slope "$color" 600 2500) |"
  done
  echo
  echo "## The stall of K dwarfs, and its end"
  echo
  echo "d log P / d log t between two clusters for the slow sequence, bins of ±0.1 mag; the error is that of the medians."
  echo "Where the last two columns differ by more than two errors of the clusters, \`gyro track\` flags the points between the two"
  echo "ages with \`slope_other_than_clusters\`: the model has smoothed over what they show."
  pair() { # younger cluster, older cluster, colors...
    local younger=$1 older=$2 from to lower upper
    from=$(age "$1") to=$(age "$2")
    shift 2
    echo
    echo "| BP-RP_0 | $younger, $from Myr: stars, median P (d) | $older, $to Myr: stars, median P (d) | clusters | model | flagged |"
    echo "|---|---|---|---|---|---|"
    for color in "$@"; do
      lower=$(awk -v c="$color" 'BEGIN { print c - 0.1 }')
      upper=$(awk -v c="$color" 'BEGIN { print c + 0.1 }')
      medians "$lower" "$upper" "$younger" "$older" > "$folder/pair"
      [ "$(wc -l < "$folder/pair")" = 2 ] || continue
      middle=$(awk -v a="$from" -v b="$to" 'BEGIN { print sqrt(a * b) }')
      flagged=$("$gyro" track --bp-rp0 "$color" --ages "$middle" --quantiles 0.5 |
        awk '/slope_other/ { found = 1 } END { print found ? "yes" : "no" }')
      awk -v c="$color" -v young="$from" -v old="$to" -v flagged="$flagged" -v model="$(model_slope "$color" "$from" "$to")" '
        { n[NR] = $2; m[NR] = $3; e[NR] = $4 }
        END {
          d = log(old / young) / log(10)
          if (n[1] >= 5 && n[2] >= 5)
            printf "| %s | %d, %.2f | %d, %.2f | %.2f ± %.2f | %s | %s |\n", c, n[1], 10 ^ m[1], n[2], 10 ^ m[2],
              (m[2] - m[1]) / d, sqrt(e[1] ^ 2 + e[2] ^ 2) / d, model, flagged
        }' "$folder/pair"
    done
  }
  pair Praesepe NGC6811 0.8 0.9 1.0 1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8
  pair NGC6811 Ruprecht147 0.9 1.0 1.1 1.2 1.3 1.4
  echo
  echo "## The Sun"
  echo
  sigma=$(awk 'BEGIN { print log(0.0274) / log(10) }')
  awk -v s="$sigma" 'BEGIN {
    print "log10_age_myr,bp_rp0,log10_bp_rp0_sigma,log10_period_days"
    print log(4570) / log(10) ",0.82," s "," log(25.4) / log(10)
  }' > "$folder/sun.csv"
  share=$("$gyro" model density "$folder/sun.csv" | awk -F, 'NR == 2 { printf "%.0f", 100 * $NF }')
  "$gyro" track --bp-rp0 0.82 --ages 4570 --quantiles 0.16,0.5,0.84 --relations > "$folder/sun-track.csv"
  echo "At 4.57 Gyr and BP-RP_0 0.82 the model lets $share % of stars rotate faster than the Sun's 25.4 d; its 16, 50 and 84 % quantiles are"
  awk -F, 'NR > 1 { printf "%s%.1f", sep, $4; sep = ", " } END { print " d." }' "$folder/sun-track.csv"
  echo "Published relations give"
  awk -F, 'NR == 1 { for (i = 10; i <= NF; i++) name[i] = $i; next }
    NR == 2 { for (i = 10; i <= NF; i++) { sub("period_days_", "", name[i]); gsub("_", " ", name[i]); printf "%s%.1f d (%s)", sep, $i, name[i]; sep = ", " } print "." }' "$folder/sun-track.csv"
  echo "No calibrating cluster is as old: this is extrapolation."
  echo
  echo "## Where the model spins stars up"
  echo
  echo "Median tracks from 10 Myr to 5 Gyr, 61 ages: the ages at which the period shortens."
  echo
  echo "| BP-RP_0 | ages with \`period_decreasing\` (Myr) | crossings of the 5, 16, 50, 84, 95 % tracks |"
  echo "|---|---|---|"
  for color in 0.6 0.82 1.0 1.3 1.6 2.0 2.5 3.0; do
    "$gyro" track --bp-rp0 $color --quantiles 0.05,0.16,0.5,0.84,0.95 --ages 10:5000:61 > "$folder/t.csv"
    awk -F, -v c=$color 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
      { a = $at["age_myr"]; p = $at["period_days"]; if (a in last && p <= last[a]) crossings++; last[a] = p }
      $at["quantile"] == 0.5 && $at["gyro_flags"] ~ /period_decreasing/ { if (!n++) first = a; end = a }
      END { printf "| %s | %s | %d |\n", c, n ? sprintf("%d of 61, from %.0f to %.0f", n, first, end) : "none", crossings }' "$folder/t.csv"
  done
  echo
  echo "## Mock stars come back"
  echo
  echo "All ages are drawn uniformly in log age from 1 Myr to 13.8 Gyr, the prior they are read back with. Single stars are behind dust of"
  echo "A_V 0.50 ± 0.05 mag. Clusters have 100 stars, a tenth of them field stars; those that are sampled are behind dust of A_V 0.30 mag whose"
  echo "zero point is off by a random error of 0.024 mag in E(BP-RP), and are read back without the error of the age scale, which mock stars have not."
  echo
  echo "| | within 68 % | within 95 % | mean of (found - true) / half width |"
  echo "|---|---|---|---|"
  count() { # name
    awk -v name="$1" '{ n++; a += $1; b += $2; z += $3; zz += $3 ^ 2 }
      END {
        printf "| %s | %d of %d (expected %.0f ± %.0f) | %d (%.0f ± %.0f) | %.2f ± %.2f |\n", name, a, n, 0.68 * n,
          sqrt(0.68 * 0.32 * n), b, 0.95 * n, sqrt(0.95 * 0.05 * n), z / n, sqrt((zz / n - (z / n) ^ 2) / n)
      }'
  }
  compare='NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { t = log(age ? age : $at["true_age_myr"]) / log(10)
      print (t >= $at["log10_age_myr_q16"] && t <= $at["log10_age_myr_q84"]),
        (t >= $at["log10_age_myr_q025"] && t <= $at["log10_age_myr_q975"]),
        2 * ($at["log10_age_myr_q50"] - t) / ($at["log10_age_myr_q84"] - $at["log10_age_myr_q16"]) }'
  "$gyro" simulate --age 1:13800 --stars 4000 --seed 1 --av 0.5 --av-sigma 0.05 --bp-rp0-sigma 0.04 --output "$folder/field.csv" --quiet
  "$gyro" age "$folder/field.csv" --output "$folder/ages.csv" --quiet
  # Intervals of single stars are skewed and cut: a mean of the difference says nothing.
  awk -F, "$compare" "$folder/ages.csv" | count "4,000 single stars, \`gyro age\`" | sed -E 's/[^|]*\|$/ – |/'
  # Lines of a seed, an age and an error of A_V; each cluster has random numbers of its own.
  truths() { # count, first seed
    awk -v n="$1" -v first="$2" 'BEGIN {
      srand(first)
      for (i = 0; i < n; i++) {
        normal = sqrt(-2 * log(1 - rand())) * cos(6.283185307 * rand())
        printf "%d %.6f %.5f\n", first + i, 13800 ^ rand(), 0.024 / 0.413 * normal
      }
    }'
  }
  truths 100 1000 | while read -r seed myr _; do
    "$gyro" simulate --age "$myr" --stars 100 --seed "$seed" --field-fraction 0.1 --output "$folder/mock.csv" --quiet
    "$gyro" cluster "$folder/mock.csv" --method grid --format csv --output "$folder/cluster.csv" --quiet
    awk -F, -v age="$myr" "$compare" "$folder/cluster.csv"
  done > "$folder/found"
  count "100 clusters, \`gyro cluster --method grid\`" < "$folder/found"
  truths 40 5000 | while read -r seed myr offset; do
    "$gyro" simulate --age "$myr" --stars 100 --seed "$seed" --field-fraction 0.1 --av 0.3 --av-sigma 0.001 --av-offset="$offset" \
      --output "$folder/mock.csv" --quiet
    "$gyro" cluster "$folder/mock.csv" --calibration-sigma 0 --format csv --output "$folder/cluster.csv" --quiet || true
    awk -F, -v age="$myr" "$compare" "$folder/cluster.csv"
  done > "$folder/found"
  count "40 clusters, \`gyro cluster\`" < "$folder/found"
  echo
  echo "At a fixed age a posterior need not be right on average, only over the prior. An earlier run of 60 seeds at each of 120, 700 and 2500 Myr came"
  echo "out 0.21 half widths too young. That is 1.6 of its standard errors and not 2.7: mock stars of one seed have the same random numbers at"
  echo "every age, so that the three runs agree with each other (correlations 0.67 to 0.80), and count as one of 60 clusters, 0.21 ± 0.13."
} > "$folder/result.md"
mv "$folder/result.md" "$result"
cat "$result"
