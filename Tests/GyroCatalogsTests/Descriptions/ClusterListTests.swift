// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import Testing

@Suite struct ClusterListTests {
  @Test(
    arguments: [
      ("alpha Per", "APer"), ("ALPHA PERSEI", "APer"), ("NGC_2451A", "NGC2451A"),
      ("Rup147", "Ruprecht147"), ("ngc 2682", "M67"), ("Blanco-1", "Blanco1"),
    ])
  func aClusterIsFoundByAnyOfItsNames(name: String, key: String) throws {
    #expect(try Fixture.library().clusters.cluster(named: name)?.key == key)
  }

  @Test func anUnknownNameIsNoCluster() throws {
    #expect(try Fixture.library().clusters.cluster(named: "NGC 9999") == nil)
  }

  @Test func externalTestClustersAreMarked() throws {
    let marked = try Fixture.library().clusters.clusters.filter(\.isExternalTest).map(\.key)
    #expect(marked.sorted() == ["Blanco1", "GroupX", "PscEri"])
  }

  @Test func aNameForTwoClustersIsRefused() throws {
    let error = try Fixture.withFolder { folder in
      try Fixture.write(
        """
        [{"key": "A", "name": "A", "aliases": ["x 1"], "isExternalTest": false},
         {"key": "B", "name": "B", "aliases": ["X1"], "isExternalTest": false}]
        """, to: folder + "/clusters.json")
      return Fixture.error { _ = try ClusterList(path: folder + "/clusters.json") }
    }
    #expect(error?.problem == "\"X1\" names two clusters")
  }

  /// What is no file of a possible size is refused before it is held in memory, or waited for.
  @Test func descriptionsAreFilesOfAPossibleSize() throws {
    try Fixture.withFolder { folder in
      let path = folder + "/clusters.json"
      func problem() -> String {
        let error = Fixture.error { _ = try ClusterList(path: path) }
        #expect(error?.code == .unusableFile)
        return error?.problem ?? "read"
      }
      #expect(problem().contains("no such file"))
      #expect(mkfifo(path, 0o600) == 0)
      #expect(problem() == "is not a regular file")
      #expect(unlink(path) == 0 && mkdir(path, 0o700) == 0)
      #expect(problem() == "is a folder")
      #expect(rmdir(path) == 0)
      try Fixture.write("[]", to: path)
      #expect(truncate(path, (8 << 20) + 1) == 0)
      #expect(problem().contains("more than 8388608 bytes"))
    }
  }

  @Test(arguments: [
    ("\"../A\"", "0.1", "[0].key"), ("\"-A\"", "0.1", "[0].key"), ("\"A B\"", "0.1", "[0].key"),
    ("\"A\"", "1e20", "[0].extinction.extinctionAV"),
    ("\"A\"", "-999", "[0].extinction.extinctionAV"),
  ])
  func keysAndExtinctionsArePossible(key: String, extinction: String, place: String) throws {
    let error = try Fixture.withFolder { folder in
      try Fixture.write(
        """
        [{"key": \(key), "name": "A", "aliases": [], "isExternalTest": false,
          "extinction": {"extinctionAV": \(extinction), "colorExcessBpRpSigma": 0, "source": ""}}]
        """, to: folder + "/clusters.json")
      return Fixture.error { _ = try ClusterList(path: folder + "/clusters.json") }
    }
    #expect(error?.problem.hasPrefix(place) == true, "\(error?.problem ?? "read")")
  }
}
