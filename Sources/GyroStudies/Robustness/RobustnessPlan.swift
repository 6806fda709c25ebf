// SPDX-License-Identifier: GPL-3.0-or-later
// The tasks of a robustness run, listed before the first one starts.

internal import GyroCatalogs
internal import GyroFiles
internal import GyroPlatform
package import GyroTraining
internal import Gyrochronology

/// A variant, one draw of it, and the fold that its training leaves out.
package struct RobustnessTask: Hashable, Sendable, Codable {
  /// What is changed.
  package let variant: RobustnessVariant
  /// Which draw, from 0.
  package let draw: Int
  /// Which clusters the training leaves out, by fold; nil where nothing is trained.
  package let fold: Int?
  /// Digest of all that fixes the result.
  package let label: String

  /// Its name, from which its random streams descend.
  package var name: String {
    "\(variant.path)/\(draw)" + (fold.map { "/fold \($0)" } ?? "")
  }
}

/// A cluster whose age is asked for.
package struct RobustnessCluster: Hashable, Sendable, Codable {
  /// A published age.
  package struct LiteratureAge: Hashable, Sendable, Codable {
    /// The key of the age scale.
    package let scale: String
    /// The age, dex of Myr.
    package let log10AgeMyr: Double
    /// Its error, dex.
    package let sigmaDex: Double
  }

  /// The key.
  package let key: String
  /// The fold whose training leaves it out.
  package let fold: Int
  /// Mean age at which flows are trained on it when it is not left out, dex of Myr; nil if they never are.
  package let calibrationLog10AgeMyr: Double?
  /// Whether its age is in dispute.
  package let isDisputed: Bool
  /// Its ages on the scales that have one, the calibrators' scale first.
  package let ages: [LiteratureAge]

  /// Whether flows are trained on it when it is not left out.
  package var isCalibrator: Bool { calibrationLog10AgeMyr != nil }

  /// Whether its stars share an age: field stars that have ages of their own calibrate the flow as well, though their
  /// group has an age on no scale.
  package var isOfOneAge: Bool { !isCalibrator || !ages.isEmpty }
}

