// SPDX-License-Identifier: GPL-3.0-or-later
// One column of a FITS table: its type in FITS, its type for us, and how its cells are read.

internal import CFITSIO

/// A column of a FITS table.
struct FITSColumn {
  /// How the cells are read.
  private enum Way {
    /// Cut from the raw rows: text of binary tables, everything in ASCII tables.
    case cut(FixedWidthLayout.Field)
    /// The same, then scaled.
    case cutAndScale(FixedWidthLayout.Field, factor: Double, zero: Double)
    case bools
    /// `least` is what stands for missing where no null is declared.
    case integers(least: Int64?)
    case singles
    /// `null` is NaN where whole numbers with a declared null are scaled; 0 leaves every bit as it is.
    case doubles(width: Int, null: Double)
    case complexes(width: Int)
    /// Long integers or truth values, several in a cell: spelled out, since no column type holds them.
    case spelledIntegers(width: Int)
    case spelledBools(width: Int)
    case spelledBits(width: Int)
    /// A list of any length in each cell, spelled out.
    case list(isText: Bool)
    /// No bytes at all.
    case nothing
  }

  let description: ColumnDescription
  private let number: Int32
  private let way: Way

  var isCutFromRows: Bool {
    switch way {
    case .cut, .cutAndScale: true
    default: false
    }
  }

  init(
    _ file: FITSFile, _ header: FITSHeader, number: Int, isASCII: Bool, rowWidth: Int
  ) throws(TableError) {
    self.number = Int32(number)
    let place = TablePlace(file: file.name, column: header["TTYPE\(number)"] ?? "column_\(number)")
    var code: Int32 = 0
    var (repeatCount, width): (LONGLONG, LONGLONG) = (0, 0)
    try file.check(place, code: .malformedHeader) {
      ffeqtyll($0, Int32(number), &code, &repeatCount, &width, $1)
    }
    guard let column = file.pointer.pointee.Fptr?.pointee.tableptr?[number - 1],
      repeatCount >= 0, Int(repeatCount) <= DelimitedScanner.chunkByteLimit
    else {
      throw TableError(
        .malformedHeader, at: place, found: "a repeat count of \(repeatCount)",
        expected: "a cell of sensible size")
    }
    let count = Int(repeatCount)
    if isASCII || code == TSTRING {
      let bytes = Int(column.tbcol)..<(Int(column.tbcol) + (isASCII ? Int(column.twidth) : count))
      guard bytes.lowerBound >= 0, bytes.upperBound <= rowWidth else {
        throw TableError(
          .malformedHeader, at: place, found: "bytes \(bytes) of a row",
          expected: "bytes within the \(rowWidth) of a row")
      }
      let type: ColumnType = isASCII ? Self.typeOfASCII(header["TFORM\(number)"] ?? "") : .text
      var field = FixedWidthLayout.Field(bytes: bytes)
      field.null = header["TNULL\(number)"].map { FixedWidthLayout.Null($0, type: .text) }
      if isASCII, type != .text, column.tscale != 1 || column.tzero != 0 {
        way = .cutAndScale(field, factor: column.tscale, zero: column.tzero)
        description = header.column(number, type: .float64)
      } else {
        way = .cut(field)
        description = header.column(number, type: type)
      }
      return
    }
    let type: ColumnType
    (way, type) = Self.way(code, count: count, column, hasNull: header["TNULL\(number)"] != nil)
    description = header.column(number, type: type)
  }

  private static func typeOfASCII(_ form: String) -> ColumnType {
    switch form.first?.uppercased() {
    case "I": .int64
    case "F", "E", "D": .float64
    default: .text
    }
  }

