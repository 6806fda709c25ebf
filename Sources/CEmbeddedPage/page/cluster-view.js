// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the page about a group of stars of one age, chosen from the table.

import { byID, element, svgElement } from "./dom.js";
import { PlaneFigure } from "./plane-figure.js";
import { PosteriorFigure } from "./posterior-figure.js";
import { ageHeadline, commandLine, intervalWords } from "./text.js";

/** The chance from which a star is shown as an outlier. */
const outlierChance = 0.5;

/** Lets the user choose a group in the plane or by a column, and dates it. */
export class ClusterView {
  constructor({ page, model, assumptions, tableView }) {
    Object.assign(this, { page, assumptions, tableView });
    this.plane = new PlaneFigure(byID("group-plane"), page, model);
    this.posterior = new PosteriorFigure(byID("group-posterior"), page);
    this.selected = null;
    byID("date-group").addEventListener("click", () => this.date());
    byID("group-column").addEventListener("change", () => this.chooseColumn());
    byID("group-value").addEventListener("change", () => this.select(this.rowsOfValue()));
    byID("select-all").addEventListener("click", () => this.select(null));
    this.followPointer();
  }

  /** Shows the stars of the table; called whenever the tab is opened. */
  async open() {
    const { worker, table } = this.tableView;
    const isThere = Boolean(table) && !byID("run").disabled;
    byID("group-empty").hidden = isThere;
    byID("group-choice").hidden = !isThere;
    if (!isThere || this.table === table) return;
    this.table = table;
    this.selected = null;
    byID("group-result").hidden = true;
    const { points, groupings } = await worker.ask("groupPoints", { assumptions: this.assumptions.value });
    Object.assign(this, { points, groupings });
    byID("group-column").replaceChildren(
      element("option", { value: "" }, "none"),
      ...groupings.map(({ index }) => element("option", { value: index }, table.columns[index].name)),
    );
    this.chooseColumn();
    this.draw();
  }

  chooseColumn() {
    const grouping = this.groupings.find(({ index }) => String(index) === byID("group-column").value);
    byID("group-value").replaceChildren(
      ...(grouping?.values ?? []).map(({ value, rows }) => element("option", { value }, `${value || "(empty)"}: ${rows.length} rows`)),
    );
    byID("group-value").disabled = !grouping;
    this.select(grouping ? this.rowsOfValue() : null);
  }

  rowsOfValue() {
    const grouping = this.groupings.find(({ index }) => String(index) === byID("group-column").value);
    return new Set(grouping.values.find(({ value }) => value === byID("group-value").value).rows);
  }

  /** Takes rows as the group; null takes all. */
  select(rows) {
    this.selected = rows;
    this.outliers = null;
    const count = this.indices().length;
    byID("group-count").textContent = `${count.toLocaleString("en")} usable stars are chosen.`;
    byID("date-group").disabled = count === 0;
    this.draw();
  }

  /** Indices of the points that are chosen. */
  indices() {
    return [...this.points.rows.keys()].filter((index) => !this.selected || this.selected.has(this.points.rows[index]));
  }

  draw() {
    const { figure } = this.plane;
    const chosen = this.indices();
    const pick = (array, indices) => indices.map((index) => array[index]);
    const dots = (indices, className) =>
      figure.dots(pick(this.points.bpRp0, indices), pick(this.points.periodDays, indices), className);
    const isOutlier = (index) => this.outliers?.get(this.points.rows[index]) >= outlierChance;
    figure.layer("above", [
      dots([...this.points.rows.keys()], "faint"), dots(chosen.filter((index) => !isOutlier(index)), "selected"),
      ...chosen.filter(isOutlier).map((index) => svgElement("path", {
        d: crossPath(figure.x.at(this.points.bpRp0[index]), figure.y.at(this.points.periodDays[index])), class: "error-bar",
      })),
    ]);
  }

