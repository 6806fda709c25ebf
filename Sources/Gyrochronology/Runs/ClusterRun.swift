// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of groups of coeval stars from a request to the answers, for a table and for a catalog.

package import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroModel
internal import GyroPlatform
internal import GyroSampling
internal import GyroTables

/// Dates the groups of a request.
public struct ClusterRun {
  /// How far a run has come.
  public struct Progress: Sendable {
    /// Groups that are done (on the grid) or the group that is under way (sampled), of how many.
    public let cluster, clusterCount: Int
    /// The fraction of the draws that is done; nil on the grid.
    public let fraction: Double?
    /// The name of the group that is under way; empty on the grid.
    public let name: String
  }

  /// What makes the ages.
  public let estimator: ClusterAgeEstimator
  /// The groups.
  public let inputs: [ClusterInput]
  /// What the ages rest on, to be recorded with them.
  public let manifest: ClusterManifest
  /// What is known of the stars before they are dated.
  public let warnings: [RunWarning]
  private let request: ClusterRequest

  /// Reads all that a run on the stars of a table rests on.
  ///
  /// - Throws: As the other initializer; ``RequestError`` for stars of a catalog, which has to be given.
  public init(_ request: ClusterRequest) throws { try self.init(request, library: nil) }

  /// Reads all that a run rests on.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - library: The clusters and manifests, for stars of a catalog.
  ///   - fetcher: Where the files of sources are, for a catalog made of one source.
  /// - Throws: ``RequestError`` if the request makes no sense or names an unknown cluster;
  ///   ``GyroFlows/FlowError``, ``GyroTables/TableError``, ``GyroFiles/FileError`` or
  ///   ``GyroCatalogs/CatalogError`` if a file cannot be read; ``GyroModel/ModelError`` if the prior is zero at
  ///   every age allowed.
  package init(
    _ request: ClusterRequest, library: CatalogLibrary?,
    fetcher: SourceFetcher? = nil
  ) throws {
    try request.check()
    let found: GivenStars
    switch request.stars {
    case .table(let path, let name, let columns):
      found = try GivenStars(
        table: path, name: name, columns: columns, form: request.tableForm,
        shared: request.extinctionOfStars, groupColumn: request.groupColumn)
    case .catalog(let stars):
      guard let library else { throw RequestError("Clusters of a catalog need its library.") }
      found = try GivenStars(stars, library: library, fetcher: fetcher)
    }
    let known = try request.assumptions.ageLikelihood.map { try AgeLikelihoods(path: $0) }
    if let known, known.only == nil {
      throw RequestError(
        "--age-likelihood names a table with \(known.starCount) names; expected one, that of the group."
      )
    }
    try self.init(
      request, found, ageLikelihoods: known,
      warnings: found.inputs.prefix(1).compactMap { group in
        known?.onlyName.flatMap { Self.warning(ofLikelihood: $0, for: group.name, library) }
      })
  }

  /// Prepares to date a group whose stars are in memory, in place of those that the request names.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - group: The stars.
  ///   - ageLikelihoods: What else is known of the age, as that of a single star.
  /// - Throws: ``RequestError``, ``GyroFlows/FlowError``, ``GyroTables/TableError`` or ``GyroModel/ModelError`` as
  ///   for stars from files.
  package init(
    _ request: ClusterRequest, group: ClusterInput, ageLikelihoods: AgeLikelihoods? = nil
  ) throws {
    try request.check()
    if let ageLikelihoods, ageLikelihoods.only == nil {
      throw RequestError(
        "The age likelihoods are those of \(ageLikelihoods.starCount) stars; expected one, that of the group."
      )
    }
    try self.init(request, GivenStars(group), ageLikelihoods: ageLikelihoods, warnings: [])
  }

