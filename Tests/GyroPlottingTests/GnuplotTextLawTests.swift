// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing
import _TestSupport

@testable import GyroPlotting

@Suite struct GnuplotTextLawTests {
  /// The bytes of a text between double quotes, as gnuplot reads them; nil if it is no such text.
  private func read(_ literal: String) -> [UInt8]? {
    let bytes = Array(literal.utf8)
    guard bytes.count >= 2, bytes.first == 0x22, bytes.last == 0x22 else { return nil }
    var (result, place) = ([UInt8](), 1)
    while place < bytes.count - 1 {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\\") {
        let digits = bytes[(place + 1)..<min(place + 5, bytes.count - 1)]
        guard digits.count == 4, digits.first == UInt8(ascii: "0"),
          let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
        else { return nil }
        result.append(value)
        place += 5
      } else {
        guard byte != 0x22 else { return nil }
        result.append(byte)
        place += 1
      }
    }
    return result
  }

  /// Plain words as gnuplot's enhanced text shows them.
  private func shown(_ enhanced: [UInt8]) -> String? {
    var (result, place) = ([UInt8](), 0)
    let marks = Array("{}^_@&~".utf8)
    while place < enhanced.count {
      if enhanced[place...].starts(with: Array("\\045".utf8)) {
        result.append(UInt8(ascii: "%"))
        place += 4
      } else if enhanced[place] == UInt8(ascii: "\\") {
        guard place + 1 < enhanced.count,
          marks.contains(enhanced[place + 1]) || enhanced[place + 1] == UInt8(ascii: "\\")
        else { return nil }
        result.append(enhanced[place + 1])
        place += 2
        // The empty group that keeps a backslash and a U apart.
        if enhanced[place...].starts(with: Array("{}U".utf8)) { place += 2 }
      } else {
        guard !marks.contains(enhanced[place]) else { return nil }
        result.append(enhanced[place])
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Of ASCII only letters, digits, a few marks and octal numbers stand in the script.
  private func isHarmless(_ literal: String) -> Bool {
    literal.utf8.dropFirst().dropLast().allSatisfy { byte in
      byte >= 0x80 || Character(Unicode.Scalar(byte)).isLetter
        || Character(Unicode.Scalar(byte)).isNumber || " .,:;()+-=/<>%*\\".utf8.contains(byte)
    }
  }

  @Test(arguments: HostileNames.laws + (0..<300).map { HostileNames.name(seed: $0) })
  func wordsComeBackAndNoCharacterOfThemActs(name: String) throws {
    let expected = PrintableText.line(name)
    let label = FigureText(name).gnuplot
    let plain = label.replacingOccurrences(of: "{}U", with: "U")
    #expect(isHarmless(plain), "\(plain)")
    #expect(shown(try #require(read(label))) == expected)
    let tick = try #require(read(FigureText(name).gnuplotTick))
    #expect(!tick.contains(UInt8(ascii: "%")), "no number is formatted")
    #expect(shown(tick) == expected)
    let file = GnuplotText.literal(name)
    #expect(isHarmless(file))
    #expect(read(file) == Array(name.utf8))
    let remark = GnuplotText.comment(name)
    #expect(remark.unicodeScalars.allSatisfy { PrintableText.isInert($0) && $0 != "`" })
    #expect(remark.utf8.last != UInt8(ascii: "\\") && remark.utf8.starts(with: "# ".utf8))
  }

  @Test(arguments: ["|touch canary", "| touch canary", "~root/x", "-", "'x'", ".png", "\u{301}x"])
  func theNameOfAFileIsNeitherAPipeNorAHome(name: String) throws {
    let bytes = try #require(read(GnuplotText.file(name)))
    #expect(bytes == Array("./\(name)".utf8))
  }

  @Test func longWordsEndSomewhere() {
    let long = FigureText(String(repeating: "x", count: 100_000)).sub("y")
    #expect(long.gnuplot.utf8.count < 300)
    #expect(long.gnuplot.contains("…"))
  }

  @Test(arguments: HostileNames.laws) func anExpressionOfVegaHoldsLettersAndNumbersAlone(
    name: String
  ) throws {
    let quoted = VegaPanel.quoted(name)
    let body = quoted.utf8.dropFirst().dropLast()
    #expect(
      body.allSatisfy {
        $0 == 0x20 || $0 == UInt8(ascii: "\\")
          || $0 < 0x7F
            && (Character(Unicode.Scalar($0)).isLetter || Character(Unicode.Scalar($0)).isNumber)
      })
    let back = try JSONDecoder().decode([String].self, from: Data("[\(quoted)]".utf8))
    #expect(Array(back[0].unicodeScalars) == Array(name.unicodeScalars))
  }

  @Test func aFigureForABrowserEndsNoScriptAroundIt() throws {
    for name in ["</script><script>alert(1)</script>", "<\u{301}/script>", "\u{2028}", "\u{202E}"] {
      let axis = Axis("x", range: 0...1, names: [0.5: name])
      let figure = Figure(
        title: FigureText(name),
        rows: [
          [
            Panel(
              FigureText(name), x: axis, y: Axis("y"),
              layers: [Annotation(FigureText(name), at: .panel(x: 0, y: 0))]
            )
          ]
        ],
        provenance: name, command: "")
      let text = VegaLite(figure).text
      #expect(!text.utf8.contains(UInt8(ascii: "<")))
      #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }
  }
}
