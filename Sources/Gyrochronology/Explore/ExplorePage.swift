// SPDX-License-Identifier: GPL-3.0-or-later
// One self-contained HTML file that computes ages in the browser.

package import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroFlows
internal import GyroPlatform

/// A page that computes ages where it is read: model, catalog and scripts are in it, and it asks no server.
///
/// Its Content-Security-Policy allows the scripts and the style of the page by their digests and no connection, so
/// that neither a name in a table nor an extension of the page can send anything anywhere.
package struct ExplorePage {
  /// The HTML.
  package let html: String

  /// Makes a page.
  ///
  /// - Parameters:
  ///   - name: A checkpoint file, or the name of the embedded model.
  ///   - library: The descriptions of the catalog whose clusters it shows.
  /// - Throws: ``GyroFlows/FlowError`` if the model cannot be read, ``GyroCatalogs/CatalogError`` if the catalog cannot.
  package init(modelNamed name: String = EmbeddedModel.name, library: CatalogLibrary) throws {
    let model = try LoadedModel(name)
    let bytes =
      name == EmbeddedModel.name ? EmbeddedModel.bytes : try FlowCheckpoint.contents(name)
    let constants = try ExploreConstants(model: model, library: library)
    let encoder = CanonicalJSON.encoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let json = String(decoding: try encoder.encode(constants), as: UTF8.self)
    let style = EmbeddedPage.text("page.css")
    let script = EmbeddedPage.script
    html = Self.filled(
      EmbeddedPage.text("page.html"),
      [
        "policy": Self.policy(style: style, script: script), "style": style, "script": script,
        // In a script element nothing but its end tag is markup.
        "constants": json.replacing("<", with: "\\u003c"),
        "model": Data(bytes).base64EncodedString(),
      ])
  }

  /// What the page may load and run: itself.
  private static func policy(style: String, script: String) -> String {
    func digest(_ text: String) -> String {
      let bytes = SHA256Digest(of: Array(text.utf8)).bytes
      return "'sha256-\(Data(bytes).base64EncodedString())'"
    }
    return [
      "default-src 'none'", "script-src \(digest(script))", "style-src \(digest(style))",
      "worker-src blob:", "img-src data: blob:", "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
  }

  /// A template whose marks `{{name}}` are replaced; what is put in is not searched for marks.
  private static func filled(_ template: String, _ values: [String: String]) -> String {
    var pieces = template.components(separatedBy: "{{")
    for index in pieces.indices.dropFirst() {
      let parts = pieces[index].split(
        separator: "}}", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let value = values[String(parts[0])] else {
        preconditionFailure(
          "the page has a mark that nothing belongs to: \(pieces[index].prefix(20))")
      }
      pieces[index] = value + String(parts[1])
    }
    return pieces.joined()
  }
}
