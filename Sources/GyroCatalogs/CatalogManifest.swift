// SPDX-License-Identifier: GPL-3.0-or-later
// What is known about a source of rotation periods: who made it, where it is, what its columns mean.

/// The description of a source catalog, kept in `Catalogs/<author-year>/manifest.json`.
///
/// To add a catalog is to add such a file: where its tables are, what their columns mean, and by
/// which rules their rows become standard stars.
public struct CatalogManifest: Codable, Hashable, Sendable {
  /// The key, author and year, that is also the name of its folder.
  public let key: String
  /// The title of the paper.
  public let title: String
  /// The 19-character bibliographic code.
  public let bibcode: String
  /// The digital object identifier, where one is known for certain.
  public let doi: String?
  /// Where a person finds the catalog.
  public let address: String
  /// The terms under which the tables may be used.
  public let licence: String
  /// Whether rows made from this catalog may stand in the committed standard catalog.
  public let isRedistributed: Bool
  /// What a user of the catalog should know, in a sentence or two.
  public let about: String
  /// The reference in BibTeX.
  public let bibtex: String
  /// The files.
  public let files: [SourceFile]
  /// The tables in them that hold rotators; none for a source that only carries files of others.
  public let tables: [SourceTable]

  /// Reads a manifest.
  public init(path: String) throws(CatalogError) {
    self = try readDescription(CatalogManifest.self, at: path)
    try validate(at: path)
  }

  /// The file of a name; nil if there is none.
  public func file(named name: String) -> SourceFile? { files.first { $0.name == name } }

  private func validate(at path: String) throws(CatalogError) {
    for table in tables {
      guard let file = file(named: table.file) else {
        throw CatalogError(
          .badDescription, at: path, "names a table in \"\(table.file)\", which is not in \"files\""
        )
      }
      if let reason = file.refused {
        throw CatalogError(
          .badDescription, at: path, "reads \"\(table.file)\", which is refused: \(reason)")
      }
      for name in table.rules.compactMap(\.flag) where QualityFlags.named(name) == nil {
        throw CatalogError(
          .badDescription, at: path, "sets the flag \"\(name)\", which does not exist",
          hint: "Flags are \(QualityFlags.names.map(\.name).joined(separator: ", "))")
      }
    }
  }
}

/// A file of a source catalog, pinned by its digest.
public struct SourceFile: Codable, Hashable, Sendable {
  /// The name under which it is kept.
  public let name: String
  /// Its SHA-256 digest in hexadecimal.
  public let sha256: String
  /// Where it is fetched: a web address, or `pypi:NAME==VERSION` for a Python source distribution.
  public let address: String?
  /// The key of the manifest whose archive holds it, in place of an address.
  public let archive: String?
  /// Its path in that archive.
  public let member: String?
  /// Folders of a mirror in which to look, besides the mirror itself and the one of the key.
  public let mirrorFolders: [String]?
  /// Why the rows of the file are not used, where they are not.
  public let refused: String?
}
