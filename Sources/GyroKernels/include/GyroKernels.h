// SPDX-License-Identifier: GPL-3.0-or-later
// Vector kernels with run-time dispatch. Every function has a plain Swift twin that the tests hold
// against it. The functions know of nothing but arrays.
//
// The order of every sum is fixed by the shapes alone, so that a result does not depend on how rows
// are split over threads. Processors with and without fused multiply-add may differ in the last bits.
#pragma once
#include <stddef.h>

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
