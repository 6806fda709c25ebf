// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import GyroTraining

struct FoldChoiceTests {
  @Test(arguments: ["clusters", "clusters:10", "stars:2", "stars:100"])
  func aWayIsReadAsItIsDescribed(text: String) {
    guard case .plain(let way)? = FoldChoice(text: text) else {
      Issue.record("\(text) is not read")
      return
    }
    #expect(way.description == text)
  }

  @Test func aTableIsNamed() { #expect(FoldChoice(text: "file:a:b.csv") == .file("a:b.csv")) }

  @Test(arguments: ["", "stars", "stars:1", "stars:101", "clusters:x", "file", "folds:3"])
  func anythingElseIsNone(text: String) { #expect(FoldChoice(text: text) == nil) }
}
