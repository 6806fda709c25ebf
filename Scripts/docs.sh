#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the reference documentation of every library room with the toolchain alone; a warning is an error.
# Beside it, in the folder man, the manual pages of the command, and in completions what shells complete.
# Use: Scripts/docs.sh [folder]   (default: .build/documentation)
set -euo pipefail
cd "$(dirname "$0")/.."
output=${1:-.build/documentation}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

export GYRO_OPTIMIZED=1
# The symbol graph is asked of every target, tests included, and wants them built.
swift build --build-tests
graphs=$(swift package dump-symbol-graph --minimum-access-level public |
  sed -n 's/^Files written to //p')
rooms=0
for room in Sources/*/; do
  graph=$graphs/$(basename "$room").symbols.json
  [ ! -f "$graph" ] || { cp "$graph" "$scratch"; rooms=$((rooms + 1)); }
done
((rooms > 0)) || { echo "docs: no symbol graph in $graphs" >&2; exit 1; }

docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
mkdir -p "$(dirname "$output")"
"$docc" convert --additional-symbol-graph-dir "$scratch" --output-path "$output" \
  --fallback-display-name Gyrochrone --fallback-bundle-identifier org.gyrochrone.Gyrochrone \
  --warnings-as-errors
echo "docs: $rooms rooms in $output"

# The plugin of ArgumentParser writes where plugins may write, and says where.
swift package generate-manual --multi-page >/dev/null
mkdir -p "$output/man" "$output/completions"
rm -f "$output"/man/*.1
cp .build/plugins/GenerateManual/outputs/gyro/*.1 "$output/man"
pages=$(find "$output/man" -name 'gyro*.1' | wc -l)
((pages > 10)) || { echo "docs: only $pages manual pages" >&2; exit 1; }
for shell in bash zsh fish; do
  "$(swift build --show-bin-path)/gyro" --generate-completion-script "$shell" >"$output/completions/gyro.$shell"
done
echo "docs: $pages manual pages in $output/man, completions in $output/completions"
