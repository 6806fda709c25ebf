// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of arrays with named dimensions, as a folder that xarray, ArviZ and Zarr read.

internal import GyroEssentials
package import GyroFiles
internal import GyroPlatform

/// Arrays in groups, as a folder of Zarr of version 2, which readers of version 3 read, too.
///
/// Arrays are not compressed, and each is in one piece. Dimensions are named as xarray names them, in the attribute
/// `_ARRAY_DIMENSIONS`.
package struct ZarrStore: Sendable {
  /// The elements of an array, the last dimension running fastest.
  package enum Elements: Sendable {
    case doubles([Double])
    case integers([Int64])
    case flags([Bool])
    /// Texts of Unicode scalars, all of which take the room of the longest.
    case texts([String])
  }

  /// An array with a name.
  package struct Variable: Sendable {
    /// The name of the array.
    let name: String
    /// The dimensions with their lengths, all above zero, whose product is the number of elements.
    let dimensions: [(name: String, length: Int)]
    let elements: Elements
    let attributes: [String: String]

    /// Names an array.
    package init(
      _ name: String, _ dimensions: [(name: String, length: Int)], _ elements: Elements,
      attributes: [String: String] = [:]
    ) {
      precondition(
        elements.count == dimensions.reduce(1) { $0 * $1.length }, "an element for each place")
      (self.name, self.dimensions) = (name, dimensions)
      (self.elements, self.attributes) = (elements, attributes)
    }
  }

  /// Arrays that belong together.
  package struct Group: Sendable {
    let name: String
    let variables: [Variable]

    /// Names a group.
    package init(_ name: String, _ variables: [Variable]) {
      (self.name, self.variables) = (name, variables)
    }
  }

  private let groups: [Group]
  private let attributes: [String: String]

  /// Collects groups.
  ///
  /// - Parameters:
  ///   - groups: The groups.
  ///   - attributes: What is said of the whole, and of each group.
  package init(_ groups: [Group], attributes: [String: String]) {
    (self.groups, self.attributes) = (groups, attributes)
  }

  /// Whether the name of a folder promises this form.
  package static func isNamed(by path: String) -> Bool {
    URL(filePath: path).pathExtension.lowercased() == "zarr"
  }

  /// Writes the folder, which appears whole or not at all.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it cannot be written, or something stands there.
  package func write(to path: String) throws(FileError) {
    var folder = try AtomicFolder(path: path)
    // The metadata of all groups and arrays again in one place, where readers look first.
    var all: [String: JSONValue] = [:]
    func describe(_ name: String, _ value: JSONValue) throws(FileError) {
      all[name] = value
      try folder.write(Self.json(value), to: name)
    }
    func describeGroup(_ prefix: String) throws(FileError) {
      try describe(prefix + ".zgroup", .object(["zarr_format": .number(2)]))
      try describe(prefix + ".zattrs", .object(attributes.mapValues(JSONValue.text)))
    }
    try describeGroup("")
    for group in groups {
      try describeGroup(group.name + "/")
      for variable in group.variables {
        let place = "\(group.name)/\(variable.name)/"
        try describe(place + ".zarray", variable.layout)
        try describe(place + ".zattrs", variable.description)
        let piece = variable.dimensions.map { _ in "0" }.joined(separator: ".")
        try folder.write(variable.elements.bytes, to: place + piece)
      }
    }
    try folder.write(
      Self.json(
        .object(["zarr_consolidated_format": .number(1), "metadata": .object(all)])),
      to: ".zmetadata")
    try folder.commit()
  }

  private static func json(_ value: JSONValue) -> Data {
    let encoder = CanonicalJSON.encoder()
    // A tree of whole numbers and texts always has a form.
    return (try? encoder.encode(value)) ?? Data()
  }
}

extension ZarrStore.Variable {
  /// What `.zarray` says.
  fileprivate var layout: JSONValue {
    let shape = JSONValue.list(dimensions.map { .number(Double($0.length)) })
    return .object([
      "zarr_format": .number(2), "shape": shape, "chunks": shape, "order": .text("C"),
      "dtype": .text(elements.type), "fill_value": .null, "compressor": .null, "filters": .null,
    ])
  }

  /// What `.zattrs` says.
  fileprivate var description: JSONValue {
    var fields = attributes.mapValues(JSONValue.text)
    fields["_ARRAY_DIMENSIONS"] = .list(dimensions.map { .text($0.name) })
    return .object(fields)
  }
}

extension ZarrStore.Elements {
  fileprivate var count: Int {
    switch self {
    case .doubles(let values): values.count
    case .integers(let values): values.count
    case .flags(let values): values.count
    case .texts(let values): values.count
    }
  }

  /// The type as NumPy writes it.
  fileprivate var type: String {
    switch self {
    case .doubles: "<f8"
    case .integers: "<i8"
    case .flags: "|b1"
    case .texts(let values): "<U\(Self.width(values))"
    }
  }

  /// The elements behind each other, little-endian.
  fileprivate var bytes: [UInt8] {
    switch self {
    case .doubles(let values): Self.bytes(values.map(\.bitPattern.littleEndian))
    case .integers(let values): Self.bytes(values.map(\.littleEndian))
    case .flags(let values): values.map { $0 ? 1 : 0 }
    case .texts(let values):
      Self.bytes(
        values.flatMap { text in
          let scalars = text.unicodeScalars.map(\.value.littleEndian)
          return scalars + [UInt32](repeating: 0, count: Self.width(values) - scalars.count)
        })
    }
  }

  private static func width(_ texts: [String]) -> Int {
    max(1, texts.map(\.unicodeScalars.count).max() ?? 1)
  }

  private static func bytes(_ values: [some BitwiseCopyable]) -> [UInt8] {
    values.withUnsafeBytes { Array($0) }
  }
}
