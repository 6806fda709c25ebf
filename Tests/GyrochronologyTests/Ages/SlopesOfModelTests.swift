// SPDX-License-Identifier: GPL-3.0-or-later
// Where the model spins down otherwise than clusters, found out late.

import GyroModel
import Testing

@testable import Gyrochronology

@Suite struct SlopesOfModelTests {
  /// The same as comparing all colors and clusters beforehand, also at the ends of their ranges.
  @Test func aStarIsFlaggedAsIfAllSlopesHadBeenComparedBefore() throws {
    let spinDown = ForwardModel(try LoadedModel()).spinDown
    let (late, before) = (SlopesOfModel(spinDown), SlopeDisagreement(of: spinDown))
    var ages = stride(from: 1.0, through: 4.1, by: 0.05).map { $0 }
    var colors = stride(from: 0.2, through: 4, by: 0.013).map { $0 }
    for region in before.regions {
      ages += [region.log10AgeMyr.lowerBound, region.log10AgeMyr.upperBound]
      colors += [region.bpRp0.lowerBound, region.bpRp0.upperBound]
    }
    #expect(!before.regions.isEmpty)
    for age in ages {
      for color in colors {
        #expect(
          late.contains(bpRp0: color, log10AgeMyr: age)
            == before.contains(bpRp0: color, log10AgeMyr: age))
      }
    }
  }
}
