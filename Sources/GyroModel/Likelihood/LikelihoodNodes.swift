// SPDX-License-Identifier: GPL-3.0-or-later
// A star's likelihood as a weighted sum of flow densities, which any kernel can evaluate.

internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// The nodes and weights of a star's likelihood.
///
///     L(a) = W Σ_j u_j Σ_k v_k p_flow(y_k | a, c_j, s_j) + background
///
/// The flow's knots are the same for all periods of a context, so a period costs little beside a context.
public struct LikelihoodNodes: Hashable, Sendable {
  /// Covariates at which the flow is evaluated.
  public struct Context: Hashable, Sendable {
    /// u_j; the weights of all contexts sum to one.
    public let weight: Double
    /// In their natural units.
    public let covariates: Covariates
  }
  /// A period.
  public struct Period: Hashable, Sendable {
    /// v_k; the weights of all periods sum to one.
    public let weight: Double
    /// Rotation period, dex of days.
    public let log10PeriodDays: Double
  }

  /// Where the flow is conditioned, at least one entry.
  public let contexts: [Context]
  /// Where its density is evaluated, at least one entry.
  public let periods: [Period]
  /// W: the weight of the flow in the mixture.
  public let flowWeight: Double
  /// The background with its weight 1 − W, per dex of period; the same at every age.
  public let background: Double

  /// How finely Gaussians are cut, by the trapezoid rule.
  public struct Resolution: Hashable, Sendable {
    /// The largest step in period, dex.
    public var periodStep: Double
    /// The largest step in color, mag.
    public var colorStep: Double
    /// The largest step of either, in standard deviations.
    public var sigmaStep: Double
    /// How far the Gaussians are followed, in standard deviations.
    public var reach: Double
    /// The same for a Gaussian wider than the largest step.
    ///
    /// Where a measured period lies far from all that a model expects, the tail that reaches back to it decides. What
    /// is cut off must be small beside the background of outliers: 10 per dex (about the largest density of a
    /// flow) times the mass beyond 4.5 deviations is 0.6 percent of the background at an outlier fraction of 5 percent.
    public var wideReach: Double
    /// About how many pairs of a color and a period there may be for each of the possible periods.
    ///
    /// Where both errors are wide, steps in one of them are blurred by the other; longer steps then
    /// bound the work for a star. No step becomes so long that a Gaussian loses its standard deviation, so that a
    /// limit below about a hundred pairs is exceeded.
    public var pairLimit: Int
    /// Whether stars have the colors of their nodes in common, for a flow that is given true colors.
    ///
    /// The steps in color are then up to twice as long in standard deviations as ``sigmaStep`` says.
    public var sharesColors = true

    /// For summaries: enough for quantiles of an age.
    public static let summary = Resolution(
      periodStep: 0.02, colorStep: 0.03, sigmaStep: 0.5, reach: 4, wideReach: 4.5,
      pairLimit: 4096)
    /// To compare with: about ten times as fine in period and three times in color.
    public static let fine = Resolution(
      periodStep: 0.002, colorStep: 0.01, sigmaStep: 0.2, reach: 6, wideReach: 6,
      pairLimit: 8192)

    /// Steps, reach and limit; checks that all are positive and finite.
    public init(
      periodStep: Double, colorStep: Double, sigmaStep: Double, reach: Double,
      wideReach: Double, pairLimit: Int, sharesColors: Bool = true
    ) {
      precondition(
        [periodStep, colorStep, sigmaStep, reach, wideReach, Double(pairLimit)]
          .allSatisfy { $0 > 0 && $0.isFinite },
        "steps of \(periodStep), \(colorStep), \(sigmaStep), a reach of \(reach), \(pairLimit) pairs"
      )
      (self.periodStep, self.colorStep) = (periodStep, colorStep)
      (self.sigmaStep, self.pairLimit) = (sigmaStep, pairLimit)
      (self.reach, self.wideReach) = (reach, wideReach)
      self.sharesColors = sharesColors
    }
  }

