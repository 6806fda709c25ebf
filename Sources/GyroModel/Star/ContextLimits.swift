// SPDX-License-Identifier: GPL-3.0-or-later
// The colors and color errors at which a flow is evaluated, whatever those of a star are.

internal import GyroPlatform
internal import GyroQuantities

/// The bounds of a flow's context: what lies beyond them counts as the bound itself.
///
/// Beyond its training stars a flow extrapolates, and far beyond them what comes out depends on the
/// rounding of its weights. A color or an error outside these bounds counts as the nearest one inside,
/// and the flags ``AgeFlag/colorOutOfRange`` and ``AgeFlag/sigmaOutOfRange`` say so. The bounds are part
/// of ``LikelihoodIntegral``, which every way to compute an age starts from.
public struct ContextLimits: Hashable, Sendable {
  /// Dereddened colors, mag.
  public let bpRp0: ClosedRange<Double>
  /// Errors of the training stars' colors, mag.
  public let bpRp0Sigma: ClosedRange<Double>
  /// Whether the flow is conditioned on measured colors with their errors, and not on true colors.
  package let isOfMeasuredColors: Bool
  /// Whether the errors are those of the training stars, and not merely possible ones.
  let areTrained: Bool
  /// Values of other covariates, in their units.
  private let others: [Covariate: ClosedRange<Double>]

  /// How far beyond the training stars' colors a flow is evaluated, mag: more than the zero point of a
  /// cluster's extinction moves the colors of its stars.
  public static let bpRp0Margin = 0.25
  /// How many times the largest trained error ``ColorErrorUse/context`` follows the flow.
  public static let sigmaMargin = 2.0
  /// Errors with which a color is one, mag.
  public static let possibleBpRp0Sigma = 1e-4...1.0

  /// The bounds that belong to a model.
  ///
  /// - Parameters:
  ///   - domain: What its training stars cover; nil if it does not say, and then the bounds are those of
  ///     possible stars.
  ///   - schema: What it is conditioned on.
  public init(_ domain: CalibrationDomain?, schema: ContextSchema = .rotation) {
    isOfMeasuredColors = schema.hasError(of: .bpRp0)
    areTrained = domain != nil
    let colors = StarLimits.possibleBpRp0
    let color = domain?.bpRp0 ?? colors
    let (lower, upper) = (
      color.lowerBound - Self.bpRp0Margin, color.upperBound + Self.bpRp0Margin
    )
    bpRp0 = (lower...upper).clamped(to: colors)
    let errors = domain?.log10BpRp0Sigma ?? -.infinity ... .infinity
    bpRp0Sigma = (pow(10, errors.lowerBound)...pow(10, errors.upperBound))
      .clamped(to: Self.possibleBpRp0Sigma)
    var others: [Covariate: ClosedRange<Double>] = [:]
    for (feature, range) in domain?.features ?? [:] {
      if case .value(let covariate) = feature, covariate != .bpRp0 { others[covariate] = range }
    }
    self.others = others
  }

  /// The color at which the flow is evaluated for a color, mag.
  func bounded(bpRp0 color: Double) -> Double {
    min(max(color, bpRp0.lowerBound), bpRp0.upperBound)
  }

  /// The covariates at which the flow is evaluated for those of a star; errors stay what they are.
  func bounded(_ covariates: Covariates) -> Covariates {
    var bounded = covariates
    bounded.bpRp0.value = self.bounded(bpRp0: covariates.bpRp0.value)
    for covariate in covariates.besidesColor {
      guard let range = others[covariate], let measured = covariates[covariate] else { continue }
      bounded[covariate]?.value = min(max(measured.value, range.lowerBound), range.upperBound)
    }
    return bounded
  }
}
