// SPDX-License-Identifier: GPL-3.0-or-later
// One block of 512 bytes that says what the next bytes of a tar archive are.

/// A header of a tar archive.
struct TarHeader {
  /// What a header announces.
  enum Kind: Equatable {
    case file, folder, paxHeader, globalHeader, longName
    /// What is never unpacked, in words.
    case other(String)
  }

  let kind: Kind
  let name: String
  let byteCount: Int

  /// Reads a block; nil if its sum or one of its numbers is wrong.
  init?(_ block: [UInt8]) {
    guard let sum = Self.number(block[148..<156]), let byteCount = Self.number(block[124..<136])
    else { return nil }
    // The sum counts its own eight bytes as blanks.
    let found = block.reduce(0) { $0 + Int($1) } - block[148..<156].reduce(0) { $0 + Int($1) }
    guard found + 8 * 32 == sum else { return nil }
    guard var name = Self.text(block[0..<100]) else { return nil }
    if block[257..<263].elementsEqual("ustar\0".utf8) {
      guard let prefix = Self.text(block[345..<500]) else { return nil }
      if !prefix.isEmpty { name = prefix + "/" + name }
    }
    (self.name, self.byteCount) = (name, byteCount)
    switch block[156] {
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
      // Before POSIX a folder was a file whose name ends in a stroke.
      kind = name.utf8.last == UInt8(ascii: "/") ? .folder : .file
    case UInt8(ascii: "5"): kind = .folder
    case UInt8(ascii: "x"): kind = .paxHeader
    case UInt8(ascii: "g"): kind = .globalHeader
    case UInt8(ascii: "L"): kind = .longName
    case UInt8(ascii: "1"): kind = .other("a hard link")
    case UInt8(ascii: "2"), UInt8(ascii: "K"): kind = .other("a symbolic link")
    case UInt8(ascii: "3"), UInt8(ascii: "4"): kind = .other("a device")
    case UInt8(ascii: "6"): kind = .other("a pipe")
    default: kind = .other("of a kind that is not known")
    }
  }

  /// Text up to the first zero.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// An octal number, or one of base 256 as GNU writes it; nil for what is none or does not fit.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    if first & 0x80 != 0 {
      guard first == 0x80 else { return nil }
      return bytes.dropFirst().reduce(0) { (number: Int?, byte) in
        guard let number, number <= Int.max >> 8 else { return nil }
        return number << 8 | Int(byte)
      }
    }
    let digits = bytes.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
    guard digits.allSatisfy({ (0x30...0x37).contains($0) }), digits.count <= 12 else { return nil }
    return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
  }
}
