// SPDX-License-Identifier: GPL-3.0-or-later
// The C interface: the example in C, compiled and run, beside the command on the same stars.

import Foundation
import Testing

struct CInterfaceTests {
  private static let root = ExampleCommandTests.root.path

  /// Compiles and runs the example; what it prints, by the first word of each line.
  private static func lines(_ program: borrowing BuiltProgram) throws -> [String: [String]] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let run = try program.shell(
      """
      library=$(dirname "$(command -v gyro)")
      PATH="$PATH:\(path)" clang -std=c11 -Wall -Wextra -Werror '\(root)/Documentation/Examples/ages.c' \
        -I '\(root)/Sources/GyroC/include' -L "$library" -lGyroC -Wl,-rpath,"$library" -o ages && ./ages
      """)
    #expect(run.exitCode == 0, "\(run.standardOutput)")
    return Dictionary(grouping: run.standardOutput.split(separator: "\n").map(String.init)) {
      String($0.prefix { $0 != " " })
    }
  }

  @Test func aProgramInCGetsTheAgesOfTheCommand() throws {
    let program = try BuiltProgram()
    let lines = try Self.lines(program)
    let printed = try #require(lines["star"])
    let stars = printed.map { $0.split(separator: " ").map(String.init) }
    try #require(stars.count == 3)
    try Data("period,bp_rp0,bp_rp0_sigma\n25.4,0.818,0.02\n11.2,1.05,0.02\n-1,1.1,0.02\n".utf8)
      .write(to: program.folder.appending(path: "stars.csv"))
    let command = try program.gyro(
      "age", "stars.csv", "--max-age", "13Gyr", "--format", "json", "--digits", "17", "-q")
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(command.standardOutput.utf8)) as? [String: Any])
    let expected = try #require(answer["stars"] as? [[String: Any]])
    for (star, expected) in zip(stars, expected) {
      guard let ages = expected["log10_age_myr"] as? [String: Any] else {
        #expect(star[2] == "nan")
        let reason = try #require(expected["reason"] as? String)
        let code = try #require(expected["reason_code"] as? String)
        #expect(star.dropFirst(5).joined(separator: " ") == "\(code): \(reason)")
        continue
      }
      let median = try #require(Double(star[2]))
      // Compared as the command writes it: JSONSerialization loses the last bits of some numbers.
      #expect(ages["q50"] != nil && command.standardOutput.contains("\"q50\":\(median)"))
      // Kept quantiles and draws are of the same posterior: of 100 draws, 20 to 80 lie below the median in all
      // but one of 10⁹ seeds, and the seed is fixed.
      let kept = try #require(Double(star[3]))
      #expect(abs(kept - median) < 0.01)
      #expect((20...80).contains(try #require(Int(star[4]))))
      #expect(Array(star.dropFirst(5)) == expected["flags"] as? [String])
    }
  }

  @Test func itsLikelihoodHasTheEffectOfThatOfTheCommand() throws {
    let program = try BuiltProgram()
    let lines = try Self.lines(program)
    let informed = try #require(lines["informed"]?.first).split(separator: " ")
    try Data("id,log10_age_myr,log_likelihood\nsun,3,-2\nsun,3.176,0\nsun,3.301,-2\n".utf8)
      .write(to: program.folder.appending(path: "known.csv"))
    let command = try program.gyro(
      "age", "--period", "25.4", "--bp-rp0", "0.818", "--bp-rp0-sigma", "0.02", "--max-age",
      "13Gyr",
      "--age-likelihood", "known.csv", "--format", "json", "--digits", "17")
    let median = try #require(Double(informed[1]))
    #expect(command.standardOutput.contains("\"q50\":\(median)"))
    #expect(lines["figure"]?.first?.contains("vega-lite") == true)
  }

  @Test func itsDensityIsThatOfTheCommand() throws {
    let program = try BuiltProgram()
    let density = try #require(Self.lines(program)["density"]?.first).split(separator: " ")
    try Data(
      "log10_age_myr,bp_rp0,log10_bp_rp0_sigma,log10_period_days\n3,0.818,-1.7,1.05\n".utf8
    ).write(to: program.folder.appending(path: "points.csv"))
    let command = try program.gyro("model", "density", "points.csv")
    let row = try #require(command.standardOutput.split(separator: "\n").last)
    #expect(
      density.dropFirst().map { Double($0) }
        == row.split(separator: ",").suffix(2).map { Double($0) })
  }

  @Test func itsTracksAndReferencesAreThoseOfTheCommand() throws {
    let program = try BuiltProgram()
    let lines = try Self.lines(program)
    let track = try #require(lines["track"]?.first).split(separator: " ").dropFirst().map {
      $0.split(separator: "=").map(String.init)
    }
    let command = try program.gyro(
      "track", "--bp-rp0", "0.82", "--quantiles", "0.5", "--ages", "100,1000", "--format", "csv",
      "--digits", "17")
    let rows = command.standardOutput.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    try #require(rows.count == 3 && track.count > 3)
    for column in track {
      let index = try #require(rows[0].firstIndex(of: column[0]))
      #expect(Double(column[1]).map { "\($0)" } == Double(rows[2][index]).map { "\($0)" })
    }
    let cited = try program.gyro("cite", "Praesepe", "--catalogs", CatalogCommandTests.catalogs)
    let first = try #require(cited.standardOutput.split(separator: "\n").first)
    #expect(lines["cite"]?.first == "cite \(first)")
  }

  @Test func itsClusterAndItsRefusalAreInWords() throws {
    let program = try BuiltProgram()
    let lines = try Self.lines(program)
    #expect(lines["cluster"]?.count == 1)
    #expect(lines["refused"]?.first?.contains("There is no column colour") == true)
  }

  /// The header declares what the library defines, and nothing else.
  @Test func theHeaderDeclaresEveryCall() throws {
    let source = Self.root + "/Sources/GyroC"
    let header = try String(contentsOfFile: source + "/include/gyrochrone.h", encoding: .utf8)
    let declared = Set(header.matches(of: /(gyro_[a-z_]+)\(/).map { String($0.1) })
    let files = try FileManager.default.contentsOfDirectory(atPath: source)
    let defined = try files.filter { $0.hasSuffix(".swift") }.flatMap { file in
      try String(contentsOfFile: "\(source)/\(file)", encoding: .utf8)
        .matches(of: /@c\((gyro_[a-z_]+)\)/).map { String($0.1) }
    }
    #expect(!defined.isEmpty && Set(defined) == declared)
  }
}
