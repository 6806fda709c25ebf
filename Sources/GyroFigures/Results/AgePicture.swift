// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of `gyro age --plot`: a posterior for one star, an overview for a table.

internal import GyroModel
package import GyroPlotting
package import Gyrochronology

/// Keeps what the picture needs of the ages.
package final class AgePicture: AgeSink {
  private let isWanted: Bool
  private var survey: AgeSurvey?
  private var star: AgeEstimate?
  private let keepsMedians: Bool
  /// The medians of the ages, dex of Myr, if they are kept; nil for a star without an age.
  package private(set) var medians: [Double?] = []

  /// Keeps nothing yet.
  ///
  /// - Parameters:
  ///   - isSingle: Whether the run is about one star.
  ///   - isWanted: Whether there is to be a picture.
  ///   - keepsMedians: Whether the medians are kept too.
  package init(isSingle: Bool, isWanted: Bool, keepsMedians: Bool = false) {
    (self.isWanted, self.keepsMedians) = (isWanted, keepsMedians)
    survey = isSingle ? nil : AgeSurvey()
  }

  /// Takes what the picture shows of a piece of the table.
  package func append(_ chunk: AgeChunk) {
    guard isWanted else { return }
    star = chunk.ages.first
    if keepsMedians {
      medians += chunk.ages.map { if case .age(let age) = $0 { age.summary.q50 } else { nil } }
    }
    guard survey != nil else { return }
    for (row, age) in chunk.ages.enumerated() { survey?.add(age, name: chunk.name(ofRow: row)) }
  }

  /// Nothing is left to do.
  package func finish() {}

  /// The figure; nil if it is not wanted, or of a star without an age.
  package func figure(_ run: AgeRun) -> Figure? {
    guard isWanted else { return nil }
    if let survey { return survey.figure(run.manifest) }
    guard case .age(let age) = star, let posterior = run.posterior(of: age) else { return nil }
    return .agePosterior(
      age, posterior: posterior, estimator: run.estimator, headline: AgeText.headline(age),
      manifest: run.manifest)
  }
}
