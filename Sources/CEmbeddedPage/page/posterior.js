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
    this.values = new Float64Array(count);
    for (let node = 0; node < count; node += 1) this.values[node] = Math.exp(logValues[node] - high);
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

  /** The density at a value, linear between nodes; zero beyond them. */
  value(at) {
    const position = (at - this.ages[0]) / this.step;
    if (!(position >= 0 && position <= this.ages.length - 1)) return 0;
    const node = Math.min(Math.floor(position), this.ages.length - 2);
    return this.values[node] + (position - node) * (this.values[node + 1] - this.values[node]);
  }

  /** The probability below a value. */
  cdf(at) {
    const position = (at - this.ages[0]) / this.step;
    if (!(position > 0)) return 0;
    if (!(position < this.ages.length - 1)) return 1;
    const node = Math.floor(position);
    return this.cumulative[node] + (position - node) * (this.cumulative[node + 1] - this.cumulative[node]);
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
    // The probability above a level falls with it: regula falsi, with Illinois' halving where one end stays.
    let [low, lowRest] = [0, 1 - probability];
    let highRest = -probability;
    let level = 0;
    for (let step = 0, side = 0; step < 60; step += 1) {
      level = (low * highRest - high * lowRest) / (highRest - lowRest);
      const rest = this.probabilityAbove(level) - probability;
      if (Math.abs(rest) < 1e-11) break;
      if (rest > 0) {
        [low, lowRest] = [level, rest];
        if (side > 0) highRest *= 0.5;
        side = 1;
      } else {
        [high, highRest] = [level, rest];
        if (side < 0) lowRest *= 0.5;
        side = -1;
      }
    }
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

  /** The density in numbers, dex of Myr; the intervals of the highest density only where there is more than one peak. */
  summary(valleyDepth) {
    const { mean } = this;
    let high = 0;
    for (const value of this.values) if (value > high) high = value;
    // A density with one peak has no valley.
    const hpd68 = this.hasOnePeak ? null : this.highestDensityIntervals(0.68);
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
      isMultimodal: hpd68 !== null && this.hasDeepValley(hpd68, valleyDepth),
      densityAtYoungest: this.values[0] / high,
      densityAtOldest: this.values.at(-1) / high,
      logEvidence: this.logIntegral,
    };
  }

  get hasOnePeak() {
    const { values } = this;
    let node = 1;
    while (node < values.length && values[node] >= values[node - 1]) node += 1;
    while (node < values.length && values[node] <= values[node - 1]) node += 1;
    return node === values.length;
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
