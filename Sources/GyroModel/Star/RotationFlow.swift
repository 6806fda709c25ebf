// SPDX-License-Identifier: GPL-3.0-or-later
// A flow whose context holds age and covariates, and whose value is a rotation period.

package import GyroFlows
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities

/// A checkpoint that is known to be about rotation periods; a class, since every likelihood holds it.
public final class RotationFlow: Sendable {
  /// The value of every rotation flow: log10 period/day.
  public static let valueName = "log10_period_days"

  /// What the flow is conditioned on.
  public let schema: ContextSchema
  /// The checkpoint with its notes.
  package let checkpoint: FlowCheckpoint
  /// Where its calibrators lie; nil if the checkpoint does not say.
  public let domain: CalibrationDomain?
  /// Median color error of its calibrators, mag; nil if the checkpoint does not say.
  public let medianBpRp0Sigma: Double?
  /// The covariates at which it is evaluated.
  public let limits: ContextLimits

  /// The flows themselves, as one density.
  package var flow: FlowEnsemble { checkpoint.ensemble }

  private let densities = ConditionedDensities()
  private let shorterPeriods = ShorterPeriodTables()
  /// Its densities along ages.
  let lattices = FlowLattices()

  /// The densities of periods of stars with the same covariates at many ages.
  ///
  /// For a flow that is given true colors they are remembered: the nodes of stars' colors coincide.
  ///
  /// - Parameters:
  ///   - covariates: Of the stars.
  ///   - log10AgesMyr: Ages, dex of Myr.
  /// - Returns: One density per age.
  func conditioned(
    on covariates: Covariates, at log10AgesMyr: some Collection<Double>
  ) -> ConditionedEnsemble {
    func computed() -> ConditionedEnsemble {
      flow.conditioned(on: schema.rows(covariates, at: log10AgesMyr))
    }
    guard remembers, covariates.besidesColor.isEmpty else { return computed() }
    return densities.densities(
      bpRp0: covariates.bpRp0.value, log10AgesMyr: Array(log10AgesMyr), computed)
  }

  /// The probabilities of shorter periods at the ages of a grid, for each of some colors, mag.
  ///
  /// - Precondition: The flow is given a true color and no other covariate.
  func shorterPeriods(of bpRp0: [Double], at ages: Grid) -> [ShorterPeriodTable] {
    shorterPeriods.tables(bpRp0: bpRp0, ages: ages) { color in
      flow.conditioned(on: schema.rows(Covariates(bpRp0: color, sigma: 0), at: ages))
    }
  }

  /// Where the probability of a shorter period comes to reach a limit at the ages of a grid, for any of some colors.
  ///
  /// - Precondition: As for ``shorterPeriods(of:at:)``.
  func periodsReaching(
    _ limit: Double, bpRp0 numbers: some Sequence<Int>, at ages: Grid
  ) -> ShorterPeriodTable.Reach {
    shorterPeriods.reach(limit, colors: numbers, ages: ages) { color in
      flow.conditioned(on: schema.rows(Covariates(bpRp0: color, sigma: 0), at: ages))
    }
  }

  /// Whether the densities of a color are remembered: those of a flow that is given true colors.
  var remembers: Bool { !schema.hasError(of: .bpRp0) }

  /// A rotation model from a checkpoint; checks what the flow is about and its notes.
  ///
  /// - Parameters:
  ///   - checkpoint: A flow with any notes.
  ///   - file: What errors call it.
  ///   - known: The covariates that the flow may be conditioned on.
  /// - Throws: ``GyroFlows/FlowError`` if the flow is about something else, or a note cannot be read.
  package init(
    _ checkpoint: FlowCheckpoint, file: String, known: [Covariate] = Covariate.known
  ) throws(FlowError) {
    guard let schema = ContextSchema(names: checkpoint.contextNames, known: known),
      checkpoint.valueName == Self.valueName
    else {
      throw FlowError(
        file: file,
        problem: "is a flow of \(checkpoint.valueName) given "
          + checkpoint.contextNames.joined(separator: ", ") + ", expected \(Self.valueName) given "
          + ContextSchema.rotation.names.joined(separator: ", "))
    }
    self.schema = schema
    self.checkpoint = checkpoint
    let notes = checkpoint.notes
    domain = try Self.domain(notes, schema: schema, file: file)
    limits = ContextLimits(domain, schema: schema)
    medianBpRp0Sigma = try notes[Self.medianSigmaNote].map { text throws(FlowError) in
      let possible = Covariate.bpRp0.possibleLog10Sigmas
      guard let sigma = Double(text), sigma > 0, possible.contains(log10(sigma)) else {
        throw FlowError(
          file: file,
          problem:
            "has \(Self.medianSigmaNote) \"\(text.prefix(100))\", expected an error in mag from "
            + "\(pow(10, possible.lowerBound)) to \(pow(10, possible.upperBound))")
      }
      return sigma
    }
  }

