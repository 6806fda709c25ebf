// SPDX-License-Identifier: GPL-3.0-or-later
// The record of a training, as one value within its checkpoint.

package import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform

/// Where the stars of a training come from.
public struct TrainingOrigin: Hashable, Sendable, Codable {
  /// The key of the catalog.
  public let catalog: String
  /// Whether its table is another than the one that the catalog's manifest pins.
  public let isAltered: Bool
  /// The SHA-256 digest of the table, hexadecimal.
  public let catalogSHA256: String
  /// The key of the age scale of the calibrators.
  public let ageScale: String
  /// Which stars of the table were taken.
  package let selection: CatalogSelection
  /// The SHA-256 digests of the tables that gave the periods of a standard catalog, by catalog and file, as
  /// the manifests pin them; nil if the table is a source itself, or if that was not recorded.
  public let sources: [String: [String: String]]?
  /// How many stars of the table were left out, by reason; nil if that was not recorded.
  public let leftOut: [String: Int]?

  enum CodingKeys: String, CodingKey {
    case catalog
    case isAltered = "is_altered"
    case catalogSHA256 = "catalog_sha256"
    case ageScale = "age_scale"
    case selection, sources
    case leftOut = "left_out"
  }

  /// Describes an origin.
  package init(
    catalog: String, isAltered: Bool, catalogSHA256: String, ageScale: String,
    selection: CatalogSelection, sources: [String: [String: String]]? = nil,
    leftOut: [String: Int]? = nil
  ) {
    (self.catalog, self.isAltered, self.catalogSHA256) = (catalog, isAltered, catalogSHA256)
    (self.ageScale, self.selection) = (ageScale, selection)
    (self.sources, self.leftOut) = (sources, leftOut)
  }

  /// The key of the catalog, and whether its table was altered; of a standard catalog the keys of its sources.
  public var catalogName: String {
    Self.catalogName(catalog, isAltered: isAltered, sources: sources.map { Array($0.keys) })
  }

  /// The keys of the catalogs that a name of catalogs stands for.
  static func catalogKeys(_ name: String) -> [String] {
    let plain = name.hasSuffix(alteredSuffix) ? String(name.dropLast(alteredSuffix.count)) : name
    return plain.components(separatedBy: keySeparator)
  }

  /// What the notes of a checkpoint say of its catalogs, as results name them: their keys, and the digest of the table; nil
  /// if they do not say it.
  ///
  /// Without decoding the record, since the first use of the containers of Codable takes a millisecond of each start.
  static func catalog(notes: [String: String]) -> (name: String, sha256: String)? {
    guard let text = notes[TrainingRecord.note] else {
      return TrainingRecord(notes: notes)?.origin.map { ($0.catalogName, $0.catalogSHA256) }
    }
    func key(_ key: CodingKeys) -> String { key.rawValue }
    guard let record = try? JSONParser.value(of: Array(text.utf8)[...]),
      let origin = record[TrainingRecord.CodingKeys.origin.rawValue],
      let catalog = origin[key(.catalog)]?.text, let isAltered = origin[key(.isAltered)]?.flag,
      let digest = origin[key(.catalogSHA256)]?.text
    else { return nil }
    var sources: [String]?
    if case .object(let fields)? = origin[key(.sources)] { sources = Array(fields.keys) }
    return (catalogName(catalog, isAltered: isAltered, sources: sources), digest)
  }

  private static func catalogName(
    _ catalog: String, isAltered: Bool, sources: [String]?
  ) -> String {
    sources.map { $0.sorted().joined(separator: keySeparator) }
      ?? catalog + (isAltered ? alteredSuffix : "")
  }

  private static let keySeparator = "; "

  fileprivate static let alteredSuffix = ", altered"
}

/// The record of a training.
public struct TrainingRecord: Hashable, Sendable, Codable {
  /// The program and its version.
  public let program: String
  /// Where the stars come from; nil if that was not known.
  public let origin: TrainingOrigin?
  /// The choices.
  public let choices: TrainingChoices
  /// The seed of all random numbers.
  public let seed: UInt64
  /// How many stars were trained on.
  public let starCount: Int
  /// The keys of their clusters, sorted.
  public let clusters: [String]
  /// How many of the stars each cluster has; nil if that was not recorded.
  public let starCountByCluster: [String: Int]?
  /// The epoch that was kept, by flow.
  public let bestEpochs: [Int]
  /// The mean log likelihood of the mixture at that epoch by flow, nats per star.
  public let scores: [Double]
  /// Whether these scores are of stars that were held out for validation, and not of those trained on.
  public let areScoresHeldOut: Bool
  /// The ages at which clusters with a disputed age took part, Myr.
  public let learnedAgesMyr: [String: Double]

