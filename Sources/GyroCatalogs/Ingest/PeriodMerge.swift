// SPDX-License-Identifier: GPL-3.0-or-later
// One period out of several: chosen, never averaged.

internal import GyroPlatform

/// The period adopted from what several rows say about one star.
///
/// Rows come in the order of precedence, doubted periods last. The first one counts,
/// and of those that agree with it the most precise one. A disagreement is flagged and every period
/// kept as a candidate: the mean of a period and its alias is the period of nothing.
struct PeriodMerge {
  /// Two periods agree if they differ by no more than this share of the larger one.
  static let agreement = 0.05
  /// Two periods are aliases if they are so near a factor of two apart.
  static let aliasWidth = 0.1

  /// How two periods stand to each other.
  enum Relation: Hashable {
    case agree, alias, conflict

    init(_ first: Double, _ second: Double) {
      let ratio = max(first, second) / min(first, second)
      if (1 - 1 / ratio) <= PeriodMerge.agreement {
        self = .agree
      } else if abs(ratio / 2 - 1) <= PeriodMerge.aliasWidth {
        self = .alias
      } else {
        self = .conflict
      }
    }
  }

  /// Which of the rows gives the adopted period.
  let adopted: Int
  /// The rows that agree with it, itself first.
  let agreeing: [Int]
  /// What the others say against it.
  let flags: QualityFlags

  /// Chooses among periods.
  ///
  /// - Precondition: There is at least one, and all are positive.
  init(_ rows: [(periodDays: Double, sigma: Double?, isDoubted: Bool)]) {
    precondition(!rows.isEmpty, "a star without a period")
    let order =
      rows.indices.filter { !rows[$0].isDoubted } + rows.indices.filter { rows[$0].isDoubted }
    let first = order[0]
    var agreeing: [Int] = []
    var flags: QualityFlags = []
    for row in order {
      switch Relation(rows[row].periodDays, rows[first].periodDays) {
      case .agree: agreeing.append(row)
      case .alias: flags.insert(.periodAlias)
      case .conflict: flags.insert(.periodConflict)
      }
    }
    func relativeSigma(_ row: Int) -> Double {
      rows[row].sigma.map { $0 / rows[row].periodDays } ?? .infinity
    }
    let sound = agreeing.filter { rows[$0].isDoubted == rows[first].isDoubted }
    // min(by:) takes the first of equals, so that without errors the order decides.
    let adopted = sound.min { relativeSigma($0) < relativeSigma($1) } ?? first
    self.adopted = adopted
    self.agreeing = [adopted] + agreeing.filter { $0 != adopted }
    self.flags = flags
  }
}
