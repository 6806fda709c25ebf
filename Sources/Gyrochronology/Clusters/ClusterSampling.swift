// SPDX-License-Identifier: GPL-3.0-or-later
// Draws from the joint posterior of clusters, with tables that are checked to be wide and fine enough.

internal import GyroEssentials
internal import GyroFiles
internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroSampling

/// Samples clusters, and does it again where a table turns out to be too narrow or too coarse.
struct ClusterSampling {
  let likelihood: RotationLikelihood
  let priors: ClusterPriors
  let settings: SamplingSettings
  let random: RandomStream
  let threadCount: Int
  /// Windows to begin with, instead of those that a coarse pass finds.
  var firstWindows: [ClusterWindow]?

  /// What sampling left of one cluster.
  struct Outcome: Sendable {
    /// Draws of the parameters, chain after chain.
    let parameters: [ClusterParameters]
    let cluster: SweptClusterLikelihood
    let table: TabulatedClusterLikelihood
    /// Standard deviation of the table's error in the log likelihood over draws, nat.
    let tableError: Double
  }

  /// What sampling left of all clusters.
  struct Run {
    let outcomes: [Outcome]
    let run: SamplingRun
    let convergence: ConvergenceReport
    /// Draws of the scales that several clusters share.
    let scales: [(zeroPoint: Double, membershipShift: Double)]
    /// How often the tables were made anew.
    let repetitionCount: Int
  }

  /// The largest share of draws that may lie at the edge of a table.
  static let largestEdgeShare = 1e-3
  /// The largest error of a table, nat: a tenth of what changes a posterior visibly.
  static let largestTableError = 0.1
  /// Draws at which a table is compared with the flow.
  static let comparedDrawCount = 24
  /// How often tables are made anew before the result is taken as it is.
  static let maximumRepetitions = 3

  /// The identity of one sampling: of the data, and of the tables that the draws are made from.
  private static func label(_ data: String, windows: [ClusterWindow]) -> String {
    var fingerprint = Fingerprint(of: "draws from tables")
    fingerprint.add(data)
    fingerprint.add(windows.count)
    for window in windows { fingerprint.add(window) }
    return fingerprint.digest.hexadecimal
  }

  /// Samples.
  ///
  /// - Parameters:
  ///   - clusters: Names and stars, at least one star each.
  ///   - file: Where the draws go.
  ///   - label: A digest of the data, for a run that is resumed.
  ///   - progress: Called with the fraction of a sampling that is done.
  /// - Returns: The last sampling.
  /// - Throws: ``GyroSampling/SamplingError`` if no start is found or the file cannot be used.
  func run(
    _ clusters: [(name: String, stars: [Star])], file: String?, label: String,
    progress: (Double) -> Void
  ) throws(SamplingError) -> Run {
    let run = try runWhile(
      clusters, file: file, label: label,
      shouldContinue: { fraction in
        progress(fraction)
        return true
      })
    guard let run else {
      throw SamplingError(place: "sampling", problem: "was ended before its last draw")
    }
    return run
  }

  /// The same, until it is told to end; nil then, and a file goes on from there.
  func runWhile(
    _ clusters: [(name: String, stars: [Star])], file: String?, label: String,
    shouldContinue: (Double) -> Bool
  ) throws(SamplingError) -> Run? {
    // Held over all repetitions, which have files of their own; anything that is not a file is refused first.
    let lock: FileLock?
    do throws(FileError) {
      lock = try file.map { path throws(FileError) in
        _ = try AtomicFile(path: path)
        return try FileLock(output: path)
      }
    } catch {
      throw SamplingError(place: error.path, problem: error.problem, hint: error.hint)
    }
    defer { withExtendedLifetime(lock) {} }
    let likelihoods = clusters.map {
      SweptClusterLikelihood(stars: $0.stars, likelihood: likelihood, threadCount: threadCount)
    }
    var windows = firstWindows ?? likelihoods.map { ClusterWindow(of: $0, priors: priors) }
    var tables: [TabulatedClusterLikelihood?] = Array(repeating: nil, count: clusters.count)
    var repetitionCount = 0
    while true {
      let current = clusters.indices.map {
        tables[$0] ?? windows[$0].table(of: likelihoods[$0], priors: priors)
      }
      let model = HierarchicalClusterModel(
        clusters.indices.map {
          .init(
            name: clusters[$0].name, likelihood: current[$0], window: windows[$0])
        }, priors: priors)
      let runner = ChainRunner(
        model, settings: settings, names: model.names,
        random: random.child("sampling", repetitionCount), start: { model.start(using: &$0) })
      let run = try runner.run(
        threadCount: threadCount, file: file.map { Self.path($0, repetition: repetitionCount) },
        label: Self.label(label, windows: windows), shouldContinue: shouldContinue)
      guard let run else { return nil }
      let result = result(
        of: run, model: model, likelihoods: likelihoods, tables: current,
        repetitionCount: repetitionCount)
      var isGood = true
      for (index, outcome) in result.outcomes.enumerated() {
        tables[index] = current[index]
        let (isNarrow, isCoarse) = (
          isNarrow(outcome, windows[index]), outcome.tableError > Self.largestTableError
        )
        if isNarrow { windows[index] = windows[index].widened(within: priors.log10AgeMyrRange) }
        if isCoarse { windows[index] = windows[index].refined }
        if isNarrow || isCoarse {
          tables[index] = nil
          isGood = false
        }
      }
      guard !isGood, repetitionCount < Self.maximumRepetitions else {
        if let file { try Self.keep(repetition: repetitionCount, of: file) }
        return result
      }
      repetitionCount += 1
    }
  }

