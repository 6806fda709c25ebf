// SPDX-License-Identifier: GPL-3.0-or-later
// How the learning rate rises and falls over a training.

internal import GyroPlatform

/// A one-cycle schedule: a linear rise, then half a cosine down to zero.
///
/// > Source: after Smith & Topin (2019); Loshchilov & Hutter (2017), eq. 5, for the cosine.
struct LearningRateSchedule: Sendable {
  let peak: Double
  let warmUpFraction: Double

  /// The rate at a fraction of the training, 0 to 1.
  func rate(at fraction: Double) -> Double {
    if fraction < warmUpFraction { return peak * (fraction + 1e-3) / (warmUpFraction + 1e-3) }
    let phase = (fraction - warmUpFraction) / (1 - warmUpFraction)
    return peak * 0.5 * (1 + cos(.pi * min(phase, 1)))
  }
}
