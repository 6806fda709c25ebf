// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroTables
import Gyrochronology
import Testing

@Suite struct PriorTableTests {
  func read(_ text: String) throws -> AgePriorTable {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".csv")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try AgePriorTable(path: file.path)
  }

  @Test func columnsAreFoundByName() throws {
    let table = try read("source,log_density,log10_age_myr\na,-1,2\nb,0.5,3\n")
    #expect(table.log10AgesMyr == [2, 3] && table.logDensities == [-1, 0.5])
  }

  @Test(arguments: [
    ("log10_age_myr,density\n2,1\n", "log_density"),
    ("log10_age_myr,log_density\n2,\n3,1\n", "an empty cell"),
    ("log10_age_myr,log_density\n3,0\n2,0\n", "increasing ages"),
    ("log10_age_myr,log_density\n3,0\n", "two or more rows"),
  ])
  func badTablesSayWhatIsWrong(text: String, words: String) {
    let error = #expect(throws: TableError.self) { try read(text) }
    #expect(error?.description.contains(words) == true)
  }
}
