// SPDX-License-Identifier: GPL-3.0-or-later
// Reads posteriors in any of their formats.

internal import GyroEssentials
internal import GyroFiles
public import GyroNumerics
internal import GyroPlatform
public import GyroTables

/// A file of posteriors, read piece by piece.
public final class PosteriorReader {
  private enum Source {
    case table(any TableReader, column: Int)
    case compact(SequentialFile, PosteriorWriter.Header)
  }
  private var source: Source
  private let path: String
  /// The largest header of the compact form: more than any command line that the system passes on.
  private static let headerLimit = 1 << 24

  /// Opens a file that ``PosteriorWriter`` wrote.
  ///
  /// - Throws: ``GyroTables/TableError`` if it is none, or has other probabilities than ``GyroNumerics/CompactDensity/levels``.
  public init(path: String) throws(TableError) {
    self.path = path
    let magic = Array((PosteriorFile.magic + "\n").utf8)
    let start: [UInt8]
    do { start = try FileContents.start(of: path, count: magic.count) } catch {
      throw Self.unreadable(path, error.problem)
    }
    if start == magic {
      source = try Self.compact(path, headerStart: magic.count)
      return
    }
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
      let bytes: [UInt8]
      do { bytes = try file.next(size * min(rowCount, 1 << 16)) } catch {
        throw Self.unreadable(path, error.problem)
      }
      guard !bytes.isEmpty else { return nil }
      guard bytes.count.isMultiple(of: size) else {
        throw TableError(
          .truncated, at: TablePlace(file: path), found: "a part of a row", expected: "whole rows")
      }
      var densities: [CompactDensity?] = []
      for row in stride(from: bytes.startIndex, to: bytes.endIndex, by: size) {
        let codes = stride(from: row, to: row + size, by: 2).map {
          UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
        }
        guard codes[0] != PosteriorFile.missing else {
          densities.append(nil)
          continue
        }
        guard
          let density = CompactDensity(
            quantiles: codes.map { header.start + header.step * Double($0) })
        else {
          throw TableError(
            .malformedData, at: TablePlace(file: path), found: "quantiles that decrease",
            expected: "\(size / 2) that do not")
        }
        densities.append(density)
      }
      return densities
    }
  }

  /// Opens a file of the compact form behind its first line.
  private static func compact(_ path: String, headerStart: Int) throws(TableError) -> Source {
    let bytes: [UInt8]
    do { bytes = try FileContents.start(of: path, count: headerLimit) } catch {
      throw unreadable(path, error.problem)
    }
    // The command line is part of the header, so it has no fixed length.
    guard let end = bytes[headerStart...].firstIndex(of: UInt8(ascii: "\n")),
      let header = try? JSONDecoder().decode(
        PosteriorWriter.Header.self, from: Data(bytes[headerStart..<end]))
    else {
      throw TableError(
        .malformedData, at: TablePlace(file: path), found: "a damaged header",
        expected: "a line of JSON with levels, start and step")
    }
    try check(header.levels, path)
    do { return .compact(try SequentialFile(path, from: end + 1), header) } catch {
      throw unreadable(path, error.problem)
    }
  }

  private static func unreadable(_ path: String, _ problem: String) -> TableError {
    TableError(.unreadable, at: TablePlace(file: path), found: problem, expected: "")
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
