// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroPlotting

/// Colors as they are seen by eyes that lack one kind of cone.
///
/// The matrices, for linear RGB, are those of Machado, Oliveira & Fernandes (2009, IEEE TVCG 15, 1291), Table 1, severity 1.
enum ColorVision: String, CaseIterable {
  case usual, protanopia, deuteranopia, tritanopia

  private var matrix: [[Double]] {
    switch self {
    case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  /// CIE L*a*b* (white D65) of an sRGB color of six hexadecimal digits.
  func lab(_ hexadecimal: String) throws -> SIMD3<Double> {
    let code = try #require(Int(hexadecimal, radix: 16))
    let linear = [16, 8, 0].map { shift -> Double in
      let value = Double(code >> shift & 255) / 255
      return value <= 0.040_45 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    func times(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
      matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let seen = times(matrix, linear).map { min(max($0, 0), 1) }
    let xyz = times(
      [
        [0.412_456, 0.357_576, 0.180_438], [0.212_673, 0.715_152, 0.072_175],
        [0.019_334, 0.119_192, 0.950_304],
      ], seen)
    let f = zip(xyz, [0.950_47, 1, 1.088_83]).map { value, white -> Double in
      let part = value / white
      return part > 216.0 / 24389 ? cbrt(part) : (24389.0 / 27 * part + 16) / 116
    }
    return SIMD3(116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))
  }

  /// How far two colors are apart (CIE 1976).
  func difference(_ first: String, _ second: String) throws -> Double {
    let step = try lab(first) - lab(second)
    return (step * step).sum().squareRoot()
  }
}

@Suite struct ColorVisionTests {
  /// A difference of 2.3 is just seen between patches that touch; thin lines and dots want several times that.
  private let minimumDifference = 15.0

  @Test(arguments: ColorVision.allCases) func seriesAreToldApart(by eye: ColorVision) throws {
    let colors = (FigureColor.series + [.black]).map(\.hexadecimal)
    for (index, color) in colors.enumerated() {
      for other in colors[(index + 1)...] {
        let difference = try eye.difference(color, other)
        #expect(difference > minimumDifference, "\(color) and \(other)")
      }
    }
  }

  @Test(arguments: ColorVision.allCases, [ColorScale.blues, .cividis])
  func mapsOnlyGrowDarkerOrLighter(by eye: ColorVision, scale: ColorScale) throws {
    let lightness = try scale.steps.map { try eye.lab($0).x }
    let steps = zip(lightness, lightness.dropFirst()).map { $1 - $0 }
    #expect(steps.allSatisfy { $0 > 4 } || steps.allSatisfy { $0 < -4 }, "\(steps)")
  }

  /// The red and the green that many programs start with.
  @Test func redAndGreenAreConfused() throws {
    #expect(try ColorVision.usual.difference("d62728", "2ca02c") > 100)
    #expect(try ColorVision.deuteranopia.difference("d62728", "2ca02c") < minimumDifference)
  }
}
