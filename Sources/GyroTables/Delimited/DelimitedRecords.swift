// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a stream of bytes into records and fields by the rules of RFC 4180.

/// Some records: their bytes, the bounds of their fields, and the line each starts on.
struct DelimitedRecords {
  var bytes: [UInt8] = []
  var bounds: [UInt32] = []
  var lines: [Int] = []

  /// Writes a point for the comma of each cell that is a number with one.
  mutating func replaceDecimalCommas() {
    for field in stride(from: 0, to: bounds.count, by: 2) {
      let range = Int(bounds[field])..<Int(bounds[field + 1])
      var comma: Int?
      let isNumber = range.allSatisfy { index in
        switch bytes[index] {
        case UInt8(ascii: ","):
          defer { comma = index }
          return comma == nil
        case 0x20, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"),
          UInt8(ascii: "E"):
          return true
        default: return false
        }
      }
      if isNumber, let comma { bytes[comma] = UInt8(ascii: ".") }
    }
  }
}

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
  private static let blankByteLimit = 64 << 20

  let source: ByteSource
  var delimiter: UInt8
  private let isQuoting: Bool
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private(set) var line: Int
  /// The line where another table begins behind the rows; nil if there is none.
  private(set) var otherTableLine: Int?

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

  private enum Outcome {
    case record(next: Int, lineCount: Int), blank(next: Int), more, end, textAfterQuote,
      unclosedQuote
  }

  /// Scans one record from `position`; nothing is kept of it if the buffer ends before it does.
  private func scanRecord(_ bounds: inout [UInt32], _ escaped: inout [Int]) -> Outcome {
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

  /// Hands the scanned part of the buffer over and keeps the rest.
  private func finish(
    _ records: DelimitedRecords, _ escaped: [Int], start: Int, startLine: Int
  ) throws(TableError) -> DelimitedRecords {
    var records = records
    try checkEncoding(buffer[start..<position], line: startLine)
    let rest = Array(buffer[position...])
    buffer.removeLast(buffer.count - position)
    swap(&records.bytes, &buffer)
    (buffer, position) = (rest, 0)
    for bound in escaped { unescape(&records, bound) }
    return records
  }

  /// Turns doubled quotes into single ones, in place.
  private func unescape(_ records: inout DelimitedRecords, _ bound: Int) {
    let (start, end) = (Int(records.bounds[bound]), Int(records.bounds[bound + 1]))
    var (from, to) = (start, start)
    while from < end {
      records.bytes[to] = records.bytes[from]
      from += records.bytes[from] == UInt8(ascii: "\"") ? 2 : 1
      to += 1
    }
    records.bounds[bound + 1] = UInt32(to)
  }

  /// Passes over line ends that stand here and forgets all bytes before them; returns how many there were.
  ///
  /// A hole in a file may hold more of them than fit into memory.
  private func skipLineEnds(upTo limit: Int = .max) throws(TableError) -> Int {
    var skipped = 0
    while true {
      skipped += passLineEnds()
      if position >= 64 * 1024 {
        buffer.removeFirst(position)
        position = 0
      }
      // What stands at the end of the buffer may go on behind it.
      guard position + 1 >= buffer.count, !isAtEnd, skipped <= limit else { return skipped }
      guard position == buffer.count || buffer[position] == 0x0D else { return skipped }
      try refill(64 * 1024)
    }
  }

  /// Passes over the line ends that stand here in the buffer; returns how many bytes they are.
  private func passLineEnds() -> Int {
    let isAtEnd = isAtEnd
    var (index, lineCount) = (position, 0)
    buffer.withUnsafeBufferPointer { bytes in
      guard let first = bytes.baseAddress else { return }
      let end = bytes.count
      while index < end {
        if first[index] == 0x0D {
          // A line feed that belongs to it may be yet to come.
          guard index + 1 < end || isAtEnd else { break }
          if index + 1 < end, first[index + 1] == 0x0A { index += 1 }
        } else if first[index] != 0x0A {
          break
        }
        (index, lineCount) = (index + 1, lineCount + 1)
      }
    }
    defer { (position, line) = (index, line + lineCount) }
    return index - position
  }

  private func lineEnd(from start: Int) -> Int? {
    buffer[start...].firstIndex { $0 == 0x0A || $0 == 0x0D }
  }

  private func refill(_ count: Int) throws(TableError) {
    isAtEnd = try !source.read(count, into: &buffer)
  }

  private func checkEncoding(_ bytes: ArraySlice<UInt8>, line: Int) throws(TableError) {
    let invalid = bytes.withUnsafeBufferPointer(UTF8Check.firstInvalid)
    guard let invalid else { return }
    let before = bytes.prefix(invalid)
    let byte = String(bytes[bytes.startIndex + invalid], radix: 16)
    throw TableError(
      .invalidEncoding,
      at: TablePlace(file: source.name, line: line + before.count { $0 == 0x0A }),
      found: "the byte 0x\(byte), which is not UTF-8 here", expected: "UTF-8",
      hint: "Save the table as UTF-8")
  }

  private func tooLarge(
    _ what: String = "without the end of a row", _ expected: String = "a row of sensible length"
  ) -> TableError {
    TableError(
      .tooLarge, at: TablePlace(file: source.name, line: line),
      found: "more than \(Self.recordByteLimit >> 20) MiB \(what)", expected: expected,
      hint: isQuoting ? "Look for a quote that is never closed" : nil)
  }
}

extension UInt8 {
  /// Whether the byte ends a line.
  fileprivate var isLineEnd: Bool { self == 0x0A || self == 0x0D }
}
