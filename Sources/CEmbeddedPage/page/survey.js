// SPDX-License-Identifier: GPL-3.0-or-later
// Densities of many stars' periods, from tables that the stars have in common.

import { likelihoodNodes } from "./likelihood.js";
import { clamp, cubicWeights, standardDeviation } from "./numerics.js";

/** Distance of the nodes of the tables: color (mag), error of the color (dex), period (dex). */
const colorStep = 0.01;
const measuredColorStep = 0.02;
const sigmaStep = 0.05;
const periodStep = 0.01;
/** The first node of the periods, dex of days. */
const firstPeriod = -3;
/** Bytes of tables that are kept. */
const tableLimit = 200 * 2 ** 20;
const rowsPerBlock = 32;
/** Gauss-Hermite nodes of an error that is smaller than the distance of colors. */
const narrowNodes = [[-Math.sqrt(3), 1 / 6], [0, 2 / 3], [Math.sqrt(3), 1 / 6]];

/**
 * The flow tabulated over color and period, at the ages of an estimator.
 *
 * A table is filled where stars need it. Between its nodes densities are interpolated, cubic in period and linear in color;
 * medians differ from those of one star after the other by what `Documentation/Explore.md` says.
 *
 * A row holds the density averaged over the flows at each age, and behind it two sums for each flow alone:
 * of its density times the prior, and of that times the age.
 */
export class SurveyTables {
  /** @param {AgeEstimator} estimator Whose ages and prior the rows are for. */
  constructor({ model, page, ages, logPrior }) {
    Object.assign(this, { model, ages });
    this.resolution = { ...page.resolutions.summary, shares_colors: true };
    this.flowCount = model.ensemble.flowCount;
    this.rowLength = ages.length + 2 * this.flowCount;
    const last = ages.length - 1;
    this.prior = Float64Array.from(logPrior, (value, age) => (age === 0 || age === last ? 0.5 : 1) * Math.exp(value));
    this.priorSums = [0, 0];
    this.prior.forEach((weight, age) => {
      this.priorSums[0] += weight;
      this.priorSums[1] += weight * ages[age];
    });
    this.tables = new Map();
    this.bytes = 0;
    /** Rows of one star with their weights. */
    this.rows = [];
    this.weights = [];
  }

  /**
   * The density of a star's period at each age, as `flowDensities` has it, and the scatter of the mean age over the flows.
   *
   * @returns `periods` and `epistemicSigma`, dex; null for a single flow.
   */
  densities(integral) {
    const { contexts, offsets } = likelihoodNodes(integral, this.model, this.resolution);
    const tables = this.nodesOf(contexts, integral).map(([color, sigma, weight]) => [this.table(color, sigma), weight]);
    const ofFlows = new Float64Array(2 * this.flowCount);
    const periods = integral.periods.map((period) => {
      const stencil = periodStencil(period, offsets);
      let count = 0;
      for (const [table, colorWeight] of tables) {
        for (let node = 0; node < stencil.weights.length; node += 1) {
          const weight = colorWeight * stencil.weights[node];
          if (weight === 0) continue;
          this.rows[count] = table.rows.get(stencil.first + node) ?? this.row(table, stencil.first + node);
          this.weights[count] = weight;
          count += 1;
        }
      }
      const sum = weightedSum(this.rows, this.weights, count, this.rowLength);
      for (let index = 0; index < ofFlows.length; index += 1) ofFlows[index] += sum[this.ages.length + index];
      const densities = sum.subarray(0, this.ages.length);
      // A cubic may lie below zero where a density vanishes.
      for (let age = 0; age < densities.length; age += 1) if (densities[age] < 0) densities[age] = 0;
      return densities;
    });
    return { periods, epistemicSigma: this.epistemicSigma(ofFlows, integral) };
  }

