// SPDX-License-Identifier: GPL-3.0-or-later
// What can go wrong in a numerical method, by GSL's status codes.

internal import CGSL

/// A numerical method that could not vouch for its result.
public struct NumericsError: Error, Hashable, CustomStringConvertible, Sendable {
  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// The method stopped before the tolerance was reached.
    case notConverged
    /// An argument or an intermediate value was outside what the method can take.
    case outsideDomain
    /// Any other failure that the numerical library reports.
    case failed
  }
  /// The kind of failure.
  public let code: Code
  /// What was computed and what was found.
  public let message: String
  /// What may help.
  public let hint: String

  /// What was computed, what was found, and the hint.
  public var description: String { hint.isEmpty ? message : "\(message). \(hint)" }

  /// Describes a failure.
  public init(code: Code, message: String, hint: String = "") {
    (self.code, self.message, self.hint) = (code, message, hint)
  }
}

/// GSL with its aborting error handler switched off, once, before its first use.
enum GSL {
  private static let handlerIsOff: Void = { _ = gsl_set_error_handler_off() }()

  /// Switches the aborting handler off; every path into GSL that can fail passes here.
  static func prepare() { handlerIsOff }

  /// Turns a status other than success into an error that names the task.
  static func check(_ status: Int32, _ task: String, hint: String = "") throws(NumericsError) {
    guard Int(status) != GSL_SUCCESS else { return }
    let code: NumericsError.Code =
      switch Int(status) {
      case GSL_EMAXITER, GSL_ETOL, GSL_EROUND,
        GSL_ESING, GSL_EDIVERGE:
        .notConverged
      case GSL_EDOM, GSL_ERANGE: .outsideDomain
      default: .failed
      }
    let words = gsl_strerror(status).map { String(cString: $0) } ?? "status \(status)"
    throw NumericsError(code: code, message: "\(task): \(words)", hint: hint)
  }
}
