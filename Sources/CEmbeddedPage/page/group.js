// SPDX-License-Identifier: GPL-3.0-or-later
// The age of stars that share it: the exact posterior of the age and of the fraction of outliers on a grid.

import { gridNodes, lowerBound, logSumExp } from "./numerics.js";
import { likelihoodIntegral, likelihoodNodes } from "./likelihood.js";
import { GriddedDensity, logPriorDensities } from "./posterior.js";
import { AgeEstimator } from "./age.js";
import { UnusableStar } from "./star.js";
import { SurveyTables } from "./survey.js";

/** Nodes at which ages that matter are looked for, and how far below the largest log posterior one still matters. */
const coarseNodeCount = 112;
const posteriorDepth = 50;
/** Logits of outlier fractions: where they are looked for, and at how many nodes. */
const fractionLogits = [-9, 5];
const coarseFractionCount = 29;
const fineFractionCount = 25;
const fractionDepth = 30;

/** Dates groups of coeval stars under one set of assumptions. */
export class GroupDater {
  constructor(page, model, assumptions) {
    Object.assign(this, { page, model, assumptions });
    this.estimator = new AgeEstimator(page, model, assumptions);
    this.ages = this.estimator.ages;
    this.logPrior = this.estimator.logPrior;
    // Flow and background are mixed here, so that each star's likelihood is all flow.
    this.ofMembers = { ...assumptions, outlierFraction: 0 };
  }

  /** A star that can be dated as a member. @throws {UnusableStar} */
  prepared(observation) {
    const { star } = this.estimator.rules.star(observation);
    const color = star.bpRp0.value;
    const { minimum_bp_rp0: bluest } = this.page.limits;
    const range = this.model.domain?.bp_rp0;
    if (color < bluest) {
      throw new UnusableStar("color_not_dated", `bluer than ${bluest} mag, where stars hardly brake`);
    }
    if (range && !(color >= range[0] && color <= range[1])) {
      throw new UnusableStar("color_not_dated", "the color is outside the training stars'");
    }
    const integral = likelihoodIntegral({ ...star, membership: 1 }, this.model, this.ofMembers, this.page.limits);
    const background = this.background(star, integral);
    if (!(background > 0)) {
      throw new UnusableStar("period_out_of_range", "no period that the aliases allow is one of the background's");
    }
    return { star, integral, background };
  }

  /** The density of a period that does not follow the age: half of the field's population, half uniform. */
  background(star, integral) {
    const { clusters, limits, resolutions } = this.page;
    const outlier = likelihoodIntegral(star, this.model, { ...this.assumptions, outlierFraction: 1 }, limits);
    const uniform = outlier.background;
    const share = clusters.field_share;
    if (!(share > 0) || !(uniform > 0)) return uniform;
    const [youngest, oldest] = clusters.field_log10_age_myr;
    const step = (oldest - youngest) / clusters.field_age_count;
    const ages = Float64Array.from({ length: clusters.field_age_count }, (_, index) => youngest + (index + 0.5) * step);
    const durations = Array.from(ages, (age) => 10 ** (age + step / 2) - 10 ** (age - step / 2));
    const whole = durations.reduce((sum, duration) => sum + duration, 0);
    const conditioned = this.model.densities(integral.bpRp0, integral.contextSigma, ages);
    const { offsets } = likelihoodNodes(outlier, this.model, resolutions.summary);
    let field = 0;
    for (const period of outlier.periods) {
      for (const offset of offsets) {
        const value = period.log10PeriodDays + offset.position;
        durations.forEach((duration, age) => {
          field += ((period.weight * offset.weight * duration) / whole) * conditioned.meanDensity(value, age);
        });
      }
    }
    return (1 - share) * uniform + share * field;
  }

  /** Densities of members under the flow at some ages, `[stars][ages]`. */
  *densities(members, ages) {
    const tables = new SurveyTables(this.model, ages, this.page);
    const order = [...members.keys()].sort((a, b) => members[a].star.bpRp0.value - members[b].star.bpRp0.value);
    const all = new Array(members.length);
    for (const [done, index] of order.entries()) {
      const { periods } = tables.densities(members[index].integral);
      all[index] = periods.reduce((sum, period) => sum.map((value, age) => value + period[age]));
      yield done + 1;
    }
    return all;
  }

  /** The log of the product over members times the prior, `[fractions][ages]`. */
  products(members, densities, logPrior, fractions) {
    return fractions.map((fraction) => {
      const sum = Float64Array.from(logPrior);
      members.forEach(({ star, background }, index) => {
        const weight = star.membership * (1 - fraction);
        const own = densities[index];
        for (let age = 0; age < sum.length; age += 1) {
          sum[age] += Math.log(weight * own[age] + (1 - weight) * background);
        }
      });
      return sum;
    });
  }

  /** Log prior densities of logits of the outlier fraction, up to a constant. */
  logFractionPrior(logit) {
    const { outlier_alpha: alpha, outlier_beta: beta } = this.page.clusters;
    const logLogistic = (x) => (x < 0 ? x - Math.log1p(Math.exp(x)) : -Math.log1p(Math.exp(-x)));
    return alpha * logLogistic(logit) + beta * logLogistic(-logit);
  }

