// SPDX-License-Identifier: GPL-3.0-or-later
// One part of a run that is split over several processes or machines.

/// One part of a run that is split over several processes or machines.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// Which part, from 1.
  public let index: Int
  /// Of how many.
  public let count: Int

  /// The whole run.
  public static let whole = Shard(validIndex: 1, count: 1)

  private init(validIndex: Int, count: Int) { (index, self.count) = (validIndex, count) }

  /// A part of a run; nil unless `1 <= index <= count`.
  public init?(index: Int, count: Int) {
    guard index >= 1, index <= count else { return nil }
    self.init(validIndex: index, count: count)
  }

  /// All parts of a run, in order.
  ///
  /// - Precondition: `count` is positive.
  static func all(of count: Int) -> [Shard] {
    precondition(count > 0, "\(count) parts")
    return (1...count).map { Shard(validIndex: $0, count: count) }
  }

  /// Whether a task, counted from 0, belongs to this part.
  public func contains(_ task: Int) -> Bool { task % count == index - 1 }

  /// The part as it is chosen on the command line.
  public var description: String { "\(index)/\(count)" }
}

extension Shard: Codable {
  private enum CodingKeys: String, CodingKey { case index, count }

  /// Reads a part, and refuses one that is none of its run.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let index = try values.decode(Int.self, forKey: .index)
    let count = try values.decode(Int.self, forKey: .count)
    guard let shard = Shard(index: index, count: count) else {
      throw DecodingError.dataCorruptedError(
        forKey: .index, in: values, debugDescription: "part \(index) of \(count)")
    }
    self = shard
  }
}
