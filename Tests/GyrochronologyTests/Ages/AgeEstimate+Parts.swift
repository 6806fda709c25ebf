// SPDX-License-Identifier: GPL-3.0-or-later
// The two sides of an estimate as optional values, so that a test can require one.

import GyroModel
import Gyrochronology

extension AgeEstimate {
  /// The age, if there is one.
  var age: StarAge? { if case .age(let age) = self { age } else { nil } }
  /// Why there is none.
  var unusableStar: UnusableStar? { if case .unusable(let star) = self { star } else { nil } }
  var reason: String? { if case .unusable(let star) = self { star.message } else { nil } }
}
