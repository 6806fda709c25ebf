// SPDX-License-Identifier: GPL-3.0-or-later
// Where a figure that is compiled into the program was measured.

internal import GyroFiles

/// What the figures of a file beside the catalogs were measured from.
public struct MeasurementProvenance: Hashable, Sendable, Codable {
  /// Program with version, and the command.
  public var program, command: String
  /// Name and SHA-256 of the standard catalog.
  public var catalog, catalogSHA256: String
  /// The key of the age scale of the clusters.
  public var ageScale: String

  private enum CodingKeys: String, CodingKey {
    case program, command, catalog
    case catalogSHA256 = "catalog_sha256"
    case ageScale = "age_scale"
  }

  /// Collects the five texts.
  public init(
    program: String, command: String, catalog: String, catalogSHA256: String, ageScale: String
  ) {
    (self.program, self.command, self.ageScale) = (program, command, ageScale)
    (self.catalog, self.catalogSHA256) = (catalog, catalogSHA256)
  }

  /// Reads the five texts; nil unless they are there.
  init?(_ json: JSONValue) {
    func text(_ key: CodingKeys) -> String? { json[key.rawValue]?.text }
    guard let program = text(.program), let command = text(.command), let catalog = text(.catalog),
      let digest = text(.catalogSHA256), let ageScale = text(.ageScale)
    else { return nil }
    self.init(
      program: program, command: command, catalog: catalog, catalogSHA256: digest,
      ageScale: ageScale)
  }
}

/// What a file of such figures begins with: its kind, and the version of its form.
struct MeasuredFileKind: Hashable, Sendable, Codable {
  let kind: String
  let version: Int

  /// Reads a file that is inside the program, without the containers of Codable, whose first use takes a millisecond of
  /// each start; traps on one that is not of this kind and version.
  func contents<Value>(
    of bytes: UnsafeBufferPointer<UInt8>, _ read: (JSONValue) -> Value?
  ) -> Value {
    guard let json = try? JSONParser.value(of: Array(bytes)[...]), json["kind"]?.text == kind,
      json["version"]?.wholeNumber == version, let value = read(json)
    else { preconditionFailure("the \(kind) in the program cannot be read") }
    return value
  }

  /// Refuses a file of another kind or version.
  func check(_ decoder: any Decoder) throws {
    let found = try MeasuredFileKind(from: decoder)
    guard found == self else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription:
            "found \(found.kind) \(found.version), expected \(kind) \(version)"))
    }
  }
}
