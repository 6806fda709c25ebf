// SPDX-License-Identifier: GPL-3.0-or-later
// A Swift function in the form that GSL integrates.

internal import CGSL

extension GSL {
  /// Calls work with a function as GSL takes it, which is valid until the work ends.
  static func withFunction<Result>(
    _ function: (Double) -> Double, _ work: (inout gsl_function) -> Result
  ) -> Result {
    withoutActuallyEscaping(function) { escaping in
      var closure = escaping
      return withUnsafeMutablePointer(to: &closure) { pointer in
        var wrapped = gsl_function(
          function: { x, parameters in
            guard let parameters else { return .nan }
            return parameters.assumingMemoryBound(to: ((Double) -> Double).self).pointee(x)
          },
          params: UnsafeMutableRawPointer(pointer))
        return work(&wrapped)
      }
    }
  }
}
