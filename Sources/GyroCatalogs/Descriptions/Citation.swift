// SPDX-License-Identifier: GPL-3.0-or-later
// What must be cited for a use of the catalogs, as BibTeX from the manifests.

internal import Algorithms

/// The references that a selection of stars rests on.
package struct Citation: Hashable, Sendable {
  /// The keys of the catalogs, sorted.
  package let keys: [String]
  /// The references in BibTeX, in the order of the keys, each once.
  package let bibtex: [String]

  /// The references of catalogs by key; keys of no catalog are left out.
  package init(keys: some Sequence<String>, library: CatalogLibrary) {
    let known = Set(keys)
    let manifests = library.manifests.filter { known.contains($0.key) }
    self.keys = manifests.map(\.key)
    bibtex = Array(manifests.map(\.bibtex).uniqued())
  }

  /// The references of stars: of their periods, memberships, extinctions, and of the matching they rest on.
  package init(stars: [StandardStar], library: CatalogLibrary) {
    var keys: Set<String> = []
    for star in stars {
      keys.formUnion(star.periodSources)
      keys.formUnion(star.periodCandidates.map(\.source))
      let words = [star.membershipSource, star.extinctionSource].compactMap { $0 }
      for word in words.joined(separator: " ").split(whereSeparator: { " :,()".contains($0) }) {
        keys.insert(String(word))
      }
    }
    // A file that came out of another source's archive is cited with that source.
    for manifest in library.manifests where keys.contains(manifest.key) {
      keys.formUnion(manifest.files.compactMap(\.archive))
    }
    self.init(keys: keys, library: library)
  }
}
