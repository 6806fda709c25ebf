// SPDX-License-Identifier: GPL-3.0-or-later
// The draws of all chains, in memory as on disk.

/// Draws of several chains, one record for each draw and chain.
public struct Draws: Hashable, Sendable {
  /// What the components of a position are called, shape `[dimension]`.
  public let names: [String]
  /// How many chains.
  public let chainCount: Int
  /// Records, row-major, shape `[drawCount, chainCount, dimension + 6]`.
  ///
  /// The components of the position come first, then log density, energy, acceptance, gradient
  /// count, tree depth, and 1 for a divergent trajectory.
  public private(set) var values: [Double] = []

  init(names: [String], chainCount: Int, values: [Double] = []) {
    (self.names, self.chainCount, self.values) = (names, chainCount, values)
    precondition(
      values.count.isMultiple(of: rowCount), "\(values.count) values for rows of \(rowCount)")
  }

  /// How many components a position has.
  public var dimension: Int { names.count }
  /// How many draws each chain has.
  public var drawCount: Int { values.count / rowCount }

  private var recordCount: Int { names.count + Draw.statistics.count }
  private var rowCount: Int { chainCount * recordCount }

  /// One component of the positions.
  public func component(_ index: Int) -> ScalarChains {
    precondition(index >= 0 && index < dimension, "component \(index) of \(dimension)")
    return field(index)
  }

  /// The component with a name; nil if there is none.
  public func component(named name: String) -> ScalarChains? {
    names.firstIndex(of: name).map(field)
  }

  /// A function of the position, draw by draw.
  public func map(_ function: ([Double]) -> Double) -> ScalarChains {
    ScalarChains(
      (0..<chainCount).map { chain in
        (0..<drawCount).map { function(position(chain: chain, draw: $0)) }
      })
  }

  /// The position of one draw, shape `[dimension]`.
  public func position(chain: Int, draw: Int) -> [Double] {
    let start = draw * rowCount + chain * recordCount
    return Array(values[start..<(start + dimension)])
  }

  /// Energies at the start of the trajectories, in nat.
  public var energies: ScalarChains { field(dimension + 1) }
  /// Log densities, in nat, up to the target's constant.
  public var logDensities: ScalarChains { field(dimension) }
  /// Mean acceptance of the trajectories.
  public var acceptances: ScalarChains { field(dimension + 2) }
  /// Gradients that the draws cost.
  public var gradientCounts: ScalarChains { field(dimension + 3) }
  /// How often the trajectories doubled.
  public var treeDepths: ScalarChains { field(dimension + 4) }
  /// 1 for each trajectory that diverged, else 0.
  public var divergences: ScalarChains { field(dimension + 5) }
  /// How many trajectories diverged.
  public var divergenceCount: Int {
    divergences.chains.reduce(0) { $0 + $1.count { $0 != 0 } }
  }

  private func field(_ offset: Int) -> ScalarChains {
    ScalarChains(
      (0..<chainCount).map { chain in
        (0..<drawCount).map { values[$0 * rowCount + chain * recordCount + offset] }
      })
  }

  /// Appends draws, one array for each chain and all of one length.
  mutating func append(_ chains: [[Draw]]) {
    for draw in chains[0].indices {
      for chain in chains { values += chain[draw].record }
    }
  }
}
