// SPDX-License-Identifier: GPL-3.0-or-later
// Densities from splines in two numbers, and a product of their mixtures with a background, with derivatives.
#include "GyroKernels.h"
#include "dispatch.h"
#include "vector8d.h"

#include <math.h>

GYRO_DISPATCHED
void gyro_add_spline_densities(
    const double *coefficients, size_t rowStride, size_t columnStride, const double *rowWeights,
    const double *columnWeights, double weight, double place, size_t count, double *sums) {
  for (size_t i = 0; i < count; i += doubleCount) {
    vector8d log = {0}, byRow = {0}, byColumn = {0};
    for (size_t row = 0; row < 4; row++) {
      vector8d value = {0}, slope = {0};
      for (size_t column = 0; column < 4; column++) {
        const vector8d coefficient = loadDoubles(
            coefficients + row * rowStride + column * columnStride + i, doubleCount);
        value += coefficient * columnWeights[column];
        slope += coefficient * columnWeights[4 + column];
      }
      log += value * rowWeights[row];
      byRow += value * rowWeights[4 + row];
      byColumn += slope * rowWeights[row];
    }
    const vector8d density = weight * exponentialOfDoubles(log);
    const vector8d terms[4] = {density, density * byRow, density * byColumn, density * byRow * place};
    for (size_t term = 0; term < 4; term++) {
      double *sum = sums + term * count + i;
      storeDoubles(sum, loadDoubles(sum, doubleCount) + terms[term], doubleCount);
    }
  }
}

GYRO_DISPATCHED
void gyro_mixture_product(
    const double *densities, const double *shares, const double *complements,
    const double *backgrounds, size_t count, double odds, double factor, double *result) {
  const vector8d one = {1, 1, 1, 1, 1, 1, 1, 1};
  vector8d product = one, sums[GYRO_MIXTURE_TERMS - 1] = {0};
  mask8 exponents = {0};
  for (size_t i = 0; i < count; i += doubleCount) {
    const vector8d share = loadDoubles(shares + i, doubleCount) * odds;
    const vector8d complement = loadDoubles(complements + i, doubleCount);
    const vector8d background = loadDoubles(backgrounds + i, doubleCount);
    const vector8d density = loadDoubles(densities + i, doubleCount);
    const vector8d total = 1 / (share + complement);
    const vector8d shifted = share * total, weight = shifted * factor;
    const vector8d likelihood = weight * density + (1 - weight) * background;
    const vector8d inverse = 1 / likelihood, weighted = weight * inverse;
    const vector8d byWeight = (density - background) * inverse;
    for (size_t term = 0; term < 3; term++)
      sums[term] += weighted * loadDoubles(densities + (term + 1) * count + i, doubleCount);
    sums[3] += byWeight * weight * (complement * total);
    sums[4] -= byWeight * shifted;
    // The product is kept as a number from 1 to 2 and a power of two: one logarithm for all of a lane.
    product *= likelihood;
    const mask8 bits = (mask8)product, mantissa = 0xfffffffffffff & bits;
    exponents += (bits >> 52) - 1023;
    product = (vector8d)(mantissa | (mask8)one);
  }
  double logs = 0;
  for (int lane = 0; lane < doubleCount; lane++)
    logs += log(product[lane]) + (double)exponents[lane] * 0.6931471805599453;
  result[0] = logs;
  for (int term = 1; term < GYRO_MIXTURE_TERMS; term++) result[term] = total(sums[term - 1]);
}
