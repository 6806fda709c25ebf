// SPDX-License-Identifier: GPL-3.0-or-later
// What a flow is conditioned on, by name and in order; the layout of context rows is defined here only.

internal import GyroPlatform
internal import GyroQuantities

/// The features of a flow's context, in the order in which its checkpoint names them.
///
/// Stars are kept in natural units; the logarithms that a flow asks for are taken here and nowhere else.
///
/// | name in a checkpoint | feature | unit |
/// |---|---|---|
/// | `log10_age_myr` | base-ten log of the age | dex of Myr |
/// | `bp_rp0`, … | the value of a covariate | that of the covariate |
/// | `log10_bp_rp0_sigma`, … | base-ten log of its error | dex of that unit |
public struct ContextSchema: Hashable, Sendable {
  /// One column of a context row.
  public enum Feature: Hashable, Sendable {
    /// Base-ten log of the age, dex of Myr.
    case log10AgeMyr
    /// The value of a covariate.
    case value(Covariate)
    /// Base-ten log of the error of a covariate.
    case log10Sigma(Covariate)

    /// What a checkpoint calls it.
    public var name: String {
      switch self {
      case .log10AgeMyr: "log10_age_myr"
      case .value(let covariate): covariate.name
      case .log10Sigma(let covariate): "log10_\(covariate.name)_sigma"
      }
    }
  }

  /// The features, in order; the age is one of them, and none is repeated.
  public let features: [Feature]
  /// The index of the age among them.
  let ageIndex: Int

  /// The names of the features, in order, as a checkpoint has them.
  public var names: [String] { features.map(\.name) }

  /// The covariates that a star must have, in the order of the features.
  public var covariates: [Covariate] {
    features.compactMap { if case .value(let covariate) = $0 { covariate } else { nil } }
  }

  /// Lists features; nil unless the age is one of them, none is repeated, and every error has its value.
  public init?(_ features: [Feature]) {
    guard let ageIndex = features.firstIndex(of: .log10AgeMyr),
      Set(features).count == features.count,
      features.allSatisfy({ feature in
        if case .log10Sigma(let covariate) = feature {
          features.contains(.value(covariate))
        } else {
          true
        }
      })
    else { return nil }
    (self.features, self.ageIndex) = (features, ageIndex)
  }

  /// Reads the names of a checkpoint; nil where they are none of a flow of rotation periods.
  ///
  /// - Parameters:
  ///   - names: In the order of the context.
  ///   - known: The covariates that the names may mean.
  public init?(names: [String], known: [Covariate] = Covariate.known) {
    let candidates =
      [Feature.log10AgeMyr] + known.flatMap { [Feature.value($0), .log10Sigma($0)] }
    let features = names.compactMap { name in candidates.first { $0.name == name } }
    guard features.count == names.count else { return nil }
    self.init(features)
  }

  private init(checked features: [Feature], ageIndex: Int) {
    (self.features, self.ageIndex) = (features, ageIndex)
  }

  /// Age, measured color and the error of the color: a flow of periods of stars with such a measurement.
  public static let rotation = ContextSchema(
    checked: [.log10AgeMyr, .value(.bpRp0), .log10Sigma(.bpRp0)], ageIndex: 0)

  /// Age and true color: the errors of measured colors are integrated over, in training and for every age.
  public static let trueColor = ContextSchema(
    checked: [.log10AgeMyr, .value(.bpRp0)], ageIndex: 0)

  /// Whether the error of a covariate is a feature, so that its values are those that were measured; where it
  /// is none they are true values, and a likelihood integrates over the errors.
  public func hasError(of covariate: Covariate) -> Bool {
    features.contains(.log10Sigma(covariate))
  }

  /// The index of a feature in a row; nil if the flow is not conditioned on it.
  public func index(of feature: Feature) -> Int? { features.firstIndex(of: feature) }

  /// A feature of a star; nil for the age, and not a number where the star lacks it.
  static func value(of feature: Feature, in covariates: Covariates) -> Double? {
    switch feature {
    case .log10AgeMyr: nil
    case .value(let covariate): covariates[covariate]?.value ?? .nan
    case .log10Sigma(let covariate): log10(covariates[covariate]?.sigma ?? .nan)
    }
  }

  /// The covariates that a star lacks for a row, or whose error it lacks.
  public func missing(in covariates: Covariates) -> [Covariate] {
    self.covariates.filter { covariate in
      guard let measured = covariates[covariate] else { return true }
      return features.contains(.log10Sigma(covariate)) && !((measured.sigma ?? 0) > 0)
    }
  }

  /// The context of a star at each of many ages.
  ///
  /// - Parameters:
  ///   - covariates: Of the star.
  ///   - log10AgesMyr: Ages, dex of Myr.
  /// - Returns: Row-major, shape `[log10AgesMyr.count, features.count]`.
  /// - Precondition: Nothing is ``missing(in:)``.
  public func rows(
    _ covariates: Covariates, at log10AgesMyr: some Collection<Double>
  ) -> [Double] {
    var row = features.map { feature in Self.value(of: feature, in: covariates) ?? 0 }
    precondition(
      !row.contains(where: \.isNaN), "a star without \(missing(in: covariates).map(\.name))")
    var rows: [Double] = []
    rows.reserveCapacity(log10AgesMyr.count * row.count)
    for age in log10AgesMyr {
      row[ageIndex] = age
      rows += row
    }
    return rows
  }

  /// The contexts of many stars, each at its own age.
  ///
  /// - Parameter positions: Ages, dex of Myr, with covariates.
  /// - Returns: Row-major, shape `[positions.count, features.count]`.
  public func rows(
    _ positions: some Sequence<(log10AgeMyr: Double, covariates: Covariates)>
  ) -> [Double] {
    positions.flatMap { rows($0.covariates, at: CollectionOfOne($0.log10AgeMyr)) }
  }
}
