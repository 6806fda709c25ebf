// SPDX-License-Identifier: GPL-3.0-or-later
// Reads tar archives, packed with gzip or not: files and folders only, within stated bounds.

internal import GyroTables

/// The regular files of an archive, one after the other, as a stream of bounded memory.
///
/// It reads POSIX ustar and pax headers and GNU's long names. Nothing is ever written by the names
/// in the archive. An archive that holds anything but files and folders, a name that is absolute or
/// has `..` in it, or more than an honest source archive would, is refused.
struct TarArchive: ~Copyable {
  /// What an archive may hold.
  struct Limits {
    /// Files and folders.
    var memberCount = 100_000
    /// Bytes when unpacked.
    var byteCount = 8 << 30
    /// Bytes when unpacked for each byte of the file, beyond the first mebibyte.
    var ratio = 100
    /// Bytes of one extended header.
    var headerByteCount = 1 << 16
  }

  /// A regular file.
  struct Member: Hashable {
    let name: String
    let byteCount: Int
  }

  private static let blockSize = 512
  private var file: UnpackedFile
  private let place: String
  private let limits: Limits
  private let byteLimit: Int
  private var byteCount = 0
  private var memberCount = 0
  /// Bytes of the current file that have not been read, and of the filling behind them.
  private var remaining = 0
  private var filling = 0

  /// Opens an archive.
  init(path: String, limits: Limits = Limits()) throws(CatalogError) {
    (place, self.limits) = (path, limits)
    do { file = try UnpackedFile(path: path) } catch {
      throw CatalogError(.unusableFile, at: path, "cannot be read: \(error.found)")
    }
    let packed = regularFileByteCount(path) ?? 0
    let (product, isTooLarge) = packed.multipliedReportingOverflow(by: limits.ratio)
    byteLimit = min(limits.byteCount, isTooLarge ? .max : (1 << 20) + product)
  }

  /// The next regular file, whatever was read of the one before; nil at the end of the archive.
  mutating func next() throws(CatalogError) -> Member? {
    while try !read().isEmpty {}
    var extended = ExtendedHeader()
    while true {
      try skipFilling()
      let block = try take(Self.blockSize)
      // An archive ends with two blocks of zeros; some writers leave them out.
      if block.isEmpty || block.allSatisfy({ $0 == 0 }) { return nil }
      guard block.count == Self.blockSize, let header = TarHeader(block) else {
        throw refusal("is not a tar archive, or is damaged after \(byteCount) bytes")
      }
      switch header.kind {
      case .paxHeader, .longName:
        let bytes = try contents(of: header)
        let isUnderstood =
          header.kind == .longName ? extended.take(longName: bytes) : extended.take(pax: bytes)
        guard isUnderstood else { throw refusal("has an extended header that is not understood") }
      case .globalHeader:
        // Remarks such as the commit an archive was made of; what would change members is refused.
        var global = ExtendedHeader()
        guard global.take(pax: try contents(of: header)), global == ExtendedHeader() else {
          throw refusal("has a global header that is not understood")
        }
      case .other(let description):
        throw refusal(
          "holds \(TextRule.quoted(extended.name ?? header.name)), which is \(description)",
          hint: "Only files and folders are unpacked")
      case .file, .folder:
        memberCount += 1
        guard memberCount <= limits.memberCount else {
          throw refusal("holds more than \(limits.memberCount) files and folders")
        }
        let isFolder = header.kind == .folder
        let member = Member(
          name: try checked(extended.name ?? header.name, isFolder: isFolder),
          byteCount: extended.byteCount ?? header.byteCount)
        guard !isFolder || member.byteCount == 0 else {
          throw refusal("holds the folder \(TextRule.quoted(member.name)) with bytes in it")
        }
        try expect(member.byteCount)
        if !isFolder { return member }
        extended = ExtendedHeader()
      }
    }
  }

