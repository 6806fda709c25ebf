// SPDX-License-Identifier: GPL-3.0-or-later
// Where every result in words goes; one that cannot be written is an error.

internal import GyroEssentials
internal import GyroPlatform

/// Text on its way to standard output, or to a file that appears whole or not at all.
package final class TextOutput {
  private var file: AtomicFile?
  private var pending: [UInt8] = []

  package init(path: String) throws(FileError) {
    if path != "-" { file = try AtomicFile(path: path) }
  }

  /// Takes lines for a person; what would act on a terminal, such as an escape sequence, is shown instead.
  package func write(_ text: String) throws(FileError) { try take(PrintableText.page(text)) }

  /// Takes a piece of JSON, in which such characters are written as escapes with the same meaning.
  ///
  /// Its numbers are rounded to the given digits.
  package func write(json text: String, digits: SignificantDigits = .all) throws(FileError) {
    try take(Self.inert(json: digits.rounding(json: text)))
  }

  package func finish() throws(FileError) {
    try flush()
    try file?.commit()
  }

  /// Writes a text as a whole, to standard output unless a path is named.
  package static func write(_ text: String, to path: String = "-") throws(FileError) {
    let sink = try TextOutput(path: path)
    try sink.write(text)
    try sink.finish()
  }

  /// Writes a document of JSON as a whole, to standard output unless a path is named.
  ///
  /// Its numbers are rounded to the given digits.
  package static func write(
    json text: String, to path: String = "-", digits: SignificantDigits = .all
  ) throws(FileError) {
    let sink = try TextOutput(path: path)
    try sink.write(json: text, digits: digits)
    try sink.finish()
  }

  /// Writes a value as a document of JSON, to standard output unless a path is named.
  ///
  /// - Throws: `EncodingError` if it holds a number that is NaN or infinite; ``FileError`` if it cannot be written.
  package static func write(encoding value: some Encodable, to path: String = "-") throws {
    let json = try CanonicalJSON.encoder(isPretty: true).encode(value)
    try write(json: String(decoding: json, as: UTF8.self) + "\n", to: path)
  }

  private static func inert(json text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x7F }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20 || PrintableText.isInert(scalar) {
        result.append(scalar)
      } else {
        // Beyond white space JSON has such characters only within texts.
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          let number = "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          result.append(contentsOf: number.unicodeScalars)
        }
      }
    }
    return String(result)
  }

  private func take(_ text: String) throws(FileError) {
    pending += text.utf8
    if pending.count > 64 * 1024 { try flush() }
  }

  private func flush() throws(FileError) {
    if file != nil {
      try file?.write(pending)
    } else {
      try StandardOutput.write(pending)
    }
    pending.removeAll(keepingCapacity: true)
  }
}
