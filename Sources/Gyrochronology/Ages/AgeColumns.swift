// SPDX-License-Identifier: GPL-3.0-or-later
// The columns that a table gains when its stars get ages.

internal import GyroModel
internal import GyroNumerics
internal import GyroPlatform
internal import GyroQuantities
package import GyroTables

/// The columns of an age in a table.
public enum AgeColumns {
  /// What a column of numbers is called and means.
  private struct Number: Sendable {
    let name, unit, meaning: String
    var ucd = "time.age"
  }

  /// The columns of numbers, in the order of ``write(_:to:stride:)``.
  private static let numbers: [Number] = {
    func log10Age(_ suffix: String, _ meaning: String) -> Number {
      // Neither FITS nor VOTable has a unit for logarithms, and readers complain of one: the name and
      // the meaning say it.
      Number(name: "log10_age_myr_" + suffix, unit: "", meaning: "log10 of age in Myr, " + meaning)
    }
    func age(_ suffix: String, _ meaning: String) -> Number {
      Number(name: "age_myr_" + suffix, unit: "Myr", meaning: "age, " + meaning)
    }
    return [
      log10Age("q025", "2.5 percent quantile"), log10Age("q16", "16 percent quantile"),
      log10Age("q50", "median"), log10Age("q84", "84 percent quantile"),
      log10Age("q975", "97.5 percent quantile"), log10Age("mode", "most probable node of the grid"),
      log10Age("mean", "mean"), log10Age("sigma", "standard deviation"),
      age("q16", "16 percent quantile"), age("q50", "median"), age("q84", "84 percent quantile"),
      Number(
        name: "log_evidence", unit: "", meaning: "natural log of the evidence per dex of period",
        ucd: "stat.likelihood"),
      Number(
        name: "log10_age_myr_epistemic_sigma", unit: "",
        meaning: "log10 of age in Myr, standard deviation of its mean over the flows of the model",
        ucd: "stat.stdev;time.age"),
      Number(
        name: "bp_rp0_used", unit: "mag",
        meaning: "dereddened BP-RP that the age was found from", ucd: "phot.color;em.opt.B;em.opt.R"
      ),
      Number(
        name: "bp_rp0_used_sigma", unit: "mag",
        meaning:
          "its error, that of the extinction included; the mean of the sides of an asymmetric one",
        ucd: "stat.error;phot.color;em.opt.B;em.opt.R"),
    ]
  }()

  /// Writes the numbers of an age, one to each column: the next one is a stride behind.
  private static func write(
    _ age: borrowing StarAge, to first: UnsafeMutablePointer<Double>, stride: Int
  ) {
    func put(_ column: Int, _ value: Double) { first[column * stride] = value }
    put(0, age.summary.q025)
    put(1, age.summary.q16)
    put(2, age.summary.q50)
    put(3, age.summary.q84)
    put(4, age.summary.q975)
    put(5, age.summary.mode)
    put(6, age.summary.mean)
    put(7, age.summary.sigma)
    put(8, pow(10, age.summary.q16))
    put(9, pow(10, age.summary.q50))
    put(10, pow(10, age.summary.q84))
    put(11, age.summary.logEvidence)
    put(12, age.epistemicSigma ?? .nan)
    put(13, age.star.covariates.bpRp0.value)
    put(14, age.star.covariates.bpRp0.sigma ?? .nan)
  }

  /// The same of an estimate that may be no age; its warnings, and nil where it is none.
  private static func write(
    _ estimate: UnsafePointer<AgeEstimate>, to first: UnsafeMutablePointer<Double>, stride: Int
  ) -> AgeFlags? {
    switch estimate.pointee {
    case .unusable: return nil
    case .age(let age):
      write(age, to: first, stride: stride)
      return age.flags
    }
  }

