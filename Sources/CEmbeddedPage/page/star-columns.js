// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns of a table hold which quantity, and its rows as stars.

import { ColumnNames } from "./column-names.js";
import { blurred, measured, measuredBySides, UnusableStar } from "./star.js";

/** Quantities that are one number without an error, in the order of the program. */
const plainQuantities = [
  "membership", "ruwe", "logg", "g_mag", "g_mag_absolute", "parallax", "orbital_period", "rv_scatter",
];

/** What a table lacks, or what in it is ambiguous; `neglect` holds the choice that would neglect an extinction. */
export class ColumnError extends Error {
  constructor(message, neglect = null) {
    super(message);
    this.neglect = neglect;
  }
}

/** The columns of a table that tell of stars: recognized by name, and corrected by who knows better. */
export class StarColumns {
  /**
   * @param lists The lists of the page.
   * @param columns Of the table: `name`, `unit` and `description`.
   * @param chosen Indices by key, which go before known names; -1 where none is to be taken.
   */
  constructor(lists, columns, chosen = {}) {
    this.lists = lists;
    this.columns = columns;
    this.chosen = chosen;
    this.names = new ColumnNames(lists);
    this.parsed = columns.map((column) => this.names.parsed(column.name));
    this.candidates = new Map();
    const taken = new Set(Object.values(chosen));
    this.parsed.forEach((name, index) => {
      if (taken.has(index)) return;
      // Of several columns with one quantity, that of the Gaia archive comes last if GSP-Phot made it, else first.
      const preference = name.words.includes("gspphot") ? -1 : this.names.archiveNames.has(name.text) ? 0.1 : 0;
      for (const { column, rank } of this.names.meanings(name, columns[index].description)) {
        if (!this.candidates.has(column)) this.candidates.set(column, []);
        this.candidates.get(column).push({ index, rank: rank + preference });
      }
    });
    for (const list of this.candidates.values()) list.sort((a, b) => b.rank - a.rank || a.index - b.index);
    this.errorsOfName = new Map();
    this.parsed.forEach((name, index) => {
      if (!name.error) return;
      if (!this.errorsOfName.has(name.error.base)) this.errorsOfName.set(name.error.base, []);
      this.errorsOfName.get(name.error.base).push(index);
    });
    this.ambiguous = [];
    /** The first thing that keeps rows from being stars, a `ColumnError`; the other columns are matched all the same. */
    this.fault = null;
    this.id = this.index("id");
    this.period = this.orFault(() => this.requiredPeriod(), null);
    this.extinctions = this.orFault(() => this.foundExtinctions(), []);
    this.sources = this.orFault(() => this.foundSources(), []);
    this.orFault(() => this.checkColorExcess(), null);
    this.others = this.orFault(() => this.foundOthers(), {});
  }

  orFault(find, nothing) {
    try {
      return find();
    } catch (error) {
      if (!(error instanceof ColumnError)) throw error;
      this.fault ??= error;
      return nothing;
    }
  }

  /** How surely a column holds what it was taken for, in a word. */
  confidence(key, index) {
    if (this.chosen[key] === index) return "chosen by you";
    const rank = this.candidates.get(key)?.find((candidate) => candidate.index === index)?.rank ?? 0;
    return rank >= 3 ? "sure" : rank >= 2 ? "likely" : "a guess: please check";
  }

  /** The column of a quantity; null if there is none, or none that is surer than others. */
  index(key) {
    if (this.chosen[key] !== undefined) return this.chosen[key] < 0 ? null : this.chosen[key];
    const all = this.candidates.get(key);
    if (!all) return null;
    if (key === "id") {
      const rank = ({ index }) => this.names.identifierRanks.get(this.parsed[index].joined) ?? Infinity;
      return all.reduce((best, candidate) => (rank(candidate) < rank(best) ? candidate : best)).index;
    }
    const equal = all.filter((candidate) => candidate.rank === all[0].rank);
    if (equal.length === 1) return all[0].index;
    this.ambiguous.push({ key, indices: equal.map((candidate) => candidate.index) });
    return null;
  }

