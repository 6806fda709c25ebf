// SPDX-License-Identifier: GPL-3.0-or-later
// The page in headless Chromium, used as a person does: typed, dropped, clicked, downloaded.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Chromium } from "./chromium.mjs";
import { file, folder, numbers, page, run, tryRun } from "./program.mjs";

const pictures = process.env.GYRO_PICTURES;
let browser;
let address;

before(async () => {
  address = `file://${page().path}`;
  browser = await Chromium.start();
});
after(() => browser.close());

const exact = `document.querySelector("#star-state").dataset.exact === "true"`;

async function wait(path) {
  for (let turn = 0; turn < 400 && !existsSync(path); turn += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, 100));
  return readFileSync(path, "utf8");
}

async function openTable(path) {
  await browser.open(address);
  await browser.click("#tab-table");
  await browser.choose("#file", path);
  await browser.until(`!document.querySelector("#table-columns").hidden || !document.querySelector("#table-error").hidden`, 120);
}

/** A block of a FITS file: a header of cards. */
function fits(...cards) {
  const first = cards[0].startsWith("XTENSION") ? [] : ["SIMPLE  =                    T"];
  return [...first, ...cards, "END"].map((card) => card.padEnd(80)).join("").padEnd(2880);
}

async function compute(seconds = 300) {
  await browser.until(`!document.querySelector("#run").disabled`);
  await browser.click("#run");
  await browser.until(`!document.querySelector("#table-results").hidden && document.querySelector("#progress").hidden`, seconds);
}

test("a star that is typed has the age of the command that the page shows", async () => {
  await browser.open(address);
  await browser.type("[name=period]", "11.2");
  await browser.type("[name=period_sigma]", "0.3");
  await browser.type("[name=color]", "1.10");
  await browser.type("[name=color_sigma]", "0.02");
  await browser.until(exact, 120);
  const command = await browser.text("#star-command");
  assert.equal(command, "gyro age --period 11.2 --period-sigma 0.3 --bp-rp0 1.10 --bp-rp0-sigma 0.02".replace("1.10", "1.1"));
  const printed = run(...command.split(" ").slice(1));
  assert.equal((await browser.text("#star-headline")).replace("−", "-"), printed.split("\n")[0]);
  const flags = await browser.evaluate(`[...document.querySelectorAll("#star-flags li > code")].map((node) => node.textContent)`);
  for (const flag of flags) assert.ok(printed.includes(`${flag}:`), flag);
});

test("a link brings the same star back", async () => {
  await browser.until(exact, 120);
  const headline = await browser.text("#star-headline");
  const link = await browser.evaluate("location.href");
  await browser.open("about:blank");
  await browser.open(link);
  await browser.until(exact, 120);
  assert.equal(await browser.text("#star-headline"), headline);
});

test("observed colors, temperatures, priors and aliases give the numbers of the command", async () => {
  for (const state of [
    "period=11.2&bp_rp=1.1&bp_rp_sigma=0.01&av=0.12&av_sigma=0.03", "period=5.1&teff=5800&teff_sigma=60",
    "period=8&b_v=0.65&aliases=0.05,0.05", "period=20&bp_rp0=1&prior=normal:3.3,0.2&max_age=10&id=HD 1'2",
  ]) {
    await browser.open("about:blank");
    await browser.open(`${address}#${state}`);
    await browser.until(exact, 120);
    const words = (await browser.text("#star-command")).replace(`'HD 1'\\''2'`, "HD1").split(" ").slice(1);
    const first = run(...words).split("\n")[0];
    assert.equal((await browser.text("#star-headline")).replace("−", "-"), first, state);
  }
});

test("what cannot be used is said beside its field, and no age is shown", async () => {
  await browser.open(address);
  await browser.type("[name=period]", "ten");
  assert.match(await browser.text("#star-error"), /“ten”, expected a number/);
  assert.equal(await browser.text("#star-headline"), "No age");
  await browser.type("[name=period]", "9999");
  assert.match(await browser.text("#star-error"), /expected 0.0178 to 316.2/);
  await browser.type("[name=period]", "25.4");
  assert.equal(await browser.evaluate(`document.querySelector("#star-error").hidden`), true);
});

