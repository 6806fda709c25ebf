// SPDX-License-Identifier: GPL-3.0-or-later

import GyroFiles
import Testing

/// Identities: the same parts give the same digest, and different lists of parts never do.
@Suite struct FingerprintLawTests {
  private static func digest(_ parts: [any Fingerprintable], of subject: String = "test") -> String
  {
    var fingerprint = Fingerprint(of: subject)
    for part in parts { fingerprint.add(part) }
    return fingerprint.digest.hexadecimal
  }

  /// Lists of parts that a careless encoding would confuse.
  private static let lists: [[any Fingerprintable & Sendable]] = [
    [], [""], ["", ""], ["ab", "c"], ["a", "bc"], ["abc"], [["ab", "c"]], [["a", "bc"]],
    [["ab"], ["c"]], [["ab"], "c"], ["a\nb"], ["a", "b"], ["a b"], ["1"], [1], [1.0],
    [UInt64(1) << 1],
    [true], [false], [0], [0.0], [-0.0], [Double?.none], [String?.none], [[Double]()], [[0.0]],
    [[Double?.none]], [Double.pi], [Double.pi.nextUp], [Double.nan], [Double.infinity], [-1],
    [0.0...1.0], [0.0...2.0], [Double?.none, 1.0], [1.0, Double?.none], [[1.0, 2.0], [3.0]],
    [[1.0], [2.0, 3.0]], ["é"], ["e\u{301}"], ["\0"], ["\0\0"],
  ]

  @Test func differentPartsHaveDifferentDigests() {
    // A part that is absent is absent whatever its type would have been.
    let digests = Self.lists.map { Self.digest($0) }
    let pairs = digests.indices.flatMap { first in digests[..<first].indices.map { ($0, first) } }
    let alike = pairs.filter { digests[$0] == digests[$1] }
    #expect(alike.map { "\(Self.lists[$0]) \(Self.lists[$1])" } == ["[nil] [nil]"])
  }

  @Test(arguments: 0..<lists.count)
  func theSamePartsHaveTheSameDigest(index: Int) {
    #expect(Self.digest(Self.lists[index]) == Self.digest(Self.lists[index]))
    #expect(Self.digest(Self.lists[index]) != Self.digest(Self.lists[index], of: "another"))
  }

  @Test(arguments: 0..<4)
  func eachFieldOfARecordedValueCounts(field: Int) throws {
    struct Choices: Encodable {
      var name = "a", number = 0.1, list = [1, 2], flag: Bool?
    }
    func digest(_ choices: Choices) throws -> SHA256Digest {
      var fingerprint = Fingerprint(of: "choices")
      try fingerprint.add(recorded: choices, name: "the choices")
      return fingerprint.digest
    }
    var changed = Choices()
    switch field {
    case 0: changed.name = "b"
    case 1: changed.number = (0.1).nextUp
    case 2: changed.list = [12]
    default: changed.flag = false
    }
    #expect(try digest(Choices()) == digest(Choices()))
    #expect(try digest(changed) != digest(Choices()))
    changed.number = .nan
    #expect(throws: FileError.self) { try digest(changed) }
  }
}
