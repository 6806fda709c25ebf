// SPDX-License-Identifier: GPL-3.0-or-later
// What a result file says of itself: program, model, catalog and methods.

internal import GyroEssentials
internal import GyroFiles
internal import GyroFlows
internal import GyroModel
internal import GyroPlatform
internal import GyroQuantities
internal import GyroTables

/// The record that a result carries, whatever its format.
package struct CitedResult {
  /// The keys of the catalogs that the model was trained on; "unknown" where that is not known.
  package let trainingCatalogs: [String]
  /// The cluster that the result is about, if it is about one.
  package let cluster: String?
  /// Remarks between the entries: which file, program and model.
  package let remarks: [String]
  /// References of the program and of the methods, in BibTeX.
  package let methods: [String]

  /// The reference of the program.
  package static func program(version: String) -> String {
    """
    @software{Gyrochrone,
      author = {{The Gyrochrone maintainers}},
      title = {{Gyrochrone: stellar ages from rotation}},
      version = {\(BibTeXText.value(version))}
    }
    """
  }

  /// The catalogs that a record names.
  private static func catalogs(_ recorded: String?) -> [String] {
    recorded.map(TrainingOrigin.catalogKeys) ?? ["unknown"]
  }

  /// Takes the record of a model's own training.
  package init(_ model: LoadedModel) {
    trainingCatalogs = Self.catalogs(model.training?.origin?.catalogName)
    cluster = nil
    remarks = [
      "\(model.name): sha256 \(model.digest.hexadecimal), trained by "
        + (model.training?.program ?? "an unknown program")
        + ((model.training?.origin?.ageScale).map { " on the age scale \($0)" } ?? "")
    ]
    methods = [Self.program(version: ProgramVersion.current)]
  }

  /// Reads the record of a result, or of a checkpoint.
  ///
  /// - Throws: An error that names the file if it cannot be read or carries no record.
  package static func reading(_ path: String) throws -> CitedResult {
    try isCheckpoint(path) ? CitedResult(LoadedModel(path)) : CitedResult(result: path)
  }

  private init(result path: String) throws {
    let record = try Self.isJSON(path) ? Record(json: path) : Record(table: path)
    guard let version = record["program_version"], let model = record["model_sha256"] else {
      throw RequestError(
        "\(path) is not a result of gyro: it does not say which program and which model made it. "
          + "A result in CSV or TSV has no place for that; write FITS, VOTable, ECSV or JSON.")
    }
    cluster = record.cluster
    var remarks = [
      "\(path): gyro \(version), model \(record["model"] ?? "unnamed"), sha256 \(model)"
    ]
    var methods = [Self.program(version: version)]
    if let name = record["extinction_law"] {
      let law = ExtinctionLaw.named(name)
      remarks.append("extinction law: \(law?.source ?? name)")
      methods += law.map { [$0.bibtex] } ?? []
    }
    if record.usesDwarfs { methods.append(DwarfSequence.bibtex) }
    // Results before this record knew its model alone, and there was but one catalog to train on.
    trainingCatalogs = Self.catalogs(record["training_catalog"])
    (self.remarks, self.methods) = (remarks, methods)
  }

  /// Whether a file starts as safetensors do: eight bytes of a length, then an object.
  private static func isCheckpoint(_ path: String) throws -> Bool {
    let start = try FileContents.start(of: path, count: 64)
    return start.count > 8 && start[7] == 0 && start[8] == UInt8(ascii: "{")
  }

  private static func isJSON(_ path: String) throws -> Bool {
    let start = try FileContents.start(of: path, count: 64)
    return start.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
  }
}

/// The keys and values of a record, and what the stars add to it.
private struct Record {
  private var values: [String: String] = [:]
  private(set) var cluster: String?
  private(set) var usesDwarfs = false

  subscript(_ key: String) -> String? { values[key] }

  init(json path: String) throws {
    guard
      let bytes = try FileContents.regular(path),
      let result = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    else { throw RequestError("\(path) is damaged JSON, and no result of gyro.") }
    if case .object(let provenance)? = result["provenance"] {
      values = provenance.compactMapValues(\.text)
    }
    cluster = result["cluster"]?.text
    usesDwarfs = (result["stars"]?.elements ?? []).contains { star in
      (star["flags"]?.elements ?? []).contains { Self.isOfDwarfs($0.text ?? "") }
    }
  }

  init(table path: String) throws {
    var reader = try openTable(path: path)
    for remark in reader.schema.metadata where remark.key.lowercased().hasPrefix("gyro_") {
      values[String(remark.key.lowercased().dropFirst(5))] = remark.value
    }
    guard let flags = reader.schema.index(of: "gyro_flags") else { return }
    while !usesDwarfs, let chunk = try reader.next(upTo: 4096) {
      usesDwarfs = (0..<chunk.rowCount).contains { row in
        (chunk.columns[flags].text(at: row) ?? "").split(separator: ";")
          .contains { Self.isOfDwarfs(String($0)) }
      }
    }
  }

  private static func isOfDwarfs(_ flag: String) -> Bool {
    ["color_from_teff", "color_from_b_v"].contains(flag)
  }
}
