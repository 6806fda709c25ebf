// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import Gyrochronology
import Testing

/// What holds of every track of the default model.
@Suite struct TrackLawTests {
  private static let colors = [0.5, 0.6, 0.7, 0.82, 1.0, 1.2, 1.3, 1.5, 1.8, 2.2, 2.6, 3.0]
  private static let quantiles = [0.05, 0.16, 0.5, 0.84, 0.95]
  private static let agesMyr = (0...60).map { 10 * pow(500, Double($0) / 60) }

  /// Colors at which clusters of FGK dwarfs only slow down from the age of the Pleiades to that of Ruprecht 147.
  private static let slowingColors = [0.7, 0.82, 1.0, 1.2, 1.3, 1.5, 1.8]

  /// The tracks of a color are computed once for all laws.
  @Test(arguments: colors) func tracksObeyTheirLaws(bpRp0: Double) throws {
    let lines = ForwardModel(try LoadedModel()).tracks(
      bpRp0: bpRp0, agesMyr: Self.agesMyr, quantiles: Self.quantiles)
    quantilesNeverCross(lines)
    aPeriodThatShortensIsFlagged(lines)
    if Self.slowingColors.contains(bpRp0) { mediansLengthenWhereClustersSayThatTheyDo(lines[2]) }
  }

  private func quantilesNeverCross(_ lines: [SpinDownLine]) {
    for (faster, slower) in zip(lines, lines.dropFirst()) {
      for (below, above) in zip(faster.points, slower.points) {
        #expect(below.log10PeriodDays < above.log10PeriodDays, "\(below)")
      }
    }
  }

  /// A period that is shorter at the next age has the flag at one of the two ages at least, and where neither
  /// has it the period does not shorten.
  private func aPeriodThatShortensIsFlagged(_ lines: [SpinDownLine]) {
    for line in lines {
      for (now, next) in zip(line.points, line.points.dropFirst())
      where next.log10PeriodDays < now.log10PeriodDays {
        #expect(
          (now.flagNames + next.flagNames).contains(SpinDownPoint.spinningUpFlag),
          "\(line.quantile) at \(pow(10, now.log10AgeMyr)) Myr")
      }
    }
  }

  private func mediansLengthenWhereClustersSayThatTheyDo(_ line: SpinDownLine) {
    let median = line.points.filter { (2.1...3.39).contains($0.log10AgeMyr) }
    #expect(median.count > 20)
    for (now, next) in zip(median, median.dropFirst()) {
      #expect(now.log10PeriodDays <= next.log10PeriodDays, "\(pow(10, now.log10AgeMyr)) Myr")
    }
  }

  /// The flag stands where, and only where, the median runs between two clusters otherwise than they do.
  @Test(arguments: ObservedSlope.all.flatMap { pair in pair.bins.map { (pair, $0) } })
  func anotherSlopeThanThatOfClustersIsFlagged(pair: ObservedSlope, bin: ObservedSlope.Bin) throws {
    let ages = [pair.log10AgeMyr.lowerBound, pair.log10AgeMyr.upperBound]
    let middle = 0.5 * (ages[0] + ages[1])
    let points = ForwardModel(try LoadedModel()).tracks(
      bpRp0: bin.bpRp0, agesMyr: (ages + [middle, 1.5, 3.6]).map { pow(10, $0) },
      quantiles: [0.5])[0].points
    let slope = (points[1].log10PeriodDays - points[0].log10PeriodDays) / (ages[1] - ages[0])
    let isOther = abs(slope - bin.slope) > ObservedSlope.tolerance * bin.sigma
    #expect(points[2].differsFromClusters == isOther, "\(slope) and \(bin)")
    #expect(points[2].flagNames.contains("slope_other_than_clusters") == isOther)
    #expect(!points[3].differsFromClusters && !points[4].differsFromClusters)
  }
}
