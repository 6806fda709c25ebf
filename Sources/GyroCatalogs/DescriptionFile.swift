// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON files that describe catalogs, read with messages a catalog's author can act on.

internal import Foundation

/// Reads a value from a JSON file.
///
/// - Parameters:
///   - type: What the file should hold.
///   - path: The file.
/// - Returns: The value.
/// - Throws: ``CatalogError`` that names the file and the key at fault.
func readDescription<Value: Decodable>(_ type: Value.Type, at path: String) throws(CatalogError)
  -> Value
{
  guard let data = FileManager.default.contents(atPath: path) else {
    throw CatalogError(.unusableFile, at: path, "cannot be read")
  }
  do {
    return try JSONDecoder().decode(type, from: data)
  } catch let error as DecodingError {
    throw CatalogError(.badDescription, at: path, error.sentence)
  } catch {
    throw CatalogError(.badDescription, at: path, "is not JSON: \(error.localizedDescription)")
  }
}

extension DecodingError {
  /// The problem in words, with the way to the key that has it.
  fileprivate var sentence: String {
    switch self {
    case .keyNotFound(let key, let context):
      "\(context.place) lacks \"\(key.stringValue)\""
    case .typeMismatch(let type, let context):
      "\(context.place) is not \(type): \(context.debugDescription)"
    case .valueNotFound(let type, let context):
      "\(context.place) is empty, expected \(type)"
    case .dataCorrupted(let context):
      "\(context.place) is wrong: \(context.debugDescription)"
    @unknown default: "cannot be understood"
    }
  }
}

extension DecodingError.Context {
  fileprivate var place: String {
    codingPath.isEmpty
      ? "the top level" : codingPath.map(\.stringValue).joined(separator: ".")
  }
}
