#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds gyro, and with --library the shared library of the C interface, so that they need nothing but the C library.
# Prints the folder they are in. For Linux; the static archives of GSL, zlib, Expat and OpenSSL come with setup.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."

[ "$(uname)" = Linux ] || { echo "static: for Linux; elsewhere: swift build -c release" >&2; exit 1; }
scratch=$PWD/.build/static
runtime=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")/lib/swift_static/linux
cxx=$(clang -print-file-name=libstdc++.a)

# Makes a folder of archives, without the shared libraries beside them, and settings of pkg-config that lead there.
offer() {
  local name=$1; shift
  mkdir -p "$scratch/$name"
  for library in "$@"; do
    ln -sf "$(pkg-config --variable=libdir libcrypto)/lib$library.a" "$scratch/$name/"
  done
  ln -sf "$cxx" "$scratch/$name/"
  for module in gsl zlib expat libcrypto; do
    sed "s|^libdir=.*|libdir=$scratch/$name|; s|-L/[^ ]*|-L$scratch/$name|; s|-L\${sharedlibdir}||" \
      "$(pkg-config --variable=pcfiledir $module)/$module.pc" > "$scratch/$name/$module.pc"
  done
}

mkdir -p "$scratch"
clang -O2 -fPIC -c Scripts/release/arc4random.c -o "$scratch/arc4random.o"
build=(swift build -c release --static-swift-stdlib --scratch-path "$scratch")
# The archive of GSL's BLAS is not position-independent, so that the program is at a fixed address.
offer program gsl gslcblas crypto expat z
PKG_CONFIG_PATH=$scratch/program "${build[@]}" --product gyro \
  -Xlinker "$scratch/arc4random.o" -Xlinker -no-pie -Xlinker -s -Xlinker "-L$scratch/program" >&2
folder=$("${build[@]}" --show-bin-path)

if [ "${1:-}" = --library ]; then
  # Archives that are position-independent; the others stay shared libraries, of which wheels bundle GSL's BLAS.
  offer library gsl crypto expat
  PKG_CONFIG_PATH=$scratch/library "${build[@]}" --product GyroC -Xlinker "-L$runtime" >&2
  # SwiftPM links shared libraries to the shared runtime whatever it is told, so its objects are linked again: with the
  # static runtime, and with the command, whose main function it calls gyro_main.
  sort -u "$folder"/{gyro,GyroC}.product/Objects.LinkFileList > "$scratch/objects"
  printf '{ global: gyro_*; local: *; };\n' > "$scratch/exports"
  # Linked by lld, which alone hides the symbols of Swift.
  swiftc -emit-library -static-stdlib -use-ld=lld -o "$folder/libGyroC.so" "@$scratch/objects" "$scratch/arc4random.o" \
    "-L$scratch/library" -L"$(pkg-config --variable=libdir libcrypto)" \
    -lgsl -lgslcblas -lcrypto -lexpat -lz -lm -Xlinker --version-script="$scratch/exports" \
    -Xlinker -soname=libGyroC.so -Xlinker --gc-sections -Xlinker -s >&2
fi
echo "$folder"
