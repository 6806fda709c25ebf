// SPDX-License-Identifier: GPL-3.0-or-later

import GyroCatalogs
import GyroFlows
import GyroModel
import Testing

@testable import Gyrochronology

/// The record of a training in the notes of a checkpoint, in the form of today and in that of version 0.1.
@Suite struct TrainingRecordTests {
  private static let record = TrainingRecord(
    program: "gyrochrone 9", origin: nil, choices: TrainingChoices(), seed: .max, starCount: 3,
    clusters: ["a", "b, c"], bestEpochs: [1, 60], scores: [-0.1, 0.2], areScoresHeldOut: true,
    learnedAgesMyr: ["a": 12.5])

  @Test func oneNoteHoldsTheRecord() {
    let notes = Self.record.notes
    #expect(notes.count == 1 && notes.keys.allSatisfy(TrainingRecord.isNote))
    #expect(TrainingRecord(notes: notes.merging(["origin": "x"]) { $1 }) == Self.record)
    #expect(TrainingRecord(notes: [:]) == nil && !TrainingRecord.isNote("origin"))
    #expect(TrainingRecord(notes: ["training": "{}"]) == nil)
  }

  /// The embedded model was trained with the default choices.
  @Test func theEmbeddedModelSaysHowItWasTrained() throws {
    let record = try #require(LoadedModel().training)
    #expect(record.choices == TrainingChoices())
    #expect(record.clusters.count == 31 && record.clusters.contains("Field"))
    #expect(record.scores.count == 2 && !record.areScoresHeldOut)
    let origin = try #require(record.origin)
    #expect(origin.ageScale == "gyrochrone-2026" && !origin.isAltered)
  }

  /// A checkpoint of version 0.1 has a note for each field.
  @Test func aModelOfVersion01SaysHowItWasTrained() throws {
    let model = try MeasuredColorModel.loaded()
    #expect(model.rotation.checkpoint.notes["training.seed"] == "1")
    let record = try #require(model.training)
    #expect(record.program == "gyrochrone 0.1.0" && record.seed == 1 && record.starCount == 7615)
    #expect(record.choices.flowCount == 4 && record.choices.colorError == .context)
    #expect(record.clusters.count == 30 && record.clusters.contains("NGC2516"))
    #expect(record.bestEpochs == [60, 60, 60, 60] && !record.areScoresHeldOut)
    #expect(record.scores.first == -0.6392306971573163 && record.scores.count == 4)
    #expect(record.learnedAgesMyr["M34"] == 217 && record.learnedAgesMyr.count == 5)
    let origin = try #require(record.origin)
    #expect(origin.catalogName == "vanlane-2025" && !origin.isAltered)
    #expect(origin.catalogSHA256.hasPrefix("577e4366") && origin.ageScale == "chronoflow")
    #expect(origin.selection == .chronoFlowCuts)
    // What is read in the old form is written in the new one, and is the same.
    #expect(TrainingRecord(notes: record.notes) == record)
  }

  /// A record of an origin with sources or none, of a table as it is or altered.
  private static func record(isAltered: Bool, sources: [String: [String: String]]?)
    -> TrainingRecord
  {
    TrainingRecord(
      program: "gyrochrone 9",
      origin: TrainingOrigin(
        catalog: "a \"quoted\" \\ /λ𝄞\n", isAltered: isAltered, catalogSHA256: "00ff",
        ageScale: "s",
        selection: .chronoFlowCuts, sources: sources, leftOut: ["b": 2]),
      choices: TrainingChoices(), seed: 1, starCount: 3, clusters: ["a"], bestEpochs: [1],
      scores: [0.5], areScoresHeldOut: true, learnedAgesMyr: [:])
  }

  /// What results say of the catalog is read without the record, and is what the record says.
  @Test func theCatalogIsThatOfTheRecord() throws {
    var all = [
      try LoadedModel().rotation.checkpoint.notes,
      try MeasuredColorModel.loaded().rotation.checkpoint.notes, Self.record.notes, [:],
      ["training": "{}"], ["training": "no JSON"], ["training": "[]"],
    ]
    for isAltered in [false, true] {
      for sources: [String: [String: String]]? in [
        nil, [:], ["z": ["f": "1"], "b/c": [:], "é": [:]],
      ] {
        all.append(Self.record(isAltered: isAltered, sources: sources).notes)
      }
    }
    for notes in all {
      let (catalog, origin) = (
        TrainingOrigin.catalog(notes: notes), TrainingRecord(notes: notes)?.origin
      )
      #expect(catalog?.name == origin?.catalogName, "\(notes["training"] ?? "")")
      #expect(catalog?.sha256 == origin?.catalogSHA256)
    }
    #expect(TrainingOrigin.catalog(notes: all[1])?.name == "vanlane-2025")
  }

  /// A note that was cut off or altered says what is left of it, or nothing.
  @Test func aDamagedRecordSaysNothingElse() throws {
    let text = try #require(Self.record(isAltered: false, sources: nil).notes["training"])
    let whole = try #require(TrainingOrigin.catalog(notes: ["training": text]))
    for count in 0..<text.utf8.count {
      let part = String(decoding: text.utf8.prefix(count), as: UTF8.self)
      #expect(TrainingOrigin.catalog(notes: ["training": part]) == nil)
    }
    // A name that is there twice means nothing.
    #expect(
      TrainingOrigin.catalog(
        notes: ["training": text.replacing("\"catalog\"", with: "\"catalog\":\"b\",\"catalog\"")])
        == nil)
    // The record of a later version, of which this one knows no more than the origin.
    let later = text.replacing("\"seed\":1", with: "\"seed\":\"one\"")
    #expect(later != text && TrainingRecord(notes: ["training": later]) == nil)
    #expect(try #require(TrainingOrigin.catalog(notes: ["training": later])) == whole)
  }
}
