// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of many stars at once, each independent of the others.

public import GyroModel
internal import GyroNumerics
public import GyroQuantities

/// Which way an age is computed.
public enum AgeEngine: String, CaseIterable, Sendable {
  /// Every star's posterior on its own, in double precision.
  case exact
  /// All stars from tabulated knots in single precision; those for which that does not hold, exactly.
  case fast
}

/// Estimates ages of stars in lists.
///
/// An age depends neither on the other stars of the list nor on the number of threads. Used by one
/// thread at a time.
public final class AgeBatch {
  /// What makes the ages.
  public let estimator: AgeEstimator
  private let posteriors: BatchPosteriors?
  /// The engine that computes the ages: the exact one also where the fast one was asked for and the model
  /// cannot be tabulated.
  public let engine: AgeEngine

  /// Prepares an empty table.
  public convenience init(_ estimator: AgeEstimator, engine: AgeEngine) {
    self.init(estimator, engine: engine, isForOneStar: false)
  }

  /// The same; for one star alone no row is made that only others need, which changes no age.
  init(_ estimator: AgeEstimator, engine: AgeEngine, isForOneStar: Bool) {
    self.estimator = estimator
    posteriors = engine == .fast ? estimator.survey(isForOneStar: isForOneStar) : nil
    self.engine = posteriors == nil ? .exact : .fast
  }

  /// The whole posterior of a star that has an age, by the engine that computed it; nil if it is zero at every age.
  public func posterior(of age: StarAge) -> AgePosterior? {
    estimator.posterior(of: age) { star in
      posteriors?.logLikelihoods(of: star).map { [$0] }
        ?? estimator.likelihood.logLikelihoodTerms(of: star, at: estimator.grid)
    }
  }

  /// Stars with factors of their own whose factors, one for each age, are in memory together: some 8 MB.
  private static let factorLimit = 1024

  /// A star to be dated.
  typealias Row = (
    observation: Result<StarObservation, UnusableStar>, terms: AgeTerms
  )

  /// The ages of stars.
  ///
  /// - Parameters:
  ///   - observations: The stars.
  ///   - terms: What something other than rotation says of each star; nil if nothing does.
  ///   - threadCount: How many threads share the work.
  /// - Returns: One estimate per star.
  public func estimates(
    _ observations: [StarObservation], terms: [AgeTerms]? = nil, threadCount: Int
  ) -> [AgeEstimate] {
    precondition(
      terms.map { $0.count == observations.count } ?? true, "one list of terms for each star")
    return estimates(count: observations.count, threadCount: threadCount) {
      (.success(observations[$0]), terms?[$0] ?? .none)
    }
  }

  /// The ages of stars, each by its index; what it is must depend on nothing else.
  func estimates(
    count: Int, threadCount: Int, star: @Sendable (Int) -> Row
  ) -> [AgeEstimate] {
    let estimator = estimator
    let stars = PreparedStars(count: count, threadCount: threadCount) {
      index throws(UnusableStar) in
      let star = star(index)
      return (try estimator.prepare(try star.observation.get()), star.terms)
    }
    // Those without terms of their own, those with such terms, and those that are computed each on its own.
    var (together, alone, others) = ([Int](), [Int](), [Int]())
    together.reserveCapacity(count)
    for index in stars.indices {
      switch posteriors == nil ? .unusable : stars.kind(of: index) {
      case .usable: together.append(index)
      case .withTerms: alone.append(index)
      case .unusable: others.append(index)
      }
    }
    return withExtendedLifetime(stars) {
      estimates(of: stars, together, alone, others, threadCount: threadCount)
    }
  }

  private func estimates(
    of stars: PreparedStars, _ together: [Int], _ alone: [Int], _ others: [Int], threadCount: Int
  ) -> [AgeEstimate] {
    let (estimator, count) = (estimator, stars.indices.count)
    return [AgeEstimate](unsafeUninitializedCapacity: count) { results, initializedCount in
      initializedCount = count
      nonisolated(unsafe) let results = results
      // Each age is made of its posterior at once, while that is at hand.
      @Sendable func take(_ index: Int, _ posterior: BatchPosterior?) {
        results.initializeElement(
          at: index,
          to: estimator.estimate(stars[index], terms: stars.terms(of: index), posterior: posterior))
      }
      posteriors?.forEach(
        PreparedStars.Part(stars: stars, indices: together), threadCount: threadCount
      ) { take(together[$0], $1) }
      for start in stride(from: 0, to: alone.count, by: Self.factorLimit) {
        let part = alone[start..<min(start + Self.factorLimit, alone.count)]
        let known = part.map {
          (index: $0, factors: try? estimator.logLikelihoods(of: stars.terms(of: $0)))
        }
        let usable = known.filter { $0.factors != nil }
        posteriors?.forEach(
          PreparedStars.Part(stars: stars, indices: usable.map(\.index)),
          times: usable.compactMap(\.factors), threadCount: threadCount
        ) { take(usable[$0].index, $1) }
        for star in known where star.factors == nil { take(star.index, nil) }
      }
      concurrentForEach(count: others.count, threadCount: threadCount, scratch: {}) { number, _ in
        let index = others[number]
        if stars.kind(of: index) == .unusable {
          results.initializeElement(at: index, to: .unusable(stars.reason(index)))
        } else {
          take(index, nil)
        }
      }
    }
  }
}

extension AgeEstimator {
  /// The age of a star from its posterior; from one of its own where there is none.
  fileprivate func estimate(
    _ star: PreparedStar, terms: AgeTerms, posterior: BatchPosterior?
  ) -> AgeEstimate {
    guard let posterior else { return estimate(star, terms: terms) }
    // A star that is too slow for the model has a posterior of its own.
    return limitedAge(
      of: star, terms: terms, summary: posterior.summary, outlierShare: posterior.backgroundShare)
      ?? age(
        of: star, summary: posterior.summary, terms: terms,
        periodShares: posterior.periodShares, outlierShare: posterior.backgroundShare,
        logContradiction: posterior.logContradiction,
        epistemicSigma: posterior.epistemicSigma, density: posterior.density)
  }
}
