// SPDX-License-Identifier: GPL-3.0-or-later
// The usable stars of a group, and the estimate that is assembled from them.

internal import GyroModel
internal import GyroQuantities

/// A group with its stars made ready.
struct PreparedCluster {
  let name: String
  /// The stars that are used.
  private(set) var stars: [Star] = []
  /// By star that was given: its name, and why it is not used.
  private var given: [(id: String, reason: UnusableStar?)] = []
  /// How many of the stars that are used bear a warning of their own.
  private var flagCounts: [AgeFlag: Int] = [:]
  private var offColorCount = 0
  private let domain: CalibrationDomain?
  private let range: ClosedRange<Double>

  /// What a method finds of a star that is used.
  struct Result: Hashable, Sendable {
    let outlierProbability, influence, probabilityBelow: Double
  }

  init(_ input: ClusterInput, estimator: ClusterAgeEstimator) {
    name = input.name
    domain = estimator.stars.model.rotation.domain
    range = estimator.priors.log10AgeMyrRange
    for candidate in input.candidates {
      given.append((candidate.id, nil))
      guard let observation = candidate.observation else {
        given[given.count - 1].reason = candidate.reason
        continue
      }
      do throws(UnusableStar) {
        let usable = try estimator.stars.rules.star(observation)
        if let refusal = refusal(of: usable.star) {
          offColorCount += 1
          throw refusal
        }
        guard estimator.likelihood.backgroundDensity(of: usable.star) > 0 else {
          throw UnusableStar(
            .periodOutOfRange, "no period that the aliases allow is one of the background's")
        }
        stars.append(usable.star)
        for flag in Set(usable.assumed) { flagCounts[flag, default: 0] += 1 }
      } catch {
        given[given.count - 1].reason = error
      }
    }
  }

  /// Why a color cannot be dated; nil if it can.
  private func refusal(of star: Star) -> UnusableStar? {
    let bpRp0 = star.covariates.bpRp0.value
    if bpRp0 < AgeFlag.minimumBpRp0 {
      return UnusableStar(
        .colorNotDated, "bluer than \(AgeFlag.minimumBpRp0) mag, where stars hardly brake")
    }
    if let domain, !domain.bpRp0.contains(bpRp0) {
      return UnusableStar(.colorNotDated, "the color is outside the training stars'")
    }
    return nil
  }

  /// The answer.
  func estimate(_ age: ClusterAge?, members: [Result]) -> ClusterEstimate {
    var results = members.makeIterator()
    let all = given.map { star in
      let result = star.reason == nil ? results.next() : nil
      return ClusterMember(
        id: star.id, reason: star.reason, outlierProbability: result?.outlierProbability,
        influence: result?.influence, probabilityBelow: result?.probabilityBelow)
    }
    return ClusterEstimate(
      name: name, age: age, members: all, stars: stars, flags: flags(age),
      starFlagCounts: flagCounts)
  }

  private func flags(_ age: ClusterAge?) -> [ClusterFlag] {
    ClusterFlag.allCases.filter { flag in
      switch flag {
      case .noUsableStar: stars.isEmpty
      case .fewStars: !stars.isEmpty && stars.count < ClusterFlag.minimumStarCount
      case .colorOutOfRange: offColorCount > stars.count
      case .calibrationUnknown: domain == nil
      case .colorSigmaDefaulted, .extinctionSigmaMissing, .colorFromTeff, .colorFromBV,
        .colorFromOtherColor, .colorFromMass, .gspPhotUsed, .membershipAssumed:
        // A flag of the stars has one name for a star and for a group.
        AgeFlag(rawValue: flag.rawValue).map { flagCounts[$0] != nil } ?? false
      case .ageBeyondCalibration:
        age.flatMap { age in
          domain.map {
            age.summary.q84 > $0.log10AgeMyr.upperBound
              || age.summary.q16 < $0.log10AgeMyr.lowerBound
          }
        } ?? false
      // The bound lies within one standard deviation, where a normal density has 60 percent of its peak.
      case .lowerLimit: age.map { $0.statisticalEnd(+1) >= range.upperBound } ?? false
      case .upperLimit: age.map { $0.statisticalEnd(-1) <= range.lowerBound } ?? false
      case .multimodal: age?.summary.isMultimodal ?? false
      case .preMainSequenceRange:
        age.map { $0.summary.q50 < AgeFlag.preMainSequenceLog10AgeMyr } ?? false
      case .flowIncompatible:
        age.map {
          min($0.predictive.logLikelihoodProbability, $0.predictive.distributionProbability)
            < ClusterFlag.minimumPredictiveProbability
        } ?? false
      case .notConverged: age.map { !$0.diagnostics.isConverged } ?? false
      case .colorDisagreement: age?.colors?.isDisagreement ?? false
      }
    }
  }
}

extension ClusterAge {
  /// The median, one standard deviation without the calibrators' towards older or younger ages.
  fileprivate func statisticalEnd(_ sign: Double) -> Double {
    let squares = [budget.statistical, budget.extinction ?? 0, budget.membership ?? 0]
    return summary.q50 + sign * squares.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
