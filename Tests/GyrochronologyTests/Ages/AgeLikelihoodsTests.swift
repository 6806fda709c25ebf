// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroQuantities
import GyroTables
import Gyrochronology
import Testing

@Suite struct AgeLikelihoodsTests {
  func read(_ text: String) throws -> AgeLikelihoods {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    try Data(("id,log10_age_myr,log_likelihood\n" + text).utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try AgeLikelihoods(path: file.path)
  }

  @Test func starsByName() throws {
    let stars = try read(
      "5290646440127895937,2,-1\n5290646440127895937,3,0\nb,1,-inf\nb,2,0\nb,3,0\n")
    #expect(stars.starCount == 2 && stars.only == nil && stars["c"] == nil)
    #expect(stars["5290646440127895937"]?.log10AgesMyr == [2, 3])
    #expect(stars["b"]?.logDensities == [-.infinity, 0, 0])
    #expect(stars.name.contains(", sha256 "))
    #expect(try read("a,1,0\na,2,0\n").only != nil)
  }

  @Test(arguments: [
    ("a,2,0\na,1,0\n", "increasing"), ("a,2,0\n", "two or more"), ("", "no rows"),
    ("a,1,0\na,2,0\nb,1,0\nb,2,0\na,3,0\n", "stand together"), (",1,0\n", "name of a star"),
    ("a,1,x\n", "expected a number"), ("a,120,0\na,130,0\n", "dex of Myr from -10.0 to 10.0"),
    ("a,1,\n", "an empty cell"), ("a,1,inf\n", "-inf for an"),
    ("a,1,-inf\na,2,0\n", "above zero"), ("a,nan,1\n", "an empty cell"),
  ])
  func whatIsWrongIsNamed(text: String, words: String) throws {
    let error = try #require(throws: TableError.self) { try read(text) }
    #expect(error.description.contains(words), "\(error)")
  }

  /// "The natural log of the likelihood up to a constant": the rotation likelihood survives any.
  @Test(arguments: ["0", "1e17", "-1e17", "1e300", "-1e308"])
  func aConstantDoesNotLoseTheRotation(constant: String) throws {
    let flat = try #require(try read("a,0,\(constant)\na,4.14,\(constant)\n").only)
    let estimator = try AgeEstimator(model: LoadedModel())
    let star = StarObservation(
      period: try #require(.days(11)), color: .intrinsic(Measured(1, sigma: 0.02)))
    let alone = estimator.estimate(star)
    guard case .age(let alone) = alone,
      case .age(let both) = estimator.estimate(star, terms: AgeTerms([flat]))
    else {
      Issue.record("no age")
      return
    }
    #expect(abs(both.summary.q50 - alone.summary.q50) < 1e-9)
    #expect(abs(both.summary.q84 - alone.summary.q84) < 1e-9)
  }
}
