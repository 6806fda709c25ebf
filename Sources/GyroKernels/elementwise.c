// SPDX-License-Identifier: GPL-3.0-or-later
// Exponentials of whole arrays, eight at a time.
#include "GyroKernels.h"
#include "dispatch.h"
#include "vector8d.h"

GYRO_DISPATCHED
void gyro_exp(double *values, size_t count) {
  for (size_t i = 0; i < count; i += doubleCount) {
    const size_t length = shorter(count - i);
    storeDoubles(values + i, exponentialOfDoubles(loadDoubles(values + i, length)), length);
  }
}

GYRO_DISPATCHED
void gyro_silu(double *restrict values, double *restrict slope, size_t count) {
  for (size_t i = 0; i < count; i += doubleCount) {
    const size_t length = shorter(count - i);
    const vector8d x = loadDoubles(values + i, length);
    const vector8d gate = 1 / (1 + exponentialOfDoubles(-x));
    storeDoubles(values + i, x * gate, length);
    storeDoubles(slope + i, gate * (1 + x * (1 - gate)), length);
  }
}
