// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a stream of bytes into records and fields by the rules of RFC 4180.

/// Reads records separated by line ends, and fields separated by one byte.
///
/// A field may stand in double quotes and then hold delimiters, line ends and doubled quotes.
/// LF, CRLF and CR end a line; blank lines are passed over, however many there are. Memory is bounded by
/// the rows asked for and by ``ChunkBudget``.
final class DelimitedScanner {
  /// Longer records are taken for damage, such as a quote that is never closed.
  static let recordByteLimit = 4 << 20
  /// More bytes than this are never put into one chunk.
  static let chunkByteLimit = ChunkBudget.byteLimit
  /// More blank lines than this before the header are taken for damage.
  static let blankByteLimit = 64 << 20

  let source: ByteSource
  var delimiter: UInt8
  let isQuoting: Bool
  var buffer: [UInt8] = []
  var position = 0
  var isAtEnd = false
  var line: Int
  /// The line where another table begins behind the rows; nil if there is none.
  var otherTableLine: Int?

  init(
    _ source: ByteSource, delimiter: UInt8, isQuoting: Bool = true, startLine: Int = 1
  ) throws(TableError) {
    (self.source, self.delimiter, self.isQuoting) = (source, delimiter, isQuoting)
    line = startLine
    try refill(64 * 1024)
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if buffer.starts(with: [0xFF, 0xFE]) || buffer.starts(with: [0xFE, 0xFF]) {
      throw TableError(
        .invalidEncoding, at: TablePlace(file: source.name, line: 1),
        found: "the byte-order mark of UTF-16", expected: "UTF-8",
        hint: "Save the table as UTF-8")
    }
  }

  /// Reads whole lines, each a record of one field; blank lines are passed over.
  static func lines(
    of source: ByteSource, startLine: Int = 1
  ) throws(TableError) -> DelimitedScanner {
    try DelimitedScanner(source, delimiter: 0x0A, isQuoting: false, startLine: startLine)
  }

  /// Takes the blank lines and the lines that start with `#` off the front; the latter are returned.
  func takeComments() throws(TableError) -> [String] {
    var comments: [String] = []
    var (commentByteCount, blankByteCount) = (0, 0)
    while true {
      blankByteCount += try skipLineEnds(upTo: Self.blankByteLimit)
      guard blankByteCount <= Self.blankByteLimit else {
        throw TableError(
          .tooLarge, at: TablePlace(file: source.name, line: line),
          found: "more than \(Self.blankByteLimit >> 20) MiB of blank lines", expected: "a header",
          hint: "Look for a hole at the beginning of the file, or copy the file again")
      }
      var end = lineEnd(from: position)
      while end == nil, !isAtEnd, buffer.count - position <= Self.recordByteLimit {
        let seen = buffer.count
        try refill(64 * 1024)
        end = lineEnd(from: seen)
      }
      let text = buffer[position..<(end ?? buffer.count)]
      let isComment = text.first == UInt8(ascii: "#")
      guard isComment || (end != nil && text.allSatisfy(\.isBlank)) else { return comments }
      if !isComment { blankByteCount += text.count + 1 }
      if isComment {
        commentByteCount += text.count + 1
        guard commentByteCount <= Self.recordByteLimit, end != nil || isAtEnd else {
          throw tooLarge("of comments before the header", "a shorter header")
        }
        try checkEncoding(text, line: line)
        comments.append(String(decoding: text.dropFirst(), as: UTF8.self))
      }
      guard let end else {
        position = buffer.count
        return comments
      }
      line += 1
      position = end + 1
      if buffer[end] == 0x0D {
        if position == buffer.count { try refill(64 * 1024) }
        if position < buffer.count, buffer[position] == 0x0A { position += 1 }
      }
    }
  }