  private static func way(
    _ code: Int32, count: Int, _ column: tcolumn, hasNull: Bool
  ) -> (Way, ColumnType) {
    if code < 0 { return (.list(isText: code == -TSTRING), .text) }
    if count == 0 { return (.nothing, .text) }
    switch code {
    case TLOGICAL: return count == 1 ? (.bools, .bool) : (.spelledBools(width: count), .text)
    case TBIT: return (.spelledBits(width: count), .text)
    case TFLOAT where count == 1 && column.tdatatype == TFLOAT: return (.singles, .float32)
    case TFLOAT, TDOUBLE:
      let null = column.tdatatype == TFLOAT || column.tdatatype == TDOUBLE ? 0 : Double.nan
      return (.doubles(width: count, null: null), count == 1 ? .float64 : .float64Vector(count))
    case TCOMPLEX, TDBLCOMPLEX: return (.complexes(width: count), .float64Vector(2 * count))
    case TLONGLONG where count > 1, TULONGLONG where count > 1:
      return (.spelledIntegers(width: count), .text)
    default:
      if count > 1 { return (.doubles(width: count, null: .nan), .float64Vector(count)) }
      let isPlain = column.tscale == 1 && column.tzero == 0 && !hasNull
      let least: Int64? =
        switch column.tdatatype {
        case TSHORT: Int64(Int16.min)
        case TLONG: Int64(Int32.min)
        case TLONGLONG: Int64.min
        default: nil
        }
      return (.integers(least: isPlain ? least : nil), .int64)
    }
  }

  /// The cells of some rows; `rows` are the raw bytes of the same rows.
  func read(
    _ file: FITSFile, firstRow: Int, count: Int, rows: [UInt8], options: TableReadingOptions,
    origin: RowOrigin
  ) throws(TableError) -> ColumnStorage {
    var anyNull: Int32 = 0
    switch way {
    case .cut(let field): return .text(try cut(field, rows, count, origin))
    case .cutAndScale(let field, let factor, let zero):
      let text = TableColumn(
        description, .text(try cut(field, rows, count, origin)), origin: origin)
      var values = [Double](repeating: .nan, count: count)
      for row in 0..<count {
        if let value = try text.double(at: row) { values[row] = value * factor + zero }
      }
      return .float64(values)
    case .bools:
      let (values, missing) = try bools(file, firstRow, count, origin)
      return .bool(zip(values, missing).map { $1 ? 2 : $0 })
    case .integers(let least):
      var (values, missing) = try integers(file, firstRow, count, origin)
      if options.leastIntegerIsMissing, let least {
        for row in values.indices where values[row] == least { missing[row] = true }
      }
      return .int64(values, missing: missing.contains(true) ? missing : nil)
    case .singles:
      var values = [Float](repeating: 0, count: count)
      try call(file, origin) { pointer, status in
        ffgcve(
          pointer, number, LONGLONG(firstRow), 1, LONGLONG(count), 0, &values, &anyNull, status)
      }
      return .float32(values)
    case .doubles(let width, let null):
      var values = [Double](repeating: 0, count: count * width)
      try call(file, origin) { pointer, status in
        ffgcvd(
          pointer, number, LONGLONG(firstRow), 1, LONGLONG(values.count), null, &values, &anyNull,
          status
        )
      }
      return width == 1 ? .float64(values) : .float64Vector(values, width: width)
    case .complexes(let width):
      var values = [Double](repeating: 0, count: 2 * count * width)
      try call(file, origin) { pointer, status in
        ffgcvm(
          pointer, number, LONGLONG(firstRow), 1, LONGLONG(count * width), 0, &values, &anyNull,
          status)
      }
      return .float64Vector(values, width: 2 * width)
    case .spelledIntegers(let width):
      let (values, missing) = try integers(file, firstRow, count * width, origin)
      let words = zip(values, missing).map { $1 ? "--" : "\($0)" }
      return Self.spelled(words, width: width)
    case .spelledBools(let width):
      let (values, missing) = try bools(file, firstRow, count * width, origin)
      let words = zip(values, missing).map { $1 ? "?" : $0 == 1 ? "T" : "F" }
      return Self.spelled(words, width: width)
    case .spelledBits(let width):
      var cells: [String?] = []
      for row in 0..<count {
        var bits = [CChar](repeating: 0, count: width)
        try call(file, origin) { pointer, status in
          ffgcx(pointer, number, LONGLONG(firstRow + row), 1, LONGLONG(width), &bits, status)
        }
        cells.append(bits.map { $0 == 0 ? "0" : "1" }.joined())
      }
      return .text(TextCells(cells))
    case .list(let isText):
      var cells: [String?] = []
      for row in 0..<count {
        cells.append(try list(file, row: firstRow + row, isText: isText, origin: origin))
      }
      return .text(TextCells(cells))
    case .nothing: return .text(TextCells([String?](repeating: nil, count: count)))
    }
  }

  private static func spelled(_ words: [String], width: Int) -> ColumnStorage {
    .text(
      TextCells(
        stride(from: 0, to: words.count, by: width).map { start -> String? in
          words[start..<(start + width)].joined(separator: " ")
        }))
  }

