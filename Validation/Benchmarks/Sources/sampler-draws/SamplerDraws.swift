// SPDX-License-Identifier: GPL-3.0-or-later
// Samples one of the tests' targets into a file of draws and prints the gradients it cost as JSON.

import Foundation
import GyroNumerics
import GyroSampling

@main struct SamplerDraws {
  static let targets: [String: Target] = [
    "normal-2": .autoregressive(dimension: 2, correlation: 0.9),
    "normal-10": .autoregressive(dimension: 10, correlation: 0.9),
    "normal-100": .autoregressive(dimension: 100, correlation: 0.6),
    "scales-50": .normal(sigmas: (0..<50).map { pow(10, -1 + 0.04 * Double($0)) }),
    "funnel-noncentered": .nonCenteredFunnel,
    "eight-schools": .eightSchools,
  ]

  /// Arguments: target, metric, target acceptance, seed, file of draws.
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 5, let target = targets[arguments[1]],
      let metric = Metric.Kind(rawValue: arguments[2]), let acceptance = Double(arguments[3]),
      let seed = UInt64(arguments[4])
    else {
      let names = targets.keys.sorted().joined(separator: "|")
      FileHandle.standardError.write(
        Data("sampler-draws \(names) diagonal|dense ACCEPTANCE SEED FILE\n".utf8))
      exit(64)
    }
    var settings = SamplingSettings()
    settings.metric = metric
    settings.targetAcceptance = acceptance
    guard
      let run = try ChainRunner(target, settings: settings, random: RandomStream(seed: seed))
        .run(file: arguments[5])
    else { return }
    let warmup = run.chains.reduce(0) { $0 + $1.warmupGradientCount }
    let all = run.chains.reduce(0) { $0 + $1.gradientCount }
    print("{\"warmup\": \(warmup), \"draws\": \(all - warmup)}")
  }
}