test("sliders, keyboard and clicks work", async () => {
  await browser.open(address);
  await browser.evaluate(`document.querySelector("[name=period_slider]").focus()`);
  await browser.press("ArrowLeft", 37);
  assert.notEqual(await browser.evaluate(`document.querySelector("[name=period]").value`), "25.4");
  await browser.evaluate(`document.querySelector("#tab-star").focus()`);
  await browser.press("ArrowRight", 39);
  assert.equal(await browser.evaluate(`document.querySelector("#panel-table").hidden`), false);
  await browser.press("ArrowLeft", 37);
  await browser.click("#plane-figure svg");
  assert.match(await browser.text("#star-command"), /--bp-rp0 1\.8/);
  const times = await browser.evaluate(`(() => {
    const slider = document.querySelector("[name=period_slider]");
    const times = [];
    for (let step = 0; step < 60; step += 1) {
      const start = performance.now();
      slider.value = 0.5 + 0.01 * step;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      document.querySelector("#star-figure").getBoundingClientRect();
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b);
  })()`);
  console.log(`a slider's step takes ${times[30].toFixed(1)} ms, at most ${times[59].toFixed(1)} ms`);
});

test("fields have labels, and the page has one heading and a title", async () => {
  await browser.open(address);
  const without = await browser.evaluate(`[...document.querySelectorAll("input, select, button")]
    .filter((node) => !node.labels?.length && !node.textContent.trim() && !node.getAttribute("aria-label")).map((node) => node.outerHTML)`);
  assert.deepEqual(without, []);
  assert.equal(await browser.evaluate(`document.querySelectorAll("h1").length`), 1);
});

