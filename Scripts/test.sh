#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds with the import check, runs the tests and closes with the counts; no test at all is a failure.
# Use: Scripts/test.sh [options of swift test, such as --filter GridTests]
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The variable is explained in Package.swift.
export GYRO_OPTIMIZED=1
swift build --build-tests --explicit-target-dependency-import-check error

status=0
swift test --skip-build --xunit-output "$scratch/report.xml" "$@" || status=$?

# Swift Testing's own closing line counts a skipped test as one that passed; its report does not.
report=$scratch/report-swift-testing.xml
[ -s "$report" ] || {
  echo "test: swift test ended with status $status and left no report" >&2
  exit 1
}
read -r passed failed skipped < <(awk '
  /<testcase /  { total++; counted = 0 }
  /<failure/ && !counted { failed++; counted = 1 }
  /<skipped/    { skipped++ }
  END           { print total - failed - skipped, failed + 0, skipped + 0 }' "$report")

((passed + failed > 0)) || { echo "test: no test ran" >&2; status=1; }
((failed == 0)) || status=1
# What is skipped is claimed and not tested here: each by its name.
awk '/<testcase / { match($0, /classname="[^"]*"/); suite = substr($0, RSTART + 11, RLENGTH - 12)
                    match($0, / name="[^"]*"/); test = substr($0, RSTART + 7, RLENGTH - 8) }
     /<skipped/   { print "skipped: " suite "/" test }' "$report"
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
