// SPDX-License-Identifier: GPL-3.0-or-later
// Which group is dated and how its posterior is sampled, as options.

public import ArgumentParser
internal import GyroCatalogs
internal import GyroFiles
internal import GyroModel
internal import Gyrochronology

/// A cluster of a catalog in place of a table.
struct ClusterCatalogOptions: ParsableArguments {
  @Option(
    help: "A cluster of the catalog by any of its names, or all.",
    completion: .custom { _, _, _ in ClusterNames.all + ["all"] })
  var cluster: String?
  @Option(
    help: "A standard catalog. Default: that of --catalogs, else the one inside the program.",
    completion: .file())
  var catalog: String?
  @Option(help: "The catalog made of one source alone, by its key, such as vanlane-2025.")
  var source: String?
  @Option(
    help: ArgumentHelp(
      "Which stars: \(CatalogSelection.names.joined(separator: ", ")). "
        + "Default: chronoflow for the ChronoFlow table, else authors."),
    completion: .list(CatalogSelection.names))
  var selection: String?
  @OptionGroup var sources: CatalogSourceOptions

  func validate() throws {
    try CatalogSelection.check(selection)
    if cluster == nil, let option = given.first {
      throw ValidationError("\(option) goes with --cluster.")
    }
    if catalog != nil, source != nil {
      throw ValidationError("--catalog and --source are both given; expected one of them.")
    }
  }

  /// Declares the files that a cluster of the catalog is read from.
  func declare(in files: inout FileRoles) {
    guard cluster != nil else { return }
    if source == nil {
      files.readsCatalog(catalog, in: sources.folder)
    } else {
      files.reads(sources.folder)
    }
  }

  private var given: [String] {
    [("--catalog", catalog), ("--source", source), ("--selection", selection)]
      .filter { $0.1 != nil }.map(\.0)
  }

  /// The stars that are asked for.
  var request: ClusterRequest.CatalogStars {
    ClusterRequest.CatalogStars(
      cluster: cluster == "all" ? nil : cluster, path: catalog, source: source,
      selection: selection)
  }
}

/// How the posterior is computed.
struct ClusterSamplingOptions: ParsableArguments {
  @Option(
    help: "nuts samples all nuisances; grid is exact, with all but the outlier fraction fixed.")
  var method = ClusterMethod.nuts
  @Flag(help: "Sample all clusters together, with the scales of their nuisances learned.")
  var joint = false
  @Option(parsing: .unconditional, help: "Chains of the sampler, 1 to 64.")
  var chains = ClusterRequest.usualChainCount
  @Option(
    name: .customLong("draws"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Draws of each chain, after half as many to warm up (default: \(ClusterRequest.usualDrawCount)). With the "
        + "name of a file, .json, .zarr or .fits, the draws are written to it in physical units, with ArviZ's names; both "
        + "can be given.", valueName: "n|file"))
  var drawsGiven: [DrawsChoice] = []
  @Option(help: "The seed of all random numbers.") var seed = ClusterRequest.usualSeed
  @Option(
    help: ArgumentHelp(
      "Keep the state of the sampler in this file, in an internal format; an interrupted run goes on from it.",
      valueName: "file"), completion: .file())
  var drawsFile: String?
  @Option(
    parsing: .unconditional,
    help:
      "Let the members differ in age: the scale of the prior on their spread, dex; 0 means no spread."
  )
  var ageSpread = 0.0
  @Option(
    parsing: .unconditional,
    help: "Standard deviation of the prior on the zero point of E(BP-RP), mag.")
  var zeroPointSigma = ClusterPriors().zeroPointSigma
  @Option(
    parsing: .unconditional,
    help: "Standard deviation of the prior on the shift of the membership log-odds, nat.")
  var membershipShiftSigma = ClusterPriors().membershipShiftSigma
  @Option(
    parsing: .unconditional,
    help:
      "What the calibrators add to the error, dex; 0 adds nothing (default: the documented floor for the age)."
  )
  var calibrationSigma: Double?

  func validate() throws {
    try Usage.check("--chains", chains, in: 1...64)
    try Usage.check("--draws", draws, in: 10...1_000_000)
    try Usage.check("--age-spread", ageSpread, in: 0...0.3)
    try Usage.check("--zero-point-sigma", zeroPointSigma, in: 0...0.3)
    try Usage.check("--membership-shift-sigma", membershipShiftSigma, in: 0...5)
    try Usage.check("--calibration-sigma", calibrationSigma, in: 0...1)
    guard drawsGiven.count == (drawCount == nil ? 0 : 1) + (drawsTable == nil ? 0 : 1) else {
      throw ValidationError("--draws is given twice; expected at most one number and one file.")
    }
    guard method == .grid else { return }
    if drawsTable != nil { throw ValidationError("--draws FILE goes with --method nuts.") }
    if joint { throw ValidationError("--joint goes with --method nuts.") }
    if drawsFile != nil { throw ValidationError("--draws-file goes with --method nuts.") }
    if ageSpread > 0 { throw ValidationError("--age-spread goes with --method nuts.") }
  }

  private var drawCount: Int? {
    for case .count(let count) in drawsGiven { return count }
    return nil
  }
  /// The draws of each chain.
  private var draws: Int { drawCount ?? ClusterRequest.usualDrawCount }
  /// The file for draws in physical units.
  var drawsTable: String? {
    for case .file(let path) in drawsGiven { return path }
    return nil
  }

  /// Declares the draws, and the files next to them until they are complete.
  func declare(in files: inout FileRoles) {
    if let drawsTable, ClusterDraws.isFolder(drawsTable) {
      files.writes(folder: drawsTable, "--draws")
    } else {
      files.writes(drawsTable, "--draws")
    }
    guard let drawsFile else { return }
    files.writes(drawsFile, "--draws-file")
    for path in ClusterAgeEstimator.paths(besideDraws: drawsFile) {
      files.keeps(path, "the state of --draws-file")
    }
  }

  /// A request with these choices.
  func request(_ stars: ClusterRequest.Stars, command: [String]) -> ClusterRequest {
    var request = ClusterRequest(stars, command: command)
    (request.method, request.isJoint, request.seed) = (method, joint, seed)
    (request.chainCount, request.drawCount, request.drawsFile) = (chains, draws, drawsFile)
    (request.ageSpread, request.zeroPointSigma) = (ageSpread, zeroPointSigma)
    request.membershipShiftSigma = membershipShiftSigma
    request.calibrationSigma = calibrationSigma
    return request
  }
}

extension ClusterMethod: ExpressibleByArgument {}

extension DrawsChoice: ExpressibleByArgument {
  init?(argument: String) { self.init(text: argument) }
}
