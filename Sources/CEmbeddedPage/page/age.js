// SPDX-License-Identifier: GPL-3.0-or-later
// The age of one star from its rotation, with warnings.

import { gridNodes, logSumExp, normalCDF, standardDeviation } from "./numerics.js";
import { flowDensities, likelihoodIntegral, likelihoodNodes, mixedLogLikelihoods } from "./likelihood.js";
import { GriddedDensity, logPriorDensities } from "./posterior.js";
import { StarRules, UnusableStar } from "./star.js";

/** The probability with which a lower limit holds, and how many calibrated ages it looks at. */
const limitProbability = 0.95;
const limitAgeCount = 25;
/** Ages at which a likelihood is looked at whose ages the assumptions limit. */
const contradictionAgeCount = 337;

/** The assumptions that the command has without options. */
export function usualAssumptions(page) {
  return {
    prior: { kind: "log-uniform" },
    minimumAgeMyr: page.ages.minimum_age_myr,
    maximumAgeGyr: page.ages.maximum_age_gyr,
    outlierFraction: page.limits.usual_outlier_fraction,
    extinctionLaw: page.extinction_laws[0].name,
    aliases: { half: 0, double: 0 },
  };
}

/** The log of the sum of likelihoods at each age. */
function summed(terms) {
  return terms.length === 1 ? terms[0] : terms[0].map((_, age) => logSumExp(terms.map((term) => term[age])));
}

/** Estimates ages of single stars under one set of assumptions. */
export class AgeEstimator {
  /**
   * @param page The constants of the page.
   * @param {RotationModel} model
   * @param assumptions As `usualAssumptions` has them.
   * @param nodeCount Nodes of the age grid.
   * @param resolution The name of the steps of the integrals.
   */
  constructor(page, model, assumptions, nodeCount = page.ages.node_count, resolution = "fine") {
    this.page = page;
    this.model = model;
    this.assumptions = assumptions;
    this.resolution = page.resolutions[resolution];
    this.rules = new StarRules(page, model, assumptions.extinctionLaw);
    const [lower, upper] = page.ages.log10_age_myr;
    const oldest = assumptions.maximumAgeGyr >= page.ages.maximum_age_gyr ? upper : 3 + Math.log10(assumptions.maximumAgeGyr);
    const youngest = assumptions.minimumAgeMyr <= page.ages.minimum_age_myr ? lower : Math.log10(assumptions.minimumAgeMyr);
    this.ages = gridNodes(youngest, oldest, nodeCount);
    this.logPrior = logPriorDensities(assumptions.prior, this.ages);
  }

  /**
   * The age of a star.
   *
   * @param observation As `StarRules` takes it.
   * @returns `summary`, `density`, `flags`, `star`, `epistemicSigma` and `olderThan` (dex of Myr, or null).
   * @throws {UnusableStar}
   */
  estimate(observation) {
    const { star, assumed } = this.rules.star(observation);
    const integral = likelihoodIntegral(star, this.model, this.assumptions, this.page.limits);
    const { periods, flows } = flowDensities(integral, this.model, this.ages, this.resolution);
    const means = flows.map(
      (values) => this.posterior(mixedLogLikelihoods(values, integral.flowWeight, integral.background))?.mean,
    );
    const epistemicSigma = standardDeviation(means.filter((mean) => mean !== undefined));
    return this.assembled(star, assumed, integral, { periods, epistemicSigma });
  }

  /** An age from the densities of the flow at the ages of the grid, and from how far flows differ. */
  assembled(star, assumed, integral, { periods, epistemicSigma }) {
    const { limits } = this.page;
    const terms = periods.map((values, index) =>
      mixedLogLikelihoods(values, integral.flowWeight, integral.backgrounds[index]),
    );
    const whole = summed(terms);
    const density = this.posterior(whole);
    if (!density) {
      const isBroken = periods.some((values) => values.some(Number.isNaN));
      throw isBroken
        ? new UnusableStar("model_failure", "the density of the model is not a number for such a star; look at the model")
        : new UnusableStar(
            "period_impossible",
            "the period is impossible at every age that the prior allows, and no outliers are expected",
          );
    }
    const share = (logLikelihoods) => {
      const part = this.posterior(logLikelihoods);
      return part ? Math.exp(part.logIntegral - density.logIntegral) : 0;
    };
    // The prior is normalized, and the background is the same at each age.
    const outlierShare = integral.flowWeight > 0 ? integral.background / Math.exp(density.logIntegral) : 0;
    const calibrated = this.model.calibratedAges(star.bpRp0.value);
    // A star with most of its probability among the calibrators is not slower than them.
    const isExtrapolated = () =>
      (this.model.isShort(star.bpRp0.value) || star.log10PeriodDays > this.model.domain.log10_period_days[1]) &&
      density.summary(limits.valley_depth).q50 > calibrated[1];
    const canBeLimit = calibrated && (outlierShare > limits.likely_share || isExtrapolated());
    const limit = canBeLimit ? this.lowerLimit(star, integral, calibrated, density.logIntegral) : null;
    const flags = [...assumed];
    if (limit) {
      flags.push("slower_than_calibrators");
      return this.age(star, flags, limit, { outlierShare, epistemicSigma: null, olderThan: calibrated[1] });
    }
    const aliasShare = terms.length > 1 ? terms.slice(1).reduce((sum, term) => sum + share(term), 0) : 0;
    if (aliasShare > limits.likely_share) flags.push("period_likely_alias");
    if (outlierShare > limits.likely_share) flags.push("period_likely_outlier");
    if (this.isContradicted(integral, density, whole, outlierShare)) flags.push("prior_contradicts_rotation");
    return this.age(star, flags, density, { outlierShare, epistemicSigma, olderThan: null });
  }

