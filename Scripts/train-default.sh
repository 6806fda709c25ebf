#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Trains the default model anew: the catalog of its calibrators from their sources, then the flows with the default choices.
# Use: Scripts/train-default.sh FOLDER [gyro]   (default: a release build); fetches what is not in the cache or a mirror.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:?a folder for the catalog and the model}
gyro=${2:-}
if [ -z "$gyro" ]; then
  swift build -c release --product gyro
  gyro=.build/release/gyro
fi
# The literature tables of the committed catalog, the ChronoFlow table, seismic field stars and the Sun.
sources=(
  barnes-2016 boyle-2023 curtis-2019a curtis-2019b curtis-2020 douglas-2017 douglas-2024 dungee-2022
  fritzewski-2021 gillen-2020 godoyrivera-2021 gruner-2023 meibom-2011 messina-2022 rampalli-2021 rebull-2016
  vanlane-2025 hall-2021 casagrande-2018
)
options=()
for source in "${sources[@]}"; do options+=(--source "$source"); done
mkdir -p "$folder"
"$gyro" catalog build --catalogs Catalogs "${options[@]}" --output "$folder/calibrators.ecsv" --quiet
"$gyro" train --catalogs Catalogs --catalog "$folder/calibrators.ecsv" --output "$folder/default.safetensors"
