// SPDX-License-Identifier: GPL-3.0-or-later

import GyroModel
import Testing

/// Sets of warnings against arrays of them.
@Suite struct AgeFlagsLawTests {
  @Test func eachWarningIsItsOwnAlone() {
    for flag in AgeFlag.allCases {
      let flags: AgeFlags = [flag]
      #expect(Array(flags) == [flag] && flags.count == 1 && !flags.isEmpty)
      #expect(AgeFlag.allCases.filter(flags.contains) == [flag])
    }
  }

  @Test func warningsStandOnceInTheOrderOfTheirDeclaration() {
    #expect(Array(AgeFlags(AgeFlag.allCases.reversed())) == AgeFlag.allCases)
    for step in 1..<AgeFlag.allCases.count {
      let some = stride(from: 0, to: AgeFlag.allCases.count, by: step).map { AgeFlag.allCases[$0] }
      var flags = AgeFlags(some + some.reversed())
      #expect(Array(flags) == some && flags.count == some.count)
      flags.formUnion([.multimodal, .evolved])
      #expect(
        Array(flags)
          == AgeFlag.allCases.filter { some.contains($0) || [.multimodal, .evolved].contains($0) })
    }
    #expect(Array(AgeFlags()).isEmpty && AgeFlags().isEmpty && AgeFlags().count == 0)
  }
}
