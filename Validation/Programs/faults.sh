#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Kills runs at random moments and goes on from each; fills disks, locks files, closes pipes, starts two writers of one file.
# Prints rows of a Markdown table and ends with status 1 if a fault was not survived.
# Use: CHRONOFLOW=prot_catalogue.csv Validation/Programs/faults.sh [kills] [seed]; the program is GYRO, or gyro of the search path.
# Full and read-only disks are small file systems in memory, which only root can mount; for others they are left out.
set -euo pipefail
kills=${1:-20} seed=${2:-1} gyro=${GYRO:-gyro}
gyro=$(realpath "$(command -v "$gyro")")
root=$(realpath "$(dirname "$0")/../..")
table=$(realpath "${CHRONOFLOW:?names no ChronoFlow table}")
scratch=$(mktemp -d)
disk=$scratch/disk
finish() { mountpoint -q "$disk" && umount "$disk"; rm -rf "$scratch"; }
trap finish EXIT
cd "$scratch"
export GYRO_CATALOGS=$root/Catalogs LC_ALL=C
RANDOM=$seed
failures=0

row() { # fault, command, tried, survived
  echo "| $1 | \`$2\` | $3 | $4 |"
  [ "$3" = "$4" ] || failures=$((failures + 1))
}
echo "| fault | command | tried | survived |"
echo "|---|---|---:|---:|"

# --- Kills -------------------------------------------------------------------------------------------------------------

"$gyro" simulate --age 10:4000 --count 600 --seed "$seed" --output stars.fits --quiet
"$gyro" simulate --age 700 --count 40 --seed "$seed" --output group.csv --quiet
echo '{"hidden_widths": [16], "transforms": 2, "epochs": 150}' > choices.json
grep -E '^#|^gaia_dr3_source_id|,NGC752,|,NGC6819,|,NGC6811,|,Ruprecht147,' "$GYRO_CATALOGS/rotators.ecsv" > small.ecsv

# The outputs of a kind of run, and what makes them in the working folder.
age=(age ../stars.fits --engine exact --resume --quiet --output ages.fits --posterior posteriors.gyroposterior)
cluster=(cluster ../group.csv --chains 2 --draws 10000 --quiet --draws-file draws --output age.json --members members.csv)
train=(train --catalog "$table" --config ../choices.json --ensemble 2 --seed 7 --quiet --output model.safetensors)
robustness=(robustness --catalog ../small.ecsv --suite prior,membership,selection,outliers --quiet --output report)

work() { # folder, arguments; a sampler that has not converged has answered all the same
  local status=0
  mkdir -p "$1"
  (cd "$1" && shift && exec "$gyro" "$@") > /dev/null || status=$?
  [ "$status" = 0 ] || [ "$status" = 2 ]
}
# The results; what each task of a robustness run has taken is kept with it, and is no result.
sums() { (cd "$1" && find . -type f ! -name '.*' ! -path '*/tasks/*' | sort | xargs sha256sum); }

for kind in age cluster train robustness; do
  declare -n arguments=$kind
  before=$(date +%s%N)
  work expected "${arguments[@]}"
  limit=$((($(date +%s%N) - before) / 1000000))
  sums expected > expected.sums
  survived=0 going=0 whole=0
  for ((kill = 0; kill < kills; kill++)); do
    mkdir run
    # A shell has its background runs ignore SIGINT.
    (cd run && exec env --default-signal=INT "$gyro" "${arguments[@]}") > /dev/null 2>&1 &
    sleep "$(awk -v r=$RANDOM -v ms="$limit" 'BEGIN { print r / 32768 * ms / 1000 }')"
    signals=(KILL KILL TERM INT)
    kill -"${signals[kill % 4]}" $! 2> /dev/null || true
    wait $! 2> /dev/null || true
    good=1 begun=$(ls -A run)
    # Whatever stands under a final name is whole.
    while read -r sum name; do
      [ ! -e "run/$name" ] || [[ $name == *plan.json ]] || [ "$(sha256sum < "run/$name")" = "$sum  -" ] || good=0
    done < expected.sums
    [ -z "$(find run -type f ! -name '.*')" ] || going=$((going + 1))
    work run "${arguments[@]}" 2> said || good=0
    sums run > run.sums
    cmp -s run.sums expected.sums || good=0
    [ -z "$(find run -name '.*' -type f)" ] || good=0
    ((good)) || echo "faults: killed with" $begun, "ended with" $(ls -A run), "and said $(cat said)" >&2
    survived=$((survived + good))
    rm -r run
  done
  row "killed at a random moment, gone on with; the same bytes and nothing left behind ($going of them had a state or an output on disk)" \
    "gyro ${arguments[*]//$table/prot_catalogue.csv}" "$kills" "$survived"
  rm -r expected
