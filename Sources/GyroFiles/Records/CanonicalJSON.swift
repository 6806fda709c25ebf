// SPDX-License-Identifier: GPL-3.0-or-later
// JSON with sorted keys, as every file of this program has it.

package import GyroEssentials

/// A value as JSON with sorted keys; the same value gives the same bytes.
package enum CanonicalJSON {
  /// What writes it.
  ///
  /// - Parameter isPretty: Whether each value has a line of its own.
  /// - Returns: An encoder, to which the caller may add.
  package static func encoder(isPretty: Bool = false) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return encoder
  }

  /// The bytes of a value.
  ///
  /// - Throws: ``FileError`` with the name as its path if the value holds a number that is NaN or infinite.
  package static func data(
    _ value: some Encodable, name: String, isPretty: Bool = false
  ) throws(FileError) -> Data {
    do { return try encoder(isPretty: isPretty).encode(value) } catch {
      throw FileError(
        path: name, problem: "cannot be recorded: a number is NaN or infinite",
        hint: "Give finite numbers")
    }
  }
}
