// SPDX-License-Identifier: GPL-3.0-or-later
// Time and memory of ages: one star, tables of growing size, tables with posteriors, and beside a peer.

internal import Foundation
internal import GyroFiles
internal import Gyrochronology

/// What whole runs of `gyro age` take.
///
/// Of a table it is the run of the median wall time, of one star the mean of many runs. The figures of a peer are those of a reference file that
/// `Benchmarks/posteriors.py` wrote, with its own figures of `gyro` from the same machine.
struct TableSpeedSuite: Suite {
  static let kind = "tableSpeed"

  let oneStarRunCount: Int
  /// How many rows the tables have, and how often each is dated.
  let rowCounts: [Int]
  let runCount: Int
  /// Tables from so many rows on are dated once.
  let onceFromRowCount: Int
  /// Endings of the files of posteriors, and how many rows those tables have.
  let posteriorFormats: [String]
  let posteriorRowCount: Int
  /// The file in the folder of references.
  let peer: String
  /// The cases whose recorded accuracy the page shows.
  let accuracyCases: [String]

  var isSlow: Bool { true }

  /// A step: what the median run took, of how many, with how many rows.
  private struct Step {
    let rowCount, runCount: Int
    let run: MeasuredRun
    var posteriorFormat: String?
    var posteriorBytes: Int?

    var value: JSONValue {
      var members: [String: JSONValue] = [
        "rows": .number(Double(rowCount)), "runs": .number(Double(runCount)),
        "wall": .number(run.wallSeconds), "cpu": .number(run.processorSeconds),
        "mb": .number(run.residentMegabytes),
      ]
      for (name, seconds) in run.stageSeconds { members[name] = .number(seconds) }
      if let posteriorFormat { members["posterior"] = .text(posteriorFormat) }
      if let posteriorBytes { members["bytes"] = .number(Double(posteriorBytes)) }
      return .object(members)
    }
  }

  func measure(_ context: CaseContext) throws -> Outcome {
    let oneStar = try MeasuredRun(
      ["age", "--period", "25.4", "--bp-rp0", "0.818", "--bp-rp0-sigma", "0.0282", "--quiet"],
      context, repeats: oneStarRunCount)
    let growth = try rowCounts.map { try step(rowCount: $0, context) }
    let posteriors = try posteriorFormats.map {
      try step(rowCount: posteriorRowCount, posteriorFormat: $0, context)
    }
    let reference = try JSONValue.decode(JSONValue.self, at: "\(context.references)/\(peer)")
    var metrics = [
      "one star: wall, s": oneStar.wallSeconds,
      "one star: processor time, s": oneStar.processorSeconds,
      "one star: memory, MB": oneStar.residentMegabytes,
    ]
    for step in growth {
      metrics["\(step.rowCount) rows: wall, s"] = step.run.wallSeconds
      metrics["\(step.rowCount) rows: stars per second"] =
        Double(step.rowCount) / step.run.wallSeconds
      metrics["\(step.rowCount) rows: memory, MB"] = step.run.residentMegabytes
    }
    metrics["peer: gyro is faster by"] = peers(reference)
      .compactMap { $0.number(at: "gyro_is_faster_by") }.max()
    let digest = try LoadedModel().digest.hexadecimal
    return Outcome(
      metrics: metrics,
      tables: [
        "model": "Model \(digest).", "growth": growthTable(growth),
        "posterior": posteriorTable(posteriors),
        "one": String(
          format:
            "One star, whole process, mean of %d: %.1f ms wall, %.1f ms processor time, %.0f MB.",
          oneStarRunCount, 1000 * oneStar.wallSeconds, 1000 * oneStar.processorSeconds,
          oneStar.residentMegabytes),
        "peer": peerTable(reference), "accuracy": try accuracyTable(context),
      ],
      files: [
        "batch.json": .object([
          "model_sha256": .text(digest),
          "processors": .number(Double(ProcessInfo.processInfo.activeProcessorCount)),
          "one_star": .object([
            "wall": .number(oneStar.wallSeconds), "cpu": .number(oneStar.processorSeconds),
            "mb": .number(oneStar.residentMegabytes),
          ]),
          "growth": .list(growth.map(\.value)), "posterior": .list(posteriors.map(\.value)),
        ]).rounded(places: 4)
      ],
      texts: [
        "batch.dat": growth.map { step in
          String(
            format: "%d %.4g %.4g %.4g\n", step.rowCount, step.run.wallSeconds,
            step.run.processorSeconds, step.run.residentMegabytes)
        }.joined()
      ])
  }

  private func medianRun(
    of count: Int, _ context: CaseContext, onTerminal: Bool = false, _ arguments: [String]
  ) throws(FileError) -> MeasuredRun {
    var runs: [MeasuredRun] = []
    for _ in 0..<max(1, count) {
      runs.append(try MeasuredRun(arguments, context, onTerminal: onTerminal))
    }
    return runs.sorted { $0.wallSeconds < $1.wallSeconds }[runs.count / 2]
  }

