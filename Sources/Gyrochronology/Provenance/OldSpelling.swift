// SPDX-License-Identifier: GPL-3.0-or-later
// Spellings of the version before, which work for one more version with a note.

internal import GyroEssentials
internal import GyroPlatform

/// Rewrites arguments from the spelling of version 0.1 to that of today.
package enum OldSpelling {
  /// The arguments as they are spelled today, and a note for each that was not.
  package static func modernized(_ arguments: [String]) -> (arguments: [String], notes: [String]) {
    switch arguments.first {
    case "cluster": cluster(arguments)
    case "simulate": renaming("--stars", to: "--count", in: arguments)
    default: (arguments, [])
    }
  }

  /// `--catalog NAME` is `--cluster NAME`, and `--catalog-file FILE` is `--catalog FILE`.
  private static func cluster(_ arguments: [String]) -> (arguments: [String], notes: [String]) {
    var arguments = arguments
    var notes: [String] = []
    for index in arguments.indices {
      let parts = arguments[index].split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.first == "--catalog" else { continue }
      let following = index + 1 < arguments.count ? arguments[index + 1] : nil
      guard let value = parts.count > 1 ? parts[1] : following, !isFile(value) else { continue }
      arguments[index] = parts.count > 1 ? "--cluster=\(value)" : "--cluster"
      notes.append(note("--catalog NAME", "--cluster NAME"))
    }
    let (rest, further) = renaming("--catalog-file", to: "--catalog", in: arguments)
    return (rest, notes + further)
  }

  /// Whether a value is a file or is spelled like one; a cluster's name has neither a dot nor a slash.
  private static func isFile(_ value: String) -> Bool {
    value.contains(".") || value.contains("/") || FileManager.default.fileExists(atPath: value)
  }

  private static func renaming(
    _ old: String, to new: String, in arguments: [String]
  ) -> (arguments: [String], notes: [String]) {
    var isFound = false
    let renamed = arguments.map { argument in
      guard argument == old || argument.hasPrefix(old + "=") else { return argument }
      isFound = true
      return new + argument.dropFirst(old.count)
    }
    return (renamed, isFound ? [note(old, new)] : [])
  }

  private static func note(_ old: String, _ new: String) -> String {
    "note: \(old) is now \(new); the old spelling works until version 0.3"
  }
}
