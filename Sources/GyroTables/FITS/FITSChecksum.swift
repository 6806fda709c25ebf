// SPDX-License-Identifier: GPL-3.0-or-later
// The checksums of FITS: CHECKSUM over a whole unit and DATASUM over its data.

/// Verifies a unit against the sums in its header, where there are any.
enum FITSChecksum {
  static func check(_ unit: FITSUnit, of file: FITSFile) throws(TableError) {
    guard unit.header["CHECKSUM"] != nil || unit.header["DATASUM"] != nil else { return }
    let data = try sum(of: file, unit.dataStart..<unit.end)
    if let stated = unit.header["DATASUM"], UInt32(stated) != data {
      throw refusal(
        unit, file, found: "data whose checksum is \(data)", expected: "DATASUM = \(stated)")
    }
    guard unit.header["CHECKSUM"] != nil else { return }
    let start = unit.dataStart - unit.header.byteCount
    let whole = add(try sum(of: file, start..<unit.dataStart), data)
    // In ones' complement both are zero, to which CHECKSUM makes the whole add up.
    guard whole == .max || whole == 0 else {
      throw refusal(
        unit, file, found: "a header and data that do not add up with CHECKSUM",
        expected: "the sum that was written")
    }
  }

  private static func refusal(
    _ unit: FITSUnit, _ file: FITSFile, found: String, expected: String
  ) -> TableError {
    TableError(
      .malformedData, at: TablePlace(file: file.name), found: "in \(unit.title) \(found)",
      expected: expected,
      hint: "The file is damaged: fetch it again. If you changed it yourself, renew its checksums"
        + " or remove them")
  }

  /// The sum of 32-bit words in ones' complement; what lacks of the filling counts as zeros.
  static func sum(of file: FITSFile, _ range: Range<Int>) throws(TableError) -> UInt32 {
    var total: UInt64 = 0
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 1 << 20) {
      var bytes = try file.bytes(at: start, count: min(1 << 20, range.upperBound - start))
      while !bytes.count.isMultiple(of: 4) { bytes.append(0) }
      bytes.withUnsafeBytes { bytes in
        // A million bytes hold 2¹⁸ words, whose sum cannot overflow 64 bits.
        for word in bytes.bindMemory(to: UInt32.self) { total += UInt64(UInt32(bigEndian: word)) }
      }
      while total > UInt64(UInt32.max) { total = (total & 0xFFFF_FFFF) + (total >> 32) }
    }
    return UInt32(total)
  }

  private static func add(_ first: UInt32, _ second: UInt32) -> UInt32 {
    let (sum, carry) = first.addingReportingOverflow(second)
    return sum &+ (carry ? 1 : 0)
  }
}
