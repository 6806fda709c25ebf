// SPDX-License-Identifier: GPL-3.0-or-later
// Many stars in the numbers of their likelihoods, or why they have no age.

internal import GyroModel
internal import GyroNumerics
internal import GyroQuantities

/// A star that can have an age, as its likelihood takes it.
struct PreparedStar: Sendable {
  let star: Star
  /// Warnings about what was not given and had to be assumed.
  let assumed: AgeFlags
  /// What its errors leave open.
  let integral: LikelihoodIntegral
}

/// Stars of a list, one behind the other in memory.
final class PreparedStars: @unchecked Sendable {
  /// A star of the list.
  enum Preparation: Sendable {
    case usable(PreparedStar, AgeTerms)
    case unusable(UnusableStar)

    /// Whether there are terms of this star alone.
    var hasTerms: Bool { if case .usable(_, let terms) = self { !terms.isEmpty } else { false } }

    /// What something other than rotation says of its age.
    var terms: AgeTerms { if case .usable(_, let terms) = self { terms } else { .none } }

    /// Whether it can have an age.
    var isUsable: Bool { if case .usable = self { true } else { false } }
  }

  private let stars: UnsafeMutableBufferPointer<Preparation>
  private let threadCount: Int
  /// Stars that a thread takes at a time.
  private static let blockSize = 256

  /// Prepares stars, each by its index.
  init(count: Int, threadCount: Int, _ prepare: @Sendable (Int) -> Preparation) {
    self.threadCount = threadCount
    stars = .allocate(capacity: count)
    nonisolated(unsafe) let stars = stars
    forEachBlock { for index in $0 { stars.initializeElement(at: index, to: prepare(index)) } }
  }

  deinit {
    nonisolated(unsafe) let stars = stars
    forEachBlock { _ = stars.extracting($0).deinitialize() }
    stars.deallocate()
  }

  private func forEachBlock(_ body: @Sendable (Range<Int>) -> Void) {
    let count = stars.count
    concurrentForEach(
      count: (count + Self.blockSize - 1) / Self.blockSize, threadCount: threadCount, scratch: {}
    ) { block, _ in
      body((block * Self.blockSize)..<min((block + 1) * Self.blockSize, count))
    }
  }

  var indices: Range<Int> { stars.indices }

  subscript(index: Int) -> Preparation {
    unsafeAddress {
      guard stars.indices.contains(index), let base = stars.baseAddress else {
        preconditionFailure("star \(index) of \(stars.count)")
      }
      return UnsafePointer(base) + index
    }
  }

  /// What the errors of a star leave open that can have an age.
  func integral(_ index: Int) -> LikelihoodIntegral {
    guard case .usable(let star, _) = self[index] else {
      preconditionFailure("a star without an age")
    }
    return star.integral
  }

  /// Has a star brought into the cache.
  func fetch(_ index: Int) {
    guard let base = stars.baseAddress else { return }
    GyroNumerics.fetch(base + index, byteCount: MemoryLayout<Preparation>.stride)
  }
}
