// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the page about one star: its form, its posterior, and what reproduces it.

import { AgeEstimator } from "./age.js";
import { FieldError, numberIn, showError } from "./assumptions-view.js";
import { byID, copies, download, element, flagList } from "./dom.js";
import { PlaneFigure } from "./plane-figure.js";
import { GriddedDensity } from "./posterior.js";
import { PosteriorFigure } from "./posterior-figure.js";
import { measured, UnusableStar } from "./star.js";
import { ageHeadline, assumptionWords, asymmetric, commandLine, intervalWords, significant } from "./text.js";

/** Nodes of the age grid and steps of the integrals while a slider moves; colors nearby have nodes in common. */
const draftNodeCount = 200;
const draftResolution = "summary";
/** How long nothing moves before the exact age is asked for, ms. */
const restTime = 150;

/** Kinds of color: what the field and its slider show. */
const colorKinds = {
  bp_rp0: { label: "Dereddened BP−RP, mag", slider: [0.4, 3.6, 0.005], start: 0.82, axis: "bp_rp0" },
  bp_rp: { label: "Observed BP−RP, mag", slider: [0.4, 5, 0.005], start: 0.9, axis: "bp_rp0" },
  teff: { label: "Effective temperature, K", slider: [2700, 6800, 5], start: 5770, axis: "teff" },
  b_v: { label: "Dereddened B−V, mag", slider: [0.4, 1.9, 0.005], start: 0.65, axis: "b_v" },
};

/** The star of the first visit: the Sun. */
const firstStar = { period: "25.4", bp_rp0: "0.818", bp_rp0_sigma: "0.0282" };

/** Reads the form, draws what follows from it, and asks a worker for the exact age once it rests. */
export class StarView {
  constructor({ page, model, worker, assumptions, onState }) {
    Object.assign(this, { page, model, worker, assumptions, onState });
    this.form = byID("star-form");
    this.fields = this.form.elements;
    this.posterior = new PosteriorFigure(byID("star-figure"), page);
    this.plane = new PlaneFigure(byID("plane-figure"), page, model);
    byID("plane-legend").append(this.plane.legend());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.plane.figure.svg.addEventListener("click", (event) => this.moveTo(this.plane.figure.positionOf(event)));
    copies(byID("copy-command"), () => byID("star-command").textContent);
    copies(byID("copy-link"), () => location.href);
    byID("download-posterior").addEventListener("click", () => this.downloadPosterior());
    this.state = firstStar;
  }

  get kind() {
    return this.fields.color_kind.value;
  }

  /** Follows a field that was changed by hand. */
  changed(field) {
    if (field.name === "period_slider") this.fields.period.value = significant(10 ** Number(field.value), 4);
    if (field.name === "color_slider") this.fields.color.value = Number(Number(field.value).toFixed(3));
    if (field.name === "color_kind") {
      this.setKind();
      this.fields.color.value = colorKinds[this.kind].start;
      this.fields.color_sigma.value = "";
    }
    this.moveSliders(field);
    this.update();
  }

  moveTo({ x, y }) {
    if (this.kind !== "bp_rp0") {
      this.fields.color_kind.value = "bp_rp0";
      this.setKind();
      this.fields.color_sigma.value = "";
    }
    this.fields.color.value = x.toFixed(3);
    this.fields.period.value = significant(y, 4);
    this.moveSliders();
    this.update();
  }

  setKind() {
    const kind = colorKinds[this.kind];
    byID("color-label").textContent = kind.label;
    const slider = this.fields.color_slider;
    [slider.min, slider.max, slider.step] = kind.slider;
    this.form.classList.toggle("is-observed", this.kind === "bp_rp");
  }

  moveSliders(moved = null) {
    const period = Number(this.fields.period.value);
    if (moved?.name !== "period_slider" && period > 0) this.fields.period_slider.value = Math.log10(period);
    if (moved?.name !== "color_slider") this.fields.color_slider.value = this.fields.color.value;
  }

