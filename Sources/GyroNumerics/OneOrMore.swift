// SPDX-License-Identifier: GPL-3.0-or-later
// A list that is hardly ever longer than one, without memory of its own.

/// A list of at least one element.
///
/// The first element lies inline: millions of lists of one element need no memory of their own, and no counting of
/// references to it.
public struct OneOrMore<Element> {
  /// The first element.
  public var first: Element
  /// The elements behind it.
  public var others: [Element]

  /// A list of its elements.
  @inlinable public init(_ first: Element, _ others: [Element] = []) {
    (self.first, self.others) = (first, others)
  }

  /// A list of the elements of a collection; nil if there are none.
  @inlinable public init?(elements: some Collection<Element>) {
    guard let first = elements.first else { return nil }
    self.init(first, Array(elements.dropFirst()))
  }

  /// The values of a function at each element.
  @inlinable public func mapped<Value>(_ value: (Element) -> Value) -> OneOrMore<Value> {
    OneOrMore<Value>(value(first), others.isEmpty ? [] : others.map(value))
  }
}

extension OneOrMore: RandomAccessCollection {
  /// Of ``first``.
  @inlinable public var startIndex: Int { 0 }
  /// How many elements there are.
  @inlinable public var endIndex: Int { 1 + others.count }
  /// An element.
  @inlinable public subscript(index: Int) -> Element {
    index == 0 ? first : others[index - 1]
  }
}

extension OneOrMore: Equatable where Element: Equatable {}
extension OneOrMore: Hashable where Element: Hashable {}
extension OneOrMore: Sendable where Element: Sendable {}