  /// Cuts an integral into nodes.
  ///
  /// - Parameters:
  ///   - integral: The integral over period and color.
  ///   - resolution: The steps; of no effect where there is nothing to integrate.
  public init(_ integral: LikelihoodIntegral, resolution: Resolution) {
    let color = Gaussian(
      sigma: integral.bpRp0ExcessSigma, asymmetry: integral.bpRp0Asymmetry,
      largestStep: resolution.colorStep, resolution)
    let period = Gaussian(
      sigma: integral.log10PeriodDaysSigma, asymmetry: integral.periodAsymmetry,
      largestStep: resolution.periodStep, resolution)
    func nodes(stretch: Double) -> (contexts: [Context], offsets: [Gaussian.Node]) {
      let colors = Self.colors(of: integral, color, resolution, stretch: stretch)
      return (Self.contexts(of: integral, colors), period.nodes(stretch: stretch))
    }
    var (contexts, offsets) = nodes(stretch: 1)
    var stretch = 1.0
    var excess: Double { Double(contexts.count * offsets.count) / Double(resolution.pairLimit) }
    // Counts are rounded up, so that a few are left over after the first attempt.
    while excess > (stretch == 1 ? 1 : 1.2), contexts.count > 1, offsets.count > 1,
      stretch < max(color.longestStretch, period.longestStretch)
    {
      stretch *= excess.squareRoot()
      (contexts, offsets) = nodes(stretch: stretch)
    }
    self.contexts = contexts
    periods = integral.periods.flatMap { center in
      offsets.map {
        Period(
          weight: center.weight * $0.weight, log10PeriodDays: center.log10PeriodDays + $0.distance)
      }
    }
    (flowWeight, background) = (integral.flowWeight, integral.background)
  }

  /// The contexts alone of an integral whose period counts as exactly known.
  static func contexts(of integral: LikelihoodIntegral, resolution: Resolution) -> [Context] {
    let color = Gaussian(
      sigma: integral.bpRp0ExcessSigma, asymmetry: integral.bpRp0Asymmetry,
      largestStep: resolution.colorStep, resolution)
    return contexts(of: integral, colors(of: integral, color, resolution, stretch: 1))
  }

  /// The colors at which the flow is conditioned as multiples of 0.01 mag; nil where some lie between such multiples or
  /// beyond the limits.
  static func sharedColors(
    of integral: LikelihoodIntegral, resolution: Resolution
  ) -> StrideThrough<Int>? {
    guard resolution.sharesColors, !integral.limits.isOfMeasuredColors,
      let nodes = Gaussian(
        sigma: integral.bpRp0ExcessSigma, asymmetry: integral.bpRp0Asymmetry,
        largestStep: resolution.colorStep, resolution
      ).sharedNodes(around: integral.covariates.bpRp0.value, stretch: 1)
    else { return nil }
    let multiple = Int(clamping: (nodes.step / Gaussian.sharedUnit).rounded())
    let (lower, upper) = (
      Double(nodes.range.lowerBound) * nodes.step, Double(nodes.range.upperBound) * nodes.step
    )
    guard multiple > 0, integral.limits.bpRp0.contains(lower),
      integral.limits.bpRp0.contains(upper)
    else { return nil }
    return stride(
      from: nodes.range.lowerBound * multiple, through: nodes.range.upperBound * multiple,
      by: multiple)
  }

  /// The colors at which the flow is conditioned, with steps that are longer by a factor.
  private static func colors(
    of integral: LikelihoodIntegral, _ color: Gaussian, _ resolution: Resolution, stretch: Double
  ) -> [(weight: Double, position: Double)] {
    let center = integral.covariates.bpRp0.value
    return integral.limits.isOfMeasuredColors || !resolution.sharesColors
      ? color.nodes(stretch: stretch).map { ($0.weight, center + $0.distance) }
      : color.sharedPositions(around: center, stretch: stretch)
  }

  /// The contexts: one, unless there is an excess error of the color.
  private static func contexts(
    of integral: LikelihoodIntegral, _ colors: [(weight: Double, position: Double)]
  ) -> [Context] {
    var contexts: [Context] = []
    for node in colors {
      var weight = node.weight
      let covariates = integral.context(bpRp0: node.position)
      // All colors beyond a bound are one.
      if let last = contexts.last, last.covariates.bpRp0.value == covariates.bpRp0.value {
        contexts.removeLast()
        weight += last.weight
      }
      contexts.append(Context(weight: weight, covariates: covariates))
    }
    return contexts
  }
}