  /** What the form says. @throws {FieldError} */
  observation() {
    const { fields } = this;
    const needed = (input, name) => {
      const value = numberIn(input, name);
      if (value === null) throw new FieldError(input, `${name} is empty.`);
      return value;
    };
    const error = (input, name) => {
      const value = numberIn(input, name);
      if (value !== null && value < 0) throw new FieldError(input, `${name} is ${value}, expected 0 or more.`);
      return value;
    };
    const kind = colorKinds[this.kind];
    const color = {
      axis: kind.axis,
      value: measured(needed(fields.color, "The color"), error(fields.color_sigma, "The error of the color")),
    };
    if (this.kind === "bp_rp") {
      color.extinction = {
        kind: fields.extinction_kind.value,
        value: measured(
          needed(fields.extinction, "The extinction (0 if there is none)"),
          error(fields.extinction_sigma, "The error of the extinction"),
        ),
      };
    }
    return {
      id: fields.id.value.trim(),
      period: measured(needed(fields.period, "The period"), error(fields.period_sigma, "The error of the period")),
      color,
      membership: numberIn(fields.membership, "The membership") ?? 1,
    };
  }

  /** Draws the star anew. */
  update() {
    clearTimeout(this.timer);
    let observation;
    try {
      observation = this.observation();
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      this.showNothing(error);
      return;
    }
    const estimator = new AgeEstimator(
      this.page, this.model, this.assumptions.value, draftNodeCount, draftResolution,
    );
    try {
      const age = estimator.estimate(observation);
      showError(this.form, byID("star-error"), null);
      this.show(age, estimator.logPrior, false);
    } catch (error) {
      if (!(error instanceof UnusableStar)) throw error;
      this.showNothing({ message: `No age: ${error.message}.` });
    }
    byID("star-command").textContent = commandLine(this.commandWords(observation));
    this.onState();
    const question = { observation, assumptions: this.assumptions.value };
    this.timer = setTimeout(() => this.refine(question), restTime);
  }

  /** Replaces the draft by the exact age, unless something moved meanwhile. */
  async refine(question) {
    const { timer } = this;
    const { age } = await this.worker.ask("exactAge", question);
    if (this.timer !== timer || !age) return;
    const { logPrior } = new AgeEstimator(this.page, this.model, question.assumptions);
    this.show(age, logPrior, true);
  }

