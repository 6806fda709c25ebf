// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing
import _TestSupport

@testable import GyroPlotting

/// Names made to do harm, through the real gnuplot: each is drawn, and none is run.
///
/// `GYRO_FUZZ_NAMES` says how many; `Validation/Results/figure-text-fuzzing.md` has the record of 10,000.
@Suite struct FigureTextFuzzTests {
  static let nameCount =
    ProcessInfo.processInfo.environment["GYRO_FUZZ_NAMES"].flatMap(Int.init) ?? 500
  static let batchSize = 50
  static let gnuplot = GnuplotScriptTests.gnuplot

  private static let terminals: [GnuplotScript.Terminal] = [.svg, .svg, .svg, .png, .pdf]

  /// Each name as the title of a curve, beside a tick and as a note, the first in every other place.
  private func figure(_ names: [String]) -> Figure {
    let places = names.indices.map(Double.init)
    let named = Dictionary(uniqueKeysWithValues: zip(places, names))
    let panel = Panel(
      FigureText(names[0]), x: Axis(FigureText(names[0]), range: 0...1),
      y: Axis(FigureText(names[0]), range: -1...Double(names.count), names: named),
      legend: .above,
      layers: names.enumerated().flatMap { index, name -> [any Mark] in
        [
          Line(x: [0, 1], y: [places[index], 0], color: .blue, label: FigureText(name)),
          Annotation(FigureText(name), at: .panel(x: 0.5, y: places[index] / Double(names.count))),
          Annotation(
            FigureText("P").sub("s") + FigureText(name), at: .axes(x: 0.5, y: places[index])),
        ]
      })
    return Figure(
      title: FigureText(names[0]), rows: [[panel]], width: 300, height: 300, provenance: names[0],
      command: names[0])
  }

  /// A name that a file can have.
  private func fileName(_ name: String) -> String {
    let scalars = name.unicodeScalars.filter { $0.value != 0 && $0 != "/" }.prefix(40)
    return String(String.UnicodeScalarView(scalars)) + ".out"
  }

  /// Seeds whose names once came out as others: a digit behind an octal number, a format beside a tick.
  private static let regressionSeeds: [UInt64] = [823, 2507, 4623, 5753, 7848, 8828, 9525]

  private static let batches: [[UInt64]] =
    [regressionSeeds]
    + stride(from: 0, to: nameCount, by: batchSize).map { first in
      (first..<min(first + batchSize, nameCount)).map { UInt64($0) }
    }

  private struct Drawing {
    let words: String
    let exitCode: Int32
    let files: Set<String>
    let picture: Data
  }

  /// Runs a script in a folder of its own, as a user would.
  private func draw(_ script: String, to picture: String) throws -> Drawing {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(script.utf8).write(to: folder.appending(path: "figure.gp"))
    let process = Process()
    process.executableURL = Self.gnuplot
    process.arguments = ["-d", "figure.gp"]
    process.currentDirectoryURL = folder
    let said = Pipe()
    process.standardError = said
    try process.run()
    let words = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Drawing(
      words: words, exitCode: process.terminationStatus,
      files: Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)),
      picture: (try? Data(contentsOf: folder.appending(path: picture))) ?? Data())
  }

  @Test(
    .enabled(if: Self.gnuplot != nil, "gnuplot is not installed"), arguments: batches.indices)
  func gnuplotDrawsEveryNameAndRunsNone(batch: Int) throws {
    let seeds = Self.batches[batch]
    let names = seeds.map { HostileNames.name(seed: $0) }
    let terminal = Self.terminals[batch % Self.terminals.count]
    let picture = fileName(names[0])
    let drawing = try draw(
      GnuplotScript(figure(names)).text(terminal, output: picture), to: picture)
    #expect(drawing.exitCode == 0 && drawing.words.isEmpty, "\(drawing.words)")
    // Neither the canary nor anything else is there.
    #expect(drawing.files == ["figure.gp", picture])
    guard terminal == .svg else { return }
    let texts = Set(Self.texts(drawing.picture))
    for (seed, name) in zip(seeds, names) {
      let line = PrintableText.line(name).unicodeScalars
      let shown = String(line.prefix(GnuplotText.maximumLength))
      #expect(
        texts.contains(line.count > GnuplotText.maximumLength ? shown + "…" : shown),
        "seed \(seed): \(name.debugDescription)")
    }
  }

  /// The twin: with quotes doubled by characters the canary appears, so that these tests would see one.
  @Test(.enabled(if: Self.gnuplot != nil, "gnuplot is not installed"))
  func theCanaryAppearsWhereANameIsQuotedByCharacters() throws {
    let name = "x'\u{301}`touch canary`"
    let quoted = "'" + name.replacing("'", with: "''") + "'"
    let drawing = try draw("set title \(quoted)\n", to: "none")
    #expect(drawing.files.contains("canary"))
    let ours = try draw("set title \(FigureText(name).gnuplot)\n", to: "none")
    #expect(ours.files == ["figure.gp"] && ours.exitCode == 0)
  }

  /// The texts of a picture; every element is one that gnuplot draws with.
  ///
  /// It reads bytes, since a combining mark at the beginning of a text makes one character of it and the bracket.
  private static func texts(_ svg: Data) -> [String] {
    let known: Set<String> = [
      "svg", "title", "desc", "g", "rect", "path", "text", "tspan", "defs", "circle", "use",
      "polygon",
      "filter", "feFlood", "feComposite",
    ]
    var (texts, current): ([String], [UInt8]?) = ([], nil)
    for part in svg.split(separator: UInt8(ascii: "<")) {
      guard let end = part.firstIndex(of: UInt8(ascii: ">")) else { continue }
      let isEnd = part.first == UInt8(ascii: "/")
      let tag = String(
        decoding: part[..<end].drop { $0 == UInt8(ascii: "/") }
          .prefix { !" /\n\t".utf8.contains($0) }, as: UTF8.self)
      if part.first != UInt8(ascii: "?"), part.first != UInt8(ascii: "!") {
        #expect(known.contains(tag), "<\(tag)")
      }
      if tag == "text" {
        if isEnd, let current { texts.append(plain(current)) }
        current = isEnd ? nil : []
      } else if tag == "tspan", !isEnd {
        current?.append(contentsOf: part[part.index(after: end)...])
      }
    }
    return texts
  }

  private static func plain(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).replacingOccurrences(
      of: "&lt;", with: "<", options: .literal
    )
    .replacingOccurrences(of: "&gt;", with: ">", options: .literal)
    .replacingOccurrences(of: "&amp;", with: "&", options: .literal)
  }
}
