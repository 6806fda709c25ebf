// SPDX-License-Identifier: GPL-3.0-or-later
// JSON text as a value.

import Foundation
import GyroFiles
import Testing

@Suite struct JSONParserTests {
  private static func value(_ text: String) throws(JSONProblem) -> JSONValue {
    try JSONParser.value(of: Array(text.utf8)[...])
  }

  @Test(arguments: [
    #"{"a":[1,-2.5e3,0.125,1E-2],"b":{"c":null,"d":true,"e":false},"f":"x"}"#,
    #" [ "" , "\"\\\/\b\f\n\r\t\u00e9\ud834\udd1e", {} , [] , 0 , -0 ] "#, "\"λ\"", "12",
    #"{"":{"":[]}}"#,
  ])
  func aTextIsReadAsFoundationReadsIt(_ text: String) throws {
    #expect(
      try Self.value(text) == JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)))
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "01", "1.", ".5", "+1", "1e", "--1",
    "nul", "tru e", "\"", "\"\n\"", #""\x""#, #""\u12g4""#, #""\ud834""#, #""\ud834\u0041""#,
    "1 2", "1e999", "NaN", "[1 2]", "'a'",
  ])
  func aTextThatIsNoJSONIsRefused(_ text: String) {
    #expect(throws: JSONProblem.malformed) { try Self.value(text) }
  }

  @Test func aPartIsWhatItIsAndNothingElse() throws {
    let parts = try Self.value(#"[2, 2.5, "2", true, null, [1, 2], {}, 1e300]"#).elements
    #expect(parts.map(\.number) == [2, 2.5, nil, nil, nil, nil, nil, 1e300])
    #expect(parts.map(\.wholeNumber) == [2, nil, nil, nil, nil, nil, nil, nil])
    #expect(parts.map(\.text) == [nil, nil, "2", nil, nil, nil, nil, nil])
    #expect(parts.map(\.flag) == [nil, nil, nil, true, nil, nil, nil, nil])
    #expect(parts[5].list(of: \.wholeNumber) == [1, 2])
    // One element that is something else, and there is no list.
    #expect(try Self.value("[1, \"2\"]").list(of: \.number) == nil)
    #expect(parts[6].list(of: \.number) == nil)
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: JSONProblem.malformed) {
      try JSONParser.value(of: [UInt8(ascii: "\""), 0xFF, UInt8(ascii: "\"")])
    }
  }

  @Test func aNameThatIsThereTwiceIsRefused() {
    #expect(throws: JSONProblem.repeatedName("a")) { try Self.value(#"[{"a":1,"\u0061":2}]"#) }
  }

  @Test func depthIsBounded() {
    let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
    #expect(throws: Never.self) { try Self.value(deep(JSONParser.depthLimit)) }
    #expect(throws: JSONProblem.malformed) { try Self.value(deep(JSONParser.depthLimit + 1)) }
  }
}
