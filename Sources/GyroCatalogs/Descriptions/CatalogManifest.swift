// SPDX-License-Identifier: GPL-3.0-or-later
// What is known about a source of rotation periods: who made it, where it is, what its columns mean.

/// The description of a source catalog, kept in `Catalogs/<author-year>/manifest.json`.
///
/// To add a catalog is to add such a file: where its tables are, what their columns mean, and by
/// which rules their rows become standard stars.
package struct CatalogManifest: Decodable, Hashable, Sendable {
  /// The key, author and year, that is also the name of its folder.
  package let key: String
  /// The title of the paper.
  package let title: String
  /// What the catalog is to the ingester, where it is not one source among others.
  package let role: Role?
  /// The 19-character bibliographic code.
  package let bibcode: String
  /// The digital object identifier, where one is known for certain.
  package let doi: String?
  /// Where a person finds the catalog.
  package let address: String
  /// The terms under which the tables may be used.
  package let license: String
  /// Whether rows made from this catalog may stand in the committed standard catalog.
  package let isRedistributed: Bool
  /// What a user of the catalog should know, in a sentence or two.
  package let about: String
  /// The reference in BibTeX.
  package let bibtex: String
  /// The files.
  package let files: [SourceFile]
  /// The tables in them that hold rotators; none for a source that only carries files of others.
  package let tables: [SourceTable]

  /// What a catalog can be besides a source.
  package enum Role: String, Codable, Sendable {
    /// A table each row of which is a star already, with a cluster and a color; there is one at most.
    case compilation
  }

  private enum CodingKeys: String, CodingKey {
    case key, title, role, bibcode, doi, address, license, licence, isRedistributed, about, bibtex
    case files, tables
  }

  /// Reads a manifest.
  package init(path: String) throws(CatalogError) {
    self = try readDescription(CatalogManifest.self, at: path)
    try validate(at: path)
  }

  /// Reads a description; a key that could not be the name of a folder is an error.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    key = try container.decode(.key, forKey: .key)
    title = try container.decode(.line, forKey: .title)
    bibcode = try container.decode(.line, forKey: .bibcode)
    doi = try container.decodeIfPresent(.line, forKey: .doi)
    address = try container.decode(.pageForReaders, forKey: .address)
    // Older manifests have the British spelling.
    let licenseKey: CodingKeys = container.contains(.licence) ? .licence : .license
    license = try container.decode(.line, forKey: licenseKey)
    role = try container.decodeIfPresent(Role.self, forKey: .role)
    isRedistributed = try container.decode(Bool.self, forKey: .isRedistributed)
    about = try container.decode(.line, forKey: .about)
    bibtex = try container.decode(.lines, forKey: .bibtex)
    files = try container.decode([SourceFile].self, forKey: .files)
    tables = try container.decode([SourceTable].self, forKey: .tables)
  }

  /// The file of a name; nil if there is none.
  package func file(named name: String) -> SourceFile? { files.first { $0.name == name } }

  private func validate(at path: String) throws(CatalogError) {
    for (names, what) in [
      (files.map(\.name), "name"),
      (files.compactMap { file in file.member.map { "\(file.archive ?? ""): \($0)" } }, "member"),
    ] {
      var seen: Set<String> = []
      for name in names where !seen.insert(name).inserted {
        throw CatalogError(
          .badDescription, at: path, "files: two have the \(what) \(TextRule.quoted(name))")
      }
    }
    for (index, table) in tables.enumerated() {
      guard let file = file(named: table.file) else {
        throw CatalogError(
          .badDescription, at: path,
          "tables[\(index)].file: found \(TextRule.quoted(table.file)), which is not in \"files\"")
      }
      if let reason = file.refused {
        throw CatalogError(
          .badDescription, at: path,
          "tables[\(index)].file: reads \"\(table.file)\", which is refused: \(reason)")
      }
      for name in table.rules.compactMap(\.flag) where QualityFlags.named(name) == nil {
        throw CatalogError(
          .badDescription, at: path,
          "tables[\(index)].rules: sets the flag \(TextRule.quoted(name)), which does not exist",
          hint: "Flags are \(QualityFlags.names.map(\.name).joined(separator: ", "))")
      }
    }
  }
}
