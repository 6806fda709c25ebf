// SPDX-License-Identifier: GPL-3.0-or-later
// The standard form: one rotator, whatever table it came from.

internal import Foundation
public import GyroQuantities

/// One period that a source gives a star.
public struct PeriodCandidate: Hashable, Sendable {
  /// The key of the catalog that gives it.
  public let source: String
  /// The method, campaign or column within the catalog; nil for its adopted period.
  public let label: String?
  /// The period in days.
  public let periodDays: Double
  /// Its error in days, where the source gives one.
  public let periodDaysSigma: Double?
}

/// A rotator in standard form; nil means not known.
public struct StandardStar: Hashable, Sendable {
  /// The source in Gaia DR3.
  public var gaiaDR3: GaiaSourceID?
  /// The source in Gaia DR2, which can bear another number.
  public var gaiaDR2: GaiaSourceID?
  /// Identifiers in other catalogs, such as `EPIC 210963067`.
  public var otherIDs: [String] = []
  /// The key of the cluster or association.
  public var cluster: String
  /// The subgroup to which the calibration age belongs, where the cluster has subgroups.
  public var subgroup: String?
  /// Right ascension in degrees.
  public var raDegrees: Double?
  /// Declination in degrees.
  public var decDegrees: Double?

  /// The adopted rotation period in days.
  public var periodDays: Double
  /// Its error in days.
  public var periodDaysSigma: Double?
  /// Where the adopted period comes from: catalog keys, or the tables a compilation names.
  public var periodSources: [String]
  /// Every period that a source gives.
  public var periodCandidates: [PeriodCandidate]

  /// Observed BP-RP in mag; ``QualityFlags/colorFromDR2`` says of which release.
  public var bpRp: Double?
  /// Its error in mag.
  public var bpRpSigma: Double?
  /// Observed G in mag.
  public var gMag: Double?
  /// The color excess E(BP-RP) in mag.
  public var colorExcessBpRp: Double?
  /// Its error in mag.
  public var colorExcessBpRpSigma: Double?
  /// The dust map, paper or cluster value the extinction comes from.
  public var extinctionSource: String?
  /// Dereddened BP-RP in mag.
  public var bpRp0: Double?
  /// Its error in mag, from photometry and extinction.
  public var bpRp0Sigma: Double?
  /// Dereddened G in mag.
  public var gMag0: Double?

  /// An age of the star or its group, Myr, that counts before those of an age scale: of a field star by
  /// asteroseismology, or of a group that is no cluster.
  public var ageMyr: Double?
  /// Its error towards younger ages, Myr.
  public var ageMyrLowerSigma: Double?
  /// Its error towards older ages, Myr.
  public var ageMyrUpperSigma: Double?

  /// The probability that the star belongs to the cluster, from 0 to 1.
  public var membershipProbability: Double?
  /// Where it comes from.
  public var membershipSource: String?
  /// Parallax in mas.
  public var parallaxMas: Double?
  /// Renormalized unit weight error of the astrometry.
  public var ruwe: Double?

  /// Doubts and remarks.
  public var flags: QualityFlags
  /// The doubts and remarks in words.
  public var reasons: [String] = []

  /// The identity of the star: its DR3 source, else its DR2 source.
  public var gaiaSourceID: GaiaSourceID? { gaiaDR3 ?? gaiaDR2 }
  /// The name under which age scales know the star's group.
  public var ageKey: String { subgroup ?? cluster }
  /// The age of its own with both errors; nil where one of them is not known.
  public var calibrationAge: CalibrationAge? {
    guard let ageMyr, let ageMyrLowerSigma, let ageMyrUpperSigma, ageMyr > 0 else { return nil }
    return CalibrationAge(
      ageMyr: ageMyr, lowerSigmaMyr: ageMyrLowerSigma, upperSigmaMyr: ageMyrUpperSigma,
      source: periodSources.joined(separator: ", "))
  }
  /// What identifies the star: a Gaia source, or for one with an age of its own any other identifier.
  var isIdentified: Bool { gaiaSourceID != nil || (ageMyr != nil && !otherIDs.isEmpty) }
  /// Base-ten log of the period in days.
  public var log10PeriodDays: Double { log10(periodDays) }

  /// A Gaia source in words, such as `Gaia DR3 5290646440127895936`.
  static func name(_ id: GaiaSourceID) -> String { "Gaia \(id.release.rawValue) \(id.number)" }

  /// Sets the flags that follow from the values themselves.
  mutating func flagValues() {
    if bpRp0 == nil { flags.insert(.colorMissing) }
    if flags.contains(.colorFromDR2), let bpRp, bpRp > 3 { flags.insert(.colorUnsafe) }
    if let ruwe {
      if ruwe >= StarLimits.minimumHighRUWE { flags.insert(.ruweHigh) }
    } else {
      flags.insert(.ruweMissing)
    }
    if periodDays > 100 { flags.insert(.periodVeryLong) }
    if periodDays < 0.1 { flags.insert(.periodVeryShort) }
    if let parallaxMas, parallaxMas <= 0 { flags.insert(.parallaxNotPositive) }
  }
}
