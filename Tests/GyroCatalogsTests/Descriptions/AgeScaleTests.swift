// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import Testing
import _TestSupport

@Suite struct AgeScaleTests {
  @Test func subgroupsHaveTheirOwnAges() throws {
    let scale = try Fixture.library().ageScale("chronoflow")
    #expect(scale.age(cluster: "Taurus", subgroup: "Taurus_C6")?.ageMyr == 1.57)
    #expect(scale.age(cluster: "Taurus", subgroup: "Taurus_D5")?.ageMyr == 17.66)
    #expect(scale.age(cluster: "ScoCen", subgroup: "USco_fg")?.ageMyr == 18.75)
    #expect(scale.age(cluster: "Taurus") == nil)
    #expect(scale.places.filter { $0.cluster == "Taurus" }.count == 9)
    #expect(scale.places.filter { $0.cluster == "ScoCen" }.count == 9)
    #expect(Set(scale.places.map(\.cluster)).count == 30)
  }

  @Test func anAssumedErrorIsAShareOfTheAgeAndSaysSo() throws {
    let scale = try Fixture.library().ageScale("chronoflow")
    let age = try #require(scale.age(cluster: "Pleiades"))
    #expect(scale.assumption.contains("assumed"))
    expectClose(age.upperSigmaMyr, 0.12 * 97, .relative(1e-15, because: "one product"))
    // Half of log10(1.12 / 0.88), worked out by hand.
    expectClose(age.log10AgeMyrSigma, 0.0523677, .absolute(1e-6, because: "seven digits given"))
  }

  @Test func publishedErrorsHaveTwoSides() throws {
    let age = try #require(Fixture.library().ageScale("bouma-2023").age(cluster: "M67"))
    #expect((age.ageMyr, age.lowerSigmaMyr, age.upperSigmaMyr) == (4000, 500, 1000))
  }

  @Test func everyClusterOfAScaleIsKnown() throws {
    let library = try Fixture.library()
    for scale in library.ageScales {
      for place in scale.places {
        #expect(library.clusters.cluster(named: place.cluster)?.key == place.cluster)
      }
    }
  }

  @Test func everyAgeOfOurOwnScaleHasAnErrorAMethodASourceAndACheck() throws {
    let library = try Fixture.library()
    let scale = try library.ageScale("gyrochrone-2026")
    #expect(scale.disputedClusters.isEmpty)
    // Every group that the other scales know, and so every cluster with stars.
    for other in library.ageScales {
      for place in other.places {
        let age = try #require(scale.age(cluster: place.cluster, subgroup: place.subgroup))
        #expect(age.method != nil && age.check != nil && age.note != nil, "\(place)")
        #expect((0.035 - 1e-9...0.2 + 1e-9).contains(age.log10AgeMyrSigma), "\(place)")
        #expect(age.source.contains(/\(?20\d\d/), "\(place): \(age.source)")
        let hasRotation = age.method?.contains("rotation and") == true
        #expect(!hasRotation || place.cluster == "GroupX", "\(place)")
      }
    }
    #expect(scale.places.count == 31 + 9 + 9)
    #expect(Set(scale.places.map(\.cluster)).count == 33)
  }

  @Test func anErrorInDexHasTwoSides() throws {
    let age = try #require(Fixture.library().ageScale("gyrochrone-2026").age(cluster: "Pleiades"))
    expectClose(age.log10AgeMyrSigma, 0.035, .absolute(1e-12, because: "the error as it was given"))
    // 120 (1 - 10^-0.035) and 120 (10^0.035 - 1), worked out by hand.
    expectClose(age.lowerSigmaMyr, 9.2914, .absolute(1e-3, because: "five digits given"))
    expectClose(age.upperSigmaMyr, 10.0711, .absolute(1e-3, because: "five digits given"))
  }

  @Test func thePageOfTheScaleHasItsAges() throws {
    try expectSection(
      of: Fixture.library().ageScale("gyrochrone-2026").markdownTable, named: "ages",
      in: "Documentation/Age-scale.md")
  }

  @Test func scalesSayWhatTheyAreUsuallyTakenFor() throws {
    let library = try Fixture.library()
    #expect(try library.ageScale(nil, usually: .calibration).key == "gyrochrone-2026")
    #expect(try library.ageScale(nil, usually: .literature).key == "bouma-2023")
    #expect(try library.ageScale("chronoflow", usually: .literature).key == "chronoflow")
    #expect(
      try library.ageScale("chronoflow").extrapolatedClusters == ["ScoCen", "Taurus"])
  }

  @Test(arguments: ["", #", "role": "calibration""#])
  func aRoleThatNoneOrSeveralHaveIsRefused(role: String) throws {
    let error = try Fixture.withFolder { folder in
      let scale = { (key: String) in
        #"{"key": "\#(key)", "title": "t", "source": "s", "assumption": "", "ages": []\#(role)}"#
      }
      try Fixture.writeLibrary(in: folder, [:])
      try Fixture.write(
        "[\(scale("a")), \(scale("b"))]", to: folder + "/Catalogs/age-scales.json")
      let library = try CatalogLibrary(folder: folder + "/Catalogs")
      return Fixture.error { _ = try library.ageScale(nil, usually: .calibration) }
    }
    #expect(error?.hint == "Give the role to one age scale", "\(String(describing: error))")
  }

  @Test(arguments: ["disputed", "extrapolated"])
  func aListedClusterWithoutAnAgeIsRefused(list: String) throws {
    let message = try Fixture.withFolder { folder in
      let path = folder + "/ages.json"
      try Fixture.write(
        """
        [{"key": "k", "title": "t", "source": "s", "assumption": "", "\(list)": ["M67"],
          "ages": [{"cluster": "M37", "ageMyr": 400, "sigmaMyr": 30}]}]
        """, to: path)
      return Fixture.error { _ = try AgeScale.read(path: path) }
    }
    #expect(
      message?.problem == "k has M67 among the \(list) clusters, which has no age on it")
  }

  @Test func anAgeWithoutErrorIsRefused() throws {
    let message = try Fixture.withFolder { folder in
      let path = folder + "/ages.json"
      try Fixture.write(
        """
        [{"key": "k", "title": "t", "source": "s", "assumption": "",
          "ages": [{"cluster": "M67", "ageMyr": 4000}]}]
        """, to: path)
      return Fixture.error { _ = try AgeScale.read(path: path) }
    }
    #expect(message?.problem == "k, M67 has no error")
  }
}
