// SPDX-License-Identifier: GPL-3.0-or-later
// A held-out result as a table of text.

internal import GyroFiles
internal import GyroPlatform

extension HeldOutResult {
  /// The scores by cluster with the metrics below them, or by fold where stars were held out; lines of text.
  package var text: String {
    var text = ""
    // Some metrics have names longer than those of clusters.
    let width = 2 + max(24, HeldOutSummary.Metric.allCases.map(\.rawValue.count).max() ?? 0)
    func row(_ name: String, _ cells: [String]) {
      text += name.padded(to: max(width, name.count + 2))
      for cell in cells { text += String(repeating: " ", count: max(0, 10 - cell.count)) + cell }
      text += "\n"
    }
    func number(_ value: Double) -> String { String(printf: "%.3f", value) }
    guard let byCluster else {
      row("nats per star", ["stars", "flow", "mixture"])
      for fold in folds {
        row(
          "\(fold.name), seed \(fold.seed)",
          [
            String(fold.starCount), number(fold.meanLogDensity),
            number(fold.meanMixtureLogLikelihood),
          ])
      }
      row("mean", ["", number(meanLogDensity), number(meanMixtureLogLikelihood)])
      return text
    }
    row("cluster", ["stars", "flow", "mixture", "dex", "68 % half"])
    let clusters = byCluster.clusters.map(\.evidence)
    for cluster in clusters.sorted(by: { $0.calibrationLog10AgeMyr < $1.calibrationLog10AgeMyr }) {
      let halfWidth = cluster.q84.flatMap { upper in cluster.q16.map { (upper - $0) / 2 } }
      row(
        cluster.cluster,
        [
          String(cluster.starCount), number(cluster.meanLogDensity),
          number(cluster.meanMixtureLogLikelihood), cluster.offsetDex.map(number) ?? "",
          halfWidth.map(number) ?? "",
        ])
    }
    text += "\n"
    row("over the seeds", ["mean", "deviation"])
    for metric in byCluster.means.metrics.sorted(by: { $0.rawValue < $1.rawValue }) {
      row(metric.rawValue, [number(byCluster.means[metric]), number(byCluster.deviations[metric])])
    }
    return text
  }
}
