// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroQuantities
import Testing

@testable import GyroCatalogs

/// Where the published tables are, if they are here.
private enum Literature {
  static let fetcher = Result {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache"
    return SourceFetcher(
      library: try Fixture.library(), mirrors: [environment["GYRO_MIRROR"]].compactMap { $0 },
      cache: environment["GYRO_CACHE"] ?? home + "/gyrochrone")
  }

  static let isFetched: Bool = {
    guard let fetcher = try? fetcher.get(),
      let manifest = try? Fixture.library().manifest("rebull-2016")
    else { return false }
    return manifest.files.allSatisfy { (try? fetcher.locate($0, of: manifest)) != nil }
  }()
}

/// The published tables themselves, where `gyro catalog fetch` has put them into the cache.
@Suite(
  .enabled(
    if: Literature.isFetched,
    "the published tables are not in the cache; gyro catalog fetch gets them"))
struct LiteratureTests {
  @Test func theSourcesGiveTheCommittedCatalog() throws {
    let library = try Fixture.library()
    let built = try StandardCatalog.build(
      library.manifests.filter(\.isRedistributed), library: library,
      fetcher: Literature.fetcher.get())
    #expect(try built.stars == CommittedCatalogTests.catalog.get().stars)
    #expect(built.report.readCount == 18861)
    #expect(
      built.report.rejections == ["no period": 7521, "no Gaia source is known for it": 69])
  }

  /// Rows with a period, and those of them that the authors use, as counted with astropy.
  @Test(
    arguments: [
      ("boyle-2023", 986, 238), ("meibom-2011", 120, 83), ("fritzewski-2021", 279, 228),
      // The authors use 216; five more fulfil the two conditions they state.
      ("dungee-2022", 383, 221), ("gillen-2020", 127, 127), ("messina-2022", 173, 173),
    ])
  func theAuthorsOwnChoiceIsKnown(key: String, withPeriod: Int, used: Int) throws {
    let library = try Fixture.library()
    let manifest = try library.manifest(key)
    let table = try #require(manifest.tables.first { $0.kind == .periods })
    let file = try #require(manifest.file(named: table.file))
    let records = try SourceReader(source: key, table: table, clusters: library.clusters)
      .records(at: Literature.fetcher.get().locate(file, of: manifest).path)
    let rows = records.filter { $0.periodDays != nil }
    #expect(rows.count == withPeriod)
    let refused: QualityFlags =
      key == "meibom-2011" ? [.nonMember] : [.notSelectedByAuthors]
    #expect(rows.filter { $0.flags.isDisjoint(with: refused) }.count == used)
  }
}
