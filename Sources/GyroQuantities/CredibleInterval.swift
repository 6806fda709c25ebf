// SPDX-License-Identifier: GPL-3.0-or-later
// An interval with the probability that it holds.

/// An interval by the values at its ends, with the probability that it holds.
public struct CredibleInterval: Hashable, Sendable {
  /// The values at the ends, in the unit of the quantity.
  public let bounds: ClosedRange<Double>
  /// What the interval holds, in 0…1.
  public let probability: Double

  /// Takes the ends and the probability between them.
  public init(_ bounds: ClosedRange<Double>, probability: Double) {
    precondition((0...1).contains(probability), "probability \(probability) is not in 0...1")
    (self.bounds, self.probability) = (bounds, probability)
  }
}
