// SPDX-License-Identifier: GPL-3.0-or-later
// Work beside the page: the same module runs in a worker, which the page asks by messages.

import { AgeEstimator } from "./age.js";
import { readCheckpoint } from "./checkpoint.js";
import { RotationModel } from "./model.js";
import { UnusableStar } from "./star.js";

/** What the worker can do, by name: functions of a context and the question, which may report progress. */
export const workerTasks = {
  /** The exact age of one star. */
  exactAge({ page, model }, { observation, assumptions }) {
    return estimateOrReason(() => new AgeEstimator(page, model, assumptions).estimate(observation));
  },
};

/** An age, or why there is none; densities as plain arrays, which messages can hold. */
export function estimateOrReason(estimate) {
  try {
    const age = estimate();
    return { age: { ...age, density: { ages: age.density.ages, values: age.density.values } } };
  } catch (error) {
    if (!(error instanceof UnusableStar)) throw error;
    return { reason: error.reason, message: error.message };
  }
}

/** Answers the messages of the page. */
export function serveAsWorker(scope) {
  let context = null;
  scope.addEventListener("message", async ({ data }) => {
    if (data.page) {
      context = { page: data.page, model: new RotationModel(readCheckpoint(data.model), data.page.limits) };
      return;
    }
    const report = (progress, transfer = []) => scope.postMessage({ id: data.id, progress }, transfer);
    try {
      scope.postMessage({ id: data.id, answer: await workerTasks[data.task](context, data.question, report) });
    } catch (error) {
      scope.postMessage({ id: data.id, failure: String(error?.message ?? error) });
    }
  });
}

/** A worker with the page's own script, made from its text since the page has no address to load it from. */
export class PageWorker {
  constructor(page, checkpointBytes) {
    this.start = () => {
      const script = document.querySelector('script[type="module"]').textContent;
      // No module: browsers refuse those of a page from a disk.
      const blob = new Blob(['"use strict";\n', script], { type: "text/javascript" });
      this.worker = new Worker(URL.createObjectURL(blob));
      this.worker.postMessage({ page, model: checkpointBytes });
      this.worker.addEventListener("message", ({ data }) => this.take(data));
      this.worker.addEventListener("error", (event) => {
        for (const waiting of this.waiting.values()) waiting.reject(new Error(event.message || "the worker failed"));
        this.waiting.clear();
      });
    };
    this.waiting = new Map();
    this.count = 0;
    this.start();
  }

  take({ id, answer, failure, progress }) {
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    if (progress !== undefined) {
      waiting.onProgress?.(progress);
      return;
    }
    this.waiting.delete(id);
    if (failure !== undefined) waiting.reject(new Error(failure));
    else waiting.resolve(answer);
  }

  /** Asks for a task; the promise has its answer. */
  ask(task, question, onProgress = null, transfer = []) {
    const id = (this.count += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, onProgress });
      this.worker.postMessage({ id, task, question }, transfer);
    });
  }

  /** Ends all work; what waits for it is told so by an error named stopped. */
  stop() {
    this.worker.terminate();
    const ended = [...this.waiting.values()];
    this.waiting.clear();
    this.start();
    for (const { reject } of ended) reject(new Error("stopped"));
  }
}
