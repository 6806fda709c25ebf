// SPDX-License-Identifier: GPL-3.0-or-later
// Vector kernels with run-time dispatch. Every function has a plain Swift twin, with which the
// tests compare it. The functions know of nothing but arrays.
//
// The order of every sum is fixed by the shapes alone, so that a result does not depend on how rows
// are split over threads. Processors with and without fused multiply-add may differ in the last bits.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Has bytes brought into the cache, while other work goes on.
static inline void gyro_fetch(const void *bytes, size_t count) {
  for (size_t i = 0; i < count; i += 64) __builtin_prefetch((const char *)bytes + i);
}

/// c[m][n] = bias[n] + sum_k a[m][k] b[k][n], or without a bias (NULL) starting from zero.
/// Row-major; `columns` must be a multiple of 8.
void gyro_dense(
    const double *a, const double *b, const double *bias, double *c, size_t rows, size_t inner,
    size_t columns);

/// c[k][n] += sum_m a[m][k] d[m][n]: the gradient of a weight matrix.
/// Row-major; `columns` must be a multiple of 8.
void gyro_dense_outer(
    const double *a, const double *d, double *c, size_t rows, size_t inner, size_t columns);

/// x becomes exp(x), within 2 ulp for |x| < 708; the argument is clamped to that range.
void gyro_exp(double *values, size_t count);

/// x becomes x / (1 + exp(-x)), and slope[i] its derivative there.
void gyro_silu(double *values, double *slope, size_t count);

/// Floats that the kernels below take at a time.
#define GYRO_FLOAT_LANES 16
/// Terms of a polynomial in two numbers x and y: 1, x, y, x^2, x y, y^2.
#define GYRO_CELL_TERMS 6

/// Sends `count` lists of 16 arguments through one rational-quadratic spline each, whose inner knots
/// are polynomials: u becomes f(u), and slopes are multiplied by f'(u).
///
/// `terms` has shape [3 (bins - 1)][6][16]: positions, values and slopes of the inner knots;
/// `monomials` [count][5] without the leading 1; `arguments` and `slopes` [count][16]. Without monomials
/// (NULL) the knots are constants, and `terms` has shape [3 (bins - 1)][16].
void gyro_spline_step(
    const float *terms, size_t bins, float bound, size_t count, const float *monomials,
    float *arguments, float *slopes);

/// sums[i] += weight slopes[i] exp(-arguments[i]^2 / 2); `count` must be a multiple of 16.
void gyro_add_normal(
    const float *arguments, const float *slopes, float weight, float *sums, size_t count);

/// The same, and each row of 16 times two rows of factors is added to two rows of moments: `factors` has
/// shape [2][16], `moments` [count / 16][2][16].
void gyro_add_normal_moments(
    const float *arguments, const float *slopes, float weight, const float *factors, float *sums,
    float *moments, size_t count);

/// logs[i] = log(weight densities[i] + background), which must not be below 1e-37;
/// `count` must be a multiple of 16.
void gyro_log_mixture(
    const float *densities, float weight, float background, float *logs, size_t count);

/// sums[i] += sum_row weights[row] rows[row][i] for start <= i < end, whose difference must be a multiple of 16.
void gyro_add_rows(
    const float *const *rows, const float *weights, size_t count, size_t start, size_t end,
    float *sums);

/// The polynomial of second order through nine nodes (all of its terms but those of third and fourth
/// order): nodes x by y from (-1, -1), each [rows][columns]; terms [rows][6][columns].
/// `columns` must be a multiple of 16.
void gyro_cell_terms(const float *const *nodes, size_t rows, size_t columns, float *terms);

/// to[row][k] = sum_j weights[j] from[row][k + j - 1] for 16 k, from rows of a longer table.
void gyro_between(
    const float *from, size_t rows, size_t columns, const float *weights, float *to);

/// values[16 b + k] = factors[16 b + k] exp(sum_j weights[b][j][k] logs[places[b] + j]), weights of shape
/// [count / 16][window][16]; `count` must be a multiple of 16. Returns the largest value, or 0, and `mode`, the first
/// index at which it is.
float gyro_curve(
    const float *logs, const int32_t *places, const float *weights, size_t window,
    const float *factors, size_t count, float *values, size_t *mode);

/// The nodes, in order, at which values begin to exceed a level or cease to: node i is one if exactly one of the
/// values i - 1 and i does. Returns how many there are, fewer than `count`, which must be a multiple of 16.
size_t gyro_crossings(const float *values, size_t count, float level, int32_t *nodes);

/// The sums of x^0, x^1 and x^2 times values at x = 0, 1, ... count - 1, and before[b] that of the first 16 b values
/// for b = 0, 1, ... count / 16; `count` must be a multiple of 16.
void gyro_moments(const float *values, size_t count, double *before, double *moments);

/// The smallest and the largest of `count` values, at least one.
void gyro_extremes(const float *values, size_t count, float *lowest, float *highest);

/// Densities exp(t) of `count` functions t(x, y) that are bicubic splines, with their derivatives, are added to sums:
///
///     t[i] = sum_row sum_column rowWeights[row] columnWeights[column] coefficients[row rowStride + column columnStride + i]
///     sums[0][i] += weight exp(t),  sums[1][i] += weight exp(t) dt/dx,  sums[2][i] += weight exp(t) dt/dy,
///     sums[3][i] += weight place exp(t) dt/dx
///
/// Weights have shape [2][4], those of the value and those of the slope; sums [4][count]; `count` must be a multiple of 8.
void gyro_add_spline_densities(
    const double *coefficients, size_t rowStride, size_t columnStride, const double *rowWeights,
    const double *columnWeights, double weight, double place, size_t count, double *sums);

/// Numbers that `gyro_mixture_product` gives.
#define GYRO_MIXTURE_TERMS 6

/// The log of the product of mixtures w p + (1 - w) b and its derivatives, where w = factor s and
/// s = shares odds / (shares odds + complements).
///
/// `densities` has shape [4][count]: p and its derivatives by three numbers. The result: the log, its derivatives by
/// those three, by log odds, and by 1 - factor. Mixtures must be positive normal numbers; `count` must be a multiple of 8.
void gyro_mixture_product(
    const double *densities, const double *shares, const double *complements,
    const double *backgrounds, size_t count, double odds, double factor, double *result);
