// SPDX-License-Identifier: GPL-3.0-or-later
// The folder `Catalogs/`: all manifests, clusters and age scales together.

internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform

/// Everything the ingester knows before it reads a table.
package struct CatalogLibrary: Sendable {
  /// The folder, in which a file can lie beside its manifest.
  let folder: String
  /// The manifests, sorted by key.
  package let manifests: [CatalogManifest]
  /// The clusters.
  package let clusters: ClusterList
  /// The age scales.
  package let ageScales: [AgeScale]

  /// Reads a folder with `clusters.json`, `age-scales.json` and one folder a manifest.
  package init(folder: String) throws(CatalogError) {
    self.folder = folder
    let names = try Self.names(in: folder)
    clusters = try ClusterList(path: folder + "/clusters.json")
    ageScales = try AgeScale.read(path: folder + "/age-scales.json")
    var manifests: [CatalogManifest] = []
    for name in names {
      let path = "\(folder)/\(name)/manifest.json"
      guard EmbeddedCatalogs.hasFile(at: path) || FileManager.default.fileExists(atPath: path)
      else { continue }
      let manifest = try CatalogManifest(path: path)
      guard manifest.key == name else {
        throw CatalogError(
          .badDescription, at: path,
          "key: found \"\(manifest.key)\", expected \(TextRule.quoted(name)), the name of its folder"
        )
      }
      manifests.append(manifest)
    }
    self.manifests = manifests
    for manifest in manifests {
      let path = "\(folder)/\(manifest.key)/manifest.json"
      for (index, file) in manifest.files.enumerated() {
        guard let key = file.archive else { continue }
        do { _ = try archive(key) } catch {
          throw CatalogError(
            .badDescription, at: path, "files[\(index)].archive: \(error.place) \(error.problem)",
            hint: error.hint)
        }
      }
    }
  }

  /// The names in a folder of catalogs, which may be the embedded one.
  private static func names(in folder: String) throws(CatalogError) -> [String] {
    if folder == EmbeddedCatalogs.folder {
      return Set(EmbeddedCatalogs.names.compactMap { $0.split(separator: "/").first })
        .map(String.init).sorted()
    }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw CatalogError(
        .unusableFile, at: folder, "is not a folder that can be read",
        hint: "Name the folder Catalogs of the package")
    }
  }

  /// The standard catalog of the folder; the embedded one is the text of the same stars.
  package var standardCatalogPath: String {
    folder + (folder == EmbeddedCatalogs.folder ? "/rotators.ecsv" : "/rotators.fits")
  }

  /// The archive of a key, from which files of other catalogs come, and the catalog it belongs to.
  ///
  /// - Throws: ``CatalogError`` if there is none, or if it would come out of an archive itself.
  func archive(_ key: String) throws(CatalogError) -> (file: SourceFile, owner: CatalogManifest) {
    let owner = try manifest(key)
    guard let file = owner.files.first else {
      throw CatalogError(.badDescription, at: key, "has no file that could be an archive")
    }
    guard file.archive == nil else {
      throw CatalogError(
        .badDescription, at: key,
        "has for its first file \(file.name), which comes out of an archive itself",
        hint: "An archive has an address, or lies in a mirror folder")
    }
    return (file, owner)
  }

  /// The manifest of a key.
  package func manifest(_ key: String) throws(CatalogError) -> CatalogManifest {
    guard let manifest = manifests.first(where: { $0.key == key }) else {
      throw CatalogError(
        .unknownName, at: key, "is not a known catalog",
        hint: "Known in \(folder) are \(manifests.map(\.key).joined(separator: ", "))")
    }
    return manifest
  }

  /// The SHA-256 digests of the files that some catalogs read, by catalog and file.
  ///
  /// - Throws: ``CatalogError`` if a catalog is not known.
  package func pinnedFiles(
    of keys: Set<String>
  ) throws(CatalogError) -> [String: [String: String]] {
    var digests: [String: [String: String]] = [:]
    for key in keys {
      let manifest = try manifest(key)
      for table in manifest.tables {
        digests[key, default: [:]][table.file] = manifest.file(named: table.file)?.sha256
      }
    }
    return digests
  }

  /// The catalog whose table holds stars already, the one with the role of a compilation.
  package func compilation() throws(CatalogError) -> CatalogManifest {
    let found = manifests.filter { $0.role == .compilation }
    guard found.count == 1 else {
      throw CatalogError(
        .unknownName, at: folder,
        found.isEmpty
          ? "has no manifest with \"role\": \"compilation\""
          : "has several compilations: \(found.map(\.key).joined(separator: ", "))",
        hint: "Give the role to one manifest")
    }
    return found[0]
  }

  /// Keys of the clusters whose age is in dispute on any scale: figures of recovered ages are also given without them, so
  /// that they are about the same clusters on all scales.
  package var disputedClusters: Set<String> {
    Set(ageScales.flatMap(\.disputedClusters))
  }

  /// The age scale of a key.
  package func ageScale(_ key: String) throws(CatalogError) -> AgeScale {
    guard let scale = ageScales.first(where: { $0.key == key }) else {
      throw CatalogError(
        .unknownName, at: key, "is not a known age scale",
        hint:
          "Known in \(folder)/age-scales.json are \(ageScales.map(\.key).joined(separator: ", "))")
    }
    return scale
  }

  /// The age scale of a key, or where none is named the one that is usual for a purpose.
  package func ageScale(
    _ key: String?, usually role: AgeScale.Role
  ) throws(CatalogError) -> AgeScale {
    if let key { return try ageScale(key) }
    let found = ageScales.filter { $0.role == role }
    guard found.count == 1 else {
      throw CatalogError(
        .unknownName, at: "age-scales.json",
        found.isEmpty
          ? "has no age scale with \"role\": \"\(role.rawValue)\""
          : "has several age scales for \(role.rawValue): \(found.map(\.key).joined(separator: ", "))",
        hint: "Give the role to one age scale")
    }
    return found[0]
  }
}
