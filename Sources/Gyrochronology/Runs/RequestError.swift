// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a request before any of its work.

/// A request that contradicts itself, or asks for something that is not there.
public struct RequestError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what was expected, in sentences.
  public let description: String

  /// Describes a problem in sentences.
  public init(_ description: String) { self.description = description }
}
