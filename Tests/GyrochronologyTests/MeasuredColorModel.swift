// SPDX-License-Identifier: GPL-3.0-or-later
// The model of version 0.1, whose flows are given measured colors and their errors.

import Foundation
import Gyrochronology

/// `Models/measured-colors.safetensors`: what is tested with it goes for every model with an error in its context.
enum MeasuredColorModel {
  static func loaded() throws -> LoadedModel {
    try LoadedModel(
      URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Models/measured-colors.safetensors").path)
  }
}
