// SPDX-License-Identifier: GPL-3.0-or-later
// Interstellar extinction, in the three quantities in use.

/// The extinction or reddening of a star, in magnitudes.
public enum Extinction: Hashable, Sendable {
  /// The extinction in the V band.
  case aV(Double)
  /// The color excess E(B−V).
  case eBV(Double)
  /// The color excess E(BP−RP) itself, which needs no law.
  case eBpRp(Double)

  /// A_V / E(B−V) of the diffuse interstellar medium.
  public static let visualRatio = 3.1

  /// The number as it was given, in magnitudes.
  public var magnitudes: Double {
    switch self {
    case .aV(let value), .eBV(let value), .eBpRp(let value): value
    }
  }

  /// A_V in magnitudes, by the ratios of the diffuse interstellar medium.
  public var magnitudesV: Double {
    switch self {
    case .aV(let value): value
    case .eBV(let value): value * Self.visualRatio
    case .eBpRp(let value): value / ExtinctionLaw.constantRatio
    }
  }

  /// A_V for one magnitude of the number as it was given.
  public var magnitudesVPerUnit: Double {
    switch self {
    case .aV: 1
    case .eBV: Self.visualRatio
    case .eBpRp: 1 / ExtinctionLaw.constantRatio
    }
  }
}