  /// The next records, at least one and at most `count` of them; nil after the last.
  ///
  /// Each must have `fieldCount` fields, if that is given. `firstRow` is the number of the first
  /// record as a row, for messages; nil for a header.
  func next(
    upTo count: Int, fieldCount: Int?, firstRow: Int?
  ) throws(TableError) -> DelimitedRecords? {
    var records = DelimitedRecords()
    var budget = ChunkBudget()
    var escaped: [Int] = []
    var (start, startLine) = (position, line)
    while records.lines.count < count {
      if records.lines.isEmpty {
        // No row holds the bytes so far, so that they need not be kept.
        _ = try skipLineEnds()
        (start, startLine, budget) = (position, line, ChunkBudget())
      } else if !budget.take(passLineEnds()) {
        return try finish(records, escaped, start: start, startLine: startLine)
      }
      let fieldsBefore = records.bounds.count
      let place = TablePlace(
        file: source.name, line: line, row: firstRow.map { $0 + records.lines.count })
      switch scanRecord(&records.bounds, &escaped) {
      case .more:
        records.bounds.removeLast(records.bounds.count - fieldsBefore)
        escaped.removeAll { $0 >= fieldsBefore }
        guard buffer.count - position <= Self.recordByteLimit else { throw tooLarge() }
        try refill(min(max(64 * 1024, count * 32), 1 << 20))
      case .end:
        guard !records.lines.isEmpty else { return nil }
        return try finish(records, escaped, start: start, startLine: startLine)
      case .blank(let next):
        records.bounds.removeLast(records.bounds.count - fieldsBefore)
        let isAffordable = budget.take(next - position)
        (position, line) = (next, line + 1)
        if !isAffordable, !records.lines.isEmpty {
          return try finish(records, escaped, start: start, startLine: startLine)
        }
      case .record(let next, let lineCount):
        let found = (records.bounds.count - fieldsBefore) / 2
        if let fieldCount, found != fieldCount, buffer[position] == UInt8(ascii: "#") {
          // A comment behind the rows, such as the end mark of VizieR.
          records.bounds.removeLast(records.bounds.count - fieldsBefore)
          escaped.removeAll { $0 >= fieldsBefore }
          let isOther = buffer[position..<next].starts(with: "#Table".utf8)
          if isOther, !records.lines.isEmpty || firstRow ?? 1 > 1 {
            otherTableLine = line
            isAtEnd = true
            buffer.removeLast(buffer.count - position)
            continue
          }
          if !budget.take(next - position), !records.lines.isEmpty {
            return try finish(records, escaped, start: start, startLine: startLine)
          }
          (position, line) = (next, line + lineCount)
          continue
        }
        if let fieldCount, found != fieldCount {
          let isCut =
            isAtEnd && next == buffer.count && found < fieldCount && !buffer[next - 1].isLineEnd
          if isCut {
            throw TableError(
              .truncated, at: place, found: "\(found) cells in a last line without an end",
              expected: "\(fieldCount), as in the header",
              hint: "The file was cut short; fetch it again")
          }
          throw TableError(
            .raggedRow, at: place, found: "\(found) cells",
            expected: "\(fieldCount), as in the header",
            hint: found > fieldCount ? "Quote cells that hold the delimiter" : nil)
        }
        // Beside its bytes a record takes two bounds for each field, and its line.
        let isAffordable = budget.take(next - position + 8 * found + 8)
        if !isAffordable, !records.lines.isEmpty {
          records.bounds.removeLast(records.bounds.count - fieldsBefore)
          escaped.removeAll { $0 >= fieldsBefore }
          return try finish(records, escaped, start: start, startLine: startLine)
        }
        records.lines.append(line)
        (position, line) = (next, line + lineCount)
      case .textAfterQuote:
        throw TableError(
          .malformedData, at: place, found: "text after a closing quote",
          expected: "a delimiter or the end of the line",
          hint: "Double the quotes inside a quoted cell")
      case .unclosedQuote:
        throw TableError(
          .truncated, at: place, found: "a quoted cell that is never closed",
          expected: "a closing quote")
      }
    }
    return try finish(records, escaped, start: start, startLine: startLine)
  }

  enum Outcome {
    case record(next: Int, lineCount: Int), blank(next: Int), more, end, textAfterQuote,
      unclosedQuote
  }

  /// Scans one record from `position`; nothing is kept of it if the buffer ends before it does.
  func scanRecord(_ bounds: inout [UInt32], _ escaped: inout [Int]) -> Outcome {
    let (start, isAtEnd, delimiter, isQuoting) = (position, isAtEnd, delimiter, isQuoting)
    let firstBound = bounds.count
    return buffer.withUnsafeBufferPointer { bytes -> Outcome in
      let end = bytes.count
      guard start < end else { return isAtEnd ? .end : .more }
      var index = start
      var lineCount = 1
      var isQuoted = false
      while true {
        var fieldStart = index
        var fieldEnd: Int
        if isQuoting, index < end, bytes[index] == UInt8(ascii: "\"") {
          isQuoted = true
          index += 1
          fieldStart = index
          var hasEscape = false
          while true {
            guard index < end else { return isAtEnd ? .unclosedQuote : .more }
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
              guard index + 1 < end else {
                if isAtEnd { break }
                return .more
              }
              guard bytes[index + 1] == UInt8(ascii: "\"") else { break }
              hasEscape = true
              index += 1
            } else if byte == 0x0A
              || (byte == 0x0D && !(index + 1 < end && bytes[index + 1] == 0x0A))
            {
              lineCount += 1
            }
            index += 1
          }
          fieldEnd = index
          index += 1
          if hasEscape { escaped.append(bounds.count) }
          if index < end {
            let byte = bytes[index]
            guard byte == delimiter || byte == 0x0A || byte == 0x0D else { return .textAfterQuote }
          }
        } else {
          while index < end {
            let byte = bytes[index]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
            index += 1
          }
          fieldEnd = index
        }
        bounds.append(UInt32(truncatingIfNeeded: fieldStart))
        bounds.append(UInt32(truncatingIfNeeded: fieldEnd))
        guard index < end else {
          return isAtEnd ? .record(next: end, lineCount: lineCount) : .more
        }
        if bytes[index] == delimiter, delimiter != 0x0A {
          index += 1
          continue
        }
        if bytes[index] == 0x0D {
          guard index + 1 < end || isAtEnd else { return .more }
          if index + 1 < end, bytes[index + 1] == 0x0A { index += 1 }
        }
        index += 1
        let isBlank =
          !isQuoted && bounds.count == firstBound + 2
          && bytes[fieldStart..<fieldEnd].allSatisfy(\.isBlank)
        return isBlank ? .blank(next: index) : .record(next: index, lineCount: lineCount)
      }
    }
  }
}
