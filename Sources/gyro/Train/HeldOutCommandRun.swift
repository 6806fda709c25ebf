// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro train --folds`: the held-out folds of one or several seeds, kept as they are done.

internal import ArgumentParser
internal import Foundation
internal import GyroCatalogs
internal import GyroFiles
internal import GyroStudies
internal import GyroTraining
internal import Gyrochronology

/// The argument of --folds.
enum FoldsOption: ExpressibleByArgument {
  case plain(FoldProtocol)
  case file(String)

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
    let count = parts.count == 2 ? Int(parts[1]) : nil
    switch (parts.first, count) {
    case ("clusters", nil) where parts.count == 1: self = .plain(.clusters)
    case ("clusters", let count?) where (2...100).contains(count):
      self = .plain(.groupedClusters(foldCount: count))
    case ("stars", let count?) where (2...100).contains(count):
      self = .plain(.stars(foldCount: count))
    case ("file", _) where parts.count == 2: self = .file(parts[1])
    default: return nil
    }
  }

  func foldProtocol(clusters: ClusterList) throws -> FoldProtocol {
    switch self {
    case .plain(let foldProtocol): foldProtocol
    case .file(let path): try FoldProtocol.assignment(path: path, clusters: clusters)
    }
  }
}

/// Runs folds, each of which is on disk as soon as it is done.
struct HeldOutCommandRun {
  let material: TrainingOptions.Material
  let seed: UInt64
  let repeats: Int
  let output: String
  let threadCount: Int
  let isQuiet: Bool

  func run(_ foldProtocol: FoldProtocol) throws {
    let parts = output + ".parts"
    guard
      (try? FileManager.default.createDirectory(
        atPath: parts, withIntermediateDirectories: true)) != nil
    else {
      throw FileError(
        path: parts, problem: "cannot be made a folder",
        hint: "Check that no file stands there and that its parent is writable")
    }
    // Beyond the largest seed comes the smallest.
    let seeds = (0..<UInt64(repeats)).map { seed &+ $0 }
    let runs = try seeds.map { seed in
      try HeldOutRun(
        stars: material.stars, externalClusters: material.externalClusters,
        disputedClusters: material.disputedClusters, choices: material.choices,
        foldProtocol: foldProtocol, seed: seed)
    }
    var folds: [HeldOutFold] = []
    var made: [String] = []
    var progress = ProgressLine(
      total: runs.reduce(0) { $0 + $1.folds.count }, unit: "folds", isQuiet: isQuiet)
    for (seed, run) in zip(seeds, runs) {
      for index in run.folds.indices {
        let path = "\(parts)/seed-\(seed)-\(index).json"
        made.append(path)
        folds.append(try fold(index, of: run, path: path))
        progress.update(folds.count, run.folds[index].name)
      }
    }
    progress.finish()
    let report = HeldOutReport(
      foldProtocol: foldProtocol, folds: folds, choices: material.choices,
      origin: material.origin, disputedClusters: material.disputedClusters,
      command: RecordedCommand.line)
    try AtomicFile.write(try report.json(), to: output)
    // What else somebody has put there stays, and the folder with it.
    for path in made { unlink(path) }
    rmdir(parts)
    try show(report)
  }

  /// A fold from disk if it was done by this very training, else from scratch.
  private func fold(_ index: Int, of run: HeldOutRun, path: String) throws -> HeldOutFold {
    let label = try run.label(index)
    if let bytes = try FileContents.regular(path),
      let part = try? HeldOutPart(bytes: bytes, name: path), part.label == label
    {
      return part.fold
    }
    let part = HeldOutPart(
      label: label, fold: try run.evidence(fold: index, threadCount: threadCount))
    try AtomicFile.write(part.encoded(path: path), to: path)
    return part.fold
  }

  private func show(_ report: HeldOutReport) throws {
    var text = ""
    func row(_ name: String, _ cells: [String]) {
      text += name.padding(toLength: 26, withPad: " ", startingAt: 0)
      for cell in cells { text += String(repeating: " ", count: max(0, 10 - cell.count)) + cell }
      text += "\n"
    }
    func words(_ value: Double) -> String { String(format: "%.3f", value) }
    if report.summaries == nil {
      row("nats per star", ["stars", "flow", "mixture"])
      for fold in report.folds {
        row(
          "\(fold.name), seed \(fold.seed)",
          [
            String(fold.starCount), words(fold.meanLogDensity),
            words(fold.meanMixtureLogLikelihood),
          ])
      }
      let count = Double(report.folds.count)
      row(
        "mean",
        [
          "", words(report.folds.reduce(0) { $0 + $1.meanLogDensity } / count),
          words(report.folds.reduce(0) { $0 + $1.meanMixtureLogLikelihood } / count),
        ])
    } else {
      row("cluster", ["stars", "flow", "mixture", "dex", "68 % half"])
      for cluster in report.folds.flatMap(\.clusters)
        .sorted(by: { $0.calibrationLog10AgeMyr < $1.calibrationLog10AgeMyr })
      {
        let halfWidth = cluster.q84.flatMap { upper in cluster.q16.map { (upper - $0) / 2 } }
        row(
          cluster.cluster,
          [
            String(cluster.starCount), words(cluster.meanLogDensity),
            words(cluster.meanMixtureLogLikelihood), cluster.offsetDex.map(words) ?? "",
            halfWidth.map(words) ?? "",
          ])
      }
      text += "\n"
      row("", ["mean", "deviation over seeds"])
      for figure in try report.figures() {
        row(figure.name, [words(figure.mean), words(figure.deviation)])
      }
    }
    try ReportSink.write(text)
  }
}
