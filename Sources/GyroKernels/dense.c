// SPDX-License-Identifier: GPL-3.0-or-later
// Matrix products of the small shapes that a conditioner has.
#include "GyroKernels.h"
#include "dispatch.h"

#include <string.h>

// Eight doubles: one AVX-512 register, two AVX2 registers or four SSE2 registers.
typedef double lane __attribute__((vector_size(64), aligned(8)));

enum { laneWidth = 8, blockRows = 4 };

// A block of `rowCount` x (8 laneCount) results stays in registers while k runs; `rowCount` and
// `laneCount` are compile-time constants at every call, so the loops over them vanish.
// Element a[m][k] lies at a[m * aRow + k * aInner], which serves a and its transpose alike.
#define BLOCK(rowCount, laneCount)                                                        \
  do {                                                                                    \
    lane sum[rowCount][laneCount];                                                        \
    for (int m = 0; m < rowCount; m++)                                                    \
      for (int l = 0; l < laneCount; l++) {                                               \
        if (accumulate)                                                                   \
          memcpy(&sum[m][l], c + (row + m) * columns + column + l * laneWidth, sizeof(lane)); \
        else if (bias)                                                                    \
          memcpy(&sum[m][l], bias + column + l * laneWidth, sizeof(lane));                \
        else                                                                              \
          sum[m][l] = (lane){0};                                                          \
      }                                                                                   \
    for (size_t k = 0; k < inner; k++) {                                                  \
      lane right[laneCount];                                                              \
      memcpy(right, b + k * columns + column, sizeof right);                              \
      for (int m = 0; m < rowCount; m++) {                                                \
        const double left = a[(row + m) * aRow + k * aInner];                             \
        for (int l = 0; l < laneCount; l++) sum[m][l] += left * right[l];                 \
      }                                                                                   \
    }                                                                                     \
    for (int m = 0; m < rowCount; m++)                                                    \
      memcpy(c + (row + m) * columns + column, sum[m], sizeof sum[m]);                    \
  } while (0)

GYRO_INLINE void product(
    const double *restrict a, size_t aRow, size_t aInner, const double *restrict b,
    const double *restrict bias, int accumulate, double *restrict c, size_t rows, size_t inner,
    size_t columns) {
  size_t column = 0;
  for (; column + 2 * laneWidth <= columns; column += 2 * laneWidth) {
    size_t row = 0;
    for (; row + blockRows <= rows; row += blockRows) BLOCK(4, 2);
    for (; row < rows; row++) BLOCK(1, 2);
  }
  for (; column < columns; column += laneWidth) {
    size_t row = 0;
    for (; row + blockRows <= rows; row += blockRows) BLOCK(4, 1);
    for (; row < rows; row++) BLOCK(1, 1);
  }
}

GYRO_DISPATCHED
void gyro_dense(
    const double *a, const double *b, const double *bias, double *c, size_t rows, size_t inner,
    size_t columns) {
  product(a, inner, 1, b, bias, 0, c, rows, inner, columns);
}

GYRO_DISPATCHED
void gyro_dense_outer(
    const double *a, const double *d, double *c, size_t rows, size_t inner, size_t columns) {
  product(a, 1, inner, d, NULL, 1, c, inner, rows, columns);
}
