// SPDX-License-Identifier: GPL-3.0-or-later

import GyroCatalogs
import GyroFlows
import GyroModel
import Gyrochronology
import Testing

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
}
