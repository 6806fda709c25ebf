// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import _TestSupport

/// What the other tests of whole values rest on.
@Suite struct LineDifferenceTests {
  @Test func theLinesThatDifferStandBetweenThoseAround() throws {
    let expected = (1...12).map { "line \($0)" }
    var found = expected
    found[5] = "another"
    found.insert("new", at: 11)
    let difference = try #require(
      LineDifference(found.joined(separator: "\n"), expected.joined(separator: "\n")))
    #expect(
      difference.description == """
        @@ line 4
          line 4
          line 5
        - line 6
        + another
          line 7
          line 8
        @@ line 11
          line 10
          line 11
        + new
          line 12
        """)
  }

  @Test func equalTextsHaveNoDifference() {
    #expect(LineDifference("a\nb\n", "a\nb\n") == nil)
    #expect(LineDifference("a\nb\n", "a\nb") != nil, "a missing line end is seen")
    #expect(LineDifference("", "a") != nil)
  }

  @Test func numbersMayDifferByTheirToleranceAndNothingElse() {
    let close = Closeness.either(absolute: 1e-9, relative: 1e-6, because: "a test")
    #expect(LineDifference("x -1.0000001e3 y", "x -1000 y", numbers: close) == nil)
    #expect(LineDifference("x 1.00001 y", "x 1 y", numbers: close) != nil)
    #expect(LineDifference("x -1 y", "x 1 y", numbers: close) != nil, "another sign")
    #expect(LineDifference("x 1 z", "x 1 y", numbers: close) != nil)
    #expect(LineDifference("1 2", "1", numbers: close) != nil)
    #expect(LineDifference("x 1.0000001 y", "x 1 y") != nil, "exact unless told otherwise")
  }

  @Test func longDifferencesAreCut() throws {
    let (found, expected) = ((0..<3000).map { "a\($0)" }, (0..<3000).map { "b\($0)" })
    let difference = try #require(
      LineDifference(found.joined(separator: "\n"), expected.joined(separator: "\n")))
    #expect(difference.description.hasSuffix("… 6000 lines differ"))
    #expect(difference.description.split(separator: "\n").count < 100)
  }

  @Test func valuesAreComparedWhole() {
    struct Star: Equatable {
      var name: String, periodDays: Double
    }
    expectNoDifference(Star(name: "Sun", periodDays: 25), Star(name: "Sun", periodDays: 25))
    withKnownIssue {
      expectNoDifference(Star(name: "Sun", periodDays: 25), Star(name: "Sun", periodDays: 26))
    } matching: { issue in
      issue.comments.contains {
        $0.rawValue.contains("- ") && $0.rawValue.contains("periodDays: 26.0")
      }
    }
  }

  @Test(.disabled(if: isRecording, "it would be recorded")) func aMissingSnapshotIsAFailure() {
    withKnownIssue { try expectSnapshot(of: "text", named: "that nobody recorded") }
  }
}
