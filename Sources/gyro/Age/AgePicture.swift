// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of `gyro age --plot`: a posterior for one star, an overview for a table.

internal import GyroFigures
internal import GyroPlotting
internal import Gyrochronology

struct AgePicture {
  private let isWanted: Bool
  private var survey: AgeSurvey?
  private var star: AgeEstimate?

  init(isSingle: Bool, isWanted: Bool) {
    self.isWanted = isWanted
    survey = isSingle ? nil : AgeSurvey()
  }

  mutating func add(_ ages: [AgeEstimate]) {
    guard isWanted else { return }
    star = ages.first
    for age in ages { survey?.add(age) }
  }

  func write(_ plot: PlotOption, estimator: AgeEstimator, manifest: RunManifest) throws {
    if let survey {
      try plot.write(survey.figure(manifest))
    } else if case .age(let age) = star,
      let figure = Figure.agePosterior(
        age, estimator: estimator, headline: AgeText.headline(age), manifest: manifest)
    {
      try plot.write(figure)
    }
  }
}
