// SPDX-License-Identifier: GPL-3.0-or-later
// The warnings about one age.

/// Warnings about an age, each at most once, in the order of their declaration.
///
/// One bit for each, so that the warnings of millions of stars need no memory of their own.
public struct AgeFlags: Hashable, Sendable, Sequence, ExpressibleByArrayLiteral {
  private var bits: UInt64 = 0

  /// No warnings.
  public init() {}

  /// Some warnings, in any order.
  public init(_ flags: some Sequence<AgeFlag>) {
    for flag in flags { insert(flag) }
  }

  /// Some warnings, in any order.
  public init(arrayLiteral flags: AgeFlag...) { self.init(flags) }

  /// The bit of a warning: an enumeration without payloads is stored as the number of the case.
  private static func bit(of flag: AgeFlag) -> UInt64 {
    1 << UInt64(unsafeBitCast(flag, to: UInt8.self))
  }

  /// Adds a warning.
  public mutating func insert(_ flag: AgeFlag) { bits |= Self.bit(of: flag) }

  /// Adds warnings.
  public mutating func formUnion(_ others: AgeFlags) { bits |= others.bits }

  /// Whether a warning is among them.
  public func contains(_ flag: AgeFlag) -> Bool { bits & Self.bit(of: flag) != 0 }

  /// Whether there are none.
  public var isEmpty: Bool { bits == 0 }

  /// How many there are.
  public var count: Int { bits.nonzeroBitCount }

  /// The warnings in the order of their declaration.
  public func makeIterator() -> some IteratorProtocol<AgeFlag> {
    AgeFlag.allCases.lazy.filter(contains).makeIterator()
  }
}