/// The trapezoid rule on a Gaussian, or on two halves of Gaussians that meet at their maximum, which for a smooth factor converges faster than any power; where
/// the factor has kinks, as a spline flow's density has, with the square of the step.
private struct Gaussian {
  typealias Node = (weight: Double, distance: Double)

  /// How many nodes a side there are at most, unless the step in standard deviations asks for more.
  private static let largestHalfCount = 150.0
  /// The longest step that bounds the work, in standard deviations: with it the nodes lack 0.5 percent of the
  /// Gaussian's variance, with a step of 2 they lack 14 percent, with one of 3 they lack 80 percent.
  private static let longestStep = 1.5

  let sigma: Double
  /// How much larger the upper half is, −1…1.
  let asymmetry: Double
  /// In standard deviations.
  let reach, step: Double

  init(
    sigma: Double, asymmetry: Double, largestStep: Double, _ resolution: LikelihoodNodes.Resolution
  ) {
    (self.sigma, self.asymmetry) = (sigma, asymmetry)
    reach = sigma > largestStep ? resolution.wideReach : resolution.reach
    // An error as wide as all stars together needs no fine steps, and would take minutes with them.
    step = min(
      resolution.sigmaStep, max(largestStep / sigma, reach / Self.largestHalfCount))
  }

  /// By how much the step can be made longer.
  var longestStretch: Double { max(1, Self.longestStep / step) }

  /// The nodes in increasing order, with a step that is longer by a factor; one node where there is no error.
  func nodes(stretch: Double) -> [Node] {
    guard sigma > 0 else { return [(1, 0)] }
    let step = step * min(stretch, longestStretch)
    let half = Int(clamping: (reach / step).rounded(.up))
    let weights = (-half...half).map { exp(-0.5 * (Double($0) * step) * (Double($0) * step)) }
    let sum = weights.reduce(0, +)
    return zip(weights, -half...half).compactMap { weight, index in
      // Each half is stretched, and has so much more of the probability; the node between them has a half of each.
      let side = self.side(Double(index))
      guard side > 0 else { return nil }
      return (weight * side / sum, Double(index) * step * sigma * side)
    }
  }

  /// The standard deviation of the half in which a deviation lies, as a multiple of the mean of both.
  private func side(_ deviation: Double) -> Double {
    deviation == 0 ? 1 : deviation < 0 ? 1 - asymmetry : 1 + asymmetry
  }

  /// Nodes that are multiples of a step, so that Gaussians have them in common.
  ///
  /// The step is 0.01 times a power of two, and up to twice as long as that of the other nodes; the rule
  /// converges as fast as with a node at the center.
  func sharedPositions(
    around center: Double, stretch: Double
  ) -> [(weight: Double, position: Double)] {
    guard let (range, step) = sharedNodes(around: center, stretch: stretch) else {
      return [(1, center)]
    }
    let nodes = range.map { index in
      let distance = Double(index) * step - center
      let deviation = distance / max(sigma * side(distance), Self.smallestSharedSigma)
      return (weight: exp(-0.5 * deviation * deviation), position: Double(index) * step)
    }
    let sum = nodes.reduce(0) { $0 + $1.weight }
    return nodes.map { ($0.weight / sum, $0.position) }
  }

  /// The step of shared nodes and their numbers, in steps from zero; nil for a single node.
  func sharedNodes(
    around center: Double, stretch: Double
  ) -> (range: ClosedRange<Int>, step: Double)? {
    guard sigma > Self.smallestSharedSigma else { return nil }
    // The narrower half asks for the shorter steps.
    let narrow = max(sigma * (1 - abs(asymmetry)), Self.smallestSharedSigma)
    let longest = min(2 * step, Self.longestSharedStep) * min(stretch, longestStretch) * narrow
    let step = Self.sharedUnit * exp2(log2(longest / Self.sharedUnit).rounded(.down))
    let reach = reach * sigma
    let first = Int(clamping: ((center - reach * side(-1)) / step).rounded(.up))
    let last = max(first, Int(clamping: ((center + reach * side(1)) / step).rounded(.down)))
    return (first...last, step)
  }

  /// Steps of shared nodes are this one times a power of two.
  static let sharedUnit = 0.01
  /// Deviations below it blur nothing: a color, in mag, is not known better.
  private static let smallestSharedSigma = 1e-4
  /// The longest step of shared nodes, in standard deviations.
  private static let longestSharedStep = 1.0
}
