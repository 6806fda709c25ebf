// SPDX-License-Identifier: GPL-3.0-or-later
// A flow whose context holds age and color, and whose value is a rotation period.

import { FlowEnsemble } from "./flow.js";
import { clamp, gridNodes } from "./numerics.js";

/** Bytes of knots that are remembered. */
const memoryLimit = 160 * 2 ** 20;
/** The longest distance of ages at which networks are evaluated, dex: their outputs change slowly with age. */
const networkStep = 0.05;

/** The model that the page embeds, with what its calibrators cover. */
export class RotationModel {
  /**
   * @param checkpoint What `readCheckpoint` returns.
   * @param limits The limits that `gyro explore` wrote into the page.
   */
  constructor(checkpoint, limits) {
    this.ensemble = new FlowEnsemble(checkpoint);
    this.names = checkpoint.contextNames;
    for (const name of this.names) {
      if (!["log10_age_myr", "bp_rp0", "log10_bp_rp0_sigma"].includes(name)) {
        throw new Error(`This page cannot use a model that is given ${name}; use the command gyro.`);
      }
    }
    /** Whether the flow is given measured colors with their errors, and not true colors. */
    this.isOfMeasuredColors = this.names.includes("log10_bp_rp0_sigma");
    const range = (name) => checkpoint.notes[`range.${name}`]?.split(",").map(Number);
    const ranges = Object.fromEntries([...this.names, "log10_period_days"].map((name) => [name, range(name)]));
    /** Where the calibrators lie; null if the checkpoint does not say. */
    this.domain = Object.values(ranges).every(Boolean) ? ranges : null;
    const median = checkpoint.notes.median_bp_rp0_sigma;
    /** The median color error of the calibrators, mag; null if unknown. */
    this.medianBpRp0Sigma = median === undefined ? null : Number(median);
    const [bluest, reddest] = limits.possible_bp_rp0;
    const colors = this.domain?.bp_rp0 ?? limits.possible_bp_rp0;
    /** The colors at which the flow is evaluated: what lies beyond counts as the bound. */
    this.colors = [
      clamp(colors[0] - limits.bp_rp0_margin, bluest, reddest),
      clamp(colors[1] + limits.bp_rp0_margin, bluest, reddest),
    ];
    const sigmas = this.domain?.log10_bp_rp0_sigma?.map((value) => 10 ** value) ?? [0, Infinity];
    const [smallest, largest] = limits.possible_context_sigma;
    /** The errors of colors that are the context of the flow, mag. */
    this.sigmas = sigmas.map((value) => clamp(value, smallest, largest));
    this.agesByColor = limits.calibrated_ages;
    this.memory = new Map();
    this.memorySize = 0;
  }

  /** The ages of the clusters with calibrators of a color, dex of Myr; null if unknown. */
  calibratedAges(bpRp0) {
    if (this.domain === null) return null;
    const [youngest, oldest] = this.domain.log10_age_myr;
    const nearest = this.agesByColor.reduce((best, bin) => (Math.abs(bin[0] - bpRp0) < Math.abs(best[0] - bpRp0) ? bin : best));
    const upper = Math.min(nearest[1], oldest);
    return [Math.min(youngest, upper), upper];
  }

  /** Whether the calibrators of a color end long before the oldest clusters. */
  isShort(bpRp0) {
    return this.calibratedAges(bpRp0)[1] < this.domain.log10_age_myr[1] - 0.1;
  }

  /** Contexts of one color and its error at many ages. */
  contexts(bpRp0, sigma, ages) {
    const width = this.names.length;
    const contexts = new Float64Array(ages.length * width);
    const color = clamp(bpRp0, ...this.colors);
    this.names.forEach((name, feature) => {
      for (let row = 0; row < ages.length; row += 1) {
        contexts[row * width + feature] =
          name === "log10_age_myr" ? ages[row] : name === "bp_rp0" ? color : Math.log10(sigma);
      }
    });
    return contexts;
  }

  /**
   * The densities of periods of stars of one color at ages with equal steps.
   *
   * Networks are evaluated at ages that are at most 0.05 dex apart, and what they return is interpolated: of 0.6 million such
   * numbers of the default model the mean difference is 8e-7 and the largest 1e-4.
   */
  conditioned(bpRp0, sigma, ages) {
    const nodeCount = Math.max(4, Math.ceil((ages.at(-1) - ages[0]) / networkStep) + 1);
    const nodes = nodeCount < ages.length ? this.contexts(bpRp0, sigma, gridNodes(ages[0], ages.at(-1), nodeCount)) : null;
    return this.ensemble.conditioned(this.contexts(bpRp0, sigma, ages), nodes);
  }

  /**
   * The same, remembered.
   *
   * Knots are remembered, since the nodes of stars' colors coincide.
   *
   * @param ages Log10 ages, dex of Myr, by an object that is kept: the memory knows them by their identity.
   */
  densities(bpRp0, sigma, ages) {
    const color = clamp(bpRp0, ...this.colors);
    const key = `${color} ${this.isOfMeasuredColors ? sigma : ""} ${ages.length} ${ages[0]} ${ages.at(-1)}`;
    let known = this.memory.get(key);
    if (known) {
      this.memory.delete(key);
    } else {
      known = this.conditioned(color, sigma, ages);
      this.memorySize += known.knots.byteLength;
    }
    this.memory.set(key, known);
    for (const [oldest, densities] of this.memory) {
      if (this.memorySize <= memoryLimit || oldest === key) break;
      this.memory.delete(oldest);
      this.memorySize -= densities.knots.byteLength;
    }
    return known;
  }
}
