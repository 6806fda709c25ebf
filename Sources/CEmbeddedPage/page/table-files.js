// SPDX-License-Identifier: GPL-3.0-or-later
// A file that was dropped: which kind of table it is, and its columns and rows.

import { readDelimited, readECSV, TableError } from "./delimited-tables.js";
import { readFITS } from "./fits.js";
import { readVOTable } from "./votable.js";
import { commandLine } from "./text.js";

/** The most rows that the page computes, and the most bytes that it reads. */
export const rowLimit = 300_000;
const byteLimit = 300 * 2 ** 20;

function useCommand(name) {
  return `\nThe command has no such limit: ${commandLine(["gyro", "age", name, "--output", "ages.fits"])}`;
}

function tooLong(rowCount, name) {
  const [rows, limit] = [rowCount, rowLimit].map((count) => count.toLocaleString("en"));
  return new TableError(`The table has ${rows} rows; this page computes up to ${limit}.${useCommand(name)}`);
}

const readKinds = "CSV, TSV, ECSV, VOTable and FITS";

/** Beginnings of files that are no text. */
const binaryKinds = [
  ["PAR1", "a Parquet file"], ["PK\u0003\u0004", "a ZIP archive or a spreadsheet"],
  ["\u0089HDF", "an HDF5 file"], ["%PDF", "a PDF"], ["\u0089PNG", "a picture"],
];

/**
 * Reads a table.
 *
 * @param {Blob} file What was dropped.
 * @param name Its name.
 * @returns `columns` with name, unit and description, `rows` of texts, and `format`.
 * @throws {TableError}
 */
export async function readTableFile(file, name) {
  if (file.size > byteLimit) {
    throw new TableError(
      `The file has ${Math.round(file.size / 2 ** 20)} MB; this page reads up to ${byteLimit / 2 ** 20} MB.${useCommand(name)}`,
    );
  }
  let bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    } catch {
      throw new TableError("The file is compressed by gzip, and damaged.");
    }
  }
  const refuseTooLong = (rowCount) => {
    if (rowCount > rowLimit) throw tooLong(rowCount, name);
  };
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  for (const [beginning, kind] of binaryKinds) {
    if (start.startsWith(beginning)) {
      const isKnown = kind.includes("Parquet");
      throw new TableError(
        `This is ${kind}. The page reads ${readKinds}.`
          + (isKnown ? `\nThe command reads it: ${commandLine(["gyro", "age", name, "--output", "ages.csv"])}` : ""),
      );
    }
  }
  if (start.startsWith("SIMPLE  =")) return withEnoughColumns(readFITS(bytes, refuseTooLong));
  if (bytes.length === 0) throw new TableError("The file is empty.");
  if (bytes.subarray(0, 10_000).includes(0)) {
    throw new TableError(`The file is no text, and no table that this page reads: ${readKinds}.`);
  }
  const isXML = /^[\s\ufeff]*</.test(new TextDecoder().decode(bytes.subarray(0, 100)));
  // Before memory goes into rows that are too many.
  const lineCount = isXML ? 0 : bytes.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 0);
  if (lineCount > 1.1 * rowLimit) throw tooLong(lineCount - 1, name);
  const text = decoded(bytes);
  const head = text.slice(0, 2000);
  let table;
  if (/^\s*<(\?xml|VOTABLE|\w+:VOTABLE)/.test(head)) {
    if (!/<(\w+:)?VOTABLE\b/.test(text.slice(0, 20_000))) throw new TableError("The file is XML and no VOTable.");
    table = readVOTable(text);
  } else if (/^# ?%ECSV/.test(head)) table = readECSV(text);
  else table = readDelimited(text);
  refuseTooLong(table.rows.length);
  return withEnoughColumns(table);
}

function withEnoughColumns(table) {
  if (table.columns.length < 2) {
    throw new TableError(
      `The file has one column, “${table.columns[0].name.slice(0, 60)}”, expected at least a period and a color. `
        + "Are cells separated by commas, tabs, semicolons or blanks?",
    );
  }
  return table;
}

/** The text of bytes: UTF-8, else the Latin that old tables are in. */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    const strange = text.slice(0, 10_000).match(/[\0-\x08\x0e-\x1f\x7f-\x9f]/g)?.length ?? 0;
    if (strange > 20) {
      throw new TableError(`The file is no text, and no table that this page reads: ${readKinds}.`);
    }
    return text;
  }
}
