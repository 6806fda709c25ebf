// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import GyroModel
import GyroNumerics
import GyroQuantities
import GyroTables
import Gyrochronology
import Testing

@Suite struct AgeTableTests {
  static let model = try? LoadedModel()

  func estimates(
    _ text: String, threadCount: Int = 2
  ) throws -> (table: AgeTable, stars: [NamedEstimate], rows: [TableChunk]) {
    var assumptions = AgeAssumptions()
    assumptions.gridCount = 50
    let estimator = try AgeEstimator(model: #require(Self.model), assumptions: assumptions)
    let reader = try openTable(
      bytes: Array(text.utf8), name: "stars.csv",
      options: TableReadingOptions(nullWords: TableReadingOptions.commonNullWords))
    var table = AgeTable(
      reader, columns: try StarColumns(of: reader.schema, file: "stars.csv"), estimator: estimator,
      manifest: RunManifest(estimator, command: ["gyro", "age"]), threadCount: threadCount)
    var (stars, rows): ([NamedEstimate], [TableChunk]) = ([], [])
    while let chunk = try table.next() {
      stars += chunk.estimates
      rows.append(chunk.rows)
    }
    return (table, stars, rows)
  }

  func reason(_ row: String) throws -> String? {
    let stars = try estimates("id,period,bp_rp0,bp_rp0_sigma,membership\n\(row)\n").stars
    #expect(stars.count == 1)
    return try #require(stars.first).estimate.reason
  }

  @Test(arguments: [
    ("1,,0.8,0.03,1", "the period is missing"), ("1,NULL,0.8,0.03,1", "the period is missing"),
    ("1,nan,0.8,0.03,1", "the period is missing"),
    ("1,-3,0.8,0.03,1", "the period is -3.0, expected a positive number of days"),
    ("1,0,0.8,0.03,1", "the period is 0.0, expected a positive number of days"),
    ("1,inf,0.8,0.03,1", "period is inf, expected a finite number"),
    ("1,12 d,0.8,0.03,1", "period is \"12 d\", expected a number"),
    ("1,12,,0.03,1", "the color is missing"),
    ("1,12,red,0.03,1", "bp_rp0 is \"red\", expected a number"),
    ("1,12,0.8,-0.03,1", "bp_rp0_sigma is -0.03, expected a number that is not negative"),
    ("1,12,0.8,0,1", "the error of the color is 0.0 mag, expected above 0 and at most 1.0"),
    ("1,12,0.8,0.03,-0.2", "the membership is -0.2, expected 0 to 1"),
    (
      "1,12,0.8,0.03,87",
      "the membership is 87.0, expected 0 to 1; one in percent is named with its unit, as in --column "
        + "\"membership=NAME [%]\""
    ),
  ])
  func aRowThatCannotBeUsedSaysWhy(row: String, expected: String) throws {
    #expect(try reason(row) == expected)
  }

  @Test func aGoodRowHasAnAge() throws { #expect(try reason("1,12,0.8,0.03,") == nil) }

  @Test func rowsStayInOrderWhateverTheThreads() throws {
    var random = RandomStream(seed: 5).child("stars")
    let lines = (0..<1100).map { row in
      // Every seventh row is damaged; 1100 rows are three pieces.
      row % 7 == 3
        ? "star\(row),,1,0.03"
        : "star\(row),\(1 + 30 * random.nextUniform()),\(0.5 + 2 * random.nextUniform()),0.03"
    }
    let text = "id,period,bp_rp0,bp_rp0_sigma\n" + lines.joined(separator: "\n") + "\n"
    let one = try estimates(text, threadCount: 1).stars
    #expect(one.map(\.id) == (0..<1100).map { "star\($0)" })
    for (row, star) in one.enumerated() {
      if case .unusable = star.estimate { #expect(row % 7 == 3) } else { #expect(row % 7 != 3) }
    }
    for threadCount in [2, 8] {
      #expect(try estimates(text, threadCount: threadCount).stars == one)
    }
  }

  @Test func identifiersKeepEveryDigit() throws {
    let id = "6917528997577384321"
    let result = try estimates("source_id,Prot,BPRP_0\n\(id),10,1\n")
    #expect(result.stars.map(\.id) == [id])
    #expect(result.rows[0].columns[0].text(at: 0) == id)
  }

  @Test func withoutIdentifiersTheRowIsTheName() throws {
    #expect(try estimates("Prot,BPRP_0\n10,1\n11,1\n").stars.map(\.id) == ["1", "2"])
  }

  @Test func theColumnsAreThoseOfTheContract() throws {
    let result = try estimates("note,Prot,BPRP_0\nx,10,1\n")
    #expect(
      result.table.schema.columns.map(\.name) == [
        "note", "Prot", "BPRP_0", "log10_age_myr_q025", "log10_age_myr_q16", "log10_age_myr_q50",
        "log10_age_myr_q84", "log10_age_myr_q975", "log10_age_myr_mode", "log10_age_myr_mean",
        "log10_age_myr_sigma", "age_myr_q16", "age_myr_q50", "age_myr_q84", "log_evidence",
        "log10_age_myr_epistemic_sigma", "bp_rp0_used", "bp_rp0_used_sigma", "gyro_status",
        "gyro_flags", "gyro_reason",
      ])
    #expect(result.rows[0].columns.map(\.description) == result.table.schema.columns)
  }

  @Test func anEarlierResultMakesWay() throws {
    let result = try estimates("Gyro_Status,Prot,age_myr_q50,BPRP_0\nold,10,7,1\n")
    #expect(result.table.replaced == ["Gyro_Status", "age_myr_q50"])
    #expect(result.table.schema.columns.map(\.name).prefix(2) == ["Prot", "BPRP_0"])
  }

  @Test func theProvenanceIsAmongTheRemarks() throws {
    let remarks = try estimates("Prot,BPRP_0\n10,1\n").table.schema.metadata
    let digest = try #require(Self.model).digest.hexadecimal
    #expect(remarks.contains(TableMetadata(key: "gyro_model_sha256", value: digest)))
    #expect(remarks.contains(TableMetadata(key: "gyro_grid", value: "50")))
  }

  @Test func theCommandIsQuotedAsAShellNeedsIt() throws {
    let estimator = try AgeEstimator(model: #require(Self.model))
    let manifest = RunManifest(
      estimator, command: ["gyro", "age", "my stars.csv", "--column", "period=P*", "it's", ""])
    #expect(
      manifest.tableMetadata.contains(
        TableMetadata(
          key: "gyro_command",
          value: "gyro age 'my stars.csv' --column 'period=P*' 'it'\\''s' ''")))
  }

  @Test func aMissingIntrinsicColorFallsBackOnTheObservedOne() throws {
    let text = "Prot,bp_rp0,bp_rp,av\n10,1.0,1.1,0.2\n10,,1.0,0\n10,,1.0,\n"
    let stars = try estimates(text).stars
    let first = try #require(stars[0].estimate.age)
    let second = try #require(stars[1].estimate.age)
    #expect(
      first.star.covariates == second.star.covariates
        && first.star.covariates.bpRp0.value == 1)
    #expect(
      stars[2].estimate.unusableStar
        == UnusableStar(
          .extinctionMissing,
          "the dereddened color is missing, and so is the extinction of the observed one"))
  }
}
