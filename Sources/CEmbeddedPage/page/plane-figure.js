// SPDX-License-Identifier: GPL-3.0-or-later
// The plane of color and period: stars of the catalog's clusters, gyrochrones, and what is put above them.

import { Figure, legend } from "./figure.js";
import { periodQuantiles } from "./forward.js";
import { ageTick } from "./posterior-figure.js";
import { svgElement } from "./dom.js";

/** Ages of the lines, Myr; a cluster has the color of the nearest one. */
const gyrochroneAges = [40, 120, 300, 700, 2700];

/** Draws the plane into one element. */
export class PlaneFigure {
  constructor(container, page, model) {
    this.figure = new Figure(container, {
      title: "Periods and colors",
      description: "Rotation period against dereddened BP-RP, with the stars of clusters and gyrochrones at five ages.",
      x: { label: "dereddened BP−RP (mag)", domain: [0.3, 3.6] },
      y: { label: "rotation period (d)", domain: [0.1, 100], isLogarithmic: true },
      height: 430,
    });
    const { figure } = this;
    const nearest = (ageMyr) => {
      const distances = gyrochroneAges.map((age) => Math.abs(Math.log(age / ageMyr)));
      return distances.indexOf(Math.min(...distances));
    };
    figure.layer("clusters", page.catalog.map((group) => {
      const path = figure.dots(
        group.millimagnitudes.map((value) => value / 1000), group.millidex.map((value) => 10 ** (value / 1000)),
        `age-${nearest(group.age_myr)}`,
      );
      path.append(svgElement("title", {}, `${group.name}, ${group.age_myr} Myr`));
      return path;
    }));
    const colors = Array.from({ length: 52 }, (_, index) => 0.5 + 0.05 * index);
    const positions = gyrochroneAges.flatMap((age) => colors.map((color) => [Math.log10(age), color]));
    const [median] = periodQuantiles(model, positions, [0.5], model.medianBpRp0Sigma ?? 0.02);
    figure.layer("gyrochrones", gyrochroneAges.flatMap((_, index) => {
      const periods = Array.from(
        median.subarray(index * colors.length, (index + 1) * colors.length), (value) => 10 ** value,
      );
      return [figure.line(colors, periods, `age-${index}`)];
    }));
    figure.layer("above", []);
  }

  /** The meaning of the colors. */
  legend() {
    return legend(gyrochroneAges.map((age, index) => [`age-${index}`, `about ${ageTick(age)}`]));
  }

  /** Marks a star with its errors: `bpRp0` and `periodDays` are measured. */
  markStar({ bpRp0, periodDays }) {
    const { figure } = this;
    const [x, y] = [figure.x.at(bpRp0.value), figure.y.at(periodDays.value)];
    const [left, right] = [-1, 1].map((side) => figure.x.at(bpRp0.value + side * (bpRp0.sigma ?? 0)));
    const nodes = [svgElement("line", { x1: left, x2: right, y1: y, y2: y, class: "error-bar" })];
    if (periodDays.sigma > 0) {
      const ends = [-1, 1].map((side) => figure.y.at(Math.max(periodDays.value + side * periodDays.sigma, 0.01)));
      nodes.push(svgElement("line", { x1: x, x2: x, y1: ends[0], y2: ends[1], class: "error-bar" }));
    }
    nodes.push(svgElement("circle", { cx: x, cy: y, r: 6, class: "star" }));
    figure.layer("above", nodes);
  }

  clearStar() {
    this.figure.layer("above", []);
  }
}