done

# --- Outputs that cannot be written ------------------------------------------------------------------------------------

"$gyro" simulate --age 700 --count 400 --seed 2 --output s.csv --quiet
"$gyro" age s.csv --quiet --output s.fits
echo '{"hidden_widths": [8], "transforms": 1, "epochs": 2}' > quick.json
"$gyro" train --catalog "$table" --config quick.json --ensemble 1 --quiet --output m.safetensors > /dev/null
cp "$root/Validation/Results/heldout.json" "$root/Validation/Results/budget.json" .

# Commands with OUT for what they write: a path, by the name that its ending needs.
writers=(
  "age s.csv --quiet --output OUT.csv" "age s.csv --quiet --output OUT.tsv" "age s.csv --quiet --output OUT.ecsv"
  "age s.csv --quiet --output OUT.fits" "age s.csv --quiet --output OUT.vot" "age s.csv --quiet --output OUT.json"
  "age s.csv --quiet --output OUT.txt" "age s.csv --quiet --output OUT.csv.gz" "age s.csv --quiet --output OUT.fits.gz"
  "age s.csv --quiet --output x.csv --posterior OUT.fits" "age s.csv --quiet --output x.csv --posterior OUT.vot"
  "age s.csv --quiet --output x.csv --posterior OUT.ecsv" "age s.csv --quiet --output x.csv --posterior OUT.gyroposterior"
  "age s.csv --quiet --output x.csv --plot OUT.gp" "age s.csv --quiet --output x.csv --plot OUT.vl.json"
  "age s.csv --quiet --output x.csv --plot OUT.png" "age s.csv --quiet --output x.csv --plot OUT.svg"
  "age s.csv --quiet --output x.csv --plot OUT.pdf"
  "cluster s.csv --method grid --quiet --output OUT.json" "cluster s.csv --method grid --quiet --output OUT.csv"
  "cluster s.csv --method grid --quiet --output x.json --members OUT.csv"
  "cluster s.csv --draws 200 --chains 2 --quiet --output x.json --draws-file OUT"
  "track --bp-rp0 1 --output OUT.csv" "track --bp-rp0 1 --output x.csv --plot OUT.svg" "track --animate OUT.gif"
  "track --animate OUT.png" "track --information --output OUT.csv"
  "simulate --age 700 --count 900 --quiet --output OUT.csv" "simulate --age 700 --count 900 --quiet --output OUT.fits"
  "train --catalog $table --config quick.json --ensemble 1 --quiet --output OUT.safetensors"
  "train --catalog $table --config quick.json --ensemble 1 --folds stars:2 --quiet --output OUT.json"
  "model density points.csv --output OUT.csv" "model score --output OUT.txt" "model card --output OUT.md"
  "model card --output x.md --plot OUT.svg" "plot heldout.json --plot OUT.svg" "plot budget.json --plot OUT.gp"
  "catalog show --stars --output OUT.csv" "catalog show --stars --output OUT.fits"
)
echo "log10_age_myr,bp_rp0,log10_bp_rp0_sigma,log10_period_days" > points.csv
for i in $(seq 2000); do echo "2.$i,1.1,-1.5,0.9"; done >> points.csv

