#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Draws hostile names with the real gnuplot, as many as are asked for (default 10,000), and looks for the canary.
set -euo pipefail
cd "$(dirname "$0")/../.."

command -v gnuplot >/dev/null || { echo "figure-text: gnuplot is not installed" >&2; exit 1; }
GYRO_FUZZ_NAMES=${1:-10000} swift test --filter FigureTextFuzzTests