/// A robustness run: its clusters and its tasks, a pure function of its input.
package struct RobustnessPlan: Hashable, Sendable, Codable {
  /// Raised whenever the same input gives another result.
  static let resultVersion = 1

  /// The suites.
  package let suites: [RobustnessSuite]
  /// The clusters, by key.
  package let clusters: [RobustnessCluster]
  /// The tasks, the references first.
  package let tasks: [RobustnessTask]
  /// Key of the age scale of the calibrators.
  package let ageScale: String
  /// How often random variants are drawn.
  package let draws: RobustnessDraws
  /// The fold of every cluster, dated or calibrating, by key.
  package let folds: [String: Int]
  /// What the run rests on, as results record it.
  package let provenance: [String: String]

  /// Plans a run.
  ///
  /// - Parameters:
  ///   - input: What it starts from.
  ///   - suites: Which suites.
  ///   - only: The clusters to date, by key; nil dates all that have a star to date.
  ///   - isHeldOut: Whether to date clusters by flows that have not seen them even where no suite asks for it.
  ///   - isJoint: Whether to sample the posterior of all clusters jointly too, which takes more than one.
  ///   - draws: How often random variants are drawn.
  ///   - foldCount: Into how many folds clusters are dealt, in order of age.
  ///   - provenance: What else results shall record.
  /// - Throws: ``GyroTraining/TrainingError`` if there is no cluster to date, or nothing to train on.
  package init(
    _ input: RobustnessInput, suites: [RobustnessSuite], only: [String]? = nil,
    isHeldOut: Bool = false, isJoint: Bool = false,
    draws: RobustnessDraws = .full, foldCount: Int = 5, provenance: [String: String] = [:]
  ) throws(TrainingError) {
    precondition(foldCount > 1, "\(foldCount) folds")
    let usable = Set(
      input.stars.filter { input.selection.reason(against: $0) == nil }.map(\.cluster))
    if let stranger = only?.first(where: { !usable.contains($0) }) {
      throw TrainingError(
        problem: "no star of \(stranger) passes the selection",
        hint: "Clusters with stars are \(usable.sorted().joined(separator: ", "))")
    }
    guard !usable.isEmpty else {
      throw TrainingError(
        problem: "no star passes the selection", hint: "Choose another with --selection")
    }
    let folds = Self.folds(of: usable, input: input, count: foldCount)
    let calibrationAges = Self.calibrationAges(of: input)
    let keys = (only.map(Set.init) ?? usable).sorted()
    clusters = keys.map { key in
      RobustnessCluster(
        key: key, fold: folds[key] ?? 0, calibrationLog10AgeMyr: calibrationAges[key],
        isDisputed: input.ageScales.contains { $0.disputedClusters.contains(key) },
        ages: input.ageScales.compactMap { scale in
          input.age(of: key, on: scale).map {
            .init(scale: scale.key, log10AgeMyr: $0.log10AgeMyr, sigmaDex: $0.sigma)
          }
        })
    }
    self.suites = RobustnessSuite.allCases.filter(suites.contains)
    (self.draws, self.folds, self.provenance) = (draws, folds, provenance)
    ageScale = input.ageScales[0].key

    let variants = self.suites.flatMap {
      $0.variants(draws: draws, otherScales: input.ageScales.dropFirst().map(\.key))
    }
    let wantsTraining = isHeldOut || variants.contains(where: \.isTraining)
    let references =
      [RobustnessVariant.asGiven] + (wantsTraining ? [RobustnessVariant.heldOut] : [])
      + (isJoint && clusters.count > 1 ? [RobustnessVariant.joint] : [])
    do throws(FileError) {
      tasks = try Self.tasks(
        references + variants, folds: folds, usedFolds: Set(clusters.map(\.fold)).sorted(),
        digests: Self.digests(of: input, clusters: keys))
    } catch {
      throw TrainingError(problem: "\(error.path) \(error.problem)", hint: error.hint ?? "")
    }
  }

  /// The tasks of variants: a task for each draw, and for each fold where something is trained.
  private static func tasks(
    _ variants: [RobustnessVariant], folds: [String: Int], usedFolds: [Int], digests: Digests
  ) throws(FileError) -> [RobustnessTask] {
    var tasks: [RobustnessTask] = []
    for variant in variants {
      for draw in 0..<variant.draws {
        for fold in variant.isTraining ? usedFolds.map(Optional.some) : [nil] {
          tasks.append(
            RobustnessTask(
              variant: variant, draw: draw, fold: fold,
              label: try label(variant, draw: draw, fold: fold, folds: folds, digests: digests)))
        }
      }
    }
    return tasks
  }

  /// Keys of the clusters that a fold's training leaves out.
  func leftOut(fold: Int?) -> [String] { folds.filter { $0.value == fold }.keys.sorted() }

  /// Deals clusters into folds in order of age, those without one last.
  private static func folds(
    of clusters: Set<String>, input: RobustnessInput, count: Int
  ) -> [String: Int] {
    // All calibrators are dealt, so that a fold does not depend on which clusters are asked for.
    let all = clusters.union(input.calibrators.map(\.cluster))
    let means = calibrationAges(of: input)
    let order = all.sorted { (means[$0] ?? .infinity, $0) < (means[$1] ?? .infinity, $1) }
    return Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0 % count) })
  }

  /// Mean ages of the clusters that are trained on, dex of Myr.
  private static func calibrationAges(of input: RobustnessInput) -> [String: Double] {
    Dictionary(grouping: input.calibrators, by: \.cluster)
      .filter { !input.externalClusters.contains($0.key) }
      .mapValues { stars in mean(stars.map(\.log10AgeMyr)) }
  }

  private struct Digests {
    let data, other, training, model: SHA256Digest
    let seed: UInt64
  }

  private static func digests(
    of input: RobustnessInput, clusters: [String]
  ) throws(FileError) -> Digests {
    Digests(
      data: try input.dataDigest(of: clusters), other: input.otherDigest,
      training: try input.trainingDigest(), model: input.model.digest, seed: input.seed)
  }

  /// Digest of what a task depends on, and of nothing else.
  private static func label(
    _ variant: RobustnessVariant, draw: Int, fold: Int?, folds: [String: Int], digests: Digests
  ) throws(FileError) -> String {
    var fingerprint = Fingerprint(of: "robustness task")
    fingerprint.add(resultVersion)
    fingerprint.add(ProgramVersion.current)
    fingerprint.add(digests.data)
    try fingerprint.add(recorded: variant.effect, name: variant.path)
    switch variant.effect {
    case .data(let perturbation):
      fingerprint.add(digests.model)
      fingerprint.add(perturbation.needsOtherCatalog ? digests.other : nil)
      fingerprint.add(perturbation.isRandom ? digests.seed : nil)
      fingerprint.add(perturbation.isRandom ? draw : nil)
    case .training:
      fingerprint.add(digests.training)
      fingerprint.add(digests.seed)
      fingerprint.add(draw)
      fingerprint.add(folds.filter { $0.value == fold }.keys.sorted())
    case .joint:
      fingerprint.add(digests.model)
      fingerprint.add(digests.seed)
    }
    return fingerprint.digest.hexadecimal
  }
}

