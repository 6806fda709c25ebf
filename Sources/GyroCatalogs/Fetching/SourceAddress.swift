// SPDX-License-Identifier: GPL-3.0-or-later
// Where a source file is published: a web page, or a source distribution in a package index.

package import GyroEssentials
internal import GyroPlatform

/// An address that a manifest gives, taken apart.
package enum SourceAddress: Hashable, Sendable, CustomStringConvertible {
  /// A file on the web, over https.
  case web(URL)
  /// The source archive of a Python package: `pypi:NAME==VERSION`.
  case distribution(name: String, version: String)

  /// Takes an address apart; nil for anything but the two forms.
  package init?(_ text: String) {
    if text.hasPrefix("pypi:") {
      guard
        let match = text.wholeMatch(
          of: /pypi:([A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?)==([0-9][A-Za-z0-9.!+]{0,63})/)
      else { return nil }
      self = .distribution(name: String(match.1), version: String(match.2))
    } else {
      // Foundation would mend what is not printable ASCII; here it is a mistake.
      guard text.utf8.count <= 2048, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
        let parts = URLComponents(string: text), parts.scheme == "https",
        let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil,
        let url = parts.url
      else { return nil }
      self = .web(url)
    }
  }

  /// The address as it stands in a manifest.
  package var description: String {
    switch self {
    case .web(let url): url.absoluteString
    case .distribution(let name, let version): "pypi:\(name)==\(version)"
    }
  }
}
