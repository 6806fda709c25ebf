// SPDX-License-Identifier: GPL-3.0-or-later
// Warnings about stars whose rotation says little about their age.

package import GyroQuantities

extension AgeFlag {
  /// The warning that a color from the table of dwarfs calls for.
  package static func colorFrom(_ axis: DwarfSequence.Axis) -> AgeFlag {
    switch axis {
    case .teffKelvin: .colorFromTeff
    case .bV: .colorFromBV
    case .massSolar: .colorFromMass
    case .bpRp0, .gRp, .vIc, .vKs, .gKs, .gMagAbsolute: .colorFromOtherColor
    }
  }

  /// The warnings that other data of a star call for.
  ///
  /// Magnitudes are compared with the mean dwarf of the same color in ``GyroQuantities/DwarfSequence``; a star
  /// without a color of the table is not judged by them.
  ///
  /// - Parameters:
  ///   - data: What is known of the star.
  ///   - bpRp0: Its dereddened color, mag.
  ///   - extinctionAV: Its extinction, mag, for an absolute magnitude from an apparent one; nil counts as none.
  /// - Returns: Warnings.
  static func flags(
    of data: StarApplicability, bpRp0: Double, extinctionAV: Double?
  ) -> AgeFlags {
    var flags = AgeFlags()
    let excess = data.gMagAbsolute(extinctionAV: extinctionAV).flatMap { magnitude in
      DwarfSequence.value(.gMagAbsolute, at: bpRp0, of: .bpRp0).map { $0 - magnitude }
    }
    let isLowGravity = data.log10Gravity.map { $0 < StarLimits.maximumEvolvedLog10Gravity } ?? false
    if isLowGravity || (excess ?? 0) > StarLimits.minimumEvolvedExcess {
      flags.insert(.evolved)
    } else if let excess, excess > StarLimits.minimumBinaryExcess {
      flags.insert(.overluminous)
    }
    if let orbit = data.orbitalPeriodDays, orbit > 0, orbit < StarLimits.maximumTidalPeriodDays {
      flags.insert(.tidallyLockedPossible)
    }
    if let scatter = data.velocityScatterKmS, scatter >= StarLimits.minimumVelocityScatterKmS {
      flags.insert(.velocityVariable)
    }
    return flags
  }
}