extension RobustnessPlan: Artefact {
  /// `robustness-plan`.
  package static let kind = "robustness-plan"
  /// The first form with a kind.
  package static let version = 1
  /// What it is, for errors.
  package static let about = "the plan of gyro robustness"
  /// Sealed, since a run goes on from it.
  package static let isSealed = true

  /// What a file of it holds that cannot be: decoding alone checks neither numbers nor names of files.
  package var impossibility: String? {
    var check = NumberCheck()
    check.require(!tasks.isEmpty && !clusters.isEmpty) {
      "has \(tasks.count) tasks and \(clusters.count) clusters, expected some"
    }
    check.require(Set(clusters.map(\.key)).count == clusters.count) {
      "names a cluster twice, expected each once"
    }
    for (cluster, fold) in folds { check.require(fold, upTo: 999, "fold", of: cluster) }
    for cluster in clusters {
      check.require(cluster.fold, upTo: 999, "fold", of: cluster.key)
      for age in [cluster.calibrationLog10AgeMyr] + cluster.ages.map({ $0.log10AgeMyr }) {
        check.require(age, in: NumberCheck.log10AgeMyr, "log10_age_myr", of: cluster.key)
      }
      for age in cluster.ages {
        check.require(age.sigmaDex, in: NumberCheck.errorDex, "sigma_dex", of: cluster.key)
      }
    }
    for task in tasks {
      check.require(SHA256Digest(hexadecimal: task.label) != nil) {
        "has the label \"\(task.label.prefix(100))\", expected a SHA-256 digest"
      }
      check.require(task.variant.draws, from: 1, upTo: 1_000_000, "draws", of: task.variant.path)
      check.require(task.draw, upTo: task.variant.draws - 1, "draw", of: task.variant.path)
    }
    return check.impossibility
  }
}

extension RobustnessResult: LabeledArtefact {
  /// `robustness-result`.
  package static let kind = "robustness-result"
  /// The first form with a kind.
  package static let version = 1
  /// What it is, for errors.
  package static let about = "the result of a task of gyro robustness"
  /// Sealed, since a run goes on from it.
  package static let isSealed = true

  /// What a file of it holds that cannot be.
  package var impossibility: String? {
    var check = NumberCheck()
    check.require(SHA256Digest(hexadecimal: label) != nil) {
      "has the label \"\(label.prefix(100))\", expected a SHA-256 digest"
    }
    check.require(seconds, in: 0...1e12, "seconds", of: "a task")
    for age in ages {
      check.require(
        age.starCount, upTo: NumberCheck.largestCount, "stars", of: age.cluster)
      check.require(quantiles: [age.q025, age.q16, age.q50, age.q84, age.q975], of: age.cluster)
      check.require(age.logEvidence, in: NumberCheck.other, "log_evidence", of: age.cluster)
    }
    return check.impossibility
  }
}
