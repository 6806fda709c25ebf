// SPDX-License-Identifier: GPL-3.0-or-later
// The command that is tested, the page that it writes, and the page's modules under Node.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const gyro = process.env.GYRO ?? join(root, ".build/debug/gyro");
export const folder = mkdtempSync(join(tmpdir(), "gyro-explore-"));

/** A faster build of the same program for the ages that pages are compared with; the same unless it is named. */
const reference = process.env.GYRO_REFERENCE ?? gyro;

/** What the command prints. */
export function run(...words) {
  return execFileSync(words[0] === "age" ? reference : gyro, words, { encoding: "utf8", maxBuffer: 2 ** 28, cwd: folder });
}

/** Output, messages and status of the command. */
export function tryRun(...words) {
  return spawnSync(gyro, words, { encoding: "utf8", maxBuffer: 2 ** 28, cwd: folder });
}

/** The page of a model: its path, constants and checkpoint. */
export function page(model = "default") {
  const path = join(folder, `${model.replace(/\W/g, "_")}.html`);
  run("explore", "--model", model, "--output", path);
  const html = readFileSync(path, "utf8");
  const part = (id) => new RegExp(`id="${id}">([^<]*)</script>`).exec(html)[1];
  return { path, constants: JSON.parse(part("constants")), checkpoint: Buffer.from(part("model"), "base64") };
}

/** A copy of the page's modules, as Node takes modules. */
export function modules() {
  const copy = join(folder, "page");
  cpSync(join(root, "Sources/CEmbeddedPage/page"), copy, { recursive: true });
  writeFileSync(join(copy, "package.json"), '{"type": "module"}');
  return (name) => import(join(copy, name));
}

/** Numbers from 0 to 1, the same in every run. */
export function* numbers(seed) {
  let state = seed;
  for (;;) {
    state = (state * 48271) % 2147483647;
    yield state / 2147483647;
  }
}

/** Writes a file into the folder of the tests. */
export function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
