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

/** The inverse of the standard normal CDF: Wichura (1988), AS 241, relative error about 1e-16. */
export function normalQuantile(probability) {
  const q = probability - 0.5;
  const ratio = (r, a, b) => horner(a, r) / horner(b, r);
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, ...wichura[0]);
  const r = Math.sqrt(-Math.log(q < 0 ? probability : 1 - probability));
  if (r === Infinity) return q < 0 ? -Infinity : Infinity;
  const z = r <= 5 ? ratio(r - 1.6, ...wichura[1]) : ratio(r - 5, ...wichura[2]);
  return q < 0 ? -z : z;
}

/** Numerators and denominators from the constant term on: of the middle, of the tails, of the far tails. */
const wichura = [
  [
    [3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
      67265.770927008700853, 33430.575583588128105, 2509.0809287301226727],
    [1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
      28729.085735721942674, 5226.495278852545925],
  ],
  [
    [1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
      0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4],
    [1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459, 0.0151986665636164571966,
      5.475938084995344946e-4, 1.05075007164441684324e-9],
  ],
  [
    [6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
      0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
    [1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4, 1.8463183175100546818e-5,
      1.4215117583164458887e-7, 2.04426310338993978564e-15],
  ],
];

function horner(coefficients, x) {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
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

/** Lagrange's weights of the nodes at -1, 0, 1 and 2 for a position. */
export function cubicWeights(t) {
  return [
    (-t * (t - 1) * (t - 2)) / 6, ((t + 1) * (t - 1) * (t - 2)) / 2, (-(t + 1) * t * (t - 2)) / 2, ((t + 1) * t * (t - 1)) / 6,
  ];
}

/** A number of single precision with the fewest digits that mean it. */
export function shortestFloat(value) {
  for (let digits = 6; digits < 9; digits += 1) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
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
