// SPDX-License-Identifier: GPL-3.0-or-later

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
