// SPDX-License-Identifier: GPL-3.0-or-later
// A table within the worker: read, matched, dated, sorted and written.

import { AgeEstimator } from "./age.js";
import { likelihoodIntegral } from "./likelihood.js";
import { GroupDater } from "./group.js";
import { readTableFile } from "./table-files.js";
import { StarColumns } from "./star-columns.js";
import { UnusableStar } from "./star.js";
import { SurveyTables } from "./survey.js";
import { assumptionWords, commandLine } from "./text.js";
import { escapedXML } from "./votable.js";

/** Nodes of the age grid for tables. */
const tableNodeCount = 240;
/** How long the worker computes before it listens again, ms. */
const listeningInterval = 100;

/** The most groups that a column may divide stars into. */
const maximumGroupCount = 200;

/** Numbers of an age by the names of their columns in the program. */
const ageNumbers = {
  log10_age_myr_q025: (age) => age.summary.q025,
  log10_age_myr_q16: (age) => age.summary.q16,
  log10_age_myr_q50: (age) => age.summary.q50,
  log10_age_myr_q84: (age) => age.summary.q84,
  log10_age_myr_q975: (age) => age.summary.q975,
  log10_age_myr_mode: (age) => age.summary.mode,
  log10_age_myr_mean: (age) => age.summary.mean,
  log10_age_myr_sigma: (age) => age.summary.sigma,
  age_myr_q16: (age) => 10 ** age.summary.q16,
  age_myr_q50: (age) => 10 ** age.summary.q50,
  age_myr_q84: (age) => 10 ** age.summary.q84,
  log_evidence: (age) => age.summary.logEvidence,
  log10_age_myr_epistemic_sigma: (age) => age.epistemicSigma ?? NaN,
  bp_rp0_used: (age) => age.star.bpRp0.value,
  bp_rp0_used_sigma: (age) => age.star.bpRp0.sigma ?? NaN,
};

/** A table with what was found of its stars. */
export class AgeTable {
  static async read({ page, model }, { file, name }) {
    return new AgeTable(page, model, name, await readTableFile(file, name));
  }

  constructor(page, model, name, table) {
    Object.assign(this, { page, model, name, ...table });
  }

  get rowCount() {
    return this.rows.length;
  }

  /** What the page shows of the table. */
  get description() {
    return {
      name: this.name, format: this.format, rowCount: this.rowCount,
      columns: this.columns.map(({ name, unit, description }) => ({ name, unit, description })),
      firstRows: this.rows.slice(0, 3),
    };
  }

  /** Matches columns, as chosen or as recognized; `fault` says what they lack. */
  match(chosen) {
    this.chosen = chosen;
    this.stars = new StarColumns(this.page.columns, this.columns, chosen);
    const { matches, fault } = this.stars;
    return { matches, fault: fault && { message: fault.message, neglect: fault.neglect } };
  }

  /** The name of a row's star, or the number of the row. */
  idOf(row) {
    const cell = this.stars.id === null ? "" : this.rows[row][this.stars.id];
    return cell === "" ? String(row + 1) : cell;
  }

  /** Computes the ages of all rows, those of like color together; ends early when it is told to. */
  async run(assumptions, report, isStopped) {
    const { page, model, rowCount } = this;
    this.assumptions = assumptions;
    const estimator = new AgeEstimator(page, model, assumptions, tableNodeCount, "summary");
    const tables = new SurveyTables(estimator);
    this.numbers = Object.fromEntries(Object.keys(ageNumbers).map((key) => [key, new Float64Array(rowCount).fill(NaN)]));
    this.flags = new Uint32Array(rowCount);
    this.reasons = new Map();
    const prepared = [];
    for (let row = 0; row < rowCount; row += 1) {
      try {
        const observation = this.stars.observation(this.rows[row]);
        prepared.push({ row, ...estimator.rules.star(observation) });
      } catch (error) {
        if (!(error instanceof UnusableStar)) throw error;
        this.reasons.set(row, { reason: error.reason, message: error.message });
      }
    }
    const order = [...prepared.keys()].sort((a, b) => prepared[a].star.bpRp0.value - prepared[b].star.bpRp0.value);
    const flagIndex = new Map(page.flags.map((flag, index) => [flag.name, index]));
    let last = Date.now();
    for (let done = 0; done < order.length; done += 1) {
      const { row, star, assumed } = prepared[order[done]];
      try {
        const integral = likelihoodIntegral(star, model, assumptions, page.limits);
        const age = estimator.assembled(star, assumed, integral, tables.densities(integral));
        for (const [key, number] of Object.entries(ageNumbers)) this.numbers[key][row] = number(age);
        for (const flag of age.flags) this.flags[row] |= 1 << flagIndex.get(flag);
      } catch (error) {
        if (!(error instanceof UnusableStar)) throw error;
        this.reasons.set(row, { reason: error.reason, message: error.message });
      }
      if (Date.now() - last > listeningInterval) {
        report({ done: done + 1, total: order.length });
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (isStopped()) return null;
        last = Date.now();
      }
    }
    return this.result;
  }

