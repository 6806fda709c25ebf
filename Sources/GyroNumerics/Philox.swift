// SPDX-License-Identifier: GPL-3.0-or-later
// The Philox 4x64 block function: a counter and a key in, random bits out.

/// The Philox 4x64 block function with ten rounds.
///
/// A bijection of 256-bit counters for each 128-bit key, with no state: the same block on any
/// platform and from any thread.
///
/// > Source: Salmon et al. (2011), *Parallel random numbers: as easy as 1, 2, 3*, SC11,
/// > doi:10.1145/2063384.2063405; tested against numpy.
struct Philox: Hashable, Sendable {
  var key0, key1: UInt64

  /// The block of four words that belongs to a counter.
  func block(_ counter: SIMD4<UInt64>) -> SIMD4<UInt64> {
    var (c, k0, k1) = (counter, key0, key1)
    for _ in 0..<10 {
      let first = c[0].multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
      let second = c[2].multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
      c = SIMD4(second.high ^ c[1] ^ k0, second.low, first.high ^ c[3] ^ k1, first.low)
      // The Weyl sequence of the golden ratio and of √3 − 1.
      k0 &+= 0x9E37_79B9_7F4A_7C15
      k1 &+= 0xBB67_AE85_84CA_A73B
    }
    return c
  }
}
