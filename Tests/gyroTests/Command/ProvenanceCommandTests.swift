// SPDX-License-Identifier: GPL-3.0-or-later
// What a result says of its making: in every format that can say it, and read back by `gyro cite`.

import Foundation
import GyroFiles
import GyroFlows
import GyroModel
import GyroTables
import Gyrochronology
import Testing
import _TestSupport

@Suite struct ProvenanceCommandTests {
  static let catalogs = PackageFolder.catalogs
  let stars = "source_id,Prot,bp_rp0,bp_rp0_sigma\n5290646440127895937,12,1,0.03\n"

  /// A result in some format, made with a table that names its columns at length.
  func result(_ program: borrowing BuiltProgram, _ name: String, table: String? = nil) throws {
    let run = try program.gyro(
      [
        "age", "-", "--grid", "200", "--aliases", "half-double", "--extinction-law",
        "babusiaux2018", "--output", name, "--quiet",
      ], standardInput: table ?? stars)
    #expect(run.exitCode == 0, "\(run.standardError)")
  }

  @Test(arguments: ["ages.fits", "ages.vot", "ages.ecsv"])
  func tablesCarryTheWholeRecord(name: String) throws {
    let program = try BuiltProgram()
    try result(program, name)
    let path = program.folder.appending(path: name).path
    let metadata = try openTable(path: path).schema.metadata
    func value(_ key: String) -> String? {
      metadata.first { $0.key.lowercased() == "gyro_" + key }?.value
    }
    #expect(value("program_version") == ProgramVersion.current)
    #expect(value("model") == "default")
    #expect(value("model_sha256") == "\(SHA256Digest(of: EmbeddedModel.bytes))")
    let catalogs = try #require(value("training_catalog")).components(separatedBy: "; ")
    #expect(catalogs.contains("vanlane-2025") && catalogs.contains("rebull-2016"))
    #expect(catalogs == catalogs.sorted() && catalogs.count == 19)
    #expect(value("training_catalog_sha256")?.count == 64)
    #expect(value("prior") == "log-uniform" && value("outlier_fraction") == "0.05")
    #expect(value("grid") == "200" && value("max_age_gyr") == "13.8")
    #expect(value("extinction_law") == "babusiaux2018" && value("color_error") == "auto")
    #expect(value("aliases") == "half-double:0.05,0.05" && value("age_likelihood") == "none")
    #expect(
      value("command")
        == "gyro age - --grid 200 --aliases half-double --extinction-law babusiaux2018 --output "
        + "\(name) --quiet")
    // Identifiers pass through to the last digit, and a second run replaces the record of the first.
    let again = try program.gyro(["age", name, "--output", "again-" + name, "--quiet"])
    #expect(again.exitCode == 0, "\(again.standardError)")
    var second = try openTable(path: program.folder.appending(path: "again-" + name).path)
    #expect(
      second.schema.metadata.filter { $0.key.lowercased() == "gyro_grid" }.map(\.value) == ["1000"])
    let chunk = try #require(try second.next(upTo: 10))
    #expect(try chunk.columns[0].int64(at: 0) == 5_290_646_440_127_895_937)
  }

  @Test func theHeaderOfFITSHasCardsAndVOTableParameters() throws {
    let program = try BuiltProgram()
    try result(program, "ages.fits")
    let bytes = try Data(contentsOf: program.folder.appending(path: "ages.fits"))
    let header = String(decoding: bytes, as: UTF8.self)
    #expect(header.contains("HIERARCH GYRO_MODEL= 'default"))
    try result(program, "ages.vot")
    let document = try String(
      contentsOf: program.folder.appending(path: "ages.vot"), encoding: .utf8)
    #expect(document.contains("<PARAM name=\"gyro_model\" datatype=\"char\" arraysize=\"*\""))
  }

  @Test(arguments: ["ages.fits", "ages.vot", "ages.ecsv", "ages.json"])
  func aResultIsCitedByItsOwnRecord(name: String) throws {
    let program = try BuiltProgram()
    try result(program, name)
    let run = try program.gyro("cite", name, "--catalogs", Self.catalogs)
    #expect(run.exitCode == 0, "\(run.standardError)")
    for words in [
      "% \(name): gyro \(ProgramVersion.current), model default, sha256 ", "@software{Gyrochrone",
      "@article{VanLane2025", "@article{Babusiaux2018",
    ] {
      #expect(run.standardOutput.contains(words), "\(words) is missing from \(run.standardOutput)")
    }
    #expect(!run.standardOutput.contains("Pecaut") && !run.standardOutput.contains("WangChen"))
    try result(program, name, table: "Teff,Prot\n5700,12\n")
    let dwarfs = try program.gyro("cite", name, "--catalogs", Self.catalogs)
    #expect(dwarfs.standardOutput.contains("@article{PecautMamajek2013"))
  }

  @Test(arguments: [
    ("x.json", "{\"provenance\": {\"seed\": 3}}"), ("x.json", "{\"stars\": []}"),
    ("x.json", "{\"stars\": ["), ("x.csv", "Prot,bp_rp0\n12,1\n"),
  ])
  func whatIsNoResultIsRefused(name: String, contents: String) throws {
    let program = try BuiltProgram()
    try Data(contents.utf8).write(to: program.folder.appending(path: name))
    let run = try program.gyro("cite", name, "--catalogs", Self.catalogs)
    #expect(run.exitCode == 64 && run.standardOutput.isEmpty)
    #expect(
      run.standardError.contains("no result of gyro")
        || run.standardError.contains("not a result of gyro"))
  }

  /// A stream is gone once its first bytes have been looked at.
  @Test func aStreamIsNoResult() throws {
    let program = try BuiltProgram()
    let run = try program.shell(
      "echo '{\"provenance\": {}}' | gyro cite /dev/stdin --catalogs '\(Self.catalogs)'")
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("/dev/stdin: is not a regular file"))
  }

  @Test func aCheckpointIsCitedByItsOwnTraining() throws {
    let program = try BuiltProgram()
    let embedded = URL(filePath: Self.catalogs).deletingLastPathComponent()
      .appending(path: "Sources/CEmbeddedModel/default.safetensors")
    try FileManager.default.copyItem(
      at: embedded, to: program.folder.appending(path: "m.safetensors"))
    let run = try program.gyro("cite", "m.safetensors", "--catalogs", Self.catalogs)
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardOutput.contains("@article{VanLane2025"))
    #expect(run.standardOutput.contains("trained by gyrochrone"))
    #expect(run.standardOutput.contains("on the age scale gyrochrone-2026"))
    // One that was taken over from elsewhere has no record of a training.
    let foreign = try LoadedModel(embedded.path).rotation.checkpoint
    let bare = FlowCheckpoint(
      ensemble: foreign.ensemble, contextNames: foreign.contextNames, valueName: foreign.valueName,
      notes: [:])
    try Data(bare.encoded()).write(to: program.folder.appending(path: "bare.safetensors"))
    let unknown = try program.gyro("cite", "bare.safetensors", "--catalogs", Self.catalogs)
    #expect(unknown.exitCode == 0 && !unknown.standardOutput.contains("VanLane"))
    #expect(unknown.standardOutput.contains("trained on unknown, which no manifest describes"))
  }

  @Test func aModelFromElsewhereIsNotCitedAsOurs() throws {
    let program = try BuiltProgram()
    let record = """
      {"stars": [], "provenance": {"program_version": "0.1.0", "model": "m.safetensors",
       "model_sha256": "00", "training_catalog": "unknown", "extinction_law": "constant"}}
      """
    try Data(record.utf8).write(to: program.folder.appending(path: "x.json"))
    let run = try program.gyro("cite", "x.json", "--catalogs", Self.catalogs)
    #expect(run.exitCode == 0 && !run.standardOutput.contains("VanLane"))
    #expect(
      run.standardOutput.contains("trained on unknown") && run.standardOutput.contains("Wang"))
  }
}
