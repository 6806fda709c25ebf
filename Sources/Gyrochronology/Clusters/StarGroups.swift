// SPDX-License-Identifier: GPL-3.0-or-later
// The groups of a table: one, or one for each value of a column.

internal import GyroModel
internal import GyroTables

/// The stars of a table by group.
struct StarGroups {
  /// The groups, in the order in which they begin in the table.
  private(set) var inputs: [ClusterInput] = []
  /// Rows that name no group, where a column should.
  private var ungroupedCount = 0
  private let columnName: String?
  /// Columns that look like names of groups, where none is used, with their values.
  private var candidates: [(name: String, values: Set<String>)] = []

  /// Names of columns that tell which group a star belongs to.
  private static let groupNames: Set<String> = [
    "cluster", "clustername", "group", "groupname", "association", "assoc", "movinggroup", "region",
    "cl", "ocl", "clustername", "opencluster", "population", "sample",
  ]

  /// Reads all rows.
  ///
  /// - Parameters:
  ///   - name: What to call the group, if there is one.
  ///   - reader: The table, before its first row.
  ///   - columns: Which of its columns describe a star.
  ///   - group: The column that names the group of a star; nil for one group.
  /// - Throws: ``GyroTables/TableError`` if the table is damaged.
  init(
    name: String, reading reader: inout any TableReader, columns: StarColumns, group: Int?
  ) throws(TableError) {
    columnName = group.map { reader.schema.columns[$0].name }
    let others =
      group == nil
      ? reader.schema.columns.indices.filter { index in
        Self.groupNames.contains(ColumnName(reader.schema.columns[index].name).joined)
      } : []
    candidates = others.map { (reader.schema.columns[$0].name, []) }
    var (names, stars): ([String], [String: [ClusterCandidate]]) = ([], [:])
    if group == nil { (names, stars) = ([name], [name: []]) }
    while let chunk = try reader.next(upTo: 4096) {
      for (place, index) in others.enumerated() where candidates[place].values.count < 1000 {
        for row in 0..<chunk.rowCount {
          if let value = chunk.columns[index].text(at: row) {
            candidates[place].values.insert(value)
          }
        }
      }
      for row in 0..<chunk.rowCount {
        let star = StarRow(chunk, row: row, columns: columns)
        let candidate = ClusterCandidate(id: star.id, star.observation)
        guard let group else {
          stars[name]?.append(candidate)
          continue
        }
        let value = chunk.columns[group].text(at: row)?.trimmingBlanks ?? ""
        guard !value.isEmpty else {
          ungroupedCount += 1
          continue
        }
        if stars[value] == nil { names.append(value) }
        stars[value, default: []].append(candidate)
      }
    }
    inputs = names.map { ClusterInput(name: $0, candidates: stars[$0] ?? []) }
  }

  /// What the user should know of the groups.
  func warnings(file: String) -> [RunWarning] {
    var warnings: [RunWarning] = []
    for candidate in candidates where candidate.values.count > 1 {
      warnings.append(
        RunWarning(
          .severalGroups,
          "\(file): \(candidate.name) has \(candidate.values.count) values, and all stars are dated as "
            + "one group; --by \(candidate.name) dates each by itself"))
    }
    if ungroupedCount > 0, let columnName {
      warnings.append(
        RunWarning(
          .severalGroups,
          "\(file): \(ungroupedCount) rows without a value of \(columnName) belong to no group and are left "
            + "out"))
    }
    return warnings
  }
}

extension String {
  /// Without blanks around it.
  fileprivate var trimmingBlanks: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
