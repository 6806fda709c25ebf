// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the page about a table: drop, check of the columns, progress, results.

import { byID, download, element, flagList } from "./dom.js";
import { PosteriorFigure } from "./posterior-figure.js";
import { ageHeadline, ageWords, intervalWords } from "./text.js";
import { PageWorker } from "./worker.js";

/** Rows on one page of results. */
const rowsPerPage = 100;

/** Columns of the results: title and what they are sorted by. */
const resultColumns = [
  ["row", "row"], ["star", "id"], ["age", "log10_age_myr_q50"], ["68 %", "log10_age_myr_sigma"], ["flags, or why there is no age", "flags"],
];

/** Stars of many kinds, for who has no table at hand. */
const exampleTable = `name,Prot (d),e_Prot,BP-RP,e_BP-RP,E(BP-RP)
Sun-like,25.4,0.5,0.818,0.01,0
Hyades-like G dwarf,8.5,0.2,0.80,0.01,0.004
Praesepe-like K dwarf,11.2,0.3,1.15,0.01,0.03
Pleiades-like K dwarf,7.4,0.1,1.25,0.01,0.05
fast M dwarf,0.9,0.01,2.6,0.02,0.05
slow M dwarf,95,4,2.7,0.02,0.01
no period,,,0.9,0.01,0
"<b>hot</b> star",2.1,0.1,0.31,0.01,0
`;