  quoted(indices) {
    return indices.slice(0, 5).map((index) => `“${this.columns[index].name}”`).join(" and ");
  }

  /** A column with the factor of its unit. */
  cell(index, key, usual = null) {
    const stated = (unit) => (unit && /[^\s-]/.test(unit) ? unit : null);
    const unit = stated(this.columns[index].unit) ?? this.parsed[index].unit ?? usual;
    const factor = this.factor(key, unit);
    if (factor === null) {
      throw new ColumnError(
        `The column “${this.columns[index].name}” has the unit “${unit}”, expected ${this.quantity(key).unit_words} for ${key}. `
          + "Convert it, or choose another column.",
      );
    }
    return { index, factor, unit };
  }

  quantity(key) {
    return this.names.quantities.get(key.replace(/_sigma$/, ""));
  }

  factor(key, unit) {
    const quantity = this.quantity(key);
    const folded = (unit ?? "").replace(/\s/g, "").toLowerCase();
    if (!quantity.units || /^-*$/.test(folded) || quantity.is_logarithm) return 1;
    const at = quantity.units.indexOf(folded);
    return at < 0 ? null : quantity.factors[at];
  }

  /** A quantity with its error. */
  withError(key, index) {
    const result = { key, cell: this.cell(index, key), error: { form: "none", cells: [] } };
    result.isGSPPhot = this.isGSPPhot(index);
    if (!this.quantity(key).has_sigma) return result;
    const unit = this.columns[index].unit || this.parsed[index].unit;
    const chosen = this.chosen[`${key}_sigma`];
    if (chosen !== undefined) {
      if (chosen >= 0) result.error = { form: "one", cells: [this.cell(chosen, key, unit)] };
      return result;
    }
    const { form, indices } = this.errorOf(index, key);
    result.error = { form, cells: indices.map((at) => this.cell(at, key, unit)) };
    return result;
  }

  isGSPPhot(index) {
    return (
      this.parsed[index].words.includes("gspphot")
      || (this.columns[index].description ?? "").toLowerCase().includes("gsp-phot")
    );
  }

  errorOf(index, key) {
    const own = this.errorsOfName.get(this.parsed[index].joined);
    if (own) {
      const choice = this.errorAmong(own.filter((other) => other !== index), key);
      if (choice.form !== "none") return choice;
    }
    if (this.chosen[key] !== undefined) return { form: "none", indices: [] };
    const bases = [...this.errorsOfName.keys()].filter(
      (base) =>
        !this.parsed.some((name) => name.joined === base)
        && (this.names.known.get(base) ?? []).some((meaning) => meaning.column === key && meaning.spelling === "any"),
    );
    const all = bases.sort().flatMap((base) => this.errorsOfName.get(base)).sort((a, b) => a - b);
    return this.errorAmong(all, key);
  }

  errorAmong(indices, key) {
    const all = (form) => indices.filter((index) => this.parsed[index].error.form === form);
    let symmetric = all("symmetric");
    const capital = all("upperCase");
    const small = symmetric.find((index) => /^ *e_/.test(this.parsed[index].text));
    if (capital.length === 1 && small !== undefined) return { form: "sides", indices: [small, capital[0]] };
    symmetric = [...symmetric, ...capital];
    const [upper, lower] = [all("upper"), all("lower")];
    if (upper.length === 1 && lower.length === 1) return { form: "sides", indices: [lower[0], upper[0]] };
    symmetric.push(...upper, ...lower);
    if (symmetric.length > 1) {
      throw new ColumnError(`${this.quoted(symmetric)} may each be the error of ${key}; choose one.`);
    }
    if (symmetric.length === 1) return { form: "one", indices: symmetric };
    const [top, bottom] = [all("upperEnd"), all("lowerEnd")];
    if (top.length === 1 && bottom.length === 1) return { form: "ends", indices: [bottom[0], top[0]] };
    return { form: "none", indices: [] };
  }

