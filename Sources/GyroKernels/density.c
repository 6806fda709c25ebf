// SPDX-License-Identifier: GPL-3.0-or-later
// Sums over a density at the nodes of a uniform grid.
#include "GyroKernels.h"
#include "dispatch.h"
#include "vector16f.h"
#include "vector8d.h"

GYRO_DISPATCHED
float gyro_curve(
    const float *logs, const int32_t *places, const float *weights, size_t window,
    const float *factors, size_t count, float *values, size_t *mode) {
  // Each of sixteen sums runs over the whole window, most weights being zero: cheaper than to gather four logs each.
  vector16f best = all(0);
  mask16 bestPlaces = {0};
  for (size_t i = 0; i < count; i += laneCount) {
    const float *from = logs + places[i / laneCount];
    vector16f even = all(0), odd = all(0);
    size_t j = 0;
    for (; j + 1 < window; j += 2, weights += 2 * laneCount) {
      even += all(from[j]) * load(weights);
      odd += all(from[j + 1]) * load(weights + laneCount);
    }
    if (j < window) {
      even += all(from[j]) * load(weights);
      weights += laneCount;
    }
    const vector16f value = exponential(even + odd) * load(factors + i);
    const mask16 isBetter = value > best, place = {0};
    best = choose(isBetter, value, best);
    bestPlaces = (isBetter & (place + (int32_t)i)) | (~isBetter & bestPlaces);
    store(values + i, value);
  }
  float largest = 0;
  *mode = 0;
  for (int k = 0; k < laneCount; k++) {
    const size_t place = (size_t)bestPlaces[k] + (size_t)k;
    if (best[k] > largest || (best[k] == largest && place < *mode)) {
      largest = best[k];
      *mode = place;
    }
  }
  return largest;
}

// One bit for each lane.
typedef _Bool flags16 __attribute__((ext_vector_type(16)));

GYRO_INLINE uint64_t bitsAbove(const float *values, vector16f level) {
  const flags16 isAbove = __builtin_convertvector(load(values) > level, flags16);
  uint16_t bits;
  memcpy(&bits, &isAbove, sizeof bits);
  return bits;
}

GYRO_DISPATCHED
size_t gyro_crossings(const float *values, size_t count, float level, int32_t *nodes) {
  const vector16f bar = all(level);
  size_t found = 0;
  uint64_t last = values[0] > level;
  for (size_t i = 0; i < count;) {
    // As many vectors together as a word has bits for, since few of them hold a crossing.
    uint64_t bits = bitsAbove(values + i, bar);
    size_t width = laneCount;
    if (i + 4 * laneCount <= count) {
      for (int part = 1; part < 4; part++)
        bits |= bitsAbove(values + i + part * laneCount, bar) << (part * laneCount);
      width = 4 * laneCount;
    }
    uint64_t changes = bits ^ (bits << 1 | last);
    if (width < 64) changes &= ((uint64_t)1 << width) - 1;
    last = bits >> (width - 1);
    for (; changes; changes &= changes - 1)
      nodes[found++] = (int32_t)(i + (size_t)__builtin_ctzll(changes));
    i += width;
  }
  return found;
}

GYRO_DISPATCHED
void gyro_extremes(const float *values, size_t count, float *lowest, float *highest) {
  float low = values[0], high = values[0];
  size_t i = 0;
  if (count >= laneCount) {
    vector16f lows = load(values), highs = lows;
    for (i = laneCount; i + laneCount <= count; i += laneCount) {
      const vector16f value = load(values + i);
      lows = choose(value < lows, value, lows);
      highs = choose(value > highs, value, highs);
    }
    for (int k = 0; k < laneCount; k++) {
      low = lows[k] < low ? lows[k] : low;
      high = highs[k] > high ? highs[k] : high;
    }
  }
  for (; i < count; i++) {
    low = values[i] < low ? values[i] : low;
    high = values[i] > high ? values[i] : high;
  }
  *lowest = low;
  *highest = high;
}

typedef float vector8f __attribute__((vector_size(32), aligned(4)));
GYRO_INLINE vector8d doubles(const float *from) {
  vector8f value;
  memcpy(&value, from, sizeof value);
  return __builtin_convertvector(value, vector8d);
}

GYRO_DISPATCHED
void gyro_moments(const float *values, size_t count, double *before, double *moments) {
  vector8d zeroth = {0}, first = {0}, second = {0};
  vector8d place = {0, 1, 2, 3, 4, 5, 6, 7};
  for (size_t i = 0; i < count; i += laneCount) {
    before[i / laneCount] = total(zeroth);
    const vector8d left = doubles(values + i), right = doubles(values + i + laneCount / 2);
    const vector8d next = place + laneCount / 2;
    const vector8d placeLeft = place * left, nextRight = next * right;
    zeroth += left + right;
    first += placeLeft + nextRight;
    second += place * placeLeft + next * nextRight;
    place += laneCount;
  }
  before[count / laneCount] = total(zeroth);
  moments[0] = total(zeroth);
  moments[1] = total(first);
  moments[2] = total(second);
}