  private init(
    _ request: ClusterRequest, _ found: GivenStars, ageLikelihoods known: AgeLikelihoods?,
    warnings: [RunWarning]
  ) throws {
    let assumptions = try request.assumptions.assumptions()
    let estimator = try ClusterAgeEstimator(
      stars: AgeEstimator(model: LoadedModel(request.assumptions.model), assumptions: assumptions),
      priors: request.priors,
      calibration: request.calibrationSigma.map { CalibrationUncertainty(sigma: $0) }
        ?? CalibrationUncertainty(), terms: AgeTerms(known?.only.map { [$0] } ?? []))
    (self.request, self.estimator) = (request, estimator)
    inputs = found.inputs
    self.warnings =
      request.assumptions.warnings(for: estimator.stars.model) + found.warnings
      + (request.extinctionRemark.map { [RunWarning(.sharedExtinction, $0)] } ?? []) + warnings
    manifest = ClusterManifest(
      estimator, method: request.method, isJoint: request.isJoint,
      settings: request.settings(clusterCount: inputs.count), seed: request.seed,
      source: found.source, ageLikelihoods: known, command: request.command)
  }

  /// What is to be said where an age likelihood bears none of the names of the group.
  private static func warning(
    ofLikelihood name: String, for group: String, _ library: CatalogLibrary?
  ) -> RunWarning? {
    let known = library?.clusters.cluster(named: group)
    let names = [group] + (known.map { [$0.key, $0.name] + $0.aliases } ?? [])
    guard !names.map(ClusterList.folded).contains(ClusterList.folded(name)) else { return nil }
    return RunWarning(
      .otherAgeLikelihood,
      "the age likelihood is that of \"\(name)\", which is not a name of the group, \"\(group)\"; it "
        + "is used all the same. Check that it belongs to this group; if it does, give its rows "
        + "the name of the group" + (known == nil ? ", or the group that name with --name" : ""))
  }

  /// Dates the groups.
  ///
  /// - Parameters:
  ///   - threadCount: Threads to use; does not change the result.
  ///   - progress: Called again and again; false ends the run.
  /// - Returns: One answer for each group, with ``ClusterEstimates/warnings``; nil if the run was ended.
  /// - Throws: ``GyroModel/ModelError`` if the prior cannot be held by the grid; ``GyroSampling/SamplingError`` if
  ///   the file of draws cannot be used.
  public func run(
    threadCount: Int, progress: (Progress) -> Bool = { _ in true }
  ) throws -> ClusterEstimates? {
    switch request.method {
    case .grid:
      try estimator.estimatesOnGrid(inputs, seed: request.seed, threadCount: threadCount) { done in
        progress(
          Progress(cluster: done, clusterCount: inputs.count, fraction: nil, name: ""))
      }
    case .nuts:
      try estimator.sampledEstimates(
        inputs, settings: request.settings(clusterCount: inputs.count), jointly: request.isJoint,
        seed: request.seed, threadCount: threadCount, file: request.drawsFile
      ) { cluster, fraction in
        progress(
          Progress(
            cluster: cluster, clusterCount: inputs.count, fraction: fraction,
            name: inputs[cluster].name))
      }
    }
  }
}

/// The groups of a request, and where they come from.
private struct GivenStars {
  let inputs: [ClusterInput]
  let source: ClusterManifest.Source
  var warnings: [RunWarning] = []

  /// A group in memory.
  init(_ group: ClusterInput) {
    (inputs, source) = ([group], ClusterManifest.Source(name: group.name))
  }

  init(
    table path: String, name: String?, columns requested: [StarColumn: String], form: TableForm,
    shared: [StarColumn: Double], groupColumn: String?
  ) throws {
    let file = path == "-" ? "<standard input>" : path
    var table = try StarTable(
      path: path, form: form, requested: requested, shared: shared, infersTypes: false,
      isDigested: true)
    warnings += table.warnings
    let group = try groupColumn.map { try table.reader.schema.requiredIndex(of: $0, in: file) }
    let name = name ?? URL(filePath: TablePath(path).file).deletingPathExtension().lastPathComponent
    let groups = try StarGroups(
      name: name, reading: &table.reader, columns: table.columns, group: group)
    warnings += table.reader.warnings.map { RunWarning($0) }
    warnings += groups.warnings(file: file)
    let refused = groups.inputs.reduce(0) { $0 + $1.refusedMembershipCount }
    if refused > 0 {
      warnings.append(
        RunWarning(
          .refusedMemberships,
          "\(refused) stars are left out since their membership is not within 0 to 1; if the column is in percent, "
            + "name it with its unit, as in --column \"membership=NAME [%]\""))
    }
    for given in groups.inputs where given.assumedMembershipCount > 0 {
      warnings.append(
        RunWarning(
          .assumedMemberships,
          "\(given.assumedMembershipCount) of \(given.candidates.count) stars"
            + (group == nil ? "" : " of \(given.name)")
            + " have no membership and count as certain members; give them one, or leave them out"))
    }
    try table.digested?.checkUnchanged()
    inputs = groups.inputs
    source = ClusterManifest.Source(name: path, sha256: table.digested?.digest?.hexadecimal)
  }

