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
