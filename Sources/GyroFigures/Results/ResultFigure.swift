// SPDX-License-Identifier: GPL-3.0-or-later
// What can be drawn of a result that was written earlier.

internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform
package import GyroPlotting
internal import GyroStudies
package import Gyrochronology

/// A result file that can be drawn.
package enum ResultFigure: Sendable {
  /// Its figure, which follows from the file alone.
  case drawn(Figure)
  /// The run that made it, which is to be done again for its figure.
  case run(RecordedRun)

  /// Reads a result.
  ///
  /// - Parameters:
  ///   - result: What the user named.
  ///   - file: The path of it, without the name of a table inside.
  ///   - command: What draws it.
  /// - Throws: ``GyroFiles/FileError`` that says what the file is, if it cannot be drawn;
  ///   ``GyroTables/TableError`` if it is a damaged table.
  package init(_ result: String, file: String, command: String) throws {
    func refusal(_ problem: String, _ hint: String) -> FileError {
      FileError(path: result, problem: problem, hint: hint)
    }
    let start = try FileContents.start(of: file, count: 64)
    if start.count > 8, start[7] == 0 {
      throw refusal(
        "is a model", "gyro model card --model \(ShellWords.line([file])) --plot FILE draws it")
    }
    if start.starts(with: "PAR1".utf8) {
      throw refusal("is Parquet, which is not read here", "Write the result as .json or .fits")
    }
    switch start.first(where: { !" \t\r\n".utf8.contains($0) }) {
    case UInt8(ascii: "["):
      throw refusal(
        "is a list of stars or clusters", "gyro catalog show --plot FILE draws those of a catalog")
    case UInt8(ascii: "{"):
      self = try Self.inJSON(result, command: command, refusal: refusal)
    default:
      guard let run = try RecordedRun(table: result) else {
        throw refusal(
          "does not say how it was made, as no CSV or TSV does",
          "Draw it with --plot of the command that made it, or write the result as .json or .fits")
      }
      self = .run(run)
    }
  }

  private static func inJSON(
    _ result: String, command: String, refusal: (String, String) -> FileError
  ) throws -> ResultFigure {
    guard let bytes = try FileContents.regular(result, limit: 1 << 28) else {
      throw FileError(path: result, problem: "cannot be read")
    }
    guard let json = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
      throw FileError(path: result, problem: "is damaged JSON")
    }
    if let run = RecordedRun(json) { return .run(run) }
    if try BudgetResult.matches(bytes, path: result) {
      return .drawn(.budget(try BudgetResult(bytes: bytes, path: result), command: command))
    }
    if try HeldOutResult.matches(bytes, path: result) {
      let heldOut = try HeldOutResult(bytes: bytes, path: result)
      if let figure = Figure.heldOut(heldOut, command: command) { return .drawn(figure) }
      throw refusal(
        "has scores of held-out stars, of which there is no figure",
        "gyro train --folds clusters makes a result that has one")
    }
    if try ClusterScores.matches(bytes, path: result) {
      throw refusal(
        "has scores of clusters, of which there is no figure",
        "gyro model card \(ShellWords.line([result])) --plot FILE shows them with the model")
    }
    throw refusal(
      "is not a result that gyro plot draws", "gyro help plot lists those that it does")
  }
}
