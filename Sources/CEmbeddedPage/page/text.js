// SPDX-License-Identifier: GPL-3.0-or-later
// Ages in words, as the command prints them, and command lines.

/** Decimals that show a count of significant digits of a positive number. */
function places(value, digits) {
  if (!(value > 0)) return 0;
  return Math.min(9, Math.max(0, digits - 1 - Math.floor(Math.log10(value))));
}

/** A positive number with a count of significant digits. */
export function significant(value, digits = 3) {
  if (value !== 0 && !(value >= 1e-9 && value < 1e9)) return value.toPrecision(digits);
  return value.toFixed(places(value, digits));
}

/** Myr for the young, Gyr for the rest. */
function ageUnit(log10AgeMyr) {
  return log10AgeMyr < 3 ? { name: "Myr", megayears: 1 } : { name: "Gyr", megayears: 1000 };
}

/** An age with three digits and its unit. */
export function ageWords(log10AgeMyr) {
  const unit = ageUnit(log10AgeMyr);
  return `${significant(10 ** log10AgeMyr / unit.megayears)} ${unit.name}`;
}

/** An interval of ages. */
export function intervalWords(lower, upper) {
  const from = ageUnit(lower);
  const unit = from.name === ageUnit(upper).name ? "" : ` ${from.name}`;
  return `${significant(10 ** lower / from.megayears)}${unit} to ${ageWords(upper)}`;
}

/** A median with the distances to its bounds: three digits of the median and two of the smaller distance. */
export function asymmetric(median, lower, upper, minimumPlaces = 0) {
  const smaller = Math.min(median - lower, upper - median);
  const decimals = Math.max(minimumPlaces, places(median, 3), places(smaller, 2));
  const number = (value) => value.toFixed(decimals);
  return `${number(median)} +${number(upper - median)} −${number(median - lower)}`;
}

/** The age in one line. */
export function ageHeadline(age, limits) {
  const { summary, flags } = age;
  if (age.olderThan !== null) return `Older than ${ageWords(age.olderThan)} (95 %)`;
  const isLower = flags.includes("lower_limit");
  const isUpper = flags.includes("upper_limit");
  const isTwofold =
    (isLower || isUpper) && (flags.includes("multimodal") || age.outlierShare > limits.largest_share_of_a_limit);
  if (isTwofold || (isLower && isUpper)) return `Age hardly constrained; median ${ageWords(summary.q50)}`;
  if (isLower) return `Older than ${ageWords(summary.q16)} (84 %)`;
  if (isUpper) return `Younger than ${ageWords(summary.q84)} (84 %)`;
  const unit = ageUnit(summary.q50);
  const values = [summary.q50, summary.q16, summary.q84].map((value) => 10 ** value / unit.megayears);
  return `Age ${asymmetric(...values)} ${unit.name}`;
}

/** A word as a shell takes it. */
export function shellWord(word) {
  const text = String(word);
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The options that say what ages rest on, where that is not the usual. */
export function assumptionWords(assumptions, page) {
  const words = [];
  const { prior, aliases } = assumptions;
  if (prior.kind === "normal") words.push("--prior", `normal:${prior.mean},${prior.sigma}`);
  else if (prior.kind !== "log-uniform") words.push("--prior", prior.kind);
  if (assumptions.minimumAgeMyr > page.ages.minimum_age_myr) words.push("--min-age", `${assumptions.minimumAgeMyr}Myr`);
  if (assumptions.maximumAgeGyr < page.ages.maximum_age_gyr) words.push("--max-age", `${assumptions.maximumAgeGyr}Gyr`);
  if (assumptions.outlierFraction !== page.limits.usual_outlier_fraction) {
    words.push("--outlier-fraction", assumptions.outlierFraction);
  }
  if (aliases.half > 0 || aliases.double > 0) words.push("--aliases", `half-double:${aliases.half},${aliases.double}`);
  if (assumptions.extinctionLaw !== page.extinction_laws[0].name) {
    words.push("--extinction-law", assumptions.extinctionLaw);
  }
  if (page.program.model !== "default") words.push("--model", page.program.model);
  return words;
}

/** Words as a line for a shell. */
export function commandLine(words) {
  return words.map(shellWord).join(" ");
}
