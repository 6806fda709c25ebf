// SPDX-License-Identifier: GPL-3.0-or-later
// Matrix products of the small shapes that a conditioner has.
#include "GyroKernels.h"
#include "dispatch.h"

#include <string.h>

// Eight doubles: one AVX-512 register, two AVX2 registers or four SSE2 registers.
typedef double vector8d __attribute__((vector_size(64), aligned(8)));

enum { laneCount = 8, blockRows = 4, blockVectors = 2 };

// The operands of c[m][n] = bias[n] + sum_k a[m][k] b[k][n], or of c += ... where they accumulate.
// Element a[m][k] lies at a[m * aRow + k * aInner], which serves a and its transpose alike.
struct operands {
  const double *restrict a;
  size_t aRow, aInner;
  const double *restrict b;
  const double *restrict bias;
  double *restrict c;
  size_t rows, inner, columns;
};

// A block of `rowCount` x (8 vectorCount) results stays in registers while k runs; the counts and
// `accumulates` are compile-time constants at every call, so the loops over them vanish.
GYRO_INLINE void block(
    const struct operands *of, int rowCount, int vectorCount, int accumulates, size_t row,
    size_t column) {
  vector8d sum[blockRows][blockVectors];
  for (int m = 0; m < rowCount; m++)
    for (int v = 0; v < vectorCount; v++) {
      const size_t n = column + v * laneCount;
      if (accumulates)
        memcpy(&sum[m][v], of->c + (row + m) * of->columns + n, sizeof(vector8d));
      else if (of->bias)
        memcpy(&sum[m][v], of->bias + n, sizeof(vector8d));
      else
        sum[m][v] = (vector8d){0};
    }
  for (size_t k = 0; k < of->inner; k++) {
    vector8d right[blockVectors];
    for (int v = 0; v < vectorCount; v++)
      memcpy(&right[v], of->b + k * of->columns + column + v * laneCount, sizeof(vector8d));
    for (int m = 0; m < rowCount; m++) {
      const double left = of->a[(row + m) * of->aRow + k * of->aInner];
      for (int v = 0; v < vectorCount; v++) sum[m][v] += left * right[v];
    }
  }
  for (int m = 0; m < rowCount; m++)
    for (int v = 0; v < vectorCount; v++)
      memcpy(
          of->c + (row + m) * of->columns + column + v * laneCount, &sum[m][v], sizeof(vector8d));
}

// All rows of some columns; those that are left over take as long together as one of them would.
GYRO_INLINE void stripe(
    const struct operands *of, int vectorCount, int accumulates, size_t column) {
  size_t row = 0;
  for (; row + blockRows <= of->rows; row += blockRows)
    block(of, blockRows, vectorCount, accumulates, row, column);
  switch (of->rows - row) {
    case 3: block(of, 3, vectorCount, accumulates, row, column); break;
    case 2: block(of, 2, vectorCount, accumulates, row, column); break;
    case 1: block(of, 1, vectorCount, accumulates, row, column); break;
  }
}

GYRO_INLINE void product(const struct operands *of, int accumulates) {
  size_t column = 0;
  for (; column + blockVectors * laneCount <= of->columns; column += blockVectors * laneCount)
    stripe(of, blockVectors, accumulates, column);
  for (; column < of->columns; column += laneCount) stripe(of, 1, accumulates, column);
}

GYRO_DISPATCHED
void gyro_dense(
    const double *a, const double *b, const double *bias, double *c, size_t rows, size_t inner,
    size_t columns) {
  const struct operands of = {a, inner, 1, b, bias, c, rows, inner, columns};
  product(&of, 0);
}

GYRO_DISPATCHED
void gyro_dense_outer(
    const double *a, const double *d, double *c, size_t rows, size_t inner, size_t columns) {
  const struct operands of = {a, 1, inner, d, NULL, c, inner, rows, columns};
  product(&of, 1);
}
