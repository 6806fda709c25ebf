// SPDX-License-Identifier: GPL-3.0-or-later
// The factor gives the matrix back, and what has none is refused.

import Foundation
import GyroNumerics
import Testing
import _TestSupport

@Suite struct CholeskyFactorTests {
  let matrix: [Double] = [4, 12, -16, 12, 37, -43, -16, -43, 98]

  @Test func factorIsTheTextbooks() throws {
    let factor = try #require(CholeskyFactor(matrix, dimension: 3))
    #expect(factor.values == [2, 0, 0, 6, 1, 0, -8, 5, 3])
  }

  @Test func transposedSystemIsSolved() throws {
    let factor = try #require(CholeskyFactor(matrix, dimension: 3))
    // Lᵀ (1, 2, 3) = (2 + 12 − 24, 2 + 15, 9).
    #expect(factor.solveTransposed([-10, 17, 9]) == [1, 2, 3])
  }

  @Test func onlyPositiveDefiniteMatricesHaveOne() {
    #expect(CholeskyFactor([1, 2, 2, 1], dimension: 2) == nil)
    #expect(CholeskyFactor([0], dimension: 1) == nil)
    #expect(CholeskyFactor([.nan], dimension: 1) == nil)
    #expect(CholeskyFactor([9], dimension: 1)?.values == [3])
  }

  @Test func aFactorSurvivesJSON() throws {
    let factor = try #require(CholeskyFactor(matrix, dimension: 3))
    let bytes = try JSONEncoder().encode(factor)
    #expect(try JSONDecoder().decode(CholeskyFactor.self, from: bytes) == factor)
  }

  @Test(arguments: [
    #"{"dimension": 2, "values": [1, 0, 1]}"#, #"{"dimension": 0, "values": []}"#,
    #"{"dimension": -1, "values": [1]}"#, #"{"dimension": 9223372036854775807, "values": [1]}"#,
    #"{"dimension": 2, "values": [1, 1, 1, 1]}"#, #"{"dimension": 2, "values": [1, 0, 1, 0]}"#,
  ])
  func whatIsNoFactorIsNotRead(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(CholeskyFactor.self, from: Data(text.utf8))
    }
  }
}