  /// The file of a repetition: each has one of its own, so that an interrupted one finds its own draws again.
  private static func path(_ file: String, repetition: Int) -> String {
    repetition == 0 ? file : "\(file).again\(repetition)"
  }

  /// Leaves the draws of the last repetition alone under the file's name.
  private static func keep(repetition: Int, of file: String) throws(SamplingError) {
    for earlier in 1..<max(1, repetition) { unlink(path(file, repetition: earlier)) }
    // A link stays one.
    let destination = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
    guard repetition == 0 || rename(path(file, repetition: repetition), destination) == 0 else {
      throw SamplingError(
        place: file, problem: "cannot be put in place: \(String(cString: strerror(errno)))")
    }
  }

  private func result(
    of run: SamplingRun, model: HierarchicalClusterModel, likelihoods: [SweptClusterLikelihood],
    tables: [TabulatedClusterLikelihood], repetitionCount: Int
  ) -> Run {
    let draws = run.draws
    let positions = (0..<draws.chainCount).flatMap { chain in
      (0..<draws.drawCount).map { draws.position(chain: chain, draw: $0) }
    }
    let outcomes = tables.enumerated().map { cluster, table in
      let parameters = positions.map { model.parameters(of: cluster, at: $0) }
      let compared = thinned(parameters, to: Self.comparedDrawCount)
      let exact = likelihoods[cluster].exact
      let errors = compared.map {
        table.logLikelihoodWithGradient($0).value - exact.logLikelihood($0)
      }
      return Outcome(
        parameters: parameters, cluster: likelihoods[cluster], table: table,
        tableError: Statistics.standardDeviation(errors) ?? 0)
    }
    return Run(
      outcomes: outcomes, run: run, convergence: run.convergence(),
      scales: positions.map(model.scales), repetitionCount: repetitionCount)
  }

  /// Whether draws reach an edge of the window that is not a bound of the prior.
  private func isNarrow(_ outcome: Outcome, _ window: ClusterWindow) -> Bool {
    let (ages, allowed) = (window.log10AgeMyr, priors.log10AgeMyrRange)
    let atEdge = outcome.parameters.count { draw in
      (ages.lowerBound > allowed.lowerBound
        && draw.log10AgeMyr < ages.lowerBound + window.ageStep)
        || (ages.upperBound < allowed.upperBound
          && draw.log10AgeMyr > ages.upperBound - window.ageStep)
        || abs(draw.zeroPoint) > max(window.zeroPointReach, 1e-3)
    }
    return Double(atEdge) > Self.largestEdgeShare * Double(outcome.parameters.count)
  }
}

extension ClusterAgeEstimator {
  /// The files that accompany a file of draws until it is complete.
  public static func paths(besideDraws file: String) -> [String] {
    let again = (1...ClusterSampling.maximumRepetitions).map { "\(file).again\($0)" }
    return again + ([file] + again).flatMap { ["\($0).partial", "\($0).state"] }
  }
}

/// A given number of some values, evenly spread.
func thinned<Value>(_ values: [Value], to count: Int) -> [Value] {
  guard values.count > count else { return values }
  return (0..<count).map { values[(2 * $0 + 1) * values.count / (2 * count)] }
}