  get result() {
    const rejected = [...this.reasons].slice(0, 1000)
      .map(([row, { reason, message }]) => ({ row, id: this.idOf(row), reason, message }));
    const flagCounts = this.page.flags.map((_, index) => this.flags.reduce((sum, bits) => sum + ((bits >>> index) & 1), 0));
    return {
      dated: this.rowCount - this.reasons.size, rejectedCount: this.reasons.size, rejected, flagCounts,
      command: commandLine(this.commandWords),
    };
  }

  get commandWords() {
    const columns = Object.entries(this.chosen ?? {})
      .filter(([, index]) => index >= 0)
      .flatMap(([key, index]) => ["--column", `${key}=${this.columns[index].name}`]);
    return ["gyro", "age", this.name, "--output", "ages.csv", ...columns, ...assumptionWords(this.assumptions, this.page)];
  }

  flagsOf(row) {
    return this.page.flags.filter((_, index) => (this.flags[row] >>> index) & 1).map((flag) => flag.name);
  }

  /** Some rows in an order: by row, by name, by a number of the age, or by flags. */
  sorted({ key, isDescending, from, count }) {
    const order = Array.from({ length: this.rowCount }, (_, row) => row);
    const sign = isDescending ? -1 : 1;
    if (key === "id") {
      const names = order.map((row) => this.idOf(row));
      order.sort((a, b) => sign * names[a].localeCompare(names[b], "en", { numeric: true }));
    } else if (key === "flags") {
      const counts = order.map((row) => this.flagsOf(row).length + (this.reasons.has(row) ? 100 : 0));
      order.sort((a, b) => sign * (counts[a] - counts[b]) || a - b);
    } else if (key !== "row") {
      // Rows without an age come last in either direction.
      const numbers = this.numbers[key];
      order.sort((a, b) => {
        const [first, second] = [Number.isNaN(numbers[a]), Number.isNaN(numbers[b])];
        return first !== second ? first - second : sign * (numbers[a] - numbers[b]) || a - b;
      });
    } else if (isDescending) order.reverse();
    return order.slice(from, from + count).map((row) => ({
      row, id: this.idOf(row), flags: this.flagsOf(row), reason: this.reasons.get(row)?.message ?? null,
      q16: this.numbers.log10_age_myr_q16[row], q50: this.numbers.log10_age_myr_q50[row],
      q84: this.numbers.log10_age_myr_q84[row],
    }));
  }

  /** The usable stars in color and period, and columns with few values, each with its rows. */
  groupPoints(assumptions) {
    const { rules } = new AgeEstimator(this.page, this.model, assumptions, tableNodeCount);
    const stars = [];
    this.rows.forEach((cells, row) => {
      try {
        stars.push({ row, ...rules.star(this.stars.observation(cells)).star });
      } catch (error) {
        if (!(error instanceof UnusableStar)) throw error;
      }
    });
    const points = {
      rows: stars.map(({ row }) => row), bpRp0: stars.map(({ bpRp0 }) => bpRp0.value),
      periodDays: stars.map(({ periodDays }) => periodDays.value),
    };
    return { points, groupings: this.columns.map((_, index) => this.grouping(index)).filter(Boolean) };
  }

  /** The rows by the value of a column; null where the values are none of groups. */
  grouping(index) {
    const values = new Map();
    for (const [row, cells] of this.rows.entries()) {
      if (!values.has(cells[index])) values.set(cells[index], []);
      values.get(cells[index]).push(row);
      if (values.size > maximumGroupCount) return null;
    }
    if (values.size < 2 || values.size > 0.5 * this.rowCount) return null;
    return { index, values: [...values].map(([value, rows]) => ({ value, rows })) };
  }

  /** The age of some rows as stars of one age. */
  async dateGroup({ rows, groupIndex, assumptions }, report) {
    const dater = new GroupDater(this.page, this.model, assumptions);
    const [members, used, refused] = [[], [], []];
    let offColorCount = 0;
    for (const row of rows) {
      try {
        members.push(dater.prepared(this.stars.observation(this.rows[row])));
        used.push(row);
      } catch (error) {
        if (!(error instanceof UnusableStar)) throw error;
        refused.push({ row, id: this.idOf(row), message: error.message });
        if (error.reason === "color_not_dated") offColorCount += 1;
      }
    }
    if (members.length === 0) return { age: null, members: [], refused, flags: dater.flags(members, offColorCount) };
    const steps = dater.date(members, groupIndex);
    let last = 0;
    for (;;) {
      const { value, done } = steps.next();
      if (!done) {
        if (Date.now() - last > listeningInterval) {
          report(value);
          last = Date.now();
        }
        continue;
      }
      const { summary, density, budget, outliers, influences, predictive, colors } = value;
      return {
        age: { summary, density: { ages: density.ages, values: density.values } }, budget, refused, predictive, colors,
        flags: dater.flags(members, offColorCount, value),
        members: used.map((row, index) => ({
          row, id: this.idOf(row), outlier: outliers[index], influence: influences[index],
        })),
      };
    }
  }

