// SPDX-License-Identifier: GPL-3.0-or-later
// The page about the folder `Catalogs/`, made from the manifests so that it cannot drift from them.

internal import Algorithms
internal import GyroFiles
internal import GyroPlatform
internal import GyroQuantities

extension CatalogLibrary {
  /// The text of `Catalogs/README.md`.
  package var readme: String {
    var lines = [
      "# Catalogs", "",
      "Generated from the manifests by `gyro catalog build`; do not edit. What the standard",
      "catalog is and what it must not be used for: [DATASHEET.md](DATASHEET.md).", "",
      "| file | what it is |", "|---|---|",
      "| `rotators.fits` `rotators.ecsv` | the standard catalog, built from the sources below that may be redistributed |",
      "| `rotators-report.txt` | what became of every row of every source |",
      "| `clusters.json` | clusters, all their names, their extinction |",
      "| `age-scales.json` | calibration ages with errors: \(ageScales.map { "`\($0.key)`" }.joined(separator: ", ")) |",
      "| `<author-year>/manifest.json` | where a source is, what its columns mean, by which rules its rows are read |",
      "", "To add a catalog, add a manifest: copy the one most like it.", "",
      "## Sources", "",
      "| key | reference | tables | rows | clusters | redistributed |",
      "|---|---|---|---|---|---|",
    ]
    for manifest in manifests {
      let periods = manifest.tables.filter { $0.kind == .periods }
      let rows = periods.reduce(0) { $0 + $1.rows }
      let clusters = Array(periods.compactMap(\.cluster).uniqued())
      let hasColumn = periods.contains { $0.columns.contains { $0.role == .cluster } }
      let coverage = (clusters + (hasColumn ? ["by column"] : [])).joined(separator: ", ")
      lines.append(
        "| `\(manifest.key)` | [\(text(manifest.bibcode))](\(MarkdownText.address(manifest.address))) "
          + "| \(periods.count) | \(rows) | \(coverage.isEmpty ? "–" : text(coverage)) "
          + "| \(manifest.isRedistributed ? "yes" : "**no**, fetched only") |")
    }
    for manifest in manifests { lines += section(manifest) }
    lines += ["", "## Flags", "", StatusDefinition.markdownTable(.catalogFlag)]
    return lines.joined(separator: "\n")
  }

  private func text(_ text: String) -> String { MarkdownText.text(text) }
  private func code(_ text: String) -> String { MarkdownText.code(text) }

  private func section(_ manifest: CatalogManifest) -> [String] {
    var lines = [
      "", "### \(manifest.key)", "", "*\(text(manifest.title))*. \(text(manifest.about))",
    ]
    lines += ["", "License: \(text(manifest.license)).", ""]
    for file in manifest.files {
      let origin =
        (file.archive ?? file.address).map { "from \(code($0))" } ?? "beside its manifest"
      let fate = file.refused.map { "; **refused**: \(text($0))" } ?? ""
      lines.append("- \(code(file.name)), \(origin), sha256 `\(file.sha256.prefix(12))…`\(fate)")
    }
    for table in manifest.tables {
      for rule in table.rules {
        lines.append("- \(rule.flag.map { "flag `\($0)`" } ?? "rejected"): \(text(rule.reason))")
      }
    }
    return lines
  }
}
