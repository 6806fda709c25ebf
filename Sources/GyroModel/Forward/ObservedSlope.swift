// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the slow rotators of two clusters spun down between their ages, as data: what tracks are held against.

internal import Foundation

/// The slope of the slow sequence between two clusters, by color.
///
/// A model that smooths over the stall of K dwarfs near 1 Gyr has another slope here; its points say so.
///
/// > Source: medians of the slow rotators (within 0.2 dex) in bins of ±0.1 mag, at least five stars a cluster, from
/// > the standard catalog; `Validation/tracks.sh` measures them, and a test compares. The stall: Curtis et al.
/// > (2019), ApJ 879, 49; its end: Curtis et al. (2020), ApJ 904, 140.
public struct ObservedSlope: Hashable, Sendable {
  /// One bin of color.
  public struct Bin: Hashable, Sendable {
    /// Dereddened BP−RP in the middle, mag.
    public let bpRp0: Double
    /// d log P / d log t of the slow rotators.
    public let slope: Double
    /// Its error from the medians alone; ages are those that the model was trained with.
    public let sigma: Double
  }

  /// The younger and the older cluster, as the catalog calls them.
  public let younger, older: String
  /// Their ages on the scale of the default model, dex of Myr.
  public let log10AgeMyr: ClosedRange<Double>
  /// By increasing color.
  public let bins: [Bin]

  /// By how many errors a slope may differ before a track is flagged.
  public static let tolerance = 2.0

  /// The slope with its error at a color, linear between bins; nil beyond them.
  public func slope(bpRp0: Double) -> Bin? {
    guard let first = bins.first, let last = bins.last,
      (first.bpRp0...last.bpRp0).contains(bpRp0)
    else { return nil }
    let high = bins.firstIndex { $0.bpRp0 >= bpRp0 } ?? 0
    guard high > 0 else { return first }
    let (left, right) = (bins[high - 1], bins[high])
    let part = (bpRp0 - left.bpRp0) / (right.bpRp0 - left.bpRp0)
    return Bin(
      bpRp0: bpRp0, slope: left.slope + part * (right.slope - left.slope),
      sigma: left.sigma + part * (right.sigma - left.sigma))
  }

  /// Whether a mean slope between the two ages is another than that of the clusters.
  public func contradicts(_ slope: Double, bpRp0: Double) -> Bool {
    guard let observed = self.slope(bpRp0: bpRp0) else { return false }
    return abs(slope - observed.slope) > Self.tolerance * observed.sigma
  }

  private init(
    _ younger: String, _ older: String, agesMyr: ClosedRange<Double>,
    _ bins: [(Double, Double, Double)]
  ) {
    (self.younger, self.older) = (younger, older)
    log10AgeMyr = log10(agesMyr.lowerBound)...log10(agesMyr.upperBound)
    self.bins = bins.map { Bin(bpRp0: $0.0, slope: $0.1, sigma: $0.2) }
  }

  /// From Praesepe (718 Myr) over NGC 6811 (1004 Myr) to Ruprecht 147 (2454 Myr).
  public static let all: [ObservedSlope] = [
    ObservedSlope(
      "Praesepe", "NGC6811", agesMyr: 718...1004,
      [
        (0.8, 0.76, 0.14), (0.9, 0.62, 0.09), (1.0, 0.50, 0.08), (1.1, 0.24, 0.08),
        (1.2, 0.13, 0.09), (1.3, 0.05, 0.08), (1.4, 0.11, 0.11), (1.5, 0.06, 0.10),
        (1.6, -0.07, 0.09), (1.7, 0.06, 0.13), (1.8, -0.05, 0.09),
      ]),
    ObservedSlope(
      "NGC6811", "Ruprecht147", agesMyr: 1004...2454,
      [
        (0.9, 0.79, 0.04), (1.0, 0.80, 0.03), (1.1, 0.82, 0.03), (1.2, 0.83, 0.05),
        (1.3, 0.77, 0.06), (1.4, 0.61, 0.04),
      ]),
  ]
}
