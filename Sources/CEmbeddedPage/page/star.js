// SPDX-License-Identifier: GPL-3.0-or-later
// From what was observed to the star of a likelihood: dereddening, the table of dwarfs, limits.

import { clamp, lowerBound } from "./numerics.js";

/** Why a star has no age, as a code of the program and a sentence. */
export class UnusableStar extends Error {
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

/** A value with its standard deviation, null where unknown, and how much larger its upper side is, -1 to 1. */
export function measured(value, sigma = null, asymmetry = 0) {
  return { value, sigma, asymmetry };
}

/** A value with an error for each side. */
export function measuredBySides(value, lower, upper) {
  const sigma = 0.5 * lower + 0.5 * upper;
  return measured(value, sigma, sigma > 0 ? (0.5 * upper - 0.5 * lower) / sigma : 0);
}

/** The same value with an independent error added to both sides, in quadrature. */
export function blurred(quantity, other) {
  if (quantity.sigma === null) return quantity;
  if (quantity.asymmetry === 0) return measured(quantity.value, Math.hypot(quantity.sigma, other));
  const [lower, upper] = sides(quantity);
  return measuredBySides(quantity.value, Math.hypot(lower, other), Math.hypot(upper, other));
}

/** The standard deviations below and above a value. */
export function sides(quantity) {
  return [quantity.sigma * (1 - quantity.asymmetry), quantity.sigma * (1 + quantity.asymmetry)];
}

/** Kinds of extinction, with what turns a magnitude of them into A_V. */
export function magnitudesVPerUnit(kind, limits) {
  if (kind === "av") return 1;
  return kind === "ebv" ? limits.visual_ratio : 1 / limits.constant_ratio;
}

/** What is allowed of an observation, and what is assumed where it says nothing. */
export class StarRules {
  /**
   * @param page The constants of the page.
   * @param {RotationModel} model
   * @param lawName The law from extinction to color excess.
   */
  constructor(page, model, lawName = page.extinction_laws[0].name) {
    this.limits = page.limits;
    this.dwarfs = new DwarfSequence(page.dwarfs);
    this.law = page.extinction_laws.find((law) => law.name === lawName);
    this.defaultSigma = model.medianBpRp0Sigma;
  }

  /**
   * The star of an observation.
   *
   * @param observation `period` (a measured number of days), `color` with `axis`, `value` and, for an observed one,
   *   `extinction` with `kind` and `value`; `membership`, `isMembershipAssumed`, `ruwe`, `isFromGSPPhot`, `applicability`.
   * @returns The star and the flags of what was assumed.
   * @throws {UnusableStar}
   */
  star(observation) {
    const { limits } = this;
    const { period } = observation;
    const [shortest, longest] = limits.log10_period_days;
    const log10PeriodDays = Math.log10(period.value);
    if (!(period.value > 0)) {
      throw new UnusableStar("period_invalid", `the period is ${period.value}, expected a positive number of days`);
    }
    if (!(log10PeriodDays >= shortest && log10PeriodDays <= longest)) {
      throw new UnusableStar(
        "period_out_of_range",
        `the period is ${period.value} d, expected ${(10 ** shortest).toFixed(4)} to ${(10 ** longest).toFixed(1)}`,
      );
    }
    const periodSigma = period.sigma ?? 0;
    if (!(periodSigma <= limits.maximum_relative_period_sigma * period.value)) {
      throw new UnusableStar(
        "period_error_too_large",
        `the error of the period is ${periodSigma} d, expected at most the period itself, ${period.value} d`,
      );
    }
    const assumed = [];
    if (observation.ruwe >= limits.minimum_high_ruwe) assumed.push("ruwe_high");
    if (observation.isMembershipAssumed) assumed.push("membership_assumed");
    if (observation.isFromGSPPhot) assumed.push("gspphot_used");
    const bpRp0 = this.dereddened(observation.color, assumed);
    assumed.push(...this.applicabilityFlags(observation, bpRp0.value));
    const membership = observation.membership ?? 1;
    if (!(membership >= 0 && membership <= 1)) {
      throw new UnusableStar("membership_out_of_range", `the membership is ${membership}, expected 0 to 1`);
    }
    return {
      star: {
        periodDays: period,
        log10PeriodDays,
        log10PeriodDaysSigma: periodSigma / (period.value * Math.LN10),
        bpRp0,
        membership,
      },
      assumed,
    };
  }

