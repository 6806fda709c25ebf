// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later
// A package that uses the library, as any other would.

import PackageDescription

let package = Package(
  name: "Examples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Gyrochrone", path: "../..")],
  targets: [
    .executableTarget(
      name: "two-stars",
      dependencies: [
        .product(name: "Gyrochronology", package: "Gyrochrone")
      ])
  ],
  swiftLanguageModes: [.v6]
)
