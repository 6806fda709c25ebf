// SPDX-License-Identifier: GPL-3.0-or-later
// A model in names and numbers, with the record of its training.

internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroPlatform
package import Gyrochronology

/// A model in names and numbers.
package struct ModelDescription: Sendable, Encodable {
  struct Architecture: Sendable, Encodable {
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

  struct Feature: Sendable, Encodable {
    let name: String
    let mean: Double
    let scale: Double
  }

  /// The law of age that the flows fall back on.
  struct Extrapolation: Sendable, Encodable {
    let context: String
    let clampRange: [Double]
    let clampSoftness, trendSlope, trendKnee, trendBend: Double

    enum CodingKeys: String, CodingKey {
      case context
      case clampRange = "clamp_range"
      case clampSoftness = "clamp_softness"
      case trendSlope = "trend_slope"
      case trendKnee = "trend_knee"
      case trendBend = "trend_bend"
    }
  }

  /// How much the flows disagree about the median log10 period, dex.
  struct Epistemic: Sendable, Encodable {
    let placeCount: Int
    let rms, largest: Double

    enum CodingKeys: String, CodingKey {
      case placeCount = "places"
      case rms = "log10_period_days_rms"
      case largest = "log10_period_days_max"
    }
  }

  let name: String
  let flowCount: Int
  let sha256: String
  let architecture: Architecture
  let context: [Feature]
  let value: Feature
  /// Null where the flows follow no law.
  let extrapolation: Extrapolation?
  /// Null for a single flow, and where the checkpoint does not say where its calibrators lie.
  let epistemic: Epistemic?
  /// Lower and upper bound by name; empty where the checkpoint does not say.
  let range: [String: [Double]]
  /// The record of its training; null where the checkpoint has none.
  let training: TrainingRecord?
  /// What else the checkpoint notes.
  let notes: [String: String]

  enum CodingKeys: String, CodingKey {
    case name, sha256, architecture, context, value, extrapolation, epistemic, range, training
    case notes
    case flowCount = "flows"
  }

  /// Describes a model.
  package init(_ model: LoadedModel) {
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
    extrapolation = flow.architecture.extrapolation.map {
      Extrapolation(
        context: checkpoint.contextNames[$0.feature],
        clampRange: [$0.range.lowerBound, $0.range.upperBound], clampSoftness: $0.softness,
        trendSlope: $0.slope, trendKnee: $0.knee, trendBend: $0.bend)
    }
    epistemic = Self.epistemic(model.rotation)
    if let domain = model.rotation.domain {
      range = Dictionary(
        uniqueKeysWithValues: domain.named(model.rotation.schema).map {
          ($0.name, [$0.range.lowerBound, $0.range.upperBound])
        })
    } else {
      range = [:]
    }
    training = model.training
    notes = checkpoint.notes.filter {
      !$0.key.hasPrefix("range.") && !TrainingRecord.isNote($0.key)
    }
  }

  /// The scatter of the flows over the calibrators' ages and the colors that can be dated.
  private static func epistemic(_ rotation: RotationFlow) -> Epistemic? {
    guard let domain = rotation.domain, let sigma = rotation.medianBpRp0Sigma else { return nil }
    let bluest = max(domain.bpRp0.lowerBound, AgeFlag.minimumBpRp0)
    guard bluest <= domain.bpRp0.upperBound else { return nil }
    let colors = bluest...domain.bpRp0.upperBound
    let places = steps(domain.log10AgeMyr).flatMap { age in
      steps(colors).map { (log10AgeMyr: age, bpRp0: $0) }
    }
    let sigmas = SpinDown(rotation, bpRp0Sigma: sigma)
      .points(at: places, quantiles: [0.5])
      .flatMap { $0.compactMap(\.log10PeriodDaysSigma) }
    guard let largest = sigmas.max() else { return nil }
    let square = sigmas.reduce(0) { $0 + $1 * $1 } / Double(sigmas.count)
    return Epistemic(placeCount: sigmas.count, rms: square.squareRoot(), largest: largest)
  }

  private static func steps(_ range: ClosedRange<Double>) -> [Double] {
    (0...8).map {
      range.lowerBound + Double($0) / 8 * (range.upperBound - range.lowerBound)
    }
  }

  /// The law of age and the disagreement of the flows, as text.
  private var lawLines: [String] {
    var lines: [String] = []
    if let law = extrapolation {
      lines.append(
        "law of age  \(value.name) rises by \(law.trendSlope) per unit of \(law.context) beyond "
          + "\(law.trendKnee), bent over \(law.trendBend)")
      lines.append(
        "clamp       \(law.context) is seen from \(law.clampRange[0]) to \(law.clampRange[1]), "
          + "softness \(law.clampSoftness)")
    }
    if let epistemic {
      lines.append(
        "epistemic   the flows' median log10 period scatters by "
          + "\(String(printf: "%.3f", epistemic.rms)) dex (rms of \(epistemic.placeCount) ages and "
          + "colors), at most \(String(printf: "%.3f", epistemic.largest))")
    }
    return lines
  }

  /// The description as text.
  package var lines: [String] {
    var lines = [
      "model       \(name)", "sha256      \(sha256)",
      "splines     \(architecture.transforms) x \(architecture.bins) bins on ±\(architecture.bound), "
        + "slope constant \(architecture.slope)",
      "flows       \(flowCount), averaged",
      "conditioner \(architecture.hiddenWidths.map(String.init).joined(separator: "-")), "
        + "\(architecture.activation), \(architecture.parameterCount) parameters a flow",
    ]
    lines += lawLines + [""]
    for feature in context + [value] {
      let bounds = range[feature.name].map { ", calibrated from \($0[0]) to \($0[1])" } ?? ""
      lines.append(
        "\(feature.name): standardized by (x - \(feature.mean)) / \(feature.scale)\(bounds)")
    }
    lines.append("")
    lines += notes.sorted { $0.key < $1.key }.map {
      PrintableText.line("\($0.key): \($0.value)")
    }
    lines += JSONValue(recorded: training).leaves.map {
      PrintableText.line("training.\($0.path): \($0.value)")
    }
    return lines
  }
}
