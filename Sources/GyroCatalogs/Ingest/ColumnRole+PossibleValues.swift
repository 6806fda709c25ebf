// SPDX-License-Identifier: GPL-3.0-or-later
// Which numbers a column can hold at all: what lies outside is a mistake, or stands for "missing".

extension ColumnRole {
  /// The physically possible numbers, with a wide margin; nil for a role that is not numeric.
  ///
  /// Catalogs write 99.99, -999, 1e20 or 1e30 where a value is missing. Such a number is an error
  /// that names its cell until the manifest lists it in `nullNumbers`, since only the manifest's author
  /// can know what it means.
  var possibleValues: ClosedRange<Double>? {
    switch self {
    case .gaiaDR2, .gaiaDR3, .identifier, .cluster, .subgroup, .periodSource, .extinctionSource: nil
    // Days. A negative period is one that its authors doubt.
    case .period, .periodCandidate: -500...1000
    case .periodSigma: 0...1000
    // Magnitudes. Colors behind the densest clouds that Gaia sees through reach 8 mag.
    case .bpRp, .bpRpDR2, .bpRp0: -3...9
    case .bpMag, .rpMag, .gMag, .bpMagDR2, .rpMagDR2, .bpMag0, .rpMag0, .gMag0: -9...35
    case .bpRpSigma, .bpMagSigma, .rpMagSigma, .bpRp0Sigma: 0...8
    case .extinctionAV: -2...60
    case .extinctionAVSigma: 0...30
    // Signal over noise.
    case .bpFluxOverError, .rpFluxOverError: 0...1e8
    // Degrees.
    case .ra: 0...360
    case .dec: -90...90
    case .membership: 0...1
    // Myr or Gyr; no star is older than the Universe, and a slip of units is.
    case .age, .ageLowerSigma, .ageUpperSigma: 0...20_000
    // Milliarcseconds: noise below zero, the nearest star above.
    case .parallax: -300...800
    case .ruwe: 0...800
    // Arc seconds.
    case .matchDistance: 0...3600
    }
  }
}
