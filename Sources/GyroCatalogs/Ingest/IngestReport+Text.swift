// SPDX-License-Identifier: GPL-3.0-or-later
// The account of an ingest as a person reads it.

internal import GyroFiles
internal import GyroPlatform

extension IngestReport {
  /// The account in lines: each source and cluster with its reasons, then the sums.
  package var lineTexts: [String] {
    let lines = lines
    var texts = [
      row("source", "cluster", "read", "kept", "merged", "rejected")
    ]
    for line in lines {
      texts.append(
        row(
          line.source, line.cluster, "\(line.read)", "\(line.kept)", "\(line.merged)",
          "\(line.rejected.values.reduce(0, +))"))
      texts += line.rejected.sorted { $0.key < $1.key }.map {
        "    \($0.value) rejected: \($0.key)"
      }
    }
    let rejected = rejections.values.reduce(0, +)
    texts.append(
      row("all", "", "\(readCount)", "\(keptCount)", "\(mergedCount)", "\(rejected)"))
    texts.append(
      "\(readCount) read = \(keptCount) kept + \(mergedCount) merged + \(rejected) rejected")
    return texts
  }

  private func row(_ source: String, _ cluster: String, _ counts: String...) -> String {
    func padded(_ text: String, _ width: Int) -> String {
      text.padded(to: max(width, text.count))
    }
    func aligned(_ text: String) -> String {
      String(repeating: " ", count: max(0, 9 - text.count)) + text
    }
    return padded(source, 18) + padded(cluster, 14) + counts.map(aligned).joined()
  }
}

extension StandardCatalog {
  /// The ingest report: the account of every row, then the stars by cluster and by flag.
  package var reportText: String {
    var texts = report.lineTexts
    texts += ["", "\(stars.count) stars"]
    let byCluster = Dictionary(grouping: stars, by: \.cluster)
    for (cluster, members) in byCluster.sorted(by: { $0.key < $1.key }) {
      let colors = members.filter { $0.bpRp0 != nil }.count
      texts.append("    \(members.count) in \(cluster), \(colors) with a dereddened color")
    }
    let dr3 = stars.filter { $0.bpRp != nil && !$0.flags.contains(.colorFromDR2) }.count
    let dr2 = stars.filter { $0.flags.contains(.colorFromDR2) }.count
    texts.append(
      "\(dr3) with a DR3 color, \(dr2) with a DR2 color only, "
        + "\(stars.count - dr3 - dr2) with no observed color")
    if !report.colorZeroPoints.isEmpty {
      texts += [
        "", "Colors minus those of the compilation: stars, median, scatter in mag, stars moved",
      ]
      texts += report.colorZeroPoints.map { point in
        "    \(point.starCount) in \(point.cluster)"
          + String(printf: ", %+.4f, %.4f, ", point.offset, point.scatter) + "\(point.movedCount)"
      }
    }
    texts += ["", "Flags"]
    for (name, flag) in QualityFlags.names {
      let count = stars.filter { $0.flags.contains(flag) }.count
      if count > 0 { texts.append("    \(count) \(name)") }
    }
    return texts.joined(separator: "\n") + "\n"
  }
}
