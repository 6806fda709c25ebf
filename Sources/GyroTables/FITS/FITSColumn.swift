// SPDX-License-Identifier: GPL-3.0-or-later
// One column of a FITS table: its form in FITS, its type for us, and how its cells are read.

/// A column of a FITS table.
///
/// Numbers and truth values are of their own type, several numbers in a cell are vectors. Text holds
/// what no type of ours can: several strings (`["a","bb"]`), truth values (`T F ?`) or bits (`101`) in a
/// cell, vectors of whole numbers beyond 53 bits and lists of any length (`1 2 --`), and whole numbers
/// beyond 64 bits with a sign where a column has any.
struct FITSColumn {
  /// How cells are read.
  enum Reading {
    /// Cut from the rows.
    case text(FixedWidthLayout.Field)
    /// Numbers of ASCII tables, cut from the rows and scaled.
    case scaledText(FixedWidthLayout.Field)
    case bools
    /// `missing` is what stands for missing where no null is declared.
    case integers(missing: Int64?)
    /// Whole numbers of which some do not fit into 64 bits with a sign.
    case longIntegers
    case singles
    case doubles(width: Int)
    /// Several elements in a cell, spelled out.
    case words
    case strings(width: Int)
    /// The same for a list in the heap.
    case list
    /// No bytes at all.
    case nothing
  }

  let description: ColumnDescription
  let reading: Reading
  /// Bytes of the cell in a row.
  let bytes: Range<Int>
  let form: FITSForm?
  let elements: FITSElements?

  /// A column of an ASCII table.
  init(
    ascii header: FITSHeader, number: Int, rowWidth: Int, place: TablePlace
  ) throws(TableError) {
    let code = header["TFORM\(number)"]?.uppercased() ?? ""
    let width = Int(code.dropFirst().prefix(while: \.isASCIIDigit))
    guard let letter = code.first, "AIFED".contains(letter), let width, width <= rowWidth,
      let first = header.wholeNumber("TBCOL\(number)"), first <= rowWidth
    else {
      throw TableError(
        .malformedHeader, at: place,
        found: "TFORM\(number) = \"\(code.prefix(40))\", TBCOL\(number) = "
          + "\"\(header["TBCOL\(number)"]?.prefix(40) ?? "")\"",
        expected: "a form such as I10, F8.3 or A12, and the first byte of the column")
    }
    bytes = (first - 1)..<(first - 1 + width)
    guard first >= 1, bytes.upperBound <= rowWidth else {
      throw TableError(
        .malformedHeader, at: place, found: "bytes \(bytes) of a row",
        expected: "bytes within the \(rowWidth) of a row")
    }
    let scale = try FITSScale(header, number: number, stored: nil, place: place)
    (form, elements) = (nil, FITSElements(element: .text, scale: scale))
    var field = FixedWidthLayout.Field(bytes: bytes)
    field.null = header["TNULL\(number)"].map { FixedWidthLayout.Null($0, type: .text) }
    let isInteger = letter == "I" && scale.isWhole
    let type: ColumnType = letter == "A" ? .text : isInteger ? .int64 : .float64
    description = header.column(number, type: type)
    reading = letter == "A" || scale.isPlain ? .text(field) : .scaledText(field)
  }

  /// A column of a binary table whose cell starts at some byte of the row.
  init(
    binary header: FITSHeader, number: Int, offset: Int, place: TablePlace
  ) throws(TableError) {
    let code = header["TFORM\(number)"] ?? ""
    guard let form = FITSForm(code, dimensions: header["TDIM\(number)"]) else {
      throw TableError(
        .malformedHeader, at: place, found: "TFORM\(number) = \"\(code.prefix(40))\"",
        expected: "a count and one of L X B I J K A E D C M, such as 1D, 16A or 1PE(20)")
    }
    bytes = offset..<(offset + form.byteCount)
    let scale = try FITSScale(
      header, number: number, stored: form.element.range, place: place)
    (self.form, elements) = (form, FITSElements(element: form.element, scale: scale))
    let type: ColumnType
    (reading, type) = Self.reading(form, scale, bytes, null: header["TNULL\(number)"])
    description = header.column(number, type: type)
  }

