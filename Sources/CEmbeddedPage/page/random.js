// SPDX-License-Identifier: GPL-3.0-or-later
// The program's streams of random numbers, bit for bit, so that simulations here are those of the command.

import { normalQuantile } from "./numerics.js";

const bits = 64n;
const mask = (1n << bits) - 1n;

/** The four words of a counter under a key: Philox 4x64 with ten rounds (Salmon et al. 2011). */
function philox([key0, key1], counter) {
  let [c0, c1, c2, c3] = counter;
  for (let round = 0; round < 10; round += 1) {
    const first = c0 * 0xd2e7470ee14c6c93n;
    const second = c2 * 0xca5a826395121157n;
    [c0, c1, c2, c3] = [(second >> bits) ^ c1 ^ key0, second & mask, (first >> bits) ^ c3 ^ key1, first & mask];
    key0 = (key0 + 0x9e3779b97f4a7c15n) & mask;
    key1 = (key1 + 0xbb67ae8584caa73bn) & mask;
  }
  return [c0, c1, c2, c3];
}

/** A stream that is a function of its seed and of the names of its children. */
export class RandomStream {
  constructor(key) {
    this.key = key;
    this.block = 0n;
    this.words = [];
  }

  static ofSeed(seed) {
    return new RandomStream([BigInt(seed), 0n]);
  }

  /** An independent stream that belongs to a name and an index. */
  child(label, index = 0) {
    const bytes = new TextEncoder().encode(label);
    let hash = 0xcbf29ce484222325n;
    for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & mask;
    const [key0, key1] = philox(this.key, [hash, BigInt(index), BigInt(bytes.length), 1n]);
    return new RandomStream([key0, key1]);
  }

  next() {
    if (this.words.length === 0) {
      this.words = philox(this.key, [this.block, 0n, 0n, 0n]).reverse();
      this.block += 1n;
    }
    return this.words.pop();
  }

  /** A number between 0 and 1, neither of them. */
  nextUniform() {
    return (Number(this.next() >> 12n) + 0.5) * 2 ** -52;
  }

  nextNormal() {
    return normalQuantile(this.nextUniform());
  }

  nextIndex(count) {
    return Number((this.next() * BigInt(count)) >> bits);
  }
}
