#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the guides as a static site with search, by MkDocs Material; a link that leads nowhere is an error.
# The options of every sub-command are made of its help.
# Use: Scripts/site.sh [folder]   (default: .build/site)
set -euo pipefail
cd "$(dirname "$0")/.."
output=$(realpath -m "${1:-.build/site}")

tools=$PWD/.build/site-tools
[ -x "$tools/bin/mkdocs" ] || {
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check 'mkdocs-material>=9,<10'
}
# The build of the tests, which is there already when they were run.
export GYRO_OPTIMIZED=1
swift build --product gyro >&2
gyro=$(swift build --show-bin-path)/gyro

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Pages keep their places, so that links between them stay as they are.
git ls-files -z 'README.md' 'CHANGELOG.md' 'CONTRIBUTING.md' 'Documentation/*.md' 'Documentation/*.png' \
  'Documentation/*.json' 'Catalogs/*.md' 'Validation/*.md' 'Python/*.md' |
  xargs -0 cp --parents -t "$scratch"
# What is linked to and no page is copied too; a folder is shown by its README or by a list of its files.
while IFS= read -r page; do
  { grep -oE '\]\([^)#:[:space:]]+' "$page" || true; } | sed 's/^](//' | while IFS= read -r target; do
    path=$(realpath -m --relative-to=. "$(dirname "$page")/$target")
    [ ! -f "$path" ] || [ -e "$scratch/$path" ] || cp --parents "$path" "$scratch"
    [ ! -d "$path" ] || [ -e "$scratch/$path/README.md" ] || {
      mkdir -p "$scratch/$path"
      { echo "# $(basename "$path")"; echo
        git ls-files "$path" | while IFS= read -r file; do echo "- \`${file#"$path/"}\`"; done
      } >"$scratch/$path/README.md"
    }
  done
done < <(git ls-files '*.md')
# MkDocs wants the file where GitHub takes the folder.
find "$scratch" -name '*.md' | while IFS= read -r page; do
  { grep -oE '\]\([^)#:[:space:]]+' "$page" || true; } | sed 's/^](//' | sort -u | while IFS= read -r target; do
    [ ! -d "$(dirname "$page")/$target" ] || sed -i "s|](${target})|](${target%/}/README.md)|g" "$page"
  done
done

{
  printf '# Command reference\n\nMade of `gyro SUBCOMMAND --help`.\n'
  for name in age cluster track simulate plot cite train "catalog fetch" "catalog build" "catalog show" \
    "catalog check" "catalog compare" "model show" "model card" "model score" "model import" \
    "model density" "robustness run" "robustness merge"; do
    printf '\n## gyro %s\n\n```text\n' "$name"
    # shellcheck disable=SC2086
    "$gyro" $name --help
    printf '```\n'
  done
} >"$scratch/Documentation/Commands.md"

cat >"$scratch.yml" <<YAML
site_name: Gyrochrone
docs_dir: $scratch
site_dir: $output
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [tables, fenced_code, toc]
nav:
  - Home: README.md
  - Tutorial and how-to:
      - Documentation/Estimating-an-age.md
      - Documentation/Surveys.md
      - Documentation/Dating-a-cluster.md
      - Documentation/Forward-model.md
      - Documentation/Robustness.md
      - Documentation/Training.md
      - Documentation/Adding-a-catalog.md
      - Python: Python/README.md
      - Documentation/Library.md
  - Gallery: Documentation/Gallery.md
  - Reference:
      - Documentation/Commands.md
      - Documentation/Column-names.md
      - Documentation/Flags.md
      - Documentation/Conventions.md
      - Documentation/Model-card.md
      - Documentation/Public-API.md
      - Catalogs: Catalogs/README.md
  - Explanation:
      - Documentation/How-it-works.md
      - Documentation/Caveats.md
      - Documentation/Age-scale.md
      - Documentation/Validation.md
      - Validation: Validation/README.md
      - Documentation/FAQ.md
  - Glossary: Documentation/Glossary.md
  - Changes: CHANGELOG.md
YAML
trap 'rm -rf "$scratch" "$scratch.yml"' EXIT
log=$("$tools/bin/mkdocs" build --clean --config-file "$scratch.yml" 2>&1) || { echo "$log" >&2; exit 1; }
if grep -E '^WARNING .*(link|contains)' <<<"$log" >&2; then exit 1; fi
echo "site: $(find "$output" -name index.html | wc -l) pages in $output"
