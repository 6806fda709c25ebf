// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the page that is written by `gyro explore`, inside the program.

internal import CEmbeddedPage

/// The HTML, the style and the scripts of the page, by name.
package enum EmbeddedPage {
  /// One file.
  package struct File: Hashable, Sendable {
    /// Its name in the folder of the page.
    package let name: String
    /// Its text.
    package let text: String
  }

  /// The files; a script comes after those that it imports.
  package static let files: [File] = {
    var files: [File] = []
    while let name = gyro_page_file_name(files.count), let text = gyro_page_file_text(files.count) {
      files.append(File(name: String(cString: name), text: String(cString: text)))
    }
    return files
  }()

  /// The text of a file.
  ///
  /// - Precondition: There is a file of that name.
  static func text(_ name: String) -> String {
    guard let file = files.first(where: { $0.name == name }) else {
      preconditionFailure("the program has no file \(name) of the page")
    }
    return file.text
  }

  /// All scripts as one module, in which nothing is imported or exported.
  static var script: String {
    files.filter { $0.name.hasSuffix(".js") }.map { file in
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
      return "// \(file.name)\n" + withoutImports(lines).joined(separator: "\n")
    }.joined()
  }

  /// Lines of a module without imports, which may span several lines, and without the word export.
  private static func withoutImports(_ lines: [Substring]) -> [Substring] {
    var isImport = false
    return lines.compactMap { line in
      if line.hasPrefix("import ") { isImport = true }
      if isImport {
        if line.hasSuffix(";") { isImport = false }
        return nil
      }
      if line.hasPrefix("// SPDX") { return nil }
      return line.hasPrefix("export ") ? line.dropFirst("export ".count) : line
    }
  }
}
