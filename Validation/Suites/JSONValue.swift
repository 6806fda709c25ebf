// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of any shape, and the numbers in it by their paths.

internal import Foundation
internal import GyroFiles

/// A JSON value.
enum JSONValue: Codable {
  case object([String: JSONValue])
  case list([JSONValue])
  case text(String)
  case number(Double)
  case flag(Bool)
  case null

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .object(let members): try value.encode(members)
    case .list(let members): try value.encode(members)
    case .text(let text): try value.encode(text)
    case .number(let number): try value.encode(number)
    case .flag(let flag): try value.encode(flag)
    case .null: try value.encodeNil()
    }
  }

  /// The value with all numbers rounded to some decimal places.
  func rounded(places: Int) -> JSONValue {
    switch self {
    case .object(let members): .object(members.mapValues { $0.rounded(places: places) })
    case .list(let members): .list(members.map { $0.rounded(places: places) })
    case .number(let number):
      .number((number * pow(10, Double(places))).rounded() / pow(10, Double(places)))
    case .text, .flag, .null: self
    }
  }

  /// Writes a value as committed results are: indented, with sorted keys.
  ///
  /// - Throws: `FileError` if the file cannot be written, or the value has a number that is not finite.
  static func write(_ value: some Encodable, to path: String) throws(FileError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard var data = try? encoder.encode(value) else {
      throw FileError(path: path, problem: "would hold a number that is NaN or infinite")
    }
    data.append(UInt8(ascii: "\n"))
    try AtomicFile.write(data, to: path)
  }

  /// Decodes a file.
  ///
  /// - Throws: `FileError` that names the file and what is wrong with it.
  static func decode<Value: Decodable>(_ type: Value.Type, at path: String) throws(FileError)
    -> Value
  {
    let bytes = try FileContents.stream(path)
    do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch {
      throw FileError(path: path, problem: "is not what was expected: \(error)")
    }
  }

  /// The value at a path: keys joined by slashes; `key=value,key=value` chooses the first object of a list.
  func value(at path: String) -> JSONValue? {
    path.split(separator: "/").map(String.init).reduce(self as JSONValue?) { value, step in
      switch value {
      case .object(let members): return members[step]
      case .list(let members):
        let wanted = step.split(separator: ",").map { $0.split(separator: "=").map(String.init) }
        return members.first { member in
          wanted.allSatisfy { pair in
            guard pair.count == 2, case .text(let text)? = member.value(at: pair[0]) else {
              return false
            }
            return text == pair[1]
          }
        }
      default: return nil
      }
    }
  }

  /// The members of a list at a path; empty where there is none.
  func list(at path: String) -> [JSONValue] {
    guard case .list(let members)? = value(at: path) else { return [] }
    return members
  }

  /// The text at a path; empty where there is none.
  func text(at path: String) -> String {
    guard case .text(let text)? = value(at: path) else { return "" }
    return text
  }

  /// The number at a path; nil where there is none.
  func number(at path: String) -> Double? {
    guard case .number(let number)? = value(at: path) else { return nil }
    return number
  }
}
