// SPDX-License-Identifier: GPL-3.0-or-later
// How old the calibrators of each color are: beyond, an age is extrapolated, however old those of other colors are.

internal import Algorithms
internal import CEmbeddedModel
internal import GyroFiles
internal import GyroPlatform

/// The age up to which clusters have calibrators, by color.
///
/// Old clusters are distant and their M dwarfs faint, so that none of the calibrators is a mid M dwarf older than Praesepe: a range of ages over
/// all colors says nothing about these.
public struct CalibratedAges: Hashable, Sendable {
  /// A range of color.
  public struct Bin: Hashable, Sendable, Codable {
    /// Dereddened BP−RP in the middle, mag.
    public let bpRp0: Double
    /// The age that ``CalibratedAges/minimumStarCount`` calibrators reach, Myr.
    public let oldestAgeMyr: Double
    /// How many calibrators of any age there are.
    public let starCount: Int

    private enum CodingKeys: String, CodingKey {
      case bpRp0 = "bp_rp0"
      case oldestAgeMyr = "oldest_age_myr"
      case starCount = "stars"
    }

    /// Collects what was counted in a bin.
    public init(bpRp0: Double, oldestAgeMyr: Double, starCount: Int) {
      (self.bpRp0, self.oldestAgeMyr, self.starCount) = (bpRp0, oldestAgeMyr, starCount)
    }

    fileprivate init?(_ json: JSONValue) {
      guard let bpRp0 = json[CodingKeys.bpRp0.rawValue]?.number,
        let oldestAgeMyr = json[CodingKeys.oldestAgeMyr.rawValue]?.number,
        let starCount = json[CodingKeys.starCount.rawValue]?.wholeNumber
      else { return nil }
      self.init(bpRp0: bpRp0, oldestAgeMyr: oldestAgeMyr, starCount: starCount)
    }
  }

  /// Fewer calibrators calibrate nothing.
  public static let minimumStarCount = 5
  /// Half the width of a bin, mag; their middles are as far apart as half of them are wide.
  public static let binHalfWidth = 0.1

  /// What the ages were counted from.
  public let provenance: MeasurementProvenance
  /// By increasing color.
  public let bins: [Bin]
  /// Where the next bin becomes the nearest one, mag, and the ages of all bins, dex of Myr: each star is looked up.
  private let borders, log10AgesMyr: [Double]

  /// The ages that are compiled into the program, `Catalogs/calibrated-ages.json`: those of the default model.
  public static let usual: CalibratedAges = fileKind.contents(
    of: UnsafeBufferPointer(start: gyro_calibrated_ages_bytes(), count: gyro_calibrated_ages_size)
  ) { json in
    guard let provenance = json[CodingKeys.provenance.rawValue].flatMap(MeasurementProvenance.init),
      let bins = json[CodingKeys.bins.rawValue]?.list(of: Bin.init)
    else { return nil }
    return CalibratedAges(provenance: provenance, bins: bins)
  }

  /// Collects bins.
  ///
  /// - Precondition: At least one bin, by increasing color, with positive ages.
  public init(provenance: MeasurementProvenance, bins: [Bin]) {
    precondition(Self.isPossible(bins), "calibrated ages of \(bins.count) bins")
    (self.provenance, self.bins) = (provenance, bins)
    borders = zip(bins, bins.dropFirst()).map { 0.5 * ($0.bpRp0 + $1.bpRp0) }
    log10AgesMyr = bins.map { log10($0.oldestAgeMyr) }
  }

  /// Counts calibrators.
  ///
  /// - Parameters:
  ///   - calibrators: Their dereddened BP−RP, mag, and ages, dex of Myr.
  ///   - bpRp0: The range of the middles of the bins, mag.
  /// - Returns: The bins that have enough of them, by increasing color.
  public static func bins(
    of calibrators: [(bpRp0: Double, log10AgeMyr: Double)], bpRp0: ClosedRange<Double>
  ) -> [Bin] {
    stride(
      from: bpRp0.lowerBound, through: bpRp0.upperBound + binHalfWidth / 2, by: binHalfWidth
    ).compactMap { place in
      // Without the rounding errors that repeated additions accumulate.
      let middle = (place * 10).rounded() / 10
      let ages = calibrators.filter { abs($0.bpRp0 - middle) <= binHalfWidth }.map(\.log10AgeMyr)
        .sorted(by: >)
      guard ages.count >= minimumStarCount else { return nil }
      return Bin(
        bpRp0: middle, oldestAgeMyr: pow(10, ages[minimumStarCount - 1]).rounded(),
        starCount: ages.count)
    }
  }

  /// The age up to which there are calibrators of a color, dex of Myr: that of the nearest bin.
  public func oldestLog10AgeMyr(bpRp0: Double) -> Double {
    log10AgesMyr[borders.partitioningIndex { $0 >= bpRp0 }]
  }

  private static func isPossible(_ bins: [Bin]) -> Bool {
    !bins.isEmpty
      && bins.allSatisfy { $0.bpRp0.isFinite && $0.oldestAgeMyr > 0 && $0.oldestAgeMyr.isFinite }
      && zip(bins, bins.dropFirst()).allSatisfy { $0.bpRp0 < $1.bpRp0 }
  }
}

extension CalibratedAges: Codable {
  private static let fileKind = MeasuredFileKind(kind: "calibrated-ages", version: 1)

  private enum CodingKeys: String, CodingKey { case provenance, bins }

  /// Reads the file.
  ///
  /// - Throws: `DecodingError` for another kind or version of file, or impossible bins.
  public init(from decoder: any Decoder) throws {
    try Self.fileKind.check(decoder)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let bins = try values.decode([Bin].self, forKey: .bins)
    guard Self.isPossible(bins) else {
      throw DecodingError.dataCorruptedError(
        forKey: .bins, in: values,
        debugDescription: "\(bins.count) bins, not by increasing color with positive ages")
    }
    self.init(
      provenance: try values.decode(MeasurementProvenance.self, forKey: .provenance), bins: bins)
  }

  /// Writes the file.
  public func encode(to encoder: any Encoder) throws {
    try Self.fileKind.encode(to: encoder)
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(provenance, forKey: .provenance)
    try values.encode(bins, forKey: .bins)
  }
}

extension CalibrationDomain {
  /// The ages of the clusters with calibrators of a color, dex of Myr: beyond them an age is extrapolated.
  ///
  /// The ages by color are those of the default model's calibrators; a model with a smaller range of ages has that.
  public func log10AgeMyr(bpRp0: Double) -> ClosedRange<Double> {
    let upper = min(
      log10AgeMyr.upperBound, CalibratedAges.usual.oldestLog10AgeMyr(bpRp0: bpRp0))
    return min(log10AgeMyr.lowerBound, upper)...upper
  }

  /// Whether the calibrators of a color end long before the oldest clusters.
  public func isShort(bpRp0: Double) -> Bool {
    log10AgeMyr(bpRp0: bpRp0).upperBound < log10AgeMyr.upperBound - Self.tolerance
  }

  /// What two ages of clusters may differ by and still count as the same, dex: about what scales of ages do.
  private static let tolerance = 0.1
}
