// SPDX-License-Identifier: GPL-3.0-or-later

import GyroNumerics
import Testing

@Suite struct OneOrMoreTests {
  @Test(arguments: [[3], [3, 1], [3, 1, 4, 1, 5]]) func isACollectionOfItsElements(numbers: [Int])
    throws
  {
    let list = try #require(OneOrMore(elements: numbers))
    #expect(Array(list) == numbers && list.count == numbers.count && list.last == numbers.last)
    #expect(list.indices.map { list[$0] } == numbers)
    #expect(Array(list.mapped { 2 * $0 }) == numbers.map { 2 * $0 })
    #expect(list == OneOrMore(numbers[0], Array(numbers.dropFirst())))
  }

  @Test func noneAreNoList() { #expect(OneOrMore(elements: [Int]()) == nil) }
}
