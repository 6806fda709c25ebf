// SPDX-License-Identifier: GPL-3.0-or-later
// A file with an animation, in the form that its name says.

internal import GyroEssentials
internal import GyroPlatform

/// A file that an animation is written to.
package struct AnimationFile: Sendable {
  /// What an animation is written as.
  enum Format { case gif, png }

  /// How long a frame is shown, milliseconds.
  static let frameMilliseconds = 120

  /// The path.
  package let path: String
  let format: Format

  /// The file at a path; nil if its name ends neither in .gif nor in .png or .apng.
  package init?(path: String) {
    switch URL(filePath: path).pathExtension.lowercased() {
    case "gif": format = .gif
    case "png", "apng": format = .png
    default: return nil
    }
    self.path = path
  }
}
