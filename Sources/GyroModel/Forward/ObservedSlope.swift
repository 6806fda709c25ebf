// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the slow rotators of two clusters spun down between their ages, as data that tracks are compared with.

internal import CEmbeddedModel
internal import GyroFiles
internal import GyroPlatform

/// The slope of the slow sequence between two clusters, by color.
///
/// A model that smooths over the stall of K dwarfs near 1 Gyr has another slope here; its points are flagged.
/// Between the colors of its bins a slope is interpolated; outside them there is none.
///
/// > Source: The stall: Curtis et al. (2019), ApJ 879, 49; its end: Curtis et al. (2020), ApJ 904, 140.
public struct ObservedSlope: Hashable, Sendable {
  /// One bin of color.
  public struct Bin: Hashable, Sendable, Codable {
    /// Dereddened BP−RP in the middle, mag.
    public let bpRp0: Double
    /// d log P / d log t of the slow rotators.
    public let slope: Double
    /// Its standard deviation from the medians of the periods alone; the ages are held fixed.
    public let sigma: Double
    /// How many slow rotators of the younger and of the older cluster it is measured from.
    public let youngerStarCount, olderStarCount: Int

    private enum CodingKeys: String, CodingKey {
      case bpRp0 = "bp_rp0"
      case slope, sigma
      case youngerStarCount = "younger_stars"
      case olderStarCount = "older_stars"
    }

    /// Collects what was measured in a bin.
    public init(
      bpRp0: Double, slope: Double, sigma: Double, youngerStarCount: Int, olderStarCount: Int
    ) {
      (self.bpRp0, self.slope, self.sigma) = (bpRp0, slope, sigma)
      (self.youngerStarCount, self.olderStarCount) = (youngerStarCount, olderStarCount)
    }

    fileprivate init?(_ json: JSONValue) {
      guard let bpRp0 = json[CodingKeys.bpRp0.rawValue]?.number,
        let slope = json[CodingKeys.slope.rawValue]?.number,
        let sigma = json[CodingKeys.sigma.rawValue]?.number,
        let younger = json[CodingKeys.youngerStarCount.rawValue]?.wholeNumber,
        let older = json[CodingKeys.olderStarCount.rawValue]?.wholeNumber
      else { return nil }
      self.init(
        bpRp0: bpRp0, slope: slope, sigma: sigma, youngerStarCount: younger, olderStarCount: older)
    }
  }

  /// The younger and the older cluster, as the catalog calls them.
  public let younger, older: String
  /// Their ages, Myr.
  public let agesMyr: ClosedRange<Double>
  /// By increasing color.
  public let bins: [Bin]

  /// The ages of the two clusters, dex of Myr.
  public var log10AgeMyr: ClosedRange<Double> {
    log10(agesMyr.lowerBound)...log10(agesMyr.upperBound)
  }

  /// By how many standard deviations a slope may differ before a track is flagged.
  public static let tolerance = 2.0

  /// The slopes that are compiled into the program, `Catalogs/observed-slopes.json`.
  public static let all: [ObservedSlope] = ObservedSlopes.fileKind.contents(
    of: UnsafeBufferPointer(start: gyro_observed_slopes_bytes(), count: gyro_observed_slopes_size)
  ) { json in
    json[ObservedSlopes.CodingKeys.slopes.rawValue]?.list(of: ObservedSlope.init)
  }

  /// Describes the slopes between two clusters.
  ///
  /// - Precondition: Positive ages of which the first is smaller, and bins by increasing color.
  public init(younger: String, older: String, agesMyr: ClosedRange<Double>, bins: [Bin]) {
    precondition(
      Self.isPossible(agesMyr.lowerBound, agesMyr.upperBound, bins),
      "slopes between ages of \(agesMyr) Myr in \(bins.count) bins")
    (self.younger, self.older, self.agesMyr, self.bins) = (younger, older, agesMyr, bins)
  }

  private static func isPossible(_ younger: Double, _ older: Double, _ bins: [Bin]) -> Bool {
    younger > 0 && younger < older && older.isFinite
      && bins.allSatisfy { $0.bpRp0.isFinite && $0.slope.isFinite && $0.sigma > 0 }
      && zip(bins, bins.dropFirst()).allSatisfy { $0.bpRp0 < $1.bpRp0 }
  }