  private func call(
    _ file: FITSFile, _ origin: RowOrigin,
    _ body: (UnsafeMutablePointer<fitsfile>, UnsafeMutablePointer<Int32>) -> Int32
  ) throws(TableError) {
    try file.check(origin.place(row: 0, column: description.name)) { _ = body($0, $1) }
  }

  private func bools(
    _ file: FITSFile, _ firstRow: Int, _ count: Int, _ origin: RowOrigin
  ) throws(TableError) -> (values: [UInt8], missing: [Bool]) {
    var values = [CChar](repeating: 0, count: count)
    var nulls = [CChar](repeating: 0, count: count)
    var anyNull: Int32 = 0
    try call(file, origin) { pointer, status in
      ffgcfl(
        pointer, number, LONGLONG(firstRow), 1, LONGLONG(count), &values, &nulls, &anyNull, status)
    }
    return (values.map { $0 == 0 ? 0 : 1 }, nulls.map { $0 != 0 })
  }

  private func integers(
    _ file: FITSFile, _ firstRow: Int, _ count: Int, _ origin: RowOrigin
  ) throws(TableError) -> (values: [Int64], missing: [Bool]) {
    var values = [LONGLONG](repeating: 0, count: count)
    var nulls = [CChar](repeating: 0, count: count)
    var anyNull: Int32 = 0
    try call(file, origin) { pointer, status in
      ffgcfjj(
        pointer, number, LONGLONG(firstRow), 1, LONGLONG(count), &values, &nulls, &anyNull, status)
    }
    return (values, nulls.map { $0 != 0 })
  }

  /// Cuts cells out of raw rows; text ends at a NUL byte, and blanks around it do not count.
  private func cut(
    _ field: FixedWidthLayout.Field, _ rows: [UInt8], _ count: Int, _ origin: RowOrigin
  ) throws(TableError) -> TextCells {
    let width = count == 0 ? 0 : rows.count / count
    var bounds = FixedWidthLayout([field]).cut(
      rows, rows: (0..<count).map { ($0 * width)..<(($0 + 1) * width) })
    for row in 0..<count {
      let cell = Int(bounds[2 * row])..<Int(bounds[2 * row + 1])
      if let end = rows[cell].firstIndex(of: 0) { bounds[2 * row + 1] = UInt32(end) }
      let text = rows[cell.lowerBound..<Int(bounds[2 * row + 1])]
      if let invalid = text.withUnsafeBufferPointer(UTF8Check.firstInvalid) {
        let byte = String(text[text.startIndex + invalid], radix: 16)
        throw TableError(
          .invalidEncoding, at: origin.place(row: row, column: description.name),
          found: "the byte 0x\(byte), which is neither ASCII nor UTF-8 here", expected: "ASCII")
      }
    }
    return TextCells(bytes: rows, bounds: bounds, stride: 1, offset: 0)
  }

  /// One cell of a column of lists: numbers between blanks, or text.
  private func list(
    _ file: FITSFile, row: Int, isText: Bool, origin: RowOrigin
  ) throws(TableError) -> String? {
    var (length, address): (LONGLONG, LONGLONG) = (0, 0)
    var anyNull: Int32 = 0
    try call(file, origin) { pointer, status in
      ffgdesll(pointer, number, LONGLONG(row), &length, &address, status)
    }
    guard length > 0 else { return nil }
    guard length <= file.byteCount else {
      throw TableError(
        .truncated, at: origin.place(row: row - origin.firstRow, column: description.name),
        found: "a list of \(length) elements", expected: "a list that fits into the file")
    }
    if isText {
      var text = [CChar](repeating: 0, count: Int(length) + 1)
      try call(file, origin) { pointer, status in
        text.withUnsafeMutableBufferPointer { text in
          var cell = text.baseAddress
          return ffgcvs(pointer, number, LONGLONG(row), 1, 1, nil, &cell, &anyNull, status)
        }
      }
      return text.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    var values = [Double](repeating: 0, count: Int(length))
    try call(file, origin) { pointer, status in
      ffgcvd(pointer, number, LONGLONG(row), 1, length, .nan, &values, &anyNull, status)
    }
    return values.map { $0.isNaN ? "NaN" : $0.description }.joined(separator: " ")
  }
}
