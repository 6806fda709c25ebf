// SPDX-License-Identifier: GPL-3.0-or-later
// The error of a cluster's age by its sources, and their root sum of squares.

package import Gyrochronology

/// The error budget of cluster ages, in dex.
///
/// The figure of a source is the root mean square of the shifts of its variants against the
/// reference, or, for random draws, their standard deviation. Sources add as the root sum of squares within a
/// suite, suites in quadrature with the statistical error.
package struct ErrorBudget: Sendable {
  /// A source of error within a suite.
  package struct Source: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// Its figure, dex.
    package let dex: Double
  }

  /// One cluster.
  package struct Entry: Hashable, Sendable {
    /// The cluster.
    package let cluster: RobustnessCluster
    /// Its age, by flows that have not seen it where such were trained, else by the model.
    package let age: DatedCluster
    /// Whether the age is of flows that have not seen the cluster.
    package let isHeldOut: Bool
    /// Half the width of the 68 percent interval, dex.
    package let statistical: Double
    /// By suite, dex; only those that could say something about the cluster.
    package let systematic: [RobustnessSuite: Double]
    /// By suite, in the order of its variants.
    package let sources: [RobustnessSuite: [Source]]
    /// Half the width of the 68 percent interval of the age by the joint posterior of all clusters, dex; nil
    /// where it was not sampled.
    package let joint: Double?

    /// Root sum of squares of all systematic parts, dex.
    package var systematicTotal: Double { rootSumOfSquares(systematic.values.sorted()) }
    /// Root sum of squares of the statistical and systematic parts, dex.
    package var total: Double { rootSumOfSquares([statistical, systematicTotal]) }
    /// The joint posterior's width with the suites that it does not include, as the root sum of squares, dex.
    ///
    /// The joint posterior sums over zero points of the extinction, memberships and outlier fractions,
    /// whose scales it learns from all clusters; it replaces those suites and the statistical error.
    package var jointTotal: Double? {
      joint.map { joint in
        rootSumOfSquares(
          [joint] + systematic.filter { !Self.sampled.contains($0.key) }.values.sorted())
      }
    }
    private static let sampled: Set<RobustnessSuite> = [.extinction, .membership, .outliers]
  }

  /// The clusters, by key.
  package let entries: [Entry]
  /// The suites that were run.
  package let suites: [RobustnessSuite]

  /// What the paper gives, dex: statistical, systematic, both.
  ///
  /// > Source: Van-Lane et al. (2025), ApJ 986, 59, abstract.
  package static let paper = (statistical: 0.06, systematic: 0.06, total: 0.08)

  /// Sums a table up.
  package init(_ table: RobustnessTable, plan: RobustnessPlan) {
    suites = plan.suites
    entries = plan.clusters.filter(\.isOfOneAge).compactMap { cluster in
      guard let age = table.heldOut[cluster.key] ?? table.given[cluster.key] else { return nil }
      let rows = table.rows.filter { $0.cluster == cluster.key }
      var systematic: [RobustnessSuite: Double] = [:]
      var sources: [RobustnessSuite: [Source]] = [:]
      for suite in plan.suites {
        let figures = Self.sources(rows.filter { $0.variant.suite == suite })
        guard !figures.isEmpty else { continue }
        sources[suite] = figures
        systematic[suite] = rootSumOfSquares(figures.map(\.dex))
      }
      return Entry(
        cluster: cluster, age: age, isHeldOut: table.heldOut[cluster.key] != nil,
        statistical: age.statisticalDex, systematic: systematic, sources: sources,
        joint: table.joint[cluster.key]?.statisticalDex)
    }
  }

  private static func sources(_ rows: [RobustnessTable.Row]) -> [Source] {
    var names: [String] = []
    for row in rows where !names.contains(row.variant.source) { names.append(row.variant.source) }
    return names.compactMap { name in
      let squares = rows.filter { $0.variant.source == name }.compactMap { row -> Double? in
        switch row.variant.statistic {
        case .shift: row.rootMeanSquareDex.map { $0 * $0 }
        case .spread: row.spreadDex.map { $0 * $0 }
        case .shown: nil
        }
      }
      return squares.isEmpty ? nil : Source(name: name, dex: mean(squares).squareRoot())
    }
  }

  /// Clusters whose age is not in dispute.
  package var undisputed: [Entry] { entries.filter { !$0.cluster.isDisputed } }

  /// Means over clusters by part: statistical, the suites in order, systematic, total, and where they were
  /// sampled the joint posterior and the total with it; dex.
  ///
  /// A suite that could be tried with no cluster has none.
  package func means(_ entries: [Entry]) -> [(part: String, dex: Double?)] {
    guard !entries.isEmpty else { return [] }
    return [("statistical", mean(entries.map(\.statistical)))]
      + suites.map { suite in
        let values = entries.compactMap { $0.systematic[suite] }
        return (suite.key, values.isEmpty ? nil : mean(values))
      } + [
        ("systematic", mean(entries.map(\.systematicTotal))), ("total", mean(entries.map(\.total))),
      ]
      + [("joint", entries.compactMap(\.joint)), ("joint_total", entries.compactMap(\.jointTotal))]
      .filter { !$0.1.isEmpty }.map { ($0.0, mean($0.1)) }
  }
}

/// The square root of the sum of squares.
func rootSumOfSquares(_ values: [Double]) -> Double {
  values.reduce(0) { $0 + $1 * $1 }.squareRoot()
}
