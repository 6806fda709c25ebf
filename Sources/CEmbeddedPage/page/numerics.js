// SPDX-License-Identifier: GPL-3.0-or-later
// Normal distribution, logarithms of sums, grids and interpolation.

const logSqrt2Pi = 0.9189385332046727;

/** Natural log of the standard normal density. */
export function normalLogDensity(z) {
  return -0.5 * z * z - logSqrt2Pi;
}

/**
 * The probability below z under a standard normal density.
 *
 * West (2005), Better approximations to cumulative normal functions, after Hart (1968): absolute error below 1e-14.
 */
export function normalCDF(z) {
  const x = Math.abs(z);
  if (x > 37) return z > 0 ? 1 : 0;
  const e = Math.exp(-0.5 * x * x);
  let tail;
  if (x < 7.07106781186547) {
    let a = 3.52624965998911e-2 * x + 0.700383064443688;
    a = a * x + 6.37396220353165;
    a = a * x + 33.912866078383;
    a = a * x + 112.079291497871;
    a = a * x + 221.213596169931;
    a = a * x + 220.206867912376;
    let b = 8.83883476483184e-2 * x + 1.75566716318264;
    b = b * x + 16.064177579207;
    b = b * x + 86.7807322029461;
    b = b * x + 296.564248779674;
    b = b * x + 637.333633378831;
    b = b * x + 793.826512519948;
    b = b * x + 440.413735824752;
    tail = (e * a) / b;
  } else {
    let b = x + 0.65;
    b = x + 4 / b;
    b = x + 3 / b;
    b = x + 2 / b;
    b = x + 1 / b;
    tail = e / b / 2.506628274631;
  }
  return z > 0 ? 1 - tail : tail;
}

/** log(exp(a) + exp(b)). */
export function logAddExp(a, b) {
  const high = Math.max(a, b);
  if (high === -Infinity) return -Infinity;
  return high + Math.log1p(Math.exp(Math.min(a, b) - high));
}

/** The log of a sum of exponentials. */
export function logSumExp(values) {
  let high = -Infinity;
  for (const value of values) if (value > high) high = value;
  if (high === -Infinity) return -Infinity;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - high);
  return high + Math.log(sum);
}

/** Equally spaced nodes, both bounds included; the last one is the upper bound to the bit. */
export function gridNodes(lower, upper, count) {
  const step = (upper - lower) / (count - 1);
  const nodes = new Float64Array(count);
  for (let index = 0; index < count; index += 1) nodes[index] = lower + index * step;
  nodes[count - 1] = upper;
  return nodes;
}

/** The index of the first element that is not smaller, in ascending numbers; their count if there is none. */
export function lowerBound(ascending, value) {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Bounds a number. */
export function clamp(value, lower, upper) {
  return Math.min(Math.max(value, lower), upper);
}

/** The standard deviation with K - 1 in the denominator; null for fewer than two numbers. */
export function standardDeviation(values) {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
