// SPDX-License-Identifier: GPL-3.0-or-later

import GyroTables
import Testing

/// Columns that astropy took apart: masks are obeyed, and what would be misread is refused.
@Suite struct ECSVMaskTests {
  /// A table with a masked value in its second row.
  static func table(_ serialized: String, datatype: String = "float64", value: String = "6.5")
    -> String
  {
    """
    # %ECSV 1.0
    # ---
    # delimiter: ','
    # datatype:
    # - {name: id, datatype: string}
    # - {name: prot, unit: d, datatype: \(datatype)}
    # - {name: prot.mask, datatype: bool}
    # - {name: v, datatype: string, subtype: 'float64[2]'}
    # meta: !!omap
    # - __serialized_columns__:
    #     prot:
    \(serialized.split(separator: "\n").map { "#       \($0)" }.joined(separator: "\n"))
    # schema: astropy-2.0
    id,prot,prot.mask,v
    a,\(value),False,"[1,2]"
    b,\(value),True,"[3,4]"
    """
  }

  static let column = "!astropy.table.SerializedColumn"
  static let masked = """
    __class__: astropy.table.column.MaskedColumn
    data: \(column) {name: prot}
    mask: \(column) {name: prot.mask}
    """
  /// As astropy 7 writes a masked quantity.
  static let quantity = """
    __class__: astropy.units.quantity.Quantity
    unit: &id001 !astropy.units.Unit {unit: d}
    value: \(column)
      __class__: astropy.utils.masked.core.MaskedNDArray
      data: \(column) {name: prot}
      mask: \(column) {name: prot.mask}
    other: *id001
    """

  @Test(
    arguments: [masked, quantity],
    [("float64", "6.5"), ("int64", "9007199254740993"), ("string", "x"), ("bool", "True")])
  func masksAreObeyed(_ serialized: String, _ cell: (datatype: String, value: String)) throws {
    let table = try read(
      Self.table(serialized, datatype: cell.datatype, value: cell.value), name: "a.ecsv", upTo: 1)
    #expect(table.schema.columns.map(\.name) == ["id", "prot", "v"])
    #expect(table.rows == [["a", cell.value, "1.0 2.0"], ["b", nil, "3.0 4.0"]])
  }

  @Test func vectorsAreMaskedAsAWhole() throws {
    let text = Self.table(Self.masked.replacing("{name: prot}", with: "{name: v}"))
    #expect(try read(text, name: "a.ecsv").rows.map { $0[2] } == ["1.0 2.0", nil])
  }

  /// Without a mask the columns are what the header says.
  @Test(arguments: [
    "__class__: astropy.table.column.MaskedColumn\ndata: \(column) {name: prot}",
    "__class__: astropy.table.column.MaskedColumn\ndata: \(column) {name: prot}\nmask: false",
    "__class__: astropy.time.core.TimeDelta\nformat: jd\nvalue: \(column) {name: prot}",
    "__class__: astropy.time.core.Time\nformat: mjd\nvalue: \(column) {name: prot}",
  ])
  func plainColumns(_ serialized: String) throws {
    let table = try read(Self.table(serialized), name: "a.ecsv")
    #expect(table.rows.map { $0[1] } == ["6.5", "6.5"])
    #expect(table.schema.columns.count == 4)
  }

  @Test(arguments: [
    masked.replacing("prot.mask", with: "other"), masked.replacing("prot.mask", with: "id"),
    masked.replacing("{name: prot.mask}", with: "[true, false]"),
    masked.replacing("{name: prot}", with: "[1, 2]"), masked + "\nmore: \(column) {name: v}",
    "__class__: astropy.time.core.TimeDelta\nformat: sec\nvalue: \(column) {name: prot}",
  ])
  func otherFormsAreRefusedInWords(_ serialized: String) {
    let error = failure { () throws(TableError) in
      _ = try read(Self.table(serialized), name: "a.ecsv")
    }
    #expect(error?.code == .unsupported)
    #expect(error?.place.column == "prot")
    #expect(error?.hint?.contains("plain column") == true)
  }

  @Test(arguments: ["x", "2", "\"yes\""]) func aMaskThatIsNotTrueOrFalse(_ word: String) {
    let text = Self.table(Self.masked).replacing("6.5,True", with: "6.5,\(word)")
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.ecsv") }
    #expect(error?.code == .unparsableValue)
    #expect(error?.place.column == "prot.mask")
  }

  /// What is not known not to be masked is not used.
  @Test func aMaskWithoutAValue() throws {
    let text = Self.table(Self.masked).replacing("6.5,False", with: "6.5,")
    #expect(try read(text, name: "a.ecsv").rows.map { $0[1] } == [nil, nil])
  }

  /// Columns of one unit share it by an anchor; an alias of much is refused, since it could grow endlessly.
  @Test func aliasesOfSmallValues() throws {
    let small = Self.table(Self.masked + "\nunit: &u {unit: d}\nagain: [*u, *u]")
    #expect(try read(small, name: "a.ecsv").rows.count == 2)
    var bomb = Self.masked + "\na0: &a0 [x, x, x, x, x, x, x, x]"
    for level in 1...12 {
      let alias = "*a\(level - 1)"
      bomb +=
        "\na\(level): &a\(level) [\(Array(repeating: alias, count: 8).joined(separator: ", "))]"
    }
    let error = failure { () throws(TableError) in _ = try read(Self.table(bomb), name: "a.ecsv") }
    #expect(error?.code == .malformedHeader)
    #expect(error?.description.contains("of a long value") == true)
  }
}
