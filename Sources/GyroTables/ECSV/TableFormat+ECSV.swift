// SPDX-License-Identifier: GPL-3.0-or-later
// How tables of the kind "ECSV" are recognized, read and written.

extension TableFormat {
  /// CSV under a header of comments with types, units and meanings.
  package static let ecsv = TableFormat(
    "ecsv", extensions: ["ecsv"], declaresTypes: true,
    isSignature: { $0.starts(with: "# %ECSV".utf8) },
    open: { source, options throws(TableError) in try ECSVReader(source, options: options) },
    create: { path, schema throws(TableError) in
      try ECSVWriter(ByteSink(path: path), schema: schema)
    })
}
