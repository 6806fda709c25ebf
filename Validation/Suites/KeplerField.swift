// SPDX-License-Identifier: GPL-3.0-or-later
// Rotators of the Kepler field: intruders of mock groups, and stars whose motions tell their age.

internal import Foundation
internal import GyroFiles
internal import GyroNumerics
internal import GyroQuantities

/// Dwarfs of the Kepler field with a rotation period, of whatever age.
///
/// > Source: Lu et al. (2021), AJ 161, 189, table 1, whose periods are those of McQuillan et al. (2014), Garcia et al. (2014)
/// > and Santos et al. (2019). It is not part of this repository.
struct KeplerField {
  /// A rotator.
  struct Rotator {
    /// Color by the table of dwarfs from the effective temperature, mag.
    let bpRp0: Double
    let periodDays: Double
    /// Age of the stars that are like it, from the spread of their vertical velocities, Gyr; nil if it has none.
    let kinematicAgeGyr: Double?

    /// Slow and red: what moves the age of a young group most.
    var isSlowAndRed: Bool { bpRp0 > 1.2 && periodDays > 10 }
  }

  let rotators: [Rotator]

  /// Colors that groups are made of, mag.
  private static let bpRp0 = 0.5...2.8
  /// The width of the ranges of color in which the main sequence is looked for, mag.
  private static let colorStep = 0.1
  /// How far from its sequence in absolute magnitude a star may be and count as a dwarf, mag.
  private static let sequenceReach = 0.8

  /// Reads the table, and leaves out what is not on the main sequence.
  ///
  /// - Throws: `FileError` if it is not there.
  init(path: String) throws(FileError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileError(
        path: path, problem: "cannot be read",
        hint: "Give the case a fieldTable: table 1 of Lu et al. (2021) in the machine-readable form"
      )
    }
    var stars: [(rotator: Rotator, gMagAbsolute: Double)] = []
    for line in data.split(separator: UInt8(ascii: "\n")) {
      // The columns by the byte-by-byte description of the table.
      func number(_ columns: ClosedRange<Int>) -> Double? {
        guard line.count >= columns.upperBound else { return nil }
        let text = line.dropFirst(columns.lowerBound - 1).prefix(columns.count)
        return Double(String(decoding: text, as: UTF8.self).filter { $0 != " " })
      }
      guard number(1...8) != nil, let period = number(10...15), period > 0,
        let teff = number(114...121), let magnitude = number(123...128),
        let color = DwarfSequence.bpRp0(from: Measured(teff), of: .teffKelvin)?.value,
        Self.bpRp0.contains(color)
      else { continue }
      stars.append(
        (
          Rotator(bpRp0: color, periodDays: period, kinematicAgeGyr: number(94...100)), magnitude
        ))
    }
    let ranges = Dictionary(grouping: stars) { Int(clamping: $0.rotator.bpRp0 / Self.colorStep) }
    // In order of color, so that a draw does not depend on the order of a dictionary.
    rotators = ranges.sorted { $0.key < $1.key }.flatMap { _, stars in
      // Giants and binaries are brighter than the sequence, so that it lies below the median.
      let sequence = Statistics.quantile(0.6, ofSorted: stars.map(\.gMagAbsolute).sorted())
      return stars.filter { abs($0.gMagAbsolute - sequence) < Self.sequenceReach }.map(\.rotator)
    }
    guard rotators.contains(where: \.isSlowAndRed) else {
      throw FileError(path: path, problem: "has no slow red dwarfs, expected thousands")
    }
  }
}
