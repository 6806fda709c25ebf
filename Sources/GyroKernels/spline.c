// SPDX-License-Identifier: GPL-3.0-or-later
// Rational-quadratic splines whose knots are polynomials in two numbers, for many pairs at a time.
#include "GyroKernels.h"
#include "dispatch.h"
#include "vector16f.h"

enum { termCount = GYRO_CELL_TERMS, nodeCount = 9 };

// The polynomial's value: the constant term, then (x, y, x^2, x y, y^2).
GYRO_INLINE vector16f polynomial(const float *terms, int count, const vector16f *monomials) {
  vector16f sum = load(terms);
  for (int term = 1; term < count; term++)
    sum += monomials[term - 1] * load(terms + term * laneCount);
  return sum;
}

// Within a bin of width w, height h, with s = h / w and z = (u - x) / w:
//   f = y + h (s z^2 + d0 z (1 - z)) / D,   D = s + (d0 + d1 - 2 s) z (1 - z),
//   f' = s^2 (d1 z^2 + 2 s z (1 - z) + d0 (1 - z)^2) / D^2     (Durkan et al. 2019, eqs. 4-6).
GYRO_INLINE void splineStep(
    const float *terms, int termsEach, size_t bins, float bound, size_t count,
    const float *monomials, float *arguments, float *slopes) {
  // Knots are near those of a monotonic spline; what interpolation may spoil is mended here.
  const float minimum = 1e-6f;
  const size_t inner = bins - 1, group = inner * termsEach * laneCount;
  for (size_t item = 0; item < count; item++) {
    vector16f powers[termCount];
    for (int term = 1; term < termsEach; term++)
      powers[term - 1] = all(monomials[item * (termCount - 1) + term - 1]);
    const vector16f u = load(arguments + item * laneCount);
    vector16f x0 = all(-bound), y0 = all(-bound), d0 = all(1);
    vector16f x1 = x0, y1 = y0, d1 = d0;
    mask16 isAbove = u >= x0 | u < x0;
    for (size_t knot = 0; knot < inner; knot++) {
      const float *from = terms + knot * termsEach * laneCount;
      const vector16f x = polynomial(from, termsEach, powers);
      const vector16f y = polynomial(from + group, termsEach, powers);
      const vector16f d = polynomial(from + 2 * group, termsEach, powers);
      x1 = choose(isAbove, x, x1);
      y1 = choose(isAbove, y, y1);
      d1 = choose(isAbove, d, d1);
      isAbove = isAbove & (u >= x);
      x0 = choose(isAbove, x, x0);
      y0 = choose(isAbove, y, y0);
      d0 = choose(isAbove, d, d0);
    }
    x1 = choose(isAbove, all(bound), x1);
    y1 = choose(isAbove, all(bound), y1);
    d1 = choose(isAbove, all(1), d1);
    const vector16f width = atLeast(x1 - x0, minimum), height = atLeast(y1 - y0, minimum);
    d0 = atLeast(d0, minimum);
    d1 = atLeast(d1, minimum);
    const vector16f inverse = 1 / width;
    vector16f z = atLeast((u - x0) * inverse, 0);
    z = choose(z < all(1), z, all(1));
    const vector16f s = height * inverse;
    const vector16f rest = 1 - z, product = z * rest;
    const vector16f ratio = 1 / (s + (d0 + d1 - 2 * s) * product);
    const vector16f value = y0 + height * (s * z * z + d0 * product) * ratio;
    const vector16f scaled = s * ratio;
    const vector16f slope = scaled * scaled * (d1 * z * z + 2 * s * product + d0 * rest * rest);
    const mask16 isInside = (u > all(-bound)) & (u < all(bound));
    store(arguments + item * laneCount, choose(isInside, value, u));
    const vector16f before = load(slopes + item * laneCount);
    store(slopes + item * laneCount, choose(isInside, before * slope, before));
  }
}

GYRO_DISPATCHED
void gyro_spline_step(
    const float *terms, size_t bins, float bound, size_t count, const float *monomials,
    float *arguments, float *slopes) {
  if (!monomials)
    splineStep(terms, 1, bins, bound, count, monomials, arguments, slopes);
  else if (bins == 8)
    splineStep(terms, termCount, 8, bound, count, monomials, arguments, slopes);
  else
    splineStep(terms, termCount, bins, bound, count, monomials, arguments, slopes);
}

