// SPDX-License-Identifier: GPL-3.0-or-later
// The form of what ages rest on, which all parts of the page share.

import { usualAssumptions } from "./age.js";
import { byID, element } from "./dom.js";

/** What a field of a form says that cannot be used. */
export class FieldError extends Error {
  constructor(input, message) {
    super(message);
    this.input = input;
  }
}

/**
 * The number in a field; null where it is empty.
 *
 * @throws {FieldError}
 */
export function numberIn(input, name) {
  const text = input.value.trim().replaceAll("−", "-");
  if (text === "") return null;
  const value = Number(text.replace(/^([+-]?\d+),(\d+)$/, "$1.$2"));
  if (!Number.isFinite(value)) throw new FieldError(input, `${name} is “${text}”, expected a number such as 0.82.`);
  return value;
}

/** Marks the field of an error, or none. */
export function showError(form, place, error) {
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  error?.input?.setAttribute("aria-invalid", "true");
  place.hidden = !error;
  place.textContent = error?.message ?? "";
}

/** Reads the form and tells listeners of every change. */
export class AssumptionsView {
  constructor(page, onChange) {
    this.page = page;
    this.form = byID("assumptions-form");
    this.fields = this.form.elements;
    for (const law of page.extinction_laws) {
      this.fields.extinction_law.append(element("option", { value: law.name, title: law.source }, law.name));
    }
    this.value = usualAssumptions(page);
    this.fill(this.value);
    this.form.addEventListener("input", () => this.read() && onChange());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.fill(usualAssumptions(page));
      if (this.read()) onChange();
    });
    byID("usual-aliases").addEventListener("click", () => {
      [this.fields.half.value, this.fields.double.value] = page.limits.usual_aliases;
      if (this.read()) onChange();
    });
    this.read();
  }

  fill(value) {
    const { fields } = this;
    fields.prior.value = value.prior.kind;
    if (value.prior.kind === "normal") {
      fields.prior_age.value = Number((10 ** value.prior.mean).toPrecision(6));
      fields.prior_sigma.value = value.prior.sigma;
    }
    fields.min_age.value = value.minimumAgeMyr;
    fields.max_age.value = value.maximumAgeGyr;
    fields.outlier_fraction.value = value.outlierFraction;
    fields.half.value = value.aliases.half;
    fields.double.value = value.aliases.double;
    fields.extinction_law.value = value.extinctionLaw;
  }

  /** Whether the form can be used; then `value` is what it says. */
  read() {
    const place = byID("assumptions-error");
    this.form.classList.toggle("is-normal", this.fields.prior.value === "normal");
    try {
      this.value = this.checked();
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      showError(this.form, place, error);
      byID("assumptions").open = true;
      return false;
    }
    showError(this.form, place, null);
    byID("assumptions-summary").textContent = this.words();
    return true;
  }

  checked() {
    const { fields } = this;
    const { ages } = this.page;
    const number = (name, words, low, high) => {
      const value = numberIn(fields[name], words);
      if (value === null || !(value >= low && value <= high)) {
        throw new FieldError(fields[name], `${words} is ${value ?? "empty"}, expected ${low} to ${high}.`);
      }
      return value;
    };
    const maximumAgeGyr = number("max_age", "The oldest age allowed, in Gyr,", 0.002, ages.maximum_age_gyr);
    const minimumAgeMyr = number(
      "min_age", "The youngest age allowed, in Myr,", ages.minimum_age_myr, 999 * maximumAgeGyr,
    );
    const aliases = {
      half: number("half", "The chance of half the period", 0, 1),
      double: number("double", "The chance of twice the period", 0, 1),
    };
    if (aliases.half + aliases.double > 1) {
      throw new FieldError(fields.double, "The chances of half and twice the period are more than 1 together.");
    }
    const prior = { kind: fields.prior.value };
    if (prior.kind === "normal") {
      const age = number("prior_age", "The age of the prior, in Myr,", minimumAgeMyr, 1000 * maximumAgeGyr);
      prior.mean = Number(Math.log10(age).toFixed(4));
      prior.sigma = number("prior_sigma", "The error of the prior, in dex,", 0.02, 100);
    }
    return {
      prior, minimumAgeMyr, maximumAgeGyr, aliases,
      outlierFraction: number("outlier_fraction", "The outlier fraction", 0, 1),
      extinctionLaw: fields.extinction_law.value,
    };
  }

  words() {
    const { prior, minimumAgeMyr, maximumAgeGyr, aliases, outlierFraction } = this.value;
    const priorWords =
      prior.kind === "normal" ? `prior ${Number((10 ** prior.mean).toPrecision(3))} Myr ± ${prior.sigma} dex` : `prior ${prior.kind}`;
    const from = minimumAgeMyr > this.page.ages.minimum_age_myr ? ` from ${minimumAgeMyr} Myr` : "";
    const alias = aliases.half + aliases.double > 0 ? `, half or twice the period allowed` : "";
    return `${priorWords}${from} up to ${maximumAgeGyr} Gyr, outlier fraction ${outlierFraction}${alias}`;
  }

  /** What of the state is not the usual, for a link. */
  get state() {
    const usual = usualAssumptions(this.page);
    const { value } = this;
    const state = {};
    if (value.prior.kind === "normal") state.prior = `normal:${value.prior.mean},${value.prior.sigma}`;
    else if (value.prior.kind !== usual.prior.kind) state.prior = value.prior.kind;
    if (value.minimumAgeMyr !== usual.minimumAgeMyr) state.min_age = value.minimumAgeMyr;
    if (value.maximumAgeGyr !== usual.maximumAgeGyr) state.max_age = value.maximumAgeGyr;
    if (value.outlierFraction !== usual.outlierFraction) state.outlier_fraction = value.outlierFraction;
    if (value.aliases.half + value.aliases.double > 0) state.aliases = `${value.aliases.half},${value.aliases.double}`;
    if (value.extinctionLaw !== usual.extinctionLaw) state.extinction_law = value.extinctionLaw;
    return state;
  }

  set state(state) {
    const value = usualAssumptions(this.page);
    if (state.prior?.startsWith("normal:")) {
      const [mean, sigma] = state.prior.slice(7).split(",").map(Number);
      value.prior = { kind: "normal", mean, sigma };
    } else if (["uniform", "log-uniform"].includes(state.prior)) value.prior = { kind: state.prior };
    if (state.min_age) value.minimumAgeMyr = state.min_age;
    if (state.max_age) value.maximumAgeGyr = state.max_age;
    if (state.outlier_fraction) value.outlierFraction = state.outlier_fraction;
    if (state.aliases) [value.aliases.half, value.aliases.double] = state.aliases.split(",");
    if (state.extinction_law) value.extinctionLaw = state.extinction_law;
    this.fill(value);
    this.read();
  }
}
