#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs gyro with its manual, completions and licenses. Use: Scripts/release/install.sh PREFIX (with DESTDIR before it)
set -euo pipefail
cd "$(dirname "$0")/../.."

prefix=${1:?a folder such as /usr/local}
root=${DESTDIR:-}$prefix
program=$(Scripts/release/static.sh)/gyro

install -D -m 755 "$program" "$root/bin/gyro"
version=$("$program" --version)

# A page for each command: what it prints as help.
mkdir -p "$root/share/man/man1"
for snapshot in Tests/gyroTests/Snapshots/gyro/*.txt; do
  name=$(basename "$snapshot" .txt)
  read -ra words <<< "${name//-/ }"
  help=$("$program" "${words[@]:1}" --help)
  {
    printf '.TH %s 1 "" "gyro %s"\n.SH NAME\n' "${name^^}" "$version"
    abstract=$(sed -n '1{s/^OVERVIEW: //;p}; 1q' <<< "$help")
    printf '%s \\- %s\n.SH DESCRIPTION\n.nf\n' "${name//-/\\-}" "${abstract//-/\\-}"
    sed 's/\\/\\e/g; s/-/\\-/g; s/^\./\\\&./; s/^'"'"'/\\\&'"'"'/' <<< "$help"
    echo .fi
  } | gzip -9n > "$root/share/man/man1/$name.1.gz"
done

completions() { mkdir -p "$(dirname "$root/$2")" && "$program" --generate-completion-script "$1" > "$root/$2"; }
completions bash share/bash-completion/completions/gyro
completions zsh share/zsh/site-functions/_gyro
completions fish share/fish/vendor_completions.d/gyro.fish

Scripts/release/licenses.sh "$root/share/doc/gyro"
echo "installed gyro $version in $root" >&2
