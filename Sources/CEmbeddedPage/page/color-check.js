// SPDX-License-Identifier: GPL-3.0-or-later
// Whether stars of different colors agree on the age of their group, as the command checks it.

import { normalCDF, normalQuantile } from "./numerics.js";

/**
 * The age of the bluer half of a group beside that of the redder one, and of each quarter beside the other three.
 *
 * @param colors Dereddened colors of the stars, mag.
 * @param ageOf The density of the age of some of the stars, by their indices; null where there is none.
 * @param sigmaAt The error of the age scale at an age, dex.
 * @returns `halves`, `worst`, and `isDisagreement`; null where there are too few stars.
 */
export function colorCheck({ minimum_part_count: minimum, largest_disagreement: largest }, colors, ageOf, sigmaAt) {
  const count = colors.length;
  if (count < 2 * minimum) return null;
  const order = [...colors.keys()].sort((a, b) => colors[a] - colors[b] || a - b);
  const comparison = (first, end) => {
    const part = order.slice(first, end);
    const rest = [...order.slice(0, first), ...order.slice(end)];
    const ages = [ageOf(part), ageOf(rest)];
    if (ages.includes(null)) return null;
    const medians = ages.map((age) => age.quantile(0.5));
    return {
      bpRp0: [colors[part[0]], colors[part.at(-1)]],
      part: { starCount: part.length, q50: medians[0] }, rest: { starCount: rest.length, q50: medians[1] },
      disagreement: disagreement(...ages, Math.hypot(...medians.map(sigmaAt))),
    };
  };
  const half = Math.floor(count / 2);
  const halves = comparison(0, half);
  if (!halves) return null;
  const quarter = (index) => Math.floor((index * count) / 4);
  const quarters = count < 4 * minimum ? [] : [0, 1, 2, 3].map((index) => comparison(quarter(index), quarter(index + 1))).filter(Boolean);
  const worst = quarters.reduce((a, b) => (Math.abs(b.disagreement) > Math.abs(a.disagreement) ? b : a), halves);
  return { halves, worst: worst === halves ? null : worst, isDisagreement: Math.abs(worst.disagreement) > largest };
}

/** The deviate of the probability that the first age is the younger one, positive where it is not, at most eight. */
function disagreement(first, second, sigma) {
  const [p, q] = [weights(first), weights(second)];
  const last = p.length - 1;
  const chances = Float64Array.from({ length: 2 * last + 1 }, (_, index) => {
    const nodes = index - last;
    return sigma > 0 ? normalCDF((nodes * first.step) / sigma) : 0.5 + 0.5 * Math.sign(nodes);
  });
  let [younger, older] = [0, 0];
  p.forEach((own, i) => own > 0 && q.forEach((other, j) => {
    older += own * other * chances[last + i - j];
    younger += own * other * chances[last + j - i];
  }));
  // Beyond eight deviations a probability is one to the last digit.
  return older > younger
    ? Math.min(8, -normalQuantile(Math.max(younger, Number.MIN_VALUE)))
    : Math.max(-8, normalQuantile(Math.max(older, Number.MIN_VALUE)));
}

/** The probability of each node by the trapezoid rule. */
function weights({ values, step }) {
  const last = values.length - 1;
  return values.map((value, node) => (node === 0 || node === last ? 0.5 : 1) * step * value);
}
