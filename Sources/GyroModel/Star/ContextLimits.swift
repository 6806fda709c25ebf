// SPDX-License-Identifier: GPL-3.0-or-later
// The colors and color errors at which a flow is evaluated, whatever those of a star are.

/// The bounds of a flow's context: what lies beyond them counts as the bound itself.
///
/// Beyond its training stars a flow extrapolates, and far beyond them what comes out depends on the
/// rounding of its weights. A color or an error outside these bounds counts as the nearest one inside,
/// and the flags ``AgeFlag/colorOutOfRange`` and ``AgeFlag/sigmaOutOfRange`` say so. The bounds are part
/// of ``LikelihoodIntegral``, which every way to compute an age starts from.
public struct ContextLimits: Hashable, Sendable {
  /// Dereddened colors, mag.
  public let bpRp0: ClosedRange<Double>
  /// Errors of the training stars' colors, dex of mag.
  public let log10BpRp0Sigma: ClosedRange<Double>
  /// Whether the errors are those of the training stars, and not merely possible ones.
  let areTrained: Bool

  /// How far beyond the training stars' colors a flow is evaluated, mag: more than the zero point of a
  /// cluster's extinction moves the colors of its stars.
  public static let bpRp0Margin = 0.25
  /// How far beyond the largest trained error ``ColorErrorUse/context`` follows the flow, dex: a factor of 2.
  public static let log10SigmaMargin = 0.30102999566398120
  /// Dereddened colors of stars, mag: from the hottest to those of the latest M and the first L dwarfs.
  public static let possibleBpRp0 = -1.0...6.0
  /// Errors with which a color is one, dex of mag: 0.1 mmag to 1 mag.
  public static let possibleLog10BpRp0Sigma = -4.0...0.0

  /// The bounds that belong to a model.
  ///
  /// - Parameter domain: What its training stars cover; nil if it does not say, and then the bounds are
  ///   those of possible stars.
  public init(_ domain: CalibrationDomain?) {
    areTrained = domain != nil
    let (colors, errors) = (Self.possibleBpRp0, Self.possibleLog10BpRp0Sigma)
    let color = domain?.bpRp0 ?? colors
    let (lower, upper) = (
      color.lowerBound - Self.bpRp0Margin, color.upperBound + Self.bpRp0Margin
    )
    bpRp0 = (lower...upper).clamped(to: colors)
    log10BpRp0Sigma = (domain?.log10BpRp0Sigma ?? errors).clamped(to: errors)
  }

  /// The color at which the flow is evaluated for a color, mag.
  func bounded(bpRp0 color: Double) -> Double {
    min(max(color, bpRp0.lowerBound), bpRp0.upperBound)
  }
}