  /** Whether another age explains the period far better than the most probable one, which the prior or the limits chose. */
  isContradicted(integral, density, logLikelihoods, outlierShare) {
    const { ages: range, limits } = this.page;
    const [youngest, oldest] = range.log10_age_myr;
    const allowsAllAges = this.ages[0] <= youngest && this.ages.at(-1) >= oldest;
    const isFree = this.assumptions.prior.kind === "log-uniform" && allowsAllAges;
    if (isFree || !(outlierShare > limits.minimum_contradicted_share)) return false;
    const { mode } = density.summary(limits.valley_depth);
    const nearest = this.ages.reduce((best, age, index) => (Math.abs(age - mode) < Math.abs(this.ages[best] - mode) ? index : best), 0);
    // Where limits exclude ages, the likelihood there is not known yet.
    const all = allowsAllAges ? logLikelihoods : summed(
      flowDensities(integral, this.model, gridNodes(youngest, oldest, contradictionAgeCount), this.resolution).periods
        .map((values, index) => mixedLogLikelihoods(values, integral.flowWeight, integral.backgrounds[index])),
    );
    const best = all.reduce((largest, value) => Math.max(largest, value), -Infinity);
    return best - logLikelihoods[nearest] > Math.log(limits.minimum_contradiction);
  }

  age(star, assumed, density, rest) {
    const summary = density.summary(this.page.limits.valley_depth);
    return { star, density, summary, flags: this.flags(star, summary, assumed), ...rest };
  }

  posterior(logLikelihoods) {
    const logValues = new Float64Array(this.ages.length);
    for (let age = 0; age < logValues.length; age += 1) logValues[age] = this.logPrior[age] + logLikelihoods[age];
    return GriddedDensity.of(this.ages, logValues);
  }

  /** The warnings that a star and its posterior call for, in the order of the program. */
  flags(star, summary, assumed) {
    const { limits } = this.page;
    const { domain } = this.model;
    const clusters = this.model.calibratedAges(star.bpRp0.value);
    const outside = (value, range) => range !== undefined && !(value >= range[0] && value <= range[1]);
    const conditions = {
      lower_limit: summary.densityAtOldest > limits.limit_density,
      upper_limit: summary.densityAtYoungest > limits.limit_density,
      multimodal: summary.isMultimodal,
      color_out_of_range: star.bpRp0.value < limits.minimum_bp_rp0 || outside(star.bpRp0.value, domain?.bp_rp0),
      period_out_of_range: outside(star.log10PeriodDays, domain?.log10_period_days),
      sigma_out_of_range:
        outside(Math.log10(star.bpRp0.sigma), domain?.log10_bp_rp0_sigma) ||
        (domain !== null && star.bpRp0.sigma > limits.maximum_usual_bp_rp0_sigma),
      age_beyond_calibration: clusters !== null && (summary.q84 > clusters[1] || summary.q16 < clusters[0]),
      calibration_unknown: domain === null,
      pre_main_sequence_range: summary.q50 < limits.pre_main_sequence_log10_age_myr,
      slope_other_than_clusters:
        !assumed.includes("slower_than_calibrators") &&
        this.page.slope_regions.some(
          ({ bp_rp0, log10_age_myr }) => !outside(star.bpRp0.value, bp_rp0) && !outside(summary.q50, log10_age_myr),
        ),
    };
    return this.page.flags.map((flag) => flag.name).filter((name) => conditions[name] ?? assumed.includes(name));
  }

  /** The posterior of a star slower than nearly all that the model expects at each calibrated age; null for others. */
  lowerLimit(star, integral, ages, logEvidence) {
    if (!this.isSlowerThanCalibrators(star, integral, ages)) return null;
    const mass = (isInside) => logSumExp(this.logPrior.filter((_, index) => isInside(this.ages[index])));
    const [below, above] = [mass((age) => age < ages[1]), mass((age) => age >= ages[1])];
    if (below === -Infinity || above === -Infinity) return null;
    const density = this.posterior(
      Array.from(this.ages, (age) =>
        age < ages[1] ? Math.log(1 - limitProbability) - below : Math.log(limitProbability) - above,
      ),
    );
    density.logIntegral = logEvidence;
    return density;
  }

  isSlowerThanCalibrators(star, integral, [youngest, oldest]) {
    const { contexts } = likelihoodNodes(integral, this.model, this.page.resolutions.summary);
    const ages = gridNodes(youngest, oldest, limitAgeCount);
    const densities = contexts.map(({ bpRp0 }) => this.model.densities(bpRp0, integral.contextSigma, ages));
    // The oldest age refuses most stars.
    for (let age = limitAgeCount - 1; age >= 0; age -= 1) {
      let below = 0;
      contexts.forEach(({ weight }, node) => (below += weight * densities[node].cdf(star.log10PeriodDays, age, normalCDF)));
      if (!(below >= limitProbability)) return false;
    }
    return true;
  }
}
