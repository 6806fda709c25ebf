// SPDX-License-Identifier: GPL-3.0-or-later
// The scores of a model on clusters as text.

internal import GyroPlatform

extension ClusterScores {
  /// A table in Markdown, and the sources of the ages below it.
  package var text: String {
    func number(_ value: Double, _ places: Int = 3) -> String {
      String(printf: "%.\(places)f", value)
    }
    func age(_ log10AgeMyr: Double) -> String { number(pow(10, log10AgeMyr), 0) }
    var lines = [
      "| cluster | stars | literature (Myr) | recovered (Myr, 68 %) | offset (dex) | flow | mixture "
        + "| own mixture | stars within 68 %, 95 % |",
      "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for entry in entries {
      let recovered: String =
        if let q16 = entry.q16, let q50 = entry.q50, let q84 = entry.q84 {
          "\(age(q50)) (\(age(q16)) to \(age(q84)))"
        } else { "none" }
      let cells = [
        ReportText(entry.cluster + (entry.wasTrainedOn == true ? " (trained on)" : "")).markdown,
        "\(entry.starCount)",
        "\(number(entry.ageMyr, 0)) ± \(number(entry.log10AgeSigma)) dex", recovered,
        entry.offsetDex.map { number($0) } ?? "", number(entry.meanLogDensity),
        number(entry.meanMixtureLogLikelihood), number(entry.meanTrainedMixtureLogLikelihood),
        "\(entry.starsWithin68), \(entry.starsWithin95) of \(entry.datedStarCount)",
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    lines.append("")
    lines += entries.map {
      "- " + ReportText("\($0.cluster): \($0.source)").markdown
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
