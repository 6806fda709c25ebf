// SPDX-License-Identifier: GPL-3.0-or-later
// Exponentials of whole arrays, written without branches so that the compiler vectorizes the loops.
#include "GyroKernels.h"
#include "dispatch.h"

#include <stdint.h>
#include <string.h>

// exp(x) = 2^n exp(r), n = round(x / ln 2), |r| <= ln(2) / 2, with ln 2 split in two so that
// n ln2High is exact (Cody & Waite 1980). The series of exp(r) to r^13 / 13! leaves 4e-18.
GYRO_INLINE double exponential(double x) {
  const double log2OfE = 1.4426950408889634, ln2High = 0.6931471803691238,
               ln2Low = 1.9082149292705877e-10;
  x = x < -708 ? -708 : x;
  x = x > 708 ? 708 : x;
  // Adding 1.5 * 2^52 rounds to the nearest integer, which then stands in the low bits.
  const double shifter = 6755399441055744.0;
  const double shifted = x * log2OfE + shifter;
  const double n = shifted - shifter;
  const double r = (x - n * ln2High) - n * ln2Low;
  double series = 1.0 / 6227020800.0;
  series = series * r + 1.0 / 479001600.0;
  series = series * r + 1.0 / 39916800.0;
  series = series * r + 1.0 / 3628800.0;
  series = series * r + 1.0 / 362880.0;
  series = series * r + 1.0 / 40320.0;
  series = series * r + 1.0 / 5040.0;
  series = series * r + 1.0 / 720.0;
  series = series * r + 1.0 / 120.0;
  series = series * r + 1.0 / 24.0;
  series = series * r + 1.0 / 6.0;
  series = series * r + 0.5;
  series = series * r + 1.0;
  series = series * r + 1.0;
  uint64_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  const uint64_t powerBits = (bits + 1023) << 52;
  double power;
  memcpy(&power, &powerBits, sizeof power);
  return series * power;
}

GYRO_DISPATCHED
void gyro_exp(double *values, size_t count) {
  for (size_t i = 0; i < count; i++) values[i] = exponential(values[i]);
}

GYRO_DISPATCHED
void gyro_silu(double *restrict values, double *restrict slope, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const double x = values[i];
    const double gate = 1 / (1 + exponential(-x));
    values[i] = x * gate;
    slope[i] = gate * (1 + x * (1 - gate));
  }
}
