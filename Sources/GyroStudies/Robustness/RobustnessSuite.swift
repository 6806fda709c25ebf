// SPDX-License-Identifier: GPL-3.0-or-later
// The robustness suites: which assumption each one questions, and which variants it tries.

internal import GyroModel
internal import GyroPlatform
package import GyroTraining

/// A question put to the ages.
///
/// What if this had been done otherwise?
package enum RobustnessSuite: String, CaseIterable, Hashable, Sendable, Codable {
  /// The color excess.
  case extinction
  /// Who is a member.
  case membership
  /// The ages of the calibrating clusters.
  case calibration
  /// The training itself.
  case training
  /// Which stars are used.
  case selection
  /// Periods that are half or twice the star's.
  case aliases
  /// The prior on age.
  case prior
  /// Members whose period is no function of age.
  case outliers

  /// What is changed, and what is done again for it.
  package var about: String {
    switch self {
    case .extinction: "the color excess; the ages are inferred again"
    case .membership: "who is a member; the ages are inferred again"
    case .calibration:
      "the ages of the calibrators; the flow is trained and the ages inferred again"
    case .training: "the training itself; the flow is trained and the ages inferred again"
    case .selection: "which stars are used; the ages are inferred again"
    case .aliases: "periods half or twice the star's; the ages are inferred again"
    case .prior: "the prior over age; the ages are inferred again"
    case .outliers: "the share of outliers; the ages are inferred again"
    }
  }

  /// Its key in result files.
  package var key: String { rawValue }
}

/// How often random variants are drawn.
package struct RobustnessDraws: Hashable, Sendable, Codable {
  /// Draws of the calibration ages.
  package var ages: Int
  /// Seeds of the training.
  package var seeds: Int
  /// Bootstraps of stars, and sets of clusters that are left out.
  package var bootstraps: Int
  /// Draws of shuffled memberships and of doubled periods.
  package var data: Int

  /// The draws of a full run.
  package static let full = RobustnessDraws(ages: 32, seeds: 4, bootstraps: 8, data: 8)
  /// The draws of a quick run.
  package static let quick = RobustnessDraws(ages: 2, seeds: 2, bootstraps: 2, data: 4)
}

/// How the ages of a variant become a figure.
package enum RobustnessStatistic: String, Hashable, Sendable, Codable {
  /// Root mean square of the shifts against the reference, over all variants of the source.
  case shift
  /// Standard deviation over the draws.
  case spread
  /// None: it is shown, and is not part of the budget.
  case shown
}

/// A declared perturbation.
package struct RobustnessVariant: Hashable, Sendable, Codable {
  /// What is changed.
  package enum Effect: Hashable, Sendable, Codable {
    /// The data that are dated; the model is the one given.
    case data(DataPerturbation)
    /// The training; each cluster is dated by flows that have not seen it.
    case training(TrainingPerturbation)
    /// Nothing: the posterior of all clusters and their nuisances is sampled jointly.
    case joint
  }

  /// The suite; nil for the references.
  package let suite: RobustnessSuite?
  /// The source of error within the suite.
  package let source: String
  /// Its name, unique within the suite.
  package let name: String
  /// How it enters the budget.
  package let statistic: RobustnessStatistic
  /// How often it is drawn.
  package let draws: Int
  /// What is changed.
  package let effect: Effect

  init(
    _ suite: RobustnessSuite?, _ source: String, _ name: String, _ statistic: RobustnessStatistic,
    draws: Int = 1, _ effect: Effect
  ) {
    (self.suite, self.source, self.name) = (suite, source, name)
    (self.statistic, self.draws, self.effect) = (statistic, draws, effect)
  }

  /// Its name with that of its suite.
  package var path: String { (suite?.key ?? "reference") + "/" + name }

  var isTraining: Bool {
    if case .training = effect { true } else { false }
  }

  /// The ages by the model as it is, with which the data variants are compared.
  static let asGiven = RobustnessVariant(nil, "model", "model", .shown, .data(.none))
  /// The ages by the hierarchical posterior of all clusters, with whose widths the budget is compared.
  static let joint = RobustnessVariant(nil, "joint", "joint", .shown, .joint)
  /// The ages by flows that have not seen the cluster, with which the training variants are compared.
  static let heldOut = RobustnessVariant(nil, "held out", "held out", .shown, .training(.none))
}

extension RobustnessSuite {
  /// The priors of the nuisances of clusters, with the source of each number.
  private static let clusterPriors = ClusterPriors()
  /// What a held-out age has gone without: one of five folds.
  ///
  /// A bootstrap would leave out 37 percent.
  private static let shareLeftOut = 0.2

