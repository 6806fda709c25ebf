// SPDX-License-Identifier: GPL-3.0-or-later
// The figure of a run that was done again, and whether it is that of the result.

package import GyroFiles
package import GyroPlotting
package import Gyrochronology

/// A figure that was computed again, with what tells whether it is that of the result.
package struct RedrawnResult: Sendable {
  /// The figure; nil if there is nothing to draw.
  package var figure: Figure?
  /// Digest of the model's checkpoint.
  package var modelSHA256: String
  /// The medians of the ages, dex of Myr; nil for a star without an age.
  package var medians: [Double?]
  /// How many digits the result was written with.
  package var digits: Int

  /// States what was computed.
  package init(figure: Figure?, modelSHA256: String, medians: [Double?] = [], digits: Int) {
    (self.figure, self.modelSHA256) = (figure, modelSHA256)
    (self.medians, self.digits) = (medians, digits)
  }

  /// The figure, if it is that of the result of a run.
  ///
  /// - Parameters:
  ///   - run: What the result says of itself.
  ///   - result: The file of it.
  /// - Returns: The figure.
  /// - Throws: ``GyroFiles/FileError`` if there is nothing to draw, or model or ages are not those of the result.
  package func figure(of run: RecordedRun, in result: String) throws(FileError) -> Figure {
    let line = ShellWords.line(run.command)
    func refusal(_ problem: String, _ hint: String) -> FileError {
      FileError(path: result, problem: problem, hint: hint)
    }
    guard let figure else { throw refusal("has no age to draw", "See the reasons in it") }
    guard modelSHA256 == run.modelSHA256 else {
      throw refusal(
        "was made with another model (sha256 \(run.modelSHA256.prefix(12)), gyro \(run.programVersion))",
        "Run its command again: \(line)")
    }
    guard run.agrees(with: medians, digits: digits) else {
      throw refusal(
        "has other ages than its command gives now, since a table or the program was changed",
        "Run its command again: \(line)")
    }
    return figure
  }
}
