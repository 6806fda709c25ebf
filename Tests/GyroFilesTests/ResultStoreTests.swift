// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

/// Finished parts of a run: found by what they depend on, made once, and gone at the end.
@Suite struct ResultStoreTests {
  struct Part: LabeledArtefact, Equatable {
    static let kind = "part"
    static let version = 1
    static let about = "a part"
    static let isSealed = true
    let label: String
    var value = 1.5
  }

  private static func label(_ subject: String) -> String {
    Fingerprint(of: subject).digest.hexadecimal
  }

  private static func withStore(_ body: (ResultStore<Part>) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(ResultStore(creating: folder + "/parts"))
  }

  @Test func aResultIsMadeOnce() throws {
    try Self.withStore { store in
      var made = 0
      for _ in 0..<3 {
        let part = try store.result(Self.label("a")) {
          made += 1
          return Part(label: Self.label("a"))
        }
        #expect(part == Part(label: Self.label("a")))
      }
      #expect(made == 1 && store.result(Self.label("b")) == nil)
    }
  }

  @Test func oneUnderAnothersNameIsNotTaken() throws {
    try Self.withStore { store in
      try store.save(Part(label: Self.label("a")))
      let path = { (subject: String) in "\(store.folder)/\(Self.label(subject)).json" }
      try FileManager.default.moveItem(atPath: path("a"), toPath: path("b"))
      #expect(store.result(Self.label("b")) == nil)
      #expect(throws: FileError.self) { try store.save(Part(label: "../x")) }
    }
  }

  @Test func whatElseIsThereStays() throws {
    try Self.withStore { store in
      try store.save(Part(label: Self.label("a")))
      try Data().write(to: URL(filePath: store.folder + "/mine"))
      store.remove([Self.label("a")])
      #expect(try FileManager.default.contentsOfDirectory(atPath: store.folder) == ["mine"])
      try FileManager.default.removeItem(atPath: store.folder + "/mine")
      store.remove([])
      #expect(!FileManager.default.fileExists(atPath: store.folder))
    }
  }
}
