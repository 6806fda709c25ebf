// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of one column of a row group of Parquet, encoded as they come.

/// The cells of a column until their row group is written: values without those that are missing, and the levels
/// that say which are.
struct ParquetCells {
  /// The kind of a column in a Parquet file.
  enum Kind: Equatable {
    case bool, int64, float32, float64, text
    case vector(width: Int)

    init(_ type: ColumnType) {
      switch type {
      case .bool: self = .bool
      case .int64: self = .int64
      case .float32: self = .float32
      case .float64: self = .float64
      case .text: self = .text
      case .float64Vector(let width): self = .vector(width: width)
      }
    }

    /// The number of the physical type.
    var physicalType: Int {
      switch self {
      case .bool: 0
      case .int64: 2
      case .float32: 4
      case .float64, .vector: 5
      case .text: 6
      }
    }
  }

  let kind: Kind
  /// Cells that are not missing, or elements of vectors, in the encoding PLAIN.
  private(set) var values: [UInt8] = []
  /// Entries of the column: cells, or the elements of vectors and a cell for each missing vector.
  private(set) var entryCount = 0
  /// Bytes of the longest text.
  private(set) var longestText = 0
  private var definitions = LevelRuns()
  private var repetitions = LevelRuns()
  private var boolCount = 0

  init(_ kind: Kind) { self.kind = kind }

  /// The bytes of a data page: levels with their lengths in front, then the values.
  var page: [UInt8] {
    switch kind {
    case .text: values
    case .bool, .int64, .float32, .float64: definitions.bytes + values
    case .vector: repetitions.bytes + definitions.bytes + values
    }
  }

  /// About how many bytes a page takes.
  var byteCount: Int { values.count }

  mutating func append(_ column: TableColumn) throws(TableError) {
    switch kind {
    case .bool:
      for value in try column.boolCells() {
        note(isPresent: value < 2)
        if value < 2 { append(bit: value) }
      }
    case .int64:
      let (cells, missing) = try column.int64Cells()
      for (row, value) in cells.enumerated() {
        let isPresent = !(missing?[row] ?? false)
        note(isPresent: isPresent)
        if isPresent { values.append(littleEndian: value) }
      }
    case .float32:
      for value in try column.float32Cells() {
        note(isPresent: !value.isNaN)
        if !value.isNaN { values.append(littleEndian: value.bitPattern) }
      }
    case .float64:
      for value in try column.float64Cells() {
        note(isPresent: !value.isNaN)
        if !value.isNaN { values.append(littleEndian: value.bitPattern) }
      }
    case .text:
      // A missing text is an empty one: astropy cannot read columns that lack some.
      for row in 0..<column.count {
        let start = values.count
        values.append(littleEndian: UInt32(0))
        if !column.isMissing(at: row) { column.appendText(at: row, to: &values) }
        let length = UInt32(values.count - start - 4)
        longestText = max(longestText, Int(length))
        for byte in 0..<4 { values[start + byte] = UInt8(truncatingIfNeeded: length >> (8 * byte)) }
      }
      entryCount += column.count
    case .vector(let width): try append(vectors: column, width: width)
    }
  }

  private mutating func append(vectors column: TableColumn, width: Int) throws(TableError) {
    let cells = try column.vectorCells(width: width)
    for row in 0..<column.count {
      let vector = cells[(row * width)..<((row + 1) * width)]
      let isPresent = !vector.allSatisfy(\.isNaN)
      repetitions.append(0, count: 1)
      if isPresent {
        repetitions.append(1, count: width - 1)
        for value in vector { values.append(littleEndian: value.bitPattern) }
      }
      // 0 is a missing list, 2 an element of one.
      definitions.append(isPresent ? 2 : 0, count: isPresent ? width : 1)
      entryCount += isPresent ? width : 1
    }
  }

  private mutating func note(isPresent: Bool) {
    definitions.append(isPresent ? 1 : 0, count: 1)
    entryCount += 1
  }

  private mutating func append(bit: UInt8) {
    if boolCount.isMultiple(of: 8) { values.append(0) }
    values[values.count - 1] |= bit << UInt8(boolCount % 8)
    boolCount += 1
  }
}

/// Levels in runs of equal ones, as the hybrid encoding of Parquet has them.
private struct LevelRuns {
  private var runs: [UInt8] = []
  private var level: UInt8 = 0
  private var count = 0

  mutating func append(_ level: UInt8, count added: Int) {
    guard added > 0 else { return }
    if level != self.level {
      Self.append(level: self.level, count: count, to: &runs)
      (self.level, count) = (level, 0)
    }
    count += added
  }

  private static func append(level: UInt8, count: Int, to runs: inout [UInt8]) {
    guard count > 0 else { return }
    runs.append(variable: UInt64(count) << 1)
    runs.append(level)
  }

  /// The runs with their length in front.
  var bytes: [UInt8] {
    var runs = runs
    Self.append(level: level, count: count, to: &runs)
    var result: [UInt8] = []
    result.append(littleEndian: UInt32(runs.count))
    return result + runs
  }
}
