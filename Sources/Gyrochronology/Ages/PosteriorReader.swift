// SPDX-License-Identifier: GPL-3.0-or-later
// Reads posteriors in any of their formats.

internal import Foundation
internal import GyroFiles
public import GyroNumerics
public import GyroTables

/// A file of posteriors, read piece by piece.
public final class PosteriorReader {
  private enum Source {
    case table(any TableReader, column: Int)
    case compact(FileHandle, PosteriorWriter.Header)
  }
  private var source: Source
  private let path: String

  /// Opens a file that ``PosteriorWriter`` wrote.
  ///
  /// - Throws: ``GyroTables/TableError`` if it is none, or has other probabilities than ``GyroNumerics/CompactDensity/levels``.
  public init(path: String) throws(TableError) {
    self.path = path
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw TableError(
        .unreadable, at: TablePlace(file: path), found: "no file that can be read",
        expected: "posteriors")
    }
    if let start = try? file.read(upToCount: PosteriorFile.magic.utf8.count + 1),
      start == Data((PosteriorFile.magic + "\n").utf8)
    {
      let header = try Self.header(file, path)
      source = .compact(file, header)
      try Self.check(header.levels, path)
      return
    }
    try? file.close()
    let reader = try openTable(path: path)
    let column = try reader.schema.requiredIndex(of: PosteriorFile.columnName, in: path)
    source = .table(reader, column: column)
    let words = reader.schema.metadata.first { $0.key.lowercased() == PosteriorFile.levelsKey }
    try Self.check((words?.value ?? "").split(separator: " ").compactMap { Double($0) }, path)
  }

  /// The posteriors of the next rows, nil for a row without an age; nil after the last row.
  public func next(upTo rowCount: Int) throws(TableError) -> [CompactDensity?]? {
    switch source {
    case .table(var reader, let column):
      let chunk = try reader.next(upTo: rowCount)
      source = .table(reader, column: column)
      guard let chunk else { return nil }
      var densities: [CompactDensity?] = []
      for row in 0..<chunk.rowCount {
        guard let cell = try chunk.columns[column].vector(at: row) else {
          densities.append(nil)
          continue
        }
        guard let density = CompactDensity(quantiles: cell.map { $0 ?? .nan }) else {
          throw TableError(
            .malformedData, at: chunk.place(row: row, column: column), found: "other numbers",
            expected: "\(CompactDensity.levels.count) quantiles that do not decrease")
        }
        densities.append(density)
      }
      return densities
    case .compact(let file, let header):
      let size = 2 * header.levels.count
      guard let bytes = try? file.read(upToCount: size * rowCount), !bytes.isEmpty else {
        return nil
      }
      guard bytes.count.isMultiple(of: size) else {
        throw TableError(
          .truncated, at: TablePlace(file: path), found: "a part of a row", expected: "whole rows")
      }
      var densities: [CompactDensity?] = []
      for row in stride(from: bytes.startIndex, to: bytes.endIndex, by: size) {
        let codes = stride(from: row, to: row + size, by: 2).map {
          UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
        }
        densities.append(
          codes[0] == PosteriorFile.missing
            ? nil
            : CompactDensity(quantiles: codes.map { header.start + header.step * Double($0) }))
      }
      return densities
    }
  }

  private static func header(
    _ file: FileHandle, _ path: String
  ) throws(TableError) -> PosteriorWriter.Header {
    // The command line is part of it, so it has no fixed length.
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")), let more = try? file.read(upToCount: 4096),
      !more.isEmpty
    {
      line += more
    }
    let end = line.firstIndex(of: UInt8(ascii: "\n")) ?? line.endIndex
    let start = UInt64(PosteriorFile.magic.utf8.count + 1)
    guard
      let header = try? JSONDecoder().decode(PosteriorWriter.Header.self, from: line[..<end]),
      (try? file.seek(toOffset: start + UInt64(end) + 1)) != nil
    else {
      throw TableError(
        .malformedData, at: TablePlace(file: path), found: "a damaged header",
        expected: "a line of JSON with levels, start and step")
    }
    return header
  }

  private static func check(_ levels: [Double], _ path: String) throws(TableError) {
    guard levels == CompactDensity.levels else {
      throw TableError(
        .unsupported, at: TablePlace(file: path), found: "\(levels.count) probabilities",
        expected: "the \(CompactDensity.levels.count) of this version",
        hint: "Read it with the version that wrote it")
    }
  }
}
