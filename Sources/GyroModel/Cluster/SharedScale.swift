// SPDX-License-Identifier: GPL-3.0-or-later
// The standard deviation of a nuisance that several clusters share, and its draw given the nuisances.

internal import GyroNumerics
internal import GyroPlatform

/// A standard deviation τ with a half-normal prior, and the normal deviates that count in it.
struct SharedScale: Sendable {
  /// log τ in the position.
  let parameter: Parameter
  /// The index of log τ in the position.
  let component: Int
  /// The indices of the deviates x, which mean τ x.
  let deviates: [Int]

  /// A scale with its typical size.
  init(_ name: String, typical: Double, component: Int, deviates: [Int]) {
    parameter = Parameter(
      name: name, transform: .exponential, prior: HalfNormalPrior(scale: typical),
      start: .normal(mean: log(typical), sigma: 0.5))
    (self.component, self.deviates) = (component, deviates)
  }

  /// Draws τ anew given the nuisances τ x, which stay what they are.
  ///
  /// Trajectories move the deviates and τ, which is quick where data say little of a nuisance and slow where they fix
  /// it: τ is then held by τ x. This draw is quick just there, and costs no likelihood.
  ///
  /// > Source: Yu & Meng (2011), JCGS 20, 531, sections 2.3 and 3; Neal (2003), Ann. Stat. 31, 705, for the slice.
  func redraw(_ position: inout [Double], using random: inout RandomStream) {
    let current = position[component]
    let squares = deviates.reduce(0) { $0 + position[$1] * position[$1] }
    func logDensity(_ x: Double) -> Double {
      // In units of the present scale, so that however small it is the density falls on both sides.
      parameter.prior.logDensity(ofComponent: x, through: parameter.transform).value
        - Double(deviates.count) * x - 0.5 * squares * exp(2 * (current - x))
    }
    let redrawn = Self.slice(from: current, width: 0.5, logDensity, using: &random)
    let factor = exp(current - redrawn)
    position[component] = redrawn
    for index in deviates { position[index] *= factor }
  }

  /// A number from the part of a slice through a density that is reached by steps of a width from a number.
  private static func slice(
    from x: Double, width: Double, _ logDensity: (Double) -> Double,
    using random: inout RandomStream
  ) -> Double {
    let level = logDensity(x) + log(random.nextUniform())
    var low = x - width * random.nextUniform()
    var high = low + width
    while logDensity(low) > level { low -= width }
    while logDensity(high) > level { high += width }
    while true {
      let candidate = low + (high - low) * random.nextUniform()
      guard logDensity(candidate) <= level else { return candidate }
      if candidate < x { low = candidate } else { high = candidate }
      // Where rounding leaves nothing between the ends the slice is the number itself.
      guard low < high else { return x }
    }
  }
}
