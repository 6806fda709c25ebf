// SPDX-License-Identifier: GPL-3.0-or-later
// The units of the columns that describe a star.

extension StarColumn {
  /// What a column measures, with the factors from the units it may come in to the one that is meant.
  private enum Kind {
    case time, magnitude, temperature, mass, parallax, velocity, gravity, probability, number

    /// The unit that is meant comes first; where two are one, so does the usual spelling.
    var factors: KeyValuePairs<String, Double> {
      switch self {
      case .time:
        [
          "d": 1, "h": 1 / 24.0, "min": 1 / 1440.0, "s": 1 / 86_400.0, "yr": 365.25, "day": 1,
          "days": 1, "hr": 1 / 24.0, "hrs": 1 / 24.0, "hour": 1 / 24.0, "hours": 1 / 24.0,
          "minute": 1 / 1440.0, "minutes": 1 / 1440.0, "sec": 1 / 86_400.0,
          "second": 1 / 86_400.0, "seconds": 1 / 86_400.0, "a": 365.25, "year": 365.25,
          "years": 365.25, "time.days": 1,
        ]
      case .magnitude: ["mag": 1, "mmag": 0.001, "mags": 1, "magnitude": 1, "magnitudes": 1]
      case .temperature: ["k": 1, "kelvin": 1, "degk": 1, "kk": 1000, "10+3k": 1000]
      case .mass:
        [
          "solmass": 1, "msun": 1, "m_sun": 1, "msol": 1, "solarmass": 1, "solarmasses": 1,
          "mjup": 1 / 1047.35, "jupitermass": 1 / 1047.35,
        ]
      case .parallax: ["mas": 1, "arcsec": 1000, "uas": 0.001, "marcsec": 1]
      case .velocity:
        ["km/s": 1, "m/s": 0.001, "kms-1": 1, "km.s**-1": 1, "km.s-1": 1, "kms^-1": 1]
      case .gravity, .number: ["1": 1]
      case .probability: ["1": 1, "%": 0.01, "percent": 0.01]
      }
    }

    var words: String {
      switch self {
      case .time: "d, h, min, s or yr"
      case .magnitude: "mag or mmag"
      case .temperature: "K"
      case .mass: "solar masses"
      case .parallax: "mas or arcsec"
      case .velocity: "km/s or m/s"
      case .gravity: "log10 of cm/s2"
      case .number: "none"
      case .probability: "none or %"
      }
    }
  }

  private var kind: Kind? {
    switch quantity ?? self {
    case .id: nil
    case .period, .orbitalPeriod: .time
    case .teff: .temperature
    case .mass: .mass
    case .parallax: .parallax
    case .velocityScatter: .velocity
    case .logg: .gravity
    case .ruwe, .bpSNR, .rpSNR: .number
    case .membership: .probability
    default: .magnitude
    }
  }

  /// The factor that takes numbers in a unit to d, mag or a fraction; nil if there is none.
  ///
  /// Logarithmic units such as `[d]` or `dex(d)` are among those that have none.
  func factor(from unit: String?) -> Double? {
    let unit = (unit ?? "").filter { !$0.isWhitespace }.lowercased()
    // Dashes are how tables say that there is no unit.
    guard let kind, !unit.allSatisfy({ $0 == "-" }) else { return 1 }
    // A logarithm has no unit, and tables spell that in a dozen ways.
    if kind == .gravity { return 1 }
    return kind.factors.first { $0.key == unit }?.value
  }

  /// The units that can be read, folded to lower case without blanks, with their factors; nil where any will do.
  var unitFactors: [String: Double]? {
    kind.map { kind in
      // The first of equals counts.
      Dictionary(kind.factors.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Whether the column holds a logarithm, which has no unit.
  var isLogarithm: Bool { kind == .gravity }

  /// The units that can be read, for a message.
  var unitWords: String { kind?.words ?? "any" }
}
