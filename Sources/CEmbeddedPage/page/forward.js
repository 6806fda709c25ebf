// SPDX-License-Identifier: GPL-3.0-or-later
// The model read forward: the periods of stars of an age and a color, and published relations beside them.

import { normalCDF } from "./numerics.js";

/** Periods within which a quantile is looked for, dex of days. */
const log10PeriodRange = [-2.5, 3.5];

/**
 * The period below which a share of the stars lies, at each of many ages and colors.
 *
 * @param {RotationModel} model
 * @param positions Pairs of log10 age (dex of Myr) and dereddened color (mag).
 * @param shares Of stars that rotate faster, in (0, 1).
 * @param sigma The error of the color, mag, of a model that is given it.
 * @returns Log10 periods, dex of days, `[shares][positions]`.
 */
export function periodQuantiles(model, positions, shares, sigma) {
  const contexts = new Float64Array(positions.length * model.names.length);
  positions.forEach(([age, color], row) => {
    contexts.set(model.contexts(color, sigma, [age]), row * model.names.length);
  });
  const conditioned = model.ensemble.conditioned(contexts);
  return shares.map((share) =>
    Float64Array.from(positions, (_, row) => {
      let [lower, upper] = log10PeriodRange;
      while (upper - lower > 1e-9) {
        const middle = 0.5 * (lower + upper);
        if (conditioned.cdf(middle, row, normalCDF) < share) lower = middle;
        else upper = middle;
      }
      return 0.5 * (lower + upper);
    }),
  );
}

/** The period that a published relation gives, d; NaN outside its domain. */
export function publishedPeriod(relation, ageMyr, bpRp0, dwarfs) {
  const color = relation.color === "B-V" ? dwarfs.value("b_v", bpRp0, "bp_rp0") : bpRp0;
  if (color === null || !(color >= relation.domain[0] && color <= relation.domain[1])) return NaN;
  if (relation.coefficients) {
    const x = Math.log10(color);
    const sum = relation.coefficients.reduceRight((total, coefficient) => total * x + coefficient, 0);
    return 10 ** (sum + relation.index * Math.log10(1e6 * ageMyr));
  }
  return relation.scale * (color - relation.zero) ** relation.power * ageMyr ** relation.index;
}
