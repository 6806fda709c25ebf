// SPDX-License-Identifier: GPL-3.0-or-later
// The effect of a data perturbation on the stars of one cluster, or the reason why there is none.

internal import GyroCatalogs
internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities
internal import Gyrochronology

/// What perturbations know of one cluster, apart from its stars.
struct PerturbedCluster: Sendable {
  /// All its stars, whatever is wrong with them.
  let stars: [StandardStar]
  /// Which of them are dated.
  let selection: CatalogSelection
  /// Whether its extinction is a published A_V of the cluster.
  let hasPublishedAV: Bool
  /// The stars of the other catalog; nil without one.
  let others: [GaiaSourceID: StandardStar]?
}

/// Why a variant says nothing about a cluster.
struct MissingVariant: Error, Hashable {
  let reason: String
}

extension DataPerturbation {
  /// Fewer stars of the other catalog than this say nothing about the cluster.
  static let minimumMatchCount = 5

  /// The stars to date.
  ///
  /// - Throws: ``MissingVariant`` where the catalog lacks what the perturbation needs.
  func stars(
    of cluster: PerturbedCluster, random: inout RandomStream
  ) throws(MissingVariant) -> [Star] {
    var selection = cluster.selection
    if case .ruwe = self {
      guard cluster.stars.contains(where: { $0.ruwe != nil }) else {
        throw MissingVariant(reason: "no star has a RUWE")
      }
      selection.excludedFlags.subtract([.ruweHigh, .ruweMissing])
    }
    let selected = cluster.stars.filter {
      selection.reason(against: $0) == nil && $0.bpRp0 != nil && ($0.bpRp0Sigma ?? 0) > 0
        && OutlierMixture.log10PeriodDaysRange.contains($0.log10PeriodDays)
        && (0...1).contains($0.membershipProbability ?? 1)
    }
    let changed = try changed(selected, cluster: cluster, random: &random)
    guard !changed.isEmpty else { throw MissingVariant(reason: "no star is left") }
    // The selected stars all have an error of the color.
    let rules = StarRules(defaultBpRp0Sigma: nil)
    return changed.compactMap { try? rules.star($0.observation()).star }
  }

  private func changed(
    _ stars: [StandardStar], cluster: PerturbedCluster, random: inout RandomStream
  ) throws(MissingVariant) -> [StandardStar] {
    switch self {
    case .none, .zeroPoint, .zeroPointMarginalized, .aliases, .priorUniformInAge, .outlierFraction:
      return stars
    case .extinctionLaw, .clusterExtinction, .otherColors:
      return try recolored(stars, cluster: cluster)
    case .membershipThreshold, .membershipUniform, .membershipLogOdds, .otherMembership,
      .membershipShuffled:
      return try reweighted(stars, cluster: cluster, random: &random)
    case .ruwe(let limit):
      guard let limit else { return stars }
      return stars.filter { ($0.ruwe ?? .infinity) < limit }
    case .colors(let least, let most):
      return stars.filter { (least...most).contains($0.bpRp0 ?? .nan) }
    case .periods(let least, let most):
      return stars.filter { (least...most).contains($0.periodDays) }
    case .sourceLeftOut(let rank):
      let counts = Dictionary(grouping: stars) { $0.periodSources.first ?? "" }
        .mapValues(\.count).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      guard counts.count > 1 else { throw MissingVariant(reason: "all periods are of one source") }
      guard rank < counts.count else {
        throw MissingVariant(reason: "its periods are of \(counts.count) sources")
      }
      let rest = stars.filter { ($0.periodSources.first ?? "") != counts[rank].key }
      guard rest.count >= Self.minimumMatchCount else {
        throw MissingVariant(reason: "without \(counts[rank].key) \(rest.count) stars are left")
      }
      return rest
    case .otherPeriods:
      return try replaced(stars, cluster: cluster) { star, other in
        (star.periodDays, star.periodDaysSigma) = (other.periodDays, other.periodDaysSigma)
        return OutlierMixture.log10PeriodDaysRange.contains(other.log10PeriodDays)
      }
    case .periodsDoubled(let share):
      return stars.map { star in
        var star = star
        if random.nextUniform() < share {
          star.periodDays *= 2
          star.periodDaysSigma = star.periodDaysSigma.map { 2 * $0 }
        }
        return star
      }
    }
  }