  /** Logits of the fractions that a posterior needs. */
  fractionNodes(members, densities, logPrior) {
    const coarse = gridNodes(...fractionLogits, coarseFractionCount);
    const products = this.products(members, densities, logPrior, Array.from(coarse, logistic));
    const heights = products.map((row, index) => Math.max(...row) + this.logFractionPrior(coarse[index]));
    const high = Math.max(...heights);
    const likely = [...heights.keys()].filter((index) => heights[index] >= high - fractionDepth);
    const first = Math.max(0, likely[0] - 1);
    const last = Math.min(coarseFractionCount - 1, likely.at(-1) + 1);
    return gridNodes(coarse[first], coarse[last], fineFractionCount);
  }

  /**
   * The age of a group.
   *
   * @param members What `prepared` returns, at least one.
   * @returns A generator of shares that are done; at its end `summary`, `density`, `budget` and `outliers`, the chance of each
   *   member that its period does not follow the age.
   */
  *date(members) {
    const { ages } = this;
    const coarseAges = gridNodes(ages[0], ages.at(-1), coarseNodeCount);
    const count = members.length;
    const share = (generator, from, to) => this.progress(generator, from, to, count);
    const coarse = yield* share(this.densities(members, coarseAges), 0, 0.4);
    const coarsePrior = logPriorDensities(this.assumptions.prior, coarseAges);
    const logits = this.fractionNodes(members, coarse, coarsePrior);
    const heights = this.overFractions(this.products(members, coarse, coarsePrior, Array.from(logits, logistic)), logits);
    const high = Math.max(...heights);
    const likely = [...heights.keys()].filter((index) => heights[index] > high - posteriorDepth);
    const first = lowerBound(ages, coarseAges[Math.max(0, likely[0] - 1)]);
    const end = Math.min(ages.length, lowerBound(ages, coarseAges[Math.min(coarseNodeCount - 1, likely.at(-1) + 1)]) + 1);
    const fineAges = ages.subarray(first, end);
    const densities = yield* share(this.densities(members, fineAges), 0.4, 1);
    const prior = this.logPrior.slice(first, end);
    const products = this.products(members, densities, prior, Array.from(logits, logistic));
    const fine = this.overFractions(products, logits);
    const logValues = new Array(ages.length).fill(-Infinity);
    fine.forEach((value, index) => (logValues[first + index] = value));
    const density = GriddedDensity.of(ages, logValues);
    const summary = density.summary(this.page.limits.valley_depth);
    const probabilities = this.probabilities(products, logits);
    return {
      density, summary,
      budget: this.budget(summary, fineAges, logits, probabilities),
      outliers: this.outlierProbabilities(members, densities, logits, probabilities),
    };
  }

  *progress(generator, from, to, count) {
    for (;;) {
      const { value, done } = generator.next();
      if (done) return value;
      yield from + ((to - from) * value) / count;
    }
  }

  overFractions(products, logits) {
    const weights = Array.from(logits, (logit) => this.logFractionPrior(logit));
    return Array.from(products[0], (_, age) => logSumExp(products.map((row, index) => row[age] + weights[index])));
  }

  /** The probability of each fraction and age; all sum to one. */
  probabilities(products, logits) {
    const terms = products.map((row, index) => row.map((value) => value + this.logFractionPrior(logits[index])));
    let high = -Infinity;
    for (const row of terms) for (const value of row) high = Math.max(high, value);
    let sum = 0;
    for (const row of terms) row.forEach((value, age) => (sum += row[age] = Math.exp(value - high)));
    for (const row of terms) row.forEach((value, age) => (row[age] = value / sum));
    return terms;
  }

  /** What each cause adds to the error, dex. */
  budget(summary, ages, logits, probabilities) {
    let [sumX, sumA, sumXX, sumXA] = [0, 0, 0, 0];
    probabilities.forEach((row, index) => row.forEach((weight, age) => {
      sumX += weight * logits[index];
      sumA += weight * ages[age];
      sumXX += weight * logits[index] ** 2;
      sumXA += weight * logits[index] * ages[age];
    }));
    const varianceX = sumXX - sumX * sumX;
    const membership = varianceX > 0 ? (sumXA - sumX * sumA) ** 2 / varianceX : 0;
    const variance = summary.sigma ** 2;
    const calibration = Math.hypot(this.page.clusters.scale_sigma, this.scatter(summary.q50));
    return {
      statistical: Math.sqrt(Math.max(0, variance - membership)), membership: Math.sqrt(membership), calibration,
      total: Math.sqrt(variance + calibration ** 2),
    };
  }

  /** How far clusters of an age come out from their calibration ages, dex: linear in between, constant beyond. */
  scatter(log10AgeMyr) {
    const { scatter } = this.page.clusters;
    if (scatter.length === 0) return 0;
    const after = scatter.findIndex((point) => point.log10_age_myr > log10AgeMyr);
    if (after === 0) return scatter[0].sigma_dex;
    if (after < 0) return scatter.at(-1).sigma_dex;
    const [left, right] = [scatter[after - 1], scatter[after]];
    const part = (log10AgeMyr - left.log10_age_myr) / (right.log10_age_myr - left.log10_age_myr);
    return left.sigma_dex + part * (right.sigma_dex - left.sigma_dex);
  }

  outlierProbabilities(members, densities, logits, probabilities) {
    return members.map(({ star, background }, index) => {
      let sum = 0;
      probabilities.forEach((row, node) => {
        const weight = star.membership * (1 - logistic(logits[node]));
        const part = (1 - weight) * background;
        row.forEach((probability, age) => {
          if (probability > 0) sum += (probability * part) / (weight * densities[index][age] + part);
        });
      });
      return Math.min(1, sum);
    });
  }
}

function logistic(x) {
  return 1 / (1 + Math.exp(-x));
}
