#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzes the parsers under the sanitizers. Usage: run.sh [seconds for each subject] [subject ...]
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-600}
shift || true
subjects=("$@")
((${#subjects[@]} > 0)) ||
  subjects=(csv semicolon bar whitespace mrt ipac ecsv fits votable checkpoint report draws journal text)

export GYRO_FUZZ=1
swift build -c release --scratch-path .build-fuzz --product GyroFuzz

# The backtracer of Swift would hang at a crash; libFuzzer prints its own.
export SWIFT_BACKTRACE=enable=no
# Patterns that Swift makes once look like leaks at the end, since their pointers carry tags; a leak that
# grows runs into the memory limit.
export ASAN_OPTIONS=allocator_may_return_null=1:detect_leaks=0
failed=0
for subject in "${subjects[@]}"; do
  folder=.build-fuzz/corpus/$subject
  seeds=Validation/Fuzzing/Seeds/$subject
  mkdir -p "$folder"
  [ -d "$seeds" ] || seeds=
  echo "== $subject, $seconds s"
  GYRO_FUZZ_SUBJECT=$subject GYRO_FUZZ_SEED=$folder/seed nice .build-fuzz/release/GyroFuzz "$folder" ${seeds:+"$seeds"} \
    -max_total_time="$seconds" -max_len=65536 -rss_limit_mb=1024 -timeout=20 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix=".build-fuzz/$subject-" 2>".build-fuzz/$subject.log" || failed=1
  grep -E "^stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)|^SUMMARY|ERROR" ".build-fuzz/$subject.log" || true
done
exit "$failed"
