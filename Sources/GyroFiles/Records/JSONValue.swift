// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of any form as a value, where the form is not known beforehand.

internal import GyroEssentials

/// Any JSON value.
///
/// Numbers are of double precision: a whole number beyond 2⁵³ is rounded.
package enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// A list.
  case list([JSONValue])
  /// Values by name.
  case object([String: JSONValue])

  /// The form in which a value is recorded; an object without fields for nil, and for a value that cannot be
  /// recorded since it holds a number that is NaN or infinite.
  package init(recorded value: (some Encodable)?) {
    guard let value, let json = try? CanonicalJSON.data(value, name: ""),
      let decoded = try? JSONDecoder().decode(JSONValue.self, from: json)
    else {
      self = .object([:])
      return
    }
    self = decoded
  }

  /// The value with a name; nil if there is none, or this is no object.
  package subscript(name: String) -> JSONValue? {
    if case .object(let fields) = self { fields[name] } else { nil }
  }

  /// The text; nil if it is something else.
  package var text: String? { if case .text(let text) = self { text } else { nil } }

  /// The number; nil if it is something else.
  package var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// The flag; nil if it is something else.
  package var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }

  /// The whole number; nil if it is something else.
  package var wholeNumber: Int? { number.flatMap { Int(exactly: $0) } }

  /// The elements; empty if it is no list.
  package var elements: [JSONValue] { if case .list(let elements) = self { elements } else { [] } }

  /// The elements as something else; nil if it is no list, or an element is not what is expected.
  package func list<Element>(of element: (JSONValue) -> Element?) -> [Element]? {
    guard case .list(let elements) = self else { return nil }
    let found = elements.compactMap(element)
    return found.count == elements.count ? found : nil
  }

  /// The leaves with their paths, joined by periods, sorted by path.
  ///
  /// A list is one leaf, and so is an object without fields, which says no more than that it is there.
  package var leaves: [(path: String, value: String)] {
    guard case .object(let fields) = self else { return [("", description)] }
    return fields.sorted { $0.key < $1.key }.flatMap { name, value in
      if case .object(let inner) = value, !inner.isEmpty {
        return value.leaves.map { ("\(name).\($0.path)", $0.value) }
      }
      return [(name, value.description)]
    }
  }
}

extension JSONValue: CustomStringConvertible {
  /// What a person reads: whole numbers without a decimal point, lists joined by commas.
  package var description: String {
    switch self {
    case .null: "none"
    case .bool(let flag): flag ? "yes" : "no"
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15
        ? String(Int64(number)) : String(number)
    case .text(let text): text
    case .list(let elements): elements.map(\.description).joined(separator: ", ")
    case .object(let fields):
      fields.isEmpty
        ? "yes"
        : fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }
  }
}

extension JSONValue: Codable {
  /// Reads any value.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .bool(flag)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let elements = try? value.decode([JSONValue].self) {
      self = .list(elements)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  /// Writes the value.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let flag): try container.encode(flag)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let elements): try container.encode(elements)
    case .object(let fields): try container.encode(fields)
    }
  }
}
