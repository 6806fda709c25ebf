#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tries what `make dist` and `make wheel` left in a bare Debian 12 without Swift, as root: the tarball's gyro, the Debian
# package, and the wheel in a new environment; each dates a star and a cluster of the catalog, timed.
set -euo pipefail
cd "$(dirname "$0")/../.."

root=$PWD/.build/bare
if [ ! -x "$root/usr/bin/dpkg" ]; then
  command -v debootstrap > /dev/null || apt-get install --yes --no-install-recommends debootstrap >&2
  debootstrap --variant=minbase --include=python3,python3-venv bookworm "$root" > "$root.log"
fi
rm -rf "$root/opt/try" && mkdir -p "$root/opt/try/wheels"
cp .build/dist/*.tar.gz .build/dist/*.deb Python/dist/*.whl "$root/opt/try/"
# Debian 12 has Python 3.11; NumPy is fetched here, so that the root needs no network.
python3 -m pip download --quiet --disable-pip-version-check --only-binary :all: --python-version 3.11 \
  --dest "$root/opt/try/wheels" 'numpy>=1.23'

cat > "$root/opt/try/run.sh" <<'INSIDE'
set -euo pipefail
cd /opt/try
TIMEFORMAT='  %R s elapsed, %U s of the processor'
! command -v swift
tar -xf ./*.tar.gz
attempt() {
  echo "$1: $("$1" --version)"
  time "$1" age --period 25.4 --bp-rp0 0.818 --bp-rp0-sigma 0.0282 > star.txt; head -n 1 star.txt
  time "$1" cluster --cluster Praesepe > cluster.txt; head -n 1 cluster.txt
}
attempt "$(echo gyrochrone-*/bin/gyro)"
dpkg --install ./*.deb > /dev/null
attempt /usr/bin/gyro
python3 -m venv env
time env/bin/pip install --quiet --no-index --find-links /opt/try/wheels ./*.whl
attempt env/bin/gyro
cat > use.py <<'PYTHON'
import time

import numpy

# Seconds of the processor: how busy the machine is does not matter.
start = time.process_time()
import gyrochrone
sun = gyrochrone.ages(period=25.4, bp_rp0=0.818, bp_rp0_sigma=0.0282)
print(f"import, without NumPy, and the first age: {time.process_time() - start:.3f} s; {sun!r}")
start = time.process_time()
for _ in range(100):
    gyrochrone.ages(period=25.4, bp_rp0=0.818, bp_rp0_sigma=0.0282, engine="fast").median
print(f"one star at a time, fast engine: {(time.process_time() - start) * 10:.2f} ms each")
stars = gyrochrone.simulate(700, 100_000)
start = time.process_time()
gyrochrone.ages(stars)
print(f"100,000 stars: {time.process_time() - start:.2f} s")
print(gyrochrone.cluster({name: stars[name][:30] for name in stars}, name="mock"))
PYTHON
env/bin/python3 use.py
INSIDE
ls -l .build/dist Python/dist
# Swift finds the arguments of a program in /proc.
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin unshare --mount --pid --fork chroot "$root" bash -c 'mount -t proc proc /proc && bash /opt/try/run.sh'
