// SPDX-License-Identifier: GPL-3.0-or-later
// What ECSV says under `__serialized_columns__`: columns that are masks of others.

/// How astropy took the columns of a table apart into columns of a file.
///
/// A mask is obeyed and is no column of the table any more. Columns that are plain values under another
/// class, such as quantities with a unit, are what the header says anyway.
struct ECSVSerializedColumns {
  /// Columns of the file that are columns of the table.
  private(set) var kept: [Int]
  /// By column, the column that says which of its cells are missing.
  private var masks: [Int: Int] = [:]
  private let schema: TableSchema
  private let place: TablePlace

  init(_ node: YAMLNode?, of schema: TableSchema, at place: TablePlace) throws(TableError) {
    (self.schema, self.place) = (schema, place)
    kept = Array(schema.columns.indices)
    for entry in node?.entries ?? [] { try add(entry.value, of: entry.key) }
    let unwanted = Set(masks.values)
    kept.removeAll { unwanted.contains($0) }
  }

  /// Looks for masks in the description of a column, and in the columns that it is made of.
  private mutating func add(_ node: YAMLNode, of name: String) throws(TableError) {
    guard case .mapping(let entries) = node else { return }
    let kind = node["__class__"]?.text ?? "an object"
    // A duration knows its unit by its format, and its column has none.
    if kind.hasSuffix(".TimeDelta"), let format = node["format"]?.text, format != "jd",
      entries.contains(where: { column($0.value) != nil })
    {
      throw refusal(name, "a duration in the format \"\(format)\"", "durations in days")
    }
    if let mask = node["mask"] {
      let values = entries.filter { $0.key != "mask" }.compactMap { column($0.value) }
      guard let flags = column(mask), let index = schema.index(of: flags),
        schema.columns[index].type == .bool, values.count == 1,
        let masked = schema.index(of: values[0])
      else {
        if mask.text?.lowercased() == "false" { return }
        throw refusal(
          name, "\(kind) with a mask of another form", "a mask that is a column of bool")
      }
      masks[masked] = index
    }
    for entry in entries { try add(entry.value, of: name) }
  }

  /// The name in `!astropy.table.SerializedColumn {name: prot}`.
  private func column(_ node: YAMLNode) -> String? {
    guard case .mapping(let entries) = node, entries.count == 1, entries[0].key == "name" else {
      return nil
    }
    return entries[0].value.text
  }

  private func refusal(_ name: String, _ found: String, _ expected: String) -> TableError {
    var place = place
    place.column = name
    return TableError(
      .unsupported, at: place, found: found, expected: expected,
      hint: "Write it as a plain column, for example with Table.filled() or .to_value()")
  }

  /// The columns of the table, masked cells missing.
  func masked(_ chunk: TableChunk) throws(TableError) -> TableChunk {
    guard !masks.isEmpty else { return chunk }
    var columns = chunk.columns
    for (index, mask) in masks {
      columns[index] = try columns[index].masked(by: columns[mask])
    }
    return chunk.replacing(columns).selecting(kept)
  }
}

extension TableColumn {
  /// The same column of text, with nothing in the cells whose mask is true or missing.
  fileprivate func masked(by mask: TableColumn) throws(TableError) -> TableColumn {
    guard case .text(let cells) = storage else {
      preconditionFailure("the cells of ECSV are text")
    }
    var bounds: [UInt32] = []
    bounds.reserveCapacity(2 * count)
    for row in 0..<count {
      let (start, end) = cells.bounds(at: row)
      let isMasked = try mask.bool(at: row) ?? true
      bounds += [start, isMasked ? start : end]
    }
    return TableColumn(
      description,
      .text(TextCells(bytes: cells.bytes, bounds: bounds, stride: 1, offset: 0)), origin: origin)
  }
}
