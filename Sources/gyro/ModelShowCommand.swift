// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro model show`: every constant of a model, where its calibrators lie, how it was trained.

internal import ArgumentParser
internal import Foundation
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import Gyrochronology

struct ModelShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a model's constants, domain, training record and digest.",
    discussion: """
      EXAMPLES
        gyro model show
        gyro model show --model m.safetensors --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(help: "A checkpoint file, or the name of the embedded model.")
  var model = EmbeddedModel.name
  @Option(help: "How to write: \(Format.allCases.map(\.rawValue).joined(separator: " or ")).")
  var format = Format.text

  func run() throws {
    let description = ModelDescription(try LoadedModel(model))
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try ReportSink.write(
        String(decoding: try encoder.encode(description), as: UTF8.self) + "\n")
    case .text:
      try ReportSink.write(description.lines.joined(separator: "\n") + "\n")
    }
  }
}

/// A model in names and numbers.
private struct ModelDescription: Encodable {
  struct Architecture: Encodable {
    let activation: String
    let bins: Int
    let bound: Double
    let hiddenWidths: [Int]
    let parameterCount: Int
    let slope: Double
    let transforms: Int

    enum CodingKeys: String, CodingKey {
      case activation, bins, bound, slope, transforms
      case hiddenWidths = "hidden_widths"
      case parameterCount = "parameter_count"
    }
  }

  struct Feature: Encodable {
    let name: String
    let mean: Double
    let scale: Double
  }

  let name: String
  let flowCount: Int
  let sha256: String
  let architecture: Architecture
  let context: [Feature]
  let value: Feature
  /// Lower and upper bound by name; empty where the checkpoint does not say.
  let range: [String: [Double]]
  let notes: [String: String]

  enum CodingKeys: String, CodingKey {
    case name, sha256, architecture, context, value, range, notes
    case flowCount = "flows"
  }

  init(_ model: LoadedModel) {
    let checkpoint = model.rotation.checkpoint
    let flow = checkpoint.ensemble.flows[0]
    name = model.name
    flowCount = checkpoint.ensemble.flows.count
    sha256 = model.digest.hexadecimal
    architecture = Architecture(
      activation: flow.architecture.activation.rawValue, bins: flow.architecture.binCount,
      bound: flow.architecture.bound, hiddenWidths: flow.architecture.hiddenWidths,
      parameterCount: flow.architecture.parameterCount, slope: flow.architecture.slope,
      transforms: flow.architecture.transformCount)
    context = checkpoint.contextNames.indices.map {
      Feature(
        name: checkpoint.contextNames[$0], mean: flow.contextStandardizer.mean[$0],
        scale: flow.contextStandardizer.scale[$0])
    }
    value = Feature(
      name: checkpoint.valueName, mean: flow.valueStandardizer.mean[0],
      scale: flow.valueStandardizer.scale[0])
    if let domain = model.rotation.domain {
      let ranges = [
        domain.log10AgeMyr, domain.bpRp0, domain.log10BpRp0Sigma, domain.log10PeriodDays,
      ]
      range = Dictionary(
        uniqueKeysWithValues: zip(checkpoint.contextNames + [checkpoint.valueName], ranges).map {
          ($0, [$1.lowerBound, $1.upperBound])
        })
    } else {
      range = [:]
    }
    notes = checkpoint.notes.filter { !$0.key.hasPrefix("range.") }
  }

  var lines: [String] {
    var lines = [
      "model       \(name)", "sha256      \(sha256)",
      "splines     \(architecture.transforms) x \(architecture.bins) bins on ±\(architecture.bound), "
        + "slope constant \(architecture.slope)",
      "flows       \(flowCount), averaged",
      "conditioner \(architecture.hiddenWidths.map(String.init).joined(separator: "-")), "
        + "\(architecture.activation), \(architecture.parameterCount) parameters a flow", "",
    ]
    for feature in context + [value] {
      let bounds = range[feature.name].map { ", calibrated from \($0[0]) to \($0[1])" } ?? ""
      lines.append(
        "\(feature.name): standardized by (x - \(feature.mean)) / \(feature.scale)\(bounds)")
    }
    lines.append("")
    lines += notes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return lines
  }
}
