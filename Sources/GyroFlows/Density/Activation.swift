// SPDX-License-Identifier: GPL-3.0-or-later
// The nonlinearities a conditioner may use.

/// A hidden layer's nonlinearity.
package enum Activation: String, Sendable, CaseIterable, Codable {
  /// max(x, 0).
  case relu
  /// x / (1 + exp(−x)), which is smooth.
  case silu
}