  requiredPeriod() {
    const index = this.index("period");
    if (index === null) {
      const several = this.ambiguous.find(({ key }) => key === "period");
      throw new ColumnError(
        several
          ? `${this.quoted(several.indices)} may each be the rotation period; choose one.`
          : `No column is recognized as the rotation period; choose one. There are ${this.columns.length} columns: `
            + this.quoted([...this.columns.keys()]) + (this.columns.length > 5 ? ", …" : ""),
      );
    }
    const rank = this.candidates.get("period")?.find((candidate) => candidate.index === index)?.rank;
    const orbit = this.parsed.find((name) => name.words.some((word) => this.names.orbitWords.has(word)));
    if (this.chosen.period === undefined && rank < 2 && orbit) {
      throw new ColumnError(
        `“${this.columns[index].name}” stands beside “${orbit.text}”, so that it may be the period of an orbit. `
          + "If it is that of the rotation, choose it.",
      );
    }
    return this.withError("period", index);
  }

  foundExtinctions() {
    const keys = this.lists.extinctions;
    const named = keys.filter((key) => this.chosen[key] >= 0);
    const found = [];
    for (const key of named.length > 0 ? named : keys) {
      let index = this.index(key);
      if (index === null) continue;
      if (this.chosen[key] === undefined && this.isGSPPhot(index)) {
        index = this.candidates.get(key).map((candidate) => candidate.index).find((at) => !this.isGSPPhot(at));
        if (index === undefined) continue;
      }
      found.push(this.withError(key, index));
    }
    return found.slice(0, 1);
  }

  /** Refuses a table in which `e_bp_rp` may be the error of `bp_rp`, as in VizieR, or the color excess, and another column the extinction. */
  checkColorExcess() {
    const [extinction] = this.extinctions;
    const color = this.sources.find((source) => source.isObserved)?.terms[0];
    if (extinction?.key !== "e_bp_rp" || this.chosen.e_bp_rp !== undefined || extinction.error.form !== "none") return;
    const name = this.columns[extinction.cell.index].name;
    if (this.parsed[extinction.cell.index].words.join() !== "e,bp,rp" || !name.trimStart().startsWith("e_")) return;
    if (color?.key !== "bp_rp" || color.error.form !== "none") return;
    if (!["av", "ebv"].some((key) => this.candidates.get(key)?.length > 0)) return;
    throw new ColumnError(`“${name}” may be the error of BP−RP or its color excess; choose which.`);
  }

  /** The ways to a color, in the order in which a row tries them. */
  foundSources() {
    const { ways } = this.lists;
    const keys = new Set(ways.flatMap((way) => way.columns));
    const named = [...keys].filter((key) => this.chosen[key] >= 0);
    const sources = [];
    const withoutExtinction = [];
    for (const way of ways) {
      if (named.length > 0 && !way.columns.every((key) => named.includes(key))) continue;
      if (
        way.columns.length > 1
        && sources.some((source) => source.axis === way.axis && source.terms.length === 1)
        && sources.some((source) => source.axis === way.axis && source.isObserved === way.is_observed)
      ) continue;
      const indices = way.columns.map((key) => this.index(key));
      if (indices.includes(null)) continue;
      const terms = way.columns.map((key, at) => this.withError(key, indices[at]));
      for (const term of terms) this.addSignalToNoise(term);
      const source = { terms, axis: way.axis, isObserved: way.is_observed };
      (way.is_observed && this.extinctions.length === 0 ? withoutExtinction : sources).push(source);
    }
    const twoColors = this.ambiguous.find(
      ({ key }) => key === "bp_rp0" || (key === "bp_rp" && this.extinctions.length > 0),
    );
    if (twoColors) throw new ColumnError(`${this.quoted(twoColors.indices)} may each be BP−RP; choose one.`);
    if (sources.length > 0) return sources;
    if (withoutExtinction.length > 0) {
      const what = withoutExtinction[0].terms.map((term) => this.columns[term.cell.index].name).join(" − ");
      throw new ColumnError(
        `The color “${what}” is an observed one, and no column is recognized as its extinction. Choose one, or neglect the extinction.`,
        this.dereddenedChoice(withoutExtinction[0]),
      );
    }
    throw new ColumnError(
      "No column is recognized as a color: dereddened BP−RP, the observed one with its extinction, another color, or the "
        + "temperature. Choose one.",
    );
  }

