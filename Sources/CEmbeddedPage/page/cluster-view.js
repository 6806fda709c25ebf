// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the page about a group of stars of one age, chosen from the table.

import { byID, element, flagList, svgElement } from "./dom.js";
import { PlaneFigure } from "./plane-figure.js";
import { PosteriorFigure } from "./posterior-figure.js";
import { ageHeadline, ageWords, assumptionWords, commandLine, intervalWords } from "./text.js";

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
    byID("group-choice").hidden = !isThere || this.table !== table || !this.points;
    if (!isThere || this.table === table) return;
    // Nothing can be chosen or dated before the stars of this table are there.
    Object.assign(this, { table, selected: null, points: null });
    byID("date-group").disabled = true;
    byID("group-result").hidden = true;
    const { points, groupings } = await worker.ask("groupPoints", { assumptions: this.assumptions.value });
    if (this.table !== table) return;
    Object.assign(this, { points, groupings });
    byID("group-choice").hidden = false;
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
  select(rows, isRectangle = false) {
    this.selected = rows;
    this.isRectangle = isRectangle;
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
        bpRp0[index] >= x[0] && bpRp0[index] <= x[1] && periodDays[index] >= y[0] && periodDays[index] <= y[1])), true);
    });
  }

  async date() {
    const rows = this.indices().map((index) => this.points.rows[index]);
    byID("date-group").disabled = true;
    const bar = byID("group-progress");
    bar.hidden = false;
    try {
      const result = await this.tableView.worker.ask(
        "dateGroup", { rows, groupIndex: this.groupIndex, assumptions: this.assumptions.value }, (share) => (bar.value = share),
      );
      this.show(result);
    } catch (error) {
      byID("group-count").textContent = error.message;
    } finally {
      bar.hidden = true;
      byID("date-group").disabled = false;
    }
  }

  /** Which of the groups of the column was chosen, as the command counts them; the first one without a column. */
  get groupIndex() {
    const grouping = this.groupings.find(({ index }) => String(index) === byID("group-column").value);
    const values = grouping?.values.filter(({ value }) => value !== "") ?? [];
    return Math.max(0, values.findIndex(({ value }) => value === byID("group-value").value));
  }

  show({ age, budget, predictive, colors, flags, members, refused }) {
    byID("group-result").hidden = false;
    if (!age) {
      byID("group-headline").textContent = "No age: no star of the group can be used";
      this.posterior.clear();
      byID("group-numbers").replaceChildren();
    } else {
      byID("group-headline").textContent = ageHeadline({ ...age, flags: [], olderThan: null }, this.page.limits);
      const { q025, q50, q975 } = age.summary;
      const [youngest, oldest] = this.page.ages.log10_age_myr;
      // Groups have narrow posteriors, which all ages would show as a line.
      this.posterior = new PosteriorFigure(byID("group-posterior"), this.page, [
        Math.max(youngest, Math.min(q025 - 0.1, q50 - 0.5)), Math.min(oldest, Math.max(q975 + 0.1, q50 + 0.5)),
      ]);
      this.posterior.draw(age);
      const dex = (value) => `${value.toFixed(3)} dex`;
      const outlierCount = Math.round(members.reduce((sum, { outlier }) => sum + outlier, 0));
      const rows = [
        ["stars", `${members.length} used of ${members.length + refused.length} given, of which ${outlierCount} `
          + `${outlierCount === 1 ? "is expected to be an outlier" : "are expected to be outliers"}`],
        ["68 % of the stars alone", intervalWords(age.summary.q16, age.summary.q84)],
        ["error, statistical", dex(budget.statistical)], ["… from outliers", dex(budget.membership)],
        ["… from the calibrators, a floor", dex(budget.calibration)], ["… all together", dex(budget.total)],
        ["68 % with all of it", intervalWords(age.summary.q50 - budget.total, age.summary.q50 + budget.total)],
      ];
      byID("group-numbers").replaceChildren(
        ...rows.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)]),
      );
    }
    byID("group-checks").replaceChildren(...(age ? this.checks(predictive, colors, flags) : []));
    byID("group-flags").replaceChildren(...flagList(flags, this.page.cluster_flags));
    this.outliers = new Map(members.map(({ row, outlier }) => [row, outlier]));
    this.draw();
    const sorted = [...members].sort((a, b) => b.outlier - a.outlier).slice(0, 200);
    byID("group-members").replaceChildren(...sorted.map(({ row, id, outlier, influence }) =>
      element("tr", {}, element("td", {}, String(row + 1)), element("td", {}, id),
        element("td", {}, outlier >= outlierChance ? `${outlier.toFixed(2)} outlier` : outlier.toFixed(2)),
        element("td", {}, signed(influence, 4)))));
    byID("group-refused").replaceChildren(
      ...refused.map(({ row, id, message }) => element("li", {}, `row ${row + 1}, ${id}: ${message}`)),
    );
    const grouping = byID("group-column");
    const by = grouping.value === "" ? [] : ["--by", grouping.selectedOptions[0].textContent];
    const words = assumptionWords(this.assumptions.value, this.page);
    byID("group-command").textContent = commandLine(["gyro", "cluster", this.table.name, "--method", "grid", ...by, ...words]);
    byID("group-command-note").hidden = !this.isRectangle;
  }

  /** Whether the model expects such periods, and whether colors agree, in the words of the command. */
  checks(predictive, colors, flags) {
    const { clusters } = this.page;
    const probability = (value) =>
      value < clusters.minimum_predictive_probability ? `below ${clusters.minimum_predictive_probability}` : value.toFixed(3);
    const percent = (value) => `${(100 * value).toFixed(0)} %`;
    const { logLikelihoodDeficit: deficit } = predictive;
    const part = ({ q50, starCount }) => `${ageWords(q50)} (${starCount} stars)`;
    const comparison = (name, { bpRp0, part: own, rest, disagreement }) =>
      `${name}, (BP−RP)₀ ${bpRp0[0].toFixed(2)} to ${bpRp0[1].toFixed(2)}: ${part(own)}, the others ${part(rest)}: `
        + `${signed(disagreement, 1)} sigma`;
    const lines = [
      ["Goodness of fit", `the model expects such periods${flags.includes("flow_incompatible") ? " at NO age" : ""}`],
      ["predictive p", `log likelihood ${probability(predictive.logLikelihoodProbability)}, `
        + `distribution ${probability(predictive.distributionProbability)}`],
      ["size of the effect", `${Math.abs(deficit).toFixed(3)} nats per star ${deficit > 0 ? "less" : "more"} likely than expected; `
        + `${percent(predictive.distributionDistance)} of the stars would have to rotate otherwise, `
        + `where chance gives ${percent(predictive.distributionDistanceByChance)}`],
    ];
    if (!colors) lines.push(["Do its colors agree?", `Not checked: ${2 * clusters.minimum_part_count} stars or more are needed`]);
    else {
      lines.push(["Do its colors agree?", colors.isDisagreement ? "NO" : "Yes"], ["", comparison("bluer half", colors.halves)]);
      if (colors.worst) lines.push(["", comparison("most different quarter", colors.worst)]);
    }
    return lines.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)]);
  }
}

/** A number with its sign. */
function signed(value, decimals) {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(decimals)}`;
}

function crossPath(x, y) {
  return `M${x - 4},${y - 4}L${x + 4},${y + 4}M${x - 4},${y + 4}L${x + 4},${y - 4}`;
}