GYRO_DISPATCHED
void gyro_add_normal(
    const float *arguments, const float *slopes, float weight, float *sums, size_t count) {
  for (size_t i = 0; i < count; i += laneCount) {
    const vector16f z = load(arguments + i);
    const vector16f density = exponential(-0.5f * z * z) * load(slopes + i);
    store(sums + i, load(sums + i) + weight * density);
  }
}

GYRO_DISPATCHED
void gyro_add_normal_moments(
    const float *arguments, const float *slopes, float weight, const float *factors, float *sums,
    float *moments, size_t count) {
  const vector16f zeroth = load(factors), first = load(factors + laneCount);
  for (size_t i = 0; i < count; i += laneCount) {
    const vector16f z = load(arguments + i);
    const vector16f relative = exponential(-0.5f * z * z) * load(slopes + i);
    // To the last bit the sum of the function above.
    store(sums + i, load(sums + i) + weight * relative);
    const vector16f density = weight * relative;
    float *to = moments + 2 * i;
    store(to, load(to) + density * zeroth);
    store(to + laneCount, load(to + laneCount) + density * first);
  }
}

GYRO_DISPATCHED
void gyro_log_mixture(
    const float *densities, float weight, float background, float *logs, size_t count) {
  for (size_t i = 0; i < count; i += laneCount)
    store(logs + i, logarithm(weight * load(densities + i) + background));
}

// The sums stay in registers while the rows go by.
GYRO_INLINE void addRows(
    const float *const *rows, const float *weights, size_t count, size_t at, int vectors,
    float *sums) {
  vector16f sum[8];
  for (int k = 0; k < vectors; k++) sum[k] = load(sums + at + k * laneCount);
  for (size_t row = 0; row < count; row++) {
    const vector16f weight = all(weights[row]);
    const float *from = rows[row] + at;
    for (int k = 0; k < vectors; k++) sum[k] += weight * load(from + k * laneCount);
  }
  for (int k = 0; k < vectors; k++) store(sums + at + k * laneCount, sum[k]);
}

GYRO_DISPATCHED
void gyro_add_rows(
    const float *const *rows, const float *weights, size_t count, size_t start, size_t end,
    float *sums) {
  size_t at = start;
  for (; at + 8 * laneCount <= end; at += 8 * laneCount)
    addRows(rows, weights, count, at, 8, sums);
  // One pass for what is left: few sums at a time would wait for each other.
  switch ((end - at) / laneCount) {
    case 7: addRows(rows, weights, count, at, 7, sums); break;
    case 6: addRows(rows, weights, count, at, 6, sums); break;
    case 5: addRows(rows, weights, count, at, 5, sums); break;
    case 4: addRows(rows, weights, count, at, 4, sums); break;
    case 3: addRows(rows, weights, count, at, 3, sums); break;
    case 2: addRows(rows, weights, count, at, 2, sums); break;
    case 1: addRows(rows, weights, count, at, 1, sums); break;
    default: break;
  }
}

GYRO_DISPATCHED
void gyro_cell_terms(
    const float *const *nodes, size_t rows, size_t columns, float *terms) {
  for (size_t row = 0; row < rows; row++)
    for (size_t i = 0; i < columns; i += laneCount) {
      vector16f v[nodeCount];
      for (int node = 0; node < nodeCount; node++) v[node] = load(nodes[node] + row * columns + i);
      // Nodes lie row by row: (-1,-1), (-1,0), (-1,1), (0,-1), ...
      float *to = terms + row * termCount * columns + i;
      store(to, v[4]);
      store(to + columns, 0.5f * (v[7] - v[1]));
      store(to + 2 * columns, 0.5f * (v[5] - v[3]));
      store(to + 3 * columns, 0.5f * (v[7] + v[1]) - v[4]);
      store(to + 4 * columns, 0.25f * ((v[8] - v[6]) - (v[2] - v[0])));
      store(to + 5 * columns, 0.5f * (v[5] + v[3]) - v[4]);
    }
}

GYRO_DISPATCHED
void gyro_between(
    const float *from, size_t rows, size_t columns, const float *weights, float *to) {
  for (size_t row = 0; row < rows; row++) {
    const float *start = from + row * columns;
    vector16f sum = weights[0] * load(start - 1);
    sum += weights[1] * load(start);
    sum += weights[2] * load(start + 1);
    sum += weights[3] * load(start + 2);
    store(to + row * laneCount, sum);
  }
}
