// SPDX-License-Identifier: GPL-3.0-or-later
// What lies beside a run of draws: altered, forged, in use by another, or no file at all.

import Foundation
import GyroFiles
import GyroNumerics
import Testing
import _TestSupport

@testable import GyroSampling

@Suite struct DrawsFileTests {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "gyro-draws-\(UUID().uuidString)")

  static var settings: SamplingSettings {
    var settings = SamplingSettings()
    (settings.warmupCount, settings.drawCount, settings.chainCount) = (100, 200, 2)
    settings.metric = .dense
    return settings
  }

  func runner() -> ChainRunner {
    ChainRunner(Target.eightSchools, settings: Self.settings, random: RandomStream(seed: 1))
  }

  /// A path in a folder that is there while the test runs.
  func withFile(_ body: (String) throws -> Void) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "draws.bin").path)
  }

  /// A run that was ended with half of its draws, and what lies beside its file.
  func interrupted(_ file: String) throws -> (state: [UInt8], partial: Data) {
    #expect(try runner().run(file: file) { $0 < 0.6 } == nil)
    return (
      [UInt8](try #require(FileManager.default.contents(atPath: file + ".state"))),
      try #require(FileManager.default.contents(atPath: file + ".partial"))
    )
  }

  private func state(_ bytes: [UInt8]) throws(FileError) -> DrawsFile.State {
    try DrawsFile.state(
      bytes, name: "s", settings: Self.settings, dimension: Target.eightSchools.dimension)
  }

  private func encoded(_ state: DrawsFile.State) throws -> [UInt8] {
    [UInt8](try SealedJSON.encoded(state, path: "s", allowsInfinity: true))
  }

  /// A state as any JSON says it is, under a digest that is right; nil if it is none.
  private func signed(_ bytes: [UInt8]) -> [UInt8]? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return (try? decoder.decode(DrawsFile.State.self, from: Data(bytes)))
      .flatMap { try? encoded($0) }
  }

  @Test func anotherRunHasToWait() throws {
    try withFile { (file: String) throws in
      let ended = try runner().run(file: file) { fraction in
        if fraction < 0.5 {
          let error = #expect(throws: SamplingError.self) { try runner().run(file: file) }
          #expect(
            error?.description.hasSuffix(
              "draws.bin.partial: is in use by another run. Wait for its end, or name another output"
            )
              == true)
        }
        return true
      }
      #expect(ended?.draws.drawCount == 200)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["draws.bin"])
    }
  }

  @Test(arguments: ["pipe", "folder", "device"])
  func whatIsNoFileIsRefusedBeforeTheFirstDraw(kind: String) throws {
    try withFile { (file: String) throws in
      var path = file
      switch kind {
      case "pipe": #expect(mkfifo(file, 0o600) == 0)
      case "folder":
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
      default: path = "/dev/null"
      }
      for path in [path] + (kind == "device" ? [] : [file + "x"]) {
        // The name itself, and what would lie beside it.
        if path.hasSuffix("x") {
          try FileManager.default.moveItem(atPath: file, toPath: path + ".partial")
        }
        var wasCalled = false
        let error = #expect(throws: SamplingError.self) {
          try runner().run(file: path) { _ in
            wasCalled = true
            return true
          }
        }
        #expect(error != nil && !wasCalled)
      }
    }
  }

  @Test func aPipeInPlaceOfTheStateIsRefused() throws {
    try withFile { (file: String) throws in
      _ = try interrupted(file)
      unlink(file + ".state")
      #expect(mkfifo(file + ".state", 0o600) == 0)
      let error = #expect(throws: SamplingError.self) { try runner().run(file: file) }
      #expect(error?.problem == "is not a regular file")
    }
  }

  @Test func aLinkIsFollowed() throws {
    try withFile { (file: String) throws in
      try Data("old".utf8).write(to: URL(filePath: file + ".target"))
      try FileManager.default.createSymbolicLink(
        atPath: file, withDestinationPath: file + ".target")
      #expect(try runner().run(file: file) != nil)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: file) == file + ".target")
      let bytes = try #require(FileManager.default.contents(atPath: file + ".target"))
      #expect(bytes.starts(with: DrawsFile.magic))
    }
  }

  @Test func aRunWithoutAStartLeavesNothing() throws {
    try withFile { (file: String) throws in
      let target = Target(dimension: 1) { _, gradient in
        gradient = [0]
        return .nan
      }
      let runner = ChainRunner(target, settings: Self.settings, random: RandomStream(seed: 1))
      #expect(throws: SamplingError.self) { try runner.run(file: file) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test func anAlteredDrawIsSeen() throws {
    try withFile { (file: String) throws in
      var (_, partial) = try interrupted(file)
      partial[partial.count - 100] ^= 1
      try partial.write(to: URL(filePath: file + ".partial"))
      let error = #expect(throws: SamplingError.self) { try runner().run(file: file) }
      #expect(error?.problem.contains("a draw was altered") == true)
      #expect(error?.hint?.hasPrefix("Delete ") == true)
    }
  }

  /// Every number and list of a state, replaced by what breaks arithmetic, under a digest that is right.
  @Test func noForgedNumberTraps() throws {
    try withFile { (file: String) throws in
      let (bytes, _) = try interrupted(file)
      #expect(try encoded(state(bytes)) == bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      var (tried, refused) = (0, 0)
      for match in text.matches(of: #/"([A-Za-z]+)":(-?[0-9][0-9.eE+-]*|\[[-0-9.,eE]*\])/#) {
        let isList = match.2.hasPrefix("[")
        for value in isList ? ["[]", "[1]", "[\"nan\"]", "null"] : extremeNumbers {
          var changed = text
          let value = ["nan", "inf", "-inf"].contains(value) ? "\"\(value)\"" : value
          changed.replaceSubrange(match.2.startIndex..<match.2.endIndex, with: value)
          guard let forged = signed(Array(changed.utf8)) else { continue }
          tried += 1
          do throws(FileError) { _ = try state(forged) } catch {
            refused += 1
            #expect(error.hint == "Delete it to start anew")
          }
        }
      }
      #expect(tried > 200 && refused > 100, "\(tried) tried, \(refused) refused")
    }
  }

  @Test(
    arguments: [
      ("\"iteration\":180", "\"iteration\":1152921504606847076"),
      ("\"iteration\":180", "\"iteration\":-9223372036854775808"),
      ("\"iteration\":180", "\"iteration\":-5"), ("\"drawCount\":80", "\"drawCount\":-1"),
    ])
  func aForgedCountIsRefused(found: String, replacement: String) throws {
    try withFile { (file: String) throws in
      let (bytes, _) = try interrupted(file)
      let text = String(decoding: bytes, as: UTF8.self)
        .replacing("\"iteration\":200", with: "\"iteration\":180")
        .replacing("\"drawCount\":100", with: "\"drawCount\":80")
      let forged = try #require(signed(Array(text.replacing(found, with: replacement).utf8)))
      #expect(throws: FileError.self) { try state(forged) }
    }
  }

  @Test(arguments: 0..<300) func damagedStatesAreReadOrRefused(seed: Int) throws {
    let bytes = try Self.example.get()
    let damaged = damaged(bytes, seed: seed)
    if let read = try? state(damaged) { #expect(try encoded(read) == bytes) }
    if let forged = signed(damaged), let read = try? state(forged) {
      #expect(try encoded(read) == forged)
    }
  }

  /// The bytes of one state.
  private static let example = Result { () throws -> [UInt8] in
    let tests = DrawsFileTests()
    var bytes: [UInt8] = []
    try tests.withFile { bytes = try tests.interrupted($0).state }
    return bytes
  }

  /// Whatever happens to the state, the draws are those of an undisturbed run, or there are none.
  @Test(arguments: 0..<24) func aDamagedStateNeverGivesOtherDraws(seed: Int) throws {
    let whole = try #require(try runner().run())
    try withFile { (file: String) throws in
      let (state, _) = try interrupted(file)
      try Data(damaged(state, seed: seed)).write(to: URL(filePath: file + ".state"))
      do throws(SamplingError) {
        #expect(try runner().run(file: file)?.draws == whole.draws)
      } catch { #expect(error.hint?.contains("Delete ") == true, "\(error)") }
    }
  }
}
