// SPDX-License-Identifier: GPL-3.0-or-later
// What the form of a table is, where its content does not tell.

internal import ArgumentParser
internal import GyroFiles
internal import Gyrochronology

struct TableFormOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The format of the table, where its content does not tell: "
        + TableForm.formatNames.joined(separator: ", ") + ".",
      valueName: "format"))
  var formatIn: String?
  @Option(
    help: ArgumentHelp(
      "The ReadMe of CDS that describes the table; one beside the table is found by itself.",
      valueName: "file"), completion: .file())
  var readme: String?

  func validate() throws {
    if let formatIn, !TableForm.formatNames.contains(formatIn) {
      throw ValidationError(
        "There is no format \"\(formatIn)\"; expected one of "
          + TableForm.formatNames.joined(separator: ", ") + ".")
    }
    if readme != nil, formatIn != nil, formatIn != "mrt" {
      throw ValidationError(
        "--readme is about a fixed-width table, and --format-in is \(formatIn ?? "").")
    }
  }

  /// The form.
  var form: TableForm { TableForm(format: formatIn, readMe: readme) }

  /// The first option that was given, as it is typed.
  var given: String? { formatIn != nil ? "--format-in" : readme != nil ? "--readme" : nil }

  /// Declares the ReadMe.
  func declare(in files: inout FileRoles) { files.reads(readme, "--readme") }
}
