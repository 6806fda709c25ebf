// SPDX-License-Identifier: GPL-3.0-or-later
// The header of ECSV: delimiter, columns and remarks, as YAML in comments.

internal import GyroFiles

/// What the comments of an Enhanced Character-Separated Values file say.
///
/// > Source: Aldcroft, "Enhanced Character Separated Values table format", Astropy Proposal for
/// > Enhancement 6, doi:10.5281/zenodo.4792325.
struct ECSVHeader {
  var delimiter: UInt8 = 0x20
  var columns: [ColumnDescription] = []
  var metadata: [TableMetadata] = []
  /// How astropy took its columns apart into those of the file.
  var serializedColumns: YAMLNode?

  /// Reads a header; `line` is where it starts in the file.
  init(_ comments: [String], file: String, line: Int) throws(TableError) {
    let root: YAMLNode
    do throws(YAMLNode.Problem) {
      root = try YAMLNode(
        parsing: comments.map { String($0.first == " " ? $0.dropFirst() : $0[...]) })
    } catch {
      throw TableError(
        .malformedHeader, at: TablePlace(file: file, line: line + error.line - 1),
        found: error.found, expected: error.expected)
    }
    let place = TablePlace(file: file, line: line)
    switch root["delimiter"]?.text {
    case nil, " ", "": delimiter = 0x20
    case ",": delimiter = UInt8(ascii: ",")
    case .some(let other):
      throw TableError(
        .malformedHeader, at: place, found: "the delimiter \"\(other)\"",
        expected: "a blank or a comma")
    }
    guard case .sequence(let nodes)? = root["datatype"], !nodes.isEmpty else {
      throw TableError(
        .malformedHeader, at: place, found: "no list of columns under `datatype`",
        expected: "a name and a datatype for each column")
    }
    for (index, node) in nodes.enumerated() { try add(node, index, place) }
    serializedColumns = root["meta"]?["__serialized_columns__"]
    for entry in root["meta"]?.entries ?? [] where !entry.key.hasPrefix("__") {
      let key = entry.key == "comments" ? "comment" : entry.key
      if case .sequence(let values) = entry.value, values.allSatisfy({ $0.text != nil }) {
        metadata += values.map { TableMetadata(key: key, value: $0.flowText) }
      } else {
        metadata.append(TableMetadata(key: key, value: entry.value.flowText))
      }
    }
  }

  private mutating func add(
    _ node: YAMLNode, _ index: Int, _ place: TablePlace
  ) throws(TableError) {
    guard let name = node["name"]?.text, !name.isEmpty, let datatype = node["datatype"]?.text else {
      throw TableError(
        .malformedHeader, at: place,
        found: "column \(index + 1) without a name or a datatype", expected: "both")
    }
    var column = ColumnDescription(
      name: name, type: .text, unit: node["unit"]?.text, meaning: node["description"]?.text)
    switch datatype {
    case "bool": column.type = .bool
    case "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32": column.type = .int64
    // Half of these numbers are beyond Int64; as text they keep every digit.
    case "uint64": break
    case "float16", "float32": column.type = .float32
    case "float64", "float128": column.type = .float64
    case "string":
      if let subtype = node["subtype"]?.text, let width = Self.vectorWidth(subtype) {
        column.type = .float64Vector(width)
      }
    case "complex64", "complex128", "complex256", "object": break
    default:
      var place = place
      place.column = name
      throw TableError(
        .malformedHeader, at: place, found: "the datatype \"\(datatype)\"",
        expected: "a datatype of ECSV, such as float64 or string")
    }
    for entry in node["meta"]?.entries ?? [] {
      if entry.key.lowercased() == "ucd" {
        column.ucd = entry.value.text
      } else {
        column.metadata.append(TableMetadata(key: entry.key, value: entry.value.flowText))
      }
    }
    columns.append(column)
  }

  /// `float64[3]` and `int32[2,2]` are vectors; lists of any length, long integers, of which a double
  /// would lose digits, and other things stay text.
  private static func vectorWidth(_ subtype: String) -> Int? {
    guard let match = subtype.wholeMatch(of: #/(?:u?int(?:8|16|32)|float\d+)\[(\d+(?:, *\d+)*)\]/#)
    else {
      return nil
    }
    var width = 1
    for part in match.1.split(separator: ",") {
      guard let count = Int(String(part).trimmed), count > 0, count <= 1 << 20 else { return nil }
      width *= count
      if width > 1 << 20 { return nil }
    }
    return width
  }
}
