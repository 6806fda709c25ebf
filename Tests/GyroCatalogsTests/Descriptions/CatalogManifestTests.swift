// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

@testable import GyroCatalogs

@Suite struct CatalogManifestTests {
  @Test func everyManifestIsComplete() throws {
    let library = try Fixture.library()
    #expect(library.manifests.count == 24)
    for manifest in library.manifests {
      #expect(manifest.bibcode.count == 19, "\(manifest.key)")
      #expect(manifest.bibtex.contains("year = \(manifest.bibcode.prefix(4))"), "\(manifest.key)")
      for file in manifest.files {
        #expect(SHA256Digest(hexadecimal: file.sha256) != nil, "\(file.name)")
        let beside = "\(Fixture.catalogs)/\(manifest.key)/\(file.name)"
        let origin =
          file.address != nil || (file.archive != nil && file.member != nil)
          || FileManager.default.fileExists(atPath: beside)
        #expect(origin, "\(file.name) comes from nowhere")
      }
    }
  }

  @Test func everyPeriodTableHasAPeriodAPriorityAndAUnit() throws {
    for manifest in try Fixture.library().manifests {
      for table in manifest.tables where table.kind == .periods {
        #expect(table.priority != nil, "\(table.file)")
        let periods = table.columns.filter { $0.role == .period }
        #expect(!periods.isEmpty, "\(table.file)")
        #expect(periods.allSatisfy { $0.unit == "d" && $0.meaning != nil }, "\(table.file)")
        let hasCluster = table.cluster != nil || table.columns.contains { $0.role == .cluster }
        #expect(hasCluster, "\(table.file)")
      }
    }
  }

  @Test func whatIsNotRedistributedIsFetched() throws {
    let kept = try Fixture.library().manifests.filter { !$0.isRedistributed }
    #expect(
      kept.map(\.key) == [
        "angus-2020", "bouma-2021", "casagrande-2018", "feinstein-2024", "hall-2021",
        "vanlane-2025",
      ])
    // The row of the Sun is written by us and kept beside its manifest.
    for file in kept.filter({ $0.key != "casagrande-2018" }).flatMap(\.files) {
      #expect(file.address != nil, "\(file.name)")
    }
  }

  static let digest = String(repeating: "0", count: 64)

  static func problem(files: String, tables: String) throws -> String? {
    try Fixture.withFolder { folder in
      let path = folder + "/manifest.json"
      try Fixture.write(Fixture.manifest("k", files: files, tables: tables), to: path)
      return Fixture.error { _ = try CatalogManifest(path: path) }?.problem
    }
  }

  @Test func orbitalPeriodsCannotBeRead() throws {
    let problem = try Self.problem(
      files:
        "{\"name\": \"t\", \"sha256\": \"\(Self.digest)\", \"refused\": \"periods of planets\"}",
      tables:
        "{\"file\": \"t\", \"kind\": \"periods\", \"rows\": 1, \"columns\": [], \"rules\": []}")
    #expect(problem == "tables[0].file: reads \"t\", which is refused: periods of planets")
  }

  @Test func anUnknownFlagIsRefusedWithTheKnownOnes() throws {
    let problem = try Self.problem(
      files: "{\"name\": \"t\", \"sha256\": \"\(Self.digest)\"}",
      tables: """
        {"file": "t", "kind": "periods", "rows": 1, "columns": [],
         "rules": [{"flag": "odd", "reason": ""}]}
        """)
    #expect(problem == "tables[0].rules: sets the flag \"odd\", which does not exist")
  }

  @Test func aMistypedRoleNamesItsPlace() throws {
    let problem = try Self.problem(
      files: "{\"name\": \"t\", \"sha256\": \"\(Self.digest)\"}",
      tables: """
        {"file": "t", "kind": "periods", "rows": 1, "rules": [],
         "columns": [{"name": "P", "role": "perod"}]}
        """)
    #expect(problem?.contains("tables[0].columns[0].role: ") == true)
  }

  @Test func theCompilationIsTheOneWithTheRole() throws {
    #expect(try Fixture.library().compilation().key == "vanlane-2025")
    let plain = Fixture.manifest("a", files: "")
    let compilation = plain.replacing(#""title""#, with: #""role": "compilation", "title""#)
    try Fixture.withFolder { folder in
      let library = try Fixture.library(in: folder, ["a": plain])
      let error = Fixture.error { _ = try library.compilation() }
      #expect(error?.problem == "has no manifest with \"role\": \"compilation\"")
    }
    try Fixture.withFolder { folder in
      let other = compilation.replacing(#""key": "a""#, with: #""key": "b""#)
      let library = try Fixture.library(in: folder, ["a": compilation, "b": other])
      #expect(
        Fixture.error { _ = try library.compilation() }?.problem == "has several compilations: a, b"
      )
    }
  }

  @Test func theBritishSpellingOfOlderManifestsIsRead() throws {
    try Fixture.withFolder { folder in
      let text = Fixture.manifest("a", files: "")
        .replacing(#""license": """#, with: #""licence": "MIT""#)
      let library = try Fixture.library(in: folder, ["a": text])
      #expect(library.manifests[0].license == "MIT")
    }
  }

  @Test func theReadmeTakesNoMarkupFromAManifest() throws {
    let markup = "a | b](x) <script> *c*"
    let text = ["title", "about", "bibcode", "license"].reduce(Fixture.manifest("a", files: "")) {
      $0.replacing("\"\($1)\": \"\"", with: "\"\($1)\": \"\(markup)\"")
    }
    try Fixture.withFolder { folder in
      let readme = try Fixture.library(in: folder, ["a": text]).readme
      let quoted = "a \\| b\\](x) &lt;script&gt; \\*c\\*"
      #expect(readme.split(separator: quoted).count == 5)
      #expect(!readme.contains(markup) && !readme.contains("<script"))
    }
  }
}
