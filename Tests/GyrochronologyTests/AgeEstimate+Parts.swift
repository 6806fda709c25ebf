// SPDX-License-Identifier: GPL-3.0-or-later
// The two sides of an estimate as optional values, so that a test can require one.

import Gyrochronology

extension AgeEstimate {
  /// The age, if there is one.
  var age: StarAge? { if case .age(let age) = self { age } else { nil } }
  /// Why there is none.
  var reason: String? { if case .unusable(let reason) = self { reason } else { nil } }
}
