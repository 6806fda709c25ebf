// SPDX-License-Identifier: GPL-3.0-or-later
// One FIELD of a VOTable: its datatype and array size, and what they are for us.

internal import GyroFiles

/// A column of a VOTable as its FIELD element declares it.
struct VOTableField {
  /// The primitive datatypes of VOTable.
  enum Datatype: String {
    case boolean, bit, unsignedByte, short, int, long, char, unicodeChar, float, double
    case floatComplex, doubleComplex

    /// Bytes of one element in the binary serializations; bits come eight to a byte.
    var width: Int {
      switch self {
      case .boolean, .bit, .unsignedByte, .char: 1
      case .short, .unicodeChar: 2
      case .int, .float: 4
      case .long, .double, .floatComplex: 8
      case .doubleComplex: 16
      }
    }

    var isText: Bool { self == .char || self == .unicodeChar }
  }

  /// How many elements a cell has.
  enum Size: Equatable {
    case one
    case fixed(Int)
    /// So many elements at a time, any number of times.
    case variable(unit: Int)
  }

  var description: ColumnDescription
  let datatype: Datatype
  let size: Size
  /// The value that means missing, as the VALUES element spells it.
  var null: String?

  init(_ attributes: [String: String], number: Int, at place: TablePlace) throws(TableError) {
    let name = attributes["name"] ?? attributes["ID"] ?? ""
    var place = place
    place.column = name.isEmpty ? "column_\(number)" : name
    guard let datatype = attributes["datatype"].flatMap(Datatype.init) else {
      throw TableError(
        .malformedHeader, at: place, found: "the datatype \"\(attributes["datatype"] ?? "")\"",
        expected: "a datatype of VOTable, such as double or char")
    }
    guard let size = Self.size(attributes["arraysize"]) else {
      throw TableError(
        .malformedHeader, at: place, found: "the arraysize \"\(attributes["arraysize"] ?? "")\"",
        expected: "`n`, `*`, `n*` or dimensions such as `2x3`")
    }
    (self.datatype, self.size) = (datatype, size)
    description = ColumnDescription(
      name: place.column ?? name, type: Self.type(datatype, size),
      unit: attributes["unit"].flatMap { $0.isEmpty ? nil : $0 },
      ucd: attributes["ucd"].flatMap { $0.isEmpty ? nil : $0 })
    for key in ["utype", "xtype"] {
      if let value = attributes[key] {
        description.metadata.append(TableMetadata(key: key, value: value))
      }
    }
  }

  private static func type(_ datatype: Datatype, _ size: Size) -> ColumnType {
    switch (datatype, size) {
    case (.char, _), (.unicodeChar, _): return .text
    case (.boolean, .one), (.bit, .one): return .bool
    case (.unsignedByte, .one), (.short, .one), (.int, .one), (.long, .one): return .int64
    case (.float, .one): return .float32
    case (.double, .one): return .float64
    case (.floatComplex, .one), (.doubleComplex, .one): return .float64Vector(2)
    case (.floatComplex, .fixed(let count)), (.doubleComplex, .fixed(let count)):
      return .float64Vector(2 * count)
    case (.unsignedByte, .fixed(let count)), (.short, .fixed(let count)),
      (.int, .fixed(let count)), (.float, .fixed(let count)), (.double, .fixed(let count)):
      return .float64Vector(count)
    // Bits, truth values and long integers in numbers, and lists of any length, are spelled out.
    default: return .text
    }
  }

  /// `3`, `2x3`, `*`, `16*`, `2x*`; nil for anything else.
  private static func size(_ text: String?) -> Size? {
    guard let text = text?.trimmed, !text.isEmpty else { return .one }
    var unit = 1
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      if isLast, part == "*" { return .variable(unit: unit) }
      let isBounded = isLast && part.hasSuffix("*")
      guard let count = Int(isBounded ? part.dropLast() : part), count > 0, count <= 1 << 24 else {
        return nil
      }
      // `n*` is at most n elements; the bound is a promise we do not need.
      if isBounded { return .variable(unit: unit) }
      unit *= count
      if unit > 1 << 24 { return nil }
    }
    return .fixed(unit)
  }
}
