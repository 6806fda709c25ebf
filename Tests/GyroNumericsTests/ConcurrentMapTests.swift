// SPDX-License-Identifier: GPL-3.0-or-later

import GyroNumerics
import Testing

@Suite struct ConcurrentMapTests {
  @Test(arguments: [0, 1, 2, 7, 1000], [1, 2, 3, 8])
  func theThreadCountChangesNothing(count: Int, threadCount: Int) {
    let values = concurrentMap(count: count, threadCount: threadCount) { "value \($0 * $0)" }
    #expect(values == (0..<count).map { "value \($0 * $0)" })
  }
}
