// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of a run that dates groups of coeval stars.

internal import GyroEssentials
internal import GyroModel
internal import GyroPlatform
internal import GyroSampling

extension ClusterMethod: Codable {}

/// What is asked of a run that dates groups of coeval stars, as a value that can be kept and sent.
public struct ClusterRequest: Hashable, Sendable, Codable {
  /// Which clusters of a catalog, and which of their stars.
  public struct CatalogStars: Hashable, Sendable, Codable {
    /// A cluster by any of its names; nil is all of them.
    public var cluster: String?
    /// The path of a standard catalog; nil is `rotators.fits` of the library, unless there is a source.
    public var path: String?
    /// The key of the one source that the catalog is made of.
    public var source: String?
    /// The name of a selection of stars; nil is the one that the catalog is usually taken with.
    public var selection: String?

    /// Names the stars.
    public init(
      cluster: String?, path: String? = nil, source: String? = nil, selection: String? = nil
    ) {
      (self.cluster, self.path) = (cluster, path)
      (self.source, self.selection) = (source, selection)
    }
  }

  /// The stars.
  public enum Stars: Hashable, Sendable, Codable {
    /// The rows of a table: its path or `-` for standard input, what to call the group (nil is the name of the
    /// table), and the names of columns that are not to be recognized but are asked for.
    case table(path: String, name: String? = nil, columns: [StarColumn: String] = [:])
    /// Clusters of a catalog.
    case catalog(CatalogStars)
  }

  /// Draws of each chain where nothing else is asked for.
  public static let usualDrawCount = SamplingSettings().drawCount
  /// Chains where nothing else is asked for.
  public static let usualChainCount = SamplingSettings().chainCount

  /// The stars.
  public var stars: Stars
  /// What is known of the form of the table.
  public var tableForm = TableForm()
  /// The extinction of all rows of a table that has no column of it, mag, by its key and that of its error, which is
  /// common to all stars.
  public var extinction: [StarColumn: Double] = [:]
  /// What the ages rest on besides them.
  public var assumptions = AssumptionsRequest()
  /// The column of the table that names the group of each star; nil is one group.
  public var groupColumn: String?
  /// How the posterior is computed.
  public var method = ClusterMethod.nuts
  /// Whether all clusters of a catalog are sampled together, with the scales of their nuisances learned.
  public var isJoint = false
  /// Chains of the sampler.
  public var chainCount = ClusterRequest.usualChainCount
  /// Draws of each chain after half as many to warm up.
  public var drawCount = ClusterRequest.usualDrawCount
  /// The seed of all random numbers.
  public var seed: UInt64 = Self.usualSeed
  /// The seed without an option.
  package static let usualSeed: UInt64 = 1
  /// The file in which draws are kept and from which an interrupted run goes on; for one run of the sampler.
  public var drawsFile: String?
  /// The scale of the members' spread in age, dex.
  public var ageSpread = 0.0
  /// Standard deviation of the zero point of E(BP-RP), mag.
  public var zeroPointSigma = ClusterPriors().zeroPointSigma
  /// Standard deviation of the shift of the memberships, in logits.
  public var membershipShiftSigma = ClusterPriors().membershipShiftSigma
  /// What the calibrators add, dex; nil is the documented floors.
  public var calibrationSigma: Double?
  /// The command that asks, to be recorded.
  public var command: [String]

  /// Asks for ages under the usual assumptions.
  public init(_ stars: Stars, command: [String]) { (self.stars, self.command) = (stars, command) }

  /// Whether several groups are asked for: all clusters of a catalog, or those of a column.
  package var isAboutAll: Bool {
    if case .catalog(let catalog) = stars { catalog.cluster == nil } else { groupColumn != nil }
  }

