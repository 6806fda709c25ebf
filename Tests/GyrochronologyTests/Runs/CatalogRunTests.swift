// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroQuantities
import Testing
import _TestSupport

@testable import Gyrochronology

struct CatalogRunTests {
  private static let library = Result { try CatalogLibrary(folder: PackageFolder.catalogs) }

  private func run(_ request: CatalogRequest) throws -> CatalogRun {
    let library = try Self.library.get()
    return try CatalogRun(
      request, library: library,
      fetcher: SourceFetcher(library: library, mirrors: [], cache: "/nonexistent"))
  }

  @Test func aClusterIsTheStarsOfIt() throws {
    let cluster = try run(CatalogRequest(name: "Praesepe"))
    guard case .stars(let stars, let isOne) = cluster.answer else {
      Issue.record("no stars")
      return
    }
    #expect(!isOne && stars.count == cluster.starCount && stars.count > 500)
    #expect(stars.allSatisfy { $0.cluster == "Praesepe" })
    #expect(cluster.clusters.map(\.name) == ["Praesepe"] && cluster.title == "Praesepe")
    let colored = stars.filter { $0.bpRp0 != nil }
    #expect(cluster.positions.map(\.periodDays) == colored.map(\.periodDays))
    #expect(cluster.positions.map(\.bpRp0) == colored.compactMap(\.bpRp0))
  }

  @Test func aStarIsFoundByItsNumber() throws {
    let star = try run(CatalogRequest(name: "659477767146049664"))
    guard case .stars(let stars, let isOne) = star.answer else {
      Issue.record("no star")
      return
    }
    #expect(isOne && stars.map { $0.gaiaDR3?.number } == [659_477_767_146_049_664])
  }

  @Test func aSelectionIsAnAccountUnlessStarsAreAskedFor() throws {
    let account = try run(CatalogRequest(selection: "authors"))
    guard case .account(let report) = account.answer else {
      Issue.record("no account")
      return
    }
    #expect(report.keptCount == account.starCount && report.readCount > report.keptCount)
    let listed = try run(CatalogRequest(listsStars: true, selection: "authors"))
    #expect(listed.starCount == account.starCount && listed.title == nil)
  }

  @Test func theWholeCatalogIsItsClusters() throws {
    let whole = try run(CatalogRequest())
    guard case .summary = whole.answer else {
      Issue.record("no summary")
      return
    }
    #expect(whole.clusters.reduce(0) { $0 + $1.starCount } == whole.starCount)
    #expect(whole.title == nil && whole.clusters.contains { $0.name == "Pleiades" })
  }

  @Test func anUnknownNameIsExplained() throws {
    let error = #expect(throws: RequestError.self) { try run(CatalogRequest(name: "Preasepe")) }
    #expect(error?.description.contains("Did you mean \"Praesepe\"?") == true)
    let unknown = #expect(throws: RequestError.self) {
      try Self.library.get().clusters.keys(of: ["Praesepe", "Nowhere"])
    }
    #expect(unknown?.description.hasPrefix("\"Nowhere\" is not a known cluster") == true)
    #expect(try Self.library.get().clusters.keys(of: ["M44"]) == ["Praesepe"])
  }
}
