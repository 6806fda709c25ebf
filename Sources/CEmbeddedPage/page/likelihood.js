// SPDX-License-Identifier: GPL-3.0-or-later
// How likely a rotation period is at each age, with the errors of period and color integrated over.

import { clamp, normalCDF } from "./numerics.js";

/** How many nodes a side a Gaussian has at most, unless the step in standard deviations asks for more. */
const largestHalfCount = 150;
/** The longest step that bounds the work, in standard deviations. */
const longestStep = 1.5;
/** Deviations of a color below it blur nothing, mag. */
const smallestSharedSigma = 1e-4;
/** The longest step of nodes that stars have in common, in standard deviations. */
const longestSharedStep = 1;

/**
 * The likelihood of a star as an integral over what its errors leave open.
 *
 *     L(a) = W ∫ dc′ N(c′; c, σ_excess²) Σ_k v_k ∫ dy′ N(y′; y_k, σ_y²) p_flow(y′ | a, c′, s) + background
 *
 * @param star What `StarRules` returns.
 * @param {RotationModel} model
 * @param assumptions `outlierFraction` and `aliases` with `half` and `double`.
 * @param limits The limits of the page.
 */
export function likelihoodIntegral(star, model, assumptions, limits) {
  const [contextSigma, excessSigma] = colorErrorParts(star.bpRp0.sigma, model);
  const { half, double } = assumptions.aliases;
  const shift = Math.log10(2);
  const periods = [
    { weight: 1 - half - double, log10PeriodDays: star.log10PeriodDays },
    { weight: half, log10PeriodDays: star.log10PeriodDays - shift },
    { weight: double, log10PeriodDays: star.log10PeriodDays + shift },
  ].filter((period) => period.weight > 0);
  const rounding = 8 * Number.EPSILON * Math.max(Math.abs(star.log10PeriodDays), 1);
  const periodSigma = star.log10PeriodDaysSigma > rounding ? star.log10PeriodDaysSigma : 0;
  const periodAsymmetry = periodSigma > 0 ? star.periodDays.asymmetry : 0;
  const flowWeight = star.membership * (1 - assumptions.outlierFraction);
  const backgrounds = periods.map(
    (period) =>
      (1 - flowWeight)
      * period.weight
      * uniformBackground(period.log10PeriodDays, periodSigma, periodAsymmetry, limits.log10_period_days),
  );
  return {
    bpRp0: star.bpRp0.value,
    contextSigma,
    excessSigma,
    colorAsymmetry: excessSigma > 0 ? star.bpRp0.asymmetry : 0,
    periods,
    periodSigma,
    periodAsymmetry,
    flowWeight,
    backgrounds,
    background: backgrounds.reduce((sum, value) => sum + value, 0),
  };
}

/** The part of a color's error that is the flow's context, and the part that is integrated over. */
function colorErrorParts(sigma, model) {
  if (!model.isOfMeasuredColors) return [sigma, sigma];
  const [smallest, largest] = model.sigmas;
  const context = clamp(sigma, smallest, largest);
  if (!model.domain || sigma <= largest) return [context, 0];
  return [context, Math.sqrt((sigma - context) * (sigma + context))];
}

/** The density of the uniform background of outliers where a period is known to within an error, per dex. */
export function uniformBackground(log10PeriodDays, sigma, asymmetry, [lower, upper]) {
  const cdf = (z) => {
    const side = z < 0 ? 1 - asymmetry : 1 + asymmetry;
    if (side <= 0) return z < 0 ? 0 : 1;
    return z < 0 ? side * normalCDF(z / side) : 1 - side * normalCDF(-z / side);
  };
  let inside = log10PeriodDays >= lower && log10PeriodDays <= upper ? 1 : 0;
  if (sigma > 0) inside = cdf((upper - log10PeriodDays) / sigma) - cdf((lower - log10PeriodDays) / sigma);
  return inside / (upper - lower);
}

/**
 * The integral as sums: contexts with weights, and periods with weights for each of the possible ones.
 *
 * @param resolution The steps, as the page lists them under `resolutions`.
 */
export function likelihoodNodes(integral, model, resolution) {
  const color = new Gaussian(integral.excessSigma, integral.colorAsymmetry, resolution.color_step, resolution);
  const period = new Gaussian(integral.periodSigma, integral.periodAsymmetry, resolution.period_step, resolution);
  const isShared = !model.isOfMeasuredColors && resolution.shares_colors;
  const nodes = (stretch) => ({
    colors: isShared ? color.shared(integral.bpRp0, stretch) : color.around(integral.bpRp0, stretch),
    offsets: period.around(0, stretch),
  });
  let stretch = 1;
  let { colors, offsets } = nodes(stretch);
  const longest = Math.max(color.longestStretch, period.longestStretch);
  for (;;) {
    const excess = (colors.length * offsets.length) / resolution.pair_limit;
    if (excess <= (stretch === 1 ? 1 : 1.2) || colors.length === 1 || offsets.length === 1) break;
    if (stretch >= longest) break;
    stretch *= Math.sqrt(excess);
    ({ colors, offsets } = nodes(stretch));
  }
  const contexts = [];
  for (const node of colors) {
    const bpRp0 = clamp(node.position, ...model.colors);
    // All colors beyond a bound are one.
    if (contexts.at(-1)?.bpRp0 === bpRp0) contexts.at(-1).weight += node.weight;
    else contexts.push({ weight: node.weight, bpRp0 });
  }
  return { contexts, offsets };
}