  /** The choice that takes an observed color for a dereddened one; null where there is none. */
  dereddenedChoice({ terms, axis }) {
    const way = this.lists.ways.find((one) => !one.is_observed && one.axis === axis && one.columns.length === terms.length);
    return way ? Object.fromEntries(way.columns.map((key, at) => [key, terms[at].cell.index])) : null;
  }

  addSignalToNoise(term) {
    if (term.key === "bp_rp" && term.error.form === "none") {
      const ratios = ["bp_snr", "rp_snr"].map((key) => [key, this.index(key)]);
      if (ratios.every(([, index]) => index !== null)) {
        term.error = { form: "signalToNoises", cells: ratios.map(([key, index]) => this.cell(index, key)) };
      }
    }
    const ratio = { bp_mag: "bp_snr", rp_mag: "rp_snr" }[term.key];
    if (!ratio || term.error.form !== "none") return;
    const index = this.index(ratio);
    if (index !== null) term.error = { form: "signalToNoise", cells: [this.cell(index, ratio)] };
  }

  foundOthers() {
    const others = {};
    for (const key of plainQuantities) {
      const index = this.index(key);
      if (index === null) continue;
      try {
        others[key] = this.cell(index, key);
      } catch (error) {
        // Nothing depends on it, unless it was asked for.
        if (this.chosen[key] !== undefined) throw error;
      }
    }
    if (!others.parallax) delete others.g_mag;
    if (!others.g_mag) delete others.parallax;
    return others;
  }

  /** The match, for people: key, columns, columns of the error, how sure, and whether only rows without better use it. */
  get matches() {
    const rows = new Map();
    const add = ({ key, cell, error }, isSubstitute) => {
      if (rows.has(key)) return;
      rows.set(key, {
        key, index: cell.index, unit: cell.unit, errorIndices: error?.cells.map((at) => at.index) ?? [],
        confidence: this.confidence(key, cell.index), isSubstitute,
      });
    };
    if (this.period) add(this.period, false);
    const usesExtinction = this.sources.some((source) => source.isObserved);
    this.sources.forEach((source, rank) => {
      for (const term of source.terms) add(term, rank > 0);
      if (rank === 0 && usesExtinction) for (const one of this.extinctions) add(one, !source.isObserved);
    });
    for (const [key, cell] of Object.entries(this.others)) add({ key, cell }, false);
    if (this.id !== null) add({ key: "id", cell: { index: this.id, unit: null } }, false);
    return [...rows.values()];
  }

  // Rows

  /**
   * A row as an observation.
   *
   * @param cells The texts of a row.
   * @throws {UnusableStar}
   */
  observation(cells) {
    const period = this.value(cells, this.period);
    if (!period) throw new UnusableStar("period_missing", "the period is missing");
    if (!(period.value > 0)) {
      throw new UnusableStar("period_invalid", `the period is ${period.value}, expected a positive number of days`);
    }
    const given = this.other(cells, "membership");
    if (given !== null && !(given >= 0 && given <= 1)) {
      throw new UnusableStar("membership_out_of_range", `the membership is ${given}, expected 0 to 1`);
    }
    const { color, isFromGSPPhot } = this.color(cells);
    return {
      period, color, isFromGSPPhot,
      membership: given ?? 1,
      isMembershipAssumed: given === null && this.others.membership !== undefined,
      ruwe: this.other(cells, "ruwe"),
      applicability: {
        logg: this.secondary(cells, "logg"), gMagAbsolute: this.secondary(cells, "g_mag_absolute"),
        gMag: this.secondary(cells, "g_mag"), parallaxMas: this.secondary(cells, "parallax"),
        orbitalPeriodDays: this.secondary(cells, "orbital_period"),
        velocityScatterKmS: this.secondary(cells, "rv_scatter"),
      },
    };
  }

