// SPDX-License-Identifier: GPL-3.0-or-later
// How tables of the kind "Parquet" are recognized and written.

extension TableFormat {
  /// Apache Parquet, which is only written.
  package static let parquet = TableFormat(
    "parquet", extensions: ["parquet"], declaresTypes: true,
    open: { source, _ throws(TableError) in
      // A file that is one has been refused by its first bytes.
      throw TableError(
        .unrecognizedFormat, at: TablePlace(file: source.name),
        found: "no Parquet file, whatever its name says", expected: "a table that can be read",
        hint: "Name the format with --format-in")
    },
    create: { path, schema throws(TableError) in
      try ParquetWriter(ByteSink(path: path), schema: schema)
    })
}