  /** What the ages rest on, by the names that results of the program have. */
  get provenance() {
    const { program } = this.page;
    const { prior, aliases } = this.assumptions;
    return {
      gyro_program_version: program.version, gyro_model: program.model, gyro_model_sha256: program.model_digest,
      gyro_training_catalog: program.training_catalog, gyro_training_catalog_sha256: program.training_catalog_digest,
      gyro_prior: prior.kind === "normal" ? `normal:${prior.mean},${prior.sigma}` : prior.kind,
      gyro_min_age_myr: this.assumptions.minimumAgeMyr, gyro_max_age_gyr: this.assumptions.maximumAgeGyr,
      gyro_outlier_fraction: this.assumptions.outlierFraction, gyro_grid: tableNodeCount, gyro_engine: "page",
      gyro_extinction_law: this.assumptions.extinctionLaw,
      gyro_aliases: aliases.half + aliases.double > 0 ? `half-double:${aliases.half},${aliases.double}` : "none",
      gyro_command: commandLine(this.commandWords),
    };
  }

  /** The added columns of a row, as texts. */
  addedCells(row) {
    return this.page.age_columns.map(({ name, is_text: isText }) => {
      if (!isText) {
        const value = this.numbers[name]?.[row] ?? NaN;
        return Number.isNaN(value) ? "" : String(value);
      }
      if (name === "gyro_status") return this.reasons.has(row) ? "unusable" : "ok";
      if (name === "gyro_flags") return this.flagsOf(row).join(";");
      return this.reasons.get(row)?.message ?? "";
    });
  }

  /** The table with its ages, as CSV. */
  csv() {
    const cell = (text) => (/[",\n\r#]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const line = (cells) => `${cells.map(cell).join(",")}\n`;
    const parts = Object.entries(this.provenance).map(([key, value]) => `# ${key}: ${String(value).replace(/\s+/g, " ")}\n`);
    parts.push(line([...this.columns.map((column) => column.name), ...this.page.age_columns.map((column) => column.name)]));
    this.rows.forEach((cells, row) => parts.push(line([...cells, ...this.addedCells(row)])));
    return new Blob(parts, { type: "text/csv" });
  }

  /** The table with its ages, as VOTable. */
  votable() {
    const types = this.columns.map((_, index) => this.columnType(index));
    const field = ({ name, unit, ucd, description }, type) =>
      `<FIELD name="${escapedXML(name)}" datatype="${type}"${type === "char" ? ' arraysize="*"' : ""}`
      + (unit ? ` unit="${escapedXML(unit)}"` : "") + (ucd ? ` ucd="${escapedXML(ucd)}"` : "")
      + (description ? `><DESCRIPTION>${escapedXML(description)}</DESCRIPTION></FIELD>\n` : "/>\n");
    const parts = [
      '<?xml version="1.0" encoding="UTF-8"?>\n<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">\n'
        + "<RESOURCE type=\"results\">\n<TABLE name=\"ages\">\n",
      ...Object.entries(this.provenance).map(
        ([key, value]) => `<PARAM name="${key}" datatype="char" arraysize="*" value="${escapedXML(value)}"/>\n`,
      ),
      ...this.columns.map((column, index) => field(column, types[index])),
      ...this.page.age_columns.map(({ name, unit, ucd, meaning, is_text: isText }) =>
        field({ name, unit, ucd, description: meaning }, isText ? "char" : "double"),
      ),
      "<DATA>\n<TABLEDATA>\n",
    ];
    this.rows.forEach((cells, row) => {
      const own = cells.map((cell, index) => (types[index] === "char" || Number.isFinite(Number(cell)) ? cell : ""));
      parts.push(`<TR>${[...own, ...this.addedCells(row)].map((cell) => `<TD>${escapedXML(cell)}</TD>`).join("")}</TR>\n`);
    });
    parts.push("</TABLEDATA>\n</DATA>\n</TABLE>\n</RESOURCE>\n</VOTABLE>\n");
    return new Blob(parts, { type: "application/x-votable+xml" });
  }

  /** The type of a column of texts: numbers where every cell is one that a double holds exactly. */
  columnType(index) {
    let isAnyNumber = false;
    for (const cells of this.rows) {
      const text = cells[index].trim();
      if (text === "" || /^(nan|null|none|n\/a|-+|\.\.\.)$/i.test(text)) continue;
      if (!Number.isFinite(Number(text)) || (/^[+-]?\d+$/.test(text) && !Number.isSafeInteger(Number(text)))) return "char";
      isAnyNumber = true;
    }
    return isAnyNumber ? "double" : "char";
  }
}
