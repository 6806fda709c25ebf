#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Draws every figure of README and guides anew, and writes the model card, from the default model, the standard catalog and committed results.
# Use: Scripts/figures.sh [gyro]   (default: a release build); needs gnuplot.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v gnuplot >/dev/null || {
  echo "figures: no gnuplot found; install it (apt-get install gnuplot-nox)" >&2
  exit 1
}
gyro=${1:-}
if [ -z "$gyro" ]; then
  swift build -c release --product gyro
  gyro=.build/release/gyro
fi
gyro=$(realpath "$gyro")
folder=Documentation/Figures
mkdir -p "$folder"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Draws the script of a picture that is as wide as a page with about half the pixels, since hundreds of dots take many bytes.
page() { # script, picture, factor
  awk '$2 == "terminal" && $3 == "pngcairo" {
      split($4 == "size" ? $5 : "", size, ",")
      $5 = int(size[1] * factor) "," int(size[2] * factor)
      for (i = 6; i < NF; i++) if ($i ~ /^(fontscale|linewidth|pointscale)$/) $(i + 1) *= factor
    }
    /^set output/ { $0 = "set output \047" picture "\047" }
    { print }' picture="$2" factor="$3" "$1" > "$1.half"
  gnuplot -d "$1.half"
}

"$gyro" age --period 25.4 --bp-rp0 0.818 --bp-rp0-sigma 0.0282 --plot $folder/posterior.png > /dev/null
"$gyro" track --bp-rp0 0.82 --quantiles 0.16,0.5,0.84 --relations --plot $folder/tracks.png > /dev/null
"$gyro" catalog show --plot $folder/catalog.png > /dev/null
"$gyro" catalog show Praesepe --format csv --output "$scratch/praesepe.csv"
(cd "$scratch" && "$gyro" track --gyrochrone 700 --stars praesepe.csv --plot praesepe.png --quiet > /dev/null)
cp "$scratch/praesepe.png" $folder/gyrochrone.png
"$gyro" track --information --plot $folder/information.png > /dev/null
"$gyro" plot Validation/Results/heldout.json --plot $folder/heldout.png
"$gyro" plot Validation/Results/budget.json --plot $folder/budget.png
"$gyro" cluster --cluster Praesepe --plot "$scratch/cluster.gp" --quiet > /dev/null
page "$scratch/cluster.gp" $folder/cluster.png 0.5
"$gyro" cluster --cluster all --method grid --plot "$scratch/clusters.gp" --quiet > /dev/null
page "$scratch/clusters.gp" $folder/clusters.png 0.48
"$gyro" model card --output Documentation/Model-card.md --plot $folder/model-card.png
(cd "$scratch" && "$gyro" simulate --age 100:5000 --count 2500 --seed 7 --av 0.2 --av-sigma 0.03 --output survey.fits --quiet &&
  "$gyro" age survey.fits --output ages.fits --plot survey.png --quiet)
cp "$scratch/survey.png" $folder/survey.png

large=$(find $folder -name '*.png' -size +300k)
[ -z "$large" ] || { echo "figures: larger than 300 kB: $large" >&2; exit 1; }
du -k $folder/*.png
