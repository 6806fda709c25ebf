// SPDX-License-Identifier: GPL-3.0-or-later
// What is to be fetched, where it is written, and how much of it at most.

/// A file on its way from an address.
public struct SourceDownload: Sendable {
  /// Where it is published.
  public let address: SourceAddress
  /// The path to write it to.
  public let path: String
  /// The most bytes that may come.
  public let byteLimit: Int
  /// The digest that it will be verified against, in hexadecimal; it also tells which file of several is meant.
  public let sha256: String
  /// To be told the number of bytes that have come so far.
  public let progress: @Sendable (Int) -> Void
}
