// SPDX-License-Identifier: GPL-3.0-or-later
// Gets source files: from a mirror, from the cache, from where they were published; never unverified.

internal import Foundation
internal import GyroFiles

/// Finds the files of source catalogs and keeps verified copies in a cache.
public struct SourceFetcher: Sendable {
  /// How a file comes from an address: writes it to a path.
  public typealias Transport =
    @Sendable (_ address: String, _ destination: String) throws(CatalogError) -> Void

  /// Folders searched first, in order.
  public let mirrors: [String]
  /// The folder of verified copies.
  public let cache: String
  private let library: CatalogLibrary
  private let transport: Transport?

  /// A fetcher over a library.
  ///
  /// - Parameters:
  ///   - library: The manifests, which name the files, their addresses and digests.
  ///   - mirrors: Folders that may hold the files, directly or in a folder named for the key.
  ///   - cache: Where verified copies are kept.
  ///   - transport: How files come from their addresses; nil never leaves the machine.
  public init(
    library: CatalogLibrary, mirrors: [String], cache: String, transport: Transport? = nil
  ) {
    (self.library, self.mirrors, self.cache) = (library, mirrors, cache)
    self.transport = transport
  }

  /// Where a file was found.
  public enum Origin: String, Sendable {
    /// In a mirror folder.
    case mirror
    /// In the cache.
    case cache
    /// At its address or in another source's archive.
    case fetched
  }

  /// The path of a verified copy of a file, fetched if need be.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - manifest: The catalog it belongs to.
  /// - Returns: A path at which the file has the pinned digest, and where it was found.
  /// - Throws: ``CatalogError`` if it is nowhere to be had, or is not the pinned one.
  public func locate(
    _ file: SourceFile, of manifest: CatalogManifest
  ) throws(CatalogError) -> (path: String, origin: Origin) {
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
    let kept = "\(cache)/\(manifest.key)/\(file.name)"
    // A damaged copy is not an answer, and is replaced only by one that is right.
    if FileManager.default.fileExists(atPath: kept), (try? verify(kept, is: file)) != nil {
      return (kept, .cache)
    }
    if let archive = file.archive {
      try unpack(archive, for: manifest)
    } else {
      try download(file, to: kept, of: manifest)
    }
    try verify(kept, is: file)
    return (kept, .fetched)
  }

  private func verify(_ path: String, is file: SourceFile) throws(CatalogError) {
    let digest: SHA256Digest
    do { digest = try SHA256Digest(ofFileAt: path) } catch {
      throw CatalogError(.unusableFile, at: path, error.problem, hint: error.hint)
    }
    guard digest.hexadecimal == file.sha256 else {
      throw CatalogError(
        .wrongChecksum, at: path, "has sha256 \(digest), expected \(file.sha256)",
        hint: "It is not the file this catalog was made for; nothing was replaced")
    }
  }

  /// Fetches to a temporary name, verifies, and only then lets the file appear.
  private func download(
    _ file: SourceFile, to path: String, of manifest: CatalogManifest
  ) throws(CatalogError) {
    guard let address = file.address, let transport else {
      throw CatalogError(
        .unavailable, at: manifest.key,
        "\(file.name) is in no mirror and not in the cache"
          + (file.address.map { ", and \($0) was not asked" } ?? ", and has no address"),
        hint: "Run `gyro catalog fetch \(manifest.key)`, or put the file into a mirror folder")
    }
    let temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier).partial"
    try makeFolder((path as NSString).deletingLastPathComponent)
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try transport(address, temporary)
    try verify(temporary, is: file)
    try moveIntoPlace(temporary, path)
  }

  /// Unpacks every file that the manifest takes from an archive, each verified before it appears.
  private func unpack(
    _ archiveKey: String, for manifest: CatalogManifest
  ) throws(CatalogError) {
    let owner = try library.manifest(archiveKey)
    guard let archive = owner.files.first else {
      throw CatalogError(.badDescription, at: archiveKey, "has no file to unpack")
    }
    let source = try locate(archive, of: owner).path
    let wanted = manifest.files.filter { $0.archive == archiveKey }
    let folder = "\(cache)/\(manifest.key)"
    let temporary = "\(folder)/.\(ProcessInfo.processInfo.processIdentifier).partial"
    try makeFolder(temporary)
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try runProgram(
      ["tar", "-xzf", source, "-C", temporary] + wanted.compactMap(\.member), at: archiveKey)
    for file in wanted {
      guard let member = file.member else {
        throw CatalogError(.badDescription, at: manifest.key, "\(file.name) names no member")
      }
      try verify("\(temporary)/\(member)", is: file)
    }
    for file in wanted {
      try moveIntoPlace("\(temporary)/\(file.member ?? "")", "\(folder)/\(file.name)")
    }
  }

  private func makeFolder(_ path: String) throws(CatalogError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CatalogError(.unusableFile, at: path, "cannot be made a folder", hint: "Use --cache")
    }
  }

  private func moveIntoPlace(_ temporary: String, _ path: String) throws(CatalogError) {
    guard rename(temporary, path) == 0 else {
      throw CatalogError(
        .unusableFile, at: path, "cannot be put in place: \(String(cString: strerror(errno)))")
    }
  }
}
