// SPDX-License-Identifier: GPL-3.0-or-later
// Work beside the page: the same module runs in a worker, which the page asks by messages.

import { AgeEstimator } from "./age.js";
import { readCheckpoint } from "./checkpoint.js";
import { RotationModel } from "./model.js";
import { UnusableStar } from "./star.js";
import { AgeTable } from "./table-task.js";

/** What the worker can do, by name: functions of a context and the question, which may report progress. */
export const workerTasks = {
  /** The exact age of one star. */
  exactAge({ page, model }, { observation, assumptions }) {
    return estimateOrReason(() => new AgeEstimator(page, model, assumptions).estimate(observation));
  },

  /** Reads a file, which is kept; says what is in it. */
  async readTable(context, question) {
    context.table = await AgeTable.read(context, question);
    return context.table.description;
  },

  /** Which column of the kept table holds what. */
  matchColumns({ table }, chosen) {
    return table.match(chosen);
  },

  /** The ages of the kept table; null if it is told to stop. */
  computeTable(context, { assumptions }, report) {
    context.isStopped = false;
    return context.table.run(assumptions, report, () => context.isStopped);
  },

  /** Some rows of the result. */
  sortedRows({ table }, question) {
    return table.sorted(question);
  },

  /** The exact age of one row, with what was observed. */
  rowAge({ page, model, table }, { row, assumptions }) {
    let observation = null;
    const answer = estimateOrReason(() => {
      observation = table.stars.observation(table.rows[row]);
      return new AgeEstimator(page, model, assumptions).estimate(observation);
    });
    return { ...answer, observation };
  },

  /** The stars of the kept table in color and period, and the columns that divide them into groups. */
  groupPoints(context, { assumptions }) {
    return context.table.groupPoints(assumptions);
  },

  /** The age of some rows as a group. */
  dateGroup(context, question, report) {
    return context.table.dateGroup(question, report);
  },

  /** The table with its ages as a file. */
  writeTable({ table }, { format }) {
    return format === "csv" ? table.csv() : table.votable();
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
    if (data.isStopped) {
      context.isStopped = true;
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
    this.waiting = new Map();
    this.count = 0;
    const script = document.querySelector('script[type="module"]').textContent;
    // No module: browsers refuse those of a page from a disk.
    const blob = new Blob(['"use strict";\n', script], { type: "text/javascript" });
    this.worker = new Worker(URL.createObjectURL(blob));
    this.worker.postMessage({ page, model: checkpointBytes });
    this.worker.addEventListener("message", ({ data }) => this.take(data));
    this.worker.addEventListener("error", (event) => {
      for (const { reject } of this.waiting.values()) reject(new Error(event.message || "the worker failed"));
      this.waiting.clear();
    });
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

  /** Tells something that has no answer. */
  tell(message) {
    this.worker.postMessage(message);
  }
}
