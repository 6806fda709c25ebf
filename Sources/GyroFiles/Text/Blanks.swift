// SPDX-License-Identifier: GPL-3.0-or-later
// Text without the blanks around it, and text that blanks make as wide as a column.

extension StringProtocol {
  /// Without blanks and tabulators around it; line ends stay.
  package var trimmed: String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      scalar == " " || scalar == "\t" || scalar.properties.generalCategory == .spaceSeparator
    }
    let scalars = Substring(self).unicodeScalars.drop(while: isBlank)
    guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(scalars[...last])
  }

  /// With blanks behind it, or cut, so that it has so many characters.
  package func padded(to count: Int) -> String {
    prefix(count) + String(repeating: " ", count: Swift.max(0, count - self.count))
  }
}
