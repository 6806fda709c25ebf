// SPDX-License-Identifier: GPL-3.0-or-later
// How tables of the kind "FITS" are recognized, read and written.

extension TableFormat {
  /// FITS binary tables; ASCII tables are read too.
  package static let fits = TableFormat(
    "fits", extensions: ["fits", "fit", "fts"], declaresTypes: true,
    isSignature: { $0.starts(with: "SIMPLE  =".utf8) },
    open: { source, options throws(TableError) in try FITSReader(source, options: options) },
    create: { path, schema throws(TableError) in try FITSWriter(path: path, schema: schema) })
}
