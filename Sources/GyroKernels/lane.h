// SPDX-License-Identifier: GPL-3.0-or-later
// Sixteen floats at a time, with the few functions of them that the kernels need.
#pragma once
#include "GyroKernels.h"
#include "dispatch.h"

#include <stdint.h>
#include <string.h>

// Lanes are passed to inlined functions only, so no calling convention is involved.
#pragma clang diagnostic ignored "-Wpsabi"

// Sixteen floats: one AVX-512 register, two AVX2 registers or four SSE2 registers.
typedef float lane __attribute__((vector_size(64), aligned(4)));
typedef int32_t mask __attribute__((vector_size(64), aligned(4)));

enum { laneWidth = GYRO_FLOAT_LANES };

GYRO_INLINE lane load(const float *from) {
  lane value;
  memcpy(&value, from, sizeof value);
  return value;
}

GYRO_INLINE void store(float *to, lane value) { memcpy(to, &value, sizeof value); }

GYRO_INLINE lane all(float value) { return (lane){0} + value; }

GYRO_INLINE lane choose(mask condition, lane yes, lane no) {
  return (lane)((condition & (mask)yes) | (~condition & (mask)no));
}

GYRO_INLINE lane atLeast(lane value, float least) {
  return choose(value > all(least), value, all(least));
}

// exp(x) = 2^n exp(r) with |r| <= ln(2) / 2; the series to r^7 / 7! leaves 6e-9.
GYRO_INLINE lane exponential(lane x) {
  x = choose(x > all(-87), x, all(-87));
  x = choose(x < all(88), x, all(88));
  const lane shifter = all(12582912.0f);
  const lane shifted = x * 1.44269504f + shifter;
  const lane n = shifted - shifter;
  const lane r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  lane series = all(1.0f / 5040);
  series = series * r + 1.0f / 720;
  series = series * r + 1.0f / 120;
  series = series * r + 1.0f / 24;
  series = series * r + 1.0f / 6;
  series = series * r + 0.5f;
  series = series * r + 1.0f;
  series = series * r + 1.0f;
  const mask power = ((mask)shifted + 127) << 23;
  return series * (lane)power;
}

// log(x) for x >= 1e-37: x = 2^n m with m in [sqrt(1/2), sqrt(2)), log m = 2 atanh((m - 1) / (m + 1)).
GYRO_INLINE lane logarithm(lane x) {
  const mask bits = (mask)x;
  mask n = ((bits - 0x3f3504f3) >> 23);
  const lane m = (lane)(bits - (n << 23));
  const lane t = (m - 1) / (m + 1), tt = t * t;
  lane series = all(2.0f / 9);
  series = series * tt + 2.0f / 7;
  series = series * tt + 2.0f / 5;
  series = series * tt + 2.0f / 3;
  series = series * tt + 2.0f;
  return series * t + __builtin_convertvector(n, lane) * 0.69314718f;
}

