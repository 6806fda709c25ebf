// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the page from age to period: a track or a gyrochrone by sliders, published relations beside it.

import { byID } from "./dom.js";
import { Figure, legend } from "./figure.js";
import { periodQuantiles, publishedPeriod } from "./forward.js";
import { ageTick } from "./posterior-figure.js";
import { DwarfSequence } from "./star.js";
import { commandLine } from "./text.js";

/** Shares of stars that rotate faster. */
const trackShares = [0.05, 0.16, 0.5, 0.84, 0.95];

/** Draws what follows from two sliders. */
export class ForwardView {
  constructor({ page, model }) {
    Object.assign(this, { page, model });
    this.dwarfs = new DwarfSequence(page.dwarfs);
    const y = { label: "rotation period (d)", domain: [0.1, 100], isLogarithmic: true };
    this.tracks = new Figure(byID("track-figure"), {
      title: "Track", description: "", height: 380, y,
      x: { label: "age", domain: [10, 10000], isLogarithmic: true, format: ageTick },
    });
    this.gyrochrones = new Figure(byID("gyrochrone-figure"), {
      title: "Gyrochrone", description: "", height: 380, y, x: { label: "dereddened BP−RP (mag)", domain: [0.5, 3] },
    });
    byID("forward-legend").append(legend([
      ["", "this model: median, 68 and 90 % of the stars"],
      ...page.relations.map((relation, index) => [`relation-${index}`, relation.title]),
    ]));
    this.form = byID("forward-form");
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.update());
    this.update();
  }

  get sigma() {
    return this.model.medianBpRp0Sigma ?? 0.02;
  }

  update() {
    const color = Number(this.form.elements.color.value);
    const age = Number(this.form.elements.age.value);
    byID("forward-color").textContent = `${color.toFixed(2)} mag`;
    byID("forward-age").textContent = ageTick(10 ** age);
    const ages = Array.from({ length: 61 }, (_, index) => 1 + index / 20);
    this.draw(
      this.tracks, ages.map((value) => [value, color]), ages.map((value) => 10 ** value),
      (relation, x) => publishedPeriod(relation, x, color, this.dwarfs), 10 ** age,
      `Periods of stars of BP-RP ${color} mag against age.`,
    );
    const colors = Array.from({ length: 61 }, (_, index) => 0.5 + index / 24);
    this.draw(
      this.gyrochrones, colors.map((value) => [age, value]), colors,
      (relation, x) => publishedPeriod(relation, 10 ** age, x, this.dwarfs), color,
      `Periods of stars of ${ageTick(10 ** age)} against color.`,
    );
    byID("forward-command").textContent = [
      commandLine(["gyro", "track", "--bp-rp0", color, "--quantiles", trackShares.join(","), "--relations"]),
      commandLine(["gyro", "track", "--gyrochrone", Number((10 ** age).toPrecision(4)), "--relations"]),
    ].join("\n");
  }

  draw(figure, positions, xs, published, marked, description) {
    const [low, lower, median, upper, high] = periodQuantiles(this.model, positions, trackShares, this.sigma)
      .map((quantiles) => Float64Array.from(quantiles, (value) => 10 ** value));
    figure.layer("bands", [figure.band(xs, low, high, "wide"), figure.band(xs, lower, upper, "narrow")]);
    figure.layer("relations", this.page.relations.map((relation, index) =>
      figure.line(xs, xs.map((x) => published(relation, x)), `relation-${index} dashed`)));
    const ends = figure.y.domain;
    figure.layer("median", [
      figure.line(xs, median, "model"), figure.line([marked, marked], ends, "prior"),
    ]);
    const at = Math.round(xs.length / 2);
    figure.describe(`${description} In the middle the median period is ${median[at].toPrecision(3)} d.`);
  }
}
