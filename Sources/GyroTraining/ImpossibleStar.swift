// SPDX-License-Identifier: GPL-3.0-or-later
// A calibrator with an impossible value, located in the table it came from.

internal import GyroCatalogs
internal import GyroFiles
internal import GyroPlatform
internal import GyroTables

/// Locates the row and column of a table with a value that cannot be trained on.
struct ImpossibleStar {
  private let star: CalibrationStar
  private let wrong: CalibrationStar.Impossibility

  init(_ star: CalibrationStar, _ wrong: CalibrationStar.Impossibility) {
    (self.star, self.wrong) = (star, wrong)
  }

  private static let hint =
    "Leave the cell empty if the number is unknown, or leave the row out of the table"

  /// The error, with the cell where the row is found again.
  func error(
    in path: String, columnNames: [ColumnRole: String]
  ) throws(TableError) -> any Error {
    var reader = try openTable(path: path)
    func place(_ role: ColumnRole) -> Int? {
      columnNames[role].flatMap(reader.schema.index(of:))
    }
    let places: [CalibrationStar.Field: Int?] = [
      .color: place(.bpRp0), .colorError: place(.bpRp0Sigma), .period: place(.period),
      .membership: place(.membership),
    ]
    // The star's row has its color, error and period to the last bit.
    let numbers: [(place: Int?, holds: (Double) -> Bool)] = [
      (places[.color] ?? nil, { $0 == star.bpRp0 }),
      (places[.colorError] ?? nil, { $0 == star.bpRp0Sigma }),
      (places[.period] ?? nil, { log10($0) == star.log10PeriodDays }),
    ]
    while let column = places[wrong.field] ?? nil, let chunk = try reader.next(upTo: 4096) {
      for row in 0..<chunk.rowCount
      where numbers.allSatisfy({ number in
        guard let place = number.place,
          let value = try? chunk.columns[place].double(at: row)
        else { return false }
        return number.holds(value)
      }) {
        return TableError(
          .malformedData, at: chunk.place(row: row, column: column), found: wrong.value,
          expected: "\(wrong.quantity) from \(wrong.expected)", hint: Self.hint)
      }
    }
    return FileError(
      path: path,
      problem: "has a star of \(star.cluster) with the \(wrong.quantity) \(wrong.value), expected "
        + wrong.expected, hint: Self.hint)
  }
}
