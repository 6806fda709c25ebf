// SPDX-License-Identifier: GPL-3.0-or-later
// A density over log10 age on a grid, its summary, and the prior.

import { lowerBound } from "./numerics.js";

/** A density over log10 age on a uniform grid, normalized by the trapezoid rule; its CDF is linear between nodes. */
export class GriddedDensity {
  /** A density from its natural log at every node; null if it is zero everywhere or not a number. */
  static of(ages, logValues) {
    let high = -Infinity;
    for (const value of logValues) {
      if (Number.isNaN(value) || value === Infinity) return null;
      if (value > high) high = value;
    }
    return high === -Infinity ? null : new GriddedDensity(ages, logValues, high);
  }

  constructor(ages, logValues, high) {
    const count = ages.length;
    this.ages = ages;
    this.step = (ages[count - 1] - ages[0]) / (count - 1);
    this.values = Float64Array.from(logValues, (value) => Math.exp(value - high));
    this.cumulative = new Float64Array(count);
    for (let node = 1; node < count; node += 1) {
      this.cumulative[node] = this.cumulative[node - 1] + 0.5 * this.step * (this.values[node - 1] + this.values[node]);
    }
    const integral = this.cumulative[count - 1];
    for (let node = 0; node < count; node += 1) {
      this.values[node] /= integral;
      this.cumulative[node] /= integral;
    }
    /** Natural log of the integral before normalization. */
    this.logIntegral = high + Math.log(integral);
  }

  /** The value below which a probability lies; the smallest one where the density is zero. */
  quantile(probability) {
    const at = lowerBound(this.cumulative, probability);
    if (at === 0) return this.ages[0];
    if (at === this.cumulative.length) return this.ages.at(-1);
    const [low, high] = [this.cumulative[at - 1], this.cumulative[at]];
    return this.ages[at - 1] + ((probability - low) / (high - low)) * (this.ages[at] - this.ages[at - 1]);
  }

  /** The trapezoid sum of a function of age and density. */
  integral(term) {
    const last = this.ages.length - 1;
    let sum = 0;
    for (let node = 0; node <= last; node += 1) {
      sum += (node === 0 || node === last ? 0.5 : 1) * term(this.ages[node], this.values[node]);
    }
    return sum * this.step;
  }

  get mean() {
    return this.integral((age, density) => age * density);
  }

  /** The node where the density is largest; the first of equals. */
  get mode() {
    let best = 0;
    for (let node = 1; node < this.values.length; node += 1) if (this.values[node] > this.values[best]) best = node;
    return this.ages[best];
  }

  /** The intervals of the highest density that hold a probability together. */
  highestDensityIntervals(probability) {
    const { values, ages, step } = this;
    let high = 0;
    for (const value of values) if (value > high) high = value;
    let low = 0;
    while (high - low > 1e-12 * high) {
      const level = 0.5 * (low + high);
      if (this.probabilityAbove(level) >= probability) low = level;
      else high = level;
    }
    const level = low;
    const intervals = [];
    let start = values[0] > level ? ages[0] : null;
    for (let node = 1; node < values.length; node += 1) {
      const [left, right] = [values[node - 1], values[node]];
      if (left > level === right > level) continue;
      const crossing = Math.min(ages[node - 1] + (step * (level - left)) / (right - left), ages[node]);
      if (start === null) start = crossing;
      else {
        intervals.push([start, Math.max(start, crossing)]);
        start = null;
      }
    }
    if (start !== null) intervals.push([start, ages.at(-1)]);
    return intervals;
  }

  probabilityAbove(level) {
    const { values } = this;
    let sum = 0;
    for (let node = 1; node < values.length; node += 1) {
      const [left, right] = [values[node - 1], values[node]];
      if (left > level && right > level) sum += 0.5 * (left + right);
      else if (left > level) sum += (0.5 * (left + level) * (left - level)) / (left - right);
      else if (right > level) sum += (0.5 * (right + level) * (right - level)) / (right - left);
    }
    return sum * this.step;
  }

  /** The density in numbers, dex of Myr. */
  summary(valleyDepth) {
    const { mean } = this;
    let high = 0;
    for (const value of this.values) if (value > high) high = value;
    const hpd68 = this.highestDensityIntervals(0.68);
    return {
      q025: this.quantile(0.025),
      q16: this.quantile(0.16),
      q50: this.quantile(0.5),
      q84: this.quantile(0.84),
      q975: this.quantile(0.975),
      mode: this.mode,
      mean,
      sigma: Math.sqrt(this.integral((age, density) => (age - mean) ** 2 * density)),
      hpd68,
      isMultimodal: this.hasDeepValley(hpd68, valleyDepth),
      densityAtYoungest: this.values[0] / high,
      densityAtOldest: this.values.at(-1) / high,
      logEvidence: this.logIntegral,
    };
  }

  hasDeepValley(pieces, depth) {
    const within = ([lower, upper]) => {
      const first = Math.max(Math.ceil((lower - this.ages[0]) / this.step), 0);
      const last = Math.min(Math.floor((upper - this.ages[0]) / this.step), this.ages.length - 1);
      return this.values.subarray(first, Math.max(first, last + 1));
    };
    for (let index = 1; index < pieces.length; index += 1) {
      const [left, right] = [pieces[index - 1], pieces[index]];
      const valley = within([left[1], right[0]]).reduce((a, b) => Math.min(a, b), Infinity);
      const peaks = [left, right].map((piece) => within(piece).reduce((a, b) => Math.max(a, b), 0));
      if (valley < depth * Math.min(...peaks)) return true;
    }
    return false;
  }
}

/**
 * The log density of a prior at the nodes of a grid, normalized there by the trapezoid rule.
 *
 * @param prior `kind` `log-uniform`, `uniform`, or `normal` with `mean` and `sigma` in dex of Myr.
 */
export function logPriorDensities(prior, ages) {
  const logDensity = {
    "log-uniform": () => 0,
    uniform: (age) => age * Math.LN10,
    normal: (age) => -0.5 * ((age - prior.mean) / prior.sigma) ** 2,
  }[prior.kind];
  const values = Array.from(ages, logDensity);
  const density = GriddedDensity.of(ages, values);
  return values.map((value) => value - density.logIntegral);
}
