// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the model expects a group's periods at any age: posterior predictive checks, as the command has them.

import { normalCDF } from "./numerics.js";
import { likelihoodIntegral, likelihoodNodes } from "./likelihood.js";

/** Densities of colors that are kept. */
const keptColorCount = 500;

/**
 * Simulates the periods of a group for draws of its age and outlier fraction.
 *
 * @param members As `GroupDater` prepares them.
 * @param draws `log10AgeMyr` and `outlierFraction` each.
 * @param backgrounds The density of each member's period where it does not follow the age.
 * @param {RandomStream} random
 * @returns A generator of the number of members that are done; at its end two probabilities, the sizes of their effects,
 *   and for each member the probability of a shorter period.
 */
export function* predictiveCheck({ page, model, assumptions }, members, draws, backgrounds, random) {
  const simulationCount = page.clusters.simulations_per_draw;
  const [shortest, longest] = page.limits.log10_period_days;
  const ages = Float64Array.from(draws, (draw) => draw.log10AgeMyr);
  const streams = draws.map((_, index) => random.child("draw", index));
  const outcomes = draws.map(() => ({
    observed: 0, simulated: new Float64Array(simulationCount), below: new Float64Array(members.length),
  }));
  const colors = new Map();
  const order = [...members.keys()].sort((a, b) => members[a].star.bpRp0.value - members[b].star.bpRp0.value);
  for (const [done, index] of order.entries()) {
    const { star } = members[index];
    const integral = likelihoodIntegral({ ...star, membership: 1 }, model, { ...assumptions, outlierFraction: 0 }, page.limits);
    const { contexts, offsets } = likelihoodNodes(integral, model, page.resolutions.summary);
    const nodes = contexts.map(({ weight, bpRp0 }) => {
      const key = `${bpRp0} ${integral.contextSigma}`;
      if (!colors.has(key)) {
        if (colors.size >= keptColorCount) colors.delete(colors.keys().next().value);
        colors.set(key, model.ensemble.conditioned(model.contexts(bpRp0, integral.contextSigma, ages)));
      }
      return { weight, conditioned: colors.get(key) };
    });
    const shifts = integral.periods.flatMap((period) => offsets.map((offset) => ({
      weight: period.weight * offset.weight,
      shift: period.log10PeriodDays + offset.position - star.log10PeriodDays,
    })));
    draws.forEach(({ outlierFraction }, draw) => {
      const stream = streams[draw].child("star", index);
      const member = new MemberDensity(nodes, shifts, draw, star.membership * (1 - outlierFraction), backgrounds[index]);
      const outcome = outcomes[draw];
      outcome.observed += member.logLikelihood(star.log10PeriodDays);
      outcome.below[index] = member.probabilityBelow(star.log10PeriodDays);
      for (let simulation = 0; simulation < simulationCount; simulation += 1) {
        let period = member.sample(stream);
        while (!(period >= shortest && period <= longest)) period = member.sample(stream);
        outcome.simulated[simulation] += member.logLikelihood(period);
      }
    });
    yield done + 1;
  }
  const sums = { less: 0, farther: 0, deficit: 0, distance: 0, byChance: 0 };
  outcomes.forEach(({ observed, simulated, below }, draw) => {
    sums.less += simulated.filter((value) => value <= observed).length;
    sums.deficit += simulated.reduce((sum, value) => sum + value, 0) / simulationCount - observed;
    const squares = squareDistance(below);
    sums.distance += largestDistance(below);
    const uniform = streams[draw].child("uniform");
    for (let simulation = 0; simulation < simulationCount; simulation += 1) {
      const numbers = Float64Array.from(members, () => uniform.nextUniform());
      if (squareDistance(numbers) >= squares) sums.farther += 1;
      sums.byChance += largestDistance(numbers) / simulationCount;
    }
  });
  const count = draws.length;
  return {
    logLikelihoodProbability: sums.less / (count * simulationCount),
    distributionProbability: sums.farther / (count * simulationCount),
    logLikelihoodDeficit: sums.deficit / (count * members.length),
    distributionDistance: sums.distance / count,
    distributionDistanceByChance: sums.byChance / count,
  };
}

/** The predictive density of one star's period at one age and outlier fraction. */
class MemberDensity {
  constructor(nodes, shifts, row, weight, background) {
    Object.assign(this, { nodes, shifts, row, weight, background });
  }

  /** A weighted sum over colors and true periods. */
  sum(term, log10PeriodDays) {
    let sum = 0;
    for (const { weight, conditioned } of this.nodes) {
      let ofColor = 0;
      for (const { weight: share, shift } of this.shifts) ofColor += share * term(conditioned, log10PeriodDays + shift);
      sum += weight * ofColor;
    }
    return sum;
  }

  logLikelihood(log10PeriodDays) {
    const flow = this.sum((conditioned, value) => conditioned.meanDensity(value, this.row), log10PeriodDays);
    return Math.log(this.weight * flow + (1 - this.weight) * this.background.value(log10PeriodDays));
  }

  probabilityBelow(log10PeriodDays) {
    const flow = this.sum((conditioned, value) => conditioned.cdf(value, this.row, normalCDF), log10PeriodDays);
    return this.weight * flow + (1 - this.weight) * this.background.cdf(log10PeriodDays);
  }

  sample(random) {
    if (!(random.nextUniform() < this.weight)) return this.background.quantile(random.nextUniform());
    const { conditioned } = chosen(this.nodes, random);
    const { shift } = chosen(this.shifts, random);
    const flow = random.nextIndex(conditioned.ensemble.flowCount);
    return conditioned.value(random.nextNormal(), this.row, flow) - shift;
  }
}

/** One of some things, each with a chance that is its weight. */
function chosen(things, random) {
  let left = random.nextUniform() * things.reduce((sum, { weight }) => sum + weight, 0);
  return things.find(({ weight }) => (left -= weight) <= 0) ?? things.at(-1);
}

/** Cramér-von Mises: 1 / 12n + Σ ((2i − 1) / 2n − u_i)². */
function squareDistance(probabilities) {
  const count = probabilities.length;
  return probabilities.toSorted().reduce((sum, value, index) => sum + ((2 * index + 1) / (2 * count) - value) ** 2, 1 / (12 * count));
}

/** Kolmogorov: the largest of |i / n − u_i| and |(i − 1) / n − u_i|. */
function largestDistance(probabilities) {
  const count = probabilities.length;
  return probabilities.toSorted().reduce((largest, value, index) => Math.max(largest, value - index / count, (index + 1) / count - value), 0);
}
