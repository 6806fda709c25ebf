// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON files that describe catalogs, read with messages a catalog's author can act on.

internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform

/// The largest description that is read, in bytes.
private let descriptionByteLimit = 8 << 20

/// Reads a value from a JSON file; no text in the file holds control characters.
///
/// - Parameters:
///   - type: What the file should hold.
///   - path: The file.
/// - Returns: The value.
/// - Throws: ``CatalogError`` that names the file and the key at fault.
func readDescription<Value: Decodable>(_ type: Value.Type, at path: String) throws(CatalogError)
  -> Value
{
  let bytes: [UInt8]?
  do { bytes = try FileContents.regular(path, limit: descriptionByteLimit) } catch {
    throw CatalogError(.unusableFile, at: path, error.problem, hint: error.hint)
  }
  guard let bytes else {
    throw CatalogError(.unusableFile, at: path, "cannot be read: there is no such file")
  }
  let data = Data(bytes)
  do {
    // First all texts, with the reader that also makes the value, so that both see the same.
    _ = try JSONDecoder().decode(PrintableDescription.self, from: data)
    return try JSONDecoder().decode(type, from: data)
  } catch let error as DecodingError {
    throw CatalogError(.badDescription, at: path, error.sentence)
  } catch {
    throw CatalogError(.badDescription, at: path, "is not JSON: \(error)")
  }
}

/// The size of a regular file, or of what a link leads to; nil for a folder, a pipe, a device or nothing.
func regularFileByteCount(_ path: String) -> Int? {
  var status = stat()
  guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  return Int(status.st_size)
}

/// Any JSON value all of whose texts can be printed; only a reference in BibTeX has several lines.
private struct PrintableDescription: Decodable {
  private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int?
    init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
    init(intValue: Int) { (stringValue, self.intValue) = (String(intValue), intValue) }
  }

  init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: AnyKey.self) {
      for key in object.allKeys {
        try Self.check(key.stringValue, .line, at: decoder.codingPath)
        _ = try object.decode(PrintableDescription.self, forKey: key)
      }
    } else if var list = try? decoder.unkeyedContainer() {
      while !list.isAtEnd { _ = try list.decode(PrintableDescription.self) }
    } else if let text = try? decoder.singleValueContainer().decode(String.self) {
      let isReference = decoder.codingPath.last?.stringValue == "bibtex"
      try Self.check(text, isReference ? .lines : .line, at: decoder.codingPath)
    }
  }

  private static func check(
    _ text: String, _ rule: TextRule, at path: [any CodingKey]
  ) throws {
    guard !rule.isFulfilled(text) else { return }
    throw DecodingError.dataCorrupted(
      .init(
        codingPath: path,
        debugDescription: "found \(TextRule.quoted(text)), expected \(rule.expected)"))
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
      "\(context.place): \(context.debugDescription)"
    @unknown default: "cannot be understood"
    }
  }
}

extension DecodingError.Context {
  /// The way to a key, as `files[2].member`.
  fileprivate var place: String {
    guard !codingPath.isEmpty else { return "the top level" }
    return codingPath.enumerated().map { index, key in
      if let number = key.intValue { return "[\(number)]" }
      return (index == 0 ? "" : ".") + key.stringValue
    }.joined()
  }
}