  /// The variants of the suite.
  ///
  /// - Parameters:
  ///   - draws: How often random ones are drawn.
  ///   - otherScales: Keys of the age scales other than the one that is trained on.
  /// - Returns: The variants, in the order of reports.
  func variants(draws: RobustnessDraws, otherScales: [String]) -> [RobustnessVariant] {
    func data(
      _ source: String, _ name: String, _ perturbation: DataPerturbation,
      _ statistic: RobustnessStatistic = .shift
    ) -> RobustnessVariant {
      RobustnessVariant(
        self, source, name, statistic, draws: perturbation.isRandom ? draws.data : 1,
        .data(perturbation))
    }
    func training(
      _ source: String, _ name: String, _ perturbation: TrainingPerturbation,
      _ statistic: RobustnessStatistic, draws: Int = 1
    ) -> RobustnessVariant {
      RobustnessVariant(self, source, name, statistic, draws: draws, .training(perturbation))
    }
    switch self {
    case .extinction:
      let sigma = Self.clusterPriors.zeroPointSigma
      return [-3, -2, -1, 1, 2, 3].map { step in
        data(
          "zero point", String(printf: "E(BP-RP) %+.3f", Double(step) * sigma),
          .zeroPoint(colorExcessBpRp: Double(step) * sigma), abs(step) == 1 ? .shift : .shown)
      } + [
        data(
          "zero point", "zero point marginalized", .zeroPointMarginalized(sigma: sigma), .shown),
        data("law", "law babusiaux2018", .extinctionLaw(name: "babusiaux2018")),
        data("per cluster", "one value per cluster", .clusterExtinction),
        data("dust", "colors of the other catalog", .otherColors),
      ]
    case .membership:
      return [0.3, 0.5, 0.7, 0.9].map {
        data("weights", "probability at least \($0)", .membershipThreshold($0))
      } + [
        data("weights", "all are members", .membershipUniform),
        data(
          "weights", "log-odds less", .membershipLogOdds(-Self.clusterPriors.membershipShiftSigma)),
        data(
          "weights", "log-odds more", .membershipLogOdds(Self.clusterPriors.membershipShiftSigma)),
        data("weights", "probabilities of the other catalog", .otherMembership),
        data("shuffled", "shuffled", .membershipShuffled, .shown),
      ]
    case .calibration:
      return [training("age errors", "ages drawn", .agesDrawn, .spread, draws: draws.ages)]
        + otherScales.map { training("age scale", "scale \($0)", .ageScale(key: $0), .shift) }
    case .training:
      return [
        // These train from random numbers of their own, so the seeds are contained in them.
        training("seed", "seeds", .seed, .shown, draws: draws.seeds),
        training("stars", "stars bootstrapped", .starBootstrap, .spread, draws: draws.bootstraps),
        training(
          "clusters", "a fifth of the clusters left out",
          .clustersLeftOut(share: Self.shareLeftOut), .spread, draws: draws.bootstraps),
        training("width", "half as wide", .width(32), .shift),
        training("width", "twice as wide", .width(128), .shift),
      ]
    case .selection:
      return [
        data("RUWE", "any RUWE", .ruwe(limit: nil)),
        data("RUWE", "RUWE below 1.2", .ruwe(limit: 1.2)),
        data("color", "BP-RP0 0.7 to 4", .colors(least: 0.7, most: 4)),
        data("color", "BP-RP0 0.5 to 2", .colors(least: 0.5, most: 2)),
        data("period", "periods above 0.5 d", .periods(least: 0.5, most: 400)),
        data("period", "periods below 30 d", .periods(least: 0, most: 30)),
        data("source", "first source left out", .sourceLeftOut(rank: 0)),
        data("source", "second source left out", .sourceLeftOut(rank: 1)),
        data("source", "third source left out", .sourceLeftOut(rank: 2)),
        data("other periods", "periods of the other catalog", .otherPeriods),
      ]
    case .aliases:
      return [
        data("mixture", "half or twice, 5 % each", .aliases(half: 0.05, double: 0.05)),
        data("doubled", "5 % of the periods doubled", .periodsDoubled(share: 0.05)),
      ]
    case .prior: return [data("prior", "uniform in age", .priorUniformInAge)]
    case .outliers:
      return [0.02, 0.1].map { data("fraction", "outlier fraction \($0)", .outlierFraction($0)) }
    }
  }
}
