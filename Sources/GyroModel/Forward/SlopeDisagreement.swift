// SPDX-License-Identifier: GPL-3.0-or-later
// At which colors and ages a model spins down otherwise than clusters do.

internal import GyroPlatform

/// The colors and ages at which the median track of a model has another slope than two clusters around that age, see
/// ``ObservedSlope``.
public struct SlopeDisagreement: Hashable, Sendable {
  /// A range of colors between two clusters.
  public struct Region: Hashable, Sendable {
    /// Dereddened BP−RP, mag.
    public let bpRp0: ClosedRange<Double>
    /// The ages of the clusters, dex of Myr.
    public let log10AgeMyr: ClosedRange<Double>
  }

  /// Steps of color by which the model is compared with the clusters, mag.
  public static let bpRp0Step = 0.02

  /// The regions, pair after pair of clusters and by increasing color.
  public let regions: [Region]

  /// Compares a model with all pairs of clusters.
  public init(of spinDown: SpinDown) {
    regions = ObservedSlope.all.flatMap { Self.regions(of: spinDown, $0) }
  }

  /// Whether a star of a color and a median age lies where the model and the clusters disagree.
  public func contains(bpRp0: Double, log10AgeMyr: Double) -> Bool {
    regions.contains { $0.log10AgeMyr.contains(log10AgeMyr) && $0.bpRp0.contains(bpRp0) }
  }

  private static func regions(of spinDown: SpinDown, _ observed: ObservedSlope) -> [Region] {
    guard let first = observed.bins.first?.bpRp0, let last = observed.bins.last?.bpRp0 else {
      return []
    }
    let count = Int(((last - first) / bpRp0Step).rounded())
    let colors = (0...count).map { first + (last - first) * Double($0) / Double(max(1, count)) }
    let isOther = spinDown.contradicts(observed, bpRp0: colors)
    let half = 0.5 * bpRp0Step
    var ranges: [ClosedRange<Double>] = []
    for (color, _) in zip(colors, isOther).filter(\.1) {
      // Each color stands for those that are nearest to it; beyond the bins nothing is known.
      let cell = max(first, color - half)...min(last, color + half)
      if let open = ranges.last, cell.lowerBound - open.upperBound < 0.5 * half {
        ranges[ranges.count - 1] = open.lowerBound...cell.upperBound
      } else {
        ranges.append(cell)
      }
    }
    return ranges.map { Region(bpRp0: $0, log10AgeMyr: observed.log10AgeMyr) }
  }
}
