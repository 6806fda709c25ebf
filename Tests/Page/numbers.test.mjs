// SPDX-License-Identifier: GPL-3.0-or-later
// The page's ages are those of `gyro age --engine exact`, for a flow of measured and for one of true colors.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { file, modules, numbers, page, root, run, tryRun } from "./program.mjs";

const load = modules();
const { readCheckpoint } = await load("checkpoint.js");
const { RotationModel } = await load("model.js");
const { AgeEstimator, usualAssumptions } = await load("age.js");
const { StarColumns } = await load("star-columns.js");
const { readDelimited } = await load("delimited-tables.js");
const { UnusableStar } = await load("star.js");
const { likelihoodIntegral } = await load("likelihood.js");
const { SurveyTables } = await load("survey.js");

/** Quantiles agree within this, dex. */
const tolerance = 0.001;
/** Medians of a table, from densities that stars share, agree within this, dex: of nine in ten stars, and of all. */
const tableTolerances = [0.003, 0.03];

const random = numbers(20261128);
const next = (from, to) => from + (to - from) * random.next().value;

/** Stars of each way to a color, with and without errors, as a table. */
function table(count) {
  const header = "id,Prot,e_Prot,BP-RP0,e_BP-RP0,BP-RP,e_BP-RP,A_V,e_A_V,Teff,e_Teff,RUWE,logg";
  const rows = Array.from({ length: count }, (_, index) => {
    const period = 10 ** next(-0.8, 1.9);
    const color = next(0.45, 3.4);
    const [hasError, kind] = [next(0, 1) < 0.6, index % 4];
    const cells = {
      id: `star ${index}`, Prot: period.toFixed(4), e_Prot: hasError ? (period * next(0, 0.15)).toFixed(4) : "",
      RUWE: next(0.9, 1.6).toFixed(2), logg: next(3.8, 4.8).toFixed(2),
    };
    if (kind < 2) Object.assign(cells, { "BP-RP0": color.toFixed(4), "e_BP-RP0": hasError ? next(0.015, 0.25).toFixed(4) : "" });
    if (kind === 2) {
      Object.assign(cells, {
        "BP-RP": color.toFixed(4), "e_BP-RP": next(0.001, 0.05).toFixed(4), A_V: next(0, 0.8).toFixed(3),
        e_A_V: hasError ? next(0, 0.2).toFixed(3) : "",
      });
    }
    if (kind === 3) Object.assign(cells, { Teff: next(3000, 6600).toFixed(0), e_Teff: hasError ? next(30, 150).toFixed(0) : "" });
    return header.split(",").map((name) => cells[name] ?? "").join(",");
  });
  // Rows that cannot be used, each for a reason.
  rows.push("no period,,,1,0.02,,,,,,,1,4.5", "no color,5,,,,,,,,,,1,4.5", "long,9999,,1,0.02,,,,,,,1,4.5",
    "vague,5,7,1,0.02,,,,,,,1,4.5", "no extinction,5,,,,1,0.01,,,,,1,4.5", "not a number,5,,red,0.02,,,,,,,1,4.5");
  return `${header}\n${rows.join("\n")}\n`;
}

const starCount = Number(process.env.GYRO_STARS ?? 200);
// The exact engine takes a fraction of a second for a star of true colors, and many where its errors are wide: ten of them, unless more are asked for.
const trueColorCount = process.env.GYRO_STARS ? starCount : starCount / 20;
const models = [["default", trueColorCount], [`${root}Models/measured-colors.safetensors`, starCount]];

