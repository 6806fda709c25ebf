// SPDX-License-Identifier: GPL-3.0-or-later
// The same draws from any number of threads, through any interruption, and starts that fail.

import Foundation
import GyroFiles
import GyroNumerics
import Testing
import _TestSupport

@testable import GyroSampling

@Suite struct ChainRunnerTests {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "gyro-sampling-\(UUID().uuidString)")

  var settings: SamplingSettings {
    var settings = SamplingSettings()
    (settings.warmupCount, settings.drawCount, settings.chainCount) = (150, 130, 3)
    settings.metric = .dense
    return settings
  }

  func runner(seed: UInt64 = 1, _ target: Target = .eightSchools) -> ChainRunner {
    ChainRunner(target, settings: settings, random: RandomStream(seed: seed))
  }

  /// A path in a folder that is there while the test runs.
  func withFile(_ body: (String) throws -> Void) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "draws.bin").path)
  }

  @Test func threadsChangeNothing() throws {
    let one = try #require(try runner().run(threadCount: 1))
    for threadCount in [2, 4] {
      let run = try #require(try runner().run(threadCount: threadCount))
      #expect(run.draws == one.draws)
      #expect(run.chains == one.chains)
    }
  }

  @Test func seedsAndChainsDiffer() throws {
    let run = try #require(try runner().run())
    let other = try #require(try runner(seed: 2).run())
    #expect(run.draws != other.draws)
    #expect(Set(run.draws.component(0).chains).count == 3)
  }

  @Test func gradientsAreCounted() throws {
    let run = try #require(try runner().run())
    let counts = run.draws.gradientCounts.chains.map { $0.reduce(0, +) }
    for (chain, count) in zip(run.chains, counts) {
      #expect(Double(chain.gradientCount - chain.warmupGradientCount) == count)
      #expect(chain.warmupGradientCount > 150)
    }
  }

  @Test func chainGoesOnFromItsEncodedState() throws {
    let (schedule, stream) = (WarmupSchedule(warmupCount: 40), RandomStream(seed: 9))
    var settings = settings
    settings.warmupCount = 40
    let target = Target.centeredFunnel
    var chain = try Chain(index: 0, density: target, settings: settings, random: stream) {
      random in (0..<10).map { _ in random.nextNormal() }
    }
    for _ in 0..<80 {
      var twin = try JSONDecoder().decode(Chain.self, from: JSONEncoder().encode(chain))
      let draw = chain.next(from: target, settings: settings, schedule: schedule, random: stream)
      #expect(
        twin.next(from: target, settings: settings, schedule: schedule, random: stream) == draw)
      #expect(twin == chain)
    }
  }

  /// Stopped after every stretch, in warm-up and after, with a torn record at the end of the file.
  @Test func interruptedRunEndsInTheSameBytes() throws {
    try withFile { (file: String) throws in
      let whole = file + ".whole"
      let run = try #require(try runner().run(file: whole))
      var (stops, resumed) = (0, SamplingRun?.none)
      while resumed == nil, stops < 10 {
        resumed = try runner().run(threadCount: 1, file: file) { _ in false }
        guard resumed == nil, let handle = FileHandle(forWritingAtPath: file + ".partial") else {
          break
        }
        stops += 1
        #expect(!FileManager.default.fileExists(atPath: file))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(repeating: 7, count: 1234))
        try handle.close()
      }
      // The last stop comes after the last draw, so one more call only gives the file its name.
      #expect(stops == 3)
      #expect(resumed?.draws == run.draws)
      #expect(resumed?.chains == run.chains)
      let bytes = FileManager.default.contents(atPath: file)
      #expect(bytes == FileManager.default.contents(atPath: whole))
      #expect(!FileManager.default.fileExists(atPath: file + ".partial"))
      #expect(!FileManager.default.fileExists(atPath: file + ".state"))
    }
  }

  @Test func stateLeftByAFinishedRunIsOfNoUse() throws {
    try withFile { (file: String) throws in
      try Data("left over".utf8).write(to: URL(filePath: file + ".state"))
      #expect(try runner().run(file: file) != nil)
      #expect(!FileManager.default.fileExists(atPath: file + ".state"))
    }
  }

  @Test func fileIsAsItsHeaderSays() throws {
    try withFile { (file: String) throws in
      let run = try #require(try runner().run(file: file, label: "a digest"))
      let data = try #require(FileManager.default.contents(atPath: file))
      #expect(data.starts(with: Array("GYRODRAW".utf8)))
      let length = Int(data[8]) + 256 * Int(data[9])
      #expect(length.isMultiple(of: 8))
      let header = try JSONDecoder().decode(
        DrawsFile.Header.self, from: data[16..<(16 + length)])
      #expect(header.fields.count == 16 && header.fields[0] == "0")
      #expect(header.label == "a digest")
      #expect(header.settings == settings)
      #expect(data.count == 16 + length + 8 * 130 * 3 * 16)
      var reader = BinaryReader(Array(data[(16 + length)...]))
      #expect(reader.doubles(run.draws.values.count) == run.draws.values)
      #expect(reader.remainingCount == 0)
    }
  }

  @Test func filesOfAnotherRunAreRefused() throws {
    try withFile { (file: String) throws in
      #expect(try runner().run(file: file) { _ in false } == nil)
      for (other, label) in [(runner(seed: 2), ""), (runner(), "other data")] {
        let error = #expect(throws: SamplingError.self) {
          try other.run(file: file, label: label)
        }
        #expect(error?.description.contains("belongs to a run of another") == true)
      }
      #expect(try runner().run(file: file) != nil)
    }
  }

  @Test func damagedFilesAreRefused() throws {
    try withFile { (file: String) throws in
      #expect(try runner().run(file: file) { $0 < 0.8 } == nil)
      let partial = try #require(FileManager.default.contents(atPath: file + ".partial"))
      try partial.dropLast(9).write(to: URL(filePath: file + ".partial"))
      let short = #expect(throws: SamplingError.self) { try runner().run(file: file) }
      #expect(short?.description.contains("expected at least") == true)
      try Data("{}".utf8).write(to: URL(filePath: file + ".state"))
      let damaged = #expect(throws: SamplingError.self) { try runner().run(file: file) }
      #expect(damaged?.description.contains("is not the state of a sampling run") == true)
    }
    let nowhere = #expect(throws: SamplingError.self) {
      try runner().run(file: folder.path + "/no/such/folder/draws.bin")
    }
    #expect(nowhere?.description.contains("cannot be written") == true)
  }

  @Test(arguments: [Double.nan, -.infinity, .infinity]) func densityWithoutAnyValueHasNoStart(
    value: Double
  ) {
    let target = Target(dimension: 2) { _, gradient in
      gradient = [0, 0]
      return value
    }
    let error = #expect(throws: SamplingError.self) { try runner(target).run() }
    #expect(
      error?.description == """
        chain 0: none of 100 starts has a finite log density and gradient. Check the model at one \
        position, or give starts inside its support
        """)
  }

  @Test func startIsSearchedUntilItHasAValue() throws {
    // A wall at 1.8 leaves one start in twenty.
    let target = Target(dimension: 1) { x, gradient in
      gradient[0] = -1
      return x[0] < 1.8 ? -.infinity : -x[0]
    }
    let run = try #require(try runner(target).run())
    #expect(run.draws.component(0).pooled.allSatisfy { $0 >= 1.8 })
    #expect(run.draws.divergenceCount > 0)
    #expect(run.draws.divergenceCount == run.chains.reduce(0) { $0 + $1.divergences.count })
    #expect(!run.convergence().isConverged)
  }
}
