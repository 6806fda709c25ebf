// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as C's printf writes them, without Foundation and whatever the locale is.

extension String {
  /// Writes numbers by a format of C, such as `%.3g`, with a decimal point in every locale.
  ///
  /// - Parameters:
  ///   - format: A format of C's printf for numbers alone; `%s` and `%@` are not for it.
  ///   - arguments: A number for each conversion.
  package init(printf format: String, _ arguments: any CVarArg...) {
    self.init(printf: format, arguments: arguments)
  }

  /// The same with the numbers as an array.
  package init(printf format: String, arguments: [any CVarArg]) {
    var buffer = [CChar](repeating: 0, count: 128)
    var count = Self.write(format, arguments, into: &buffer)
    if count >= buffer.count {
      buffer = [CChar](repeating: 0, count: count + 1)
      count = Self.write(format, arguments, into: &buffer)
    }
    precondition(count >= 0, "\(format) is not a format of numbers")
    self.init(decoding: buffer.prefix(count).lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// How many bytes the text has, of which the buffer holds as many as fit.
  private static func write(
    _ format: String, _ arguments: [any CVarArg], into buffer: inout [CChar]
  ) -> Int {
    // A host of the library, such as an interpreter, may have set a locale with a decimal comma.
    let previous = uselocale(CLocale.numbers.locale)
    defer { _ = uselocale(previous) }
    return withVaList(arguments) { Int(vsnprintf(&buffer, buffer.count, format, $0)) }
  }
}

/// The locale "C", which is made once and lives as long as the program.
private struct CLocale: @unchecked Sendable {
  static let numbers = CLocale()
  let locale = newlocale(1 << LC_NUMERIC, "C", nil)
}
