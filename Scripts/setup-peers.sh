#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what tests compare with: fitsverify, stilts, astropy, and pytest with what the Python package can use.
# They are not needed to use gyro, and tests that want one are skipped where it is absent. Prints the folder to put first in PATH.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=()
command -v fitsverify >/dev/null || wanted+=(fitsverify)
command -v stilts >/dev/null || wanted+=(stilts)
python3 -c 'import venv, ensurepip' 2>/dev/null || wanted+=(python3-venv)
if ((${#wanted[@]} > 0)); then
  as_root=()
  ((EUID == 0)) || as_root=(sudo)
  "${as_root[@]}" apt-get update >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends "${wanted[@]}" >&2
fi

peers=$PWD/.build/peers
if ! "$peers/bin/python3" -c 'import arviz, astropy, distributed, duckdb, hypothesis, jsonschema, lsdb, matplotlib, pandas, pytest, zarr' 2>/dev/null; then
  python3 -m venv "$peers" >&2
  "$peers/bin/python3" -m pip install --quiet --disable-pip-version-check \
    'arviz>=0.17,<1' 'astropy>=6,<9' 'dask[dataframe]' distributed duckdb hypothesis jsonschema lsdb matplotlib pandas pytest zarr >&2
fi
echo "$peers/bin"
