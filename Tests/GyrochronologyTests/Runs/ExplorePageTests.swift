// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroCatalogs
import GyroFiles
import Testing
import _TestSupport

@testable import Gyrochronology

/// The page of `gyro explore` holds everything it needs, and can load nothing else.
@Suite struct ExplorePageTests {
  static let folder = PackageFolder.url.appending(path: "Sources/CEmbeddedPage/page")

  static let page = Result {
    try ExplorePage(library: CatalogLibrary(folder: EmbeddedCatalogs.folder))
  }

  static func part(_ start: String, _ end: String) throws -> String {
    let html = try page.get().html
    let from = try #require(html.range(of: start)).upperBound
    let to = try #require(html.range(of: end, range: from..<html.endIndex)).lowerBound
    return String(html[from..<to])
  }

  @Test func everyFileOfTheFolderIsEmbeddedAsItIs() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(EmbeddedPage.files.map(\.name)) == Set(names))
    for file in EmbeddedPage.files {
      let text = try String(contentsOf: Self.folder.appending(path: file.name), encoding: .utf8)
      #expect(file.text == text, "\(file.name)")
    }
  }

  @Test func scriptsStandAfterThoseThatTheyImport() {
    var seen: Set<String> = []
    for file in EmbeddedPage.files {
      for match in file.text.matches(of: /from "\.\/(.+?)";/) {
        #expect(seen.contains(String(match.output.1)), "\(file.name) imports \(match.output.1)")
      }
      seen.insert(file.name)
    }
  }

  /// In the page all scripts are one: a name that two of them have at their top would be one too many.
  @Test func topLevelNamesOfScriptsDiffer() {
    var owner: [String: String] = [:]
    for file in EmbeddedPage.files where file.name.hasSuffix(".js") {
      let names = file.text.matches(
        of: /^(?:export )?(?:async )?(?:function|class|const|let) (\w+)/.anchorsMatchLineEndings())
      for name in names.map({ String($0.output.1) }) {
        #expect(owner[name] == nil, "\(name) in \(file.name) and \(owner[name] ?? "")")
        owner[name] = file.name
      }
    }
    #expect(owner.count > 50)
  }

  @Test func thePolicyNamesTheScriptAndTheStyleByTheirDigestsAndAllowsNoConnection() throws {
    let policy = try Self.part("http-equiv=\"Content-Security-Policy\" content=\"", "\">")
    let script = try Self.part("<script type=\"module\">", "</script>")
    let style = try Self.part("<style>", "</style>")
    for text in [script, style] {
      let digest = Data(SHA256Digest(of: Array(text.utf8)).bytes).base64EncodedString()
      #expect(policy.contains("'sha256-\(digest)'"))
    }
    #expect(policy.contains("default-src 'none'"))
    #expect(
      !policy.contains("unsafe") && !policy.contains("http") && !policy.contains("connect-src"))
  }

  @Test func nothingIsLoadedFromElsewhere() throws {
    let html = try Self.page.get().html
    #expect(!html.contains(" src=") && !html.contains("@import") && !html.contains("url(http"))
    #expect(
      !EmbeddedPage.script.contains("fetch(") && !EmbeddedPage.script.contains("XMLHttpRequest"))
    #expect(!EmbeddedPage.script.contains("innerHTML"))
  }

  @Test func itHoldsTheCheckpointByteForByteWithItsDigest() throws {
    let model = try Self.part("id=\"model\">", "</script>")
    #expect(Data(base64Encoded: model) == Data(EmbeddedModel.bytes))
    let digest = SHA256Digest(of: EmbeddedModel.bytes).hexadecimal
    #expect(try Self.part("id=\"constants\">", "</script>").contains(digest))
  }

  @Test func constantsAreJSONWithoutMarkup() throws {
    let text = try Self.part("id=\"constants\">", "</script>")
    #expect(!text.contains("<"))
    let constants = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let catalog = try #require(constants?["catalog"] as? [[String: Any]])
    #expect(catalog.count > 10)
    let ages = catalog.compactMap { $0["age_myr"] as? Double }
    #expect(ages == ages.sorted())
  }

  @Test func itIsSmallEnoughToMail() throws {
    #expect(try Self.page.get().html.utf8.count < 1_500_000)
  }
}
