// SPDX-License-Identifier: GPL-3.0-or-later
// Rational-quadratic splines whose knots are polynomials in two numbers, for many pairs at a time.
#include "GyroKernels.h"
#include "dispatch.h"
#include "lane.h"

enum { termCount = GYRO_CELL_TERMS, nodeCount = 9 };

// The polynomial's value: the constant term, then (x, y, x^2, x y, y^2).
GYRO_INLINE lane polynomial(const float *terms, const lane *monomials) {
  lane sum = load(terms);
  for (int term = 1; term < termCount; term++)
    sum += monomials[term - 1] * load(terms + term * laneWidth);
  return sum;
}

// Within a bin of width w, height h, with s = h / w and z = (u - x) / w:
//   f = y + h (s z^2 + d0 z (1 - z)) / D,   D = s + (d0 + d1 - 2 s) z (1 - z),
//   f' = s^2 (d1 z^2 + 2 s z (1 - z) + d0 (1 - z)^2) / D^2     (Durkan et al. 2019, eqs. 4-6).
GYRO_INLINE void splineStep(
    const float *terms, size_t bins, float bound, size_t count, const float *monomials,
    float *arguments, float *slopes) {
  // Knots are near those of a monotonic spline; what interpolation may spoil is mended here.
  const float least = 1e-6f;
  const size_t inner = bins - 1, group = inner * termCount * laneWidth;
  for (size_t item = 0; item < count; item++) {
    lane powers[termCount - 1];
    for (int term = 1; term < termCount; term++)
      powers[term - 1] = all(monomials[item * (termCount - 1) + term - 1]);
    const lane u = load(arguments + item * laneWidth);
    lane x0 = all(-bound), y0 = all(-bound), d0 = all(1);
    lane x1 = x0, y1 = y0, d1 = d0;
    mask isAbove = u >= x0 | u < x0;
    for (size_t knot = 0; knot < inner; knot++) {
      const float *from = terms + knot * termCount * laneWidth;
      const lane x = polynomial(from, powers);
      const lane y = polynomial(from + group, powers);
      const lane d = polynomial(from + 2 * group, powers);
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
    const lane width = atLeast(x1 - x0, least), height = atLeast(y1 - y0, least);
    d0 = atLeast(d0, least);
    d1 = atLeast(d1, least);
    const lane inverse = 1 / width;
    lane z = atLeast((u - x0) * inverse, 0);
    z = choose(z < all(1), z, all(1));
    const lane s = height * inverse;
    const lane rest = 1 - z, product = z * rest;
    const lane ratio = 1 / (s + (d0 + d1 - 2 * s) * product);
    const lane value = y0 + height * (s * z * z + d0 * product) * ratio;
    const lane scaled = s * ratio;
    const lane slope = scaled * scaled * (d1 * z * z + 2 * s * product + d0 * rest * rest);
    const mask isInside = (u > all(-bound)) & (u < all(bound));
    store(arguments + item * laneWidth, choose(isInside, value, u));
    const lane before = load(slopes + item * laneWidth);
    store(slopes + item * laneWidth, choose(isInside, before * slope, before));
  }
}

GYRO_DISPATCHED
void gyro_spline_step(
    const float *terms, size_t bins, float bound, size_t count, const float *monomials,
    float *arguments, float *slopes) {
  if (bins == 8)
    splineStep(terms, 8, bound, count, monomials, arguments, slopes);
  else
    splineStep(terms, bins, bound, count, monomials, arguments, slopes);
}

GYRO_DISPATCHED
void gyro_add_normal(
    const float *arguments, const float *slopes, float weight, float *sums, size_t count) {
  for (size_t i = 0; i < count; i += laneWidth) {
    const lane z = load(arguments + i);
    const lane density = exponential(-0.5f * z * z) * load(slopes + i);
    store(sums + i, load(sums + i) + weight * density);
  }
}

GYRO_DISPATCHED
void gyro_add_normal_moments(
    const float *arguments, const float *slopes, float weight, const float *factors, float *sums,
    float *moments, size_t count) {
  const lane zeroth = load(factors), first = load(factors + laneWidth);
  for (size_t i = 0; i < count; i += laneWidth) {
    const lane z = load(arguments + i);
    const lane relative = exponential(-0.5f * z * z) * load(slopes + i);
    // To the last bit the sum of the function above.
    store(sums + i, load(sums + i) + weight * relative);
    const lane density = weight * relative;
    float *to = moments + 2 * i;
    store(to, load(to) + density * zeroth);
    store(to + laneWidth, load(to + laneWidth) + density * first);
  }
}

GYRO_DISPATCHED
void gyro_log_mixture(
    const float *densities, float weight, float background, float *logs, size_t count) {
  for (size_t i = 0; i < count; i += laneWidth)
    store(logs + i, logarithm(weight * load(densities + i) + background));
}

GYRO_DISPATCHED
void gyro_cell_terms(
    const float *const *nodes, size_t rows, size_t columns, float *terms) {
  for (size_t row = 0; row < rows; row++)
    for (size_t i = 0; i < columns; i += laneWidth) {
      lane v[nodeCount];
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
    lane sum = weights[0] * load(start - 1);
    sum += weights[1] * load(start);
    sum += weights[2] * load(start + 1);
    sum += weights[3] * load(start + 2);
    store(to + row * laneWidth, sum);
  }
}
