// SPDX-License-Identifier: GPL-3.0-or-later
// Finished parts of a run on disk, each named by the identity of what it depends on.

internal import GyroEssentials
internal import GyroPlatform

/// A result that is found again by its label, the digest of everything that it depends on.
package protocol LabeledArtefact: Artefact {
  /// The digest, hexadecimal; see ``Fingerprint``.
  var label: String { get }
}

/// A folder with a file for each finished part of a run.
///
/// A result is found by its label, so one that was made from other data is never taken, and one whose input
/// did not change is never made again. Every file appears whole, and carries its digest: one that was
/// altered or damaged counts as missing, and is made again.
package struct ResultStore<Result: LabeledArtefact & Sendable>: Sendable {
  /// The folder.
  package let folder: String

  /// Opens a folder that is there, or will be made by somebody else.
  package init(folder: String) { self.folder = folder }

  /// Opens a folder, which is made where it does not exist.
  ///
  /// - Throws: ``FileError`` if it cannot be made.
  package init(creating folder: String) throws(FileError) {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FileError(
        path: folder, problem: "cannot be made a folder",
        hint: "Check that no file stands there and that its parent is writable")
    }
  }

  /// The result with a label; nil if there is none, or it is damaged.
  package func result(_ label: String) -> Result? {
    guard let path = try? path(label), let result = try? Result(path: path), result.label == label
    else { return nil }
    return result
  }

  /// The result with a label, made and kept where it is not there.
  ///
  /// - Throws: What making it throws; ``FileError`` if it cannot be kept.
  package func result(_ label: String, otherwise make: () throws -> Result) throws -> Result {
    if let result = result(label) { return result }
    let result = try make()
    try save(result)
    return result
  }

  /// Keeps a result.
  ///
  /// - Throws: ``FileError`` if it cannot be written, its label is no digest, or the result cannot be.
  package func save(_ result: Result) throws(FileError) {
    try result.write(to: try path(result.label))
  }

  /// Removes results that nobody will want to go on from, and the folder if nothing else is in it.
  package func remove(_ labels: some Sequence<String>) {
    for label in labels {
      if let path = try? path(label) { unlink(path) }
    }
    rmdir(folder)
  }

  /// The file of a label, which is a digest and never a path.
  private func path(_ label: String) throws(FileError) -> String {
    guard let digest = SHA256Digest(hexadecimal: label) else {
      throw FileError(path: folder, problem: "has no place for the label \"\(label.prefix(100))\"")
    }
    return "\(folder)/\(digest).json"
  }
}
