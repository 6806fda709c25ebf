// SPDX-License-Identifier: GPL-3.0-or-later
// A star and its age as JSON, as other programs rely on it.

internal import GyroModel
internal import GyroPlatform
internal import GyroQuantities

extension NamedEstimate: Encodable {
  private enum Key: String, CodingKey {
    case id, status, flags, reason
    case reasonCode = "reason_code"
    case log10AgeMyr = "log10_age_myr"
    case ageMyr = "age_myr"
    case logEvidence = "log_evidence"
    case samples = "log10_age_myr_samples"
    case olderThanMyr = "older_than_myr"
    case bpRp0Used = "bp_rp0_used"
    case bpRp0UsedSigma = "bp_rp0_used_sigma"
  }

  /// Writes the star; what is not known is null and never left out, but for draws, which not every run makes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    switch estimate {
    case .age(let age):
      let summary = age.summary
      try container.encode("ok", forKey: .status)
      try container.encode(age.flags.map(\.rawValue), forKey: .flags)
      try container.encodeNil(forKey: .reason)
      try container.encodeNil(forKey: .reasonCode)
      try container.encode(Log10Age(age), forKey: .log10AgeMyr)
      try container.encode(
        [
          "q025": summary.q025, "q16": summary.q16, "q50": summary.q50, "q84": summary.q84,
          "q975": summary.q975, "mode": summary.mode,
        ].mapValues { pow(10, $0) }, forKey: .ageMyr)
      try container.encode(summary.logEvidence, forKey: .logEvidence)
      try container.encode(age.star.covariates.bpRp0.value, forKey: .bpRp0Used)
      try container.encode(age.star.covariates.bpRp0.sigma, forKey: .bpRp0UsedSigma)
      try container.encodeIfPresent(samples, forKey: .samples)
      // Only for stars that are slower than all calibrators.
      try container.encodeIfPresent(age.olderThan?.megayears, forKey: .olderThanMyr)
    case .unusable(let star):
      try container.encode("unusable", forKey: .status)
      try container.encode([String](), forKey: .flags)
      try container.encode(star.message, forKey: .reason)
      try container.encode(star.reason.name, forKey: .reasonCode)
      try container.encodeNil(forKey: .log10AgeMyr)
      try container.encodeNil(forKey: .ageMyr)
      try container.encodeNil(forKey: .logEvidence)
      try container.encodeNil(forKey: .bpRp0Used)
      try container.encodeNil(forKey: .bpRp0UsedSigma)
    }
  }

  private struct Log10Age: Encodable {
    let q025, q16, q50, q84, q975, mode, mean, sigma: Double
    let hpd68: [[Double]]
    let epistemicSigma: Double?

    private enum Key: String, CodingKey {
      case q025, q16, q50, q84, q975, mode, mean, sigma, hpd68
      case epistemicSigma = "epistemic_sigma"
    }

    /// Writes the numbers; the scatter of a single flow is null and never left out.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      for (key, value) in [
        (Key.q025, q025), (.q16, q16), (.q50, q50), (.q84, q84), (.q975, q975), (.mode, mode),
        (.mean, mean), (.sigma, sigma),
      ] {
        try container.encode(value, forKey: key)
      }
      try container.encode(hpd68, forKey: .hpd68)
      try container.encode(epistemicSigma, forKey: .epistemicSigma)
    }

    init(_ age: StarAge) {
      let summary = age.summary
      epistemicSigma = age.epistemicSigma
      (q025, q16, q50) = (summary.q025, summary.q16, summary.q50)
      (q84, q975, mode) = (summary.q84, summary.q975, summary.mode)
      (mean, sigma) = (summary.mean, summary.sigma)
      hpd68 = summary.hpd68.map { [$0.lowerBound, $0.upperBound] }
    }
  }
}