  show(age, logPrior, isExact) {
    const { summary } = age;
    this.age = age;
    byID("star-headline").textContent = ageHeadline(age, this.page.limits);
    const rows = [
      ["68 %", intervalWords(summary.q16, summary.q84)],
      ["95 %", intervalWords(summary.q025, summary.q975)],
      ["log₁₀(age/Myr)", asymmetric(summary.q50, summary.q16, summary.q84, 3)],
    ];
    if (summary.isMultimodal) {
      rows.splice(2, 0, ["most probable 68 %", summary.hpd68.map((piece) => intervalWords(...piece)).join(", or ")]);
    }
    if (age.epistemicSigma !== null) {
      rows.push(["epistemic", `± ${age.epistemicSigma.toFixed(3)} dex: the scatter of the model’s flows`]);
    }
    const { bpRp0 } = age.star;
    rows.push(["dereddened BP−RP", `${bpRp0.value.toFixed(3)} ± ${bpRp0.sigma.toFixed(3)} mag`]);
    byID("star-numbers").replaceChildren(
      ...rows.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)]),
    );
    byID("star-flags").replaceChildren(...flagList(age.flags, this.page.flags));
    byID("star-state").textContent = isExact ? "These are the numbers of gyro age." : "Draft, while something moves.";
    byID("star-state").dataset.exact = isExact;
    this.posterior.draw(age, this.assumptions.value.prior.kind === "log-uniform" ? null : logPrior);
    this.plane.markStar(age.star);
  }

  showNothing(error) {
    this.age = null;
    showError(this.form, byID("star-error"), error);
    byID("star-headline").textContent = "No age";
    byID("star-numbers").replaceChildren();
    byID("star-flags").replaceChildren();
    byID("star-state").textContent = "";
    this.posterior.clear();
    this.plane.clearStar();
  }

  /** The command that gives the same. */
  commandWords({ id, period, color, membership }) {
    const words = ["gyro", "age"];
    const option = (name, value) => value !== null && words.push(`--${name.replaceAll("_", "-")}`, value);
    if (id) option("id", id);
    option("period", period.value);
    option("period_sigma", period.sigma);
    option(this.kind, color.value.value);
    option(`${this.kind}_sigma`, color.value.sigma);
    if (color.extinction) {
      option(color.extinction.kind, color.extinction.value.value);
      option(`${color.extinction.kind}_sigma`, color.extinction.value.sigma);
    }
    if (membership !== 1) option("membership", membership);
    return [...words, ...assumptionWords(this.assumptions.value, this.page)];
  }

  /** Shows an observation of a table; a color that the form lacks as the BP-RP that it gives. */
  observe(observation, id) {
    const { period, color, membership } = observation;
    const state = { id, period: period.value, period_sigma: period.sigma ?? "" };
    if (membership !== 1) state.membership = membership;
    const kind = color.axis === "bp_rp0" ? (color.extinction ? "bp_rp" : "bp_rp0") : color.axis;
    if (kind in colorKinds && (kind === "bp_rp" || !color.extinction)) {
      state[kind] = color.value.value;
      state[`${kind}_sigma`] = color.value.sigma ?? "";
      if (kind === "bp_rp") {
        state[color.extinction.kind] = color.extinction.value.value;
        state[`${color.extinction.kind}_sigma`] = color.extinction.value.sigma ?? "";
      }
    } else {
      const { rules } = new AgeEstimator(this.page, this.model, this.assumptions.value, draftNodeCount);
      const { bpRp0 } = rules.star(observation).star;
      state.bp_rp0 = bpRp0.value.toFixed(4);
      state.bp_rp0_sigma = bpRp0.sigma.toFixed(4);
    }
    this.state = state;
  }

  downloadPosterior() {
    if (!this.age) return;
    const { density } = this.age;
    const gridded = density instanceof GriddedDensity ? density : GriddedDensity.of(density.ages, density.values.map(Math.log));
    const lines = Array.from(gridded.ages, (age, index) => `${age},${10 ** age},${gridded.values[index]}\n`);
    download(
      "posterior.csv", "text/csv", `# ${byID("star-command").textContent}\n`,
      `# gyro ${this.page.program.version}, model ${this.page.program.model} sha256 ${this.page.program.model_digest}\n`,
      "log10_age_myr,age_myr,density_per_dex\n", ...lines,
    );
  }

  /** The form, for a link. */
  get state() {
    const { fields } = this;
    const entries = [
      ["id", fields.id], ["period", fields.period], ["period_sigma", fields.period_sigma],
      [this.kind, fields.color], [`${this.kind}_sigma`, fields.color_sigma],
      ...(this.kind === "bp_rp"
        ? [[fields.extinction_kind.value, fields.extinction], [`${fields.extinction_kind.value}_sigma`, fields.extinction_sigma]]
        : []),
      ["membership", fields.membership],
    ];
    return Object.fromEntries(entries.map(([key, field]) => [key, field.value.trim()]).filter(([, value]) => value !== ""));
  }

  set state(state) {
    const { fields } = this;
    const set = (field, value) => (field.value = value ?? "");
    fields.color_kind.value = Object.keys(colorKinds).find((kind) => state[kind] !== undefined) ?? "bp_rp0";
    set(fields.id, state.id);
    set(fields.period, state.period);
    set(fields.period_sigma, state.period_sigma);
    set(fields.color, state[this.kind]);
    set(fields.color_sigma, state[`${this.kind}_sigma`]);
    const extinction = ["av", "ebv", "e_bp_rp"].find((kind) => state[kind] !== undefined) ?? "av";
    fields.extinction_kind.value = extinction;
    set(fields.extinction, state[extinction]);
    set(fields.extinction_sigma, state[`${extinction}_sigma`]);
    set(fields.membership, state.membership);
    this.setKind();
    this.moveSliders();
    this.update();
  }
}
