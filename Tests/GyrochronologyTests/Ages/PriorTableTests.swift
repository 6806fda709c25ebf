// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroTables
import Gyrochronology
import Testing

@Suite struct PriorTableTests {
  func read(_ text: String) throws -> TabulatedLogDensity {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".csv")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try TabulatedLogDensity(path: file.path)
  }

  @Test func columnsAreFoundByName() throws {
    let table = try read("source,log_density,log10_age_myr\na,-1,2\nb,0.5,3\n")
    #expect(table.log10AgesMyr == [2, 3] && table.logDensities == [-1, 0.5])
  }

  @Test(arguments: [
    ("log10_age_myr,density\n2,1\n", "log_density"),
    ("log10_age_myr,log_density\n2,\n3,1\n", "an empty cell"),
    (
      "log10_age_myr,log_density\n3,0\n2,0\n",
      ":3: column \"log10_age_myr\": found 2.0 after 3.0, expected increasing ages"
    ),
    ("log10_age_myr,log_density\n2,0\n3,inf\n", ":3: column \"log_density\": found inf"),
    ("log10_age_myr,log_density\n120,0\n4000,0\n", ":2: column \"log10_age_myr\": found 120.0"),
    ("log10_age_myr,log_density\n-1e308,0\n1e308,0\n", "from -10.0 to 10.0"),
    ("log10_age_myr,log_density\n2,nan\n3,0\n", "log_density"),
    ("log10_age_myr,log_density\n2,0\n3,-inf\n", "no density above zero"),
    ("log10_age_myr,log_density\n3,0\n", "found 1 rows, expected two or more rows"),
  ])
  func badTablesSayWhatIsWrong(text: String, words: String) {
    let error = #expect(throws: TableError.self) { try read(text) }
    #expect(error?.description.contains(words) == true)
  }

  @Test func minusInfinityIsNoDensity() throws {
    let table = try read("log10_age_myr,log_density\n1,-inf\n2,0\n3,0\n4,-inf\n")
    let prior = AgePrior.table(table)
    #expect(prior.logDensity(log10AgeMyr: 2.5) == 0)
    for age in [0.5, 1, 1.5, 3.5, 4] { #expect(prior.logDensity(log10AgeMyr: age) == -.infinity) }
  }

  @Test func resultsNameItByPathAndDigest() throws {
    // The digest of the text as sha256sum prints it.
    let words = AgePrior.table(try read("log10_age_myr,log_density\n2,0\n3,0\n")).description
    #expect(
      words.hasPrefix("table:/")
        && words.contains(
          ".csv, sha256 4e50a2e6272aaaa30e6bebde618d3631502ebc4268ab39149dc57463f06a29e9")
    )
  }

  /// A density is known up to a constant, however large.
  @Test(arguments: [0, 1e17, -1e17, 1e300, -1.7e308])
  func aConstantChangesNothing(constant: Double) throws {
    let grid = AgeGrid.grid()
    let table = try TabulatedLogDensity(
      log10AgesMyr: [0, 2, 4.14], logDensities: [constant, constant, constant])
    let values = try AgePrior.table(table).logDensities(over: grid)
    #expect(values == (try AgePrior.logUniform.logDensities(over: grid)))
  }

  @Test func aPipeIsNamedByWhatCameThroughIt() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let text = "log10_age_myr,log_density\n2,0\n3,0\n"
    Thread { try? Data(text.utf8).write(to: URL(filePath: path)) }.start()
    let table = try TabulatedLogDensity(path: path)
    #expect(table.log10AgesMyr == [2, 3])
    #expect(
      table.name
        == "\(path), sha256 4e50a2e6272aaaa30e6bebde618d3631502ebc4268ab39149dc57463f06a29e9")
    Thread { try? Data([0x1F, 0x8B, 8, 0]).write(to: URL(filePath: path)) }.start()
    let error = #expect(throws: TableError.self) { try TabulatedLogDensity(path: path) }
    #expect(error?.description.contains("gzip data in a pipe") == true)
  }
}
