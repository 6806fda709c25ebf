// SPDX-License-Identifier: GPL-3.0-or-later
// The monotonic rational-quadratic spline on [-bound, bound], the identity outside.

internal import GyroPlatform

/// A family of monotonic splines with a fixed number of bins; one member is a row of knots.
///
/// A row of knots holds the positions x₀…x_K, the values y₀…y_K and the slopes d₀…d_K, with
/// x₀ = y₀ = -bound, x_K = y_K = bound and d₀ = d_K = 1. Within bin k, with w = xₖ₊₁ - xₖ,
/// h = yₖ₊₁ - yₖ, s = h / w and z = (u - xₖ) / w:
///
///     f(u) = yₖ + h N / D           N = s z² + dₖ z (1 - z)
///     f′(u) = s² M / D²             D = s + (dₖ + dₖ₊₁ - 2 s) z (1 - z)
///                                   M = dₖ₊₁ z² + 2 s z (1 - z) + dₖ (1 - z)²
///
/// All of s, dₖ, dₖ₊₁ are positive, so M > 0, and D is a convex mix of s and (dₖ + dₖ₊₁) / 2 taken at
/// 2 z (1 - z) <= 1/2, so D > 0: f rises everywhere.
///
/// > Source: Durkan et al. (2019), Neural Spline Flows, eqs. 4–6; raw numbers are squashed as in
/// > zuko's `MonotonicRQSTransform`.
struct RationalQuadraticSpline: Sendable {
  let binCount: Int
  let bound: Double
  /// -log(slope): widths and heights are at most a factor exp(this) apart, slopes within exp(±this).
  let logRange: Double

  init(_ architecture: FlowArchitecture) {
    binCount = architecture.binCount
    bound = architecture.bound
    logRange = -log(architecture.slope)
  }

  var rawCount: Int { 3 * binCount - 1 }
  var knotCount: Int { 3 * (binCount + 1) }

  // MARK: Raw numbers to knots

  /// Bounds raw numbers before they are exponentiated: v / (1 + |2 v / log slope|) for widths and
  /// heights, v / (1 + |v / log slope|) for inner slopes.
  func squash(_ raw: UnsafePointer<Double>, into squashed: UnsafeMutablePointer<Double>) {
    for index in 0..<rawCount {
      squashed[index] = raw[index] / (1 + abs(raw[index]) * squashScale(index))
    }
  }

  private func squashScale(_ index: Int) -> Double { (index < 2 * binCount ? 2 : 1) / logRange }

  /// Turns exponentials of squashed numbers into a row of knots.
  func assemble(_ exponentials: UnsafePointer<Double>, into knots: UnsafeMutablePointer<Double>) {
    accumulate(exponentials, into: knots)
    accumulate(exponentials + binCount, into: knots + binCount + 1)
    let slopes = knots + 2 * (binCount + 1)
    slopes[0] = 1
    for index in 1..<binCount { slopes[index] = exponentials[2 * binCount + index - 1] }
    slopes[binCount] = 1
  }

  private func accumulate(
    _ weights: UnsafePointer<Double>, into positions: UnsafeMutablePointer<Double>
  ) {
    var total = 0.0
    for index in 0..<binCount { total += weights[index] }
    var sum = 0.0
    positions[0] = -bound
    for index in 0..<binCount - 1 {
      sum += weights[index]
      positions[index + 1] = bound * (2 * (sum / total) - 1)
    }
    positions[binCount] = bound
  }

  // MARK: Evaluation

  /// One bin of a spline.
  private struct Bin {
    let x, y, width, height, d0, d1: Double
    var s: Double { height / width }

    @inline(__always)
    init(_ index: Int, _ knots: UnsafePointer<Double>, _ count: Int) {
      x = knots[index]
      y = knots[count + index]
      width = knots[index + 1] - x
      height = knots[count + index + 1] - y
      d0 = knots[2 * count + index]
      d1 = knots[2 * count + index + 1]
    }
  }

  /// The bin of a number in [-bound, bound] among ascending edges.
  @inline(__always)
  private func binIndex(_ value: Double, _ edges: UnsafePointer<Double>) -> Int {
    var index = 0
    for edge in 1..<binCount { index += value >= edges[edge] ? 1 : 0 }
    return index
  }

  /// The spline's value and derivative.
  @inline(__always)
  func forward(_ u: Double, _ knots: UnsafePointer<Double>) -> (value: Double, slope: Double) {
    guard abs(u) < bound else { return (u, 1) }
    let bin = Bin(binIndex(u, knots), knots, binCount + 1)
    let s = bin.s
    let z = (u - bin.x) / bin.width
    let zz = z * (1 - z)
    let denominator = s + (bin.d0 + bin.d1 - 2 * s) * zz
    let value = bin.y + bin.height * (s * z * z + bin.d0 * zz) / denominator
    let mixed = bin.d1 * z * z + 2 * s * zz + bin.d0 * (1 - z) * (1 - z)
    return (value, s * s * mixed / (denominator * denominator))
  }

