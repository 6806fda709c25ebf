// SPDX-License-Identifier: GPL-3.0-or-later
// The account of an ingest: what became of every row, by source, cluster and reason.

/// What became of rows: read = kept + merged + rejected, for every source and cluster.
package struct IngestReport: Hashable, Sendable {
  /// What can become of a row.
  package enum Outcome: Hashable, Sendable {
    /// It became a star.
    case kept
    /// It was added to a star that another row had made.
    case merged
    /// It was set aside, for a reason.
    case rejected(String)
  }

  /// The account of one source in one cluster.
  package struct Line: Hashable, Sendable {
    /// The key of the source.
    package let source: String
    /// The key of the cluster, or a word for rows that name none.
    package let cluster: String
    /// Rows that became stars.
    package let kept: Int
    /// Rows that were added to stars of other rows.
    package let merged: Int
    /// Rows set aside, by reason.
    package let rejected: [String: Int]
    /// Rows that were read.
    package var read: Int { kept + merged + rejected.values.reduce(0, +) }
  }

  private struct Place: Hashable {
    let source, cluster: String
  }
  private var counts: [Place: [Outcome: Int]] = [:]
  /// How far our colors lie from those of a compilation, by cluster; none where no star has both.
  package internal(set) var colorZeroPoints: [ColorZeroPoint] = []

  /// An account with no rows in it.
  package init() {}

  /// Counts one row.
  package mutating func count(_ outcome: Outcome, source: String, cluster: String) {
    counts[Place(source: source, cluster: cluster), default: [:]][outcome, default: 0] += 1
  }

  /// The account, sorted by source and cluster.
  package var lines: [Line] {
    counts.map { place, outcomes in
      var rejected: [String: Int] = [:]
      for case (.rejected(let reason), let count) in outcomes { rejected[reason] = count }
      return Line(
        source: place.source, cluster: place.cluster, kept: outcomes[.kept] ?? 0,
        merged: outcomes[.merged] ?? 0, rejected: rejected)
    }.sorted { ($0.source, $0.cluster) < ($1.source, $1.cluster) }
  }

  /// Rows that were read.
  package var readCount: Int { lines.reduce(0) { $0 + $1.read } }
  /// Rows that became stars.
  package var keptCount: Int { lines.reduce(0) { $0 + $1.kept } }
  /// Rows that were added to stars of other rows.
  package var mergedCount: Int { lines.reduce(0) { $0 + $1.merged } }
  /// Rows set aside, by reason.
  package var rejections: [String: Int] {
    lines.reduce(into: [:]) { $0.merge($1.rejected, uniquingKeysWith: +) }
  }

  /// Rows set aside for one reason, by cluster.
  package func rejections(for reason: String) -> [String: Int] {
    lines.reduce(into: [:]) { counts, line in
      if let count = line.rejected[reason] { counts[line.cluster, default: 0] += count }
    }
  }

  /// Holds the account against what was counted independently of it.
  ///
  /// - Precondition: As many rows were accounted for as were read, and as many kept as there are stars.
  func check(rowCount: Int, starCount: Int) {
    precondition(
      readCount == rowCount, "\(rowCount) rows were read, \(readCount) are accounted for")
    precondition(
      keptCount == starCount, "there are \(starCount) stars, \(keptCount) rows became one")
    precondition(
      keptCount + mergedCount + rejections.values.reduce(0, +) == rowCount,
      "kept, merged and rejected rows do not add up to \(rowCount)")
  }
}
