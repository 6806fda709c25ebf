// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of a column of a FITS table, from bytes to numbers and text.

extension FITSColumn {
  /// The cells of some rows, the lists of the heap set aside.
  func read(
    _ rows: FITSRowBytes, options: TableReadingOptions, origin: RowOrigin
  ) throws(TableError) -> ColumnStorage {
    let count = rows.count
    switch reading {
    case .text(let field): return .text(try cut(field, rows, origin))
    case .scaledText(let field): return try scaled(cut(field, rows, origin), origin)
    case .nothing, .list: return .text(TextCells([String?](repeating: nil, count: count)))
    case .strings(let width):
      return .text(
        try spelled(rows, origin) { cell, output in
          FITSElements.spell(strings: cell, width: width, to: &output)
        })
    default: break
    }
    guard let form, let elements else { preconditionFailure("a column without elements") }
    return rows.bytes.withUnsafeBytes { bytes in
      func start(_ row: Int) -> Int { rows.start(row, self.bytes) }
      switch reading {
      case .bools: return .bool((0..<count).map { FITSElements.bool(bytes[start($0)]) })
      case .singles: return .float32((0..<count).map { elements.single(bytes, at: start($0)) })
      case .doubles(let width):
        let size = form.byteCount / width
        var values: [Double] = []
        values.reserveCapacity(count * width)
        for row in 0..<count {
          for part in 0..<width {
            values.append(elements.double(bytes, at: start(row) + part * size))
          }
        }
        return description.type == .float64
          ? .float64(values) : .float64Vector(values, width: width)
      case .integers(let least):
        return integers(bytes, rows, missing: options.minimumIntegerIsMissing ? least : nil)
      default:
        var (text, bounds): ([UInt8], [UInt32]) = ([], [])
        for row in 0..<count {
          bounds.append(UInt32(text.count))
          // A long integer alone is missing where vectors spell `--`.
          let isMissing =
            if case .longIntegers = reading {
              elements.scale.isNull(elements.stored(bytes, at: start(row)))
            } else { false }
          if !isMissing {
            elements.spell(bytes, at: start(row), count: form.count, to: &text)
          }
          bounds.append(UInt32(text.count))
        }
        return .text(TextCells(bytes: text, bounds: bounds, stride: 1, offset: 0))
      }
    }
  }

  func integers(
    _ bytes: UnsafeRawBufferPointer, _ rows: FITSRowBytes, missing least: Int64?
  ) -> ColumnStorage {
    guard let elements else { return .int64([], missing: nil) }
    let scale = elements.scale
    var values: [Int64] = []
    values.reserveCapacity(rows.count)
    var missing: [Bool]?
    for row in 0..<rows.count {
      let stored = elements.stored(bytes, at: rows.start(row, self.bytes))
      if scale.isNull(stored) || stored == least {
        missing = missing ?? [Bool](repeating: false, count: rows.count)
        missing?[row] = true
        values.append(0)
      } else {
        values.append(scale.isPlain ? stored : Int64(clamping: scale.wholeNumber(stored)))
      }
    }
    return .int64(values, missing: missing)
  }

  /// Numbers of ASCII tables; whole ones with a whole scale stay exact.
  func scaled(_ cells: TextCells, _ origin: RowOrigin) throws(TableError) -> ColumnStorage {
    let text = TableColumn(description, .text(cells), origin: origin)
    guard let scale = elements?.scale else { return .text(cells) }
    guard description.type == .int64 else {
      var values = [Double](repeating: .nan, count: cells.count)
      for row in values.indices {
        if let value = try text.double(at: row) { values[row] = value * scale.factor + scale.zero }
      }
      return .float64(values)
    }
    var words: [String?] = []
    for row in 0..<cells.count {
      words.append(try text.int64(at: row).map { scale.wholeNumber($0).description })
    }
    let values = TableColumn(description, .text(TextCells(words)), origin: origin)
    let (whole, missing) = try values.int64Cells()
    return .int64(whole, missing: missing)
  }

  /// Cuts cells out of the rows; text ends at a NUL byte, and blanks around it do not count.
  func cut(
    _ field: FixedWidthLayout.Field, _ rows: FITSRowBytes, _ origin: RowOrigin
  ) throws(TableError) -> TextCells {
    var bounds = FixedWidthLayout([field]).cut(
      rows.bytes, rows: (0..<rows.count).map { rows.start($0, 0..<0)..<rows.start($0 + 1, 0..<0) })
    for row in 0..<rows.count {
      let cell = Int(bounds[2 * row])..<Int(bounds[2 * row + 1])
      if let end = rows.bytes[cell].firstIndex(of: 0) { bounds[2 * row + 1] = UInt32(end) }
      try check(rows.bytes[cell.lowerBound..<Int(bounds[2 * row + 1])], row, origin)
    }
    return TextCells(bytes: rows.bytes, bounds: bounds, stride: 1, offset: 0)
  }

  /// Builds text cell by cell.
  func spelled(
    _ rows: FITSRowBytes, _ origin: RowOrigin,
    _ spell: (ArraySlice<UInt8>, inout [UInt8]) -> Void
  ) throws(TableError) -> TextCells {
    var (text, bounds): ([UInt8], [UInt32]) = ([], [])
    for row in 0..<rows.count {
      let start = rows.start(row, bytes)
      bounds.append(UInt32(text.count))
      spell(rows.bytes[start..<(start + bytes.count)], &text)
      try check(text[Int(bounds[2 * row])...], row, origin)
      bounds.append(UInt32(text.count))
    }
    return TextCells(bytes: text, bounds: bounds, stride: 1, offset: 0)
  }

  /// Refuses text that is not UTF-8.
  func check(
    _ text: ArraySlice<UInt8>, _ row: Int, _ origin: RowOrigin
  ) throws(TableError) {
    guard let invalid = text.withUnsafeBufferPointer(UTF8Check.firstInvalid) else { return }
    let byte = String(text[text.startIndex + invalid], radix: 16)
    throw TableError(
      .invalidEncoding, at: origin.place(row: row, column: description.name),
      found: "the byte 0x\(byte), which is neither ASCII nor UTF-8 here", expected: "ASCII")
  }

  /// The text of one list of the heap.
  func text(
    of list: [UInt8], count: Int, row: Int, origin: RowOrigin, to output: inout [UInt8]
  ) throws(TableError) {
    guard let form, let elements else { return }
    let start = output.count
    if form.element == .text {
      if let width = form.stringWidth {
        FITSElements.spell(strings: list[...], width: width, to: &output)
      } else {
        output.append(contentsOf: list.prefix { $0 != 0 })
      }
      try check(output[start...], row, origin)
    } else {
      list.withUnsafeBytes { elements.spell($0, at: 0, count: count, to: &output) }
    }
  }
}
