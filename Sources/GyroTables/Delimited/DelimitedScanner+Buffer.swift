// SPDX-License-Identifier: GPL-3.0-or-later
// The buffer of a scanner: what is handed over, what is passed, and what is read next.

extension DelimitedScanner {
  /// Hands the scanned part of the buffer over and keeps the rest.
  func finish(
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
  func unescape(_ records: inout DelimitedRecords, _ bound: Int) {
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
  func skipLineEnds(upTo limit: Int = .max) throws(TableError) -> Int {
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
  func passLineEnds() -> Int {
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

  func lineEnd(from start: Int) -> Int? {
    buffer[start...].firstIndex { $0 == 0x0A || $0 == 0x0D }
  }

  func refill(_ count: Int) throws(TableError) {
    isAtEnd = try !source.read(count, into: &buffer)
  }

  func checkEncoding(_ bytes: ArraySlice<UInt8>, line: Int) throws(TableError) {
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

  func tooLarge(
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
  var isLineEnd: Bool { self == 0x0A || self == 0x0D }
}
