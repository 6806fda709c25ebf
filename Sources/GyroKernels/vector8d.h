// SPDX-License-Identifier: GPL-3.0-or-later
// Eight doubles at a time, with their exponential.
#pragma once
#include "dispatch.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Vectors are passed to inlined functions only, so no calling convention is involved.
#pragma clang diagnostic ignored "-Wpsabi"

// Eight doubles: one AVX-512 register, two AVX2 registers or four SSE2 registers.
typedef double vector8d __attribute__((vector_size(64), aligned(8)));
typedef int64_t mask8 __attribute__((vector_size(64), aligned(8)));

enum { doubleCount = 8 };

GYRO_INLINE size_t shorter(size_t length) { return length < doubleCount ? length : doubleCount; }

// The first of eight doubles, the others being zero.
GYRO_INLINE vector8d loadDoubles(const double *from, size_t length) {
  vector8d value = {0};
  if (length == doubleCount)
    memcpy(&value, from, sizeof value);
  else
    memcpy(&value, from, length * sizeof *from);
  return value;
}

GYRO_INLINE void storeDoubles(double *to, vector8d value, size_t length) {
  if (length == doubleCount)
    memcpy(to, &value, sizeof value);
  else
    memcpy(to, &value, length * sizeof *to);
}

GYRO_INLINE double total(vector8d v) {
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

// exp(x) = 2^n exp(r), n = round(x / ln 2), |r| <= ln(2) / 2, with ln 2 split in two so that
// n ln2High is exact (Cody & Waite 1980). The series of exp(r) to r^13 / 13! leaves 4e-18.
GYRO_INLINE vector8d exponentialOfDoubles(vector8d x) {
  const double log2OfE = 1.4426950408889634, ln2High = 0.6931471803691238,
               ln2Low = 1.9082149292705877e-10;
  const vector8d zero = {0}, low = zero - 708, high = zero + 708;
  const mask8 isLow = x < low, isHigh = x > high;
  x = (vector8d)((isLow & (mask8)low) | (isHigh & (mask8)high) | (~(isLow | isHigh) & (mask8)x));
  // Adding 1.5 * 2^52 rounds to the nearest integer, which then stands in the low bits.
  const double shifter = 6755399441055744.0;
  const vector8d shifted = x * log2OfE + shifter;
  const vector8d n = shifted - shifter;
  const vector8d r = (x - n * ln2High) - n * ln2Low;
  vector8d series = zero + 1.0 / 6227020800.0;
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
  const mask8 power = ((mask8)shifted + 1023) << 52;
  return series * (vector8d)power;
}
