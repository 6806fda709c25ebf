// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of one column in one chunk, whatever format they came from.

/// A column of a chunk: its description and its cells.
///
/// Rows count from 0 within the chunk. Nil always means missing: an empty or blank cell, a null word
/// of the reader's options, a null of the format, or NaN. An empty text and a missing text are the same.
package struct TableColumn: Sendable {
  /// The name, type, unit and meaning.
  package let description: ColumnDescription
  var storage: ColumnStorage
  var origin: RowOrigin

  /// How many rows there are.
  package var count: Int { storage.count }

  init(_ description: ColumnDescription, _ storage: ColumnStorage, origin: RowOrigin) {
    (self.description, self.storage, self.origin) = (description, storage, origin)
  }

  /// A column of truth values, for a description of type `bool`.
  package init(_ description: ColumnDescription, bools values: [Bool?]) {
    self.init(description, made: .bool(values.map { $0.map { $0 ? 1 : 0 } ?? 2 }), .bool)
  }

  /// A column of whole numbers, for a description of type `int64`.
  package init(_ description: ColumnDescription, integers values: [Int64?]) {
    let missing = values.contains(nil) ? values.map { $0 == nil } : nil
    self.init(description, made: .int64(values.map { $0 ?? 0 }, missing: missing), .int64)
  }

  /// A column of doubles, for a description of type `float64`; NaN is missing.
  package init(_ description: ColumnDescription, doubles values: [Double?]) {
    self.init(description, made: .float64(values.map { $0 ?? .nan }), .float64)
  }

  /// The same of doubles of which a missing one is NaN.
  package init(_ description: ColumnDescription, numbers values: [Double]) {
    self.init(description, made: .float64(values), .float64)
  }

  /// A column of single-precision numbers, for a description of type `float32`; NaN is missing.
  package init(_ description: ColumnDescription, floats values: [Float]) {
    self.init(description, made: .float32(values), .float32)
  }

  /// A column of text, for a description of type `text`.
  package init(_ description: ColumnDescription, texts values: [String?]) {
    self.init(description, made: .text(TextCells(values)), .text)
  }

  /// A column of text in which few words come up many times, for a description of type `text`.
  ///
  /// - Parameters:
  ///   - description: What the column is.
  ///   - indices: Which of the words is in each row.
  ///   - words: The words; an empty one is a missing cell.
  public init(_ description: ColumnDescription, indices: [Int], of words: [String]) {
    self.init(description, made: .text(TextCells(indices, of: words)), .text)
  }

  /// A column of vectors, row-major, shape `[rowCount, width]`; NaN is missing.
  ///
  /// - Precondition: `values.count` is a multiple of `width`, which is positive.
  package init(_ description: ColumnDescription, vectors values: [Double], width: Int) {
    precondition(
      width > 0 && values.count.isMultiple(of: width),
      "\(values.count) values do not fill rows of \(width)")
    self.init(
      description, made: .float64Vector(values, width: width), .float64Vector(width))
  }

  private init(_ description: ColumnDescription, made storage: ColumnStorage, _ type: ColumnType) {
    precondition(
      description.type == type,
      "column \"\(description.name)\" is described as \(description.type), its values are \(type)")
    self.init(description, storage, origin: RowOrigin())
  }

  /// Whether the cell is missing.
  package func isMissing(at row: Int) -> Bool {
    switch storage {
    case .bool(let values): values[row] > 1
    case .int64(_, let missing): missing.map { $0[row] } ?? false
    case .float32(let values): values[row].isNaN
    case .float64(let values): values[row].isNaN
    case .float64Vector(let values, let width):
      values[(row * width)..<((row + 1) * width)].allSatisfy(\.isNaN)
    case .text where isVectorText: isMissingVector(at: row)
    case .text(let cells):
      cells.withValue(at: row, nullWords: origin.nullWords) { cell in
        guard let cell else { return true }
        return isNumber && cell.spells("nan")
      }
    }
  }

  /// Whether the column is declared to hold numbers, so that the text `nan` is a missing one.
  private var isNumber: Bool {
    switch description.type {
    case .int64, .float32, .float64: true
    case .bool, .text, .float64Vector: false
    }
  }

  /// The cell as text: verbatim where the file is text, else the shortest text that reads back exactly.
  package func text(at row: Int) -> String? {
    guard !isMissing(at: row) else { return nil }
    if case .text(let cells) = storage, !isVectorText { return cells.string(at: row) }
    var bytes: [UInt8] = []
    appendText(at: row, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// All cells of a column that has them in double precision, NaN where one is missing; nil for any other column.
  package var doubles: [Double]? {
    if case .float64(let values) = storage { values } else { nil }
  }

  /// The cell as a double; infinities are handed out as such.
  ///
  /// - Throws: ``TableError`` with the place of the cell if it is no number, or a whole number
  ///   beyond 2⁵³ that is stored as such and would lose digits.
  package func double(at row: Int) throws(TableError) -> Double? {
    switch storage {
    case .float64(let values): return values[row].isNaN ? nil : values[row]
    case .float32(let values): return values[row].isNaN ? nil : Double(values[row])
    case .int64(let values, let missing):
      if let missing, missing[row] { return nil }
      guard values[row].magnitude <= 1 << 53 else {
        throw refusal(row, "a number of at most 53 bits", hint: "Read it as a whole number")
      }
      return Double(values[row])
    case .text(let cells):
      let (value, isMissing) = cells.withValue(at: row, nullWords: origin.nullWords) {
        cell -> (Double?, Bool) in
        guard let cell, !cell.spells("nan") else { return (nil, true) }
        return (DecimalNumber.double(cell), false)
      }
      if value == nil, !isMissing {
        throw refusal(row, "a number", hint: "Leave the cell empty if the value is unknown")
      }
      return value
    case .bool, .float64Vector:
      if isMissing(at: row) { return nil }
      throw refusal(row, "a number")
    }
  }

  /// The cell as a whole number, exact to the last digit.
  ///
  /// - Throws: ``TableError`` with the place of the cell if it is not whole (`1.5`), too large
  ///   (`1e19`), or a floating-point number beyond 2⁵³, whose last digits are not to be trusted.
  package func int64(at row: Int) throws(TableError) -> Int64? {
    switch storage {
    case .int64(let values, let missing):
      if let missing, missing[row] { return nil }
      return values[row]
    case .float32, .float64:
      guard let value = try double(at: row) else { return nil }
      guard let whole = DecimalNumber.int64(value) else { throw wholeNumberRefusal(row) }
      return whole
    case .text(let cells):
      let (value, isMissing) = cells.withValue(at: row, nullWords: origin.nullWords) {
        cell -> (Int64?, Bool) in
        guard let cell, !cell.spells("nan") else { return (nil, true) }
        return (DecimalNumber.int64(cell), false)
      }
      if value == nil, !isMissing { throw wholeNumberRefusal(row) }
      return value
    case .bool, .float64Vector:
      if isMissing(at: row) { return nil }
      throw wholeNumberRefusal(row)
    }
  }

  /// The cell as a truth value: `true`, `t`, `1`, `false`, `f`, `0`, in any case.
  ///
  /// - Throws: ``TableError`` with the place of the cell if it is none of these.
  package func bool(at row: Int) throws(TableError) -> Bool? {
    switch storage {
    case .bool(let values): return values[row] > 1 ? nil : values[row] == 1
    case .text(let cells):
      let (value, isMissing) = cells.withValue(at: row, nullWords: origin.nullWords) {
        cell -> (Bool?, Bool) in
        guard let cell else { return (nil, true) }
        if cell.spells("true") || cell.spells("t") || cell.spells("1") { return (true, false) }
        if cell.spells("false") || cell.spells("f") || cell.spells("0") { return (false, false) }
        return (nil, false)
      }
      if value == nil, !isMissing { throw refusal(row, "true or false") }
      return value
    case .int64, .float32, .float64, .float64Vector:
      if isMissing(at: row) { return nil }
      switch text(at: row) {
      case "1", "1.0": return true
      case "0", "0.0": return false
      default: throw refusal(row, "true or false")
      }
    }
  }

  /// The cell as numbers; one number counts as a vector of one, missing elements are nil.
  ///
  /// - Throws: ``TableError`` with the place of the cell if it is text or a truth value.
  package func vector(at row: Int) throws(TableError) -> [Double?]? {
    if isMissing(at: row) { return nil }
    if isVectorText { return vectorOfText(at: row)?.map { $0.isNaN ? nil : $0 } }
    guard case .float64Vector(let values, let width) = storage else { return [try double(at: row)] }
    return values[(row * width)..<((row + 1) * width)].map { $0.isNaN ? nil : $0 }
  }

  private func wholeNumberRefusal(_ row: Int) -> TableError {
    refusal(
      row, "a whole number of at most 64 bits",
      hint: "An identifier that went through a floating-point number has lost its last digits")
  }

  private func refusal(_ row: Int, _ expected: String, hint: String? = nil) -> TableError {
    let text = text(at: row) ?? ""
    let shown = text.count > 40 ? text.prefix(40) + "…" : text[...]
    return TableError(
      .unparsableValue, at: origin.place(row: row, column: description.name),
      found: "\"\(shown)\"", expected: expected, hint: hint)
  }
}
