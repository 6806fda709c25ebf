// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import _TestSupport

/// `gyro model card` says what is known of a model, and what is not.
@Suite struct ModelCardCommandTests {
  private static let package = PackageFolder.url
  private let catalogs = package.appending(path: "Catalogs").path

  private func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func result(_ name: String) throws -> [String: Any] {
    let path = Self.package.appending(path: "Validation/Results/\(name)")
    return try object(String(contentsOf: path, encoding: .utf8))
  }

  /// The card in Documentation is what the command writes today: no figure of it is out of date.
  @Test func theCommittedCardIsWhatTheCommandWrites() throws {
    let program = try BuiltProgram()
    let run = try program.gyro(
      "model", "card", "--catalogs", catalogs, "--output", "docs/card.md")
    #expect(run.exitCode == 1, "the folder is not there")
    let printed = try program.gyro("model", "card", "--catalogs", catalogs)
    #expect(printed.exitCode == 0, "\(printed.standardError)")
    let committed = try String(
      contentsOf: Self.package.appending(path: "Documentation/Model-card.md"), encoding: .utf8)
    // The command line and the pictures differ.
    func body(_ text: String) -> [Substring] {
      let lines = text.split(separator: "\n").filter { !$0.hasPrefix("Made by") }
      return Array(lines.prefix { $0 != "## Density against data" })
    }
    let (new, old) = (body(printed.standardOutput), body(committed))
    #expect(new.count == old.count && new.count > 100)
    for (new, old) in zip(new, old) where new != old {
      Issue.record("\"\(old)\" is out of date: \"\(new)\"; run Scripts/figures.sh")
    }
  }