# Runs a writer into a folder: status 1, a cause in words, nothing under the final name.
refused() { # folder, cause, writer
  local line=${3//OUT/$1/out} status=0 target
  target=$(grep -oE "$1/out[a-z0-9._]*" <<< "$line")
  "$gyro" $line > /dev/null 2> said || status=$?
  if [ "$status" != 1 ] || ! grep -qE "$2" said || { [ -e "$target" ] && [ ! -e "$target.was" ]; }; then
    echo "faults: status $status: gyro $line: $(tr '\n' ' ' < said) $(ls -A "$1")" >&2
    return 1
  fi
}
each() { # fault, words of the command, folder, cause, what to do before each
  local tried=0 good=0 writer
  for writer in "${writers[@]}"; do
    tried=$((tried + 1))
    target=$(grep -oE "OUT[a-z0-9._]*" <<< "$writer" | sed "s#OUT#$3/out#")
    $5
    refused "$3" "$4" "$writer" && good=$((good + 1))
    ${6:-:}
  done
  row "$1" "$2" $tried $good
}

mkdir -p "$disk" folder
lock_target() { rm -rf folder/*; echo old > "$target"; chmod 444 "$target"; touch "$target.was"; }
each "the output is write-protected (mode 444)" "chmod 444 OUT; gyro … OUT" folder "is write-protected" lock_target
folder_target() { rm -rf folder/*; mkdir "$target"; touch "$target.was"; }
each "the output is a folder" "mkdir OUT; gyro … OUT" folder "is a folder" folder_target
pipe_target() { rm -rf folder/*; mkfifo "$target"; touch "$target.was"; }
each "the output is a pipe that nobody reads" "mkfifo OUT; gyro … OUT" folder "is not a regular file" pipe_target
each "the folder is missing" "gyro … missing/OUT" missing "cannot be entered" :
free_target() { exec 9>&-; }
held_target() { rm -rf folder/*; exec 9> "folder/.${target##*/}.lock"; flock 9; }
each "another run is writing the output" "flock .OUT.lock gyro … OUT" folder "is being written by another run" held_target \
  free_target
if [ "$(id -u)" = 0 ]; then
  mount -t tmpfs -o size=2m tmpfs "$disk"
  empty() { rm -rf "$disk"/* "$disk"/.[!.]*; }
  full_disk() { empty; head -c 10m /dev/zero > "$disk/filling" 2> /dev/null || true; }
  nearly_full_disk() { full_disk; truncate -s -4096 "$disk/filling"; }
  cause="[Nn]o space left|enough space|is full|CFITSIO status 106|left empty|cut off"
  mounted="mount -t tmpfs -o size=2m tmpfs DISK; gyro … DISK/OUT"
  each "the disk is full" "$mounted" "$disk" "$cause" full_disk
  all=("${writers[@]}") writers=()
  for writer in "${all[@]}"; do [[ $writer =~ OUT\.(png|svg|pdf|gif) ]] && writers+=("$writer"); done
  each "4 kB are left on the disk, and a picture is larger" "$mounted" "$disk" "$cause" nearly_full_disk
  writers=("${all[@]}")
  empty
  mount -o remount,ro "$disk"
  each "the disk is read-only" "mount -o remount,ro DISK; gyro … DISK/OUT" "$disk" "Read-only file system" :
  umount "$disk"
fi

# --- Streams -----------------------------------------------------------------------------------------------------------

tried=0 good=0
for line in "age s.csv --quiet" "age s.csv --quiet --format json" "simulate --age 700 --count 20000 --quiet" \
  "catalog show --stars" "catalog show --stars --format json" "model density points.csv"; do
  tried=$((tried + 1))
  { status=0; "$gyro" $line 2> said || status=$?; echo $status > status; } | head -1 > /dev/null
  grep -q "Broken pipe" said && [ "$(cat status)" = 1 ] && [ "$(wc -l < said)" = 1 ] && good=$((good + 1))
done
row "a reader that stops after one line: one line of error, status 1" "gyro … \\| head -1" $tried $good

tried=0 good=0
for line in "age s.csv --quiet" "age --period 9 --bp-rp0 1" "cluster s.csv --method grid --quiet" "track --bp-rp0 1" \
  "simulate --age 700 --count 9 --quiet" "model show" "catalog show" "cite"; do
  for end in ">&-" "> /dev/full"; do
    tried=$((tried + 1)) status=0
    eval "\"\$gyro\" $line 2> said $end" || status=$?
    grep -qE "Bad file descriptor|No space left" said && [ $status = 1 ] && good=$((good + 1))
  done
done
row "standard output is closed, or a full device" "gyro … >&-; gyro … > /dev/full" $tried $good

# --- Two writers -------------------------------------------------------------------------------------------------------

two() { # expected file, command with OUT
  local line=${2//OUT/$1} tried=0 good=0 pids status statuses
  rm -f "$1"*
  "$gyro" $line > /dev/null 2>&1 || true
  mv "$1" "$1.expected"
  for ((pair = 0; pair < kills; pair++)); do
    tried=$((tried + 1)) pids=() statuses=""
    for i in 1 2; do "$gyro" $line > /dev/null 2> said$i & pids+=($!); done
    for i in 0 1; do status=0; wait "${pids[i]}" || status=$?; statuses+=$status; done
    # One whole result; the second run is refused unless the first had ended before it began.
    if cmp -s "$1" "$1.expected" && { [[ $statuses != *1* ]] || grep -q "is being written by another run" said1 said2; } &&
      [ -z "$(ls -A | grep -F ".$1" || true)" ]; then
      good=$((good + 1))
    fi
    [[ $statuses == *1* ]] && refusals=$((refusals + 1))
    rm -f "$1" "$1".state* "$1.journal" "$1.partial"
  done
  row "two runs of one output at once ($refusals of $tried pairs: the second was refused): one whole result" "gyro ${2//$table/prot_catalogue.csv} & gyro …" $tried $good
}
refusals=0; two two.csv "age stars.fits --quiet --output OUT"
refusals=0; two two.draws "cluster group.csv --chains 2 --draws 400 --quiet --output two.json --draws-file OUT"
refusals=0; two two.safetensors "train --catalog $table --config choices.json --ensemble 1 --quiet --output OUT"

((failures == 0))
