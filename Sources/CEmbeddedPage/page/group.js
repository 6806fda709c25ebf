// SPDX-License-Identifier: GPL-3.0-or-later
// The age of stars that share it: the exact posterior of the age and of the fraction of outliers on a grid.

import { clamp, gridNodes, lowerBound, logSumExp } from "./numerics.js";
import { likelihoodIntegral, likelihoodNodes } from "./likelihood.js";
import { GriddedDensity, logPriorDensities } from "./posterior.js";
import { AgeEstimator } from "./age.js";
import { colorCheck } from "./color-check.js";
import { predictiveCheck } from "./predictive-check.js";
import { RandomStream } from "./random.js";
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
    const { star, assumed } = this.estimator.rules.star(observation);
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
    return { star, assumed, integral, background };
  }

  /** The density of a measured period that does not follow the age: half of the field's population, half uniform. */
  background(star, integral) {
    const { clusters, limits, resolutions } = this.page;
    const outlier = likelihoodIntegral(star, this.model, { ...this.assumptions, outlierFraction: 1 }, limits);
    const uniform = outlier.background;
    const share = clusters.field_share;
    if (!(share > 0) || !(uniform > 0)) return uniform;
    const ofField = this.field(integral);
    const { offsets } = likelihoodNodes(outlier, this.model, resolutions.summary);
    let field = 0;
    for (const period of outlier.periods) {
      for (const offset of offsets) field += period.weight * offset.weight * ofField(period.log10PeriodDays + offset.position);
    }
    return (1 - share) * uniform + share * field;
  }

  /** The density of periods of the field at a star's color, as a function of log10 period. */
  field({ bpRp0, contextSigma }) {
    const { clusters } = this.page;
    const [youngest, oldest] = clusters.field_log10_age_myr;
    const step = (oldest - youngest) / clusters.field_age_count;
    const ages = Float64Array.from({ length: clusters.field_age_count }, (_, index) => youngest + (index + 0.5) * step);
    const durations = Array.from(ages, (age) => 10 ** (age + step / 2) - 10 ** (age - step / 2));
    const whole = durations.reduce((sum, duration) => sum + duration, 0);
    const conditioned = this.model.densities(bpRp0, contextSigma, ages);
    return (value) => durations.reduce((sum, duration, age) => sum + (duration / whole) * conditioned.meanDensity(value, age), 0);
  }

  /** The density of a true period that does not follow the age, from which periods are drawn. */
  backgroundPeriods({ integral }) {
    const { clusters, limits } = this.page;
    const [shortest, longest] = limits.log10_period_days;
    const periods = gridNodes(shortest, longest, clusters.background_period_count);
    const share = clusters.field_share;
    const field = share > 0 ? this.field(integral) : () => 0;
    return GriddedDensity.of(periods, periods.map((period) => Math.log((1 - share) / (longest - shortest) + share * field(period))));
  }

  /** Densities of members under the flow at some ages, `[stars][ages]`. */
  *densities(members, ages) {
    const tables = new SurveyTables({ ...this, ages, logPrior: new Float64Array(ages.length) });
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
    const { outlier_alpha: usualAlpha, outlier_beta: usualBeta } = this.page.clusters;
    const { outlierFraction } = this.assumptions;
    const [alpha, beta] = [outlierFraction, 1 - outlierFraction].map((mean) => mean * (usualAlpha + usualBeta));
    const logLogistic = (x) => (x < 0 ? x - Math.log1p(Math.exp(x)) : -Math.log1p(Math.exp(-x)));
    return alpha * logLogistic(logit) + beta * logLogistic(-logit);
  }

  /** Logits of the fractions that a posterior needs. */
  fractionNodes(members, densities, logPrior) {
    const { outlierFraction } = this.assumptions;
    // None or all are no prior that could be averaged over.
    if (!(outlierFraction > 0 && outlierFraction < 1)) {
      throw new UnusableStar("period_impossible", "a group needs an outlier fraction above 0 and below 1");
    }
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
   * @param groupIndex Which of the groups of its table it is: the command's random numbers depend on that.
   * @returns A generator of shares that are done; at its end `summary`, `density`, `budget`, `outliers`, the chance of each
   *   member that its period does not follow the age, `influences`, what each moves the age by (dex), and the checks
   *   `predictive` and `colors`, the latter null where there are too few stars.
   */
  *date(members, groupIndex = 0) {
    const { ages } = this;
    const coarseAges = gridNodes(ages[0], ages.at(-1), coarseNodeCount);
    const count = members.length;
    const share = (generator, from, to) => this.progress(generator, from, to, count);
    const coarse = yield* share(this.densities(members, coarseAges), 0, 0.15);
    const coarsePrior = logPriorDensities(this.assumptions.prior, coarseAges);
    const logits = this.fractionNodes(members, coarse, coarsePrior);
    const heights = this.overFractions(this.products(members, coarse, coarsePrior, Array.from(logits, logistic)), logits);
    const high = Math.max(...heights);
    const likely = [...heights.keys()].filter((index) => heights[index] > high - posteriorDepth);
    const first = lowerBound(ages, coarseAges[Math.max(0, likely[0] - 1)]);
    const end = Math.min(ages.length, lowerBound(ages, coarseAges[Math.min(coarseNodeCount - 1, likely.at(-1) + 1)]) + 1);
    const fineAges = ages.subarray(first, end);
    const densities = yield* share(this.densities(members, fineAges), 0.15, 0.5);
    const prior = this.logPrior.slice(first, end);
    const products = this.products(members, densities, prior, Array.from(logits, logistic));
    const fine = this.overFractions(products, logits);
    const logValues = new Array(ages.length).fill(-Infinity);
    fine.forEach((value, index) => (logValues[first + index] = value));
    const density = GriddedDensity.of(ages, logValues);
    const summary = density.summary(this.page.limits.valley_depth);
    const probabilities = this.probabilities(products, logits);
    const draws = this.draws(density, products, logits, first);
    const random = RandomStream.ofSeed(this.page.clusters.seed).child("cluster", groupIndex);
    const backgrounds = members.map((member) => this.backgroundPeriods(member));
    const predictive = yield* share(predictiveCheck(this, members, draws, backgrounds, random), 0.5, 0.9);
    return {
      density, summary, predictive,
      budget: this.budget(summary, fineAges, logits, probabilities),
      outliers: this.outlierProbabilities(members, densities, logits, probabilities),
      influences: this.influences(members, densities, products, logits, density, first),
      colors: yield* share(this.colors(members), 0.9, 1),
    };
  }

  /** Ages with outlier fractions that stand for the posterior: evenly spaced quantiles of both. */
  draws(density, products, logits, first) {
    const { checked_draw_count: count } = this.page.clusters;
    return Array.from({ length: count }, (_, index) => {
      const log10AgeMyr = density.quantile((index + 0.5) / count);
      const node = Math.round((log10AgeMyr - this.ages[0]) / density.step) - first;
      const column = products.map((row, at) => row[clamp(node, 0, row.length - 1)] + this.logFractionPrior(logits[at]));
      const share = (0.5 + 0.618033988749895 * index) % 1;
      return { log10AgeMyr, outlierFraction: logistic(GriddedDensity.of(logits, column).quantile(share)) };
    });
  }

  /** By how much the mean age is larger with each star than without it, dex. */
  influences(members, densities, products, logits, density, first) {
    if (members.length < 2) return [0];
    const { mean } = density;
    return members.map(({ star, background }, index) => {
      const own = densities[index];
      const others = products.map((row, at) => {
        const weight = star.membership * (1 - logistic(logits[at]));
        return row.map((value, age) => value - Math.log(weight * own[age] + (1 - weight) * background));
      });
      const logValues = new Array(this.ages.length).fill(-Infinity);
      this.overFractions(others, logits).forEach((value, age) => (logValues[first + age] = value));
      return mean - GriddedDensity.of(this.ages, logValues).mean;
    });
  }

  /** Whether stars of different colors agree, whatever is known of the age from elsewhere. */
  *colors(members) {
    const { clusters } = this.page;
    if (members.length < 2 * clusters.minimum_part_count) return null;
    const ages = gridNodes(this.ages[0], this.ages.at(-1), clusters.part_age_count);
    const densities = yield* this.densities(members, ages);
    const prior = new Float64Array(ages.length);
    const ageOf = (indices) => {
      const [part, own] = [members, densities].map((list) => indices.map((index) => list[index]));
      const logits = this.fractionNodes(part, own, prior);
      return GriddedDensity.of(ages, this.overFractions(this.products(part, own, prior, Array.from(logits, logistic)), logits));
    };
    return colorCheck(clusters, members.map(({ star }) => star.bpRp0.value), ageOf, (age) => this.calibrationSigma(age));
  }

  /** The warnings about a group, in the order of the program. */
  flags(members, offColorCount, { summary, budget, predictive, colors } = {}) {
    const { limits, clusters, cluster_flags: definitions } = this.page;
    const { domain } = this.model;
    const ages = domain?.log10_age_myr;
    const statistical = summary && Math.hypot(budget.statistical, budget.membership);
    const conditions = {
      no_usable_star: members.length === 0,
      few_stars: members.length > 0 && members.length < clusters.minimum_star_count,
      color_out_of_range: offColorCount > members.length,
      age_beyond_calibration: summary && ages && (summary.q84 > ages[1] || summary.q16 < ages[0]),
      calibration_unknown: domain === null,
      lower_limit: summary && summary.q50 + statistical >= this.ages.at(-1),
      upper_limit: summary && summary.q50 - statistical <= this.ages[0],
      multimodal: summary?.isMultimodal,
      pre_main_sequence_range: summary && summary.q50 < limits.pre_main_sequence_log10_age_myr,
      flow_incompatible: predictive
        && Math.min(predictive.logLikelihoodProbability, predictive.distributionProbability) < clusters.minimum_predictive_probability,
      color_disagreement: colors?.isDisagreement,
    };
    return definitions.map((flag) => flag.name)
      .filter((name) => conditions[name] ?? members.some(({ assumed }) => assumed.includes(name)));
  }

  calibrationSigma(log10AgeMyr) {
    return Math.hypot(this.page.clusters.scale_sigma, this.scatter(log10AgeMyr));
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
    const calibration = this.calibrationSigma(summary.q50);
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