  /** The dereddened color with its error, which is the usual one where none was given. */
  dereddened(color, assumed) {
    const { limits } = this;
    if (!color) throw new UnusableStar("color_missing", "the color is missing");
    if (color.axis === "bp_rp0" && !color.extinction) return this.checked(this.withSigma(color.value, assumed));
    if (color.extinction) this.noteMissingSigma(color.extinction, assumed);
    if (color.axis === "bp_rp0") {
      const [bluest, reddest] = limits.possible_bp_rp;
      if (!(color.value.value >= bluest && color.value.value <= reddest)) {
        throw new UnusableStar("color_impossible", `the color is ${color.value.value} mag, and no star has such a color`);
      }
      const star = this.withoutExtinction(color.value.value, color.extinction);
      if (color.value.sigma !== null) {
        const dereddenedSigma = (sigma) =>
          Math.sqrt(star.slope ** 2 * (sigma ** 2 + 2 * limits.band_floor ** 2) + star.extinctionSigma ** 2);
        const [lower, upper] = sides(color.value).map(dereddenedSigma);
        return this.checked(
          color.value.asymmetry === 0 ? measured(star.bpRp0, lower) : measuredBySides(star.bpRp0, lower, upper),
        );
      }
      assumed.push("color_sigma_defaulted");
      // A median error of dereddened colors holds the floor of the bands already.
      return this.checked(blurred(measured(star.bpRp0, this.usualSigma()), star.extinctionSigma));
    }
    let value = color.value;
    const axis = this.dwarfs.axes[color.axis];
    if (color.extinction && axis.excess_per_av !== null) {
      const perUnit = magnitudesVPerUnit(color.extinction.kind, limits);
      const extinction = color.extinction.value;
      if (!(extinction.value >= 0)) {
        throw new UnusableStar("extinction_out_of_range", `the extinction is ${extinction.value} mag, expected 0 or more`);
      }
      value = blurred(
        { ...value, value: value.value - axis.excess_per_av * extinction.value * perUnit },
        axis.excess_per_av * perUnit * (extinction.sigma ?? 0),
      );
    }
    const dwarf = this.dwarfs.bpRp0(value, color.axis, limits.band_floor);
    if (!dwarf) {
      const [lower, upper] = this.dwarfs.domain(color.axis);
      throw new UnusableStar(
        "outside_dwarf_table",
        `${axis.name} is ${value.value} ${axis.unit}, expected ${lower} to ${upper}, as the table of dwarfs covers`,
      );
    }
    assumed.push(axis.flag);
    return this.checked(this.withSigma(dwarf, assumed));
  }

  withSigma(value, assumed) {
    if (value.sigma !== null) return value;
    assumed.push("color_sigma_defaulted");
    return measured(value.value, this.usualSigma());
  }

  noteMissingSigma(extinction, assumed) {
    if (extinction.value.sigma === null && extinction.value.value > 0) assumed.push("extinction_sigma_missing");
  }

  usualSigma() {
    if (this.defaultSigma === null) {
      throw new UnusableStar("color_error_unknown", "the color has no error, and the model does not say what is usual");
    }
    return this.defaultSigma;
  }

  checked(bpRp0) {
    const { limits } = this;
    const [bluest, reddest] = limits.possible_bp_rp0;
    if (!(bpRp0.value >= bluest && bpRp0.value <= reddest)) {
      throw new UnusableStar(
        "color_impossible",
        `the dereddened color is ${bpRp0.value} mag, and no star has such a color: expected ${bluest} to ${reddest}`,
      );
    }
    if (!(bpRp0.sigma > 0 && bpRp0.sigma <= limits.maximum_bp_rp0_sigma)) {
      throw new UnusableStar(
        "color_error_impossible",
        `the error of the color is ${bpRp0.sigma} mag, expected above 0 and at most ${limits.maximum_bp_rp0_sigma}`,
      );
    }
    return bpRp0;
  }

  /**
   * Corrects a color for extinction.
   *
   *     C + E(A, C) = c,   ∂C/∂c = 1 / (1 + ∂E/∂C),   ∂C/∂A = -(∂E/∂A) / (1 + ∂E/∂C)
   */
  withoutExtinction(bpRp, extinction) {
    const { limits, law } = this;
    const given = extinction.value.value;
    const sigma = extinction.value.sigma ?? 0;
    const refuse = (message) => {
      throw new UnusableStar("extinction_out_of_range", message);
    };
    if (extinction.kind === "e_bp_rp") {
      if (!(given >= 0)) refuse(`E(BP-RP) is ${given} mag, expected 0 or more`);
      return { bpRp0: bpRp - given, slope: 1, extinctionSigma: sigma };
    }
    const perUnit = magnitudesVPerUnit(extinction.kind, limits);
    const av = given * perUnit;
    const [thinnest, thickest] = law.extinction_domain;
    if (!(av >= thinnest && av <= (thickest ?? Infinity))) {
      const covers = thickest === null ? `${thinnest} or more` : `from ${thinnest} to ${thickest}, as the law ${law.name} covers`;
      refuse(`A_V is ${av} mag, expected ${covers}`);
    }
    const excess = (C) => {
      const c = law.ratio;
      const k = c[0] + C * (c[1] + C * (c[2] + C * c[3])) + av * (c[4] + av * c[5]) + c[6] * C * av;
      const kPerA = c[4] + 2 * av * c[5] + c[6] * C;
      const kPerC = c[1] + C * (2 * c[2] + 3 * C * c[3]) + c[6] * av;
      return { value: k * av, perExtinction: k + av * kPerA, perColor: av * kPerC };
    };
    let color = bpRp;
    for (let step = 0; step < 50; step += 1) {
      const { value, perColor } = excess(color);
      const change = (color + value - bpRp) / (1 + perColor);
      color -= change;
      if (Math.abs(change) < 1e-14) break;
    }
    const found = excess(color);
    const [bluest, reddest] = law.bp_rp0_domain;
    if (
      !(Math.abs(color + found.value - bpRp) < 1e-9)
      || color < (bluest ?? -Infinity)
      || color > (reddest ?? Infinity)
    ) {
      refuse(
        `without an A_V of ${av} mag, BP-RP ${bpRp} mag is outside what the law ${law.name} covers: `
          + `dereddened BP-RP from ${bluest} to ${reddest}`,
      );
    }
    const slope = 1 / (1 + found.perColor);
    return { bpRp0: color, slope, extinctionSigma: Math.abs(found.perExtinction * slope) * sigma * perUnit };
  }

