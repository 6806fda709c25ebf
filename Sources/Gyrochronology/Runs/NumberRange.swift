// SPDX-License-Identifier: GPL-3.0-or-later
// Lists and ranges of numbers, as values and as they are typed.

internal import GyroPlatform
internal import GyroQuantities

/// Comma-separated numbers.
package struct NumberList {
  package let values: [Double]

  package init(_ argument: String) throws {
    let fields = argument.split(separator: ",", omittingEmptySubsequences: false)
    values = try fields.map { field in
      guard let number = Double(field), number.isFinite else {
        throw RequestError("\"\(field)\" is not a number; expected comma-separated numbers")
      }
      return number
    }
  }
}

extension NumberList {
  /// Comma-separated ages with units, as in `120Myr,0.7Gyr`, in Myr; a bare number is in Myr.
  package init(agesMyr argument: String) throws {
    try self.init(inMegayears(argument, separator: ","))
  }
}

extension NumberRange {
  /// A list or a range of ages with units, as in `10Myr:5Gyr:61`, in Myr; a bare number is in Myr.
  package init(agesMyr argument: String) throws {
    let isRange = argument.contains(":")
    try self.init(inMegayears(argument, separator: isRange ? ":" : ","))
  }
}

/// The same text with every age that has a unit as a number of Myr.
private func inMegayears(_ text: String, separator: Character) throws -> String {
  try text.split(separator: separator, omittingEmptySubsequences: false).map { field in
    guard field.last?.isLetter == true, field.first?.isLetter == false else { return String(field) }
    return "\(try WrittenAge(String(field)).age.megayears)"
  }.joined(separator: String(separator))
}

/// Numbers from a first to a last (`10:5000`), with a count (`10:5000:61`), or a list (`10,100`).
public struct NumberRange: Hashable, Sendable, Codable {
  private let ends: ClosedRange<Double>?
  private let list: [Double]
  /// How many numbers are asked for; nil if that is left open.
  public let count: Int?

  /// The maximum count of numbers of one range.
  static let largestCount = 100_000

  /// Leaves the number of values open.
  public init(_ range: ClosedRange<Double>) { (ends, list, count) = (range, [], nil) }

  /// Numbers in an order of their own.
  init(list: [Double]) { (ends, self.list, count) = (nil, list, list.count) }

  /// Reads a list or a range as it is typed.
  ///
  /// - Throws: ``RequestError`` if it is neither, or a range of none or of too many numbers.
  public init(_ argument: String) throws {
    let fields = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if fields.count == 1 {
      // In order and each once, as an axis wants them.
      (ends, list) = (nil, Set(try NumberList(argument).values).sorted())
      count = list.count
      return
    }
    guard (2...3).contains(fields.count), let lower = Double(fields[0]),
      let upper = Double(fields[1]), lower.isFinite, upper.isFinite
    else { throw RequestError("expected numbers as in 10:5000, 10:5000:61 or 10,100,1000") }
    guard lower < upper else {
      throw RequestError("a range goes from the lower number to the higher, as in 10:5000")
    }
    (ends, list) = (lower...upper, [])
    guard fields.count == 3 else {
      count = nil
      return
    }
    guard let wanted = Int(fields[2]), (2...Self.largestCount).contains(wanted) else {
      throw RequestError(
        "a range has 2 to \(Self.largestCount) numbers, and \"\(fields[2])\" are asked for")
    }
    count = wanted
  }

  /// The numbers, with the given count or else this default, at equal differences or equal ratios.
  public func values(count usual: Int, isLogarithmic: Bool = false) -> [Double] {
    guard let ends else { return list }
    let count = max(2, count ?? usual)
    return (0..<count).map { index in
      // Both ends to the bit.
      if index == 0 { return ends.lowerBound }
      if index == count - 1 { return ends.upperBound }
      let part = Double(index) / Double(count - 1)
      let value =
        isLogarithmic
        ? ends.lowerBound * pow(ends.upperBound / ends.lowerBound, part)
        : ends.lowerBound + part * (ends.upperBound - ends.lowerBound)
      // 1.8 and not 1.7999999999999998.
      return Double(String(printf: "%.12g", value)) ?? value
    }
  }
}