  private func step(
    rowCount: Int, posteriorFormat: String? = nil, _ context: CaseContext
  ) throws -> Step {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appending(path: name).path }
    _ = try MeasuredRun(
      [
        "simulate", "--age", "10:4000", "--count", "\(rowCount)", "--seed", "3", "--output",
        path("stars.fits"),
      ], context)
    let kept = posteriorFormat.map { path("posteriors.\($0)") }
    let runCount = rowCount >= onceFromRowCount || kept != nil ? 1 : runCount
    let run = try medianRun(
      of: runCount, context, onTerminal: true,
      ["age", path("stars.fits"), "--output", path("ages.fits")]
        + (kept.map { ["--posterior", $0] } ?? []))
    let bytes = kept.flatMap {
      try? FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int
    }
    return Step(
      rowCount: rowCount, runCount: runCount, run: run, posteriorFormat: posteriorFormat,
      posteriorBytes: bytes)
  }

  // MARK: Tables

  private func growthTable(_ steps: [Step]) -> String {
    markdownTable(
      [
        "rows", "wall", "processor time", "resident", "stars/s", "stars per processor second",
        "reading", "ages", "writing",
      ],
      steps.map { step in
        let run = step.run
        return [
          grouped(Double(step.rowCount)), String(format: "%.2f s", run.wallSeconds),
          String(format: "%.2f s", run.processorSeconds),
          String(format: "%.0f MB", run.residentMegabytes),
          grouped(Double(step.rowCount) / run.wallSeconds),
          grouped(Double(step.rowCount) / run.processorSeconds),
        ]
          + ["reading", "ages", "writing"].map { stage in
            run.stageSeconds[stage].map { String(format: "%.2f s", $0) } ?? ""
          }
      })
  }

  private func posteriorTable(_ steps: [Step]) -> String {
    markdownTable(
      [
        "`--posterior`, \(grouped(Double(posteriorRowCount))) rows", "wall", "processor time",
        "resident", "file",
      ],
      steps.map { step in
        [
          ".\(step.posteriorFormat ?? "")", String(format: "%.2f s", step.run.wallSeconds),
          String(format: "%.2f s", step.run.processorSeconds),
          String(format: "%.0f MB", step.run.residentMegabytes),
          String(format: "%.0f MB", Double(step.posteriorBytes ?? 0) / 1e6),
        ]
      })
  }

  private func peers(_ reference: JSONValue) -> [JSONValue] { reference.list(at: "peer") }

  private func peerTable(_ reference: JSONValue) -> String {
    let rowCount = grouped(reference.number(at: "rows") ?? .nan)
    func number(_ value: JSONValue, _ key: String) -> String {
      grouped(value.number(at: key) ?? .nan)
    }
    let ours = reference.list(at: "gyro").map { run in
      [
        "`gyro age`, FITS to FITS", number(run, "threads"), rowCount,
        number(run, "stars_per_second"), number(run, "stars_per_cpu_second"), "", "",
      ]
    }
    let theirs = peers(reference).map { run in
      [
        "PyTorch \(run.text(at: "torch")), "
          + ((run.number(at: "flows") ?? 1) > 1 ? "the same flows" : "one of the flows"),
        number(run, "threads"), number(run, "stars"), number(run, "stars_per_second"),
        number(run, "stars_per_cpu_second"), number(run, "gyro_is_faster_by"),
        number(run, "gyro_is_faster_by_cpu"),
      ]
    }
    let table = markdownTable(
      [
        "program", "threads", "stars", "stars/s", "stars per processor second",
        "`gyro age` is faster by", "by processor time",
      ], ours + theirs)
    guard
      let difference = peers(reference).compactMap({
        $0.value(at: "quantiles_beside_gyro_dex")
      }).first
    else { return table }
    return table
      + String(
        format:
          "\nThe quantiles of both programs differ by %.1g dex (median), %.1g (99 %%) and at most %.1g; "
          + "the medians of the ages by at most %.1g.",
        difference.number(at: "median") ?? .nan, difference.number(at: "q99") ?? .nan,
        difference.number(at: "largest") ?? .nan, difference.number(at: "medians_largest") ?? .nan)
  }

  private func accuracyTable(_ context: CaseContext) throws(FileError) -> String {
    let records = try RecordBook.read(results: context.results)
    let names = ["inner", "outer", "probability"].flatMap { part in
      ["50 %", "99.9 %", "largest"].map { "\(part), \($0)" }
    }
    return markdownTable(
      ["case", "stars"] + names,
      accuracyCases.map { name in
        let metrics = records.entries[name]?.metrics ?? [:]
        return [name, metrics["stars"].map { String(format: "%.0f", $0) } ?? "not recorded"]
          + names.map { metric in metrics[metric].map { String(format: "%.2g", $0) } ?? "" }
      })
  }

  private func grouped(_ value: Double) -> String {
    ResultText.text(value, format: ",0") ?? "\(value)"
  }
}