  /** The standard deviation over the flows of the mean age that each alone gives. */
  epistemicSigma(ofFlows, { flowWeight, background }) {
    const [prior, priorAge] = this.priorSums;
    return standardDeviation(Array.from({ length: this.flowCount }, (_, flow) =>
      (flowWeight * ofFlows[2 * flow + 1] + background * priorAge) / (flowWeight * ofFlows[2 * flow] + background * prior)));
  }

  /** Nodes in color, and in its error where that is a context, with their weights. */
  nodesOf(contexts, integral) {
    const nodes = new Map();
    const add = (color, sigma, weight) => {
      if (weight === 0) return;
      const key = keyOf(color, sigma);
      const node = nodes.get(key);
      if (node) node[2] += weight;
      else nodes.set(key, [color, sigma, weight]);
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
    return [...nodes.values()];
  }

  table(color, sigma) {
    const key = keyOf(color, sigma);
    let table = this.tables.get(key);
    if (table) {
      this.tables.delete(key);
    } else {
      const { model } = this;
      const [bpRp0, error] = model.isOfMeasuredColors
        ? [color * measuredColorStep, clamp(10 ** (sigma * sigmaStep), ...model.sigmas)]
        : [color * colorStep, 0];
      const conditioned = model.conditioned(bpRp0, error, this.ages);
      table = { conditioned, rows: new Map(), block: null, bytes: conditioned.knots.byteLength };
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

  /** Fills the row of one node of period. */
  row(table, index) {
    const { ages, flowCount, prior } = this;
    const value = firstPeriod + index * periodStep;
    const row = this.emptyRow(table);
    for (let flow = 0; flow < flowCount; flow += 1) {
      let [sum, sumOfAges] = [0, 0];
      for (let age = 0; age < ages.length; age += 1) {
        const density = table.conditioned.density(value, age, flow);
        row[age] += density / flowCount;
        sum += prior[age] * density;
        sumOfAges += prior[age] * density * ages[age];
      }
      row[ages.length + 2 * flow] = sum;
      row[ages.length + 2 * flow + 1] = sumOfAges;
    }
    table.rows.set(index, row);
    return row;
  }

  /** Rows lie in blocks, since memory that is claimed row by row is slow to be freed. */
  emptyRow(table) {
    const { rowLength } = this;
    const at = (table.rows.size % rowsPerBlock) * rowLength;
    if (at === 0) {
      table.block = new Float32Array(rowsPerBlock * rowLength);
      table.bytes += table.block.byteLength;
      this.bytes += table.block.byteLength;
    }
    return table.block.subarray(at, at + rowLength);
  }
}

function keyOf(color, sigma) {
  return 65_536 * sigma + color;
}

/** Weights of consecutive nodes in period: cubic interpolation at each of a star's. */
function periodStencil(period, offsets) {
  const positionOf = (offset) => (period.log10PeriodDays + offset.position - firstPeriod) / periodStep;
  const first = Math.floor(positionOf(offsets[0])) - 1;
  const weights = new Float64Array(Math.floor(positionOf(offsets.at(-1))) + 3 - first);
  for (const offset of offsets) {
    const weight = period.weight * offset.weight;
    const position = positionOf(offset);
    const index = Math.floor(position);
    cubicWeights(position - index).forEach((share, node) => (weights[index - 1 - first + node] += weight * share));
  }
  return { first, weights };
}

/** The sum of rows with weights, four at a time: so the sums are loaded and stored a fourth as often. */
function weightedSum(rows, weights, count, length) {
  const sum = new Float64Array(length);
  let node = 0;
  for (; node + 4 <= count; node += 4) {
    const [a, b, c, d] = [rows[node], rows[node + 1], rows[node + 2], rows[node + 3]];
    const [u, v, w, x] = [weights[node], weights[node + 1], weights[node + 2], weights[node + 3]];
    for (let index = 0; index < length; index += 1) {
      sum[index] += u * a[index] + v * b[index] + w * c[index] + x * d[index];
    }
  }
  for (; node < count; node += 1) {
    const [row, weight] = [rows[node], weights[node]];
    for (let index = 0; index < length; index += 1) sum[index] += weight * row[index];
  }
  return sum;
}
