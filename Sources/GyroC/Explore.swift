// SPDX-License-Identifier: GPL-3.0-or-later
// The page that computes ages in a browser.

internal import GyroCatalogs
internal import GyroFiles
internal import Gyrochronology

/// The page of `gyro explore`, with the catalog inside the library.
@c(gyro_explore)
public func gyroExplore(
  _ model: UnsafePointer<CChar>?, _ html: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageSize: Int
) -> Int32 {
  MessageBuffer(message, messageSize).catching {
    guard let html else { throw ArgumentError("html is NULL.") }
    html.pointee = nil
    let name = model.map { String(cString: $0) } ?? EmbeddedModel.name
    let library = try CatalogLibrary(folder: EmbeddedCatalogs.folder)
    html.pointee = copied(try ExplorePage(modelNamed: name, library: library).html)
  }
}
