// SPDX-License-Identifier: GPL-3.0-or-later
// Sums over a density at the nodes of a uniform grid.
#include "GyroKernels.h"
#include "dispatch.h"
#include "vector16f.h"

GYRO_DISPATCHED
void gyro_curve(
    const float *logs, const int32_t *places, const float *weights, const float *factors,
    size_t count, float *values) {
  for (size_t i = 0; i < count; i += laneCount) {
    float at[4][laneCount];
    for (int k = 0; k < laneCount; k++) {
      const float *from = logs + places[i + k];
      at[0][k] = from[0];
      at[1][k] = from[1];
      at[2][k] = from[2];
      at[3][k] = from[3];
    }
    vector16f sum = load(weights + i) * load(at[0]);
    sum += load(weights + count + i) * load(at[1]);
    sum += load(weights + 2 * count + i) * load(at[2]);
    sum += load(weights + 3 * count + i) * load(at[3]);
    store(values + i, exponential(sum) * load(factors + i));
  }
}

GYRO_DISPATCHED
double gyro_part_above(const float *values, size_t count, float level) {
  // Under the segment from l to r, where it exceeds the level; segments in whole lanes, then the rest.
  const vector16f bar = all(level);
  vector16f sum = all(0);
  size_t i = 0;
  for (; i + laneCount < count; i += laneCount) {
    const vector16f l = load(values + i), r = load(values + i + 1);
    const mask16 lAbove = l > bar, rAbove = r > bar;
    const vector16f high = choose(l > r, l, r), low = choose(l > r, r, l);
    const vector16f cut = (high + bar) * (high - bar) / (high - low);
    sum += choose(lAbove & rAbove, l + r, choose(lAbove | rAbove, cut, all(0)));
  }
  double total = 0;
  for (int k = 0; k < laneCount; k++) total += sum[k];
  for (; i + 1 < count; i++) {
    const double l = values[i], r = values[i + 1], high = l > r ? l : r, low = l > r ? r : l;
    if (low > level)
      total += l + r;
    else if (high > level)
      total += (high + level) * (high - level) / (high - low);
  }
  return 0.5 * total;
}

// Sixteen doubles.
typedef double vector16d __attribute__((vector_size(128), aligned(8)));

GYRO_DISPATCHED
void gyro_moments(const float *values, size_t count, double *moments) {
  vector16d zeroth = {0}, first = {0}, second = {0};
  vector16d place = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  size_t i = 0;
  for (; i + laneCount <= count; i += laneCount) {
    const vector16d value = __builtin_convertvector(load(values + i), vector16d);
    zeroth += value;
    first += place * value;
    second += place * place * value;
    place += laneCount;
  }
  for (int power = 0; power < 3; power++) moments[power] = 0;
  for (int k = 0; k < laneCount; k++) {
    moments[0] += zeroth[k];
    moments[1] += first[k];
    moments[2] += second[k];
  }
  for (; i < count; i++) {
    const double x = (double)i, value = values[i];
    moments[0] += value;
    moments[1] += x * value;
    moments[2] += x * x * value;
  }
  const double end = (double)(count - 1), last = 0.5 * values[count - 1];
  moments[0] -= 0.5 * values[0] + last;
  moments[1] -= end * last;
  moments[2] -= end * end * last;
}

GYRO_DISPATCHED
float gyro_largest(const float *values, size_t count) {
  vector16f best = all(0);
  size_t i = 0;
  for (; i + laneCount <= count; i += laneCount) {
    const vector16f value = load(values + i);
    best = choose(value > best, value, best);
  }
  float largest = 0;
  for (int k = 0; k < laneCount; k++) largest = best[k] > largest ? best[k] : largest;
  for (; i < count; i++) largest = values[i] > largest ? values[i] : largest;
  return largest;
}

void gyro_running_integral(const float *values, size_t count, double *integral) {
  double sum = 0;
  integral[0] = 0;
  for (size_t i = 1; i < count; i++) {
    sum += 0.5 * ((double)values[i - 1] + (double)values[i]);
    integral[i] = sum;
  }
}
