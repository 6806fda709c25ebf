// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as text with separators: CSV, TSV, and ECSV with its header in YAML.

/** What in a file is no table, with what would be one. */
export class TableError extends Error {}

/** Splits a text into rows of cells; quotes may hold separators and ends of lines. */
function delimitedRows(text, separator, limit = Infinity) {
  const rows = [];
  let at = 0;
  if (separator === " ") {
    for (const line of text.split(/\r\n|\n|\r/)) {
      if (line.trim() !== "") rows.push(blankSeparatedCells(line));
      if (rows.length >= limit) break;
    }
    return rows;
  }
  while (at < text.length && rows.length < limit) {
    const cells = [];
    for (;;) {
      if (text[at] === '"') {
        let cell = "";
        let from = at + 1;
        for (;;) {
          const end = text.indexOf('"', from);
          if (end < 0) {
            throw new TableError(`In row ${rows.length + 1} a quote is opened and not closed.`);
          }
          cell += text.slice(from, end);
          if (text[end + 1] !== '"') {
            at = end + 1;
            break;
          }
          cell += '"';
          from = end + 2;
        }
        const rest = endOfCell(text, at, separator);
        cells.push(cell + text.slice(at, rest));
        at = rest;
      } else {
        const end = endOfCell(text, at, separator);
        cells.push(text.slice(at, end).trim());
        at = end;
      }
      if (text[at] !== separator) break;
      at += 1;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at += 2;
    else at += 1;
    if (cells.length > 1 || cells[0] !== "") rows.push(cells);
  }
  return rows;
}

function endOfCell(text, from, separator) {
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text[at];
    if (character === separator || character === "\n" || character === "\r") break;
  }
  return at;
}

function blankSeparatedCells(line) {
  return Array.from(line.matchAll(/"((?:[^"]|"")*)"|(\S+)/g), ([, quoted, bare]) =>
    quoted === undefined ? bare : quoted.replaceAll('""', '"'),
  );
}

/** The separator that the first rows have most evenly. */
function likelySeparator(lines) {
  const candidates = ["\t", ",", ";", "|"].map((separator) => {
    const counts = lines.map((line) => line.split(separator).length - 1);
    return { separator, count: Math.min(...counts) };
  });
  const best = candidates.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count > 0 ? best.separator : " ";
}

/** Reads CSV, TSV and their kin: a row of names, perhaps VizieR's units and dashes, and rows of cells. */
export function readDelimited(text) {
  const lines = text.split(/\r\n|\n|\r/, 5000);
  let first = 0;
  while (first < lines.length && (lines[first].trim() === "" || lines[first].startsWith("#"))) first += 1;
  const sample = lines.slice(first, first + 20).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  if (sample.length === 0) throw new TableError("The file has no rows.");
  const separator = likelySeparator(sample);
  const body = text.startsWith("#") || /[\r\n]#/.test(text.slice(0, 100_000)) ? withoutRemarks(text) : text;
  const rows = delimitedRows(body, separator);
  const names = rows.shift();
  if (names.every((name) => name !== "" && Number.isFinite(Number(name)))) {
    throw new TableError(
      `The first row holds numbers, “${names.slice(0, 3).join(", ")}”, expected the names of the columns. Put a row of names above it.`,
    );
  }
  let units = [];
  if (rows.length > 1 && rows[1].every((cell) => /^-*$/.test(cell)) && rows[1].some((cell) => cell !== "")) {
    units = rows.shift();
    rows.shift();
  }
  const columns = names.map((name, index) => ({ name, unit: units[index] || null, description: null }));
  return checkedTable(columns, rows, separator === "," ? "CSV" : separator === "\t" ? "TSV" : "text table");
}

function withoutRemarks(text) {
  return text.split(/\r\n|\n|\r/).filter((line) => !line.startsWith("#")).join("\n");
}

/** Reads ECSV: of its header the names, units and descriptions of columns. */
export function readECSV(text) {
  const header = [];
  let at = 0;
  while (text[at] === "#") {
    const end = text.indexOf("\n", at);
    header.push(text.slice(at, end < 0 ? text.length : end).replace(/^# ?/, "").trimEnd());
    at = end < 0 ? text.length : end + 1;
  }
  const delimiter = header.map((line) => /^delimiter: *['"]?(.)/.exec(line)?.[1]).find(Boolean);
  const columns = [];
  let isDatatype = false;
  for (const line of header) {
    if (/^datatype:/.test(line)) isDatatype = true;
    else if (/^[a-z]/.test(line)) isDatatype = false;
    else if (isDatatype && /^- /.test(line)) columns.push({});
    if (!isDatatype || columns.length === 0) continue;
    for (const [, key, quoted, apostrophed, bare] of line.matchAll(
      /(?:^[- ]*|[{,] *)(name|unit|description): *(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^,}]*))/g,
    )) {
      columns.at(-1)[key] = quoted ?? apostrophed?.replaceAll("''", "'") ?? bare.trim();
    }
  }
  const rows = delimitedRows(text.slice(at), delimiter === "," ? "," : " ");
  const names = rows.shift() ?? [];
  const described = new Map(columns.map((column) => [column.name, column]));
  return checkedTable(
    names.map((name) => ({
      name, unit: described.get(name)?.unit ?? null, description: described.get(name)?.description ?? null,
    })),
    rows, "ECSV",
  );
}

/** A table whose rows have a cell for each column. */
export function checkedTable(columns, rows, format) {
  if (rows.length === 0) throw new TableError(`The ${format} has a row of names and no rows below it.`);
  rows.forEach((row, index) => {
    if (row.length !== columns.length) {
      throw new TableError(
        `Row ${index + 1} of the ${format} has ${row.length} cells, and there are ${columns.length} columns. `
          + `It begins with “${String(row[0]).slice(0, 40)}”.`,
      );
    }
  });
  return { columns, rows, format };
}