test("a table with hostile names is text, in the page and in what is downloaded", async () => {
  const names = [`<script>document.title='x'</script>`, `"><img src=x onerror=alert(1)>`, `a\u0301\u0323 \u202Erow`, `=1+1`, `O'Neill, "Bob"`];
  const rows = names.map((name, index) => `"${name.replaceAll('"', '""')}",${10 + index},1.1,0.02`);
  await openTable(file("hostile.csv", `name,Prot,BPRP0,e_BPRP0\n${rows.join("\n")}\n"",,1,0.02\n`));
  await compute();
  const shown = await browser.evaluate(`[...document.querySelectorAll("#rows tr td:nth-child(2)")].map((node) => node.textContent)`);
  assert.deepEqual(shown.slice(0, 5), names);
  assert.equal(await browser.evaluate(`document.querySelectorAll("#rows script, #rows img").length`), 0);
  assert.match(await browser.text("#rejected"), /row 6, 6: the period is missing/);
  await browser.evaluate(`document.querySelector("#rows tr").click()`);
  await browser.until(`!document.querySelector("#row-detail").hidden`);
  assert.match(await browser.text("#row-headline"), /Age .* [MG]yr/);
  await browser.click("#download-csv");
  const csv = await wait(join(browser.folder, "ages.csv"));
  assert.match(csv, /# gyro_model_sha256: [0-9a-f]{64}\n/);
  const again = JSON.parse(run("age", file("again.csv", csv), "--format", "json", "--quiet")).stars;
  assert.deepEqual(again.slice(0, 5).map((star) => star.id), names);
  await browser.click("#download-votable");
  const votable = file("again.vot", await wait(join(browser.folder, "ages.vot")));
  const fromVOTable = JSON.parse(run("age", votable, "--format", "json", "--quiet")).stars;
  assert.deepEqual(fromVOTable.slice(0, 5).map((star) => star.id), names);
});

test("every format that the page reads gives the same stars", async () => {
  const csv = file("one.csv", "name,Prot [h],bp_rp0,bp_rp0_sigma\nA,240,1.1,0.02\nB,600,0.82,0.03\n");
  const paths = [csv, file("one.tsv", "name\tProt [h]\tbp_rp0\tbp_rp0_sigma\nA\t240\t1.1\t0.02\nB\t600\t0.82\t0.03\n")];
  for (const ending of ["vot", "ecsv", "fits"]) {
    run("age", csv, "--output", `one.${ending}`, "--quiet");
    paths.push(csv.replace("one.csv", `one.${ending}`));
  }
  const headlines = [];
  for (const path of paths) {
    await openTable(path);
    await compute();
    headlines.push(await browser.evaluate(`[...document.querySelectorAll("#rows tr")].map((row) => row.children[2].textContent).join()`));
  }
  assert.equal(new Set(headlines).size, 1, headlines.join("; "));
});

test("garbage, binaries, huge and broken tables get a clear message", async () => {
  const random = numbers(7);
  const bytes = Buffer.from(Array.from({ length: 5000 }, () => Math.floor(256 * random.next().value)));
  const many = `id,Prot,bp_rp0\n${"1,10,1.1\n".repeat(1_000_000)}`;
  const cases = [
    [file("garbage.csv", bytes), /no text, and no table/], [file("empty.csv", ""), /empty/],
    [file("star.fits", "SIMPLE  =                    T"), /FITS file ends within a header/],
    [file("image.fits", fits("NAXIS   =                    0")), /holds no binary table/],
    [file("text.fits", fits("NAXIS   =                    0") + fits("XTENSION= 'TABLE   '")), /table of text/],
    [file("cut.fits", fits("NAXIS   =                    0") + fits("XTENSION= 'BINTABLE'", "NAXIS   =                    2",
      "NAXIS1  =                    8", "NAXIS2  =                    9", "TFIELDS =                    1", "TFORM1  = 'D       '")),
    /ends within its table/],
    [file("numbers.csv", "10,1.1\n12,1.2\n"), /first row holds numbers/],
    [file("prose.txt", "Once upon a time\nthere was a star\n"), /cells, and there are|rotation period/],
    [file("short.csv", "Prot,bp_rp0,name\n10,1\n"), /Row 1 .* has 2 cells, and there are 3 columns/],
    [file("page.xml", "<?xml version='1.0'?><html/>"), /XML and no VOTable/],
    [file("million.csv", many), /1,000,000 rows.*gyro age million.csv/s],
  ];
  for (const [path, message] of cases) {
    await openTable(path);
    const text = (await browser.text("#table-error")) + (await browser.text("#columns-error"));
    assert.match(text, message, path);
  }
});

test("an observed color without extinction is used at a click", async () => {
  await openTable(file("gaia.csv", "source_id,phot_bp_mean_mag,phot_rp_mean_mag,Prot\n4295806720123456789,12.3,11.2,8.8\n"));
  await browser.until(`!document.querySelector("#columns-error").hidden`);
  assert.match(await browser.text("#columns-error"), /no column is recognized as its extinction/);
  assert.equal(await browser.evaluate(`document.querySelector("select[name=period]").selectedOptions[0].textContent`), "Prot: 8.8");
  await browser.click("#neglect button");
  await browser.until(`document.querySelector("#columns-error").hidden`);
  await compute();
  assert.equal(await browser.evaluate(`document.querySelector("#rows td:nth-child(2)").textContent`), "4295806720123456789");
  const command = await browser.text("#table-command");
  assert.equal(tryRun(...command.split(" ").slice(1)).status, 0);
});

test("a group is dated with the words of the command", async () => {
  run("simulate", "--age", "700Myr", "--count", "30", "--seed", "4", "--output", "mock.csv", "--quiet");
  await openTable(join(folder, "mock.csv"));
  await browser.until(`!document.querySelector("#run").disabled`);
  await browser.click("#tab-cluster");
  await browser.until(`!document.querySelector("#group-choice").hidden && !document.querySelector("#date-group").disabled`);
  await browser.click("#date-group");
  await browser.until(`!document.querySelector("#group-result").hidden`, 120);
  const command = await browser.text("#group-command");
  assert.equal(command, "gyro cluster mock.csv --method grid");
  const plain = (text) => text.replaceAll("−", "-").replaceAll("(BP-RP)₀", "BP-RP_0").replace(/\s+/g, " ");
  const printed = plain(run(...command.split(" ").slice(1)));
  assert.ok(printed.includes(plain(await browser.text("#group-headline")).replace("Age", "age")), printed);
  const shown = await browser.evaluate(`[...document.querySelectorAll("#group-checks dd")].map((node) => node.textContent)`);
  for (const text of [shown[0], shown[3], shown[4].split(":")[0]]) assert.ok(printed.includes(plain(text)), `${text}\n${printed}`);
});

test("columns can be corrected", async () => {
  await openTable(file("odd.csv", "star,rotation,color,noise\nA,10,1.1,0.02\n"));
  await browser.until(`!document.querySelector("#columns-error").hidden`);
  assert.match(await browser.text("#columns-error"), /rotation period; choose one/);
  const choose = (key, index) => browser.evaluate(`(() => {
    const select = document.querySelector("select[name=${key}]");
    select.value = "${index}";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  })()`);
  await choose("period", 1);
  await browser.until(`document.querySelector("#columns-error").textContent.includes("color")`);
  await choose("bp_rp0", 2);
  await browser.until(`document.querySelector("#columns-error").hidden`);
  await choose("bp_rp0_sigma", 3);
  await browser.until(`document.querySelector("select[name=bp_rp0_sigma]")?.value === "3"`);
  await compute();
  const command = await browser.text("#table-command");
  assert.equal(command, "gyro age odd.csv --output ages.csv --column period=rotation --column bp_rp0=color --column bp_rp0_sigma=noise");
  assert.equal(tryRun(...command.split(" ").slice(1)).status, 0);
});

test("the page stays usable while many rows are computed, and can be stopped", async () => {
  const random = numbers(11);
  const next = (from, to) => from + (to - from) * random.next().value;
  const count = Number(process.env.GYRO_ROWS ?? 2000);
  const rows = Array.from({ length: count }, (_, index) =>
    `s${index},${(10 ** next(0, 1.5)).toFixed(3)},${(0.1 * next(0, 1)).toFixed(3)},${next(0.6, 3).toFixed(4)},0.03`);
  await openTable(file("many.csv", `id,Prot,e_Prot,BPRP0,e_BPRP0\n${rows.join("\n")}\n`));
  await browser.until(`!document.querySelector("#run").disabled`);
  await browser.click("#run");
  await browser.until(`document.querySelector("#progress-text").textContent.includes(" of ")`);
  // The page answers within the time of a picture while the worker computes.
  const slowest = await browser.evaluate(`new Promise((resolve) => {
    let [last, slowest, turns] = [performance.now(), 0, 0];
    const turn = () => {
      const now = performance.now();
      slowest = Math.max(slowest, now - last);
      last = now;
      if ((turns += 1) < 60) requestAnimationFrame(turn);
      else resolve(slowest);
    };
    requestAnimationFrame(turn);
  })`);
  await browser.click("#stop");
  await browser.until(`document.querySelector("#progress-text").textContent === "Stopped."`);
  const start = Date.now();
  await compute(3000);
  const memory = browser.pageMemoryMB();
  const seconds = (Date.now() - start) / 1000;
  if (process.env.GYRO_RESULTS) {
    writeFileSync(process.env.GYRO_RESULTS, `${JSON.stringify({
      rows: count, seconds, rows_per_second: count / seconds, longest_frame_ms: slowest, page_memory_mb: memory,
      page_file_mb: statSync(new URL(address)).size / 1e6,
    }, null, 1)}\n`);
  }
  console.log(`${count} rows in ${seconds.toFixed(1)} s, ${await browser.text("#progress-text")} `
    + `longest frame meanwhile ${slowest.toFixed(0)} ms, ${memory?.toFixed(0) ?? "?"} MB of the page's process`);
  await browser.evaluate(`document.querySelector("#result-heads th:nth-child(3) button").click()`);
  await browser.until(`document.querySelector("#result-heads th:nth-child(3)").getAttribute("aria-sort") === "ascending"`);
});

test("a citation is copied from the page", async () => {
  await browser.open(address);
  await browser.click("#tab-about");
  assert.match(await browser.text("#bibtex"), /@article\{/);
  await browser.click("#download-bibtex");
  assert.match(await wait(join(browser.folder, "gyrochrone.bib")), /@article\{/);
  assert.match(await browser.text("#footer"), /sha256 [0-9a-f]{64}/);
});

test("nothing was asked for beyond the page, and nothing failed in it", () => {
  const strange = browser.requests.filter((url) => !url.startsWith("file://") && !url.startsWith("blob:") && !url.startsWith("about:"));
  assert.deepEqual(strange, []);
  assert.deepEqual(browser.faults, []);
});

test("light, dark and phone fit their widths", async () => {
  for (const [name, width, scheme] of [["light", 1200, "light"], ["dark", 1200, "dark"], ["phone", 390, "light"]]) {
    await browser.size(width, 900, width < 500);
    await browser.scheme(scheme);
    await browser.open(address);
    await browser.until(exact, 120);
    for (const tab of await browser.evaluate(`[...document.querySelectorAll("[role=tab]")].map((node) => node.id)`)) {
      await browser.evaluate(`document.querySelector("#${tab}").click()`);
      const overflow = await browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assert.ok(overflow <= 0, `${name}, ${tab}: ${overflow} pixels too wide`);
      if (pictures) {
        mkdirSync(pictures, { recursive: true });
        await browser.screenshot(join(pictures, `${name}-${tab}.png`));
      }
    }
  }
  if (pictures) assert.ok(readdirSync(pictures).length >= 9);
});
