// SPDX-License-Identifier: GPL-3.0-or-later
// Spline knots of a flow that were made before, since the colors of clusters coincide.

internal import GyroFlows
internal import Synchronization

/// Remembers the lattices of a flow by their spacing; a density does not depend on what is remembered.
final class FlowLattices: Sendable {
  /// A lattice, which one caller uses at a time.
  private struct Kept: @unchecked Sendable {
    let spacing: LatticeSpacing
    let lattice: SweptLattice
  }

  private let kept = Mutex<[Kept]>([])

  /// How many lattices are kept: those over all ages, and that of a cluster's window.
  private static let limit = 4
  /// About how many bytes of nodes each of them has.
  private static let byteLimit = 64 << 20

  /// Lends a lattice whose queries lie at nodes.
  func withLattice(
    of flow: FlowEnsemble, spacing: LatticeSpacing, _ body: (SweptLattice) -> Void
  ) {
    let free = kept.withLock { kept in
      kept.firstIndex { $0.spacing == spacing }.map { kept.remove(at: $0) }
    }
    let lattice =
      free?.lattice
      ?? SweptLattice(flow, spacing: spacing, byteLimit: Self.byteLimit, isAtNodes: true)
    guard let lattice else { preconditionFailure("a flow without a lattice") }
    body(lattice)
    let returned = Kept(spacing: spacing, lattice: lattice)
    kept.withLock { kept in
      kept.append(returned)
      if kept.count > Self.limit { kept.removeFirst() }
    }
  }
}