/** Leads from a file to its ages. */
export class TableView {
  constructor({ page, checkpoint, assumptions, onOpenStar }) {
    Object.assign(this, { page, assumptions, onOpenStar });
    this.startWorker = () => (this.worker ??= new PageWorker(page, checkpoint));
    this.posterior = new PosteriorFigure(byID("row-figure"), page);
    this.sort = { key: "row", isDescending: false, from: 0 };
    const drop = byID("drop");
    byID("file").addEventListener("change", ({ target }) => target.files[0] && this.open(target.files[0]));
    // Anywhere on the tab: who misses the field must not lose the page.
    for (const type of ["dragover", "drop"]) {
      addEventListener(type, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", type === "dragover");
        if (type === "drop" && event.dataTransfer.files[0]) this.open(event.dataTransfer.files[0]);
      });
    }
    addEventListener("dragleave", () => drop.classList.remove("over"));
    byID("example").addEventListener("click", () => this.open(new File([exampleTable], "example.csv")));
    byID("run").addEventListener("click", () => this.run());
    byID("neglect").addEventListener("click", () => {
      this.chosen = { ...this.chosen, ...this.neglect };
      this.match();
    });
    byID("stop").addEventListener("click", () => this.worker.tell({ isStopped: true }));
    byID("previous").addEventListener("click", () => this.turn(-1));
    byID("next").addEventListener("click", () => this.turn(1));
    byID("download-csv").addEventListener("click", () => this.save("csv", "ages.csv"));
    byID("download-votable").addEventListener("click", () => this.save("votable", "ages.vot"));
    byID("row-to-star").addEventListener("click", () => this.onOpenStar(this.rowObservation, this.rowID));
    byID("result-heads").append(...resultColumns.map(([title, key]) => {
      const button = element("button", { type: "button" }, title);
      const head = element("th", { scope: "col" }, button);
      button.addEventListener("click", () => this.sortBy(key, head));
      return head;
    }));
  }

  showFault(place, error) {
    byID(place).hidden = !error;
    byID(place).textContent = error?.message ?? "";
  }

  async open(file) {
    this.startWorker();
    byID("run").disabled = true;
    for (const id of ["table-columns", "table-results", "row-detail"]) byID(id).hidden = true;
    this.showFault("table-error", null);
    byID("drop").setAttribute("aria-busy", "true");
    try {
      this.table = await this.worker.ask("readTable", { file, name: file.name });
    } catch (error) {
      this.showFault("table-error", { message: `${file.name}: ${error.message}` });
      return;
    } finally {
      byID("drop").removeAttribute("aria-busy");
      byID("file").value = "";
    }
    byID("table-name").textContent = file.name;
    byID("table-size").textContent =
      `${this.table.format}, ${this.table.rowCount.toLocaleString("en")} ${this.table.rowCount === 1 ? "row" : "rows"}, `
      + `${this.table.columns.length} columns`;
    this.chosen = {};
    await this.match();
    byID("table-columns").hidden = false;
  }

  /** Shows which column holds what, and lets the user choose others. */
  async match() {
    const { matches, fault } = await this.worker.ask("matchColumns", this.chosen);
    // A new value: who drew the stars by other columns sees that.
    this.table = { ...this.table };
    this.showFault("columns-error", fault);
    byID("run").disabled = fault !== null;
    this.neglect = fault?.neglect ?? null;
    byID("neglect").hidden = this.neglect === null;
    const shown = new Set(["period", "bp_rp0", "bp_rp", "teff", "b_v", ...this.page.columns.extinctions]);
    const byKey = new Map(matches.map((match) => [match.key, match]));
    const keys = this.page.columns.quantities.map((quantity) => quantity.key)
      .filter((key) => byKey.has(key) || shown.has(key) || this.chosen[key] !== undefined);
    byID("matches").replaceChildren(...keys.map((key) => this.matchRow(key, byKey.get(key))));
  }

  matchRow(key, match) {
    const select = this.columnSelect(key, match ? [match.index] : []);
    const quantity = this.page.columns.quantities.find((one) => one.key === key);
    const error = quantity.has_sigma && match ? this.columnSelect(`${key}_sigma`, match.errorIndices) : "";
    const units = quantity.units ? ` (${quantity.unit_words})` : "";
    const sure = match ? match.confidence + (match.isSubstitute ? ", for rows without better" : "") : "";
    return element(
      "tr", { class: match ? null : "unused" }, element("td", {}, element("code", {}, key), units), element("td", {}, select), element("td", {}, error),
      element("td", {}, sure),
    );
  }

  columnSelect(key, indices) {
    const select = element("select", { "aria-label": `column of ${key}`, name: key });
    select.append(element("option", { value: -1 }, "none"));
    if (indices.length > 1) {
      const names = indices.map((index) => this.table.columns[index].name).join(" and ");
      select.append(element("option", { value: "" }, names));
    }
    this.table.columns.forEach((column, index) => {
      const sample = this.table.firstRows[0]?.[index] ?? "";
      const unit = column.unit ? ` [${column.unit}]` : "";
      select.append(element("option", { value: index }, `${column.name}${unit}: ${sample.slice(0, 20)}`));
    });
    select.value = indices.length > 1 ? "" : (indices[0] ?? -1);
    select.addEventListener("change", () => {
      this.chosen = { ...this.chosen, [key]: Number(select.value) };
      this.match();
    });
    return select;
  }

  async run() {
    if (!this.assumptions.read()) return;
    const bar = byID("progress");
    const setBusy = (isBusy) => {
      byID("run").disabled = isBusy;
      byID("stop").hidden = !isBusy;
      bar.hidden = !isBusy;
    };
    setBusy(true);
    byID("row-detail").hidden = true;
    const start = performance.now();
    const seconds = () => (performance.now() - start) / 1000;
    try {
      const result = await this.worker.ask("computeTable", { assumptions: this.assumptions.value }, ({ done, total }) => {
        bar.value = done / total;
        const left = Math.ceil((seconds() * (total - done)) / done);
        byID("progress-text").textContent =
          `${done.toLocaleString("en")} of ${total.toLocaleString("en")} stars, ${left} s left`;
      });
      if (!result) {
        byID("progress-text").textContent = "Stopped.";
        return;
      }
      byID("progress-text").textContent = `Done in ${seconds().toFixed(1)} s.`;
      await this.showResult(result);
    } catch (error) {
      byID("progress-text").textContent = "";
      this.showFault("columns-error", error);
    } finally {
      setBusy(false);
    }
  }

  async showResult(result) {
    this.result = result;
    this.sort = { key: "row", isDescending: false, from: 0 };
    const counts = this.page.flags.map((flag, index) => [flag, result.flagCounts[index]]).filter(([, count]) => count > 0);
    byID("table-summary").replaceChildren(
      `${result.dated.toLocaleString("en")} stars have an age, ${result.rejectedCount.toLocaleString("en")} rows do not.`,
      element("details", {}, element("summary", {}, `${counts.length} kinds of warnings`), element(
        "ul", {}, ...counts.map(([flag, count]) =>
          element("li", {}, `${count.toLocaleString("en")} × `, element("code", {}, flag.name), ` ${flag.text}`)),
      )),
    );
    byID("table-command").textContent = result.command;
    const rejected = byID("rejected");
    rejected.hidden = result.rejectedCount === 0;
    rejected.querySelector("summary").textContent =
      `Rows without an age: ${result.rejectedCount.toLocaleString("en")}`
      + (result.rejectedCount > result.rejected.length ? `, the first ${result.rejected.length} of them` : "");
    rejected.querySelector("ul").replaceChildren(
      ...result.rejected.map(({ row, id, message }) => element("li", {}, `row ${row + 1}, ${id}: ${message}`)),
    );
    byID("table-results").hidden = false;
    await this.showRows();
  }

  async sortBy(key, head) {
    const isDescending = this.sort.key === key && !this.sort.isDescending;
    this.sort = { key, isDescending, from: 0 };
    for (const other of byID("result-heads").children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
    await this.showRows();
  }

  turn(pages) {
    this.sort.from = Math.max(0, Math.min(this.sort.from + pages * rowsPerPage, this.table.rowCount - 1));
    return this.showRows();
  }

  async showRows() {
    const rows = await this.worker.ask("sortedRows", { ...this.sort, count: rowsPerPage });
    byID("rows").replaceChildren(...rows.map((row) => this.resultRow(row)));
    const last = this.sort.from + rows.length;
    byID("page-position").textContent =
      `${(this.sort.from + 1).toLocaleString("en")} to ${last.toLocaleString("en")} of ${this.table.rowCount.toLocaleString("en")}`;
    byID("previous").disabled = this.sort.from === 0;
    byID("next").disabled = last >= this.table.rowCount;
  }

  resultRow({ row, id, flags, reason, q16, q50, q84 }) {
    const cells = reason === null
      ? [row + 1, id, ageWords(q50), intervalWords(q16, q84), flags.join(" ")]
      : [row + 1, id, "no age", "", reason];
    const line = element(
      "tr", { tabindex: 0, class: reason === null ? null : "unusable" },
      ...cells.map((cell) => element("td", {}, String(cell))),
    );
    line.addEventListener("click", () => this.showRow(row, id));
    line.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.showRow(row, id);
    });
    return line;
  }

  /** The exact posterior of one row. */
  async showRow(row, id) {
    const { age, message, observation } = await this.worker.ask("rowAge", { row, assumptions: this.assumptions.value });
    this.rowObservation = observation;
    this.rowID = id;
    byID("row-detail").hidden = false;
    byID("row-title").textContent = `Row ${row + 1}: ${id}`;
    byID("row-headline").textContent = age ? ageHeadline(age, this.page.limits) : `No age: ${message}.`;
    byID("row-flags").replaceChildren(...(age ? flagList(age.flags, this.page.flags) : []));
    byID("row-to-star").hidden = !observation;
    if (age) this.posterior.draw(age);
    else this.posterior.clear();
    byID("row-title").focus();
    byID("row-detail").scrollIntoView({ block: "nearest" });
  }

  async save(format, name) {
    const blob = await this.worker.ask("writeTable", { format });
    download(name, blob.type, blob);
  }
}