  /** Warnings about stars whose rotation says little about their age. */
  applicabilityFlags(observation, bpRp0) {
    const { limits } = this;
    const data = observation.applicability ?? {};
    const flags = [];
    let magnitude = data.gMagAbsolute ?? null;
    if (magnitude === null && data.gMag != null && data.parallaxMas > 0) {
      const extinction = observation.color.extinction;
      const av = extinction ? extinction.value.value * magnitudesVPerUnit(extinction.kind, limits) : 0;
      magnitude = data.gMag + 5 * Math.log10(data.parallaxMas / 100) - limits.g_band_per_av * av;
    }
    const usual = magnitude === null ? null : this.dwarfs.value("g_mag_absolute", bpRp0, "bp_rp0");
    const excess = usual === null ? 0 : usual - magnitude;
    const isLowGravity = data.logg != null && data.logg < limits.maximum_evolved_log10_gravity;
    if (isLowGravity || excess > limits.minimum_evolved_excess) {
      flags.push("evolved");
    } else if (excess > limits.minimum_binary_excess) {
      flags.push("overluminous");
    }
    if (data.orbitalPeriodDays > 0 && data.orbitalPeriodDays < limits.maximum_tidal_period_days) {
      flags.push("tidally_locked_possible");
    }
    if (data.velocityScatterKmS >= limits.minimum_velocity_scatter_km_s) flags.push("velocity_variable");
    return flags;
  }
}

/** The mean sequence of dwarfs: one quantity from another, linear between the rows of a published table. */
export class DwarfSequence {
  constructor({ axes, rows }) {
    this.axes = Object.fromEntries(axes.map((axis, column) => [axis.key, { ...axis, column }]));
    this.rows = rows;
    for (const axis of Object.values(this.axes)) {
      axis.sign = axis.is_rising ? 1 : -1;
      // A few rows step back or stand still, and are passed over.
      axis.kept = [0];
      for (let row = 1; row < rows.length; row += 1) {
        if (axis.sign * (rows[row][axis.column] - rows[axis.kept.at(-1)][axis.column]) > 0) axis.kept.push(row);
      }
      axis.ascending = axis.kept.map((row) => axis.sign * rows[row][axis.column]);
    }
  }

  /** What the table covers of a quantity. */
  domain(key) {
    const { ascending, sign } = this.axes[key];
    const ends = [ascending[0], ascending.at(-1)].map((value) => sign * value);
    return [Math.min(...ends), Math.max(...ends)];
  }

  /** One quantity of a dwarf from another; null beyond the table. */
  value(wanted, given, key) {
    const [lower, upper] = this.domain(key);
    if (!(given >= lower && given <= upper)) return null;
    const { kept, ascending, sign } = this.axes[key];
    const column = this.axes[wanted].column;
    const at = Math.min(lowerBound(ascending, sign * given), kept.length - 1);
    if (at === 0) return this.rows[kept[0]][column];
    const part = (sign * given - ascending[at - 1]) / (ascending[at] - ascending[at - 1]);
    const [left, right] = [this.rows[kept[at - 1]][column], this.rows[kept[at]][column]];
    return left + part * (right - left);
  }

  /** The dereddened BP-RP of a dwarf with its error: half its change from one deviation below to one above. */
  bpRp0(given, key, bandFloor) {
    const color = this.value("bp_rp0", given.value, key);
    if (color === null) return null;
    if (given.sigma === null) return measured(color);
    const [first, last] = this.domain(key);
    const [lower, upper] = sides(given);
    const ends = [given.value - lower, given.value + upper].map((end) =>
      this.value("bp_rp0", clamp(end, first, last), key) ?? color,
    );
    const half = 0.5 * Math.abs(ends[1] - ends[0]);
    return blurred(measured(color, half, this.axes[key].sign * given.asymmetry), Math.SQRT2 * bandFloor);
  }
}