  /// The argument at which the spline takes a value.
  ///
  /// The quadratic in z is solved in the form 2c / (-b - √(b² - 4ac)), which does not cancel.
  func inverse(_ value: Double, _ knots: UnsafePointer<Double>) -> Double {
    guard abs(value) < bound else { return value }
    let bin = Bin(binIndex(value, knots + binCount + 1), knots, binCount + 1)
    let s = bin.s
    let rise = value - bin.y
    let bend = rise * (bin.d0 + bin.d1 - 2 * s)
    let a = bin.height * (s - bin.d0) + bend
    let b = bin.height * bin.d0 - bend
    let c = -s * rise
    let z = 2 * c / (-b - max(b * b - 4 * a * c, 0).squareRoot())
    return bin.x + z * bin.width
  }

  // MARK: Gradient

  /// Carries a gradient of (f, log f′) back to u and to the raw numbers.
  ///
  /// - Parameters:
  ///   - u: The argument.
  ///   - gy: Gradient of the result with respect to f(u).
  ///   - gl: Gradient of the result with respect to log f′(u).
  ///   - raw: The raw numbers the knots came from.
  ///   - knots: The row of knots.
  ///   - rawGradient: Overwritten with the gradient with respect to the raw numbers.
  /// - Returns: Gradient with respect to u.
  func pullback(
    at u: Double, valueGradient gy: Double, logSlopeGradient gl: Double,
    raw: UnsafePointer<Double>, knots: UnsafePointer<Double>,
    rawGradient: UnsafeMutablePointer<Double>
  ) -> Double {
    rawGradient.update(repeating: 0, count: rawCount)
    guard abs(u) < bound else { return gy }
    let index = binIndex(u, knots)
    let bin = Bin(index, knots, binCount + 1)
    let (s, d0, d1) = (bin.s, bin.d0, bin.d1)
    let z = (u - bin.x) / bin.width
    let zz = z * (1 - z)
    let zzPrime = 1 - 2 * z
    let n = s * z * z + d0 * zz
    let d = s + (d0 + d1 - 2 * s) * zz
    let m = d1 * z * z + 2 * s * zz + d0 * (1 - z) * (1 - z)
    // f = y + h N / D,  log f′ = 2 log s + log M - 2 log D.
    let ratio = n / d
    let gRatio = gy * bin.height
    let gN = gRatio / d
    let gD = -gRatio * ratio / d - 2 * gl / d
    let gM = gl / m
    let gZ =
      gN * (2 * s * z + d0 * zzPrime) + gD * (d0 + d1 - 2 * s) * zzPrime
      + gM * (2 * d1 * z + 2 * s * zzPrime - 2 * d0 * (1 - z))
    let gS = gN * z * z + gD * (1 - 2 * zz) + gM * 2 * zz + 2 * gl / s
    let gD0 = gN * zz + gD * zz + gM * (1 - z) * (1 - z)
    let gD1 = gD * zz + gM * z * z
    // s = h / w and z = (u - x) / w, with w and h differences of knots.
    let gHeight = gy * ratio + gS / bin.width
    let gWidth = -(gS * s + gZ * z) / bin.width
    let gU = gZ / bin.width
    positionPullback(
      lower: -gU - gWidth, upper: gWidth, index: index, raw: raw, positions: knots,
      rawGradient: rawGradient)
    positionPullback(
      lower: gy - gHeight, upper: gHeight, index: index, raw: raw + binCount,
      positions: knots + binCount + 1, rawGradient: rawGradient + binCount)
    slopePullback(gD0, knot: index, raw, knots, rawGradient)
    slopePullback(gD1, knot: index + 1, raw, knots, rawGradient)
    return gU
  }

  /// From the two edges of bin `index` to the raw widths (or heights) that placed them.
  ///
  /// With p = softmax(squashed), an edge is -bound + 2 bound Σ_{j < edge} pⱼ.
  private func positionPullback(
    lower: Double, upper: Double, index: Int, raw: UnsafePointer<Double>,
    positions: UnsafePointer<Double>, rawGradient: UnsafeMutablePointer<Double>
  ) {
    var mean = 0.0
    for bin in 0...index {
      let gradient = bin < index ? lower + upper : upper
      mean += (positions[bin + 1] - positions[bin]) * gradient
    }
    for bin in 0..<binCount {
      let gradient = 2 * bound * (bin < index ? lower + upper : bin == index ? upper : 0)
      let probability = (positions[bin + 1] - positions[bin]) / (2 * bound)
      let damping = 1 + abs(raw[bin]) * 2 / logRange
      rawGradient[bin] = probability * (gradient - mean) / (damping * damping)
    }
  }

  private func slopePullback(
    _ gradient: Double, knot: Int, _ raw: UnsafePointer<Double>, _ knots: UnsafePointer<Double>,
    _ rawGradient: UnsafeMutablePointer<Double>
  ) {
    guard knot > 0, knot < binCount else { return }
    let index = 2 * binCount + knot - 1
    let damping = 1 + abs(raw[index]) / logRange
    rawGradient[index] = gradient * knots[2 * (binCount + 1) + knot] / (damping * damping)
  }
}
