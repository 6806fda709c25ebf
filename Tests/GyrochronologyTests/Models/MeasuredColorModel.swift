// SPDX-License-Identifier: GPL-3.0-or-later
// The model of version 0.1, whose flows are given measured colors and their errors.

import Foundation
import Gyrochronology
import _TestSupport

/// `Models/measured-colors.safetensors`: what is tested with it goes for every model with an error in its context.
enum MeasuredColorModel {
  static func loaded() throws -> LoadedModel {
    try LoadedModel(
      PackageFolder.url.appending(path: "Models/measured-colors.safetensors").path)
  }
}
