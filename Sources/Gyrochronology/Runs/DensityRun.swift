// SPDX-License-Identifier: GPL-3.0-or-later
// A model's density and distribution function at the points of a table.

internal import GyroFlows
internal import GyroModel
package import GyroTables

/// Evaluates a model at the points of a table, row by row.
package struct DensityRun {
  private static let added = [
    ColumnDescription(
      name: "log_density_flow", type: .float64,
      meaning: "natural log of the flow's density per dex of period"),
    ColumnDescription(
      name: "cdf_flow", type: .float64, meaning: "probability of a shorter period"),
  ]

  /// The columns of the result: those of the points and two more.
  package let schema: TableSchema
  /// What is known before the first row.
  package let warnings: [RunWarning]
  private let path: String
  private let flow: FlowEnsemble
  private let reader: any TableReader
  private let places: [Int]
  private let kept: [Int]

  /// Reads the model and opens the table, a path or `-` for standard input.
  ///
  /// - Throws: ``GyroFlows/FlowError`` or ``GyroTables/TableError`` if one cannot be read or a column is missing.
  package init(points path: String, model: String) throws {
    self.path = path
    let rotation = try LoadedModel(model).rotation
    flow = rotation.flow
    let reader = try openTable(path: path)
    let names = rotation.schema.names + [RotationFlow.valueName]
    places = try names.map { name throws(TableError) in
      try reader.schema.requiredIndex(of: name, in: path)
    }
    let columns = reader.schema.columns
    let taken = Self.added.compactMap { reader.schema.index(of: $0.name) }
    kept = columns.indices.filter { !taken.contains($0) }
    let replaced = taken.map { columns[$0].name }.joined(separator: " and ")
    warnings =
      taken.isEmpty
      ? []
      : [
        RunWarning(
          .replacedColumns, "\(path): \(replaced) of the input are replaced by this model's")
      ]
    schema = TableSchema(
      columns: kept.map { columns[$0] } + Self.added, metadata: reader.schema.metadata)
    self.reader = reader
  }

  /// Evaluates all rows; a run is done once.
  ///
  /// - Parameters:
  ///   - progress: Called after each piece with how many rows are done; false ends the run.
  ///   - sink: Takes the rows, piece by piece and in order.
  /// - Returns: What the user should know; nil if the run was ended.
  /// - Throws: ``GyroTables/TableError`` if the table is damaged or a cell is no finite number, or what the sink
  ///   throws.
  package func run(
    progress: (Int) -> Bool = { _ in true }, into sink: (TableChunk) throws -> Void
  ) throws -> [RunWarning]? {
    var reader = reader
    var withoutDensity: (count: Int, firstRow: Int) = (0, 0)
    var count = 0
    while let chunk = try reader.next(upTo: 4096) {
      let (contexts, values) = try points(chunk)
      let densities = flow.conditioned(on: contexts)
      func results(_ evaluate: (Double, Int) -> Double) -> [Double?] {
        values.enumerated().map { member, value in
          value.map { evaluate($0, member) }.flatMap { $0.isFinite ? $0 : nil }
        }
      }
      let logDensities = results(densities.logDensity(at:member:))
      for row in values.indices where values[row] != nil && logDensities[row] == nil {
        if withoutDensity.count == 0 { withoutDensity.firstRow = chunk.firstRow + row }
        withoutDensity.count += 1
      }
      try sink(
        chunk.selecting(kept).appending([
          TableColumn(Self.added[0], doubles: logDensities),
          TableColumn(Self.added[1], doubles: results(densities.cdf(at:member:))),
        ]))
      count += chunk.rowCount
      guard progress(count) else { return nil }
    }
    guard withoutDensity.count > 0 else { return [] }
    return [
      RunWarning(
        .zeroDensity,
        "\(path): \(withoutDensity.count) rows, the first of them row \(withoutDensity.firstRow), "
          + "are too far from anything a star can be: their \(Self.added[0].name) is empty")
    ]
  }

  /// The contexts and the values of some rows; a row with an empty cell has no value.
  private func points(
    _ chunk: TableChunk
  ) throws(TableError) -> (contexts: [Double], values: [Double?]) {
    var contexts: [Double] = []
    var values: [Double?] = []
    for row in 0..<chunk.rowCount {
      let numbers = try places.map { place throws(TableError) in
        guard let value = try chunk.columns[place].double(at: row) else { return Double?.none }
        guard value.isFinite else {
          throw TableError(
            .unparsableValue, at: chunk.place(row: row, column: place), found: "\(value)",
            expected: "a finite number", hint: "Leave the cell empty if the value is unknown")
        }
        return value
      }
      let known = numbers.compactMap(\.self)
      // A row that is not complete gets some context, so that members and rows keep their step.
      let isComplete = known.count == places.count
      contexts += isComplete ? known.dropLast() : Array(repeating: 0, count: places.count - 1)
      values.append(isComplete ? known.last : nil)
    }
    return (contexts, values)
  }
}
