// SPDX-License-Identifier: GPL-3.0-or-later
// What a model expects of the period of a cluster's star under known parameters.

internal import GyroFlows
internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// The predictive density of one star's period under known parameters.
struct MemberDensity: Sendable {
  /// Densities of this star and of others.
  private let densities: ConditionedEnsemble
  /// The star's own among them: each of its colors at each of its true periods.
  private let terms: [DensityTerm]
  /// Its colors: which of the densities, and with which weight.
  private let colors: [(member: Int, weight: Double)]
  /// Its true periods, less the measured one, dex, with their weights.
  private let periods: [(offset: Double, weight: Double)]
  private let weight: Double
  private let background: GriddedDensity

  /// The densities of some stars; those of a true color that several of them need are computed once.
  ///
  /// - Parameters:
  ///   - stars: The stars.
  ///   - backgrounds: One for each.
  ///   - parameters: Of the cluster.
  ///   - likelihood: The model.
  ///   - random: One stream for each star.
  /// - Returns: One for each star.
  static func members(
    _ stars: ArraySlice<Star>, backgrounds: ArraySlice<GriddedDensity>,
    parameters: ClusterParameters, likelihood: RotationLikelihood, random: inout [RandomStream]
  ) -> [MemberDensity] {
    // One density for each color, where it depends on nothing else of a star.
    let isOfColor = likelihood.flow.schema == .trueColor && parameters.ageSpread == 0
    var contexts: [(log10AgeMyr: Double, covariates: Covariates)] = []
    var known: [Double: Int] = [:]
    var members: [(nodes: LikelihoodNodes, places: [Int])] = []
    for (index, star) in stars.enumerated() {
      let nodes = LikelihoodNodes(
        likelihood.integral(of: star.bluer(by: parameters.zeroPoint)), resolution: .summary)
      // Where members differ in age, this star has one of the ages.
      let age =
        parameters.log10AgeMyr
        + (parameters.ageSpread > 0 ? parameters.ageSpread * random[index].nextNormal() : 0)
      let places = nodes.contexts.map { context in
        let color = context.covariates.bpRp0.value
        if isOfColor, let place = known[color] { return place }
        known[color] = contexts.count
        contexts.append((age, context.covariates))
        return contexts.count - 1
      }
      members.append((nodes, places))
    }
    let densities = likelihood.flow.flow.conditioned(
      on: likelihood.flow.schema.rows(contexts))
    return zip(zip(stars, backgrounds), members).map { given, member in
      MemberDensity(
        densities: densities,
        colors: zip(member.places, member.nodes.contexts).map { ($0, $1.weight) },
        periods: member.nodes.periods.map {
          ($0.log10PeriodDays - given.0.log10PeriodDays, $0.weight)
        },
        weight: parameters.weight(membershipProbability: given.0.membershipProbability),
        background: given.1)
    }
  }

  private init(
    densities: ConditionedEnsemble, colors: [(member: Int, weight: Double)],
    periods: [(offset: Double, weight: Double)], weight: Double, background: GriddedDensity
  ) {
    (self.densities, self.colors, self.periods) = (densities, colors, periods)
    (self.weight, self.background) = (weight, background)
    terms = colors.flatMap { color in
      periods.map {
        DensityTerm(
          member: color.member, weight: color.weight * $0.weight, offset: $0.offset)
      }
    }
  }

  func logLikelihood(at log10PeriodDays: Double) -> Double {
    let mixture = Mixture(weight: weight, logBackground: log(background.value(at: log10PeriodDays)))
    return mixture.logLikelihood(log(densities.density(at: log10PeriodDays, of: terms)))
  }

  func probability(below log10PeriodDays: Double) -> Double {
    weight * densities.cdf(at: log10PeriodDays, of: terms)
      + (1 - weight) * background.cdf(log10PeriodDays)
  }

  func sample(using random: inout RandomStream) -> Double {
    guard random.nextUniform() < weight else {
      return background.quantile(random.nextUniform())
    }
    func chosen(_ weights: some Collection<Double>) -> Int {
      var left = random.nextUniform() * weights.reduce(0, +)
      for (index, weight) in weights.enumerated() {
        left -= weight
        if left <= 0 { return index }
      }
      return weights.count - 1
    }
    let color = colors[chosen(colors.lazy.map(\.weight))]
    let period = periods[chosen(periods.lazy.map(\.weight))]
    return densities.sample(member: color.member, using: &random) - period.offset
  }
}
