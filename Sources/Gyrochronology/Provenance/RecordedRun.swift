// SPDX-License-Identifier: GPL-3.0-or-later
// What a result says of the run that made it, so that it can be run again.

package import GyroFiles
internal import GyroPlatform
internal import GyroTables

/// The command, the model and the answers that a result file of ages, clusters, tracks or mock stars holds.
package struct RecordedRun: Sendable {
  /// The words of the command line, the program first.
  package let command: [String]
  /// Version of the program, and digest of the model's checkpoint.
  package let programVersion, modelSHA256: String
  /// The medians of the ages in the order of the file, dex of Myr; nil for a star without an age, and empty if
  /// the result is not about ages.
  package let medians: [Double?]

  /// Reads a result in JSON; nil if it does not say how it was made.
  package init?(_ result: JSONValue) {
    let record = result["provenance"]
    let command = record?["command"]?.elements.compactMap(\.text) ?? []
    guard let version = record?["program_version"]?.text, let model = record?["model_sha256"]?.text,
      !command.isEmpty
    else { return nil }
    (self.command, programVersion, modelSHA256) = (command, version, model)
    let answers =
      (result["stars"] ?? result["clusters"])?.elements
      ?? (result["log10_age_myr"] == nil ? [] : [result])
    medians = answers.map { answer in
      if case .number(let median)? = answer["log10_age_myr"]?["q50"] { median } else { nil }
    }
  }

  /// Reads a result in a table; nil if its metadata do not say how it was made, as in CSV and TSV.
  ///
  /// - Throws: ``GyroTables/TableError`` if the table cannot be read.
  package init?(table path: String) throws {
    var reader = try openTable(path: path)
    let values = Dictionary(
      reader.schema.metadata.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
    guard let version = values["gyro_program_version"], let model = values["gyro_model_sha256"],
      let command = values["gyro_command"].flatMap(ShellWords.words), !command.isEmpty
    else { return nil }
    (self.command, programVersion, modelSHA256) = (command, version, model)
    var medians: [Double?] = []
    if let column = reader.schema.index(of: "log10_age_myr_q50") {
      while let chunk = try reader.next(upTo: 4096) {
        for row in 0..<chunk.rowCount { medians.append(try chunk.columns[column].double(at: row)) }
      }
    }
    self.medians = medians
  }

  /// Why the run cannot be done again, and what to do instead; nil if it can.
  package var obstacle: (problem: String, hint: String)? {
    let line = ShellWords.line(command)
    if command.first != "gyro" {
      return (
        "was not made by the command gyro but by \(line)", "Draw it with the program that made it"
      )
    }
    return command.contains("-")
      ? (
        "was computed from standard input, which is gone",
        "Give the table once more to: \(line) --plot FILE"
      ) : nil
  }

  /// Whether other medians are these, as far as they were written.
  ///
  /// - Parameters:
  ///   - others: The medians of a run, dex of Myr.
  ///   - digits: How many significant digits the result was written with.
  /// - Returns: Whether each is the same within one unit of the last digit; true for a result without ages.
  package func agrees(with others: [Double?], digits: Int) -> Bool {
    medians.isEmpty
      || medians.count == others.count
        && zip(medians, others).allSatisfy { written, other in
          guard let written, let other else { return (written == nil) == (other == nil) }
          return abs(written - other) <= pow(10, Double(1 - digits)) * max(abs(written), 1e-3)
            + 1e-12
        }
  }
}
