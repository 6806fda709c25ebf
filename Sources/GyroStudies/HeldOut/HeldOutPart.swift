// SPDX-License-Identifier: GPL-3.0-or-later
// The evidence of one fold on disk, so that an interrupted run need not train for it again.

public import Foundation
public import GyroFiles

/// The evidence of a fold with the label of the training it came from.
public struct HeldOutPart: Hashable, Sendable, Codable {
  /// Digest of all that fixes the evidence.
  public let label: String
  /// The evidence.
  public let fold: HeldOutFold

  /// Labels evidence.
  public init(label: String, fold: HeldOutFold) { (self.label, self.fold) = (label, fold) }

  /// The bytes of its file.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it holds a number that is NaN or infinite.
  public func encoded(path: String) throws(FileError) -> Data {
    try SealedJSON.encoded(self, path: path)
  }

  /// Reads a file.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it is not what was written, or no evidence can be so.
  public init(bytes: [UInt8], name: String) throws(FileError) {
    self = try SealedJSON.decoded(from: bytes, path: name)
    guard !fold.clusters.isEmpty, fold.clusters.allSatisfy(\.isSound),
      fold.bestEpochs.allSatisfy({ $0 >= 0 })
    else {
      throw FileError(
        path: name, problem: "is not the evidence of a fold: a number is impossible",
        hint: "Delete it to have the fold trained again")
    }
  }
}

extension HeldOutCluster {
  /// Whether evidence that was read back can be some: decoding alone checks no number.
  var isSound: Bool {
    let stars = 1...1_000_000_000
    let quantiles = [q16, q50, q84].compactMap { $0 }
    return stars.contains(starCount) && (0...starCount).contains(datedStarCount)
      && [starsWithin68, starsWithin95].allSatisfy((0...datedStarCount).contains)
      && [flowTenths, mixtureTenths, trainedMixtureTenths].allSatisfy { tenths in
        tenths.count == 10 && tenths.allSatisfy((0...starCount).contains)
      }
      && (quantiles + [calibrationLog10AgeMyr])
        .allSatisfy(RobustnessPlan.possibleLog10AgesMyr.contains)
      && [logDensitySum, mixtureLogLikelihoodSum, trainedMixtureLogLikelihoodSum, starSquareSum]
        .allSatisfy(\.isFinite)
      && zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 <= $1 }
  }
}
