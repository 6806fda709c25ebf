// SPDX-License-Identifier: GPL-3.0-or-later
// Why a color cannot be dereddened.

internal import GyroQuantities

extension Extinction {
  /// The limit that a color and its extinction break, for a star that a law does not deredden.
  ///
  /// - Parameters:
  ///   - law: The law that has no value.
  ///   - bpRp: The observed color, mag.
  /// - Returns: What was given and what was expected.
  func refusal(by law: ExtinctionLaw, ofColor bpRp: Double) -> String {
    let given: String
    let extinctionAV: Double
    switch self {
    case .eBpRp(let excess): return "E(BP-RP) is \(excess) mag, expected 0 or more"
    case .aV(let value): (given, extinctionAV) = ("A_V is \(value) mag", value)
    case .eBV(let value):
      extinctionAV = value * Extinction.visualRatio
      given = "E(B-V) is \(value) mag, which is A_V \(extinctionAV)"
    }
    guard law.extinctionDomain.contains(extinctionAV) else {
      let limits = law.extinctionDomain
      return "\(given), expected A_V "
        + (limits.upperBound.isFinite
          ? "from \(limits.lowerBound) to \(limits.upperBound), as the law \(law.name) covers"
          : "\(limits.lowerBound) or more")
    }
    return "\(given), and without it BP-RP \(bpRp) mag is outside what the law \(law.name) covers: "
      + "dereddened BP-RP from \(law.bpRp0Domain.lowerBound) to \(law.bpRp0Domain.upperBound)"
  }
}
