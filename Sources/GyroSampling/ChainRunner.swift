// SPDX-License-Identifier: GPL-3.0-or-later
// Several chains at once, saved as they go.

internal import Dispatch
public import GyroNumerics
internal import Synchronization

/// Samples a log density with several chains of the No-U-Turn sampler.
///
///     let run = try ChainRunner(posterior, random: random.child("cluster")).run()
///     let report = run.convergence()
///
/// The draws are a function of density, settings and random stream alone: threads, interruptions
/// and the file change nothing.
public struct ChainRunner: Sendable {
  /// Where a chain may start: the stream gives as many candidates as are asked for.
  public typealias Start = @Sendable (inout RandomStream) -> [Double]

  private let density: any LogDensity
  private let settings: SamplingSettings
  private let names: [String]
  private let random: RandomStream
  private let start: Start

  /// Describes a run; nothing is drawn yet.
  ///
  /// - Parameters:
  ///   - density: The target.
  ///   - settings: The choices of the run.
  ///   - names: What the components are called; by default their numbers.
  ///   - random: The run's stream; the chains take children of it.
  ///   - start: Candidates for the first positions, wider than the target if possible, so that
  ///     R-hat can see chains that do not meet; by default uniform within the start radius.
  /// - Precondition: At least one dimension, one name for each, and settings that are possible.
  public init(
    _ density: any LogDensity, settings: SamplingSettings = SamplingSettings(),
    names: [String]? = nil, random: RandomStream, start: Start? = nil
  ) {
    let (dimension, radius) = (density.dimension, settings.startRadius)
    settings.check()
    precondition(dimension > 0, "a density in \(dimension) dimensions")
    precondition(
      names == nil || names?.count == dimension, "\(names?.count ?? 0) names for \(dimension)")
    (self.density, self.settings, self.random) = (density, settings, random)
    self.names = names ?? (0..<dimension).map(String.init)
    self.start =
      start ?? { random in (0..<dimension).map { _ in radius * (2 * random.nextUniform() - 1) } }
  }

  /// Draws all that the settings ask for.
  ///
  /// - Parameters:
  ///   - threadCount: How many chains run at once; by default as many as there are processors.
  ///   - file: Where the draws go as they come; an interrupted run that finds its own files there
  ///     goes on where it stopped. `NAME.partial` and `NAME.state` stand beside it until then.
  ///   - label: What else must agree for that, such as a digest of the data.
  ///   - shouldContinue: Called after each block of draws with the fraction done; the answer
  ///     false ends the run.
  /// - Returns: The draws and the chains; nil if the run was ended.
  /// - Throws: ``SamplingError`` if no start is found or the file cannot be used.
  public func run(
    threadCount: Int? = nil, file: String? = nil, label: String = "",
    shouldContinue: (Double) -> Bool = { _ in true }
  ) throws(SamplingError) -> SamplingRun? {
    let threadCount = threadCount ?? settings.chainCount
    precondition(threadCount > 0, "\(threadCount) threads")
    var draws = Draws(names: names, chainCount: settings.chainCount)
    var chains: [Chain]
    var drawsFile: DrawsFile?
    if let file {
      let header = DrawsFile.Header(
        fields: names + Draw.statistics, settings: settings, stream: fingerprint, label: label)
      drawsFile = try DrawsFile(path: file, header: header)
    }
    if let (state, values) = try drawsFile?.resumed(by: settings, dimension: names.count) {
      chains = state.chains
      draws = Draws(names: names, chainCount: settings.chainCount, values: values)
    } else {
      chains = try startedChains()
      try drawsFile?.start()
    }
    let total = settings.warmupCount + settings.drawCount
    while chains[0].iteration < total {
      let block = min(Self.blockLength, total - chains[0].iteration)
      let written = draws.values.count
      draws.append(advance(&chains, by: block, threadCount: threadCount))
      try drawsFile?.append(
        draws.values[written...], chains: chains, drawCount: draws.drawCount)
      guard shouldContinue(Double(chains[0].iteration) / Double(total)) else { return nil }
    }
    try drawsFile?.finish(draws)
    return SamplingRun(draws: draws, chains: chains)
  }

  /// Draws between two saves.
  private static let blockLength = 100

  private var fingerprint: String {
    var stream = random.child("fingerprint")
    return String(stream.next(), radix: 16)
  }

  private func stream(of chain: Int) -> RandomStream { random.child("chain", chain) }

  private func startedChains() throws(SamplingError) -> [Chain] {
    var chains: [Chain] = []
    for index in 0..<settings.chainCount {
      chains.append(
        try Chain(
          index: index, density: density, settings: settings, random: stream(of: index),
          start: start))
    }
    return chains
  }

  /// Advances all chains and returns the draws after the warm-up, by chain.
  private func advance(
    _ chains: inout [Chain], by count: Int, threadCount: Int
  ) -> [[Draw]] {
    let schedule = WarmupSchedule(warmupCount: settings.warmupCount)
    var draws = [[Draw]](repeating: [], count: chains.count)
    let next = Atomic(0)
    chains.withUnsafeMutableBufferPointer { chains in
      draws.withUnsafeMutableBufferPointer { draws in
        // Each chain is touched by the one thread that got its number.
        nonisolated(unsafe) let (chains, draws) = (chains, draws)
        DispatchQueue.concurrentPerform(iterations: min(threadCount, chains.count)) { _ in
          while true {
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < chains.count else { return }
            for _ in 0..<count {
              let isWarmup = chains[index].iteration < settings.warmupCount
              let draw = chains[index].next(
                from: density, settings: settings, schedule: schedule, random: stream(of: index))
              if !isWarmup { draws[index].append(draw) }
            }
          }
        }
      }
    }
    return draws
  }
}

/// What a finished run leaves.
public struct SamplingRun: Sendable {
  /// The draws after the warm-up.
  public let draws: Draws
  /// The chains with their step sizes, metrics, divergences and counts of gradients.
  public let chains: [Chain]

  /// Whether the draws can be trusted.
  public func convergence(by limits: Diagnostics = Diagnostics()) -> ConvergenceReport {
    ConvergenceReport(draws, limits: limits)
  }
}
