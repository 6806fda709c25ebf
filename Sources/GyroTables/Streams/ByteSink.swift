// SPDX-License-Identifier: GPL-3.0-or-later
// Where the bytes of a table go: a file that appears whole, or standard output; packed if so named.

internal import CZlib
internal import GyroFiles
internal import GyroPlatform

/// A stream of bytes out.
final class ByteSink {
  /// What to call the file in messages.
  let name: String
  private var file: AtomicFile?
  private var deflater: Deflater?
  private var pending: [UInt8] = []
  /// Whether all that is written is packed.
  var isPacked: Bool { deflater != nil }

  /// Starts a file, or standard output for `-`; a name that ends in `.gz` is compressed.
  init(path: String) throws(TableError) {
    name = path == "-" ? "<standard output>" : path
    if path != "-" {
      do { file = try AtomicFile(path: path) } catch {
        throw TableError(error, code: .unwritable)
      }
      if path.lowercased().hasSuffix(".gz") { deflater = Deflater() }
    }
  }

  /// Lets a writer append to the buffer, and passes the buffer on when it is large.
  func append(_ fill: (inout [UInt8]) -> Void) throws(TableError) {
    fill(&pending)
    if pending.count >= 256 * 1024 { try flush() }
  }

  /// Passes everything on and gives the file its name.
  func finish() throws(TableError) {
    try flush()
    if let deflater { try write(deflater.deflate([], isLast: true)) }
    guard file != nil else { return }
    do { try file?.commit() } catch { throw TableError(error, code: .unwritable) }
    file = nil
  }

  private func flush() throws(TableError) {
    guard !pending.isEmpty else { return }
    try write(deflater?.deflate(pending, isLast: false) ?? pending)
    pending.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: [UInt8]) throws(TableError) {
    do throws(FileError) {
      if file != nil {
        try file?.write(bytes)
      } else {
        try StandardOutput.write(bytes)
      }
    } catch {
      throw TableError(error, code: .unwritable)
    }
  }
}

/// Compresses to gzip, with no name and no time in the header, so that equal tables are equal files.
final class Deflater {
  /// How much time is spent on how few bytes.
  enum Level {
    case fast, usual

    fileprivate var number: Int32 { self == .fast ? Z_BEST_SPEED : Z_DEFAULT_COMPRESSION }
  }

  private var stream = z_stream()

  init(level: Level = .usual) {
    // 15 bits of window, plus 16 for the gzip wrapper; fails only when memory is exhausted.
    let status = deflateInit2_(
      &stream, level.number, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not start: status \(status)")
  }

  deinit { deflateEnd(&stream) }

  func deflate(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    var input = bytes
    var output: [UInt8] = []
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64 * 1024) { piece in
        repeat {
          stream.next_out = piece.baseAddress
          stream.avail_out = UInt32(piece.count)
          _ = CZlib.deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          output.append(contentsOf: piece.prefix(piece.count - Int(stream.avail_out)))
        } while stream.avail_out == 0
      }
    }
    return output
  }
}
