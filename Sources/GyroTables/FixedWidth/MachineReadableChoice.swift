// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses the description and the rows of a fixed-width file that describes several tables.

/// Which table of a fixed-width file is read.
///
/// The description is the one that is asked for, else the one that names the file, else the only one. Where several
/// describe one block of rows and none of them names it, the rows decide if they fit exactly one.
struct MachineReadableChoice {
  /// The part that describes the columns, and the one that holds the rows, which may be described elsewhere.
  let description, rows: Int
  /// The other tables of the file, by name.
  let others: [String]
  /// What the user should know of the choice; nil where there was none.
  let message: String?

  private let parts: [MachineReadablePart]

  /// Chooses.
  ///
  /// - Parameters:
  ///   - parts: What the header or the ReadMe describes.
  ///   - source: The table.
  ///   - readMe: The path of a ReadMe; nil where the table describes itself.
  ///   - wanted: The name of the table that is asked for.
  /// - Throws: ``TableError`` if no description, or no single one, is that of the table.
  init(
    _ parts: [MachineReadablePart], of source: ByteSource, describedBy readMe: String?,
    named wanted: String?
  ) throws(TableError) {
    self.parts = parts
    let file = readMe ?? source.name
    let names = parts.map(\.name).joined(separator: ", ")
    func refusal(found: String, expected: String, hint: String) -> TableError {
      TableError(
        .malformedHeader, at: TablePlace(file: file), found: found, expected: expected, hint: hint)
    }
    guard !parts.isEmpty else {
      throw refusal(
        found: "no \"\(ByteByByteDescription.heading)\"", expected: "that of \(source.name)",
        hint: "Name the ReadMe that describes the table with --readme")
    }
    let holding = parts.indices.filter { parts[$0].hasRows }
    let isBlock = readMe != nil || holding.count == 1
    let named = parts.firstIndex { $0.describes(wanted ?? source.name) }
    if wanted != nil, named == nil {
      throw refusal(
        found: "descriptions of \(names)", expected: "that of \(wanted ?? "")",
        hint: "Name the table in brackets as its description names it")
    }
    guard readMe != nil || !holding.isEmpty else {
      guard parts.count == 1, MachineReadablePart.baseName(source.name) != "ReadMe" else {
        throw refusal(
          found: "descriptions of \(names), and no rows", expected: "a table",
          hint:
            "If this is a ReadMe, open the file it describes, with --readme and the path of this one"
        )
      }
      (description, rows, others, message) = (0, 0, [], nil)
      return
    }
    guard let first = holding.first, !isBlock else {
      // One block of rows, here or in a file of its own.
      rows = holding.first ?? 0
      others = []
      if let chosen = named ?? (parts.count == 1 ? 0 : nil) {
        (description, message) = (chosen, nil)
        return
      }
      let sample = readMe == nil ? try parts[rows].firstRows(of: source) : []
      let fitting = parts.indices.filter { index in
        guard !sample.isEmpty,
          let fields = try? ByteByByteDescription(parts[index], after: parts[0], file: file)
        else { return false }
        return sample.allSatisfy { fields.fits($0) }
      }
      guard fitting.count == 1 else {
        throw refusal(
          found: "descriptions of \(names)",
          expected: "that of \(MachineReadablePart.baseName(source.name))",
          hint: "Say which describes the rows, as in \(source.name)[\(parts[0].name)]")
      }
      description = fitting[0]
      message =
        "of its descriptions (\(names)), none of which names the file, only that of \(parts[fitting[0]].name) fits "
        + "the rows"
      return
    }
    // Several tables with rows of their own: the one that is meant, or the first.
    let chosen = named.flatMap { parts[$0].hasRows ? $0 : nil } ?? first
    guard wanted == nil || chosen == named else {
      throw refusal(
        found: "a description of \(wanted ?? "") without rows", expected: "rows below it",
        hint: "The tables with rows are " + holding.map { parts[$0].name }.joined(separator: ", "))
    }
    (description, rows) = (chosen, chosen)
    others = holding.filter { $0 != chosen }.map { parts[$0].name }
    message =
      wanted != nil
      ? nil
      : "it holds \(holding.count) tables, of which \(parts[chosen].name) is read; another one is named as "
        + "\(source.name)[\(others.first ?? "")]"
  }
}

extension MachineReadablePart {
  /// The first rows, as far as they were looked at.
  fileprivate func firstRows(of source: ByteSource) throws(TableError) -> [ArraySlice<UInt8>] {
    let start = try source.peek(MachineReadableReader.headerByteLimit)
    // The last of them may be cut.
    return start[rowsStart.byte...].split(maxSplits: 100) { $0 == 0x0A || $0 == 0x0D }
      .dropLast(start.last == 0x0A ? 0 : 1).prefix(100).filter { !$0.allSatisfy(\.isBlank) }
  }
}

extension ByteByByteDescription {
  /// Whether a row has numbers where they are described, and blanks elsewhere.
  fileprivate func fits(_ row: ArraySlice<UInt8>) -> Bool {
    var isDescribed = [Bool](repeating: false, count: row.count)
    for field in fields {
      for byte in field.bytes.clamped(to: 0..<row.count) { isDescribed[byte] = true }
    }
    guard zip(row, isDescribed).allSatisfy({ $0.isBlank || $1 }) else { return false }
    let bytes = Array(row)
    let bounds = FixedWidthLayout(fields).cut(bytes, rows: [0..<bytes.count])
    return columns.indices.allSatisfy { index in
      let cell = bytes[Int(bounds[2 * index])..<Int(bounds[2 * index + 1])]
      return cell.isEmpty || columns[index].type == .text
        || cell.withUnsafeBufferPointer(DecimalNumber.double) != nil
    }
  }
}
