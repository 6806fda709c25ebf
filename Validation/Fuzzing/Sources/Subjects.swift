// SPDX-License-Identifier: GPL-3.0-or-later
// What is fuzzed: every parser of the program that reads what somebody else may have written.

import Foundation
import GyroFiles
import GyroFlows
import GyroModel
import GyroSampling
import GyroStudies
import GyroTables
import Gyrochronology

/// A parser that takes any bytes; an error is a fine answer, a crash is not.
struct Subject: Sendable {
  let parse: @Sendable ([UInt8]) -> Void
  /// A sound file to start from; nil where `Seeds` holds some.
  var seed: (@Sendable () -> [UInt8])?
}

/// The parsers by the names that GYRO_FUZZ_SUBJECT takes.
let subjects: [String: Subject] = {
  var subjects: [String: Subject] = [:]
  for format in [
    TableFormat.csv, .tsv, .semicolon, .bar, .whitespace, .mrt, .ipac, .ecsv, .fits, .votable,
  ] {
    subjects[format.rawValue] = Subject { try? readTable($0, as: format) }
  }
  subjects["checkpoint"] = Subject(parse: readCheckpoint, seed: { exampleCheckpoint.encoded() })
  subjects["report"] = Subject(parse: drawReport)
  subjects["draws"] = Subject(parse: readDrawsState, seed: exampleDrawsState)
  subjects["journal"] = Subject(parse: readJournal, seed: exampleJournal)
  subjects["text"] = Subject(parse: writeFigureText)
  return subjects
}()

// MARK: Checkpoints

private let exampleCheckpoint: FlowCheckpoint = {
  let architecture = FlowArchitecture(
    contextCount: 3, transformCount: 1, hiddenWidths: [2], activation: .silu, binCount: 2,
    bound: 5, slope: 1e-3)
  let flow = ConditionalFlow(
    architecture: architecture,
    contextStandardizer: Standardizer(mean: [2, 1.5, -1.5], scale: [0.9, 0.8, 0.4]),
    valueStandardizer: Standardizer(mean: [0.7], scale: [0.5]),
    parameters: (0..<architecture.parameterCount).map { 0.1 * Double($0 % 7 - 3) })
  let domain = CalibrationDomain(
    log10AgeMyr: 0.2...3.4, bpRp0: 0.4...3.5, log10BpRp0Sigma: -2 ... -0.5,
    log10PeriodDays: -1...2)
  return FlowCheckpoint(
    ensemble: FlowEnsemble([flow]), contextNames: ContextSchema.rotation.names,
    valueName: RotationFlow.valueName,
    notes: RotationFlow.notes(domain: domain, medianBpRp0Sigma: 0.05))
}()

/// Reads a checkpoint, and where it is sound asks it for densities.
private func readCheckpoint(_ bytes: [UInt8]) {
  guard let checkpoint = try? FlowCheckpoint(bytes: bytes, name: "fuzz"),
    let rotation = try? RotationFlow(checkpoint, file: "fuzz")
  else { return }
  let grid = AgeGrid.grid(nodeCount: 20)
  let densities = rotation.flow.conditioned(on: grid.flatMap { [$0, 0.8, -1.5] })
  for index in grid.indices {
    let density = densities.logDensity(at: 1, member: index)
    precondition(!density.isNaN, "a density that is not a number")
  }
}

// MARK: What a run goes on from

private let samplingSettings: SamplingSettings = {
  var settings = SamplingSettings()
  (settings.chainCount, settings.warmupCount, settings.drawCount) = (2, 5, 10)
  return settings
}()

private func readDrawsState(_ bytes: [UInt8]) {
  _ = try? DrawsFile.state(bytes, name: "fuzz", settings: samplingSettings, dimension: 2)
  // Behind the digest, which the fuzzer cannot guess.
  _ = try? JSONDecoder().decode(DrawsFile.State.self, from: Data(bytes))
}

private func exampleDrawsState() -> [UInt8] {
  Array(#"{"sha256":"0","chains":[],"drawCount":0,"draws_sha256":"0"}"#.utf8)
}

/// Records behind their header, each as the ages of consecutive rows.
private func readJournal(_ bytes: [UInt8]) {
  for record in (try? RecordLog.records(in: bytes, name: "fuzz", header: "fuzz")) ?? [] {
    readAges(record)
  }
  // Behind the digest.
  readAges(bytes)
  _ = try? HeldOutPart(bytes: bytes, path: "fuzz")
  _ = try? RobustnessResult(bytes: bytes, path: "fuzz")
  _ = try? RobustnessPlan(bytes: bytes, path: "fuzz")
  _ = try? TrainingState(bytes: bytes, name: "fuzz", label: "fuzz")
}

private func readAges(_ record: [UInt8]) {
  var reader = AgeRecordReader(record)
  guard reader.firstRow() != nil else { return }
  while reader.next(terms: .none) != nil {}
}

private func exampleJournal() -> [UInt8] {
  let reason = AgeEstimate.unusable(
    UnusableStar(.periodMissing, "the period is missing"))
  return AgeRecord.bytes([reason, reason], firstRow: 1)
}