  /// The slope with its standard deviation at a color, linear between bins; nil beyond them.
  public func slope(bpRp0: Double) -> (slope: Double, sigma: Double)? {
    guard let first = bins.first, let last = bins.last,
      (first.bpRp0...last.bpRp0).contains(bpRp0)
    else { return nil }
    let high = bins.firstIndex { $0.bpRp0 >= bpRp0 } ?? 0
    guard high > 0 else { return (first.slope, first.sigma) }
    let (left, right) = (bins[high - 1], bins[high])
    let part = (bpRp0 - left.bpRp0) / (right.bpRp0 - left.bpRp0)
    return (
      left.slope + part * (right.slope - left.slope), left.sigma + part * (right.sigma - left.sigma)
    )
  }

  /// Whether a mean slope between the two ages differs from that of the clusters by more than ``tolerance``.
  public func contradicts(_ slope: Double, bpRp0: Double) -> Bool {
    guard let observed = self.slope(bpRp0: bpRp0) else { return false }
    return abs(slope - observed.slope) > Self.tolerance * observed.sigma
  }
}

extension ObservedSlope: Codable {
  private enum CodingKeys: String, CodingKey {
    case younger, older, bins
    case youngerAgeMyr = "younger_age_myr"
    case olderAgeMyr = "older_age_myr"
  }

  private init?(_ json: JSONValue) {
    guard let younger = json[CodingKeys.younger.rawValue]?.text,
      let older = json[CodingKeys.older.rawValue]?.text,
      let youngerAge = json[CodingKeys.youngerAgeMyr.rawValue]?.number,
      let olderAge = json[CodingKeys.olderAgeMyr.rawValue]?.number, youngerAge < olderAge,
      let bins = json[CodingKeys.bins.rawValue]?.list(of: Bin.init)
    else { return nil }
    self.init(younger: younger, older: older, agesMyr: youngerAge...olderAge, bins: bins)
  }

  /// Reads the slopes between two clusters.
  ///
  /// - Throws: `DecodingError` for ages or bins that are impossible or out of order.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let younger = try values.decode(Double.self, forKey: .youngerAgeMyr)
    let older = try values.decode(Double.self, forKey: .olderAgeMyr)
    let bins = try values.decode([Bin].self, forKey: .bins)
    guard Self.isPossible(younger, older, bins) else {
      throw DecodingError.dataCorruptedError(
        forKey: .bins, in: values,
        debugDescription: "slopes between \(younger) and \(older) Myr in \(bins.count) bins")
    }
    self.init(
      younger: try values.decode(String.self, forKey: .younger),
      older: try values.decode(String.self, forKey: .older), agesMyr: younger...older, bins: bins)
  }

  /// Writes the slopes between two clusters.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(younger, forKey: .younger)
    try values.encode(older, forKey: .older)
    try values.encode(agesMyr.lowerBound, forKey: .youngerAgeMyr)
    try values.encode(agesMyr.upperBound, forKey: .olderAgeMyr)
    try values.encode(bins, forKey: .bins)
  }
}

/// The file of observed slopes: all pairs of clusters, and what they were measured from.
///
/// `gyro-validate slopes` writes it.
public struct ObservedSlopes: Hashable, Sendable, Codable {
  static let fileKind = MeasuredFileKind(kind: "observed-slopes", version: 1)

  /// What the slopes were measured from.
  public let provenance: MeasurementProvenance
  /// One for each pair of clusters.
  public let slopes: [ObservedSlope]

  /// Collects slopes.
  public init(provenance: MeasurementProvenance, slopes: [ObservedSlope]) {
    (self.provenance, self.slopes) = (provenance, slopes)
  }

  fileprivate enum CodingKeys: String, CodingKey { case provenance, slopes }

  /// Reads the file.
  ///
  /// - Throws: `DecodingError` for another kind or version of file, or impossible slopes.
  public init(from decoder: any Decoder) throws {
    try Self.fileKind.check(decoder)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    provenance = try values.decode(MeasurementProvenance.self, forKey: .provenance)
    slopes = try values.decode([ObservedSlope].self, forKey: .slopes)
  }

  /// Writes the file.
  public func encode(to encoder: any Encoder) throws {
    try Self.fileKind.encode(to: encoder)
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(provenance, forKey: .provenance)
    try values.encode(slopes, forKey: .slopes)
  }
}
