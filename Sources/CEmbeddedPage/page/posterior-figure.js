// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a posterior of age.

import { Figure } from "./figure.js";
import { ageWords, intervalWords } from "./text.js";
import { svgElement } from "./dom.js";

/** A tick of an axis of ages in Myr. */
export function ageTick(megayears) {
  return megayears < 1000 ? `${Number(megayears.toPrecision(3))} Myr` : `${Number((megayears / 1000).toPrecision(3))} Gyr`;
}

/** Draws posteriors into one element. */
export class PosteriorFigure {
  /** @param range Ages that are shown, dex of Myr; all unless they are given. */
  constructor(container, page, range = page.ages.log10_age_myr) {
    const [youngest, oldest] = range;
    this.range = range;
    this.x = { label: "age", domain: [10 ** youngest, 10 ** oldest], isLogarithmic: true, format: ageTick };
    this.y = { label: "probability per dex", domain: [0, 1], isHidden: true };
    container.replaceChildren();
    this.figure = new Figure(container, { title: "Posterior of the age", description: "", x: this.x, y: this.y, height: 250 });
  }

  /** Draws an age, with the prior as a dashed line if it is given. */
  draw({ density, summary }, logPrior = null) {
    const { figure } = this;
    const [youngest, oldest] = this.range;
    const isShown = (_, index) => density.ages[index] >= youngest && density.ages[index] <= oldest;
    const [ages, values] = [density.ages.filter(isShown), density.values.filter(isShown)];
    let high = 0;
    for (const value of values) high = Math.max(high, value);
    const megayears = Float64Array.from(ages, (age) => 10 ** age);
    const heights = Float64Array.from(values, (value) => value / high / 1.08);
    const inside = megayears.map((_, index) => (ages[index] >= summary.q16 && ages[index] <= summary.q84 ? index : -1))
      .filter((index) => index >= 0);
    const layers = [];
    if (logPrior) {
      const top = Math.max(high, ...logPrior.map(Math.exp));
      if (top > high) for (let index = 0; index < heights.length; index += 1) heights[index] *= high / top;
      layers.push(figure.line(megayears, Float64Array.from(logPrior, (value) => Math.exp(value) / top / 1.08), "prior"));
    }
    const pick = (array) => Array.from(inside, (index) => array[index]);
    layers.push(
      figure.band(pick(megayears), inside.map(() => 0), pick(heights), "interval"),
      figure.line(megayears, heights, "posterior"),
    );
    const at = figure.x.at(10 ** summary.q50);
    layers.push(svgElement("line", { x1: at, x2: at, y1: figure.y.at(0), y2: figure.y.at(1), class: "median" }));
    figure.layer("posterior", layers);
    figure.describe(
      `The median is ${ageWords(summary.q50)}, 68 percent lie from ${intervalWords(summary.q16, summary.q84)}, `
        + `95 percent from ${intervalWords(summary.q025, summary.q975)}.`,
    );
  }

  clear() {
    this.figure.layer("posterior", []);
    this.figure.describe("There is no age.");
  }
}
