// SPDX-License-Identifier: GPL-3.0-or-later
// Source archives of Python packages, fetched as files: no Python code of a package is ever run.

internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform

/// Where source archives are looked for: folders, then an index with the simple API of PEP 503 and 691.
///
/// The places are those that pip is set up with, so that one setting serves both. `PIP_FIND_LINKS`
/// names folders, `PIP_INDEX_URL` an index, `PIP_NO_INDEX` forbids one. Without them the installed
/// pip is asked for the address of its index, in isolated mode and in another folder than the
/// working one; it fetches, unpacks and builds nothing.
struct PackageIndex {
  /// Folders that may hold the archives.
  var folders: [String] = []
  /// The index; nil if there is none.
  var index: URL?
  /// The largest page of an index that is read, in bytes.
  static let pageByteLimit = 64 << 20

  /// The places that the environment, and then pip, are set up with.
  static func configured(_ environment: [String: String]) throws(CatalogError) -> PackageIndex {
    var places = PackageIndex()
    places.folders = (environment["PIP_FIND_LINKS"] ?? "").split(separator: " ")
      .map { String($0.hasPrefix("file:///") ? $0.dropFirst("file://".count) : $0) }
      .filter { $0.hasPrefix("/") }
    let refusal = environment["PIP_NO_INDEX"]?.lowercased() ?? ""
    guard ["", "0", "false", "no", "off"].contains(refusal) else { return places }
    let named = environment["PIP_INDEX_URL"] ?? PipSettings.indexAddress() ?? ""
    places.index = URL(string: named).flatMap { isAcceptable($0) ? $0 : nil }
    guard named.isEmpty || places.index != nil else {
      throw CatalogError(
        .unavailable, at: "PIP_INDEX_URL",
        "the package index is not an https address without a password",
        hint: "Put the archive into a mirror folder and name it with --mirror")
    }
    return places
  }

  /// Fetches a source archive: the one with the pinned digest, of the name and version that are asked for.
  func fetch(
    _ download: SourceDownload, name: String, version: String
  ) throws(CatalogError) {
    let place = download.address.description
    for folder in folders {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for file in names.sorted() where Self.isArchive(file, of: name, version) {
        return try copy("\(folder)/\(file)", download)
      }
    }
    guard let index else {
      throw CatalogError(
        .unavailable, at: place, "no package index is known",
        hint: "Set PIP_INDEX_URL, or put the archive into a mirror folder and name it with --mirror"
      )
    }
    let page = index.appending(path: Self.normalized(name)).appending(path: "")
    let files = try self.files(on: page, beside: download.path)
      .filter { Self.isArchive($0.name, of: name, version) }
    guard let file = files.first(where: { $0.sha256 == download.sha256 }) ?? files.first else {
      throw CatalogError(
        .unavailable, at: place,
        "the package index has no source archive \(name)-\(version).tar.gz",
        hint: "Put the archive into a mirror folder and name it with --mirror")
    }
    if let digest = file.sha256, digest != download.sha256 {
      throw CatalogError(
        .wrongChecksum, at: place,
        "the package index has sha256 \(TextRule.quoted(digest)), expected \(download.sha256)",
        hint: "It is not the file this catalog was made for; nothing was fetched")
    }
    try transfer(file.url, byteLimit: download.byteLimit).run(
      to: download.path, progress: download.progress)
  }

  /// Copies an archive from a folder, within its bounds.
  private func copy(_ path: String, _ download: SourceDownload) throws(CatalogError) {
    guard let byteCount = regularFileByteCount(path), byteCount <= download.byteLimit else {
      throw CatalogError(
        .unusableFile, at: path, "is not a file of at most \(download.byteLimit) bytes")
    }
    let (source, target) = (
      open(path, O_RDONLY | O_CLOEXEC), open(download.path, O_WRONLY | O_CLOEXEC)
    )
    var problem = source < 0 || target < 0 ? String(cString: strerror(errno)) : nil
    defer { for descriptor in [source, target] where descriptor >= 0 { close(descriptor) } }
    var (count, piece) = (0, [UInt8](repeating: 0, count: 1 << 20))
    while problem == nil, count < download.byteLimit {
      let found = read(source, &piece, min(piece.count, download.byteLimit - count))
      if found < 0, errno == EINTR { continue }
      guard found != 0 else { break }
      problem =
        found < 0 ? String(cString: strerror(errno)) : writeAll(piece.prefix(found), to: target)
      count += max(found, 0)
      download.progress(count)
    }
    if let problem {
      throw CatalogError(.unusableFile, at: path, "cannot be copied: \(problem)")
    }
  }

  /// The files that a page of the index lists.
  private func files(
    on page: URL, beside path: String
  ) throws(CatalogError) -> [PackageIndexPage.File] {
    let temporary = path + ".index"
    defer { unlink(temporary) }
    guard FileManager.default.createFile(atPath: temporary, contents: nil) else {
      throw CatalogError(.unusableFile, at: temporary, "cannot be written")
    }
    var request = transfer(page, byteLimit: Self.pageByteLimit)
    request.accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
    try request.run(to: temporary) { _ in }
    do {
      let bytes = try FileContents.regular(temporary, limit: Self.pageByteLimit) ?? []
      return PackageIndexPage(Data(bytes), at: page).files
    } catch {
      throw CatalogError(.unusableFile, at: temporary, error.problem, hint: error.hint)
    }
  }

  /// A request to the index, or to where its files lie: over https, or on this machine as the index is.
  private func transfer(_ url: URL, byteLimit: Int) -> HTTPTransfer {
    var transfer = HTTPTransfer(url, byteLimit: byteLimit)
    transfer.isAllowed = { [index] url in
      url.scheme == "https"
        || (url.scheme == "http" && index?.scheme == "http" && url.host == index?.host
          && url.port == index?.port)
    }
    return transfer
  }

  /// Whether an index may be asked: over https, or without it on this machine, as pip has it.
  private static func isAcceptable(_ url: URL) -> Bool {
    guard url.user == nil, url.password == nil, let host = url.host else { return false }
    return url.scheme == "https"
      || (url.scheme == "http" && ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host))
  }

  /// The name of a package as an index spells it (PEP 503).
  static func normalized(_ name: String) -> String {
    name.lowercased().replacing(/[-_.]+/, with: "-")
  }

  /// Whether a file is the source archive of a version of a package.
  static func isArchive(_ file: String, of name: String, _ version: String) -> Bool {
    guard file.hasSuffix(".tar.gz"), TextRule.fileName.isFulfilled(file) else { return false }
    let stem = file.dropLast(".tar.gz".count)
    guard let dash = stem.lastIndex(of: "-") else { return false }
    return normalized(String(stem[..<dash])) == normalized(name)
      && stem[stem.index(after: dash)...] == version
  }
}
