// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro model density`: a model's log-density and distribution function at listed points.

internal import ArgumentParser
internal import Foundation
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroTables
internal import Gyrochronology

struct ModelDensityCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "density",
    abstract: "Evaluate a model's density at the points of a table.",
    discussion: """
      The table needs the columns \(ContextSchema.rotation.names.joined(separator: ", ")) and \
      \(RotationFlow.valueName). It comes out with log_density_flow (nats per dex of period) and \
      cdf_flow added, in place of columns that bear these names already; a row with an empty cell \
      comes out with both empty. Where a point is so far from anything a star can be that its density \
      is zero in floating-point numbers, log_density_flow is empty.

      EXAMPLES
        gyro model density points.csv --model m.safetensors
      """)

  @Argument(help: "A table of points, or - for standard input.")
  var points: String
  @Option(help: "A checkpoint file, or the name of the embedded model.")
  var model = EmbeddedModel.name
  @Option(name: .shortAndLong, help: "The table to write, or - for standard output.")
  var output = "-"

  var files: FileRoles {
    var files = FileRoles()
    files.reads(points, "the table")
    files.readsModel(model)
    files.writes(output, "--output")
    return files
  }

  func run() throws {
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let flow = try LoadedModel(model).rotation.flow
    var reader = try openTable(path: points)
    let names = ContextSchema.rotation.names + [RotationFlow.valueName]
    let places = try names.map { name throws(TableError) in
      try reader.schema.requiredIndex(of: name, in: points)
    }
    let added = [
      ColumnDescription(
        name: "log_density_flow", type: .float64,
        meaning: "natural log of the flow's density per dex of period"),
      ColumnDescription(
        name: "cdf_flow", type: .float64, meaning: "probability of a shorter period"),
    ]
    let taken = added.compactMap { reader.schema.index(of: $0.name) }
    let kept = reader.schema.columns.indices.filter { !taken.contains($0) }
    if !taken.isEmpty {
      let names = taken.map { reader.schema.columns[$0].name }.joined(separator: " and ")
      StandardError.say("\(points): \(names) of the input are replaced by this model's")
    }
    let schema = TableSchema(
      columns: kept.map { reader.schema.columns[$0] } + added, metadata: reader.schema.metadata)
    var writer = try createTable(
      path: output, format: output == "-" ? .csv : nil, schema: schema)
    var withoutDensity: (count: Int, firstRow: Int) = (0, 0)
    while let chunk = try reader.next(upTo: 4096) {
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
        contexts += known.count == 4 ? known[..<3] : [0, 0, 0]
        values.append(known.count == 4 ? known[3] : nil)
      }
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
      try writer.append(
        chunk.selecting(kept).appending([
          TableColumn(added[0], doubles: logDensities),
          TableColumn(added[1], doubles: results(densities.cdf(at:member:))),
        ]))
    }
    try writer.finish()
    if withoutDensity.count > 0 {
      StandardError.say(
        "\(points): \(withoutDensity.count) rows, the first of them row \(withoutDensity.firstRow), "
          + "are too far from anything a star can be: their \(added[0].name) is empty")
    }
  }
}
