// SPDX-License-Identifier: GPL-3.0-or-later
// Sixteen floats at a time, with the few functions of them that the kernels need.
#pragma once
#include "GyroKernels.h"
#include "dispatch.h"

#include <stdint.h>
#include <string.h>

// Vectors are passed to inlined functions only, so no calling convention is involved.
#pragma clang diagnostic ignored "-Wpsabi"

// Sixteen floats: one AVX-512 register, two AVX2 registers or four SSE2 registers.
typedef float vector16f __attribute__((vector_size(64), aligned(4)));
typedef int32_t mask16 __attribute__((vector_size(64), aligned(4)));

enum { laneCount = GYRO_FLOAT_LANES };

GYRO_INLINE vector16f load(const float *from) {
  vector16f value;
  memcpy(&value, from, sizeof value);
  return value;
}

GYRO_INLINE void store(float *to, vector16f value) { memcpy(to, &value, sizeof value); }

// Subtracting zero compiles to nothing; adding it does not, since it turns -0 into 0.
GYRO_INLINE vector16f all(float value) { return value - (vector16f){0}; }

GYRO_INLINE vector16f choose(mask16 condition, vector16f yes, vector16f no) {
  return (vector16f)((condition & (mask16)yes) | (~condition & (mask16)no));
}

GYRO_INLINE vector16f atLeast(vector16f value, float minimum) {
  return choose(value > all(minimum), value, all(minimum));
}

// exp(x) = 2^n exp(r) with |r| <= ln(2) / 2; the series to r^7 / 7! leaves 6e-9.
GYRO_INLINE vector16f exponential(vector16f x) {
  x = choose(x > all(-87), x, all(-87));
  x = choose(x < all(88), x, all(88));
  const vector16f shifter = all(12582912.0f);
  const vector16f shifted = x * 1.44269504f + shifter;
  const vector16f n = shifted - shifter;
  const vector16f r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  vector16f series = all(1.0f / 5040);
  series = series * r + 1.0f / 720;
  series = series * r + 1.0f / 120;
  series = series * r + 1.0f / 24;
  series = series * r + 1.0f / 6;
  series = series * r + 0.5f;
  series = series * r + 1.0f;
  series = series * r + 1.0f;
  const mask16 power = ((mask16)shifted + 127) << 23;
  return series * (vector16f)power;
}

// log(x) for x >= 1e-37: x = 2^n m with m in [sqrt(1/2), sqrt(2)), log m = 2 atanh((m - 1) / (m + 1)).
GYRO_INLINE vector16f logarithm(vector16f x) {
  const mask16 bits = (mask16)x;
  mask16 n = ((bits - 0x3f3504f3) >> 23);
  const vector16f m = (vector16f)(bits - (n << 23));
  const vector16f t = (m - 1) / (m + 1), tt = t * t;
  vector16f series = all(2.0f / 9);
  series = series * tt + 2.0f / 7;
  series = series * tt + 2.0f / 5;
  series = series * tt + 2.0f / 3;
  series = series * tt + 2.0f;
  return series * t + __builtin_convertvector(n, vector16f) * 0.69314718f;
}