for (const [name, count] of models) {
  test(`ages of ${count} stars agree with those of the command: ${name.split("/").at(-1)}`, async () => {
    const { constants, checkpoint } = page(name);
    const model = new RotationModel(readCheckpoint(new Uint8Array(checkpoint)), constants.limits);
    const text = table(count);
    const assumptions = { ...usualAssumptions(constants), aliases: { half: 0.05, double: 0.05 } };
    const reference = JSON.parse(run(
      "age", file("stars.csv", text), "--engine", "exact", "--format", "json", "--aliases", "half-double", "--model", name, "--quiet",
    )).stars;
    const { columns, rows } = readDelimited(text);
    const stars = new StarColumns(constants.columns, columns);
    const estimator = new AgeEstimator(constants, model, assumptions);
    const quick = new AgeEstimator(constants, model, assumptions, 240, "summary");
    const tables = new SurveyTables(model, quick.ages, constants);
    let worst = 0;
    const distances = [];
    const order = [...rows.keys()].sort((a, b) => (Number(rows[a][3] || rows[a][5])) - Number(rows[b][3] || rows[b][5]));
    for (const index of order) {
      const expected = reference[index];
      try {
        const observation = stars.observation(rows[index]);
        const age = estimator.estimate(observation);
        for (const key of ["q025", "q16", "q50", "q84", "q975"]) {
          const distance = Math.abs(age.summary[key] - expected.log10_age_myr[key]);
          worst = Math.max(worst, distance);
          assert.ok(distance < tolerance, `${expected.id}: ${key} is ${age.summary[key]}, expected ${expected.log10_age_myr[key]}`);
        }
        assert.deepEqual(age.flags, expected.flags, expected.id);
        assert.equal(age.olderThan === null, expected.older_than_myr === undefined, expected.id);
        const { star, assumed } = quick.rules.star(observation);
        const integral = likelihoodIntegral(star, model, assumptions, constants.limits);
        const ofTable = quick.assembled(star, assumed, integral, tables.densities(integral));
        distances.push(Math.abs(ofTable.summary.q50 - expected.log10_age_myr.q50));
      } catch (error) {
        if (!(error instanceof UnusableStar)) throw error;
        assert.equal(expected.status, "unusable", `${expected.id}: ${error.message}`);
        assert.equal(error.reason, expected.reason_code, expected.id);
      }
    }
    distances.sort((a, b) => a - b);
    const ofTable = [distances[Math.floor(0.9 * distances.length)], distances.at(-1)];
    console.log(
      `${distances.length} stars; largest difference ${worst.toExponential(1)} dex, of medians from tables `
        + `${ofTable[0].toExponential(1)} dex for nine in ten stars and ${ofTable[1].toExponential(1)} dex for all`,
    );
    assert.ok(distances.length > 0.8 * count);
    assert.ok(ofTable[0] < tableTolerances[0] && ofTable[1] < tableTolerances[1]);
  });
}

test("columns are matched as the command matches them", async () => {
  const { constants } = page();
  const headers = [
    "source_id,Prot,e_Prot,bp_rp,ebpminrp_gspphot,ruwe,AV",
    "KIC,Prot [h],Prot_err,teff,teff_err,logg",
    "name,period,period_err,(BP-RP)0,e_(BP-RP)0,Membership",
    "star\tadopted_Prot\te_Prot\tTeff_Curtis20\te_Teff",
    "2MASS,RotPer,phot_bp_mean_mag,phot_rp_mean_mag,phot_bp_mean_flux_over_error,phot_rp_mean_flux_over_error,E(B-V)",
    "hostname;st_rotp;st_rotperr1;st_rotperr2;st_teff;st_tefferr1;st_tefferr2;pl_orbper",
    "id,P_rot_days,P_rot_err,B-V,V-K,E_B-V",
    "TIC,Prot,Prot_lower,Prot_upper,BPRP0,BPRP0_err,parallax,Gmag",
    "ID,Per,BPmag,RPmag,Av,e_Av,Bmag,Vmag",
    "id,Prot,G_RP,Gmag,av,mass",
  ];
  for (const header of headers) {
    const separator = /[,\t;]/.exec(header)[0];
    const names = header.split(separator);
    const cells = names.map((name) => (/id|name|star|KIC|TIC|2MASS/i.test(name) ? "x" : "1"));
    const text = `${header}\n${cells.join(separator)}\n`;
    const { stderr } = tryRun("age", file("columns.csv", text), "--format", "json");
    const { columns } = readDelimited(text);
    let matches;
    try {
      matches = new StarColumns(constants.columns, columns).matches;
    } catch (error) {
      assert.match(stderr, /error|expected/i, `${header}: ${error.message}`);
      continue;
    }
    const [, used, substitutes] = /columns\.csv: (.*?)(?:; in rows without these: (.*))?\n/.exec(stderr) ?? [null, "", ""];
    const expected = new Map([...used.split(", "), ...(substitutes ?? "").split(", ")].filter((pair) => pair.includes(" = "))
      .map((pair) => pair.split(" = ")).map(([key, name]) => [key, name.replace(/ in \w+$/, "")]));
    for (const { key, index, errorIndices } of matches) {
      assert.equal(columns[index].name, expected.get(key), `${header}: ${key}\n${stderr}`);
      const sigma = expected.get(`${key}_sigma`);
      if (errorIndices.length > 0 && sigma !== undefined) {
        assert.equal(errorIndices.map((at) => columns[at].name).join(" and "), sigma, header);
      }
    }
    const keys = new Set(matches.map(({ key }) => key));
    for (const key of expected.keys()) {
      if (!/_sigma$|_snr$/.test(key)) assert.ok(keys.has(key), `${header}: ${key} is not matched\n${stderr}`);
    }
  }
});
