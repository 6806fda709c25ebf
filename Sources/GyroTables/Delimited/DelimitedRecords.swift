// SPDX-License-Identifier: GPL-3.0-or-later
// Records of a delimited text: their bytes, and where their fields are.

/// Some records: their bytes, the bounds of their fields, and the line each starts on.
struct DelimitedRecords {
  var bytes: [UInt8] = []
  var bounds: [UInt32] = []
  var lines: [Int] = []

  /// Writes a point for the comma of each cell that is a number with one.
  mutating func replaceDecimalCommas() {
    for field in stride(from: 0, to: bounds.count, by: 2) {
      let range = Int(bounds[field])..<Int(bounds[field + 1])
      var comma: Int?
      let isNumber = range.allSatisfy { index in
        switch bytes[index] {
        case UInt8(ascii: ","):
          defer { comma = index }
          return comma == nil
        case 0x20, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"),
          UInt8(ascii: "E"):
          return true
        default: return false
        }
      }
      if isNumber, let comma { bytes[comma] = UInt8(ascii: ".") }
    }
  }
}
