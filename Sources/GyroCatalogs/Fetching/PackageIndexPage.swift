// SPDX-License-Identifier: GPL-3.0-or-later
// A page of a package index: the files of one package, as JSON (PEP 691) or as HTML (PEP 503).

internal import Algorithms
internal import GyroEssentials

/// The files that an index has of a package.
struct PackageIndexPage {
  /// One file.
  struct File: Hashable {
    let name: String
    let url: URL
    /// Its digest in lowercase hexadecimal, where the index gives one.
    let sha256: String?
  }

  let files: [File]

  /// Reads a page; what is not understood on it is passed over.
  init(_ data: Data, at page: URL) {
    if let listed = try? JSONDecoder().decode(Listed.self, from: data) {
      files = listed.files.compactMap { file in
        URL(string: file.url, relativeTo: page).map {
          File(
            name: file.filename, url: $0.absoluteURL,
            sha256: file.hashes?["sha256"]?.lowercased())
        }
      }
    } else {
      let text = String(decoding: data, as: UTF8.self)
      files = text.matches(
        of: /<a\s[^>]*?href\s*=\s*["']([^"'#]*)(?:#sha256=([0-9A-Fa-f]*))?[^>]*>([^<]*)</
      )
      .compactMap { match in
        let address = match.1.replacing("&amp;", with: "&")
        return URL(string: String(address), relativeTo: page).map {
          File(
            name: String(match.3.trimming(while: \.isWhitespace)), url: $0.absoluteURL,
            sha256: match.2.map { $0.lowercased() })
        }
      }
    }
  }

  private struct Listed: Decodable {
    struct File: Decodable {
      let filename, url: String
      let hashes: [String: String]?
    }
    let files: [File]
  }
}
