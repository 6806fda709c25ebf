#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Copies the license of this package and of everything that is linked into its program to a folder.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=${1:?a folder}
mkdir -p "$folder/licenses"
cp LICENSE CITATION.cff "$folder/"
for package in libgsl-dev zlib1g-dev libexpat1-dev libssl-dev; do
  cp "/usr/share/doc/$package/copyright" "$folder/licenses/$package.txt"
done
cp "$(dirname "$(clang -print-file-name=libstdc++.a)")"/../../../../share/doc/gcc-*-base/copyright \
  "$folder/licenses/libstdc++.txt" 2>/dev/null || cp /usr/share/doc/libstdc++6/copyright "$folder/licenses/libstdc++.txt"
cp "$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")/share/swift/LICENSE.txt" "$folder/licenses/swift.txt"
for checkout in .build/static/checkouts/*/; do
  cp "$checkout/LICENSE.txt" "$folder/licenses/$(basename "$checkout").txt"
done
# International Components for Unicode, which Swift's Foundation contains.
cp /usr/share/doc/libicu-dev/copyright "$folder/licenses/icu.txt" 2>/dev/null ||
  cp /usr/share/doc/libicu[0-9]*/copyright "$folder/licenses/icu.txt"