  /// A flow fresh from its training, which does not say what its calibrators cover.
  ///
  /// - Precondition: The flow's context has as many features as the schema.
  package init(_ flow: FlowEnsemble, schema: ContextSchema = .rotation) {
    checkpoint = FlowCheckpoint(
      ensemble: flow, contextNames: schema.names, valueName: Self.valueName, notes: [:])
    self.schema = schema
    (domain, medianBpRp0Sigma) = (nil, nil)
    limits = ContextLimits(nil, schema: schema)
  }

  /// The ranges of the calibrators; nil unless there is one for each feature and for the periods.
  private static func domain(
    _ notes: [String: String], schema: ContextSchema, file: String
  ) throws(FlowError) -> CalibrationDomain? {
    let possible = CalibrationDomain.possible(for: schema)
    func range(
      _ name: String, within possible: ClosedRange<Double>?
    ) throws(FlowError) -> ClosedRange<Double>? {
      guard let possible, let text = notes[rangeNote + name] else { return nil }
      return try Self.range(text, name: name, within: possible, file: file)
    }
    var features: [ContextSchema.Feature: ClosedRange<Double>] = [:]
    for feature in schema.features {
      features[feature] = try range(feature.name, within: possible[feature])
    }
    let period = try range(valueName, within: possible.log10PeriodDays)
    guard features.count == schema.features.count, let period,
      let age = features.removeValue(forKey: .log10AgeMyr)
    else { return nil }
    return CalibrationDomain(log10AgeMyr: age, features: features, log10PeriodDays: period)
  }

  private static let rangeNote = "range."
  private static let medianSigmaNote = "median_bp_rp0_sigma"

  private static func range(
    _ text: String, name: String, within possible: ClosedRange<Double>, file: String
  ) throws(FlowError) -> ClosedRange<Double> {
    let bounds = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard bounds.count == 2, let lower = bounds[0], let upper = bounds[1], lower < upper,
      possible.contains(lower), possible.contains(upper)
    else {
      throw FlowError(
        file: file,
        problem: "has the range \"\(text.prefix(100))\" of \(name), expected two numbers from "
          + "\(possible.lowerBound) to \(possible.upperBound), the smaller one first",
        hint: "Export or import the model again; do not edit checkpoints")
    }
    return lower...upper
  }

  /// The bytes of a checkpoint that is going to be written, once they have been read back.
  ///
  /// - Parameters:
  ///   - checkpoint: A checkpoint of a rotation flow.
  ///   - file: What errors call it.
  /// - Returns: The whole file.
  /// - Throws: ``GyroFlows/FlowError`` if this program could not read what it would write.
  package static func readableBytes(
    of checkpoint: FlowCheckpoint, file: String
  ) throws(FlowError) -> [UInt8] {
    let bytes = checkpoint.encoded()
    do throws(FlowError) {
      _ = try RotationFlow(FlowCheckpoint(bytes: bytes, name: file), file: file)
    } catch {
      throw FlowError(
        file: file, problem: "is not written, since it could not be read: it \(error.problem)",
        hint: error.hint)
    }
    return bytes
  }

  /// The notes from which the domain and the median color error are read back.
  public static func notes(
    domain: CalibrationDomain, medianBpRp0Sigma: Double, schema: ContextSchema = .rotation
  ) -> [String: String] {
    var notes = [medianSigmaNote: String(medianBpRp0Sigma)]
    for (name, range) in domain.named(schema) {
      notes[rangeNote + name] = "\(range.lowerBound),\(range.upperBound)"
    }
    return notes
  }
}