  /// What the columns are called and mean, in their order.
  package static let descriptions: [ColumnDescription] =
    numbers.map {
      ColumnDescription(
        name: $0.name, type: .float64, unit: $0.unit.isEmpty ? nil : $0.unit, ucd: $0.ucd,
        meaning: $0.meaning)
    } + [
      ColumnDescription(
        name: "gyro_status", type: .text, meaning: "ok, or unusable where there is no age"),
      ColumnDescription(name: "gyro_flags", type: .text, meaning: "warnings, joined by ;"),
      ColumnDescription(name: "gyro_reason", type: .text, meaning: "why there is no age"),
    ]

  /// The names of the columns that hold numbers, in their order.
  public static var numberNames: [String] { numbers.map(\.name) }

  /// A number of each age by the name of its column; NaN where there is no age or no such number of it.
  ///
  /// - Returns: One number per estimate; nil if no column of numbers has the name.
  public static func values(named name: String, of estimates: [AgeEstimate]) -> [Double]? {
    numbers.firstIndex { $0.name == name }.map { column in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: numbers.count) { row in
        estimates.map { estimate in
          guard case .age(let age) = estimate, let base = row.baseAddress else { return .nan }
          write(age, to: base, stride: 1)
          return row[column]
        }
      }
    }
  }

  /// The columns for a list of estimates, and how many of these are ages.
  static func columns(
    for estimates: [AgeEstimate], threadCount: Int
  ) -> (columns: [TableColumn], datedCount: Int) {
    // Each star once for all columns: taking an age out of its estimate costs more than the numbers do.
    let count = estimates.count
    let values = UnsafeMutableBufferPointer<Double>.allocate(capacity: numbers.count * count)
    let words = UnsafeMutableBufferPointer<AgeFlags?>.allocate(capacity: count)
    defer {
      values.deallocate()
      words.deallocate()
    }
    values.initialize(repeating: .nan)
    words.initialize(repeating: nil)
    nonisolated(unsafe) let (all, flags) = (values, words)
    estimates.withUnsafeBufferPointer { estimates in
      nonisolated(unsafe) let estimates = estimates
      concurrentForEach(
        count: (count + blockSize - 1) / blockSize, threadCount: threadCount, scratch: {},
        { block, _ in
          guard let base = all.baseAddress, let ages = estimates.baseAddress else { return }
          for row in (block * blockSize)..<min((block + 1) * blockSize, count) {
            flags[row] = write(ages + row, to: base + row, stride: count)
          }
        })
    }
    let columns = concurrentMap(count: descriptions.count, threadCount: threadCount) { column in
      let description = descriptions[column]
      guard column >= numbers.count else {
        return TableColumn(
          description, numbers: Array(all[(column * count)..<((column + 1) * count)]))
      }
      var texts = Words()
      for row in 0..<count {
        switch (flags[row], column - numbers.count) {
        case (.some, 0): texts.append("ok")
        case (nil, 0): texts.append("unusable")
        case (let flags?, 1): texts.append(flags)
        case (nil, 2): if case .unusable(let star) = estimates[row] { texts.append(star.message) }
        default: texts.append("")
        }
      }
      return TableColumn(description, indices: texts.indices, of: texts.all)
    }
    return (columns, words.count { $0 != nil })
  }

  /// Stars whose numbers are together in memory.
  private static let blockSize = 4096

  /// The texts of one column: few come up, many times each.
  private struct Words {
    private(set) var indices: [Int] = []
    private(set) var all = [""]
    private var known = ["": 0]
    private var ofFlags: [AgeFlags: Int] = [:]
    private var last: (flags: AgeFlags, index: Int) = ([], 0)

    mutating func append(_ word: String) {
      if let last = indices.last, all[last] == word { return indices.append(last) }
      if known[word] == nil {
        known[word] = all.count
        all.append(word)
      }
      indices.append(known[word] ?? 0)
    }

    mutating func append(_ flags: AgeFlags) {
      if flags != last.flags {
        if let index = ofFlags[flags] {
          last = (flags, index)
        } else {
          append(flags.map(\.rawValue).joined(separator: ";"))
          last = (flags, indices.removeLast())
          ofFlags[flags] = last.index
        }
      }
      indices.append(last.index)
    }
  }
}
