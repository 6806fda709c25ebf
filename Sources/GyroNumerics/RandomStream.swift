// SPDX-License-Identifier: GPL-3.0-or-later
// A named, splittable stream of random numbers.

/// A stream of random numbers that is a function of its seed and its path of names.
///
/// All code that draws takes a child by name, so its numbers do not depend on how many other code drew,
/// on the order of work, or on the thread count:
///
///     var random = RandomStream(seed: 20_260_101).child("chain", 3)
///     let z = random.nextNormal()
///
/// A stream is Philox 4x64 under its own key. Draws use the counters (block, 0, 0, 0); the key of a
/// child is the block of (label hash, index, label length, 1), which no draw can reach.
public struct RandomStream: RandomNumberGenerator, Hashable, Sendable {
  private let philox: Philox
  private var blockIndex: UInt64 = 0
  private var words = SIMD4<UInt64>()
  private var used = 4

  private init(philox: Philox) { self.philox = philox }

  /// The root stream of a seed.
  public init(seed: UInt64) { self.init(philox: Philox(key0: seed, key1: 0)) }

  /// An independent stream that belongs to a name and an index; drawing from this one does not move it.
  public func child(_ label: String, _ index: Int = 0) -> RandomStream {
    // FNV-1a over the UTF-8 bytes: the same on every platform, unlike a Hasher.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in label.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let block = philox.block(
      SIMD4(hash, UInt64(bitPattern: Int64(index)), UInt64(label.utf8.count), 1))
    return RandomStream(philox: Philox(key0: block[0], key1: block[1]))
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if used == 4 {
      words = philox.block(SIMD4(blockIndex, 0, 0, 0))
      blockIndex &+= 1
      used = 0
    }
    defer { used += 1 }
    return words[used]
  }

  /// A number from the open interval (0, 1).
  public mutating func nextUniform() -> Double { Self.uniform(fromBits: next()) }

  /// A number from the standard normal distribution.
  public mutating func nextNormal() -> Double { Normal.quantile(nextUniform()) }

  /// An index below a count, each with a probability that is equal to within `count` / 2⁶⁴.
  ///
  /// - Precondition: `count > 0`.
  public mutating func nextIndex(below count: Int) -> Int {
    precondition(count > 0, "no index below \(count)")
    return Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// The numbers from 0 up to a count in random order (Fisher and Yates).
  public mutating func nextPermutation(count: Int) -> [Int] {
    precondition(count >= 0, "a permutation of \(count) elements")
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, nextIndex(below: last + 1))
    }
    return order
  }

  /// The number in (0, 1) that 64 random bits stand for: the middle of one of 2⁵² equal cells.
  ///
  /// All bits zero give 2⁻⁵³ and all bits one give 1 − 2⁻⁵³, so a quantile function stays finite.
  public static func uniform(fromBits bits: UInt64) -> Double {
    (Double(bits >> 12) + 0.5) * 0x1p-52
  }
}
