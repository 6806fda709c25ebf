// SPDX-License-Identifier: GPL-3.0-or-later
// The page's ages are those of `gyro age` and `gyro cluster`, for a flow of measured and for one of true colors.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { file, folder, modules, numbers, page, root, run, tryRun } from "./program.mjs";

const load = modules();
const { readCheckpoint } = await load("checkpoint.js");
const { RotationModel } = await load("model.js");
const { AgeEstimator, usualAssumptions } = await load("age.js");
const { StarColumns } = await load("star-columns.js");
const { readDelimited } = await load("delimited-tables.js");
const { UnusableStar } = await load("star.js");
const { likelihoodIntegral } = await load("likelihood.js");
const { SurveyTables } = await load("survey.js");
const { AgeTable } = await load("table-task.js");

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
// The exact engine takes a second for a star of true colors: ten of them, unless more are asked for.
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
    const tables = new SurveyTables(quick);
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

test("a FITS header that makes no sense is refused in words, and none leads backwards", async () => {
  const { readFITS } = await load("fits.js");
  const { TableError } = await load("delimited-tables.js");
  const header = (...cards) => {
    const text = [...cards, "END"].map((card) => card.padEnd(80)).join("");
    return text.padEnd(2880 * Math.ceil(text.length / 2880));
  };
  const sound = {
    XTENSION: "'BINTABLE'", BITPIX: "8", NAXIS: "2", NAXIS1: "8", NAXIS2: "1", PCOUNT: "0", GCOUNT: "1", TFIELDS: "1",
    TFORM1: "'K'", TTYPE1: "'id'",
  };
  const file = (primary, table) => {
    const cards = (keys) => Object.entries(keys).map(([key, value]) => `${key.padEnd(8)}= ${value}`);
    const text = header(...cards({ SIMPLE: "T", BITPIX: "8", NAXIS: "0", ...primary }))
      + (table ? header(...cards({ ...sound, ...table })) : "");
    return Uint8Array.from([...new TextEncoder().encode(text), 64, 0, 0, 0, 0, 0, 0, 1, ...new Uint8Array(2872)]);
  };
  assert.equal(readFITS(file({}, {}), () => {}).rows[0][0], "4611686018427387905");
  const broken = [
    [{ NAXIS: "1", NAXIS1: "-5760" }], [{ NAXIS: "999999999" }], [{ NAXIS: "1", NAXIS1: "1e3" }], [{}, { NAXIS2: "-1" }],
    [{}, { TFIELDS: "99999999999" }], [{}, { TNULL1: "none" }], [{}, { TFORM1: "'9Z'" }], [{}, { NAXIS2: "999" }], [{}],
  ];
  for (const [primary, table] of broken) {
    assert.throws(() => readFITS(file(primary, table), () => {}), (error) => error instanceof TableError && error.message.length < 200);
  }
});

test("an age limit that contradicts the rotation is flagged as the command flags it", async () => {
  const { constants, checkpoint } = page("default");
  const model = new RotationModel(readCheckpoint(new Uint8Array(checkpoint)), constants.limits);
  const text = "id,Prot,BP-RP0,e_BP-RP0\nslow,30,1,0.02\nyoung,3,1,0.02\n";
  const reference = JSON.parse(run(
    "age", file("limited.csv", text), "--engine", "exact", "--format", "json", "--max-age", "300Myr", "--quiet",
  )).stars;
  const { columns, rows } = readDelimited(text);
  const stars = new StarColumns(constants.columns, columns);
  const estimator = new AgeEstimator(constants, model, { ...usualAssumptions(constants), maximumAgeGyr: 0.3 });
  const flags = rows.map((row) => estimator.estimate(stars.observation(row)).flags);
  assert.deepEqual(flags, reference.map((star) => star.flags));
  assert.deepEqual(flags.map((list) => list.includes("prior_contradicts_rotation")), [true, false]);
});

test(`ages of ${starCount} stars of a table agree with those that the command has from its own table`, async () => {
  const { constants, checkpoint } = page();
  const model = new RotationModel(readCheckpoint(new Uint8Array(checkpoint)), constants.limits);
  const text = table(starCount);
  const expected = JSON.parse(run("age", file("stars.csv", text), "--engine", "fast", "--format", "json", "--quiet")).stars;
  const ours = await AgeTable.read({ page: constants, model }, { file: new Blob([text]), name: "stars.csv" });
  ours.match({});
  await ours.run(usualAssumptions(constants), () => {}, () => false);
  const distances = [];
  expected.forEach((star, row) => {
    assert.equal(ours.reasons.has(row), star.status === "unusable", star.id);
    if (star.status === "unusable") return;
    for (const key of ["q16", "q50", "q84"]) {
      distances.push(Math.abs(ours.numbers[`log10_age_myr_${key}`][row] - star.log10_age_myr[key]));
    }
    const scatter = ours.numbers.log10_age_myr_epistemic_sigma[row];
    if (star.log10_age_myr_epistemic_sigma != null && !Number.isNaN(scatter)) {
      assert.ok(Math.abs(scatter - star.log10_age_myr_epistemic_sigma) < 0.01, star.id);
    }
  });
  distances.sort((a, b) => a - b);
  const [most, all] = [distances[Math.floor(0.9 * distances.length)], distances.at(-1)];
  console.log(`${distances.length} quantiles; difference of the tables ${most.toExponential(1)} dex for nine in ten and ${all.toExponential(1)} dex for all`);
  assert.ok(distances.length > 2.4 * starCount);
  assert.ok(most < 0.001 && all < 0.02);
});

