// SPDX-License-Identifier: GPL-3.0-or-later
// The conditional normalizing flow: neural networks from a context to splines, splines from a period to a normal latent.

import { cubicWeights } from "./numerics.js";

/** How many contexts go through a network together; each weight is then loaded once for all of them. */
const rowsTogether = 4;

/**
 * An ensemble of flows with one architecture.
 *
 *     z = f_T(… f₁((y - mean) / scale)),   log p(y | context) = log N(z; 0, 1) + Σ log fₜ′ - log scale
 */
export class FlowEnsemble {
  /** @param checkpoint What `readCheckpoint` returns. */
  constructor(checkpoint) {
    this.checkpoint = checkpoint;
    this.flowCount = checkpoint.flows.length;
    this.transformCount = checkpoint.flows[0].length;
    this.knotCount = 3 * (checkpoint.binCount + 1);
    /** Numbers of one context: knots of every transform of every flow. */
    this.stride = this.flowCount * this.transformCount * this.knotCount;
    const widest = Math.max(...checkpoint.flows[0][0].map((layer) => layer.outputCount));
    this.scratch = [0, 1].map(() => new Float64Array(rowsTogether * widest));
  }

  /**
   * The densities that contexts fix.
   *
   * @param {Float64Array} contexts Row-major, `[count, features]`, in the units of the data.
   * @param {Float64Array | null} nodes Contexts of networks, at equal steps from the first of `contexts` to the last, between
   *   which what networks return is interpolated by cubics; at least four. Without them networks see all contexts.
   * @returns {Conditioned}
   */
  conditioned(contexts, nodes = null) {
    const width = this.checkpoint.contextNames.length;
    const { seen, means } = this.standardized(contexts);
    const count = means.length;
    const inputs = nodes === null ? seen : this.standardized(nodes).seen;
    const nodeCount = inputs.length / width;
    const knots = new Float64Array(count * this.stride);
    this.checkpoint.flows.forEach((transforms, flow) => {
      transforms.forEach((layers, transform) => {
        const raw = this.outputs(layers, inputs, nodeCount);
        const length = layers.at(-1).outputCount;
        const between = nodes === null ? null : new Float64Array(length);
        const first = (flow * this.transformCount + transform) * this.knotCount;
        for (let row = 0; row < count; row += 1) {
          if (between) interpolate(raw, nodeCount, (row * (nodeCount - 1)) / (count - 1), between);
          this.assemble(between ?? raw, between ? 0 : row * length, knots, row * this.stride + first);
        }
      });
    });
    return new Conditioned(this, count, knots, means);
  }

  /** What networks are given of contexts, and the mean of the values there. */
  standardized(contexts) {
    const { contextNames, contextMean, contextScale, extrapolation, valueMean } = this.checkpoint;
    const width = contextNames.length;
    const count = contexts.length / width;
    const seen = new Float64Array(contexts.length);
    const means = new Float64Array(count).fill(valueMean);
    for (let row = 0; row < count; row += 1) {
      for (let feature = 0; feature < width; feature += 1) {
        let value = contexts[row * width + feature];
        if (extrapolation && feature === extrapolation.feature) {
          means[row] += extrapolation.slope * softPlus(value - extrapolation.knee, extrapolation.bend);
          const [lower, upper] = extrapolation.range;
          value =
            lower
            + softPlus(value - lower, extrapolation.softness)
            - softPlus(value - upper, extrapolation.softness);
        }
        seen[row * width + feature] = (value - contextMean[feature]) / contextScale[feature];
      }
    }
    return { seen, means };
  }

  /** What a network returns for some rows. */
  outputs(layers, inputs, count) {
    const width = inputs.length / count;
    const length = layers.at(-1).outputCount;
    const outputs = new Float64Array(count * length);
    for (let row = 0; row < count; row += rowsTogether) {
      const rows = Math.min(rowsTogether, count - row);
      const raw = this.network(layers, inputs.subarray(row * width, (row + rows) * width), rows);
      outputs.set(raw.subarray(0, rows * length), row * length);
    }
    return outputs;
  }

