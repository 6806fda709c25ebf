// SPDX-License-Identifier: GPL-3.0-or-later
// A table in the form of ChronoFlow's, made of the committed catalog, for tests that train.

import Foundation
import GyroCatalogs
import GyroFiles
import GyroQuantities

/// The stars of the committed catalog in the columns of the ChronoFlow table, which is fetched and never
/// committed, with a folder of catalogs that takes them for it.
struct ChronoFlowStandIn {
  /// How many rows the table has.
  let rowCount: Int
  /// How many of them pass the published cuts and have an age.
  let takenCount: Int
  private let table: String
  private static let catalogs = ExampleCommandTests.root.appending(path: "Catalogs")

  /// Made once, since reading the catalog takes a while without optimization.
  static let shared = Result { try ChronoFlowStandIn() }

  private init() throws {
    let catalog = try StandardCatalog(path: Self.catalogs.appending(path: "rotators.ecsv").path)
    let ages = try CatalogLibrary(folder: Self.catalogs.path).ageScale("chronoflow")
    var lines = [
      "GaiaDR3_ID,cluster,subgroup,data_catalog,Prot_source,Prot,mem_prob_hdbscan,mem_prob_source,"
        + "dr3_parallax_zpt_corrected,dr3_ruwe,G_0,BPRP_0,e_BPRP_0,dustmap,fiducial_age_Myr,cmd_exclude,"
        + "dered_exclude,phot_exclude"
    ]
    var taken = 0
    for star in catalog.stars {
      guard let id = star.gaiaDR3?.number, let source = star.periodSources.first,
        let age = ages.age(cluster: star.cluster, subgroup: star.subgroup)
      else { continue }
      let isExcluded = CatalogSelection.authorsChoice.reason(against: star) != nil
      if !isExcluded, let ruwe = star.ruwe, ruwe < 1.4, star.bpRp0 != nil, star.bpRp0Sigma != nil {
        taken += 1
      }
      func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "NULL" }
      lines.append(
        [
          "\(id)", star.cluster, star.subgroup ?? star.cluster, source, source,
          "\(star.periodDays)",
          cell(star.membershipProbability), "\(star.membershipProbability ?? 0.95)",
          cell(star.parallaxMas), cell(star.ruwe), cell(star.gMag0), cell(star.bpRp0),
          cell(star.bpRp0Sigma), "none", "\(pow(10, age.log10AgeMyr))", "0", "0",
          isExcluded ? "1" : "0",
        ].joined(separator: ","))
    }
    (rowCount, takenCount) = (lines.count - 1, taken)
    table = lines.joined(separator: "\n") + "\n"
  }

  /// Writes `table.csv`, and the folder `catalogs` whose manifest names it by its digest.
  func write(to folder: URL) throws {
    let library = folder.appending(path: "catalogs")
    let manifest = "vanlane-2025/manifest.json"
    try FileManager.default.createDirectory(
      at: library.appending(path: "vanlane-2025"), withIntermediateDirectories: true)
    for name in ["clusters.json", "age-scales.json"] {
      try FileManager.default.copyItem(
        at: Self.catalogs.appending(path: name), to: library.appending(path: name))
    }
    try Data(table.utf8).write(to: folder.appending(path: "table.csv"))
    let text = try String(contentsOf: Self.catalogs.appending(path: manifest), encoding: .utf8)
      .replacing(
        /"sha256": "[0-9a-f]{64}"/, with: "\"sha256\": \"\(SHA256Digest(of: table.utf8))\""
      )
      .replacing(/"rows": \d+/, with: "\"rows\": \(rowCount)")
    try Data(text.utf8).write(to: library.appending(path: manifest))
  }
}
