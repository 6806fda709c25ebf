// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of `gyro age --plot`: a posterior for one star, an overview for a table.

internal import GyroFigures
internal import GyroPlotting
internal import Gyrochronology

/// Keeps what the picture needs of the ages.
final class AgePicture: AgeSink {
  private let isWanted: Bool
  private var survey: AgeSurvey?
  private var star: AgeEstimate?

  init(isSingle: Bool, isWanted: Bool) {
    self.isWanted = isWanted
    survey = isSingle ? nil : AgeSurvey()
  }

  func append(_ chunk: AgeChunk) {
    guard isWanted else { return }
    star = chunk.ages.first
    guard survey != nil else { return }
    for (row, age) in chunk.ages.enumerated() { survey?.add(age, name: chunk.name(ofRow: row)) }
  }

  func finish() {}

  func write(_ plot: PlotOption, run: AgeRun) throws {
    if let survey {
      try plot.write(survey.figure(run.manifest))
    } else if case .age(let age) = star, let posterior = run.posterior(of: age) {
      try plot.write(
        .agePosterior(
          age, posterior: posterior, estimator: run.estimator, headline: AgeText.headline(age),
          manifest: run.manifest))
    }
  }
}
