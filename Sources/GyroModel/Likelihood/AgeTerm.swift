// SPDX-License-Identifier: GPL-3.0-or-later
// Evidence about an age other than rotation: factors of a posterior.

public import GyroNumerics

/// One thing known of a star, or of a cluster as a whole, that says something of its age.
///
/// A posterior is the prior times the likelihood of the rotation period times that of each term, all of them
/// independent given the age. A new kind of evidence is a new type that conforms to this protocol.
public protocol AgeTerm: Hashable, Sendable {
  /// What results call it.
  var name: String { get }
  /// Natural log of a constant factor of the likelihood, which ``logLikelihoods(over:)`` leaves out.
  ///
  /// A likelihood is often known up to a constant that may be so large that it swamps everything else; it
  /// shifts the evidence and nothing else.
  var logScale: Double { get }
  /// Natural log of the likelihood at each age of a grid, relative to ``logScale``; minus infinity where
  /// the age is impossible.
  ///
  /// - Parameter grid: Ages, dex of Myr.
  /// - Returns: One for each age, nat.
  /// - Throws: ``ModelError`` if the grid cannot hold the likelihood.
  func logLikelihoods(over grid: Grid) throws(ModelError) -> [Double]
}

/// The terms of one posterior apart from rotation; most stars have none.
public struct AgeTerms: Hashable, Sendable {
  /// The terms, in the order in which they were given.
  public let terms: [any AgeTerm]

  /// Nothing but rotation.
  public static let none = AgeTerms([])

  /// Joins terms.
  public init(_ terms: [any AgeTerm]) { self.terms = terms }

  /// Whether there is nothing but rotation.
  public var isEmpty: Bool { terms.isEmpty }

  /// Natural log of the constant factors of all terms.
  public var logScale: Double { terms.reduce(0) { $0 + $1.logScale } }

  /// The sum of the terms' log likelihoods at each age of a grid.
  ///
  /// - Throws: ``ModelError`` if the grid cannot hold one of them.
  public func logLikelihoods(over grid: Grid) throws(ModelError) -> [Double] {
    var sum = [Double](repeating: 0, count: grid.count)
    for term in terms {
      let values = try term.logLikelihoods(over: grid)
      precondition(
        values.count == sum.count, "\(values.count) values of \(term.name) at \(sum.count) ages")
      for node in sum.indices { sum[node] += values[node] }
    }
    return sum
  }

  /// Whether the terms are equal, one by one.
  public static func == (left: AgeTerms, right: AgeTerms) -> Bool {
    left.erased == right.erased
  }

  /// Hashes the terms.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(erased)
  }

  private var erased: [AnyHashable] {
    func erased(_ term: some AgeTerm) -> AnyHashable { AnyHashable(term) }
    return terms.map { erased($0) }
  }
}

extension TabulatedLogDensity: AgeTerm {
  /// The source of the table, or its size.
  public var name: String { source ?? "\(log10AgesMyr.count) ages" }

  /// The largest log likelihood of the table.
  public var logScale: Double { largestLogDensity }

  /// The log likelihood relative to its largest value.
  ///
  /// - Throws: ``ModelError`` if the likelihood is zero all over the grid, or narrower than its steps can show.
  public func logLikelihoods(over grid: Grid) throws(ModelError) -> [Double] {
    // The same test as for a prior: a likelihood between two nodes would be lost.
    _ = try AgePrior.table(self).logDensities(over: grid)
    return grid.map { logDensity(log10AgeMyr: $0) }
  }
}

extension AgePrior {
  /// The prior times the likelihoods of terms, for what takes nothing but a prior.
  ///
  /// - Parameters:
  ///   - terms: Likelihoods of the age.
  ///   - grid: Ages at which the product is tabulated, dex of Myr.
  /// - Returns: A table; the prior itself where there are no terms.
  /// - Throws: ``ModelError`` if the grid cannot hold a term, or if no age is possible.
  public func times(_ terms: AgeTerms, over grid: Grid) throws(ModelError) -> AgePrior {
    guard !terms.isEmpty else { return self }
    let logPrior = try logDensities(over: grid)
    var table = try TabulatedLogDensity(
      log10AgesMyr: Array(grid),
      logDensities: zip(logPrior, try terms.logLikelihoods(over: grid)).map(+))
    table.source = ([description] + terms.terms.map(\.name)).joined(separator: " × ")
    return .table(table)
  }
}
