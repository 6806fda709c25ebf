// SPDX-License-Identifier: GPL-3.0-or-later
// How the cells of a column lie in memory, and how they are spelled.

/// The cells of a column; text stays bytes until someone asks for a number.
enum ColumnStorage: Sendable {
  /// 0 false, 1 true, 2 missing.
  case bool([UInt8])
  /// `missing` is nil where no cell is.
  case int64([Int64], missing: [Bool]?)
  /// NaN is missing.
  case float32([Float])
  /// NaN is missing.
  case float64([Double])
  /// Row-major, shape `[rowCount, width]`; NaN is missing.
  case float64Vector([Double], width: Int)
  case text(TextCells)

  var count: Int {
    switch self {
    case .bool(let values): values.count
    case .int64(let values, _): values.count
    case .float32(let values): values.count
    case .float64(let values): values.count
    case .float64Vector(let values, let width): values.count / width
    case .text(let cells): cells.count
    }
  }
}

extension ColumnStorage {
  /// Adds the cells of later rows.
  ///
  /// - Precondition: They are of the same kind.
  mutating func append(_ later: ColumnStorage) {
    // Takes the array out of the enumeration, so that it grows in place.
    let earlier = self
    self = .bool([])
    switch (consume earlier, later) {
    case (.bool(var values), .bool(let added)):
      values += added
      self = .bool(values)
    case (.int64(var values, var missing), .int64(let added, let addedMissing)):
      if missing != nil || addedMissing != nil {
        missing = missing ?? [Bool](repeating: false, count: values.count)
        missing? += addedMissing ?? [Bool](repeating: false, count: added.count)
      }
      values += added
      self = .int64(values, missing: missing)
    case (.float32(var values), .float32(let added)):
      values += added
      self = .float32(values)
    case (.float64(var values), .float64(let added)):
      values += added
      self = .float64(values)
    case (.float64Vector(var values, let width), .float64Vector(let added, _)):
      values += added
      self = .float64Vector(values, width: width)
    case (.text(let cells), .text(let added)):
      self = .text(TextCells(joining: cells, added))
    case (let earlier, let later):
      preconditionFailure("cells \(later) behind \(earlier)")
    }
  }
}

extension TableColumn {
  /// Appends the cell as text; nothing where it is missing, the very bytes where it was text.
  func appendText(at row: Int, to output: inout [UInt8]) {
    switch storage {
    case .text where isVectorText: Self.append(vectorOfText(at: row) ?? [], to: &output)
    case .text(let cells): cells.withBytes(at: row) { output.append(contentsOf: $0) }
    case .bool(let values):
      if values[row] < 2 { output.append(contentsOf: (values[row] == 1 ? "true" : "false").utf8) }
    case .int64(let values, let missing):
      if let missing, missing[row] { return }
      output.append(contentsOf: values[row].description.utf8)
    case .float32(let values):
      if !values[row].isNaN { output.append(contentsOf: values[row].description.utf8) }
    case .float64(let values):
      if !values[row].isNaN { output.append(contentsOf: values[row].description.utf8) }
    case .float64Vector(let values, let width):
      Self.append(values[(row * width)..<((row + 1) * width)], to: &output)
    }
  }

  /// The spelling of VOTable: elements between blanks, `NaN` for a missing one.
  private static func append(_ vector: some Collection<Double>, to output: inout [UInt8]) {
    var isFirst = true
    for value in vector {
      if !isFirst { output.append(UInt8(ascii: " ")) }
      isFirst = false
      output.append(contentsOf: (value.isNaN ? "NaN" : value.description).utf8)
    }
  }
}