  followPointer() {
    const { figure } = this.plane;
    let start = null;
    const box = (event) => {
      const now = figure.positionOf(event);
      return { x: [start.x, now.x].sort((a, b) => a - b), y: [start.y, now.y].sort((a, b) => a - b) };
    };
    figure.svg.addEventListener("pointerdown", (event) => {
      start = figure.positionOf(event);
      figure.svg.setPointerCapture(event.pointerId);
    });
    figure.svg.addEventListener("pointermove", (event) => {
      if (!start) return;
      const { x, y } = box(event);
      figure.layer("lasso", [svgElement("rect", {
        x: figure.x.at(x[0]), width: figure.x.at(x[1]) - figure.x.at(x[0]),
        y: figure.y.at(y[1]), height: figure.y.at(y[0]) - figure.y.at(y[1]), class: "lasso",
      })]);
    });
    figure.svg.addEventListener("pointerup", (event) => {
      if (!start) return;
      const { x, y } = box(event);
      start = null;
      figure.layer("lasso", []);
      if (x[1] - x[0] < 0.02 || !this.points) return;
      const { rows, bpRp0, periodDays } = this.points;
      this.select(new Set(rows.filter((_, index) =>
        bpRp0[index] >= x[0] && bpRp0[index] <= x[1] && periodDays[index] >= y[0] && periodDays[index] <= y[1])));
    });
  }

  async date() {
    const rows = this.indices().map((index) => this.points.rows[index]);
    byID("date-group").disabled = true;
    const bar = byID("group-progress");
    bar.hidden = false;
    try {
      const result = await this.tableView.worker.ask(
        "dateGroup", { rows, assumptions: this.assumptions.value }, (share) => (bar.value = share),
      );
      this.show(result);
    } catch (error) {
      byID("group-count").textContent = error.message;
    } finally {
      bar.hidden = true;
      byID("date-group").disabled = false;
    }
  }

  show({ age, budget, members, refused }) {
    byID("group-result").hidden = false;
    if (!age) {
      byID("group-headline").textContent = "No age: no star of the group can be used";
      this.posterior.clear();
      byID("group-numbers").replaceChildren();
    } else {
      byID("group-headline").textContent = ageHeadline({ ...age, flags: [], olderThan: null }, this.page.limits);
      this.posterior.draw(age);
      const dex = (value) => `${value.toFixed(3)} dex`;
      const rows = [
        ["stars used", String(members.length)],
        ["68 % of the stars alone", intervalWords(age.summary.q16, age.summary.q84)],
        ["error, statistical", dex(budget.statistical)], ["… from outliers", dex(budget.membership)],
        ["… from the calibrators, a floor", dex(budget.calibration)], ["… all together", dex(budget.total)],
        ["68 % with all of it", intervalWords(age.summary.q50 - budget.total, age.summary.q50 + budget.total)],
      ];
      byID("group-numbers").replaceChildren(
        ...rows.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)]),
      );
    }
    const few = this.page.clusters.minimum_star_count;
    byID("group-warning").hidden = members.length >= few;
    byID("group-warning").textContent = `Fewer than ${few} stars: a single one can move the age.`;
    this.outliers = new Map(members.map(({ row, outlier }) => [row, outlier]));
    this.draw();
    const sorted = [...members].sort((a, b) => b.outlier - a.outlier).slice(0, 200);
    byID("group-members").replaceChildren(...sorted.map(({ row, id, outlier }) =>
      element("tr", {}, element("td", {}, String(row + 1)), element("td", {}, id),
        element("td", {}, outlier >= outlierChance ? `${outlier.toFixed(2)} outlier` : outlier.toFixed(2)))));
    byID("group-refused").replaceChildren(
      ...refused.map(({ row, id, message }) => element("li", {}, `row ${row + 1}, ${id}: ${message}`)),
    );
    const grouping = byID("group-column");
    const by = grouping.value === "" ? [] : ["--by", grouping.selectedOptions[0].textContent];
    byID("group-command").textContent = commandLine(["gyro", "cluster", this.table.name, "--method", "grid", ...by]);
  }
}

function crossPath(x, y) {
  return `M${x - 4},${y - 4}L${x + 4},${y + 4}M${x - 4},${y + 4}L${x + 4},${y - 4}`;
}
