// SPDX-License-Identifier: GPL-3.0-or-later
// The figure of an answer about the way from age to period, and the animation of it.

internal import GyroModel
package import GyroPlotting
package import Gyrochronology

extension Figure {
  /// The tracks, the gyrochrones or the map of the information that a run has computed.
  ///
  /// - Parameters:
  ///   - answer: The answer of the run.
  ///   - run: What was asked, and what it rests on.
  ///   - stars: Stars beside gyrochrones.
  /// - Returns: The figure, one column wide, or a page for the information.
  package static func track(
    _ answer: TrackRun.Answer, of run: TrackRun, stars: ColorPeriodStars?
  ) -> Figure {
    switch answer {
    case .information(let map): .information(map, manifest: run.manifest)
    case .lines(let groups):
      run.isAboutTracks
        ? .tracks(
          groups, relations: run.relations, dwarfs: run.dwarfs,
          calibrated: run.forward.model.rotation.domain?.log10AgeMyr, manifest: run.manifest)
        : .gyrochrones(
          groups, forward: run.forward, relations: run.relations, stars: stars,
          manifest: run.manifest)
    }
  }
}

/// The density of periods through time, as pictures that follow each other.
package struct SpinDownAnimation: Sendable {
  private let frames: [Figure]

  /// Computes the frames.
  ///
  /// - Parameter request: The model, the error of the color, the ages (by default 48 from 10 Myr to 4 Gyr) and
  ///   the range of colors; its question does not count.
  /// - Throws: ``GyroFlows/FlowError`` if the model cannot be read; ``Gyrochronology/RequestError`` if the colors
  ///   are not a range.
  package init(_ request: TrackRequest) throws {
    let model = try LoadedModel(request.model)
    let forward = ForwardModel(model, bpRp0Sigma: request.bpRp0Sigma)
    let agesMyr = (request.agesMyr ?? NumberRange(10...4000)).values(count: 48, isLogarithmic: true)
    let range = (request.bpRp0 ?? NumberRange(ForwardModel.usualColors(of: model))).values(count: 2)
    guard let first = range.first, let last = range.last, first < last else {
      throw RequestError("The colors of an animation are a range, such as 0.5:3.")
    }
    frames = Figure.frames(
      forward, agesMyr: agesMyr, colors: first...last,
      manifest: ForwardManifest(model, bpRp0Sigma: forward.bpRp0Sigma, command: request.command))
  }

  /// Draws the frames.
  ///
  /// - Throws: ``GyroFiles/FileError`` if numbers cannot be drawn, the file cannot be written, or gnuplot is not
  ///   installed.
  package func write(to file: AnimationFile) throws {
    for frame in frames { try frame.check(for: file.path) }
    try Gnuplot.animate(GnuplotScript(frames: frames), to: file)
  }
}
