// SPDX-License-Identifier: GPL-3.0-or-later
// The arrays that a caller describes stars with, and which columns of a table those are.

internal import GyroEssentials
internal import GyroPlatform
internal import Gyrochronology

/// The arrays of a caller by their names; they are the caller's, and valid during the call.
struct NamedColumns {
  /// How many numbers each has.
  let count: Int
  /// The columns in the order in which they are given.
  let columns: [(name: String, values: UnsafeBufferPointer<Double>)]

  init(
    _ count: Int64, _ columnCount: Int32, _ names: UnsafePointer<UnsafePointer<CChar>?>?,
    _ columns: UnsafePointer<UnsafePointer<Double>?>?
  ) throws {
    guard let length = Int(exactly: count), length >= 0 else {
      throw ArgumentError("The number of rows is \(count), expected 0 or more.")
    }
    guard columnCount > 0, let names, let columns else {
      throw ArgumentError("There are no columns.")
    }
    self.count = length
    self.columns = try (0..<Int(columnCount)).map { index in
      guard let text = names[index] else { throw ArgumentError("The name of a column is NULL.") }
      let name = String(cString: text)
      guard let values = columns[index] else { throw ArgumentError("\(name) is NULL.") }
      return (name, UnsafeBufferPointer(start: values, count: length))
    }
  }

  subscript(name: String) -> UnsafeBufferPointer<Double>? {
    columns.first { $0.name == name }?.values
  }
}

/// The stars that the arrays of a caller describe.
func stars(
  _ count: Int64, _ columnCount: Int32, _ names: UnsafePointer<UnsafePointer<CChar>?>?,
  _ columns: UnsafePointer<UnsafePointer<Double>?>?
) throws -> StarArrays {
  let arrays = try NamedColumns(count, columnCount, names, columns).columns.map { name, values in
    guard let column = StarColumn(rawValue: name) else {
      throw ArgumentError(
        "There is no column \(name); expected one of "
          + StarColumn.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    }
    return (column, Array(values))
  }
  do { return try StarArrays(arrays) } catch { throw ArgumentError("\(error)") }
}

/// A number of threads as it is asked for; 0 is one per core.
func threads(_ count: Int32) throws -> Int {
  guard (0...1024).contains(count) else {
    throw ArgumentError("The number of threads is \(count), expected 0 to 1024.")
  }
  return count == 0 ? ProcessInfo.processInfo.activeProcessorCount : Int(count)
}

/// Which columns of a table describe stars, as `gyro age` recognizes them by their names.
@c(gyro_star_columns)
public func gyroStarColumns(
  _ names: UnsafePointer<CChar>?, _ requested: UnsafePointer<CChar>?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    guard let json, let names else { throw ArgumentError("An argument is NULL.") }
    json.pointee = nil
    let found: [String: String]
    do {
      let decoder = JSONDecoder()
      found = try StarArrays.columns(
        named: decoder.decode([String].self, from: Data(String(cString: names).utf8)),
        requested: requested.map {
          try decoder.decode([String: String].self, from: Data(String(cString: $0).utf8))
        } ?? [:])
    } catch { throw ArgumentError("\(error)") }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    json.pointee = copied(String(decoding: try encoder.encode(found), as: UTF8.self))
  }
}