  /// Means by cluster, and the figures, against a reading of the result files by other code.
  @Test func figuresAreThoseOfTheResultFiles() throws {
    let run = try BuiltProgram().gyro(
      "model", "card", "--catalogs", catalogs, "--format", "json")
    let card = try object(run.standardOutput)
    for (key, name) in [("held_out", "heldout.json")] {
      let section = try #require(card[key] as? [String: Any])
      let file = try result(name)
      let figures = try #require(section["figures"] as? [String: [String: Double]])
      let deviations = try #require(file["standard_deviation_over_seeds"] as? [String: Double])
      for (figure, deviation) in deviations {
        let tolerance = Closeness.relative(1e-14, because: "two readers round the last digit")
        expectClose(
          try #require(figures[figure]?["mean"]), try #require(file[figure] as? Double), tolerance)
        expectClose(try #require(figures[figure]?["deviation"]), deviation, tolerance)
      }
      let shown = try #require(section["clusters"] as? [[String: Any]])
      let entries = try #require(file["clusters"] as? [[String: Any]])
      #expect(shown.count == 30 && entries.count == 90)
      for cluster in shown {
        let own = entries.filter { $0["cluster"] as? String == cluster["cluster"] as? String }
        for key in ["offset_dex", "mean_mixture_log_likelihood", "mean_log_density"] {
          let mean = own.compactMap { $0[key] as? Double }.reduce(0, +) / Double(own.count)
          expectClose(
            try #require(cluster[key] as? Double), mean,
            .absolute(1e-12, because: "three numbers of order 1 are added"))
        }
      }
    }
    let folds = try #require(card["star_folds"] as? [String: Any])
    let means = try #require(folds["figures"] as? [String: [String: Double]])
    expectClose(
      try #require(means["mean_log_density"]?["mean"]),
      try #require(result("folds-stars.json")["mean_log_density"] as? Double),
      .relative(1e-14, because: "two readers round the last digit"))
    // Each cluster held out alone was last done for the model of version 0.1.
    let absent = try #require(card["absent"] as? [String: String])
    #expect(absent.keys.sorted() == ["leave_one_out"] && absent["leave_one_out"]?.isEmpty == false)
    try weaknessesAreThoseOfTheResults(card)
  }

  private func weaknessesAreThoseOfTheResults(_ card: [String: Any]) throws {
    let list = try #require(card["weaknesses"] as? [[String: Any]])
    var clusters: [String: [String]] = [:]
    for entry in list {
      clusters[try #require(entry["kind"] as? String)] = entry["clusters"] as? [String]
    }
    for kind in [
      "held_out_score", "held_out_age", "cluster_intervals", "density_too_narrow", "external_age",
      "extrapolation", "disputed_ages", "slope_other_than_clusters", "period_decreasing",
    ] {
      #expect(clusters[kind] != nil, "\(kind) is missing")
    }
    let external = try #require(result("external.json")["clusters"] as? [[String: Any]])
    let off = try external.filter { cluster in
      func number(_ key: String) throws -> Double { try #require(cluster[key] as? Double) }
      let half = try (number("log10_age_myr_q84") - number("log10_age_myr_q16")) / 2
      let sigma = try number("literature_log10_age_sigma")
      return try abs(number("offset_dex")) > 2 * (half * half + sigma * sigma).squareRoot()
    }
    #expect(clusters["external_age"] == off.compactMap { $0["cluster"] as? String })
    let heldOut = try #require(card["held_out"] as? [String: Any])
    let held = try #require(heldOut["clusters"] as? [[String: Any]])
    let worst = held.min {
      ($0["mean_mixture_log_likelihood"] as? Double ?? 0)
        < ($1["mean_mixture_log_likelihood"] as? Double ?? 0)
    }
    #expect(clusters["held_out_score"]?.first == worst?["cluster"] as? String)
    #expect(clusters["held_out_score"]?.count == 5)
  }

  // MARK: Models that nothing is known of

  @Test func foreignWeightsHaveACardThatSaysWhatIsNotKnown() throws {
    let program = try BuiltProgram()
    try Self.zuko().write(to: program.folder.appending(path: "w.safetensors"))
    let imported = try program.gyro(
      "model", "import", "w.safetensors", "--slope", "1e-3", "--output", "m")
    #expect(imported.exitCode == 0, "\(imported.standardError)")
    let run = try program.gyro("model", "card", "--model", "m", "--catalogs", catalogs)
    #expect(run.exitCode == 0, "\(run.standardError)")
    for words in [
      "does not record what it was trained on", "does not say where its calibrators lie",
      "heldout.json says nothing about this model: the model does not record how it was trained",
      "external.json says nothing about this model: it scores another model",
      "Which clusters it predicts worst is not known",
    ] {
      #expect(run.standardOutput.contains(words), "\(words) is missing")
    }
    let heldOut = Self.package.appending(path: "Validation/Results/heldout.json").path
    let refused = try program.gyro("model", "card", heldOut, "--model", "m")
    #expect(refused.exitCode == 1)
    #expect(refused.standardError.contains("says nothing about this model"))
  }

  @Test func namedResultsAreAllThereIs() throws {
    let heldOut = Self.package.appending(path: "Validation/Results/heldout.json").path
    let run = try BuiltProgram().gyro("model", "card", heldOut, "--catalogs", catalogs)
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardOutput.contains("`mixture_log_score_in_range`"))
    #expect(
      run.standardOutput.contains("Not measured for this card: no such result was named"))
    #expect(!run.standardOutput.contains("alone: mixture"))
  }

  @Test func badInputIsNamed() throws {
    let program = try BuiltProgram()
    let missing = try program.gyro("model", "card", "nowhere.json")
    #expect(missing.exitCode == 1 && missing.standardError.contains("nowhere.json: cannot be read"))
    try Data("{}".utf8).write(to: program.folder.appending(path: "other.json"))
    let other = try program.gyro("model", "card", "other.json")
    #expect(other.exitCode == 1 && other.standardError.contains("other.json: is not a result"))
    let heldOut = Self.package.appending(path: "Validation/Results/heldout.json").path
    let twice = try program.gyro("model", "card", heldOut, heldOut)
    #expect(twice.exitCode == 1 && twice.standardError.contains("second result of one kind"))
    let model = try program.gyro("model", "card", "--model", "other.json")
    #expect(model.exitCode == 1 && model.standardError.contains("other.json"))
    try Data("x\n1\n".utf8).write(to: program.folder.appending(path: "stars.csv"))
    let catalog = try program.gyro(
      "model", "card", "--catalogs", catalogs, "--catalog", "stars.csv", "--plot", "a.gp")
    #expect(catalog.exitCode == 1 && catalog.standardError.contains("stars.csv"))
    let form = try program.gyro("model", "card", "--plot", "a.jpeg")
    #expect(form.exitCode == 64)
  }

  // MARK: Pictures

  @Test func theCardNamesItsPictureFromWhereItStands() throws {
    let program = try BuiltProgram()
    for folder in ["docs", "docs/figures"] {
      try FileManager.default.createDirectory(
        at: program.folder.appending(path: folder), withIntermediateDirectories: true)
    }
    let run = try program.gyro(
      "model", "card", "--catalogs", catalogs, "--output", "docs/card.md", "--plot",
      "docs/figures/clusters.gp")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let card = try String(
      contentsOf: program.folder.appending(path: "docs/card.md"), encoding: .utf8)
    #expect(card.contains("](figures/clusters.gp)"))
    let script = try String(
      contentsOf: program.folder.appending(path: "docs/figures/clusters.gp"), encoding: .utf8)
    for title in ["Praesepe, 762 Myr *", "Blanco 1, 125 Myr †", "M34, 225 Myr *"] {
      #expect(script.contains(title), "\(title) is missing")
    }
  }

  /// A zuko state dictionary of zeros, in the architecture of the published weights.
  private static func zuko() throws -> Data {
    var header: [String: Any] = [:]
    var size = 0
    for transform in 0..<3 {
      for (layer, shape) in [(0, [64, 3]), (2, [64, 64]), (4, [23, 64])] {
        for (name, shape) in [("weight", shape), ("bias", [shape[0]])] {
          let bytes = 4 * shape.reduce(1, *)
          header["transform.transforms.\(transform).hyper.\(layer).\(name)"] = [
            "dtype": "F32", "shape": shape, "data_offsets": [size, size + bytes],
          ]
          size += bytes
        }
      }
    }
    let json = try JSONSerialization.data(withJSONObject: header)
    var data = Data()
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { data.append(contentsOf: $0) }
    return data + json + Data(count: size)
  }
}
