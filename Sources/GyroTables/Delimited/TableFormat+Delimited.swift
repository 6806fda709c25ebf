// SPDX-License-Identifier: GPL-3.0-or-later
// How tables of the kind "Delimited" are recognized, read and written.

extension TableFormat {
  /// Comma-separated values, RFC 4180, with a header row.
  public static let csv = delimited("csv", extensions: ["csv"], by: UInt8(ascii: ","))

  /// The same with tabs.
  public static let tsv = delimited("tsv", extensions: ["tsv", "tab"], by: UInt8(ascii: "\t"))

  private static func delimited(
    _ name: String, extensions: [String], by delimiter: UInt8
  ) -> TableFormat {
    TableFormat(
      name, extensions: extensions, declaresTypes: false,
      open: { source, options throws(TableError) in
        try DelimitedReader(source, delimiter: delimiter, options: options)
      },
      create: { path, schema throws(TableError) in
        try DelimitedWriter(ByteSink(path: path), delimiter: delimiter, schema: schema)
      })
  }
}
