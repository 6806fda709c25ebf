// SPDX-License-Identifier: GPL-3.0-or-later
// A density in one line of text.

internal import GyroNumerics

/// A density as a row of blocks, each as high as the largest density in its part of the range.
enum Sparkline {
  private static let blocks = Array(" ▁▂▃▄▅▆▇█")
  /// Below this fraction of the peak there is no block.
  private static let least = 0.02

  /// Draws a density.
  static func line(_ density: GriddedDensity, width: Int) -> String {
    let highest = density.values.max() ?? 0
    let count = density.values.count
    return String(
      (0..<width).map { cell in
        let first = cell * count / width
        let last = max(first + 1, (cell + 1) * count / width)
        let part = (density.values[first..<min(last, count)].max() ?? 0) / highest
        guard part >= least else { return blocks[0] }
        return blocks[min(8, max(1, Int((8 * part).rounded(.up))))]
      })
  }
}
