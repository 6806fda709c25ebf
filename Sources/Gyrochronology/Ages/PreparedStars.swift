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

/// Stars of a list, in memory by their index.
///
/// What decides on a star's turn is apart from its numbers, so that a pass over all of them reads little.
final class PreparedStars: @unchecked Sendable {
  /// What there is of a star.
  enum Kind: UInt8, Sendable {
    /// Its rotation alone.
    case usable
    /// Terms of its own as well.
    case withTerms
    /// A reason why it has no age.
    case unusable
  }

  private struct Outline {
    let kind: Kind
    let bpRp0, log10PeriodDays: Double
  }

  private let outlines: UnsafeMutableBufferPointer<Outline>
  /// Those of stars that can have an age; the memory of others is not touched.
  private let stars: UnsafeMutablePointer<PreparedStar>
  /// Those of stars that have any.
  private let allTerms: UnsafeMutablePointer<AgeTerms>
  /// Those of stars that cannot have an age.
  private let reasons: UnsafeMutablePointer<UnusableStar>
  private let threadCount: Int
  /// Stars that a thread takes at a time.
  private static let blockSize = 256

  /// Prepares stars, each by its index.
  init(
    count: Int, threadCount: Int,
    _ prepare: @Sendable (Int) throws(UnusableStar) -> (star: PreparedStar, terms: AgeTerms)
  ) {
    self.threadCount = threadCount
    outlines = .allocate(capacity: count)
    stars = .allocate(capacity: count)
    allTerms = .allocate(capacity: count)
    reasons = .allocate(capacity: count)
    nonisolated(unsafe) let (outlines, stars, allTerms, reasons) = (
      outlines, stars, allTerms, reasons
    )
    forEachBlock { block in
      for index in block {
        do throws(UnusableStar) {
          let (star, terms) = try prepare(index)
          outlines.initializeElement(
            at: index,
            to: Outline(
              kind: terms.isEmpty ? .usable : .withTerms,
              bpRp0: star.integral.covariates.bpRp0.value,
              log10PeriodDays: star.integral.periods.first.log10PeriodDays))
          if !terms.isEmpty { (allTerms + index).initialize(to: terms) }
          (stars + index).initialize(to: star)
        } catch {
          outlines.initializeElement(
            at: index, to: Outline(kind: .unusable, bpRp0: .nan, log10PeriodDays: .nan))
          (reasons + index).initialize(to: error)
        }
      }
    }
  }

  deinit {
    nonisolated(unsafe) let (outlines, stars, allTerms, reasons) = (
      outlines, stars, allTerms, reasons
    )
    forEachBlock { block in
      for index in block {
        let kind = outlines[index].kind
        if kind == .unusable {
          (reasons + index).deinitialize(count: 1)
        } else {
          (stars + index).deinitialize(count: 1)
        }
        if kind == .withTerms { (allTerms + index).deinitialize(count: 1) }
      }
    }
    outlines.deallocate()
    stars.deallocate()
    allTerms.deallocate()
    reasons.deallocate()
  }

  private func forEachBlock(_ body: @Sendable (Range<Int>) -> Void) {
    let count = outlines.count
    concurrentForEach(
      count: (count + Self.blockSize - 1) / Self.blockSize, threadCount: threadCount, scratch: {}
    ) { block, _ in
      body((block * Self.blockSize)..<min((block + 1) * Self.blockSize, count))
    }
  }

  var indices: Range<Int> { outlines.indices }

  /// What there is of a star.
  func kind(of index: Int) -> Kind { outlines[index].kind }

  /// A star that can have an age.
  subscript(index: Int) -> PreparedStar {
    unsafeAddress {
      precondition(
        outlines.indices.contains(index) && outlines[index].kind != .unusable,
        "star \(index) of \(outlines.count) has no age")
      return UnsafePointer(stars + index)
    }
  }

  /// What something other than rotation says of the age of a star.
  func terms(of index: Int) -> AgeTerms {
    outlines[index].kind == .withTerms ? allTerms[index] : .none
  }

  /// Why a star cannot have an age.
  func reason(_ index: Int) -> UnusableStar {
    precondition(outlines[index].kind == .unusable, "a star that can have an age")
    return reasons[index]
  }

  /// Some stars that can have an age, by their indices.
  struct Part: StarList {
    let stars: PreparedStars
    let indices: [Int]

    var count: Int { indices.count }

    func integral(of index: Int) -> LikelihoodIntegral { stars[indices[index]].integral }

    func center(of index: Int) -> (bpRp0: Double, log10PeriodDays: Double) {
      let outline = stars.outlines[indices[index]]
      return (outline.bpRp0, outline.log10PeriodDays)
    }

    func fetch(_ index: Int) {
      GyroNumerics.fetch(
        stars.stars + indices[index], byteCount: MemoryLayout<PreparedStar>.stride)
    }
  }
}