  /** Raw numbers of a spline for some rows, in scratch memory. */
  network(layers, inputs, rows) {
    let input = inputs;
    layers.forEach((layer, index) => {
      const output = this.scratch[index % 2];
      dense(layer, input, output, rows);
      if (index < layers.length - 1) activate(output, rows * layer.outputCount, this.checkpoint.activation);
      input = output;
    });
    return input;
  }

  /** Turns raw numbers into knots: positions x, values y and slopes d. */
  assemble(raw, from, knots, to) {
    const { binCount, bound, slope } = this.checkpoint;
    const logRange = -Math.log(slope);
    const squashed = (index, factor) =>
      Math.exp(raw[from + index] / (1 + (Math.abs(raw[from + index]) * factor) / logRange));
    for (let half = 0; half < 2; half += 1) {
      const first = to + half * (binCount + 1);
      let total = 0;
      for (let bin = 0; bin < binCount; bin += 1) {
        total += squashed(half * binCount + bin, 2);
        knots[first + bin + 1] = total;
      }
      knots[first] = -bound;
      for (let bin = 1; bin < binCount; bin += 1) {
        knots[first + bin] = bound * (2 * (knots[first + bin] / total) - 1);
      }
      knots[first + binCount] = bound;
    }
    const slopes = to + 2 * (binCount + 1);
    knots[slopes] = 1;
    for (let bin = 1; bin < binCount; bin += 1) knots[slopes + bin] = squashed(2 * binCount + bin - 1, 1);
    knots[slopes + binCount] = 1;
  }
}

/** One-dimensional densities, one for each context, whose splines are known. */
export class Conditioned {
  constructor(ensemble, count, knots, means) {
    this.ensemble = ensemble;
    this.count = count;
    this.knots = knots;
    this.means = means;
    /** Results of the last `forward`. */
    this.latent = 0;
    this.derivative = 1;
  }

  /** Sends a value through the splines of one flow; the results are `latent` and `derivative`. */
  forward(value, row, flow) {
    const { transformCount, knotCount, stride, checkpoint } = this.ensemble;
    const { binCount, bound, valueScale } = checkpoint;
    const knots = this.knots;
    let u = (value - this.means[row]) / valueScale;
    let derivative = 1;
    let first = row * stride + flow * transformCount * knotCount;
    for (let transform = 0; transform < transformCount; transform += 1, first += knotCount) {
      if (!(Math.abs(u) < bound)) continue;
      let bin = 0;
      while (bin < binCount - 1 && u >= knots[first + bin + 1]) bin += 1;
      const at = first + bin;
      const x = knots[at];
      const y = knots[at + binCount + 1];
      const width = knots[at + 1] - x;
      const height = knots[at + binCount + 2] - y;
      const d0 = knots[at + 2 * (binCount + 1)];
      const d1 = knots[at + 2 * (binCount + 1) + 1];
      const s = height / width;
      const z = (u - x) / width;
      const zz = z * (1 - z);
      const denominator = s + (d0 + d1 - 2 * s) * zz;
      u = y + (height * (s * z * z + d0 * zz)) / denominator;
      const mixed = d1 * z * z + 2 * s * zz + d0 * (1 - z) * (1 - z);
      derivative *= (s * s * mixed) / (denominator * denominator);
    }
    this.latent = u;
    this.derivative = derivative;
  }

  /** The density of a value under one flow, per unit of the value. */
  density(value, row, flow) {
    this.forward(value, row, flow);
    return (
      (0.3989422804014327 * Math.exp(-0.5 * this.latent * this.latent) * this.derivative)
      / this.ensemble.checkpoint.valueScale
    );
  }