  static func reading(
    _ form: FITSForm, _ scale: FITSScale, _ bytes: Range<Int>, null: String?
  ) -> (Reading, ColumnType) {
    guard form.count > 0 else { return (.nothing, .text) }
    if form.descriptorByteCount != nil { return (.list, .text) }
    let vector = ColumnType.float64Vector(form.count)
    switch form.element {
    case .text:
      if let width = form.stringWidth { return (.strings(width: width), .text) }
      var field = FixedWidthLayout.Field(bytes: bytes)
      field.null = null.map { FixedWidthLayout.Null($0, type: .text) }
      return (.text(field), .text)
    case .logical: return form.count == 1 ? (.bools, .bool) : (.words, .text)
    case .bit: return (.words, .text)
    case .single where form.count == 1 && scale.isPlain: return (.singles, .float32)
    case .single, .double: return (.doubles(width: form.count), form.count == 1 ? .float64 : vector)
    case .singleComplex, .doubleComplex:
      return (.doubles(width: 2 * form.count), .float64Vector(2 * form.count))
    case .byte, .int16, .int32, .int64:
      let stored = form.element.range ?? 0...0
      if !scale.isWhole || form.count > 1 {
        let exact = -(Int128(1) << 53)...(Int128(1) << 53)
        guard !scale.isWhole || scale.staysWithin(exact, stored: stored) else {
          return (.words, .text)
        }
        return (.doubles(width: form.count), form.count == 1 ? .float64 : vector)
      }
      let isUndeclared = scale.isPlain && !scale.declaresNull && form.element != .byte
      return (.integers(missing: isUndeclared ? stored.lowerBound : nil), .int64)
    }
  }

  /// Whether only the cells can tell if all of them fit into 64 bits with a sign.
  var mayBeLong: Bool {
    guard case .integers = reading, let scale = elements?.scale, let range = form?.element.range
    else { return false }
    return !scale.staysWithin(Int128(Int64.min)...Int128(Int64.max), stored: range)
  }

  /// The same column with its numbers as text, exact to the last digit.
  var spelledOut: FITSColumn { FITSColumn(self, .longIntegers) }

  init(_ column: FITSColumn, _ reading: Reading) {
    (self.reading, bytes, form, elements) = (reading, column.bytes, column.form, column.elements)
    description = ColumnDescription(
      name: column.description.name, type: .text, unit: column.description.unit,
      ucd: column.description.ucd, meaning: column.description.meaning)
  }

  /// Whether every number of some rows fits into 64 bits with a sign.
  func fits(_ rows: FITSRowBytes) -> Bool {
    guard let elements else { return true }
    return rows.bytes.withUnsafeBytes { bytes in
      (0..<rows.count).allSatisfy { row in
        let stored = elements.stored(bytes, at: rows.start(row, self.bytes))
        return elements.scale.isNull(stored)
          || Int64(exactly: elements.scale.wholeNumber(stored)) != nil
      }
    }
  }

  /// Bytes that one cell takes in memory, the lists of the heap set aside.
  var memoryPerRow: Int {
    let count = form?.count ?? 0
    return switch reading {
    case .text, .scaledText, .list: 16
    case .nothing, .bools, .singles, .integers: 9
    case .longIntegers: 48
    case .doubles(let width): 8 * width
    case .words: 16 + count * (form?.element.spelledByteCount ?? 1)
    // A control character takes six letters, quotes and a comma come on top.
    case .strings(let width): 16 + 6 * count + 3 * (count / max(width, 1) + 1)
    }
  }

  /// The first byte behind the cell in a row.
  var end: Int { bytes.upperBound }

  /// Whether the cells are lists in the heap.
  var isList: Bool { if case .list = reading { true } else { false } }

  /// Where the lists of some rows stand; none where the column holds none.
  func lists(_ rows: FITSRowBytes) -> [FITSList] {
    guard isList, let form, let size = form.descriptorByteCount else { return [] }
    let words = FITSElements(element: size == 8 ? .int32 : .int64, scale: .plain)
    return rows.bytes.withUnsafeBytes { bytes in
      (0..<rows.count).map { row in
        let start = rows.start(row, self.bytes)
        return FITSList(
          element: form.element, count: Int(words.stored(bytes, at: start)),
          offset: Int(words.stored(bytes, at: start + size / 2)))
      }
    }
  }
}
