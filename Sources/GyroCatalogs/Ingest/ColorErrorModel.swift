// SPDX-License-Identifier: GPL-3.0-or-later
// The error of a color whose source gives none: that of stars of the same brightness.

internal import GyroPlatform

/// The median error of observed BP-RP by G magnitude, from the stars that have both.
struct ColorErrorModel {
  /// Fewer stars than this make no bin.
  static let minimumCount = 10
  /// By whole magnitudes.
  private let medianByMagnitude: [Double: Double]
  private let median: Double?

  /// Learns from records.
  init(_ records: [SourceRecord]) {
    var sigmas: [Double: [Double]] = [:]
    for record in records {
      guard let gMag = record.gMag, record.bpRp != nil, let sigma = record.bpRpSigma else {
        continue
      }
      sigmas[gMag.rounded(), default: []].append(sigma)
    }
    // An error that a star has: of two in the middle the larger one, and not their mean.
    func upperMedian(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.sorted()[values.count / 2]
    }
    medianByMagnitude = sigmas.filter { $0.value.count >= Self.minimumCount }
      .compactMapValues(upperMedian)
    median = upperMedian(sigmas.values.flatMap { $0 })
  }

  /// The error in mag for a star of a G magnitude; nil where nothing was learned.
  func bpRpSigma(gMag: Double?) -> Double? {
    guard let gMag else { return median }
    let magnitude = gMag.rounded()
    if let sigma = medianByMagnitude[magnitude] { return sigma }
    let nearest = medianByMagnitude.min {
      (abs($0.key - magnitude), $0.key) < (abs($1.key - magnitude), $1.key)
    }
    return nearest?.value ?? median
  }
}
