// SPDX-License-Identifier: GPL-3.0-or-later
// How tables of the kind "VOTable" are recognized, read and written.

extension TableFormat {
  /// VOTable of the IVOA; written as TABLEDATA.
  package static let votable = TableFormat(
    "votable", extensions: ["vot", "votable", "xml"], declaresTypes: true,
    isSignature: { isXML($0) },
    open: { source, options throws(TableError) in try VOTableReader(source, options: options) },
    create: { path, schema throws(TableError) in
      try VOTableWriter(ByteSink(path: path), schema: schema)
    })

  /// Whether the first character that is not blank begins markup, in ASCII or UTF-16.
  private static func isXML(_ start: [UInt8]) -> Bool {
    let content = start.drop { $0.isBlank || [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0].contains($0) }
    return content.first == UInt8(ascii: "<")
      && String(decoding: start.filter { $0 != 0 }, as: UTF8.self).contains(#/<\?xml|VOTABLE/#)
  }
}
