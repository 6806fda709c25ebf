// SPDX-License-Identifier: GPL-3.0-or-later
// A flow whose context is age, color and color error, and whose value is a rotation period.

public import GyroFlows

/// A checkpoint that is known to be about rotation periods.
public struct RotationFlow: Sendable {
  /// The context of every rotation flow: log10 age/Myr, BP-RP_0 in mag, log10 of its error in mag.
  public static let contextNames = ["log10_age_myr", "bp_rp0", "log10_bp_rp0_sigma"]
  /// The value of every rotation flow: log10 period/day.
  public static let valueName = "log10_period_days"

  /// The checkpoint with its notes.
  public let checkpoint: FlowCheckpoint
  /// Where its calibrators lie; nil if the checkpoint does not say.
  public let domain: CalibrationDomain?
  /// Median color error of its calibrators, mag; nil if the checkpoint does not say.
  public let medianBpRp0Sigma: Double?

  /// The flows themselves, as one density.
  public var flow: FlowEnsemble { checkpoint.ensemble }

  /// Takes a checkpoint.
  ///
  /// - Parameters:
  ///   - checkpoint: A flow with any notes.
  ///   - file: What errors call it.
  /// - Throws: ``GyroFlows/FlowError`` if the flow is about something else, or a note cannot be read.
  public init(_ checkpoint: FlowCheckpoint, file: String) throws(FlowError) {
    guard checkpoint.contextNames == Self.contextNames, checkpoint.valueName == Self.valueName
    else {
      throw FlowError(
        file: file,
        problem: "is a flow of \(checkpoint.valueName) given "
          + checkpoint.contextNames.joined(separator: ", ") + ", expected \(Self.valueName) given "
          + Self.contextNames.joined(separator: ", "))
    }
    self.checkpoint = checkpoint
    let notes = checkpoint.notes
    let ranges = try (Self.contextNames + [Self.valueName]).map { name throws(FlowError) in
      try notes[Self.rangeNote + name].map { text throws(FlowError) in
        try Self.range(text, name: name, file: file)
      }
    }
    if let age = ranges[0], let color = ranges[1], let sigma = ranges[2], let period = ranges[3] {
      domain = CalibrationDomain(
        log10AgeMyr: age, bpRp0: color, log10BpRp0Sigma: sigma, log10PeriodDays: period)
    } else {
      domain = nil
    }
    medianBpRp0Sigma = try notes[Self.medianSigmaNote].map { text throws(FlowError) in
      guard let sigma = Double(text), sigma > 0, sigma.isFinite else {
        throw FlowError(file: file, problem: "has \(Self.medianSigmaNote) \"\(text)\"")
      }
      return sigma
    }
  }

  private static let rangeNote = "range."
  private static let medianSigmaNote = "median_bp_rp0_sigma"

  private static func range(_ text: String, name: String, file: String) throws(FlowError)
    -> ClosedRange<Double>
  {
    let bounds = text.split(separator: ",").compactMap { Double($0) }
    guard bounds.count == 2, bounds[0] <= bounds[1] else {
      throw FlowError(file: file, problem: "has the range \"\(text)\" of \(name)")
    }
    return bounds[0]...bounds[1]
  }

  /// The notes from which the domain and the median color error are read back.
  public static func notes(domain: CalibrationDomain, medianBpRp0Sigma: Double) -> [String: String]
  {
    let ranges = [
      domain.log10AgeMyr, domain.bpRp0, domain.log10BpRp0Sigma, domain.log10PeriodDays,
    ]
    var notes = [medianSigmaNote: String(medianBpRp0Sigma)]
    for (name, range) in zip(contextNames + [valueName], ranges) {
      notes[rangeNote + name] = "\(range.lowerBound),\(range.upperBound)"
    }
    return notes
  }
}
