// SPDX-License-Identifier: GPL-3.0-or-later
// A folder for what another program writes, which is gone afterwards.

internal import Dispatch
internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform

/// A folder of our own in the one for temporary files.
enum ScratchFolder {
  private static let prefix = "gyro-figure-"
  private static let ignored = unsafeBitCast(SIG_IGN, to: Int.self)
  /// Age in seconds after which the folder of a killed run is removed.
  private static let oldAge = 3600.0

  /// Lends a folder to a body; it is removed when that ends, even by a signal.
  ///
  /// - Throws: What the body throws, or ``GyroFiles/FileError`` if there is no room for temporary files.
  static func with<Result>(
    _ body: (URL) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    let parent = FileManager.default.temporaryDirectory
    removeAbandoned(in: parent)
    let folder = parent.appending(
      path: "\(prefix)\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw FileError(
        path: parent.path, problem: "takes no temporary files",
        hint: "Set TMPDIR to a folder that exists and is writable")
    }
    let signals = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      // A signal that is ignored stays ignored.
      let wasIgnored = unsafeBitCast(signal(number, SIG_IGN), to: Int.self) == ignored
      if wasIgnored { return (Int32, any DispatchSourceSignal)?.none }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        try? FileManager.default.removeItem(at: folder)
        // As it would have ended without us; this thread itself takes no signals.
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
      source.resume()
      return (number, source)
    }
    defer {
      for (number, source) in signals {
        source.cancel()
        signal(number, SIG_DFL)
      }
      try? FileManager.default.removeItem(at: folder)
    }
    return try body(folder)
  }

  private static func removeAbandoned(in parent: URL) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: parent.path)) ?? []
    where name.hasPrefix(prefix) {
      let path = parent.appending(path: name).path
      guard
        let process = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({ Int32($0) }
        ),
        process > 0, kill(process, 0) != 0, errno == ESRCH,
        let changed = try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date,
        Date.now.timeIntervalSince(changed) > oldAge
      else { continue }
      try? files.removeItem(atPath: path)
    }
  }
}
