// SPDX-License-Identifier: GPL-3.0-or-later
// Training choices from a file, over the choices of the shipped model.

internal import GyroEssentials
package import GyroFiles
package import GyroFlows
internal import GyroPlatform
internal import Gyrochronology

/// A JSON file of training choices.
package enum TrainingConfigurationFile {
  /// Reads choices; those that the file leaves out are those of the shipped model.
  ///
  /// - Parameter path: The file, or `-` for standard input; at most 16 MB.
  /// - Returns: The choices.
  /// - Throws: ``GyroFiles/FileError`` if it cannot be read, or a choice is unknown or impossible.
  package static func read(_ path: String) throws(FileError) -> TrainingConfiguration {
    let data = Data(try FileContents.stream(path, limit: 1 << 24))
    do {
      guard case .object(let given) = try JSONDecoder().decode(JSONValue.self, from: data) else {
        throw FileError(
          path: path, problem: "is not a JSON object", hint: "Write {\"epochs\": 60} and the like")
      }
      let usual = try JSONEncoder().encode(TrainingConfiguration.rotation)
      let defaults = try JSONDecoder().decode([String: JSONValue].self, from: usual)
      return try JSONDecoder().decode(
        TrainingConfiguration.self,
        from: JSONEncoder().encode(defaults.merging(given) { $1 }))
    } catch let error as FileError {
      throw error
    } catch let DecodingError.typeMismatch(_, context),
      let DecodingError.valueNotFound(_, context), let DecodingError.keyNotFound(_, context)
    {
      let key = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw FileError(path: path, problem: "\"\(key)\": \(context.debugDescription)")
    } catch let DecodingError.dataCorrupted(context) {
      throw FileError(path: path, problem: context.debugDescription)
    } catch {
      throw FileError(path: path, problem: "is not JSON")
    }
  }
}
