// SPDX-License-Identifier: GPL-3.0-or-later
// The units of the columns that describe a star.

extension StarColumn {
  /// What a column measures, with the factors from the units it may come in to the one that is meant.
  private enum Quantity {
    case time, magnitude, temperature, probability, number

    /// The unit that is meant comes first; where two are one, so does the usual spelling.
    var factors: KeyValuePairs<String, Double> {
      switch self {
      case .time:
        [
          "d": 1, "h": 1 / 24.0, "min": 1 / 1440.0, "s": 1 / 86_400.0, "yr": 365.25, "day": 1,
          "days": 1, "hr": 1 / 24.0, "hour": 1 / 24.0, "hours": 1 / 24.0, "minute": 1 / 1440.0,
          "minutes": 1 / 1440.0, "sec": 1 / 86_400.0, "second": 1 / 86_400.0,
          "seconds": 1 / 86_400.0, "a": 365.25, "year": 365.25, "years": 365.25,
        ]
      case .magnitude: ["mag": 1, "mmag": 0.001, "mags": 1]
      case .temperature: ["k": 1, "kelvin": 1, "degk": 1]
      case .number: ["1": 1]
      case .probability: ["1": 1, "%": 0.01, "percent": 0.01]
      }
    }
  }

  private var quantity: Quantity? {
    switch self {
    case .id: nil
    case .period, .periodSigma: .time
    case .teff, .teffSigma: .temperature
    case .ruwe: .number
    case .membership: .probability
    case .bpRp0, .bpRp0Sigma, .bpRp, .bpRpSigma, .av, .avSigma, .ebv, .ebvSigma, .eBpRp,
      .eBpRpSigma, .bV, .bVSigma:
      .magnitude
    }
  }

  /// The factor that takes numbers in a unit to d, mag or a fraction; nil if there is none.
  ///
  /// Logarithmic units such as `[d]` or `dex(d)` are among those that have none.
  func factor(from unit: String?) -> Double? {
    let unit = (unit ?? "").filter { !$0.isWhitespace }.lowercased()
    guard let quantity, !unit.isEmpty else { return 1 }
    return quantity.factors.first { $0.key == unit }?.value
  }

  /// The units that can be read, for a message.
  var unitWords: String {
    switch quantity {
    case .time: "d, h, min, s or yr"
    case .magnitude: "mag or mmag"
    case .temperature: "K"
    case .number: "none"
    case .probability: "none or %"
    case nil: "any"
    }
  }
}
