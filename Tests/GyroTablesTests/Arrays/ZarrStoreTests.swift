// SPDX-License-Identifier: GPL-3.0-or-later
// A store of Zarr, byte by byte; that xarray and ArviZ read it is tested from Python.

import Foundation
import GyroFiles
import Testing

@testable import GyroTables

@Suite struct ZarrStoreTests {
  private let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent("a.zarr").path
    let store = ZarrStore(
      [
        ZarrStore.Group(
          "posterior",
          [
            ZarrStore.Variable(
              "x", [("chain", 2), ("draw", 1)], .doubles([1, -0.5]), attributes: ["units": "mag"]),
            ZarrStore.Variable("n", [("draw", 1)], .integers([-2])),
            ZarrStore.Variable("is", [("draw", 2)], .flags([true, false])),
            ZarrStore.Variable("name", [("cluster", 2)], .texts(["β", "ab"])),
          ])
      ], attributes: ["note": "<a> / \"b\""])
    try store.write(to: path)
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path).appending(path: name)))
  }

  private func json(_ name: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(bytes(name)))
  }

  @Test func elementsAreLittleEndianAndTheLastDimensionRunsFastest() throws {
    #expect(
      try bytes("posterior/x/0.0") == [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0xE0, 0xBF])
    #expect(try bytes("posterior/n/0") == [0xFE] + [UInt8](repeating: 0xFF, count: 7))
    #expect(try bytes("posterior/is/0") == [1, 0])
    #expect(
      try bytes("posterior/name/0")
        == [0xB2, 0x03, 0, 0, 0, 0, 0, 0, 0x61, 0, 0, 0, 0x62, 0, 0, 0])
  }

  @Test(arguments: [
    ("x", "<f8", [2.0, 1], ["chain", "draw"]), ("n", "<i8", [1], ["draw"]),
    ("is", "|b1", [2], ["draw"]), ("name", "<U2", [2], ["cluster"]),
  ])
  func arraysAreDescribed(name: String, type: String, shape: [Double], dimensions: [String]) throws
  {
    let layout = try json("posterior/\(name)/.zarray")
    #expect(layout["dtype"]?.text == type && layout["zarr_format"] == .number(2))
    #expect(layout["shape"] == .list(shape.map(JSONValue.number)))
    #expect(layout["chunks"] == layout["shape"])
    for name in ["compressor", "filters", "fill_value"] { #expect(layout[name] == .null) }
    let attributes = try json("posterior/\(name)/.zattrs")
    #expect(attributes["_ARRAY_DIMENSIONS"] == .list(dimensions.map(JSONValue.text)))
    #expect(attributes["units"]?.text == (name == "x" ? "mag" : nil))
  }

  @Test func allMetadataStandTogetherAsWell() throws {
    let all = try #require(json(".zmetadata")["metadata"])
    for name in [
      ".zgroup", ".zattrs", "posterior/.zgroup", "posterior/.zattrs", "posterior/x/.zarray",
      "posterior/x/.zattrs",
    ] {
      #expect(all[name] == (try json(name)), "\(name)")
    }
    #expect(all[".zattrs"]?["note"]?.text == "<a> / \"b\"")
  }

  @Test(arguments: [("a.zarr", true), ("b/a.ZARR", true), ("a.zarr.json", false), ("zarr", false)])
  func theNameSaysTheForm(path: String, isZarr: Bool) {
    #expect(ZarrStore.isNamed(by: path) == isZarr)
  }
}
