// SPDX-License-Identifier: GPL-3.0-or-later
// Reads columns separated by blanks, under a line of names that may be a comment.

/// A reader of words in columns.
///
/// Lines that start with `#` are passed over wherever they stand; the last one before the rows is the
/// line of names if it has as many words as the first row and that row holds a number. A cell cannot
/// be empty, so cells of nothing but dots (`...`) or dashes (`--`) are missing. A cell in double
/// quotes may hold blanks.
struct WhitespaceReader: TableReader {
  let schema: TableSchema
  private let scanner: DelimitedScanner
  private let nullWords: [[UInt8]]
  private var rowsRead = 0
  /// A first row that was read to see whether it is one.
  private var ahead: DelimitedRecords?

  init(_ source: ByteSource, options: TableReadingOptions) throws(TableError) {
    let start = try source.peek(64 * 1024)
    let layout = DelimitedLayout(
      DelimitedLayout.Lines(start, isWhole: start.count < 64 * 1024), delimiter: 0x20)
    scanner = try DelimitedScanner.lines(of: source)
    nullWords = options.nullWords.sorted().map { Array($0.utf8) }
    var comments = try scanner.takeComments()
    for title in layout.titles {
      comments.append(title)
      _ = try scanner.next(upTo: 1, fieldCount: 1, firstRow: nil)
      comments += try scanner.takeComments()
    }
    let line = try scanner.next(upTo: 1, fieldCount: 1, firstRow: nil)
    guard let first = line, let words = Self.words(first).first, !words.isEmpty else {
      throw TableError(
        .malformedHeader, at: TablePlace(file: source.name), found: "no row at all",
        expected: "a line of column names")
    }
    let cells = words.map { String(decoding: first.bytes[$0], as: UTF8.self) }
    let commented = comments.last?.split(whereSeparator: \.isWhitespace) ?? []
    let names: [String]
    if commented.count == cells.count, cells.contains(where: { Double($0) != nil }) {
      names = commented.map(String.init)
      comments.removeLast()
      ahead = first
    } else if let numbers = layout.numbersInsteadOfNames {
      throw DelimitedReader.noHeader(
        numbers, at: TablePlace(file: source.name, line: first.lines.first))
    } else {
      names = cells
      for _ in 0..<layout.rowsBelowNames {
        _ = try scanner.next(upTo: 1, fieldCount: 1, firstRow: nil)
      }
    }
    schema = TableSchema(
      naming: names.enumerated().map { index, name in
        ColumnDescription(
          name: name, type: .text,
          unit: layout.units.indices.contains(index) ? layout.units[index] : nil)
      },
      metadata: comments.map {
        TableMetadata(key: "comment", value: String($0.drop(while: \.isWhitespace)))
      })
  }

  var fractionRead: Double? { scanner.source.fractionRead }

  mutating func next(upTo rowCount: Int) throws(TableError) -> TableChunk? {
    // Each word of a row takes a range and two bounds.
    let limit = ChunkBudget.rows(upTo: rowCount, bytesPerRow: 24 * schema.columns.count)
    if let records = ahead {
      ahead = nil
      if let chunk = try chunk(records) { return chunk }
    }
    while let records = try scanner.next(upTo: limit, fieldCount: 1, firstRow: rowsRead + 1) {
      if let chunk = try chunk(records) { return chunk }
    }
    return nil
  }

  /// The rows among some lines; nil if all are comments.
  private mutating func chunk(_ records: DelimitedRecords) throws(TableError) -> TableChunk? {
    var bounds: [UInt32] = []
    var lines: [Int] = []
    for (words, line) in zip(Self.words(records), records.lines) {
      // No words are a comment.
      if words.isEmpty { continue }
      guard words.count == schema.columns.count else {
        throw TableError(
          .raggedRow,
          at: TablePlace(
            file: scanner.source.name, line: line, row: rowsRead + lines.count + 1),
          found: "\(words.count) cells", expected: "\(schema.columns.count), as in the header",
          hint: "Put cells that hold blanks in quotes")
      }
      lines.append(line)
      for word in words {
        let isMissing = word.count > 1 && Self.isFiller(records.bytes[word])
        bounds.append(UInt32(word.lowerBound))
        bounds.append(UInt32(isMissing ? word.lowerBound : word.upperBound))
      }
    }
    guard !lines.isEmpty else { return nil }
    let origin = RowOrigin(
      file: scanner.source.name, firstRow: rowsRead + 1, lines: lines, nullWords: nullWords)
    rowsRead += lines.count
    let cells = TextCells.columns(bytes: records.bytes, bounds: bounds, count: schema.columns.count)
    return TableChunk(
      columns: zip(schema.columns, cells).map { TableColumn($0, .text($1), origin: origin) },
      origin: origin)
  }

  private static func isFiller(_ word: ArraySlice<UInt8>) -> Bool {
    word.allSatisfy { $0 == UInt8(ascii: ".") } || word.allSatisfy { $0 == UInt8(ascii: "-") }
  }

  /// Where the words of each line stand; a comment has none.
  private static func words(_ records: DelimitedRecords) -> [[Range<Int>]] {
    records.lines.indices.map { index in
      var words: [Range<Int>] = []
      var position = Int(records.bounds[2 * index])
      let end = Int(records.bounds[2 * index + 1])
      while true {
        while position < end, records.bytes[position].isBlank { position += 1 }
        if words.isEmpty, position < end, records.bytes[position] == UInt8(ascii: "#") {
          return []
        }
        guard position < end else { return words }
        let isQuoted = records.bytes[position] == UInt8(ascii: "\"")
        if isQuoted { position += 1 }
        let start = position
        while position < end,
          isQuoted
            ? records.bytes[position] != UInt8(ascii: "\"") : !records.bytes[position].isBlank
        {
          position += 1
        }
        words.append(start..<position)
        if isQuoted { position += 1 }
      }
    }
  }
}
