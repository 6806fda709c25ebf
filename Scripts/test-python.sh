#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests the Python package with the library and the command that swift build left in .build; no test at all is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

peers=$(Scripts/setup-peers.sh)
export GYRO_OPTIMIZED=1
# The debug build, which the other tests have made, rather than an old release.
swift build --product GyroC >&2
swift build --product gyro >&2
GYROCHRONE_LIBRARY=$(swift build --show-bin-path)/libGyroC.so PYTHONPATH=Python \
  "$peers/python3" -m pytest --quiet Python/tests "$@"
