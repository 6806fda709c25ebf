// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroPlotting

@Suite struct VegaLiteTests {
  private typealias Object = [String: Any]

  private func panels(_ figure: Figure) throws -> [Object] {
    let text = VegaLite(figure).text
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
    #expect(root["$schema"] as? String == "https://vega.github.io/schema/vega-lite/v5.json")
    let rows = try #require(root["vconcat"] as? [Object])
    return rows.flatMap { $0["hconcat"] as? [Object] ?? [] }.filter { !isLegend($0) }
  }

  /// A legend has no frame.
  private func isLegend(_ view: Object) -> Bool { view["view"] != nil }

  private func marks(_ view: Object) -> [Object] {
    (view["layer"] as? [Object] ?? []).compactMap { $0["mark"] as? Object }
  }

  @Test func theLegendShowsEachLayerAsItIsDrawn() throws {
    let text = VegaLite(everyMark).text
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
    let rows = try #require(root["vconcat"] as? [Object])
    let legends = rows.flatMap { $0["hconcat"] as? [Object] ?? [] }.filter(isLegend)
    // The last panel has no layer with a label.
    #expect(legends.count == 2)
    let keys = marks(legends[0]).filter { $0["type"] as? String != "text" }
    #expect(keys.compactMap { $0["type"] as? String } == ["rect", "rule", "rule"])
    #expect(keys[0]["opacity"] as? Double == 0.5)
    #expect((keys[1]["strokeDash"] as? [Double])?.isEmpty == true)
    #expect((keys[2]["strokeDash"] as? [Double])?.isEmpty == false)
    let words = marks(legends[0]).compactMap { $0["text"] as? String }
    #expect(words == ["95 %", "posterior", "median"])
    #expect(marks(legends[1]).first?["shape"] as? String == "diamond")
  }

  /// The schema of Vega-Lite 5 knows neither a scale beside a datum nor an order of null.
  @Test func nothingIsWrittenThatTheSchemaForbids() throws {
    let text = VegaLite(everyMark).text
    #expect(!text.contains("\"datum\":\"") && !text.contains("\"order\":null"))
    #expect(text.contains("\"order\":false"))
  }

  @Test func everyLayerIsAMarkWithItsData() throws {
    let panels = try panels(everyMark)
    let marks = panels.map { panel in
      (panel["layer"] as? [Object] ?? []).compactMap { ($0["mark"] as? Object)?["type"] as? String }
    }
    #expect(
      marks == [
        ["area", "line", "line", "text", "text"], ["rect", "point", "rule", "rule"],
        ["rect", "line"],
      ])
    let line = try #require((panels[0]["layer"] as? [Object])?[1])
    let values = try #require((line["data"] as? Object)?["values"] as? [Object])
    #expect(values.map { $0["x"] as? Double } == [10, 100, nil, 1000])
  }

  @Test func axesKeepTheirScaleRangeAndMarks() throws {
    let line = try #require((try panels(everyMark)[0]["layer"] as? [Object])?[1])
    let x = try #require((line["encoding"] as? Object)?["x"] as? Object)
    let scale = try #require(x["scale"] as? Object)
    #expect(scale["type"] as? String == "log")
    #expect(scale["domain"] as? [Double] == [1, 10000])
    let axis = try #require(x["axis"] as? Object)
    #expect(axis["title"] as? String == "Age (Myr)")
    #expect(axis["values"] as? [Double] == [1, 10, 100, 1000, 10000])
  }

  @Test func cellsWithoutAPlaceOnALogarithmicScaleAreLeftOut() throws {
    let map = try #require((try panels(everyMark)[1]["layer"] as? [Object])?[0])
    let values = try #require((map["data"] as? Object)?["values"] as? [Object])
    #expect(values.compactMap { $0["value"] as? Double } == [1, 10, 100, 5])
    #expect(values[2]["x"] as? Double == 0 && values[2]["x2"] as? Double == 2)
    // Three rows over three decades.
    let lower = try #require(values[2]["y"] as? Double)
    #expect(abs(lower - 1) < 1e-12)
  }

  @Test func subscriptsBecomeUnicode() {
    #expect(FigureText("(BP−RP)").sub("0").unicode == "(BP−RP)₀")
    #expect(FigureText("10").sup("−3").unicode == "10⁻³")
    #expect(FigureText("v").sub("rot").unicode == "v_rot")
  }
}
