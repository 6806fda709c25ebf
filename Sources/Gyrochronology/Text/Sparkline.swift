// SPDX-License-Identifier: GPL-3.0-or-later
// A density in one line of text.

package import GyroNumerics

/// A density as a row of blocks, each as high as the largest density in its part of the range.
package enum Sparkline {
  private static let blocks = Array(" ▁▂▃▄▅▆▇█")
  /// Below this fraction of the peak there is no block.
  private static let least = 0.02

  /// Draws a density.
  package static func line(_ density: GriddedDensity, width: Int) -> String {
    let count = density.values.count
    return line(
      (0..<width).map { cell in
        let first = cell * count / width
        let last = max(first + 1, (cell + 1) * count / width)
        return density.values[first..<min(last, count)].max() ?? 0
      })
  }

  /// Draws a density between two ages that is known at increasing ages, linear between them and zero beyond.
  package static func line(
    _ density: [(log10AgeMyr: Double, value: Double)], from lower: Double, to upper: Double,
    width: Int
  ) -> String {
    line(
      (0..<width).map { cell in
        let age = lower + (upper - lower) * (Double(cell) + 0.5) / Double(width)
        guard let next = density.firstIndex(where: { $0.log10AgeMyr >= age }), next > 0 else {
          return 0
        }
        let (before, after) = (density[next - 1], density[next])
        let part = (age - before.log10AgeMyr) / (after.log10AgeMyr - before.log10AgeMyr)
        return before.value + part * (after.value - before.value)
      })
  }

  private static func line(_ heights: [Double]) -> String {
    let highest = heights.max() ?? 0
    return String(
      heights.map { height in
        let part = highest > 0 ? height / highest : 0
        guard part >= least else { return blocks[0] }
        return blocks[min(8, max(1, Int(clamping: (8 * part).rounded(.up))))]
      })
  }
}
