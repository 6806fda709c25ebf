// SPDX-License-Identifier: GPL-3.0-or-later
// What the columns of a table are called, hold and mean.

/// What a column holds.
package enum ColumnType: Hashable, Sendable {
  /// Truth values.
  case bool
  /// Whole numbers, exact over the whole range of 64 bits.
  case int64
  /// Numbers known to single precision; they are read and written as such, and handed out as doubles.
  case float32
  /// Numbers of double precision.
  case float64
  /// Text in UTF-8; also the type of every column of a format that declares none.
  case text
  /// A fixed number of doubles in each cell.
  case float64Vector(Int)
}

/// A remark about a table or a column: a key and its value.
package struct TableMetadata: Hashable, Sendable {
  /// What the remark is about.
  package var key: String
  /// What it says.
  package var value: String

  /// Pairs a key with its value.
  package init(key: String, value: String) { (self.key, self.value) = (key, value) }
}

/// The name, type, unit and meaning of a column.
package struct ColumnDescription: Hashable, Sendable {
  /// The name, unique in its table.
  package var name: String
  /// What the cells hold.
  package var type: ColumnType
  /// The unit as the file spells it, such as `mas` or `km/s`.
  package var unit: String?
  /// The Unified Content Descriptor of the IVOA, such as `time.period`.
  package var ucd: String?
  /// What the column means, for a person.
  package var meaning: String?
  /// Whatever else is known about the column.
  package var metadata: [TableMetadata]

  /// Describes a column.
  package init(
    name: String, type: ColumnType, unit: String? = nil, ucd: String? = nil,
    meaning: String? = nil, metadata: [TableMetadata] = []
  ) {
    (self.name, self.type, self.unit, self.ucd) = (name, type, unit, ucd)
    (self.meaning, self.metadata) = (meaning, metadata)
  }
}

/// The columns of a table, in order, and what is said about the table as a whole.
package struct TableSchema: Hashable, Sendable {
  /// The columns, in the order of the file.
  package let columns: [ColumnDescription]
  /// Remarks about the whole table; the key `comment` stands for free text.
  package var metadata: [TableMetadata]
  /// The numbers of the other units of the file that are tables, as ``TableReadingOptions/part`` takes them.
  package internal(set) var otherTables: [String] = []
  /// What this table is called in its file, where that holds several; nil where it is alone.
  package internal(set) var title: String?
  /// What else the file holds, where it holds several tables; part of the message if a column is missing.
  var otherParts: String?
  /// The names that several columns of the file bear, with the indices of these columns.
  ///
  /// Each of them is read under that name with its number behind it: two columns `a` are `a_1` and `a_2`.
  package var duplicates: [String: [Int]] { shared.indices }
  private var shared = SharedNames([:])

  /// The names that several columns bear, in both directions.
  private struct SharedNames: Hashable {
    let indices: [String: [Int]]
    let names: [Int: String]

    init(_ indices: [String: [Int]]) {
      self.indices = indices
      names = Dictionary(
        indices.flatMap { name, indices in indices.map { ($0, name) } }
      ) { first, _ in first }
    }
  }

  private let indexOfName: [String: Int]

  /// Describes a table.
  ///
  /// - Precondition: No two columns bear the same name; readers have checked what comes from a file.
  package init(columns: [ColumnDescription], metadata: [TableMetadata] = []) {
    (self.columns, self.metadata) = (columns, metadata)
    indexOfName = Dictionary(
      zip(columns.map(\.name), columns.indices),
      uniquingKeysWith: { first, second in
        preconditionFailure("columns \(first) and \(second) are both \"\(columns[first].name)\"")
      })
  }

  /// The place of a column in ``columns``, or nil if there is none of that name.
  package func index(of name: String) -> Int? { indexOfName[name] }

  /// The names of the columns, for messages about one that is missing; of very many only the first.
  package var columnList: String {
    let shown = columns.count > 200 ? 50 : columns.count
    let names = columns.prefix(shown).map { "\"\($0.name)\"" }.joined(separator: ", ")
    return (columns.isEmpty ? "no columns" : "the columns \(names)")
      + (shown < columns.count ? " and \(columns.count - shown) more" : "")
      + (otherParts.map { " \($0)" } ?? "")
  }

  /// The same table with more columns to the right.
  ///
  /// - Parameters:
  ///   - added: The new columns.
  ///   - file: The path to blame if a name is taken already.
  /// - Returns: The wider schema, with the same metadata.
  /// - Throws: ``TableError`` with the code `duplicateColumn`.
  package func appending(
    _ added: [ColumnDescription], file: String
  ) throws(TableError) -> TableSchema {
    var wider = try TableSchema(
      checking: columns + added, metadata: metadata, place: TablePlace(file: file))
    (wider.otherParts, wider.shared) = (otherParts, shared)
    return wider
  }

  /// The same table with other descriptions of its columns, which keep their names.
  func replacing(_ columns: [ColumnDescription]) -> TableSchema {
    var schema = TableSchema(columns: columns, metadata: metadata)
    (schema.otherTables, schema.title) = (otherTables, title)
    (schema.otherParts, schema.shared) = (otherParts, shared)
    return schema
  }

  /// Bytes that the vectors of a row take, if each is as wide as its column.
  var declaredVectorByteCount: Int {
    columns.reduce(0) { sum, column in
      guard case .float64Vector(let width) = column.type else { return sum }
      return sum + 8 * width
    }
  }

  /// Builds a schema from names of which none may stand twice.
  init(
    checking columns: [ColumnDescription], metadata: [TableMetadata], place: TablePlace
  ) throws(TableError) {
    var firstIndex: [String: Int] = [:]
    for (index, column) in columns.enumerated() {
      if let first = firstIndex.updateValue(index, forKey: column.name) {
        throw TableError(
          .duplicateColumn, at: place,
          found: "\"\(column.name)\" as the name of columns \(first + 1) and \(index + 1)",
          expected: "every name once", hint: "Rename one of them")
      }
    }
    self.init(columns: columns, metadata: metadata)
  }

  /// Builds a schema from names that came out of a file, of which several may be one.
  init(naming columns: [ColumnDescription], metadata: [TableMetadata]) {
    let indices = Dictionary(grouping: columns.indices) { columns[$0].name }
      .filter { $0.value.count > 1 }
    guard !indices.isEmpty else {
      self.init(columns: columns, metadata: metadata)
      return
    }
    var (columns, taken) = (columns, Set(columns.map(\.name)))
    for (name, indices) in indices.sorted(by: { $0.value[0] < $1.value[0] }) {
      var number = 0
      for index in indices {
        repeat { number += 1 } while taken.contains("\(name)_\(number)")
        columns[index].name = "\(name)_\(number)"
        taken.insert(columns[index].name)
      }
    }
    self.init(columns: columns, metadata: metadata)
    shared = SharedNames(indices)
  }

  /// The name of a column as the file has it.
  package func nameInFile(_ index: Int) -> String { sharedName(index) ?? columns[index].name }

  /// The name that a column shares with others of the file; nil if it shares none.
  package func sharedName(_ index: Int) -> String? { shared.names[index] }
}
