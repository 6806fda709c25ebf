// SPDX-License-Identifier: GPL-3.0-or-later
// An ensemble of flows on disk, with every constant that changes its density.

package import GyroFiles
internal import GyroPlatform

/// An ensemble of flows, what their numbers mean, and where they came from.
///
/// The file is safetensors. Its metadata map holds one entry for each constant of the architecture
/// and of the standardizers, the names of the context features and of the value, and entries whose
/// key starts with `note.`, which no density depends on. A missing constant is an error, and so is
/// an unknown one: it might change the density in a way this program does not know. The constants of a
/// ``ContextExtrapolation`` are there together, or none of them is and the flow has none.
package struct FlowCheckpoint: Sendable {
  /// The flows, which share their architecture and standardizers.
  package let ensemble: FlowEnsemble
  /// Names of the context features, with units, in their order.
  package let contextNames: [String]
  /// Name of the value, with its unit.
  package let valueName: String
  /// What else is known: training record, domain, scores.
  package let notes: [String: String]

  /// Labels flows.
  ///
  /// - Precondition: The flows have one architecture and the same standardizers.
  package init(
    ensemble: FlowEnsemble, contextNames: [String], valueName: String, notes: [String: String]
  ) {
    let first = ensemble.flows[0]
    precondition(contextNames.count == first.contextCount, "\(contextNames.count) context names")
    precondition(
      ensemble.flows.allSatisfy {
        $0.architecture == first.architecture && $0.contextStandardizer == first.contextStandardizer
          && $0.valueStandardizer == first.valueStandardizer
      }, "flows of different kinds cannot share a checkpoint")
    (self.ensemble, self.contextNames, self.valueName) = (ensemble, contextNames, valueName)
    self.notes = notes
  }

  private static let format = "gyrochrone-flow-1"
  private static let notePrefix = "note."

  private enum Constant: String, CaseIterable {
    case format, activation, bins, bound, flows, hidden_widths, slope, transforms, context_names,
      context_mean, context_scale, value_name, value_mean, value_scale, content_sha256
    case extrapolated_context, clamp_range, clamp_softness, trend_slope, trend_knee, trend_bend

    static let ofExtrapolation: [Constant] = [
      .extrapolated_context, .clamp_range, .clamp_softness, .trend_slope, .trend_knee, .trend_bend,
    ]
  }

  // MARK: Writing

  /// The whole file; the same checkpoint gives the same bytes.
  package func encoded() -> [UInt8] {
    let flow = ensemble.flows[0]
    let architecture = flow.architecture
    func list(_ values: [some CustomStringConvertible]) -> String {
      values.map(\.description).joined(separator: ",")
    }
    var metadata: [String: String] = [:]
    let law = architecture.extrapolation
    for constant in Constant.allCases where constant != .content_sha256 {
      let text: String? =
        switch constant {
        case .format: Self.format
        case .activation: architecture.activation.rawValue
        case .bins: String(architecture.binCount)
        case .bound: String(architecture.bound)
        case .flows: String(ensemble.flows.count)
        case .hidden_widths: list(architecture.hiddenWidths)
        case .slope: String(architecture.slope)
        case .transforms: String(architecture.transformCount)
        case .context_names: contextNames.joined(separator: ",")
        case .context_mean: list(flow.contextStandardizer.mean)
        case .context_scale: list(flow.contextStandardizer.scale)
        case .value_name: valueName
        case .value_mean: list(flow.valueStandardizer.mean)
        case .value_scale: list(flow.valueStandardizer.scale)
        case .extrapolated_context: law.map { contextNames[$0.feature] }
        case .clamp_range: law.map { list([$0.range.lowerBound, $0.range.upperBound]) }
        case .clamp_softness: law.map { String($0.softness) }
        case .trend_slope: law.map { String($0.slope) }
        case .trend_knee: law.map { String($0.knee) }
        case .trend_bend: law.map { String($0.bend) }
        case .content_sha256: nil
        }
      metadata[constant.rawValue] = text
    }
    for (key, note) in notes { metadata[Self.notePrefix + key] = note }
    let file = Safetensors(
      metadata: metadata,
      tensors: ensemble.flows.enumerated().flatMap { index, flow in
        StateDictionary.tensors(of: flow, prefix: Self.prefix(flow: index))
      })
    return file.adding([Constant.content_sha256.rawValue: file.contentDigest.hexadecimal])
      .encoded()
  }

  /// Digest of the encoded checkpoint.
  package var digest: SHA256Digest { SHA256Digest(of: encoded()) }

  private static func prefix(flow index: Int) -> String { "flows.\(index)." }

  // MARK: Reading

  /// Reads a checkpoint.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What errors call it.
  ///   - isKnown: Whether the bytes are part of the program, and need no check against the digest in them.
  /// - Throws: ``FlowError`` for a damaged file, a missing or unknown constant, or a value that
  ///   cannot be.
  package init(
    bytes: UnsafeBufferPointer<UInt8>, name: String, isKnown: Bool = false
  ) throws(FlowError) {
    let file = try Safetensors(bytes: bytes, name: name)
    var notes: [String: String] = [:]
    var constants: [Constant: String] = [:]
    for (key, value) in file.metadata.sorted(by: { $0.key < $1.key }) {
      if key.hasPrefix(Self.notePrefix) {
        notes[String(key.dropFirst(Self.notePrefix.count))] = value
      } else if let constant = Constant(rawValue: key) {
        constants[constant] = value
      } else {
        throw FlowError(
          file: name, problem: "has the constant \"\(key)\", which this version does not know",
          hint: "It may change the density; use the version of gyro that wrote the file")
      }
    }
    let reader = ConstantReader(file: name) { constants[$0] }
    guard constants[.format] == Self.format else {
      throw FlowError(
        file: name,
        problem: constants[.format].map {
          "has format \"\($0)\", expected \"\(Self.format)\""
        } ?? "does not say that it is a flow checkpoint",
        hint: "Weights of another program come in through `gyro model import`")
    }
    let contextNames = try reader.names(.context_names)
    let hiddenWidths = try reader.list(.hidden_widths, in: FlowLimits.hiddenWidth)
    guard FlowLimits.hiddenLayers.contains(hiddenWidths.count) else {
      throw FlowError(
        file: name,
        problem: "has \(hiddenWidths.count) numbers in \"hidden_widths\", expected "
          + "\(FlowLimits.hiddenLayers.lowerBound) to \(FlowLimits.hiddenLayers.upperBound)")
    }
    let architecture = FlowArchitecture(
      contextCount: contextNames.count,
      transformCount: try reader.number(.transforms, in: FlowLimits.transforms),
      hiddenWidths: hiddenWidths,
      activation: try reader.activation(),
      binCount: try reader.number(.bins, in: FlowLimits.bins),
      bound: try reader.number(.bound, in: FlowLimits.bound),
      slope: try reader.number(.slope, in: FlowLimits.slope),
      extrapolation: Constant.ofExtrapolation.contains { constants[$0] != nil }
        ? try reader.extrapolation(contextNames: contextNames) : nil)
    let contextStandardizer = try reader.standardizer(
      .context_mean, .context_scale, featureCount: contextNames.count)
    let valueStandardizer = try reader.standardizer(.value_mean, .value_scale, featureCount: 1)
    let valueName = try reader.text(.value_name)
    var tensors = NamedTensors(file.tensors, file: name)
    var flows: [ConditionalFlow] = []
    for index in 0..<(try reader.number(.flows, in: FlowLimits.flows)) {
      flows.append(
        ConditionalFlow(
          architecture: architecture, contextStandardizer: contextStandardizer,
          valueStandardizer: valueStandardizer,
          parameters: try StateDictionary.takeParameters(
            from: &tensors, prefix: Self.prefix(flow: index), architecture: architecture)))
    }
    try tensors.expectNoneLeft()
    let recorded = try reader.text(.content_sha256)
    guard
      isKnown
        || file.removing(Constant.content_sha256.rawValue).contentDigest.hexadecimal == recorded
    else {
      throw FlowError(
        file: name, problem: "is not what was written: a constant, a note or a number was altered",
        hint: "Fetch or export it again; do not edit checkpoints")
    }
    self.init(
      ensemble: FlowEnsemble(flows), contextNames: contextNames,
      valueName: valueName, notes: notes)
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: ``FlowError`` as above.
  package init(bytes: [UInt8], name: String) throws(FlowError) {
    self = try bytes.withUnsafeBufferPointer { bytes throws(FlowError) in
      try FlowCheckpoint(bytes: bytes, name: name)
    }
  }

  /// Reads a checkpoint file.
  ///
  /// - Throws: ``FlowError`` as above, and where the file cannot be read.
  package init(path: String) throws(FlowError) {
    try self.init(bytes: Self.contents(path), name: path)
  }

  /// The bytes of a checkpoint or a state dictionary.
  ///
  /// - Throws: ``FlowError`` if the file cannot be read, or is larger than any checkpoint.
  package static func contents(_ path: String) throws(FlowError) -> [UInt8] {
    do { return try FileContents.stream(path) } catch {
      throw FlowError(file: path, problem: error.problem, hint: error.hint)
    }
  }

  /// Reads constants with errors that name them.
  private struct ConstantReader {
    let file: String
    let value: (Constant) -> String?

    func text(_ constant: Constant) throws(FlowError) -> String {
      guard let text = value(constant), !text.isEmpty else {
        throw FlowError(
          file: file, problem: "lacks the constant \"\(constant.rawValue)\"",
          hint: "Without it the density is not defined; export or import the flow again")
      }
      return text
    }

    func names(_ constant: Constant) throws(FlowError) -> [String] {
      let text = try text(constant)
      let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard FlowLimits.contextFeatures.contains(names.count), !names.contains(""),
        Set(names).count == names.count
      else {
        throw FlowError(
          file: file,
          problem: "has \"\(constant.rawValue)\" = \"\(text.prefix(100))\", expected "
            + "\(FlowLimits.contextFeatures.lowerBound) to "
            + "\(FlowLimits.contextFeatures.upperBound) different names joined by commas")
      }
      return names
    }

    func list<Number: LosslessStringConvertible & Comparable>(
      _ constant: Constant, in range: ClosedRange<Number>
    ) throws(FlowError) -> [Number] {
      let text = try text(constant)
      let numbers = text.split(separator: ",", omittingEmptySubsequences: false)
        .map { Number(String($0)) }
      var result: [Number] = []
      for number in numbers {
        guard let number, range.contains(number) else {
          throw FlowError(
            file: file,
            problem:
              "has \"\(constant.rawValue)\" = \"\(text.prefix(100))\", expected numbers from "
              + "\(range.lowerBound) to \(range.upperBound)")
        }
        result.append(number)
      }
      return result
    }

    func number<Number: LosslessStringConvertible & Comparable>(
      _ constant: Constant, in range: ClosedRange<Number>
    ) throws(FlowError) -> Number {
      let numbers = try list(constant, in: range)
      guard numbers.count == 1 else {
        throw FlowError(
          file: file,
          problem: "has \(numbers.count) numbers in \"\(constant.rawValue)\", expected one")
      }
      return numbers[0]
    }

    func activation() throws(FlowError) -> Activation {
      let name = try text(.activation)
      guard let activation = Activation(rawValue: name) else {
        throw FlowError(
          file: file,
          problem: "has the activation \"\(name)\", expected "
            + Activation.allCases.map(\.rawValue).joined(separator: " or "))
      }
      return activation
    }

    func extrapolation(contextNames: [String]) throws(FlowError) -> ContextExtrapolation {
      let name = try text(.extrapolated_context)
      guard let feature = contextNames.firstIndex(of: name) else {
        throw FlowError(
          file: file,
          problem: "extrapolates along \"\(name)\", expected "
            + contextNames.joined(separator: " or "))
      }
      let range = try list(.clamp_range, in: FlowLimits.extrapolation)
      guard range.count == 2, range[0] <= range[1] else {
        throw FlowError(
          file: file,
          problem: "has \"clamp_range\" = \"\(try text(.clamp_range))\", expected two "
            + "numbers in ascending order")
      }
      return ContextExtrapolation(
        feature: feature, range: range[0]...range[1],
        softness: try number(.clamp_softness, in: FlowLimits.bend),
        slope: try number(.trend_slope, in: FlowLimits.extrapolation),
        knee: try number(.trend_knee, in: FlowLimits.extrapolation),
        bend: try number(.trend_bend, in: FlowLimits.bend)
      )
    }

    func standardizer(_ mean: Constant, _ scale: Constant, featureCount: Int) throws(FlowError)
      -> Standardizer
    {
      let means = try list(mean, in: FlowLimits.mean)
      let scales = try list(scale, in: FlowLimits.scale)
      guard means.count == featureCount, scales.count == featureCount else {
        throw FlowError(
          file: file,
          problem: "has \(means.count) numbers in \"\(mean.rawValue)\" and \(scales.count) in "
            + "\"\(scale.rawValue)\", expected \(featureCount)")
      }
      return Standardizer(mean: means, scale: scales)
    }
  }
}
