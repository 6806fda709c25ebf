// SPDX-License-Identifier: GPL-3.0-or-later
// A checkpoint of flows: safetensors with every constant that changes the density.

/** The bytes of base64 text. */
export function bytesOfBase64(text) {
  const binary = atob(text.trim());
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/**
 * Reads a checkpoint.
 *
 * @param {Uint8Array} bytes The file that the program embeds, byte for byte; it was checked when the page was made.
 * @returns Constants of the architecture, standardizers, notes, and for each flow its transforms: lists of layers with
 *   weights `[outputs, inputs]` and biases.
 */
export function readCheckpoint(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
  const constants = header.__metadata__;
  const start = 8 + headerLength;

  const numbers = (key) => constants[key].split(",").map(Number);
  const tensor = (name) => {
    const entry = header[name];
    if (!entry || entry.dtype !== "F64") throw new Error(`the checkpoint has no tensor ${name} of doubles`);
    const [from, to] = entry.data_offsets;
    const values = new Float64Array((to - from) / 8);
    for (let index = 0; index < values.length; index += 1) {
      values[index] = view.getFloat64(start + from + 8 * index, true);
    }
    return { values, shape: entry.shape };
  };

  const contextNames = constants.context_names.split(",");
  const layerCount = numbers("hidden_widths").length + 1;
  const flows = [];
  for (let flow = 0; flow < Number(constants.flows); flow += 1) {
    const transforms = [];
    for (let transform = 0; transform < Number(constants.transforms); transform += 1) {
      const layers = [];
      for (let layer = 0; layer < layerCount; layer += 1) {
        const prefix = `flows.${flow}.transform.transforms.${transform}.hyper.${2 * layer}`;
        const weight = tensor(`${prefix}.weight`);
        layers.push({
          weight: weight.values,
          bias: tensor(`${prefix}.bias`).values,
          outputCount: weight.shape[0],
          inputCount: weight.shape[1],
        });
      }
      transforms.push(layers);
    }
    flows.push(transforms);
  }

  const notes = {};
  for (const [key, value] of Object.entries(constants)) {
    if (key.startsWith("note.")) notes[key.slice(5)] = value;
  }
  const extrapolation = constants.extrapolated_context && {
    feature: contextNames.indexOf(constants.extrapolated_context),
    range: numbers("clamp_range"),
    softness: Number(constants.clamp_softness),
    slope: Number(constants.trend_slope),
    knee: Number(constants.trend_knee),
    bend: Number(constants.trend_bend),
  };
  return {
    contextNames,
    activation: constants.activation,
    binCount: Number(constants.bins),
    bound: Number(constants.bound),
    slope: Number(constants.slope),
    contextMean: numbers("context_mean"),
    contextScale: numbers("context_scale"),
    valueMean: Number(constants.value_mean),
    valueScale: Number(constants.value_scale),
    extrapolation: extrapolation || null,
    flows,
    notes,
  };
}