  enum CodingKeys: String, CodingKey {
    case program, origin, choices, seed, clusters, scores
    case starCount = "stars"
    case starCountByCluster = "stars_by_cluster"
    case bestEpochs = "best_epochs"
    case areScoresHeldOut = "are_scores_held_out"
    case learnedAgesMyr = "learned_ages_myr"
  }

  /// Records a training.
  public init(
    program: String, origin: TrainingOrigin?, choices: TrainingChoices, seed: UInt64,
    starCount: Int, clusters: [String], starCountByCluster: [String: Int]? = nil,
    bestEpochs: [Int], scores: [Double], areScoresHeldOut: Bool, learnedAgesMyr: [String: Double]
  ) {
    (self.program, self.origin, self.choices, self.seed) = (program, origin, choices, seed)
    (self.starCount, self.clusters) = (starCount, clusters)
    self.starCountByCluster = starCountByCluster
    (self.bestEpochs, self.scores) = (bestEpochs, scores)
    (self.areScoresHeldOut, self.learnedAgesMyr) = (areScoresHeldOut, learnedAgesMyr)
  }

  /// The record as the notes of a checkpoint: one of them, JSON in one line.
  ///
  /// Empty if it holds a number that is NaN or infinite, which no training that ended has.
  public var notes: [String: String] {
    guard let json = try? CanonicalJSON.data(self, name: Self.note) else { return [:] }
    return [Self.note: String(decoding: json, as: UTF8.self)]
  }

  /// Reads the record from the notes of a checkpoint.
  ///
  /// Checkpoints of version 0.1 have a note for each field instead, which are read too. The record is nil if
  /// the notes hold none that this version can read.
  public init?(notes: [String: String]) {
    if let text = notes[Self.note] {
      guard let record: Self = Self.decoded(text) else { return nil }
      self = record
    } else {
      self.init(separateNotes: notes)
    }
  }

  /// Whether a note belongs to the record.
  public static func isNote(_ name: String) -> Bool {
    name == note || name.hasPrefix(notePrefix)
  }

  fileprivate static let note = "training"
  private static let notePrefix = "training."

  private static func decoded<Value: Decodable>(_ text: String) -> Value? {
    try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }
}

// MARK: The form of version 0.1

extension TrainingRecord {
  private init?(separateNotes notes: [String: String]) {
    func note(_ name: String) -> String? { notes[Self.notePrefix + name] }
    func list(_ name: String) -> [String] {
      (note(name) ?? "").split(separator: ",").map { $0.trimmed }
    }
    guard let choices: TrainingChoices = note("choices").flatMap(Self.decoded),
      let program = note("program")
    else { return nil }
    let (heldOut, lastEpoch) = (
      "validation_mixture_log_likelihoods", "last_epoch_mixture_log_likelihoods"
    )
    let ages = list("learned_ages_myr").compactMap { entry -> (String, Double)? in
      let parts = entry.split(separator: " ")
      guard parts.count == 2, let age = Double(parts[1]) else { return nil }
      return (String(parts[0]), age)
    }
    self.init(
      program: program, origin: TrainingOrigin(separateNotes: note), choices: choices,
      seed: note("seed").flatMap { UInt64($0) } ?? 0,
      starCount: note("stars").flatMap { Int($0) } ?? 0, clusters: list("clusters"),
      bestEpochs: list("best_epochs").compactMap { Int($0) },
      scores: (list(heldOut) + list(lastEpoch)).compactMap { Double($0) },
      areScoresHeldOut: note(heldOut) != nil,
      learnedAgesMyr: Dictionary(ages, uniquingKeysWith: { first, _ in first }))
  }
}

extension TrainingOrigin {
  fileprivate init?(separateNotes note: (String) -> String?) {
    guard let name = note("catalog"), let digest = note("catalog_sha256"),
      let ageScale = note("age_scale"), let text = note("selection"),
      let selection = try? JSONDecoder().decode(CatalogSelection.self, from: Data(text.utf8))
    else { return nil }
    let isAltered = name.hasSuffix(Self.alteredSuffix)
    self.init(
      catalog: isAltered ? String(name.dropLast(Self.alteredSuffix.count)) : name,
      isAltered: isAltered, catalogSHA256: digest, ageScale: ageScale, selection: selection)
  }
}
