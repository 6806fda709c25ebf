// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroPlotting
import GyroQuantities
import Gyrochronology
import Testing

@testable import GyroFigures

@Suite struct AgeFigureTests {
  private func estimator() throws -> AgeEstimator { try AgeEstimator(model: LoadedModel()) }

  private func star(_ days: Double, _ bpRp0: Double) throws -> StarObservation {
    StarObservation(
      period: try #require(RotationPeriod.days(days)),
      color: .intrinsic(Measured(bpRp0, sigma: 0.03)), membershipProbability: 1)
  }

  @Test func thePosteriorFigureShowsTheNumbersOfTheSummary() throws {
    let estimator = try estimator()
    guard case .age(let age) = estimator.estimate(try star(25.4, 0.818)) else {
      Issue.record("no age")
      return
    }
    let figure = Figure.agePosterior(
      age, posterior: try #require(estimator.posterior(of: age)), estimator: estimator,
      headline: "Age 5.4 -1.7 Gyr", manifest: RunManifest(estimator, command: ["gyro", "age"]))
    let panel = try #require(figure.rows[0][0])
    #expect(panel.title?.unicode == "Age 5.4 −1.7 Gyr")
    #expect(figure.provenance.contains("prior log-uniform"))
    var ends: [String: ClosedRange<Double>] = [:]
    for band in panel.layers.compactMap({ $0 as? Band }) {
      guard let label = band.label else { continue }
      let (x, upper) = (band.x, band.upper)
      ends[label.unicode] = (x.first ?? 0)...(x.last ?? 0)
      // Between its ends the band holds the probability that its name says.
      guard label.unicode == "68 %" else { continue }
      var area = 0.0
      for node in 1..<x.count {
        let step = log10(x[node]) - log10(x[node - 1])
        area += 0.5 * (upper[node] + upper[node - 1]) * step
      }
      // The trapezoid rule of the summary, but for the two cut cells.
      #expect(abs(area - 0.68) < 1e-4)
    }
    #expect(ends["68 %"] == pow(10, age.summary.q16)...pow(10, age.summary.q84))
    #expect(ends["95 %"]?.lowerBound == pow(10, age.summary.q025))
    let words = panel.layers.compactMap { ($0 as? Annotation)?.text.unicode }
    #expect(words.contains("P = 25.4 d,  (BP−RP)₀ = 0.818 ± 0.030 mag"))
    for flag in age.flags {
      #expect(words.contains { $0.contains(flag.rawValue.replacing("_", with: " ")) })
    }
  }

  /// All that an age rests on is in the figure, and its title is not cut off.
  @Test func aPosteriorFigureSaysWhatItRestsOn() throws {
    var assumptions = AgeAssumptions()
    assumptions.aliases = .usual
    let estimator = try AgeEstimator(model: LoadedModel(), assumptions: assumptions)
    var star = try star(25.4, 0.818)
    star.periodDaysSigma = 0.35
    guard case .age(let age) = estimator.estimate(star) else {
      Issue.record("no age")
      return
    }
    func figure(_ headline: String) throws -> Figure {
      Figure.agePosterior(
        age, posterior: try #require(estimator.posterior(of: age)), estimator: estimator,
        headline: headline, manifest: RunManifest(estimator, command: ["gyro", "age"]))
    }
    let shown = try figure("No reliable age: the color is outside what the model can date")
    let panel = try #require(shown.rows[0][0])
    #expect(panel.title?.unicode == "No reliable age")
    #expect(shown.provenance.hasSuffix("aliases \(AliasMixture.usual)"))
    let words = panel.layers.compactMap { ($0 as? Annotation)?.text.unicode }
    #expect(words.contains("P = 25.4 ± 0.35 d,  (BP−RP)₀ = 0.818 ± 0.030 mag"))
  }

  @Test func fewStarsArePointsAndManyADensityThatCountsThemAll() throws {
    let estimator = try estimator()
    let manifest = RunManifest(estimator, command: ["gyro"])
    let age = estimator.estimate(try star(10, 1))
    var survey = AgeSurvey()
    survey.add(.unusable(UnusableStar(.periodMissing, "none")))
    for _ in 0..<ColorPeriodStars.maximumPointCount { survey.add(age) }
    func layers() -> [any Mark] { survey.figure(manifest).rows[0][0]?.layers ?? [] }
    #expect(
      layers().compactMap { ($0 as? Points)?.x.count }.reduce(0, +)
        == ColorPeriodStars.maximumPointCount)
    survey.add(age)
    let map = try #require(layers().first as? DensityMap)
    #expect(
      map.values.filter(\.isFinite).reduce(0, +) == Double(ColorPeriodStars.maximumPointCount + 1))
    #expect(
      survey.figure(manifest).title?.unicode.hasPrefix("2002 stars, 2001 with an age") == true)
  }

  /// The color of a point is the range of its median age, and a flagged star is an open one.
  @Test func pointsShowAgesAndFlags() throws {
    let estimator = try estimator()
    var survey = AgeSurvey()
    let stars = try [(4.5, 1.0), (8.5, 1.0), (12, 1.0), (0.5, 0.3)].map { try star($0.0, $0.1) }
    for star in stars { survey.add(estimator.estimate(star)) }
    let panel = try #require(
      survey.figure(RunManifest(estimator, command: ["gyro"])).rows[0][0])
    let points = panel.layers.compactMap { $0 as? Points }
    for star in stars {
      guard case .age(let age) = estimator.estimate(star) else {
        Issue.record("no age")
        continue
      }
      let mine = points.filter { $0.y.contains(star.period.days) }
      #expect(mine.count == 1)
      let drawn = try #require(mine.first)
      #expect(drawn.marker == (age.flags.isEmpty ? .disk : .circle))
      let named = try #require(points.first { $0.label != nil && $0.color == drawn.color })
      let limits: ClosedRange<Double> =
        switch named.label?.unicode {
        case "< 30 Myr": 0...30
        case "30–100": 30...100
        case "100–300": 100...300
        case "0.3–1 Gyr": 300...1000
        case "1–3 Gyr": 1000...3000
        default: 3000...13_800
        }
      #expect(limits.contains(pow(10, age.summary.q50)), "\(age.summary.q50)")
    }
    #expect(points.last?.label?.unicode == "flagged" && points.last?.x.isEmpty == true)
  }

  /// A figure grows with the intervals that it shows one by one, and not with the stars of a histogram.
  @Test func onlyIntervalsOfSingleStarsMakeAFigureHigher() throws {
    let estimator = try estimator()
    let manifest = RunManifest(estimator, command: ["gyro"])
    let age = estimator.estimate(try star(10, 1))
    func height(_ count: Int) -> Double {
      var survey = AgeSurvey()
      for _ in 0..<count { survey.add(age) }
      return survey.figure(manifest).height
    }
    #expect(height(AgeSurvey.maximumIntervalCount) > height(2))
    #expect(height(AgeSurvey.maximumIntervalCount + 1) == height(2))
  }

  @Test func anEmptySurveyIsAPictureToo() throws {
    let manifest = RunManifest(try estimator(), command: ["gyro"])
    #expect(GnuplotScript(AgeSurvey().figure(manifest)).text(.pdf, output: "x").contains("0 stars"))
  }
}
