// SPDX-License-Identifier: GPL-3.0-or-later
// Gets source files: from a mirror, from the cache, from where they were published; never unverified.

internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform

/// Finds the files of source catalogs and keeps verified copies in a cache.
///
/// Nothing of a file is unpacked, read as a table or run before its size and its digest are those
/// of the manifest; nothing is ever run at all.
package struct SourceFetcher: Sendable {
  /// How a file comes from an address: writes it to the path of the download.
  package typealias Transport = @Sendable (_ download: SourceDownload) throws(CatalogError) -> Void
  /// Told how many bytes of a file, by its name, have come.
  package typealias Progress = @Sendable (_ name: String, _ byteCount: Int) -> Void

  /// Folders searched first, in order.
  package let mirrors: [String]
  /// The folder of verified copies.
  package let cache: String
  private let library: CatalogLibrary
  private let transport: Transport?
  private let progress: Progress?

  /// A fetcher over a library.
  ///
  /// - Parameters:
  ///   - library: The manifests, which name the files, their addresses and digests.
  ///   - mirrors: Folders that may hold the files, directly or in a folder named for the key.
  ///   - cache: Where verified copies are kept.
  ///   - transport: How files come from their addresses; nil never leaves the machine.
  ///   - progress: Told how far a download is.
  package init(
    library: CatalogLibrary, mirrors: [String], cache: String, transport: Transport? = nil,
    progress: Progress? = nil
  ) {
    (self.library, self.mirrors, self.cache) = (library, mirrors, cache)
    (self.transport, self.progress) = (transport, progress)
  }

  /// The mirror of the variable `GYRO_MIRROR`, where no other is named.
  package static var usualMirrors: [String] {
    [ProcessInfo.processInfo.environment["GYRO_MIRROR"]].compactMap { $0 }.filter { !$0.isEmpty }
  }

  /// The folder of verified copies where no other is named: that of the variable `GYRO_CACHE`, else
  /// `gyrochrone` among the user's caches.
  package static var usualCache: String {
    let environment = ProcessInfo.processInfo.environment
    return environment["GYRO_CACHE"]
      ?? (environment["XDG_CACHE_HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
        + "/.cache") + "/gyrochrone"
  }

  /// Where a file was found.
  package enum Origin: String, Sendable {
    /// Beside its manifest.
    case library
    /// In a mirror folder.
    case mirror
    /// In the cache.
    case cache
    /// At its address or in another source's archive.
    case fetched
  }

  /// Locates every file of some catalogs; one that cannot be had stops no other.
  ///
  /// - Parameters:
  ///   - manifests: The catalogs.
  ///   - found: Told in a line where each file is, or why it is not to be had from us.
  ///   - missing: Told why a file cannot be had.
  /// - Throws: What the closure that is told of files throws.
  package func locateAll(
    of manifests: [CatalogManifest], found: (String) throws -> Void,
    missing: (CatalogError) -> Void
  ) throws {
    for manifest in manifests {
      for file in manifest.files {
        let name = "\(manifest.key)  \(file.name)"
        if let reason = file.refused {
          try found("\(name)  refused: \(reason)")
          continue
        }
        do {
          let place = try locate(file, of: manifest)
          try found("\(name)  \(place.origin.rawValue)  \(place.path)")
        } catch let error as CatalogError {
          missing(error)
        }
      }
    }
  }

  /// The path of a verified copy of a file, fetched if need be.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - manifest: The catalog it belongs to.
  /// - Returns: A path at which the file has the pinned digest, and where it was found.
  /// - Throws: ``CatalogError`` if it is nowhere to be had, or is not the pinned one.
  package func locate(
    _ file: SourceFile, of manifest: CatalogManifest
  ) throws(CatalogError) -> (path: String, origin: Origin) {
    if let found = try found(file, of: manifest) { return found }
    if let archiveKey = file.archive {
      // An archive comes from a mirror, the cache or its address, and never out of another archive:
      // there is nothing that could go round in a circle.
      let (archive, owner) = try library.archive(archiveKey)
      let source: String
      if let found = try found(archive, of: owner) {
        source = found.path
      } else {
        source = try download(archive, of: owner)
      }
      try unpack(source, archiveKey: archiveKey, for: manifest, asked: file)
    } else {
      _ = try download(file, of: manifest)
    }
    let kept = place(of: file, manifest)
    try verify(kept, is: file)
    return (kept, .fetched)
  }

  private func place(of file: SourceFile, _ manifest: CatalogManifest) -> String {
    "\(cache)/\(manifest.key)/\(file.name)"
  }

  /// The file beside its manifest, in a mirror or in the cache.
  private func found(
    _ file: SourceFile, of manifest: CatalogManifest
  ) throws(CatalogError) -> (path: String, origin: Origin)? {
    let beside = "\(library.folder)/\(manifest.key)/\(file.name)"
    if EmbeddedCatalogs.hasFile(at: beside) { return (beside, .library) }
    if FileManager.default.fileExists(atPath: beside) {
      try verify(beside, is: file)
      return (beside, .library)
    }
    for mirror in mirrors {
      let folders =
        [mirror, "\(mirror)/\(manifest.key)"]
        + (file.mirrorFolders ?? []).map { "\(mirror)/\($0)" }
      for path in folders.map({ "\($0)/\(file.name)" })
      where FileManager.default.fileExists(atPath: path) {
        try verify(path, is: file)
        return (path, .mirror)
      }
    }
    let kept = place(of: file, manifest)
    // A damaged copy is not an answer, and is replaced only by one that is right.
    if FileManager.default.fileExists(atPath: kept), (try? verify(kept, is: file)) != nil {
      return (kept, .cache)
    }
    return nil
  }

  /// Compares size and digest; the path that is named in messages may be another one.
  private func verify(
    _ path: String, is file: SourceFile, named place: String? = nil
  ) throws(CatalogError) {
    guard let byteCount = regularFileByteCount(path) else {
      throw CatalogError(.unusableFile, at: place ?? path, "is not a regular file")
    }
    let digest: SHA256Digest
    do { digest = try SHA256Digest(ofFileAt: path) } catch {
      throw CatalogError(.unusableFile, at: place ?? path, error.problem, hint: error.hint)
    }
    guard digest.hexadecimal == file.sha256 else {
      throw CatalogError(
        .wrongChecksum, at: place ?? path, "has sha256 \(digest), expected \(file.sha256)",
        hint: "It is not the file this catalog was made for; nothing was replaced")
    }
    if let expected = file.byteCount, byteCount != expected {
      throw CatalogError(
        .wrongChecksum, at: place ?? path, "has \(byteCount) bytes, expected \(expected)",
        hint: "It is not the file this catalog was made for; nothing was replaced")
    }
  }

  /// Fetches to a temporary name, verifies, and only then lets the file appear.
  private func download(
    _ file: SourceFile, of manifest: CatalogManifest
  ) throws(CatalogError) -> String {
    guard let text = file.address, let address = SourceAddress(text), let transport else {
      throw CatalogError(
        .unavailable, at: manifest.key,
        "\(file.name) is in no mirror and not in the cache"
          + (file.address.map { ", and \($0) was not asked" } ?? ", and has no address"),
        hint: "Run `gyro catalog fetch \(manifest.key)`, or put the file into a mirror folder")
    }
    let kept = place(of: file, manifest)
    try makeFolder(URL(filePath: kept).deletingLastPathComponent().path)
    return try writing(kept) { output throws(CatalogError) in
      let progress = progress
      try transport(
        SourceDownload(
          address: address, path: output.temporaryPath, byteLimit: file.byteLimit,
          sha256: file.sha256, progress: { progress?(file.name, $0) }))
      try verify(output.temporaryPath, is: file, named: kept)
    }
  }

  /// Unpacks every file that the manifest takes from an archive, each verified before it appears.
  private func unpack(
    _ source: String, archiveKey: String, for manifest: CatalogManifest, asked: SourceFile
  ) throws(CatalogError) {
    let wanted = manifest.files.filter {
      $0.archive == archiveKey && ($0.refused == nil || $0 == asked)
    }
    // Once without writing anything: what must not be unpacked is refused before a file appears.
    var names: Set<String> = []
    var check = try TarArchive(path: source)
    while let member = try check.next() {
      guard
        names.insert(member.name).inserted || !wanted.contains(where: { $0.member == member.name })
      else {
        throw CatalogError(
          .unexpectedContent, at: source, "holds \(TextRule.quoted(member.name)) twice")
      }
    }
    if let member = asked.member, !names.contains(member) {
      throw CatalogError(
        .unexpectedContent, at: source,
        "does not hold \(TextRule.quoted(member)), from which \(manifest.key) takes \(asked.name)")
    }
    try makeFolder("\(cache)/\(manifest.key)")
    var archive = try TarArchive(path: source)
    while let member = try archive.next() {
      guard let file = wanted.first(where: { $0.member == member.name }) else { continue }
      do {
        try unpack(member, of: &archive, as: file, to: place(of: file, manifest))
      } catch {
        // What is wrong with another file is said when that one is asked for.
        if file == asked { throw error }
      }
    }
  }

  private func unpack(
    _ member: TarArchive.Member, of archive: inout TarArchive, as file: SourceFile, to path: String
  ) throws(CatalogError) {
    guard member.byteCount <= file.byteLimit else {
      throw CatalogError(
        .wrongChecksum, at: path,
        "would have \(member.byteCount) bytes, expected \(file.byteCount == nil ? "at most " : "")"
          + "\(file.byteLimit)")
    }
    _ = try writing(path) { output throws(CatalogError) in
      while true {
        let piece = try archive.read()
        if piece.isEmpty { break }
        do throws(FileError) { try output.write(piece) } catch { throw CatalogError(error) }
      }
      try verify(output.temporaryPath, is: file, named: path)
    }
  }

  /// Lets a file appear whole, if the body throws nothing.
  private func writing(
    _ path: String, _ body: (inout AtomicFile) throws(CatalogError) -> Void
  ) throws(CatalogError) -> String {
    var output: AtomicFile
    do { output = try AtomicFile(path: path) } catch { throw CatalogError(error) }
    try body(&output)
    do { try output.commit() } catch { throw CatalogError(error) }
    return path
  }

  private func makeFolder(_ path: String) throws(CatalogError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CatalogError(.unusableFile, at: path, "cannot be made a folder", hint: "Use --cache")
    }
  }
}

extension CatalogError {
  /// A file that cannot be written.
  fileprivate init(_ error: FileError) {
    self.init(.unusableFile, at: error.path, error.problem, hint: error.hint)
  }
}