  /// Checks what the sampler relies on.
  func check() throws(RequestError) {
    guard (1...64).contains(chainCount), (10...1_000_000).contains(drawCount) else {
      throw RequestError(
        "There are \(chainCount) chains of \(drawCount) draws, expected 1 to 64 of 10 to 1000000.")
    }
    guard !isJoint || (isAboutAll && method == .nuts) else {
      throw RequestError(
        "Only all clusters of a catalog, or the groups of a table, can be sampled together.")
    }
    guard drawsFile == nil || (method == .nuts && (isJoint || !isAboutAll)) else {
      throw RequestError("A file of draws is about one run of the sampler.")
    }
    guard (0...0.3).contains(ageSpread), (0...0.3).contains(zeroPointSigma),
      (0...5).contains(membershipShiftSigma), (0...1).contains(calibrationSigma ?? 0)
    else {
      throw RequestError(
        """
        The age spread is \(ageSpread) dex (expected 0 to 0.3), the error of the zero point \
        \(zeroPointSigma) mag (0 to 0.3), that of the memberships \(membershipShiftSigma) (0 to 5), that \
        of the calibration \(calibrationSigma ?? 0) dex (0 to 1).
        """)
    }
    guard method == .grid || (0.001...0.5).contains(assumptions.outlierFraction) else {
      throw RequestError(
        "The outlier fraction is \(assumptions.outlierFraction), expected 0.001 to 0.5 for the "
          + "sampler, which takes it for the mean of a prior.")
    }
    try checkExtinction()
    guard assumptions.ageLikelihood == nil || !isAboutAll else {
      throw RequestError("An age likelihood is about one group.")
    }
  }

  /// Checks the extinction of all rows.
  ///
  /// - Parameter spelled: How the user gave a number, for messages.
  /// - Throws: ``RequestError`` if there are several, for what is no extinction, or for a number that none has.
  package func checkExtinction(
    spelled: (StarColumn) -> String = { $0.rawValue }
  ) throws(RequestError) {
    var columns: [StarColumn: String]?
    if case .table(_, _, let named) = stars { columns = named }
    try SharedExtinction.check(extinction, columns: columns, spelled: spelled)
    guard let quantity = sharedQuantity, let sigma = extinction[quantity.sigma] else { return }
    let excess = sigma * SharedExtinction.excessPerUnit(of: quantity)
    guard excess <= 0.3 else {
      throw RequestError(
        "\(spelled(quantity.sigma)) is \(RequestError.shown(sigma)), expected at most an error of 0.3 mag in E(BP-RP)."
      )
    }
  }

  /// The extinction that all stars share; nil where each has its own.
  private var sharedQuantity: StarColumn? {
    StarColumn.extinctions.first { extinction[$0] != nil }
  }

  /// What each star is given of the shared extinction: without its error, which is that of the zero point.
  var extinctionOfStars: [StarColumn: Double] {
    guard let quantity = sharedQuantity, extinction[quantity.sigma] != nil else {
      return extinction
    }
    return extinction.merging([quantity.sigma: 0]) { $1 }
  }

  /// What the error of the shared extinction does; nil without one.
  var extinctionRemark: String? {
    guard let quantity = sharedQuantity, let sigma = extinction[quantity.sigma], sigma > 0 else {
      return nil
    }
    return String(printf: "the error of the extinction, %.3g mag", sigma)
      + " in \(quantity.rawValue), is common to all stars: the prior on the zero point of E(BP-RP) has "
      + String(printf: "a standard deviation of %.3f mag", priors.zeroPointSigma)
      + (method == .grid ? ", and --method grid holds the zero point fixed" : "")
  }

  func settings(clusterCount: Int) -> SamplingSettings {
    var settings = SamplingSettings()
    (settings.chainCount, settings.drawCount) = (chainCount, drawCount)
    settings.warmupCount = max(300, drawCount / 2)
    // Few dimensions, of which age and zero point are strongly correlated; many, which are not.
    settings.metric = isJoint && clusterCount > 1 ? .diagonal : .dense
    settings.targetAcceptance = 0.9
    return settings
  }

  var priors: ClusterPriors {
    var priors = ClusterPriors()
    priors.ageSpread = ageSpread
    // All stars of a group err together where they share an extinction.
    let shared = sharedQuantity.map {
      (extinction[$0.sigma] ?? 0) * SharedExtinction.excessPerUnit(of: $0)
    }
    priors.zeroPointSigma = shared.map { hypot(zeroPointSigma, $0) } ?? zeroPointSigma
    priors.membershipShiftSigma = membershipShiftSigma
    return priors
  }
}
