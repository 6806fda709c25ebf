// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a TABLEDATA element as they come, cell by cell.

internal import GyroFiles

/// Cells of text collected until a chunk is taken.
struct VOTableTextRows {
  /// What must be looked at in the cells of a column; small, since every cell asks.
  private enum Kind {
    case plain, bool, integer
    /// Which of `nulls` means missing.
    case nullable(Int)
  }

  private let kinds: [Kind]
  private let nulls: [[UInt8]]
  private var bytes: [UInt8] = []
  private var bounds: [UInt32] = []
  private var lines: [Int] = []
  private var rowStart = 0
  private var cellStart = 0
  private(set) var cellsInRow = 0
  /// Rows since the beginning of the table.
  private(set) var total = 0

  /// Rows that can be taken.
  var count: Int { lines.count - (isOpen ? 1 : 0) }
  private var isOpen = false

  init(_ fields: [VOTableField]) {
    var nulls: [[UInt8]] = []
    kinds = fields.map { field in
      if let null = field.null, !field.datatype.isText {
        nulls.append(Array(null.trimmed.utf8))
        return .nullable(nulls.count - 1)
      }
      switch field.description.type {
      case .bool: return .bool
      case .int64: return .integer
      default: return .plain
      }
    }
    self.nulls = nulls
  }

  /// Whether the budget of a chunk is spent.
  private(set) var isFull = false
  private var budget = ChunkBudget()

  /// Begins a row; false where one is open.
  mutating func startRow(line: Int) -> Bool {
    guard !isOpen else { return false }
    lines.append(line)
    rowStart = bytes.count
    cellsInRow = 0
    isOpen = true
    return true
  }

  mutating func endRow() {
    isOpen = false
    total += 1
    // Beside its bytes a row takes two bounds for each cell, and its line.
    isFull = !budget.take(bytes.count - rowStart + 8 * kinds.count + 8)
  }

  /// Begins a cell; false where the row is full or there is no row.
  mutating func startCell() -> Bool {
    guard isOpen, cellsInRow < kinds.count else { return false }
    cellStart = bytes.count
    return true
  }

  /// Bytes of the cell so far.
  var byteCountOfCell: Int { bytes.count - cellStart }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: text) }

  /// Ends a cell; nulls are kept as nothing, hexadecimal integers as decimal ones.
  mutating func endCell() {
    switch kinds[cellsInRow] {
    case .plain: break
    case .bool:
      if bytes[cellStart...].elementsEqual(CollectionOfOne(UInt8(ascii: "?"))) { dropCell() }
    case .integer: respell()
    case .nullable(let null):
      let isNull = bytes[cellStart...].withUnsafeBufferPointer {
        nulls[null].elementsEqual($0.trimmingBlanks())
      }
      if isNull { dropCell() } else { respell() }
    }
    bounds.append(UInt32(truncatingIfNeeded: cellStart))
    bounds.append(UInt32(truncatingIfNeeded: bytes.count))
    cellsInRow += 1
  }

  private mutating func dropCell() { bytes.removeLast(bytes.count - cellStart) }

  /// Integers may be written as `0x1F`.
  private mutating func respell() {
    guard let value = hexadecimal(bytes[cellStart...]) else { return }
    dropCell()
    bytes.append(contentsOf: value.description.utf8)
  }

  private func hexadecimal(_ cell: ArraySlice<UInt8>) -> Int64? {
    guard cell.contains(UInt8(ascii: "x")) || cell.contains(UInt8(ascii: "X")) else { return nil }
    let text = String(decoding: cell, as: UTF8.self).trimmed.lowercased()
    return text.hasPrefix("0x") ? Int64(text.dropFirst(2), radix: 16) : nil
  }

  /// Hands the rows over and starts afresh.
  mutating func take(_ columnCount: Int) -> VOTableDocument.Rows {
    defer {
      bytes = []
      bounds = []
      lines = []
      budget = ChunkBudget()
      isFull = false
    }
    let cells = TextCells.columns(bytes: bytes, bounds: bounds, count: columnCount)
    return VOTableDocument.Rows(columns: cells.map { .text($0) }, lines: lines)
  }
}