/** The trapezoid rule on a Gaussian, or on two halves of Gaussians that meet at their maximum. */
class Gaussian {
  constructor(sigma, asymmetry, largestStep, resolution) {
    this.sigma = sigma;
    this.asymmetry = asymmetry;
    this.reach = sigma > largestStep ? resolution.wide_reach : resolution.reach;
    this.step = Math.min(resolution.sigma_step, Math.max(largestStep / sigma, this.reach / largestHalfCount));
    this.longestStretch = Math.max(1, longestStep / this.step);
  }

  /** The standard deviation of the half in which a deviation lies, as a multiple of the mean of both. */
  side(deviation) {
    if (deviation === 0) return 1;
    return deviation < 0 ? 1 - this.asymmetry : 1 + this.asymmetry;
  }

  /** Nodes around a center, which is one of them. */
  around(center, stretch) {
    if (!(this.sigma > 0)) return [{ weight: 1, position: center }];
    const step = this.step * Math.min(stretch, this.longestStretch);
    const half = Math.ceil(this.reach / step);
    const nodes = [];
    let sum = 0;
    for (let index = -half; index <= half; index += 1) {
      const weight = Math.exp(-0.5 * (index * step) ** 2);
      sum += weight;
      const side = this.side(index);
      if (side > 0) nodes.push({ weight: weight * side, position: center + index * step * this.sigma * side });
    }
    for (const node of nodes) node.weight /= sum;
    return nodes;
  }

  /** Nodes that are multiples of a step, so that Gaussians have them in common. */
  shared(center, stretch) {
    if (!(this.sigma > smallestSharedSigma)) return [{ weight: 1, position: center }];
    const narrow = Math.max(this.sigma * (1 - Math.abs(this.asymmetry)), smallestSharedSigma);
    const longest =
      Math.min(2 * this.step, longestSharedStep) * Math.min(stretch, this.longestStretch) * narrow;
    const step = 0.01 * 2 ** Math.floor(Math.log2(longest / 0.01));
    const reach = this.reach * this.sigma;
    const first = Math.ceil((center - reach * this.side(-1)) / step);
    const last = Math.max(first, Math.floor((center + reach * this.side(1)) / step));
    const nodes = [];
    let sum = 0;
    for (let index = first; index <= last; index += 1) {
      const distance = index * step - center;
      const deviation = distance / Math.max(this.sigma * this.side(distance), smallestSharedSigma);
      const weight = Math.exp(-0.5 * deviation * deviation);
      sum += weight;
      nodes.push({ weight, position: index * step });
    }
    for (const node of nodes) node.weight /= sum;
    return nodes;
  }
}

/**
 * The density of a star's period under the flow at each age, with its errors integrated over.
 *
 * @returns `periods`, one array for each possible period with its weight in it, and `flows`, one for each flow alone;
 *   per dex of period, without the background.
 */
export function flowDensities(integral, model, ages, resolution) {
  const { contexts, offsets } = likelihoodNodes(integral, model, resolution);
  const { flowCount } = model.ensemble;
  const periods = integral.periods.map(() => new Float64Array(ages.length));
  const flows = Array.from({ length: flowCount }, () => new Float64Array(ages.length));
  for (const context of contexts) {
    const conditioned = model.densities(context.bpRp0, integral.contextSigma, ages);
    integral.periods.forEach((period, term) => {
      for (const offset of offsets) {
        const weight = context.weight * period.weight * offset.weight;
        const value = period.log10PeriodDays + offset.position;
        for (let flow = 0; flow < flowCount; flow += 1) {
          const [ofPeriod, ofFlow] = [periods[term], flows[flow]];
          for (let age = 0; age < ages.length; age += 1) {
            const density = weight * conditioned.density(value, age, flow);
            ofPeriod[age] += density / flowCount;
            ofFlow[age] += density;
          }
        }
      }
    });
  }
  return { periods, flows };
}

/** Log likelihoods of a mixture with the background, nat per dex of period. */
export function mixedLogLikelihoods(densities, flowWeight, background) {
  const values = new Float64Array(densities.length);
  for (let age = 0; age < values.length; age += 1) values[age] = Math.log(flowWeight * densities[age] + background);
  return values;
}