  color(cells) {
    let extinction = null;
    let lacksExtinction = false;
    for (const source of this.sources) {
      const value = this.sourceValue(cells, source);
      if (!value) continue;
      if (source.isObserved) {
        extinction ??= this.extinction(cells);
        if (!extinction) {
          lacksExtinction = true;
          continue;
        }
      }
      const isFromGSPPhot =
        source.terms.some((term) => term.isGSPPhot) || (source.isObserved && extinction.isGSPPhot);
      return { color: { axis: source.axis, value, ...(source.isObserved ? { extinction } : {}) }, isFromGSPPhot };
    }
    if (lacksExtinction) {
      throw new UnusableStar(
        "extinction_missing", "the dereddened color is missing, and so is the extinction of the observed one",
      );
    }
    throw new UnusableStar("color_missing", "the color is missing");
  }

  extinction(cells) {
    for (const quantity of this.extinctions) {
      const value = this.value(cells, quantity);
      if (value) return { kind: quantity.key, value: measured(value.value, value.sigma), isGSPPhot: quantity.isGSPPhot };
    }
    return null;
  }

  sourceValue(cells, { terms }) {
    const first = this.value(cells, terms[0]);
    if (!first || terms.length === 1) return first;
    const second = this.value(cells, terms[1]);
    if (!second) return null;
    const difference = first.value - second.value;
    if (first.sigma === null || second.sigma === null) return measured(difference);
    return blurred(measured(difference, first.sigma), second.sigma);
  }

  /** A quantity with its error; null where it is missing. */
  value(cells, { key, cell, error }) {
    const value = this.number(cells, cell, key);
    if (value === null) return null;
    const sigmaKey = `${key}_sigma`;
    const [low, high] = error.cells.map((at) => this.number(cells, at, sigmaKey));
    const refuseNegative = (sigma) => {
      if (sigma !== null && sigma < 0) {
        throw new UnusableStar("value_unreadable", `${sigmaKey} is ${sigma}, expected a number that is not negative`);
      }
      return sigma;
    };
    const bySides = (lower, upper) => {
      const one = lower ?? upper;
      return one === null ? measured(value) : measuredBySides(value, lower ?? one, upper ?? one);
    };
    switch (error.form) {
      case "one":
        return measured(value, refuseNegative(low));
      case "signalToNoise":
        return low > 0 ? measured(value, 2.5 / Math.LN10 / low) : measured(value);
      case "signalToNoises":
        return low > 0 && high > 0
          ? measured(value, 2.5 / Math.LN10 * Math.hypot(1 / low, 1 / high)) : measured(value);
      case "sides":
        return bySides(low === null ? null : Math.abs(low), refuseNegative(high));
      case "ends":
        if (low === null || high === null) return measured(value);
        if (low <= value && value <= high && high > low) return measuredBySides(value, value - low, high - value);
        return bySides(Math.abs(low), refuseNegative(high));
      default:
        return measured(value);
    }
  }

  other(cells, key) {
    return this.others[key] ? this.number(cells, this.others[key], key) : null;
  }

  /** What nothing depends on; null where it cannot be read. */
  secondary(cells, key) {
    try {
      return this.other(cells, key);
    } catch {
      return null;
    }
  }

  /** A finite number in the unit that is meant; null where the cell is empty. */
  number(cells, { index, factor }, key) {
    const text = cells[index];
    if (text === null || text === undefined || isNullWord(text)) return null;
    const value = Number(text);
    if (Number.isNaN(value)) {
      throw new UnusableStar("value_unreadable", `${key} is "${text}", expected a number${/^\s*[+-]?\d+,\d+\s*$/.test(text) ? " with a decimal point" : ""}`);
    }
    if (!Number.isFinite(value * factor)) {
      throw new UnusableStar("value_unreadable", `${key} is ${value}, expected a finite number`);
    }
    return value * factor;
  }
}

/** Words that tables have for a missing value. */
const nullWords = new Set(["", "nan", "na", "n/a", "null", "none", "-", "--", "...", "…", "-nan", "masked", "<na>"]);

function isNullWord(text) {
  return nullWords.has(text.trim().toLowerCase());
}
