// SPDX-License-Identifier: GPL-3.0-or-later
// Tar archives made byte by byte, so that tests can have ones that no program would write.

import Foundation

/// An archive under construction.
struct TarBuilder {
  private(set) var bytes: [UInt8] = []

  /// Adds a header alone; the size may be a lie.
  mutating func header(
    _ name: String, type: String = "0", size: Int = 0, sizeField: [UInt8]? = nil,
    link: String = "", prefix: String = ""
  ) {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: [UInt8], at place: Int) {
      block.replaceSubrange(place..<(place + text.count), with: text)
    }
    put(Array(name.utf8.prefix(100)), at: 0)
    put(Array("0000644\0".utf8), at: 100)
    put(sizeField ?? Array((Self.octal(size, digits: 11) + " ").utf8), at: 124)
    put(Array("00000000000 ".utf8), at: 136)
    put(Array("        ".utf8), at: 148)
    put(Array(type.utf8), at: 156)
    put(Array(link.utf8.prefix(100)), at: 157)
    put(Array("ustar\u{0}00".utf8), at: 257)
    put(Array(prefix.utf8.prefix(155)), at: 345)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(Array((Self.octal(sum, digits: 6) + "\0 ").utf8), at: 148)
    bytes += block
  }

  /// Adds a file, or an extended header with its contents.
  mutating func file(_ name: String, _ content: String, type: String = "0") {
    let content = Array(content.utf8)
    header(name, type: type, size: content.count)
    bytes += content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// Adds a pax header for the member behind it.
  mutating func pax(_ records: [(String, String)], type: String = "x") {
    let text = records.map { key, value in
      let rest = key.utf8.count + value.utf8.count + 3
      var length = rest + 1
      while "\(length)".utf8.count + rest != length { length = "\(length)".utf8.count + rest }
      return "\(length) \(key)=\(value)\n"
    }
    file("pax", text.joined(), type: type)
  }

  /// Ends the archive and writes it, packed by gzip if asked for.
  func write(to path: String, isPacked: Bool = false) throws {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    let plain = isPacked ? path + ".plain" : path
    try Data(bytes + [UInt8](repeating: 0, count: 1024)).write(to: URL(filePath: plain))
    guard isPacked else { return }
    try Self.pack(plain, to: path)
  }

  /// Packs a file by the program gzip.
  static func pack(_ plain: String, to path: String) throws {
    try Data().write(to: URL(filePath: path))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-c", plain]
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: path))
    try process.run()
    process.waitUntilExit()
    try FileManager.default.removeItem(atPath: plain)
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
