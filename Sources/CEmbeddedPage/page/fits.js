// SPDX-License-Identifier: GPL-3.0-or-later
// FITS: the first binary table of a file, of its columns those with one value or one text in a row.

import { checkedTable, TableError } from "./delimited-tables.js";
import { shortestFloat } from "./numerics.js";

const blockLength = 2880;
const cardLength = 80;
/** The most axes and columns that the standard allows. */
const numberLimit = 999;

/** Bytes of a value, and how it is read, by the letter of its format. */
const types = {
  L: [1, (view, at) => ({ T: "1", F: "0" })[String.fromCharCode(view.getUint8(at))] ?? ""],
  X: [1], B: [1, (view, at) => BigInt(view.getUint8(at))], I: [2, (view, at) => BigInt(view.getInt16(at))],
  J: [4, (view, at) => BigInt(view.getInt32(at))], K: [8, (view, at) => view.getBigInt64(at)],
  A: [1], E: [4, (view, at) => view.getFloat32(at)], D: [8, (view, at) => view.getFloat64(at)], C: [8], M: [16], P: [8], Q: [16],
};

/**
 * Reads the first binary table.
 *
 * @param {Uint8Array} bytes The whole file.
 * @param checkRowCount Is told the number of rows before they are read; may throw.
 */
export function readFITS(bytes, checkRowCount) {
  let at = 0;
  while (at < bytes.length) {
    const { cards, end } = readHeader(bytes, at);
    const number = (key, usual, largest = Number.MAX_SAFE_INTEGER) => wholeNumber(cards, key, usual, largest);
    let size = Math.abs(Number(cards.get("BITPIX") ?? 8)) / 8;
    const axisCount = number("NAXIS", 0, numberLimit);
    for (let axis = 1; axis <= axisCount; axis += 1) size *= number(`NAXIS${axis}`, 0);
    if (axisCount === 0) size = 0;
    const kind = cards.get("XTENSION") ?? "";
    if (kind === "TABLE") throw new TableError("The FITS file holds a table of text (an ASCII extension), expected a binary table.");
    if (kind === "BINTABLE") {
      if (cards.get("ZTABLE") === "T" || cards.get("ZIMAGE") === "T") {
        throw new TableError("The FITS file holds compressed data, expected a binary table without compression.");
      }
      checkRowCount(number("NAXIS2", 0));
      return readTable(bytes, end, cards, number);
    }
    size = kind === "" ? size : (size + number("PCOUNT", 0)) * number("GCOUNT", 1);
    at = end + blockLength * Math.ceil(size / blockLength);
  }
  throw new TableError("The FITS file holds no binary table.");
}

/** A number of a header that counts something, so that no file leads backwards or on without end. */
function wholeNumber(cards, key, usual, largest) {
  const text = cards.get(key);
  if (text === undefined) return usual;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value <= largest) return value;
  throw new TableError(`The FITS header has ${key} = ${text}, expected a whole number from 0 to ${largest}.`);
}

/** The keywords of a header that starts at a byte, and where it ends. */
function readHeader(bytes, start) {
  const cards = new Map();
  const decoder = new TextDecoder("latin1");
  for (let at = start; at + cardLength <= bytes.length; at += cardLength) {
    const card = decoder.decode(bytes.subarray(at, at + cardLength));
    const key = card.slice(0, 8).trimEnd();
    if (key === "END") return { cards, end: start + blockLength * Math.ceil((at + cardLength - start) / blockLength) };
    if (card.slice(8, 10) !== "= ") continue;
    const quoted = /^ *'((?:[^']|'')*)'/.exec(card.slice(10));
    cards.set(key, quoted ? quoted[1].replaceAll("''", "'").trimEnd() : card.slice(10).split("/")[0].trim());
  }
  throw new TableError("The FITS file ends within a header.");
}

function readTable(bytes, start, cards, number) {
  const [rowLength, rowCount] = [number("NAXIS1", 0), number("NAXIS2", 0)];
  const columns = [];
  const leftOut = [];
  let offset = 0;
  for (let field = 1; field <= number("TFIELDS", 0, numberLimit); field += 1) {
    const [, count, letter] = /^(\d*)([A-Z])/.exec(cards.get(`TFORM${field}`) ?? "") ?? [];
    const [size, read] = types[letter] ?? [];
    const name = cards.get(`TTYPE${field}`) ?? `column ${field}`;
    if (!size) throw new TableError(`The column “${name}” of the FITS table has the format “${cards.get(`TFORM${field}`) ?? ""}”, which is not known.`);
    const repeat = count === "" ? 1 : Number(count);
    const isText = letter === "A";
    const column = {
      name, unit: cards.get(`TUNIT${field}`) || null, description: cards.get(`TCOMM${field}`) || null, offset, isText,
      length: letter === "X" ? Math.ceil(repeat / 8) : repeat * size, read,
      nothing: nullOf(cards, `TNULL${field}`),
      scale: cards.get(`TSCAL${field}`) ?? "1", zero: cards.get(`TZERO${field}`) ?? "0",
    };
    offset += column.length;
    if (isText || (repeat === 1 && read)) columns.push(column);
    else leftOut.push(name);
  }
  if (columns.length === 0) throw new TableError("The FITS table has no column with one value in a row.");
  if (offset !== rowLength || start + rowLength * rowCount > bytes.length) throw new TableError("The FITS file ends within its table, or its header is damaged.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  const rows = Array.from({ length: rowCount }, (_, row) => columns.map((column) => {
    const at = start + row * rowLength + column.offset;
    if (column.isText) return decoder.decode(bytes.subarray(at, at + column.length)).replace(/\0.*$/s, "").trim();
    return textOf(column.read(view, at), column);
  }));
  const format = leftOut.length === 0 ? "FITS" : `FITS without its columns of arrays (${leftOut.join(", ")})`;
  return checkedTable(columns, rows, format);
}

/** The integer that stands for no value; null if there is none. */
function nullOf(cards, key) {
  const text = cards.get(key);
  if (text === undefined) return null;
  if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace("+", ""));
  throw new TableError(`The FITS header has ${key} = ${text}, expected a whole number.`);
}

/** A value with the scale of its column as text; integers stay exact. */
function textOf(value, { nothing, scale, zero, read }) {
  if (typeof value === "string" || value === nothing) return value === nothing ? "" : value;
  if (Number(scale) === 1 && Number(zero) === 0) {
    if (typeof value === "bigint") return String(value);
    if (Number.isNaN(value)) return "";
    return read === types.E[1] ? shortestFloat(value) : String(value);
  }
  if (typeof value === "bigint" && Number(scale) === 1 && Number.isInteger(Number(zero))) return String(value + BigInt(Number(zero)));
  const scaled = Number(value) * Number(scale) + Number(zero);
  return Number.isNaN(scaled) ? "" : String(scaled);
}
