// SPDX-License-Identifier: GPL-3.0-or-later
// Where a figure that is compiled into the program was measured.

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
}

/// What a file of such figures begins with: its kind, and the version of its form.
struct MeasuredFileKind: Hashable, Sendable, Codable {
  let kind: String
  let version: Int

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
