// SPDX-License-Identifier: GPL-3.0-or-later
// Values made by another program, with their provenance.

internal import Foundation

/// A file of values that another program made, with the tolerance they must be met to.
public struct Golden<Point: Decodable & Sendable>: Decodable, Sendable {
  /// Where the values come from.
  public struct Provenance: Decodable, Sendable {
    /// Name and version of the program that made them.
    public let program: String
    /// How to make them again.
    public let command: String
    /// What they are.
    public let what: String
  }
  /// Where the values come from.
  public let provenance: Provenance
  /// How close the values must be met; its meaning is the test's.
  public let tolerance: Double
  /// The values.
  public let points: [Point]

  /// Reads `Goldens/NAME.json` in the folder of the target whose test asks for it.
  public static func named(_ name: String, testFile: String = #filePath) throws -> Golden {
    let file = PackageFolder.target(of: testFile)
      .appending(path: "Goldens/\(name).json")
    return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
  }
}
