// SPDX-License-Identifier: GPL-3.0-or-later
// What is to be fetched, where it is written, and how much of it at most.

/// A file on its way from an address.
package struct SourceDownload: Sendable {
  /// Where it is published.
  package let address: SourceAddress
  /// The path to write it to.
  package let path: String
  /// The most bytes that may come.
  package let byteLimit: Int
  /// The digest that it will be verified against, in hexadecimal; it also tells which file of several is meant.
  package let sha256: String
  /// To be told the number of bytes that have come so far.
  package let progress: @Sendable (Int) -> Void
}
