// SPDX-License-Identifier: GPL-3.0-or-later
// The range of the calibrators; outside it, a flow extrapolates.

/// The ranges of the stars that a flow was trained on.
public struct CalibrationDomain: Hashable, Sendable {
  /// The range of each feature of the flow's context that is known, in the unit of the feature.
  public var features: [ContextSchema.Feature: ClosedRange<Double>] {
    didSet { (bpRp0, log10BpRp0Sigma) = Self.colors(features) }
  }
  /// Base-ten log of the age, dex of Myr.
  public var log10AgeMyr: ClosedRange<Double>
  /// Base-ten log of the period, dex of days.
  public var log10PeriodDays: ClosedRange<Double>

  /// Dereddened BP-RP, mag; unbounded for a flow that is not conditioned on it.
  public private(set) var bpRp0: ClosedRange<Double>
  /// Base-ten log of the error of BP-RP, dex of mag; unbounded where no calibrator has one.
  public private(set) var log10BpRp0Sigma: ClosedRange<Double>

  /// The range of a feature; nil where it is not known.
  public subscript(_ feature: ContextSchema.Feature) -> ClosedRange<Double>? {
    feature == .log10AgeMyr ? log10AgeMyr : features[feature]
  }

  /// Ranges of the ages, of further features and of the periods.
  public init(
    log10AgeMyr: ClosedRange<Double>,
    features: [ContextSchema.Feature: ClosedRange<Double>],
    log10PeriodDays: ClosedRange<Double>
  ) {
    (self.log10AgeMyr, self.features) = (log10AgeMyr, features)
    (bpRp0, log10BpRp0Sigma) = Self.colors(features)
    self.log10PeriodDays = log10PeriodDays
  }

  /// The ranges of the color and of its error: each star asks for them.
  private static func colors(
    _ features: [ContextSchema.Feature: ClosedRange<Double>]
  ) -> (ClosedRange<Double>, ClosedRange<Double>) {
    (
      features[.value(.bpRp0)] ?? -.infinity ... .infinity,
      features[.log10Sigma(.bpRp0)] ?? -.infinity ... .infinity
    )
  }

  /// The ranges of ``ContextSchema/rotation`` and of the periods.
  public init(
    log10AgeMyr: ClosedRange<Double>, bpRp0: ClosedRange<Double>,
    log10BpRp0Sigma: ClosedRange<Double>, log10PeriodDays: ClosedRange<Double>
  ) {
    self.init(
      log10AgeMyr: log10AgeMyr,
      features: [.value(.bpRp0): bpRp0, .log10Sigma(.bpRp0): log10BpRp0Sigma],
      log10PeriodDays: log10PeriodDays)
  }

  /// What calibrators of a flow can be at all: the limits of stars to train on, and of the ranges of a model.
  ///
  /// From 0.01 Myr to three times the age of the universe, and periods from a minute to a century; what the covariates
  /// can be they say themselves.
  public static func possible(for schema: ContextSchema) -> CalibrationDomain {
    var features: [ContextSchema.Feature: ClosedRange<Double>] = [:]
    for feature in schema.features {
      switch feature {
      case .log10AgeMyr: break
      case .value(let covariate): features[feature] = covariate.possibleValues
      case .log10Sigma(let covariate): features[feature] = covariate.possibleLog10Sigmas
      }
    }
    return CalibrationDomain(
      log10AgeMyr: -2...4.6, features: features, log10PeriodDays: -3.2...4.6)
  }

  /// The same for ``ContextSchema/rotation``.
  public static let possible = possible(for: .rotation)

  /// The ranges of a flow's features and of its value, each under its name with its unit; those that
  /// are not known are left out.
  package func named(_ schema: ContextSchema) -> [(name: String, range: ClosedRange<Double>)] {
    schema.features.compactMap { feature in self[feature].map { (name: feature.name, range: $0) } }
      + [(name: RotationFlow.valueName, range: log10PeriodDays)]
  }
}