  init(
    _ stars: ClusterRequest.CatalogStars, library: CatalogLibrary, fetcher: SourceFetcher?
  ) throws {
    let isChronoFlow = try stars.source.map { try library.manifest($0).role } == .compilation
    let selectionName = stars.selection ?? (isChronoFlow ? "chronoflow" : "authors")
    guard let choice = CatalogSelection.named.first(where: { $0.key == selectionName })?.value
    else { throw RequestError("There is no selection \"\(selectionName)\".") }
    let standard: StandardCatalog
    var origin = ClusterManifest.Source(name: stars.source ?? "", selection: selectionName)
    if let source = stars.source {
      guard let fetcher else { throw RequestError("A catalog of one source needs a fetcher.") }
      standard = try StandardCatalog.build(
        [library.manifest(source)], library: library, fetcher: fetcher)
    } else {
      let path = stars.path ?? library.standardCatalogPath
      let file = try DigestedFile(path: path)
      standard = try StandardCatalog(path: path)
      try file.checkUnchanged()
      origin.name = URL(filePath: path).lastPathComponent
      origin.sha256 = file.digest.hexadecimal
    }
    let key = try stars.cluster.map { name in
      guard let cluster = library.clusters.cluster(named: name) else {
        throw RequestError(
          "\"\(name)\" is not a known cluster; `gyro catalog show` lists them."
            + SimilarName.hint(for: name, among: library.clusters.allNames))
      }
      return cluster.key
    }
    inputs = ClusterInput.clusters(
      of: standard, selection: choice, clusters: library.clusters, key: key)
    guard !inputs.isEmpty else {
      throw RequestError(
        "The catalog has no stars of \(stars.cluster ?? "all"). Another one is named by "
          + "--catalog-file or --source.")
    }
    source = origin
  }
}

extension ClusterEstimates {
  /// What the user should know besides the answers.
  public var warnings: [RunWarning] {
    var warnings: [RunWarning] = []
    let failed = clusters.filter { $0.age?.diagnostics.isConverged == false }
    if let reasons = failed.first?.age?.diagnostics.convergence?.reasons {
      warnings.append(
        RunWarning(
          .notConverged,
          "not converged: \(Self.names(failed)). \(reasons.joined(separator: "; ")).\n"
            + "Give more --draws (and more --chains); where two ages fit, look at --method grid and "
            + "decide between them with --prior-age."))
    }
    let divided = clusters.filter { $0.age?.colors?.isDisagreement == true }
    if let worst = divided.first?.age?.colors?.worst {
      warnings.append(
        RunWarning(
          .colorDisagreement,
          "colors disagree: \(Self.names(divided)). Stars of BP-RP_0 "
            + String(
              printf: "%.2f to %.2f", worst.bpRp0.lowerBound, worst.bpRp0.upperBound)
            + " say \(AgeText.ageWords(worst.part.q50)), the others "
            + "\(AgeText.ageWords(worst.rest.q50)): "
            + String(printf: "%.1f", abs(worst.disagreement))
            + " standard deviations apart.\nDo not rely on the age; look for non-members and a wrong "
            + "extinction, or leave these colors out."))
    }
    return warnings
  }

  private static func names(_ clusters: [ClusterEstimate]) -> String {
    clusters.prefix(3).map(\.name).joined(separator: ", ")
      + (clusters.count > 3 ? " and \(clusters.count - 3) more" : "")
  }
}
