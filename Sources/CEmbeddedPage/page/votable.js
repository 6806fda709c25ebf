// SPDX-License-Identifier: GPL-3.0-or-later
// VOTables: the first table of a file, as TABLEDATA, BINARY or BINARY2.

import { bytesOfBase64 } from "./checkpoint.js";
import { checkedTable, TableError } from "./delimited-tables.js";
import { shortestFloat } from "./numerics.js";

const entities = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Text of XML with its entities resolved. */
export function plainXML(text) {
  return text.replace(/<!\[CDATA\[([^]*?)\]\]>|&(#x?[\da-fA-F]+|\w+);/g, (all, data, name) => {
    if (data !== undefined) return data;
    if (name[0] !== "#") return entities[name] ?? all;
    const code = name[1] === "x" ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/** Text as it stands in XML; what XML cannot hold is left out. */
export function escapedXML(text) {
  return String(text)
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
    .replace(/[<>&"]/g, (character) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[character]);
}

function attributesOf(text) {
  const attributes = {};
  for (const [, name, first, second] of text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes[name] = plainXML(first ?? second);
  }
  return attributes;
}

/** Reads the first table with rows. */
export function readVOTable(text) {
  const tag = /<!--[^]*?-->|<(\/?)(?:\w+:)?(TABLE|FIELD|DESCRIPTION|TABLEDATA|BINARY2?|FITS)\b([^>]*?)(\/?)>/g;
  let columns = [];
  let field = null;
  for (let match = tag.exec(text); match; match = tag.exec(text)) {
    const [, close, name, attributes, empty] = match;
    if (!name || close) {
      if (name === "FIELD") field = null;
      continue;
    }
    if (name === "TABLE") columns = [];
    if (name === "FIELD") {
      const { name: title, ID, unit, datatype, arraysize } = attributesOf(attributes);
      const column = { name: title ?? ID ?? "", unit: unit || null, description: null, datatype, arraysize };
      columns.push(column);
      field = empty ? null : column;
    }
    if (name === "DESCRIPTION" && field) {
      field.description = plainXML(text.slice(tag.lastIndex, text.indexOf("</", tag.lastIndex))).trim();
    }
    if (name === "TABLEDATA") return checkedTable(columns, tableDataRows(text, tag.lastIndex, columns), "VOTable");
    if (name === "BINARY" || name === "BINARY2") {
      const start = text.indexOf(">", text.indexOf("STREAM", tag.lastIndex)) + 1;
      const bytes = bytesOfBase64(text.slice(start, text.indexOf("</", start)).replace(/\s/g, ""));
      return checkedTable(columns, binaryRows(bytes, columns, name === "BINARY2"), "VOTable");
    }
    if (name === "FITS") throw new TableError("The VOTable holds FITS, which this page does not read; gyro age does.");
  }
  throw new TableError("The VOTable has no table with rows.");
}

function tableDataRows(text, from, columns) {
  const end = /<\/(?:\w+:)?TABLEDATA\s*>/g;
  end.lastIndex = from;
  const stop = end.exec(text)?.index;
  if (stop === undefined) throw new TableError("The VOTable ends within its rows.");
  const rows = [];
  const cell = /<(\/?)(?:\w+:)?(TR|TD)\b[^>]*?(\/?)>/g;
  cell.lastIndex = from;
  let row = null;
  for (let match = cell.exec(text); match && match.index < stop; match = cell.exec(text)) {
    const [, close, name, empty] = match;
    if (name === "TR") {
      if (close) rows.push(row);
      else row = [];
    } else if (!close) {
      if (empty) row.push("");
      else {
        const until = text.slice(cell.lastIndex, cell.lastIndex + 9) === "<![CDATA["
          ? text.indexOf("</", text.indexOf("]]>", cell.lastIndex)) : text.indexOf("</", cell.lastIndex);
        const content = text.slice(cell.lastIndex, until);
        row.push(content.includes("&") || content.includes("<") ? plainXML(content).trim() : content.trim());
        cell.lastIndex = until;
      }
    }
  }
  // Rows may end early, where the last cells are empty.
  for (const cells of rows) while (cells.length < columns.length) cells.push("");
  return rows;
}

const binaryTypes = {
  boolean: [1, (view, at) => { const c = String.fromCharCode(view.getUint8(at)); return "TtYy1".includes(c) ? "1" : "Ff0Nn".includes(c) ? "0" : ""; }],
  unsignedByte: [1, (view, at) => view.getUint8(at)],
  short: [2, (view, at) => view.getInt16(at)],
  int: [4, (view, at) => view.getInt32(at)],
  long: [8, (view, at) => view.getBigInt64(at)],
  float: [4, (view, at) => shortestFloat(view.getFloat32(at))],
  double: [8, (view, at) => view.getFloat64(at)],
  char: [1, (view, at) => String.fromCharCode(view.getUint8(at))],
  unicodeChar: [2, (view, at) => String.fromCharCode(view.getUint16(at))],
  floatComplex: [8, () => ""], doubleComplex: [16, () => ""], bit: [1, () => ""],
};

function binaryRows(bytes, columns, hasNulls) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = [];
  let at = 0;
  try {
    while (at < bytes.length) {
      const nulls = bytes.subarray(at, (at += hasNulls ? Math.ceil(columns.length / 8) : 0));
      rows.push(columns.map((column, index) => {
        const [size, read] = binaryTypes[column.datatype] ?? [];
        if (!size) throw new TableError(`The column “${column.name}” has the type “${column.datatype}”, which is not known.`);
        const dimensions = (column.arraysize ?? "1").split("x");
        let count = 1;
        for (const dimension of dimensions) {
          if (dimension.includes("*")) {
            count *= view.getInt32(at);
            at += 4;
          } else count *= Number(dimension);
        }
        const start = at;
        at += column.datatype === "bit" ? Math.ceil(count / 8) : size * count;
        if (at > bytes.length || count < 0) throw new RangeError();
        const isNull = hasNulls && (nulls[index >> 3] & (0x80 >> (index & 7))) !== 0;
        if (isNull) return "";
        const isText = column.datatype === "char" || column.datatype === "unicodeChar";
        if (column.datatype === "char") return new TextDecoder().decode(bytes.subarray(start, at)).replace(/\0.*$/s, "").trim();
        if (!isText && count !== 1) return "";
        let value = "";
        for (let item = 0; item < count; item += 1) value += String(read(view, start + item * size));
        return value === "NaN" ? "" : value;
      }));
    }
  } catch (error) {
    if (error instanceof RangeError) throw new TableError(`The VOTable ends within row ${rows.length + 1}.`);
    throw error;
  }
  return rows;
}
