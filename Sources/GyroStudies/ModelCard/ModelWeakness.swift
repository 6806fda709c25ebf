// SPDX-License-Identifier: GPL-3.0-or-later
// Known failures of a model, from its evidence and from the model itself.

internal import GyroCatalogs
internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import Gyrochronology

/// One way in which a model is known to fail.
struct ModelWeakness: Sendable, Encodable {
  /// What kind it is, for programs.
  let kind: String
  /// What a person reads.
  let words: ReportText
  /// Keys of the clusters that show it.
  var clusters: [String] = []

  private enum CodingKeys: String, CodingKey { case kind, words, clusters }

  /// Writes the words as Markdown.
  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(kind, forKey: .kind)
    try object.encode(words.markdown, forKey: .words)
    try object.encode(clusters, forKey: .clusters)
  }

  /// The offset, in dex, from which a recovered age is reported as off: twice the usual error of a calibration age.
  static let notableOffsetDex = 0.1
  /// The difference, in errors, above which ages are reported as contradicting each other.
  static let notableDeviations = 2.0

  /// All that is known.
  static func all(
    of model: LoadedModel, evidence: CardEvidence, scale: AgeScale?
  ) -> [ModelWeakness] {
    let held = evidence.heldOut[.heldOut] ?? evidence.heldOut[.leaveOneOut]
    return (held.map { fromHeldOut($0.result) } ?? [])
      + (evidence.external.map { fromExternal($0.result) } ?? [])
      + fromCalibration(model, held: held?.result, scale: scale) + fromTracks(model)
  }

  private static func number(_ value: Double, _ places: Int = 2) -> String {
    String(printf: "%.\(places)f", value)
  }

  private static func signed(_ value: Double) -> String { String(printf: "%+.2f", value) }

  private static func list<Item>(
    _ items: some Sequence<Item>, separator: String, _ words: (Item) -> String
  ) -> ReportText {
    ReportText(items.map(words).joined(separator: separator))
  }

  // MARK: From clusters that were held out

  private static func fromHeldOut(_ result: HeldOutResult) -> [ModelWeakness] {
    let clusters = result.clusterMeans
    var found: [ModelWeakness] = []
    let worst = clusters.sorted {
      $0.meanMixtureLogLikelihood < $1.meanMixtureLogLikelihood
    }.prefix(5)
    found.append(
      ModelWeakness(
        kind: "held_out_score",
        words: "Predicted worst when held out (mixture, nats per star): "
          + Self.list(worst, separator: ", ") {
            "\($0.cluster) \(number($0.meanMixtureLogLikelihood)) (\($0.starCount) stars)"
          } + ".", clusters: worst.map(\.cluster)))
    let off = clusters.filter { abs($0.offsetDex ?? 0) > notableOffsetDex }
      .sorted { abs($0.offsetDex ?? 0) > abs($1.offsetDex ?? 0) }
    if !off.isEmpty {
      found.append(
        ModelWeakness(
          kind: "held_out_age",
          words: "Ages of held-out clusters that are off by more than \(notableOffsetDex) dex: "
            + Self.list(off, separator: ", ") { "\($0.cluster) \(signed($0.offsetDex ?? 0))" }
            + " dex.", clusters: off.map(\.cluster)))
    }
    let oldest = clusters.last?.calibrationLog10AgeMyr ?? .infinity
    let old = (result.byCluster?.clusters ?? []).map(\.evidence).filter {
      !$0.isCluster && $0.calibrationLog10AgeMyr > oldest
    }.compactMap { star in star.offsetDex.map { (offset: $0, star: star) } }
    if let median = Statistics.median(old.map(\.offset)) {
      let within = old.count {
        guard let lower = $0.star.q16, let upper = $0.star.q84 else { return false }
        return (lower...upper).contains($0.star.calibrationLog10AgeMyr)
      }
      found.append(
        ModelWeakness(
          kind: "old_stars",
          words:
            "Held-out field stars older than the oldest cluster come out at \(signed(median)) dex in the "
            + "median; \(number(100 * Double(within) / Double(old.count), 0)) % of them within their "
            + "68 % interval. Beyond \(number(pow(10, oldest - 3), 1)) Gyr braking weakens, which few stars calibrate."
        ))
    }
    if let share = result.clusterCoverage68 {
      found.append(
        ModelWeakness(
          kind: "cluster_intervals",
          words:
            "The statistical 68 % interval of a held-out cluster's age contains its calibration age in "
            + "\(number(100 * share, 0)) % of cases: it does not include the errors of the calibration "
            + "ages or of the model."))
    }
    if let means = result.byCluster?.means {
      found.append(
        ModelWeakness(
          kind: "density_too_narrow",
          words:
            "Of held-out stars \(number(100 * means[.flowFirstDecile], 1)) % lie in the first decile and "
            + "\(number(100 * means[.flowLastDecile], 1)) % in the last decile of the density, where 10 % are expected; "
            + "non-members are among them."))
    }
    return found
  }

  // MARK: From clusters that no model is trained on

  private static func fromExternal(_ scores: ClusterScores) -> [ModelWeakness] {
    let off = scores.entries.filter { abs($0.deviations ?? 0) > notableDeviations }
    guard !off.isEmpty else { return [] }
    return [
      ModelWeakness(
        kind: "external_age",
        words:
          "Clusters that it was not trained on and whose ages are more than \(number(notableDeviations, 0)) errors "
          + "(literature's and statistical together) from the literature: "
          + Self.list(off, separator: "; ") {
            "\($0.cluster) \(signed($0.offsetDex ?? 0)) dex, \(number(abs($0.deviations ?? 0), 1)) errors"
          } + ".", clusters: off.map(\.cluster))
    ]
  }

  // MARK: From where the calibrators lie

  private static func fromCalibration(
    _ model: LoadedModel, held: HeldOutResult?, scale: AgeScale?
  ) -> [ModelWeakness] {
    guard let domain = model.rotation.domain else {
      return [
        ModelWeakness(
          kind: "domain_unknown",
          words:
            "The checkpoint does not say where its calibrators lie, so extrapolation is not "
            + "flagged.")
      ]
    }
    let ages = (pow(10, domain.log10AgeMyr.lowerBound), pow(10, domain.log10AgeMyr.upperBound))
    var found = [
      ModelWeakness(
        kind: "extrapolation",
        words:
          "Below \(number(ages.0, 1)) Myr and above \(number(ages.1, 0)) Myr there are no calibrators: "
          + "ages there are extrapolated and flagged \(code: AgeFlag.ageBeyondCalibration.rawValue)."
      ),
      ModelWeakness(
        kind: "color",
        words:
          "Stars bluer than BP−RP₀ \(number(max(AgeFlag.minimumBpRp0, domain.bpRp0.lowerBound))) hardly "
          + "brake, and redder than \(number(domain.bpRp0.upperBound)) there are no calibrators: "
          + "flagged \(code: AgeFlag.colorOutOfRange.rawValue)."),
    ]
    if let clusters = held?.clusterMeans {
      let gaps = zip(clusters, clusters.dropFirst())
      let widest = gaps.max {
        $0.1.calibrationLog10AgeMyr - $0.0.calibrationLog10AgeMyr
          < $1.1.calibrationLog10AgeMyr - $1.0.calibrationLog10AgeMyr
      }
      if let (younger, older) = widest {
        let gap = older.calibrationLog10AgeMyr - younger.calibrationLog10AgeMyr
        found.append(
          ModelWeakness(
            kind: "calibration_gap",
            words: "The widest gap between calibrators, \(number(gap)) dex, lies between "
              + "\(younger.cluster) and \(older.cluster) "
              + "(\(number(pow(10, younger.calibrationLog10AgeMyr), 0)) and "
              + "\(number(pow(10, older.calibrationLog10AgeMyr), 0)) Myr).",
            clusters: [younger.cluster, older.cluster]))
      }
    }
    let moved = (model.training?.learnedAgesMyr ?? [:]).compactMap {
      name, age -> (name: String, age: Double, stated: CalibrationAge)? in
      let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
      let subgroup = parts.count > 1 ? parts[1] : nil
      guard let stated = scale?.age(cluster: parts[0], subgroup: subgroup),
        abs(log10(age) - stated.log10AgeMyr) > notableDeviations * stated.log10AgeMyrSigma
      else { return nil }
      return (name, age, stated)
    }.sorted { $0.name < $1.name }
    if !moved.isEmpty {
      let pairs = moved.map {
        "\($0.name) \(number($0.age, 0)) Myr, on the scale \(number($0.stated.ageMyr, 0)) Myr"
      }
      found.append(
        ModelWeakness(
          kind: "disputed_ages",
          words:
            "The rotation of these clusters contradicts their age on the scale by more than "
            + "\(number(notableDeviations, 0)) of its errors; their ages "
            + "were learned: " + Self.list(pairs, separator: "; ") { $0 } + ".",
          clusters: moved.map(\.name)))
    }
    return found
  }

  // MARK: From the model's own tracks

  private static func fromTracks(_ model: LoadedModel) -> [ModelWeakness] {
    let forward = ForwardModel(model)
    var found: [ModelWeakness] = []
    for slope in ObservedSlope.all {
      let age = pow(10, (slope.log10AgeMyr.lowerBound + slope.log10AgeMyr.upperBound) / 2)
      let flagged = forward.gyrochrone(
        ageMyr: age, bpRp0: slope.bins.map(\.bpRp0), quantiles: [0.5]
      ).flatMap(\.points).filter(\.differsFromClusters).map(\.bpRp0)
      if flagged.isEmpty { continue }
      found.append(
        ModelWeakness(
          kind: SpinDownPoint.differsFromClustersFlag,
          words: "Between \(slope.younger) and \(slope.older) "
            + "(\(number(pow(10, slope.log10AgeMyr.lowerBound), 0)) to "
            + "\(number(pow(10, slope.log10AgeMyr.upperBound), 0)) Myr) slow rotators show another slope of "
            + "period with age than the model at BP−RP₀ "
            + Self.list(flagged, separator: ", ") { number($0, 1) }
            + ": it smooths over the stall of K dwarfs and its end; flagged "
            + "\(code: SpinDownPoint.differsFromClustersFlag).",
          clusters: [slope.younger, slope.older])
      )
    }
    let ages = (0...30).map { pow(10, 1 + 2.7 * Double($0) / 30) }
    let rising = [0.6, 0.82, 1.0, 1.3, 1.6, 2.0, 2.5, 3.0].compactMap { color -> String? in
      let points = forward.tracks(bpRp0: color, agesMyr: ages, quantiles: [0.5]).flatMap(\.points)
      guard let last = points.last(where: \.isSpinningUp) else { return nil }
      return
        "\(number(color, color == 0.82 ? 2 : 1)) to \(number(pow(10, last.log10AgeMyr), 0)) Myr"
    }
    if !rising.isEmpty {
      found.append(
        ModelWeakness(
          kind: SpinDownPoint.spinningUpFlag,
          words: "Median periods shorten with age, as they do while stars contract, at BP−RP₀ "
            + Self.list(rising, separator: ", ") { $0 }
            + ": one period then has two ages; flagged \(code: SpinDownPoint.spinningUpFlag)."))
    }
    return found
  }
}
