// SPDX-License-Identifier: GPL-3.0-or-later
// The folder page as bytes: a script stands after those that it imports.
#include "CEmbeddedPage.h"

// Clang has #embed in every mode; its warning is about other compilers.
#pragma clang diagnostic ignored "-Wc23-extensions"

// All files are text; each ends at a zero, since the size of a compound literal has no name.
static const struct {
  const char *name;
  const unsigned char *bytes;
} files[] = {
    {"page.html",
     (const unsigned char[]){
#embed "page/page.html" suffix(, )
         0}},
    {"page.css",
     (const unsigned char[]){
#embed "page/page.css" suffix(, )
         0}},
    {"numerics.js",
     (const unsigned char[]){
#embed "page/numerics.js" suffix(, )
         0}},
    {"checkpoint.js",
     (const unsigned char[]){
#embed "page/checkpoint.js" suffix(, )
         0}},
    {"flow.js",
     (const unsigned char[]){
#embed "page/flow.js" suffix(, )
         0}},
    {"model.js",
     (const unsigned char[]){
#embed "page/model.js" suffix(, )
         0}},
    {"star.js",
     (const unsigned char[]){
#embed "page/star.js" suffix(, )
         0}},
    {"likelihood.js",
     (const unsigned char[]){
#embed "page/likelihood.js" suffix(, )
         0}},
    {"posterior.js",
     (const unsigned char[]){
#embed "page/posterior.js" suffix(, )
         0}},
    {"age.js",
     (const unsigned char[]){
#embed "page/age.js" suffix(, )
         0}},
    {"text.js",
     (const unsigned char[]){
#embed "page/text.js" suffix(, )
         0}},
    {"forward.js",
     (const unsigned char[]){
#embed "page/forward.js" suffix(, )
         0}},
    {"column-names.js",
     (const unsigned char[]){
#embed "page/column-names.js" suffix(, )
         0}},
    {"star-columns.js",
     (const unsigned char[]){
#embed "page/star-columns.js" suffix(, )
         0}},
    {"delimited-tables.js",
     (const unsigned char[]){
#embed "page/delimited-tables.js" suffix(, )
         0}},
    {"votable.js",
     (const unsigned char[]){
#embed "page/votable.js" suffix(, )
         0}},
    {"fits.js",
     (const unsigned char[]){
#embed "page/fits.js" suffix(, )
         0}},
    {"table-files.js",
     (const unsigned char[]){
#embed "page/table-files.js" suffix(, )
         0}},
    {"survey.js",
     (const unsigned char[]){
#embed "page/survey.js" suffix(, )
         0}},
    {"random.js",
     (const unsigned char[]){
#embed "page/random.js" suffix(, )
         0}},
    {"predictive-check.js",
     (const unsigned char[]){
#embed "page/predictive-check.js" suffix(, )
         0}},
    {"color-check.js",
     (const unsigned char[]){
#embed "page/color-check.js" suffix(, )
         0}},
    {"group.js",
     (const unsigned char[]){
#embed "page/group.js" suffix(, )
         0}},
    {"table-task.js",
     (const unsigned char[]){
#embed "page/table-task.js" suffix(, )
         0}},
    {"dom.js",
     (const unsigned char[]){
#embed "page/dom.js" suffix(, )
         0}},
    {"figure.js",
     (const unsigned char[]){
#embed "page/figure.js" suffix(, )
         0}},
    {"posterior-figure.js",
     (const unsigned char[]){
#embed "page/posterior-figure.js" suffix(, )
         0}},
    {"plane-figure.js",
     (const unsigned char[]){
#embed "page/plane-figure.js" suffix(, )
         0}},
    {"worker.js",
     (const unsigned char[]){
#embed "page/worker.js" suffix(, )
         0}},
    {"assumptions-view.js",
     (const unsigned char[]){
#embed "page/assumptions-view.js" suffix(, )
         0}},
    {"star-view.js",
     (const unsigned char[]){
#embed "page/star-view.js" suffix(, )
         0}},
    {"table-view.js",
     (const unsigned char[]){
#embed "page/table-view.js" suffix(, )
         0}},
    {"cluster-view.js",
     (const unsigned char[]){
#embed "page/cluster-view.js" suffix(, )
         0}},
    {"forward-view.js",
     (const unsigned char[]){
#embed "page/forward-view.js" suffix(, )
         0}},
    {"main.js",
     (const unsigned char[]){
#embed "page/main.js" suffix(, )
         0}},
    {0, 0},
};

const char *gyro_page_file_name(size_t index) { return files[index].name; }
const char *gyro_page_file_text(size_t index) { return (const char *)files[index].bytes; }
