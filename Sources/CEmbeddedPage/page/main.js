// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the page, or its worker; tabs, links and what is said of the program.

import { AssumptionsView } from "./assumptions-view.js";
import { bytesOfBase64, readCheckpoint } from "./checkpoint.js";
import { ClusterView } from "./cluster-view.js";
import { byID, copies, download, element } from "./dom.js";
import { ForwardView } from "./forward-view.js";
import { RotationModel } from "./model.js";
import { StarView } from "./star-view.js";
import { TableView } from "./table-view.js";
import { PageWorker, serveAsWorker } from "./worker.js";

/** The tabs, the first one first. */
const tabNames = ["star", "table", "cluster", "forward", "about"];

/** Shows one of the parts of the page. */
class Tabs {
  constructor(onChange) {
    this.onChange = onChange;
    this.buttons = tabNames.map((name) => byID(`tab-${name}`));
    this.buttons.forEach((button, index) => {
      button.addEventListener("click", () => this.select(tabNames[index]));
      button.addEventListener("keydown", ({ key }) => {
        const step = { ArrowRight: 1, ArrowLeft: -1, Home: -index, End: tabNames.length - 1 - index }[key];
        if (step === undefined) return;
        const next = (index + step + tabNames.length) % tabNames.length;
        this.buttons[next].focus();
        this.select(tabNames[next]);
      });
    });
    this.show("star");
  }

  select(name) {
    this.show(name);
    this.onChange();
  }

  show(name) {
    this.name = tabNames.includes(name) ? name : tabNames[0];
    tabNames.forEach((other, index) => {
      const isShown = other === this.name;
      this.buttons[index].setAttribute("aria-selected", isShown);
      this.buttons[index].tabIndex = isShown ? 0 : -1;
      byID(`panel-${other}`).hidden = !isShown;
    });
    byID("assumptions-form").hidden = ["forward", "about"].includes(this.name);
  }
}

/** Writes the state into the address, which no server sees. */
function writeLink(state) {
  try {
    history.replaceState(null, "", `#${new URLSearchParams(state)}`);
  } catch {
    // A page within another document has no address of its own.
  }
}

function fillAbout(page) {
  byID("bibtex").textContent = page.bibtex;
  copies(byID("copy-bibtex"), () => page.bibtex);
  byID("download-bibtex").addEventListener("click", () => download("gyrochrone.bib", "text/plain", page.bibtex));
  const { program } = page;
  const rows = [
    ["program", `gyro ${program.version}`], ["model", program.model], ["SHA-256 of the model", program.model_digest],
    ["trained on", program.training_catalog.replaceAll(";", ", ")], ["SHA-256 of its table", program.training_catalog_digest],
  ];
  byID("program").append(...rows.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)]));
  byID("footer").textContent = `gyro ${program.version}, model ${program.model}, sha256 ${program.model_digest}`;
}

function switchTheme() {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme ?? (isDark ? "dark" : "light");
  document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
}

function startPage() {
  const page = JSON.parse(byID("constants").textContent);
  const bytes = bytesOfBase64(byID("model").textContent);
  const model = new RotationModel(readCheckpoint(bytes), page.limits);
  const worker = new PageWorker(page, bytes);
  byID("theme").addEventListener("click", switchTheme);
  fillAbout(page);

  let star = null;
  const link = () => star && writeLink({ tab: tabs.name, ...star.state, ...assumptions.state });
  const tabs = new Tabs(link);
  const assumptions = new AssumptionsView(page, () => star.update());
  const state = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (location.hash.length > 1) assumptions.state = state;
  star = new StarView({ page, model, worker, assumptions, onState: link });
  const tableView = new TableView({
    page, checkpoint: bytes, assumptions,
    onOpenStar(observation, id) {
      star.observe(observation, id);
      tabs.select("star");
    },
  });
  const cluster = new ClusterView({ page, model, assumptions, tableView });
  byID("tab-cluster").addEventListener("click", () => cluster.open());
  new ForwardView({ page, model });
  const follow = (state) => {
    tabs.show(state.tab);
    assumptions.state = state;
    if (state.period !== undefined) star.state = state;
  };
  if (location.hash.length > 1) follow(state);
  addEventListener("hashchange", () => follow(Object.fromEntries(new URLSearchParams(location.hash.slice(1)))));
}

if (typeof document === "undefined") {
  serveAsWorker(self);
} else {
  try {
    startPage();
  } catch (error) {
    byID("fatal").hidden = false;
    byID("fatal").textContent = `The page cannot start: ${error.message}`;
    throw error;
  }
}
