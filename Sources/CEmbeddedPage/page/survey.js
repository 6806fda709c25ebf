// SPDX-License-Identifier: GPL-3.0-or-later
// Densities of many stars' periods, from tables that the stars have in common.

import { likelihoodNodes } from "./likelihood.js";
import { clamp } from "./numerics.js";

/** Distance of the nodes of the tables: color (mag), error of the color (dex), period (dex). */
const colorStep = 0.01;
const measuredColorStep = 0.02;
const sigmaStep = 0.05;
const periodStep = 0.01;
/** The first node of the periods, dex of days. */
const firstPeriod = -3;
/** Bytes of tables that are kept. */
const tableLimit = 200 * 2 ** 20;
/** Gauss-Hermite nodes of an error that is smaller than the distance of colors. */
const narrowNodes = [[-Math.sqrt(3), 1 / 6], [0, 2 / 3], [Math.sqrt(3), 1 / 6]];

/**
 * The flow tabulated over color and period, at the ages of an estimator.
 *
 * A table is filled where stars need it. Between its nodes densities are interpolated, cubic in period and linear in color;
 * medians differ from those of one star after the other by what `Documentation/Explore.md` says.
 */
export class SurveyTables {
  constructor(model, ages, page) {
    this.model = model;
    this.ages = ages;
    this.resolution = { ...page.resolutions.summary, shares_colors: true };
    this.flowCount = model.ensemble.flowCount;
    this.tables = new Map();
    this.bytes = 0;
  }

  /** The densities of a star as `flowDensities` has them. */
  densities(integral) {
    const { flowCount, ages } = this;
    const { contexts, offsets } = likelihoodNodes(integral, this.model, this.resolution);
    const periods = integral.periods.map(() => new Float64Array(ages.length));
    const flows = Array.from({ length: flowCount }, () => new Float64Array(ages.length));
    const stencils = integral.periods.map((period) => this.periodStencil(period, offsets));
    for (const [key, color, sigma, weight] of this.nodesOf(contexts, integral)) {
      const table = this.table(key, color, sigma);
      stencils.forEach((stencil, term) => {
        for (const [index, share] of stencil) {
          const row = this.row(table, index);
          const factor = weight * share;
          const ofPeriod = periods[term];
          for (let flow = 0; flow < flowCount; flow += 1) {
            const ofFlow = flows[flow];
            const first = flow * ages.length;
            for (let age = 0; age < ages.length; age += 1) {
              const density = factor * row[first + age];
              ofFlow[age] += density;
              ofPeriod[age] += density / flowCount;
            }
          }
        }
      });
    }
    // A cubic may lie below zero where a density vanishes.
    for (const list of [...periods, ...flows]) {
      for (let age = 0; age < list.length; age += 1) if (list[age] < 0) list[age] = 0;
    }
    return { periods, flows };
  }

  /** Weights of nodes in period: cubic interpolation at each of a star's. */
  periodStencil(period, offsets) {
    const stencil = new Map();
    const add = (index, weight) => stencil.set(index, (stencil.get(index) ?? 0) + weight);
    for (const offset of offsets) {
      const weight = period.weight * offset.weight;
      const position = (period.log10PeriodDays + offset.position - firstPeriod) / periodStep;
      const index = Math.floor(position);
      const t = position - index;
      add(index - 1, (-weight * t * (t - 1) * (t - 2)) / 6);
      add(index, (weight * (t + 1) * (t - 1) * (t - 2)) / 2);
      add(index + 1, (-weight * (t + 1) * t * (t - 2)) / 2);
      add(index + 2, (weight * (t + 1) * t * (t - 1)) / 6);
    }
    return stencil;
  }

  /** Nodes in color, and in its error where that is a context, with their weights. */
  nodesOf(contexts, integral) {
    const nodes = new Map();
    const add = (color, sigma, weight) => {
      if (weight === 0) return;
      const key = `${color} ${sigma}`;
      const node = nodes.get(key);
      if (node) node[3] += weight;
      else nodes.set(key, [key, color, sigma, weight]);
    };
    const { isOfMeasuredColors } = this.model;
    const step = isOfMeasuredColors ? measuredColorStep : colorStep;
    const addColor = (bpRp0, sigma, weight) => {
      const index = Math.floor(bpRp0 / step);
      const part = bpRp0 / step - index;
      add(index, sigma, weight * (1 - part));
      add(index + 1, sigma, weight * part);
    };
    if (isOfMeasuredColors) {
      const position = Math.log10(integral.contextSigma) / sigmaStep;
      const index = Math.floor(position);
      for (const context of contexts) {
        addColor(context.bpRp0, index, context.weight * (index + 1 - position));
        addColor(context.bpRp0, index + 1, context.weight * (position - index));
      }
    } else if (integral.excessSigma < 1.5 * colorStep) {
      for (const [deviation, weight] of narrowNodes) {
        addColor(clamp(integral.bpRp0 + deviation * integral.excessSigma, ...this.model.colors), 0, weight);
      }
    } else {
      // Nodes of wider errors are multiples of the step already.
      for (const context of contexts) addColor(context.bpRp0, 0, context.weight);
    }
    return nodes.values();
  }

  table(key, color, sigma) {
    let table = this.tables.get(key);
    if (table) {
      this.tables.delete(key);
    } else {
      const { model } = this;
      const [bpRp0, error] = model.isOfMeasuredColors
        ? [color * measuredColorStep, clamp(10 ** (sigma * sigmaStep), ...model.sigmas)]
        : [color * colorStep, 0];
      const conditioned = model.ensemble.conditioned(model.contexts(bpRp0, error, this.ages));
      table = { conditioned, rows: new Map(), bytes: conditioned.knots.byteLength };
      this.bytes += table.bytes;
    }
    this.tables.set(key, table);
    for (const [oldest, { bytes }] of this.tables) {
      if (this.bytes <= tableLimit || oldest === key) break;
      this.tables.delete(oldest);
      this.bytes -= bytes;
    }
    return table;
  }

  /** Densities at one node of period, `[flows][ages]`. */
  row(table, index) {
    let row = table.rows.get(index);
    if (!row) {
      const { ages, flowCount } = this;
      const value = firstPeriod + index * periodStep;
      row = new Float32Array(flowCount * ages.length);
      for (let flow = 0; flow < flowCount; flow += 1) {
        for (let age = 0; age < ages.length; age += 1) {
          row[flow * ages.length + age] = table.conditioned.density(value, age, flow);
        }
      }
      table.rows.set(index, row);
      table.bytes += row.byteLength;
      this.bytes += row.byteLength;
    }
    return row;
  }
}
