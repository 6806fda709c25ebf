// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as handles: columns of numbers or of texts, with names, units and meanings.

internal import GyroEssentials
internal import GyroPlatform
internal import GyroTables

/// What a `gyro_table` stands for.
final class TableHandle: Sendable {
  let chunks: [TableChunk]
  let columns: [ColumnDescription]
  let rowCount: Int
  /// Names, units and meanings, which live as long as the handle.
  private let texts: [[ConstantText]]

  init(_ columns: [ColumnDescription], _ chunks: [TableChunk]) {
    (self.columns, self.chunks) = (columns, chunks)
    rowCount = chunks.reduce(0) { $0 + $1.rowCount }
    texts = columns.map { column in
      [column.name, column.unit ?? "", column.meaning ?? ""].map(ConstantText.init)
    }
  }

  func text(_ column: Int32, _ part: Int) -> UnsafePointer<CChar>? {
    texts.indices.contains(Int(column)) ? texts[Int(column)][part].pointer : nil
  }

  func column(_ index: Int32) throws -> Int {
    guard columns.indices.contains(Int(index)) else {
      throw ArgumentError("There is no column \(index) among \(columns.count).")
    }
    return Int(index)
  }
}

/// A text in C's form, freed with this object.
final class ConstantText: @unchecked Sendable {
  let pointer: UnsafePointer<CChar>?

  init(_ text: String) { pointer = UnsafePointer(strdup(text)) }

  deinit { free(UnsafeMutablePointer(mutating: pointer)) }
}

/// Frees a table; NULL is allowed.
@c(gyro_table_close)
public func gyroTableClose(_ table: OpaquePointer?) { Handle.release(table, TableHandle.self) }

/// The number of rows; 0 for NULL.
@c(gyro_table_row_count)
public func gyroTableRowCount(_ table: OpaquePointer?) -> Int64 {
  ((try? Handle.object(table, TableHandle.self))?.rowCount).map(Int64.init) ?? 0
}

/// The name of a column; NULL behind the last.
@c(gyro_table_column_name)
public func gyroTableColumnName(
  _ table: OpaquePointer?, _ column: Int32
) -> UnsafePointer<CChar>? {
  (try? Handle.object(table, TableHandle.self))?.text(column, 0)
}

/// The unit of a column, an empty text if it has none; NULL behind the last.
@c(gyro_table_column_unit)
public func gyroTableColumnUnit(
  _ table: OpaquePointer?, _ column: Int32
) -> UnsafePointer<CChar>? {
  (try? Handle.object(table, TableHandle.self))?.text(column, 1)
}

/// What the numbers of a column are; NULL behind the last.
@c(gyro_table_column_meaning)
public func gyroTableColumnMeaning(
  _ table: OpaquePointer?, _ column: Int32
) -> UnsafePointer<CChar>? {
  (try? Handle.object(table, TableHandle.self))?.text(column, 2)
}

/// Whether a column holds texts rather than numbers; 0 behind the last.
@c(gyro_table_column_is_text)
public func gyroTableColumnIsText(_ table: OpaquePointer?, _ column: Int32) -> Int32 {
  guard let table = try? Handle.object(table, TableHandle.self),
    table.columns.indices.contains(Int(column))
  else { return 0 }
  return table.columns[Int(column)].type == .text ? 1 : 0
}

/// The numbers of a column, one per row.
@c(gyro_table_numbers)
public func gyroTableNumbers(
  _ table: OpaquePointer?, _ column: Int32, _ values: UnsafeMutablePointer<Double>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    let table = try Handle.object(table, TableHandle.self)
    let index = try table.column(column)
    guard table.columns[index].type != .text else {
      throw ArgumentError("\(table.columns[index].name) is a column of texts.")
    }
    guard table.rowCount == 0 || values != nil else { throw ArgumentError("values is NULL.") }
    var row = 0
    for chunk in table.chunks {
      for place in 0..<chunk.rowCount {
        values?[row] = try chunk.columns[index].double(at: place) ?? .nan
        row += 1
      }
    }
  }
}

/// The texts of a column as a JSON array of strings, one per row.
@c(gyro_table_texts)
public func gyroTableTexts(
  _ table: OpaquePointer?, _ column: Int32,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    let table = try Handle.object(table, TableHandle.self)
    let index = try table.column(column)
    guard let json else { throw ArgumentError("json is NULL.") }
    let texts = table.chunks.flatMap { chunk in
      (0..<chunk.rowCount).map { chunk.columns[index].text(at: $0) ?? "" }
    }
    json.pointee = copied(String(decoding: try JSONEncoder().encode(texts), as: UTF8.self))
  }
}
