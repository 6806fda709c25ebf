// SPDX-License-Identifier: GPL-3.0-or-later
// The folder Catalogs as bytes, and as its folder results the results that the card of the default model shows.
#define _GNU_SOURCE
#include "CEmbeddedCatalogs.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

// Clang has #embed in every mode; its warning is about other compilers.
#pragma clang diagnostic ignored "-Wc23-extensions"

// All files are text; each ends at a zero, since the size of a compound literal has no name.
static const struct {
  const char *name;
  const unsigned char *bytes;
} files[] = {
    {"age-scales.json",
     (const unsigned char[]){
#embed "../../Catalogs/age-scales.json" suffix(, )
         0}},
    {"angus-2020/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/angus-2020/manifest.json" suffix(, )
         0}},
    {"barnes-2016/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/barnes-2016/manifest.json" suffix(, )
         0}},
    {"bouma-2021/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/bouma-2021/manifest.json" suffix(, )
         0}},
    {"bouma-2023/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/bouma-2023/manifest.json" suffix(, )
         0}},
    {"boyle-2023/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/boyle-2023/manifest.json" suffix(, )
         0}},
    {"casagrande-2018/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/casagrande-2018/manifest.json" suffix(, )
         0}},
    {"casagrande-2018/sun.csv",
     (const unsigned char[]){
#embed "../../Catalogs/casagrande-2018/sun.csv" suffix(, )
         0}},
    {"clusters.json",
     (const unsigned char[]){
#embed "../../Catalogs/clusters.json" suffix(, )
         0}},
    {"curtis-2019a/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/curtis-2019a/manifest.json" suffix(, )
         0}},
    {"curtis-2019b/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/curtis-2019b/manifest.json" suffix(, )
         0}},
    {"curtis-2020/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/curtis-2020/manifest.json" suffix(, )
         0}},
    {"douglas-2017/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/douglas-2017/manifest.json" suffix(, )
         0}},
    {"douglas-2024/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/douglas-2024/manifest.json" suffix(, )
         0}},
    {"dungee-2022/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/dungee-2022/manifest.json" suffix(, )
         0}},
    {"feinstein-2024/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/feinstein-2024/manifest.json" suffix(, )
         0}},
    {"fritzewski-2021/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/fritzewski-2021/manifest.json" suffix(, )
         0}},
    {"gillen-2020/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/gillen-2020/manifest.json" suffix(, )
         0}},
    {"godoyrivera-2021/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/godoyrivera-2021/manifest.json" suffix(, )
         0}},
    {"gruner-2023/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/gruner-2023/manifest.json" suffix(, )
         0}},
    {"hall-2021/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/hall-2021/manifest.json" suffix(, )
         0}},
    {"meibom-2011/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/meibom-2011/manifest.json" suffix(, )
         0}},
    {"messina-2022/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/messina-2022/manifest.json" suffix(, )
         0}},
    {"newton-2022/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/newton-2022/manifest.json" suffix(, )
         0}},
    {"rampalli-2021/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/rampalli-2021/manifest.json" suffix(, )
         0}},
    {"rebull-2016/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/rebull-2016/manifest.json" suffix(, )
         0}},
    {"results/external.json",
     (const unsigned char[]){
#embed "../../Validation/Results/external.json" suffix(, )
         0}},
    {"results/folds-stars.json",
     (const unsigned char[]){
#embed "../../Validation/Results/folds-stars.json" suffix(, )
         0}},
    {"results/heldout-leave-one-out.json",
     (const unsigned char[]){
#embed "../../Validation/Results/heldout-leave-one-out.json" suffix(, )
         0}},
    {"results/heldout.json",
     (const unsigned char[]){
#embed "../../Validation/Results/heldout.json" suffix(, )
         0}},
    {"rotators.ecsv",
     (const unsigned char[]){
#embed "../../Catalogs/rotators.ecsv" suffix(, )
         0}},
    {"vanlane-2025/manifest.json",
     (const unsigned char[]){
#embed "../../Catalogs/vanlane-2025/manifest.json" suffix(, )
         0}},
};

static const size_t count = sizeof files / sizeof *files;

const char *gyro_embedded_catalog_name(size_t index) {
  return index < count ? files[index].name : NULL;
}

// A file without a name in any folder, which vanishes with its last descriptor.
static int nameless_file(void) {
#ifdef __linux__
  return memfd_create("gyro-catalog", MFD_CLOEXEC);
#else
  FILE *file = tmpfile();
  if (!file) return -1;
  int descriptor = dup(fileno(file));
  fclose(file);
  return descriptor;
#endif
}

int gyro_embedded_catalog_open(size_t index) {
  const char *rest = (const char *)files[index].bytes;
  size_t size = strlen(rest);
  int file = nameless_file();
  while (file >= 0 && size > 0) {
    ssize_t written = write(file, rest, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      close(file);
      return -1;
    }
    rest += written;
    size -= (size_t)written;
  }
  if (file >= 0) lseek(file, 0, SEEK_SET);
  return file;
}
