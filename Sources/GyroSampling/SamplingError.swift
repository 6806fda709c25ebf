// SPDX-License-Identifier: GPL-3.0-or-later
// Why no chain could be started, or a file of draws not be used.

internal import GyroFiles

/// A density that cannot be sampled, or a file of draws that cannot be written or resumed.
public struct SamplingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's path or the chain that failed.
  public let place: String
  /// What is wrong, as the end of a sentence that starts with the place.
  public let problem: String
  /// How to mend it.
  public let hint: String?

  /// Describes a problem.
  public init(place: String, problem: String, hint: String? = nil) {
    (self.place, self.problem, self.hint) = (place, problem, hint)
  }

  /// What a person reads.
  public var description: String { "\(place): \(problem)" + (hint.map { ". \($0)" } ?? "") }
}

extension SamplingError {
  /// What is wrong with a file of draws as a file.
  init(_ error: FileError) {
    self.init(place: error.path, problem: error.problem, hint: error.hint)
  }
}