  /** The value that one flow sends to a latent. */
  value(latent, row, flow) {
    const { transformCount, knotCount, stride, checkpoint } = this.ensemble;
    const { binCount, bound, valueScale } = checkpoint;
    const knots = this.knots;
    let u = latent;
    for (let transform = transformCount - 1; transform >= 0; transform -= 1) {
      if (!(Math.abs(u) < bound)) continue;
      const first = row * stride + (flow * transformCount + transform) * knotCount;
      const firstY = first + binCount + 1;
      let bin = 0;
      while (bin < binCount - 1 && u >= knots[firstY + bin + 1]) bin += 1;
      const x = knots[first + bin];
      const width = knots[first + bin + 1] - x;
      const height = knots[firstY + bin + 1] - knots[firstY + bin];
      const d0 = knots[first + 2 * (binCount + 1) + bin];
      const d1 = knots[first + 2 * (binCount + 1) + bin + 1];
      const s = height / width;
      const rise = u - knots[firstY + bin];
      const bend = d0 + d1 - 2 * s;
      const a = height * (s - d0) + rise * bend;
      const b = height * d0 - rise * bend;
      const c = -s * rise;
      u = x + (width * 2 * c) / (-b - Math.sqrt(Math.max(0, b * b - 4 * a * c)));
    }
    return this.means[row] + valueScale * u;
  }

  /** The density averaged over the ensemble. */
  meanDensity(value, row) {
    let sum = 0;
    for (let flow = 0; flow < this.ensemble.flowCount; flow += 1) sum += this.density(value, row, flow);
    return sum / this.ensemble.flowCount;
  }

  /** The probability of a smaller value, averaged over the ensemble. */
  cdf(value, row, normalCDF) {
    let sum = 0;
    for (let flow = 0; flow < this.ensemble.flowCount; flow += 1) {
      this.forward(value, row, flow);
      sum += normalCDF(this.latent);
    }
    return sum / this.ensemble.flowCount;
  }
}

/** The row of a matrix at a position between its rows, by a cubic through the nearest four. */
function interpolate(matrix, count, position, into) {
  const row = Math.min(Math.max(Math.floor(position), 1), count - 3);
  const t = position - row;
  const [a, b, c, d] = cubicWeights(t);
  const length = into.length;
  const first = (row - 1) * length;
  for (let index = 0; index < length; index += 1) {
    const at = first + index;
    into[index] = a * matrix[at] + b * matrix[at + length] + c * matrix[at + 2 * length] + d * matrix[at + 3 * length];
  }
}

/** A ramp with a bend of a width: 0 far below zero, the argument far above. */
function softPlus(x, width) {
  return Math.max(x, 0) + width * Math.log1p(Math.exp(-Math.abs(x) / width));
}

function activate(values, count, activation) {
  if (activation === "silu") {
    for (let index = 0; index < count; index += 1) values[index] /= 1 + Math.exp(-values[index]);
  } else {
    for (let index = 0; index < count; index += 1) values[index] = Math.max(values[index], 0);
  }
}

/** One layer of a network over one to four rows. */
function dense(layer, input, output, rows) {
  const { weight, bias, inputCount, outputCount } = layer;
  if (rows === rowsTogether) {
    for (let column = 0; column < outputCount; column += 1) {
      let a = bias[column];
      let b = a;
      let c = a;
      let d = a;
      const first = column * inputCount;
      for (let index = 0; index < inputCount; index += 1) {
        const w = weight[first + index];
        a += w * input[index];
        b += w * input[inputCount + index];
        c += w * input[2 * inputCount + index];
        d += w * input[3 * inputCount + index];
      }
      output[column] = a;
      output[outputCount + column] = b;
      output[2 * outputCount + column] = c;
      output[3 * outputCount + column] = d;
    }
    return;
  }
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < outputCount; column += 1) {
      let sum = bias[column];
      for (let index = 0; index < inputCount; index += 1) {
        sum += weight[column * inputCount + index] * input[row * inputCount + index];
      }
      output[row * outputCount + column] = sum;
    }
  }
}
