// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that run one part of the package so that another program's can be run beside it.

import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Gyrochrone", path: "../..")],
  targets: [
    .executableTarget(
      name: "sampler-draws",
      dependencies: [.product(name: "GyroSampling", package: "Gyrochrone")])
  ],
  swiftLanguageModes: [.v6]
)
