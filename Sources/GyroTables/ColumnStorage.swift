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

extension TableColumn {
  /// Appends the cell as text; nothing where it is missing, the very bytes where it was text.
  func appendText(at row: Int, to output: inout [UInt8]) {
    switch storage {
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
      // The spelling of VOTable: elements between blanks, `NaN` for a missing one.
      for element in 0..<width {
        if element > 0 { output.append(UInt8(ascii: " ")) }
        let value = values[row * width + element]
        output.append(contentsOf: (value.isNaN ? "NaN" : value.description).utf8)
      }
    }
  }
}
