#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests the page of `gyro explore` with Node and Debian's headless Chromium, which it installs where they are absent.
# Use: Scripts/test-page.sh [path of gyro]; GYRO_PICTURES=folder keeps screenshots, GYRO_ROWS=100000 times a large table,
# GYRO_RESULTS=file.json keeps what that took.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=()
command -v node >/dev/null || wanted+=(nodejs)
command -v "${CHROMIUM:-chromium}" >/dev/null || wanted+=(chromium)
if ((${#wanted[@]} > 0)); then
  as_root=()
  ((EUID == 0)) || as_root=(sudo)
  "${as_root[@]}" apt-get update >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends "${wanted[@]}" >&2
fi

GYRO=$(realpath "${1:-.build/release/gyro}")
export GYRO
[ -x "$GYRO" ] || {
  echo "test-page: $GYRO is not a program; build it by \`swift build -c release --product gyro\`" >&2
  exit 1
}
node --test Tests/Page/numbers.test.mjs Tests/Page/page.test.mjs
