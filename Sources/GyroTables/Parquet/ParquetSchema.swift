// SPDX-License-Identifier: GPL-3.0-or-later
// What stands at the end of a Parquet file: its columns, its row groups and its metadata.

/// The columns of a Parquet file, and the end of the file that describes them.
///
/// > Source: apache/parquet-format, parquet.thrift, version 2.10; only what is in the first version is used.
struct ParquetSchema {
  /// Where the cells of a column of a row group lie.
  struct ColumnChunk {
    let offset, entryCount: Int
    /// Bytes with the header of the page, before and after compression.
    let plainByteCount, byteCount: Int
    let codec: Codec
  }

  /// A group of rows that can be read without the others.
  struct RowGroup {
    let rowCount: Int
    let columns: [ColumnChunk]
  }

  /// How a page is packed.
  enum Codec: Int {
    case none = 0
    case gzip = 2
  }

  let columns: [ColumnDescription]
  let metadata: [TableMetadata]
  /// Bytes of the longest text of each column.
  let longestTexts: [Int]

  private enum Repetition: Int { case required, optional, repeated }

  /// The footer, without its length and the mark behind it.
  func footer(_ groups: [RowGroup]) -> [UInt8] {
    var file = ThriftStruct()
    file.add(1, int32: 1)
    file.add(2, elements)
    file.add(3, int64: groups.reduce(0) { $0 + $1.rowCount })
    file.add(4, groups.map(rowGroup))
    file.add(
      5,
      keyValues.map { entry in
        var pair = ThriftStruct()
        pair.add(1, text: entry.key)
        pair.add(2, text: entry.value)
        return pair
      })
    file.add(6, text: "gyro")
    return file.finished
  }

  /// The header of a page with every entry of a column.
  static func pageHeader(entryCount: Int, plainByteCount: Int, byteCount: Int) -> [UInt8] {
    let (plain, levels) = (0, 3)
    var data = ThriftStruct()
    data.add(1, int32: entryCount)
    data.add(2, int32: plain)
    data.add(3, int32: levels)
    data.add(4, int32: levels)
    var page = ThriftStruct()
    page.add(1, int32: 0)
    page.add(2, int32: plainByteCount)
    page.add(3, int32: byteCount)
    page.add(5, data)
    return page.finished
  }

  /// The tree of the columns, from its root on.
  private var elements: [ThriftStruct] {
    var root = ThriftStruct()
    root.add(4, text: "schema")
    root.add(5, int32: columns.count)
    return [root] + columns.flatMap(elements)
  }

  private func elements(of column: ColumnDescription) -> [ThriftStruct] {
    let type = ParquetCells.Kind(column.type).physicalType
    func leaf(_ name: String, _ repetition: Repetition) -> ThriftStruct {
      var leaf = ThriftStruct()
      leaf.add(1, int32: type)
      leaf.add(3, int32: repetition.rawValue)
      leaf.add(4, text: name)
      if column.type == .text {
        leaf.add(6, int32: 0)
        leaf.add(10, Self.logicalType(1))
      }
      return leaf
    }
    guard case .float64Vector = column.type else {
      return [leaf(column.name, column.type == .text ? .required : .optional)]
    }
    var list = ThriftStruct()
    list.add(3, int32: Repetition.optional.rawValue)
    list.add(4, text: column.name)
    list.add(5, int32: 1)
    list.add(6, int32: 3)
    list.add(10, Self.logicalType(3))
    var group = ThriftStruct()
    group.add(3, int32: Repetition.repeated.rawValue)
    group.add(4, text: "list")
    group.add(5, int32: 1)
    return [list, group, leaf("element", .required)]
  }

  /// A type without parameters: 1 is text, 3 a list.
  private static func logicalType(_ field: Int) -> ThriftStruct {
    var type = ThriftStruct()
    type.add(field, ThriftStruct())
    return type
  }

  private func rowGroup(_ group: RowGroup) -> ThriftStruct {
    var result = ThriftStruct()
    result.add(
      1,
      zip(columns, group.columns).map { column, chunk in
        var path = [column.name]
        if case .float64Vector = column.type { path += ["list", "element"] }
        var data = ThriftStruct()
        data.add(1, int32: ParquetCells.Kind(column.type).physicalType)
        data.add(2, int32s: [0, 3])
        data.add(3, texts: path)
        data.add(4, int32: chunk.codec.rawValue)
        data.add(5, int64: chunk.entryCount)
        data.add(6, int64: chunk.plainByteCount)
        data.add(7, int64: chunk.byteCount)
        data.add(9, int64: chunk.offset)
        var result = ThriftStruct()
        result.add(2, int64: chunk.offset)
        result.add(3, data)
        return result
      })
    result.add(2, int64: group.columns.reduce(0) { $0 + $1.plainByteCount })
    result.add(3, int64: group.rowCount)
    return result
  }

  /// The metadata, a key once, and what astropy takes units, meanings and the lengths of texts from.
  private var keyValues: [TableMetadata] {
    var values: [String: String] = [:]
    var keys: [String] = []
    for entry in metadata {
      if let earlier = values[entry.key] {
        values[entry.key] = earlier + "\n" + entry.value
      } else {
        keys.append(entry.key)
        values[entry.key] = entry.value
      }
    }
    let header = ECSVWriter.description(of: columns, metadata: metadata).joined(separator: "\n")
    let lengths = zip(columns, longestTexts).filter { $0.0.type == .text }.map {
      TableMetadata(key: "table::len::\($0.name)", value: "\(max($1, 1))")
    }
    return keys.filter { $0 != Self.headerKey && !$0.hasPrefix("table::") }
      .map { TableMetadata(key: $0, value: values[$0] ?? "") }
      + [TableMetadata(key: Self.headerKey, value: header)] + lengths
  }

  private static let headerKey = "table_meta_yaml"
}
