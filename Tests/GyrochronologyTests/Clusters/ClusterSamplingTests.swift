// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroModel
import GyroNumerics
import GyroSampling
import Testing

@testable import Gyrochronology

@Suite struct ClusterSamplingTests {
  /// A window that is too narrow makes the tables anew and samples again; a run that is killed during that goes
  /// on in it, to the same draws.
  @Test func aRunKilledInItsSecondSamplingGoesOnThere() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = try LoadedModel()
    let group = mockGroup(
      model.rotation, starCount: 8,
      parameters: ClusterParameters(log10AgeMyr: 2.5, outlierFraction: 0.05),
      random: RandomStream(seed: 8).child("group"))
    let estimator = try ClusterAgeEstimator(stars: AgeEstimator(model: model))
    let stars = PreparedCluster(group, estimator: estimator).stars
    var settings = SamplingSettings()
    (settings.chainCount, settings.warmupCount, settings.drawCount) = (2, 100, 100)
    var sampling = ClusterSampling(
      likelihood: estimator.likelihood, priors: estimator.priors, settings: settings,
      random: RandomStream(seed: 4), threadCount: 2)
    var window = ClusterWindow(
      of: SweptClusterLikelihood(
        stars: stars, likelihood: estimator.likelihood, threadCount: 2),
      priors: estimator.priors)
    window.zeroPointReach *= 0.25
    sampling.firstWindows = [window]

    let (whole, killed) = (
      folder.appending(path: "whole.bin").path, folder.appending(path: "killed.bin").path
    )
    // What lies there when the second sampling is half done is what a kill leaves.
    var left: [String: Data] = [:]
    let undisturbed = try sampling.run([("mock", stars)], file: whole, label: "x") { _ in
      let names = [".again1.partial", ".again1.state"]
      if left.isEmpty, FileManager.default.fileExists(atPath: whole + names[1]) {
        for name in names { left[name] = FileManager.default.contents(atPath: whole + name) }
      }
    }
    #expect(undisturbed.repetitionCount > 0)
    #expect(left.count == 2)
    for (name, data) in left { try data.write(to: URL(filePath: killed + name)) }
    var calls = 0
    let resumed = try sampling.run([("mock", stars)], file: killed, label: "x") { _ in calls += 1 }
    #expect(resumed.run.draws.values == undisturbed.run.draws.values)
    // Two stretches of the first sampling, and one of the second that was left to do, besides any further one.
    #expect(calls == 3 + 2 * (undisturbed.repetitionCount - 1))
    #expect(
      FileManager.default.contents(atPath: whole) == FileManager.default.contents(atPath: killed))
    // No trace of the samplings before remains.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "killed.bin", "whole.bin",
      ])
  }
}
