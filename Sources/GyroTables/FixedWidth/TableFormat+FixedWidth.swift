// SPDX-License-Identifier: GPL-3.0-or-later
// How tables of the kind "FixedWidth" are recognized, read and written.

extension TableFormat {
  /// Fixed width under a byte-by-byte description: AAS machine-readable and CDS tables; read only.
  package static let mrt = TableFormat(
    "mrt", extensions: ["mrt"], declaresTypes: true,
    isSignature: {
      String(decoding: $0, as: UTF8.self).contains(ByteByByteDescription.heading)
    },
    open: { source, options throws(TableError) in
      try MachineReadableReader(source, options: options)
    })

  /// Fixed width between the bars of an IPAC header; read only.
  package static let ipac = TableFormat(
    "ipac", extensions: ["tbl", "ipac"], declaresTypes: true,
    isSignature: { IPACReader.isSignature($0) },
    open: { source, options throws(TableError) in try IPACReader(source, options: options) })

  /// Words separated by blanks under a line of names; read only.
  package static let whitespace = TableFormat(
    "whitespace", extensions: [], declaresTypes: false,
    open: { source, options throws(TableError) in try WhitespaceReader(source, options: options) })
}