  /// The next bytes of the file that ``next()`` gave; none at its end.
  mutating func read() throws(CatalogError) -> [UInt8] {
    guard remaining > 0 else { return [] }
    let piece = try take(min(remaining, 1 << 20))
    guard !piece.isEmpty else { throw refusal("ends inside a file") }
    remaining -= piece.count
    return piece
  }

  /// The contents of an extended header.
  private mutating func contents(of header: TarHeader) throws(CatalogError) -> [UInt8] {
    guard header.byteCount <= limits.headerByteCount else {
      throw refusal("has an extended header of \(header.byteCount) bytes")
    }
    try expect(header.byteCount)
    var bytes: [UInt8] = []
    while remaining > 0 { bytes += try read() }
    return bytes
  }

  /// Makes ready for the bytes that a header announces.
  private mutating func expect(_ count: Int) throws(CatalogError) {
    guard count <= byteLimit - byteCount else { throw tooLarge }
    remaining = count
    filling = (Self.blockSize - count % Self.blockSize) % Self.blockSize
  }

  private mutating func skipFilling() throws(CatalogError) {
    guard filling > 0 else { return }
    let wanted = filling
    filling = 0
    guard try take(wanted).count == wanted else { throw refusal("ends inside a file") }
  }

  /// So many bytes; fewer at the end.
  private mutating func take(_ count: Int) throws(CatalogError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece: [UInt8]
      do { piece = try file.read(upTo: count - bytes.count) } catch {
        throw refusal("cannot be unpacked: \(error.found)")
      }
      if piece.isEmpty { break }
      bytes += piece
    }
    byteCount += bytes.count
    guard byteCount <= byteLimit else { throw tooLarge }
    return bytes
  }

  /// The name of a member without `./` before and `/` behind it.
  private func checked(_ name: String, isFolder: Bool) throws(CatalogError) -> String {
    var name = name
    while name.utf8.starts(with: "./".utf8) { name = String(name.unicodeScalars.dropFirst(2)) }
    if isFolder {
      while name.unicodeScalars.last == "/" { name = String(name.unicodeScalars.dropLast()) }
      // The folder that everything else lies in.
      if name.isEmpty || name == "." { return "." }
    }
    guard TextRule.relativePath.isFulfilled(name) else {
      throw refusal(
        "holds \(TextRule.quoted(name)), expected \(TextRule.relativePath.expected)")
    }
    return name
  }

  private var tooLarge: CatalogError {
    refusal(
      "would have more than \(byteLimit) bytes when unpacked",
      hint: "At most \(limits.ratio) times the size of the archive is unpacked")
  }

  private func refusal(_ problem: String, hint: String? = nil) -> CatalogError {
    CatalogError(.unexpectedContent, at: place, problem, hint: hint)
  }
}

/// What an extended header says about the member behind it.
private struct ExtendedHeader: Equatable {
  var name: String?
  var byteCount: Int?

  /// Takes GNU's header for long names.
  mutating func take(longName bytes: [UInt8]) -> Bool {
    name = String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
    return name != nil
  }

  /// Takes records of the form `LENGTH KEY=VALUE\n`; of sparse files nothing is understood.
  mutating func take(pax bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let blank = rest.firstIndex(of: UInt8(ascii: " ")), blank - rest.startIndex <= 9,
        let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
        length > blank - rest.startIndex + 1, length <= rest.count
      else { return false }
      let record = rest[(blank + 1)..<(rest.startIndex + length)]
      rest = rest.dropFirst(length)
      guard record.last == UInt8(ascii: "\n"),
        let equals = record.firstIndex(of: UInt8(ascii: "="))
      else { return false }
      let key = String(decoding: record[..<equals], as: UTF8.self)
      let value = String(validating: record[(equals + 1)...].dropLast(), as: UTF8.self)
      switch key {
      case "path":
        guard let value else { return false }
        name = value
      case "size":
        guard let value, let count = Int(value), count >= 0 else { return false }
        byteCount = count
      case _ where key.hasPrefix("GNU.sparse"): return false
      default: break
      }
    }
    return true
  }
}
