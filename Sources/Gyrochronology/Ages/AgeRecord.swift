// SPDX-License-Identifier: GPL-3.0-or-later
// Ages as bytes and back, to the last bit.

internal import GyroFiles
package import GyroModel
internal import GyroNumerics
internal import GyroQuantities

/// The ages of consecutive rows as bytes.
package enum AgeRecord {
  /// The number of the first row, then age after age.
  package static func bytes(_ ages: [AgeEstimate], firstRow: Int) -> [UInt8] {
    var writer = BinaryWriter()
    writer.append(UInt64(firstRow))
    for age in ages { age.append(to: &writer) }
    return writer.bytes
  }
}

extension AgeEstimate {
  /// Appends the age: a byte that says of which kind it is, then its numbers or its reason.
  fileprivate func append(to writer: inout BinaryWriter) {
    switch self {
    case .unusable(let star):
      writer.append(UInt8(0))
      writer.append(UInt32(star.reason.rawValue))
      writer.append(UInt32(star.message.utf8.count))
      writer.append(star.message.utf8)
    case .age(let age):
      writer.append(UInt8(1))
      writer.append(age.flags.reduce(UInt32(0)) { $0 | 1 << $1.definition.code })
      let star = age.star
      let numbers =
        [
          star.periodDays.value, star.periodDays.sigma ?? .nan, star.covariates.bpRp0.value,
          star.covariates.bpRp0.sigma ?? .nan, star.membershipProbability, age.outlierShare,
          // NaN where there is none, as above.
          age.epistemicSigma ?? .nan, star.periodDays.asymmetry,
          star.covariates.bpRp0.asymmetry, age.olderThan?.log10Megayears ?? .nan,
        ] + age.summary.numbers
      writer.append(UInt32(numbers.count))
      writer.append(numbers)
      let quantiles = age.density?.quantiles ?? []
      writer.append(UInt32(quantiles.count))
      writer.append(quantiles)
    }
  }
}

/// Reads ages one after the other.
package struct AgeRecordReader {
  private var reader: BinaryReader

  private static let flagBits: [(flag: AgeFlag, bit: UInt32)] =
    AgeFlag.allCases.map { ($0, 1 << $0.definition.code) }

  /// Starts at the first of the bytes of ``AgeRecord``.
  package init(_ bytes: [UInt8]) { reader = BinaryReader(bytes) }

  /// The number of the first row; to be asked for before the ages.
  package mutating func firstRow() -> Int? {
    reader.integer(UInt64.self).flatMap { Int(exactly: $0) }
  }

  /// The next age; nil after the last one, or where the bytes are none.
  package mutating func next(terms: AgeTerms) -> AgeEstimate? {
    guard let kind = reader.integer(UInt8.self) else { return nil }
    guard kind == 1 else {
      guard let code = reader.integer(UInt32.self),
        let reason = NoAgeReason(rawValue: Int(code)),
        let count = reader.integer(UInt32.self), let message = reader.bytes(Int(count))
      else { return nil }
      return .unusable(UnusableStar(reason, String(decoding: message, as: UTF8.self)))
    }
    guard let flags = reader.integer(UInt32.self), let numbers = doubles(), numbers.count >= 10,
      let quantiles = doubles()
    else { return nil }
    // Only errors, the scatter of the flows and a lower limit may be missing.
    guard let summary = AgeSummary(numbers: Array(numbers[10...])),
      numbers.enumerated().allSatisfy({ [1, 3, 6, 9].contains($0) ? !$1.isInfinite : !$1.isNaN }),
      quantiles.allSatisfy(\.isFinite), (0...1).contains(numbers[4]),
      numbers[0] > 0, numbers[0] < .infinity, numbers[2].isFinite,
      let periodDays = Measured(numbers[0], orNaN: numbers[1], asymmetry: numbers[7]),
      let bpRp0 = Measured(numbers[2], orNaN: numbers[3], asymmetry: numbers[8]),
      numbers[9].isNaN || (-300...300).contains(numbers[9])
    else { return nil }
    return .age(
      StarAge(
        summary: summary,
        flags: AgeFlags(Self.flagBits.filter { flags & $0.bit != 0 }.map(\.flag)),
        star: Star(
          periodDays: periodDays, covariates: Covariates(bpRp0: bpRp0),
          membershipProbability: numbers[4]),
        terms: terms, outlierShare: numbers[5],
        epistemicSigma: numbers[6].isNaN ? nil : numbers[6],
        olderThan: numbers[9].isNaN ? nil : .log10Megayears(numbers[9]),
        density: CompactDensity(quantiles: quantiles)))
  }

  /// A number of doubles and the doubles.
  private mutating func doubles() -> [Double]? {
    reader.integer(UInt32.self).flatMap { reader.doubles(Int($0)) }
  }
}

extension Measured<Double> {
  /// A value with an error that is missing where it is not a number; nil for a negative one or an asymmetry beyond ±1.
  fileprivate init?(_ value: Double, orNaN sigma: Double, asymmetry: Double) {
    guard !(sigma < 0), (-1...1).contains(asymmetry) else { return nil }
    self.init(value, sigma: sigma.isNaN ? nil : sigma, asymmetry: asymmetry)
  }
}
