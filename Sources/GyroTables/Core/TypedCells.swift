// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of a column as one array of the type its description promises, for writers of typed formats.

extension TableColumn {
  /// The same cells, stored as the type asked for; text stays the bytes it was, unless it is missing.
  func stored(as type: ColumnType) throws(TableError) -> TableColumn {
    let storage: ColumnStorage
    switch type {
    case .bool: storage = .bool(try boolCells())
    case .int64:
      let (values, missing) = try int64Cells()
      storage = .int64(values, missing: missing)
    case .float32: storage = .float32(try float32Cells())
    case .float64: storage = .float64(try float64Cells())
    case .float64Vector(let width):
      // Text is checked and stays as it is, since the declared width may be far more than there is.
      try checkVectors(width: width)
      if isVectorText { return self }
      storage = .float64Vector(try vectorCells(width: width), width: width)
    case .text:
      if case .text = self.storage { return self }
      storage = .text(TextCells((0..<count).map { text(at: $0) }))
    }
    return TableColumn(description, storage, origin: origin)
  }

  /// Truth values: 0 false, 1 true, 2 missing.
  func boolCells() throws(TableError) -> [UInt8] {
    if case .bool(let values) = storage { return values }
    var cells = [UInt8](repeating: 2, count: count)
    for row in cells.indices {
      if let value = try bool(at: row) { cells[row] = value ? 1 : 0 }
    }
    return cells
  }

  /// Whole numbers, and which of them are missing; nil where none is.
  func int64Cells() throws(TableError) -> (values: [Int64], missing: [Bool]?) {
    if case .int64(let values, let missing) = storage { return (values, missing) }
    var values = [Int64](repeating: 0, count: count)
    var missing: [Bool]?
    for row in values.indices {
      if let value = try int64(at: row) {
        values[row] = value
      } else {
        missing = missing ?? [Bool](repeating: false, count: count)
        missing?[row] = true
      }
    }
    return (values, missing)
  }

  /// Single-precision numbers; NaN is missing.
  func float32Cells() throws(TableError) -> [Float] {
    if case .float32(let values) = storage { return values }
    return try float64Cells().map { Float($0) }
  }

  /// Doubles; NaN is missing.
  func float64Cells() throws(TableError) -> [Double] {
    if case .float64(let values) = storage { return values }
    var values = [Double](repeating: .nan, count: count)
    for row in values.indices {
      if let value = try double(at: row) { values[row] = value }
    }
    return values
  }

  /// Vectors, row-major, shape `[count, width]`; NaN is missing.
  func vectorCells(width: Int) throws(TableError) -> [Double] {
    if case .float64Vector(let values, width) = storage { return values }
    var values = [Double](repeating: .nan, count: count * width)
    for row in 0..<count {
      guard let vector = try vector(at: row) else { continue }
      guard vector.count == width else {
        throw TableError(
          .unparsableValue, at: origin.place(row: row, column: description.name),
          found: "\(vector.count) numbers", expected: "\(width)")
      }
      for (element, value) in vector.enumerated() {
        values[row * width + element] = value ?? .nan
      }
    }
    return values
  }
}
