// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later
// The house: every target, its level, and the only arrows that may be drawn between them.

import PackageDescription

/// What every Swift target is compiled with; a warning is an error.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path, exclude: path == nil ? ["README.md"] : [],
    swiftSettings: strict)
}

func tests(
  of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "_TestSupport"] + dependencies,
    exclude: exclude, swiftSettings: strict)
}

/// What the standard library lacks of searching, chunking and comparing sequences.
let algorithms = Target.Dependency.product(name: "Algorithms", package: "swift-algorithms")

let package = Package(
  name: "Gyrochrone",
  platforms: [.macOS(.v15)],
  products: [
    .library(
      name: "Gyrochronology", targets: ["Gyrochronology", "GyroModel", "GyroQuantities"]),
    .library(name: "GyroSampling", targets: ["GyroSampling", "GyroNumerics"]),
    .library(name: "GyroC", type: .dynamic, targets: ["GyroC"]),
    .executable(name: "gyro", targets: ["gyro"]),
    .executable(name: "gyro-validate", targets: ["gyro-validate"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-algorithms", from: "1.2.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    // Level 0: system libraries, data inside the binary, vector kernels, the C library and the small part of Foundation.
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .target(
      name: "CEmbeddedModel", exclude: ["README.md", "default.safetensors", "default.sha256"]),
    .target(name: "CEmbeddedCatalogs", exclude: ["README.md"]),
    .target(name: "CEmbeddedPage", exclude: ["README.md", "page"]),
    .target(name: "GyroKernels", exclude: ["README.md"]),
    room("GyroPlatform", []),
    room("GyroEssentials", []),

    // Level 1: quantities with units, files, numbers without stars.
    room("GyroQuantities", ["GyroPlatform"]),
    room("GyroFiles", ["CCrypto", "CEmbeddedCatalogs", "GyroPlatform", "GyroEssentials"]),

    room("GyroNumerics", ["CGSL", "GyroKernels", "GyroPlatform", algorithms]),

    // Level 2: tables, flows, samplers, and pictures without stars.
    room(
      "GyroTables",
      ["CExpat", "CZlib", "GyroFiles", "GyroPlatform", "GyroEssentials", algorithms]),
    room("GyroFlows", ["GyroNumerics", "GyroKernels", "GyroFiles", "GyroPlatform", algorithms]),
    room(
      "GyroSampling",
      ["GyroNumerics", "GyroFiles", "GyroPlatform", "GyroEssentials", algorithms]),
    room("GyroPlotting", ["GyroNumerics", "GyroFiles", "GyroPlatform", "GyroEssentials"]),

    // Level 3: catalogs, and what a rotation period says about an age.
    room(
      "GyroCatalogs",
      [
        "GyroQuantities", "GyroNumerics", "GyroTables", "GyroFiles", "GyroPlatform",
        "GyroEssentials", algorithms,
      ]),
    room(
      "GyroModel",
      [
        "CEmbeddedModel", "GyroKernels", "GyroQuantities", "GyroNumerics", "GyroFlows", "GyroFiles",
        algorithms, "GyroPlatform",
      ]),

    // Level 4: the façade.
    room(
      "Gyrochronology",
      [
        "CEmbeddedModel", "CEmbeddedPage", "GyroQuantities", "GyroFiles", "GyroNumerics",
        "GyroTables", "GyroCatalogs", "GyroFlows", "GyroSampling", "GyroModel", "GyroPlatform",
        "GyroEssentials",
      ]),

    // Level 5: from calibration stars to a model.
    room(
      "GyroTraining",
      [
        "Gyrochronology", "GyroModel", "GyroCatalogs", "GyroFlows", "GyroNumerics", "GyroTables",
        "GyroQuantities", "GyroFiles", "GyroPlatform", "GyroEssentials",
      ]),

    // Level 6: how good a model and its ages are.
    room(
      "GyroStudies",
      [
        "GyroTraining", "Gyrochronology", "GyroModel", "GyroSampling", "GyroCatalogs", "GyroFlows",
        "GyroNumerics", "GyroTables", "GyroQuantities", "GyroFiles",
      ]),

    // Level 7: results as pictures.
    room(
      "GyroFigures",
      [
        "GyroStudies", "Gyrochronology", "GyroModel", "GyroPlotting", "GyroQuantities",
        "GyroNumerics", "GyroFiles", "GyroPlatform", "GyroEssentials",
      ]),

    // Level 8: the command.
    .executableTarget(
      name: "gyro",
      dependencies: [
        "GyroTraining", "GyroStudies", "Gyrochronology", "GyroFigures", "GyroPlotting",
        "GyroQuantities", "GyroFiles", "GyroNumerics", "GyroTables", "GyroCatalogs", "GyroFlows",
        "GyroSampling", "GyroModel", "GyroPlatform", "GyroEssentials",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"], swiftSettings: strict),

    // The library for other languages: a C interface, which the Python package calls.
    .target(
      name: "GyroC",
      dependencies: [
        "GyroFigures", "GyroPlotting", "Gyrochronology", "GyroModel", "GyroCatalogs",
        "GyroNumerics", "GyroTables", "GyroFlows", "GyroQuantities", "GyroFiles", "GyroPlatform",
        "GyroEssentials",
      ],
      exclude: ["README.md", "include"], swiftSettings: strict),

    // The claims with their thresholds: see Validation/README.md.
    .executableTarget(
      name: "gyro-validate",
      dependencies: [
        "GyroTraining", "GyroStudies", "Gyrochronology", "GyroQuantities", "GyroFiles",
        "GyroNumerics", "GyroCatalogs", "GyroFlows", "GyroSampling", "GyroModel",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Validation/Suites", exclude: ["README.md"], swiftSettings: strict),

    room("_TestSupport", ["GyroNumerics"], path: "Tests/_TestSupport"),
    tests(of: "GyroPlatform"),
    tests(of: "GyroQuantities"),
    tests(of: "GyroFiles"),
    tests(of: "GyroNumerics", exclude: ["Goldens"]),
    tests(of: "GyroTables", ["GyroFiles", "GyroNumerics"]),
    tests(
      of: "GyroCatalogs", ["GyroQuantities", "GyroFiles", "GyroNumerics", "GyroTables"]),
    tests(of: "GyroFlows", ["GyroNumerics", "GyroKernels", "GyroFiles"]),
    tests(of: "GyroSampling", ["GyroNumerics", "GyroFiles"], exclude: ["Goldens"]),
    tests(of: "GyroPlotting", ["GyroNumerics", "GyroFiles"], exclude: ["Snapshots"]),
    tests(of: "GyroModel", ["GyroQuantities", "GyroNumerics", "GyroFlows"]),
    tests(
      of: "Gyrochronology",
      [
        "GyroQuantities", "GyroFiles", "GyroNumerics", "GyroTables", "GyroCatalogs", "GyroFlows",
        "GyroSampling", "GyroModel",
      ]),
    tests(
      of: "GyroTraining",
      [
        "Gyrochronology", "GyroModel", "GyroCatalogs", "GyroFlows", "GyroNumerics",
        "GyroQuantities",
      ]),
    tests(
      of: "GyroStudies",
      [
        "GyroTraining", "Gyrochronology", "GyroModel", "GyroCatalogs", "GyroFlows", "GyroNumerics",
        "GyroQuantities", "GyroFiles",
      ]),
    tests(
      of: "GyroFigures",
      [
        "GyroStudies", "GyroTraining", "Gyrochronology", "GyroModel", "GyroPlotting",
        "GyroSampling", "GyroQuantities", "GyroFiles", "GyroNumerics",
      ],
      exclude: ["Snapshots"]),
    tests(
      of: "gyro",
      [
        "gyro-validate", "GyroStudies", "Gyrochronology", "GyroModel", "GyroCatalogs",
        "GyroNumerics", "GyroTables", "GyroQuantities", "GyroFiles",
      ],
      exclude: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu17
)

// Tests of numbers take six times as long in a debug build: the test scripts ask for optimized sources, with the tests themselves as they are.
// In a variable of the environment, since a package with unsafe flags cannot be a dependency.
if Context.environment["GYRO_OPTIMIZED"] != nil {
  for target in package.targets where ![.test, .system].contains(target.type) {
    target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-O"])]
    target.cSettings = (target.cSettings ?? []) + [.unsafeFlags(["-O2"])]
  }
}

// The fuzzers of everything that strangers write, in a build of its own: see Validation/Fuzzing/README.md.
if Context.environment["GYRO_FUZZ"] != nil {
  let parsers = [
    "GyroTables", "GyroFiles", "GyroFlows", "GyroSampling", "GyroPlotting", "GyroModel",
    "Gyrochronology", "GyroTraining", "GyroStudies", "GyroFigures",
  ]
  for target in package.targets where parsers.contains(target.name) {
    target.swiftSettings = strict + [.unsafeFlags(["-sanitize=fuzzer,address"])]
  }
  // Swift traps on what C leaves undefined; the kernels are made to trap, too.
  for target in package.targets where target.name == "GyroKernels" {
    target.cSettings = [
      .unsafeFlags(["-fsanitize=address,undefined", "-fsanitize-trap=undefined"])
    ]
  }
  package.targets.append(
    .executableTarget(
      name: "GyroFuzz", dependencies: parsers.map { .byName(name: $0) },
      path: "Validation/Fuzzing/Sources",
      swiftSettings: strict + [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]))
}
