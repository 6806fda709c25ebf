// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a FITS file, on disk or in memory, and the header-data units they are divided into.

internal import GyroPlatform

/// A FITS file, read at any place.
///
/// A file is never unpacked here: what is parsed are the very bytes that begin with `SIMPLE  =`.
final class FITSFile {
  private enum Content {
    case file(SeekableFile)
    case scratch(ScratchFile)
    case memory([UInt8])
  }

  /// What to call the file in messages.
  let name: String
  /// Bytes there really are.
  let byteCount: Int
  private let content: Content

  /// Opens a file that is not compressed.
  init(path: String, name: String) throws(TableError) {
    self.name = name
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw TableError(
        .unreadable, at: TablePlace(file: name),
        found: "cannot be read: " + String(cString: strerror(errno)), expected: "")
    }
    let file = SeekableFile(descriptor, name: name)
    byteCount = try file.byteCount()
    content = .file(file)
  }

  /// Reads what was unpacked or came from a stream.
  init(_ scratch: ScratchFile, name: String) {
    (self.name, byteCount, content) = (name, scratch.byteCount, .scratch(scratch))
  }

  /// Reads bytes in memory.
  init(bytes: [UInt8], name: String) {
    (self.name, byteCount, content) = (name, bytes.count, .memory(bytes))
  }

  /// Bytes as they are; fewer at the end of the file.
  func bytes(at offset: Int, count: Int) throws(TableError) -> [UInt8] {
    guard offset >= 0, count > 0, offset < byteCount else { return [] }
    let count = min(count, byteCount - offset)
    switch content {
    case .file(let file): return try file.read(at: offset, count: count)
    case .scratch(let scratch): return try scratch.file.read(at: offset, count: count)
    case .memory(let bytes): return Array(bytes[offset..<(offset + count)])
    }
  }

  /// Refuses what does not begin as every FITS file does.
  ///
  /// What is packed otherwise, or once more, has been refused by name before.
  static func checkBeginning(_ start: [UInt8], name: String) throws(TableError) {
    guard !start.starts(with: "SIMPLE  =".utf8) else { return }
    throw TableError(
      .unsupported, at: TablePlace(file: name), found: "other first bytes",
      expected: "\"SIMPLE  =\", with which a FITS file begins, after one gzip at most")
  }
}

/// One header and the data behind it.
struct FITSUnit {
  enum Kind { case image, binaryTable, asciiTable, other }

  static let blockSize = 2880

  let header: FITSHeader
  let kind: Kind
  /// From 0, as astropy and TOPCAT count.
  let number: Int
  let dataStart: Int
  /// Bytes of data without the filling of the last block, as the header says.
  let dataByteCount: Int

  /// Where the next unit starts.
  var end: Int { dataStart + Self.filled(dataByteCount) }

  /// The number and, where it has one, the name.
  var title: String { "HDU \(number)" + (header["EXTNAME"].map { " \"\($0)\"" } ?? "") }

  /// Whether the unit holds a table.
  var isTable: Bool { kind == .binaryTable || kind == .asciiTable }

  /// Whether a name, whatever its case, or a number means this unit.
  func isNamed(_ name: String) -> Bool {
    Int(name) == number || header["EXTNAME"]?.lowercased() == name.lowercased()
  }

  /// A number of bytes, rounded up to whole blocks.
  static func filled(_ byteCount: Int) -> Int {
    (byteCount + blockSize - 1) / blockSize * blockSize
  }

  /// Reads the unit that starts at some byte; nil at the end of the file.
  init?(_ file: FITSFile, at start: Int, number: Int) throws(TableError) {
    let mark = try file.bytes(at: start, count: 8)
    if number == 0 {
      try FITSFile.checkBeginning(try file.bytes(at: 0, count: 80), name: file.name)
    } else if mark != Array("XTENSION".utf8) {
      // Nothing, or the special records that the standard allows behind the last unit.
      return nil
    }
    self.number = number
    header = try FITSHeader(file, at: start)
    dataStart = start + header.byteCount
    switch header["XTENSION"] ?? "IMAGE" {
    // A compressed image is stored as a table, but none.
    case "BINTABLE": kind = header["ZIMAGE"] == "T" ? .image : .binaryTable
    case "TABLE": kind = .asciiTable
    case "IMAGE": kind = .image
    default: kind = .other
    }
    guard let size = Self.size(header), size <= .max - dataStart - Self.blockSize else {
      throw TableError(
        .malformedHeader, at: TablePlace(file: file.name),
        found: "a size of HDU \(number) that is none",
        expected: "BITPIX, NAXIS, PCOUNT and GCOUNT that give the bytes of data")
    }
    dataByteCount = size
  }

  /// The bytes of data: |BITPIX| / 8 · GCOUNT · (PCOUNT + NAXIS1 · NAXIS2 · …); nil if the header errs.
  private static func size(_ header: FITSHeader) -> Int? {
    guard let bits = header.wholeNumber("BITPIX"), [8, 16, 32, 64, -32, -64].contains(bits),
      let axisCount = header.wholeNumber("NAXIS"), (0...999).contains(axisCount),
      let groups = header.wholeNumber("GCOUNT", default: 1), groups >= 0,
      let parameters = header.wholeNumber("PCOUNT", default: 0), parameters >= 0
    else { return nil }
    guard axisCount > 0 else { return 0 }
    var product = (value: 1, overflow: false)
    func multiply(_ factor: Int) {
      let (value, overflow) = product.value.multipliedReportingOverflow(by: factor)
      product = (value, product.overflow || overflow)
    }
    for axis in 1...axisCount {
      guard let length = header.wholeNumber("NAXIS\(axis)"), length >= 0 else { return nil }
      // Random groups have a first axis of nothing.
      if axis > 1 || length > 0 || header["GROUPS"] != "T" { multiply(length) }
    }
    let (sum, overflow) = product.value.addingReportingOverflow(parameters)
    product = (sum, product.overflow || overflow)
    multiply(groups)
    multiply(abs(bits) / 8)
    return product.overflow ? nil : product.value
  }
}