  private func recolored(
    _ stars: [StandardStar], cluster: PerturbedCluster
  ) throws(MissingVariant) -> [StandardStar] {
    if case .otherColors = self {
      return try replaced(stars, cluster: cluster) { star, other in
        guard !other.flags.contains(.colorFromDR2), let bpRp0 = other.bpRp0,
          let sigma = other.bpRp0Sigma, sigma > 0
        else { return false }
        (star.bpRp0, star.bpRp0Sigma) = (bpRp0, sigma)
        return true
      }
    }
    let excesses = stars.compactMap { $0.bpRp == nil ? nil : $0.colorExcessBpRp }
    guard let least = excesses.min(), let most = excesses.max(),
      let median = Statistics.upperMedian(excesses)
    else {
      throw MissingVariant(reason: "the catalog has no observed colors with their extinction")
    }
    var changed = stars
    switch self {
    case .extinctionLaw(let name):
      guard cluster.hasPublishedAV, let law = ExtinctionLaw.named(name) else {
        throw MissingVariant(reason: "its extinction is not a published A_V")
      }
      for index in stars.indices {
        // The A_V that the catalog was dereddened with; beyond the law's domain its color stays.
        guard let bpRp = stars[index].bpRp, let excess = stars[index].colorExcessBpRp,
          let star = Dereddening(
            bpRp: bpRp, extinction: Measured(.aV(excess / ExtinctionLaw.constantRatio)), law: law)
        else { continue }
        changed[index].bpRp0 = star.bpRp0
      }
    case .clusterExtinction:
      guard most > least else {
        throw MissingVariant(reason: "its extinction is one value already")
      }
      for index in stars.indices {
        if let bpRp = stars[index].bpRp, stars[index].colorExcessBpRp != nil {
          changed[index].bpRp0 = bpRp - median
        }
      }
    default: break
    }
    return changed
  }

  private func reweighted(
    _ stars: [StandardStar], cluster: PerturbedCluster, random: inout RandomStream
  ) throws(MissingVariant) -> [StandardStar] {
    if case .otherMembership = self {
      return try replaced(stars, cluster: cluster) { star, other in
        guard let probability = other.membershipProbability else { return false }
        star.membershipProbability = probability
        return true
      }
    }
    let known = stars.compactMap(\.membershipProbability)
    guard let least = known.min(), let most = known.max() else {
      throw MissingVariant(reason: "no star has a membership probability")
    }
    var changed = stars
    switch self {
    case .membershipThreshold(let threshold):
      changed = stars.filter { ($0.membershipProbability ?? 1) >= threshold }
      for index in changed.indices { changed[index].membershipProbability = 1 }
    case .membershipUniform:
      for index in changed.indices { changed[index].membershipProbability = 1 }
    case .membershipLogOdds(let shift):
      for index in changed.indices {
        changed[index].membershipProbability = changed[index].membershipProbability.map {
          $0 <= 0 || $0 >= 1 ? $0 : 1 / (1 + (1 - $0) / $0 * exp(-shift))
        }
      }
    case .membershipShuffled:
      guard most > least else {
        throw MissingVariant(reason: "all membership probabilities are equal")
      }
      let order = random.nextPermutation(count: stars.count)
      for (place, origin) in order.enumerated() {
        changed[place].membershipProbability = stars[origin].membershipProbability
      }
      return changed
    default: break
    }
    // Without a membership a star counts as a certain member, as it does with one of 1: a shift of 0 would say that
    // memberships do not matter, where none was changed.
    guard
      changed.map({ $0.membershipProbability ?? 1 }) != stars.map({ $0.membershipProbability ?? 1 })
    else { throw MissingVariant(reason: "it changes no membership probability") }
    return changed
  }

  /// Stars with something of the other catalog, which `take` moves over and says whether it could.
  private func replaced(
    _ stars: [StandardStar], cluster: PerturbedCluster,
    take: (inout StandardStar, StandardStar) -> Bool
  ) throws(MissingVariant) -> [StandardStar] {
    guard let others = cluster.others else { throw MissingVariant(reason: "no other catalog") }
    var matches = 0
    let changed = stars.map { star in
      var copy = star
      guard let id = star.gaiaDR3, let other = others[id], take(&copy, other) else { return star }
      matches += 1
      return copy
    }
    guard matches >= Self.minimumMatchCount else {
      throw MissingVariant(reason: "the other catalog has \(matches) of its stars with this value")
    }
    return changed
  }
}