test("a group has the age, the outliers and the checks of the command", async () => {
  const { constants, checkpoint } = page();
  const model = new RotationModel(readCheckpoint(new Uint8Array(checkpoint)), constants.limits);
  run("simulate", "--age", "700Myr", "--count", "60", "--seed", "4", "--field-fraction", "0.1", "--output", "group.fits", "--quiet");
  const expected = JSON.parse(run("cluster", "group.fits", "--method", "grid", "--format", "json", "--quiet"));
  const ours = await AgeTable.read({ page: constants, model }, { file: new Blob([readFileSync(`${folder}/group.fits`)]), name: "group.fits" });
  ours.match({});
  const rows = ours.rows.map((_, row) => row);
  const { age, budget, predictive, colors, flags, members } = await ours.dateGroup(
    { rows, groupIndex: 0, assumptions: usualAssumptions(constants) }, () => {});
  const close = (value, wanted, within, what) => assert.ok(Math.abs(value - wanted) < within, `${what} is ${value}, expected ${wanted}`);
  for (const key of ["q025", "q16", "q50", "q84", "q975"]) close(age.summary[key], expected.log10_age_myr[key], 0.001, key);
  for (const key of ["statistical", "membership", "calibration", "total"]) close(budget[key], expected.budget_dex[key], 0.0005, key);
  // A simulation of 200 may fall on the other side, since densities are interpolated.
  close(predictive.logLikelihoodProbability, expected.predictive.log_likelihood_p, 0.0151, "p of the likelihood");
  close(predictive.distributionProbability, expected.predictive.distribution_p, 0.0151, "p of the distribution");
  close(predictive.logLikelihoodDeficit, expected.predictive.log_likelihood_deficit_nat, 0.002, "deficit");
  close(predictive.distributionDistance, expected.predictive.distribution_distance, 0.002, "distance");
  close(predictive.distributionDistanceByChance, expected.predictive.distribution_distance_by_chance, 1e-5, "distance by chance");
  close(colors.halves.disagreement, expected.color_check.halves.disagreement_sigma, 0.02, "disagreement of halves");
  close(Math.abs((colors.worst ?? colors.halves).disagreement), expected.budget_dex.color_disagreement_sigma, 0.02, "largest disagreement");
  assert.equal(colors.isDisagreement, expected.color_check.disagrees);
  assert.deepEqual(flags, expected.flags);
  const used = expected.members.filter((member) => member.status === "used");
  assert.equal(members.length, used.length);
  members.forEach(({ id, outlier, influence }, index) => {
    assert.equal(id, used[index].id);
    close(outlier, used[index].outlier_probability, 0.005, `chance of ${id}`);
    close(influence, used[index].influence_dex, 0.0005, `influence of ${id}`);
  });
});

test("signal-to-noise ratios of both fluxes are the error of a color, as for the command", () => {
  const { constants, checkpoint } = page();
  const model = new RotationModel(readCheckpoint(new Uint8Array(checkpoint)), constants.limits);
  const text = "id,Prot,bp_rp,snr_bp,snr_rp,av,av_err\nboth,12,1.1,40,60,0.1,0.01\none,12,1.1,,60,0.1,0.01\n";
  const reference = JSON.parse(run(
    "age", file("ratios.csv", text), "--engine", "exact", "--format", "json", "--quiet",
  )).stars;
  const { columns, rows } = readDelimited(text);
  const stars = new StarColumns(constants.columns, columns);
  const estimator = new AgeEstimator(constants, model, usualAssumptions(constants));
  const ages = rows.map((row) => estimator.estimate(stars.observation(row)));
  ages.forEach((age, index) => {
    assert.deepEqual(age.flags, reference[index].flags);
    assert.ok(Math.abs(age.summary.q84 - reference[index].log10_age_myr.q84) < tolerance);
  });
  assert.deepEqual(ages.map(({ flags }) => flags.includes("color_sigma_defaulted")), [false, true]);
});

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
    "id,Prot,bp_rp,snr_bp,snr_rp,av,av_err",
    "id,Prot,bp_rp,bp_rp_sigma,e_bp_rp,e_bp_rp_sigma",
    "id,Prot,bp_rp,e_bp_rp",
    "id,Prot,bp_rp,e_bp_rp,A_V",
  ];
  for (const header of headers) {
    const separator = /[,\t;]/.exec(header)[0];
    const names = header.split(separator);
    const cells = names.map((name) => (/id|name|star|KIC|TIC|2MASS/i.test(name) ? "x" : "1"));
    const text = `${header}\n${cells.join(separator)}\n`;
    const { stderr } = tryRun("age", file("columns.csv", text), "--format", "json");
    const { columns } = readDelimited(text);
    const { matches, fault } = new StarColumns(constants.columns, columns);
    if (fault) {
      assert.match(stderr, /error|expected/i, `${header}: ${fault.message}`);
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
