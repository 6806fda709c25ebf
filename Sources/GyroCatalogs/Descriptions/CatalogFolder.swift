// SPDX-License-Identifier: GPL-3.0-or-later
// Where the folder of catalogs is.

internal import GyroEssentials
package import GyroFiles
internal import GyroPlatform

/// The folder `Catalogs` that is read or worked on.
package struct CatalogFolder: Sendable {
  /// The path.
  package let path: String
  /// What the user should know of the choice; nil where it was the user's, or there was none.
  package let remark: String?

  /// The folder that is read: which numbers a result rests on does not depend on where the command is run.
  ///
  /// - Parameter named: What the user named; nil is the folder of the variable `GYRO_CATALOGS`, else the one
  ///   inside the program.
  package init(named: String?) {
    (path, remark) = (named ?? Self.variable ?? EmbeddedCatalogs.folder, nil)
  }

  /// The folder that is worked on: one in the working folder or above it goes before that in the program.
  ///
  /// - Parameter named: What the user named; nil is the folder of the variable.
  package init(workingOn named: String?) {
    if let named = named ?? Self.variable {
      (path, remark) = (named, nil)
      return
    }
    guard let near = Self.above(URL(filePath: FileManager.default.currentDirectoryPath)) else {
      (path, remark) = (EmbeddedCatalogs.folder, nil)
      return
    }
    // A folder that another user can write to is not read unless it is named.
    (path, remark) =
      Self.isTrusted(near)
      ? (near, "the catalogs are those in \(near)")
      : (
        EmbeddedCatalogs.folder,
        "\(near) belongs to another user, or everybody can write to it. It is passed over; "
          + "--catalogs takes it."
      )
  }

  private static var variable: String? {
    ProcessInfo.processInfo.environment["GYRO_CATALOGS"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The nearest folder Catalogs in a folder or above it.
  private static func above(_ start: URL) -> String? {
    var folder = start
    while true {
      let candidate = folder.appending(path: "Catalogs")
      if FileManager.default.fileExists(atPath: candidate.appending(path: "clusters.json").path) {
        return candidate.path
      }
      guard folder.pathComponents.count > 1 else { return nil }
      folder = folder.deletingLastPathComponent()
    }
  }

  /// Whether a folder and its list of clusters can only be changed by this user, by root or by a group.
  private static func isTrusted(_ folder: String) -> Bool {
    [folder, folder + "/clusters.json"].allSatisfy { path in
      var status = stat()
      return stat(path, &status) == 0 && [geteuid(), 0].contains(status.st_uid)
        && status.st_mode & S_IWOTH == 0
    }
  }
}

extension FileRoles {
  /// Declares the descriptions in a folder of catalogs, where there is one.
  package mutating func reads(catalogs folder: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".json") { reads(path, "the catalogs' \(name)") }
      let manifest = path + "/manifest.json"
      if FileManager.default.fileExists(atPath: manifest) {
        reads(manifest, "the manifest of \(name)")
      }
    }
  }

  /// Declares a standard catalog, by default one in a folder of catalogs, and the descriptions there.
  package mutating func readsCatalog(
    _ path: String?, _ option: String = "--catalog", named name: String = "rotators.fits",
    in folder: String
  ) {
    reads(catalogs: folder)
    if let path {
      reads(path, option)
    } else {
      reads("\(folder)/\(name)", "the standard catalog")
    }
  }
}
