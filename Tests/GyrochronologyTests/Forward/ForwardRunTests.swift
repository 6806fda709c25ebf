// SPDX-License-Identifier: GPL-3.0-or-later
// Requests for tracks and mock stars: kept as JSON, refused in words, ended, and answered as the model answers.

import Foundation
import GyroTables
import Gyrochronology
import Testing

@Suite struct ForwardRunTests {
  @Test(arguments: [
    TrackRequest.Question.tracks(bpRp0: [0.82, 1.5]), .gyrochrones(agesMyr: [700]), .information,
  ])
  func trackRequestsAreReadBackFromJSON(question: TrackRequest.Question) throws {
    var request = TrackRequest(question, command: ["gyro", "track"])
    (request.agesMyr, request.bpRp0) = (try NumberRange("10:5000:61"), try NumberRange("0.5,1"))
    let bytes = try JSONEncoder().encode(request)
    #expect(try JSONDecoder().decode(TrackRequest.self, from: bytes) == request)
  }

  @Test func tracksAreThoseOfTheModel() throws {
    var request = TrackRequest(.tracks(bpRp0: [0.82]), command: ["gyro", "track"])
    request.agesMyr = try NumberRange("100,700")
    let run = try TrackRun(request)
    let answer = try #require(try run.run(threadCount: 1))
    guard case .lines(let groups) = answer else {
      Issue.record("not lines")
      return
    }
    let direct = run.forward.tracks(bpRp0: 0.82, agesMyr: [100, 700], quantiles: request.quantiles)
    #expect(groups.map(\.at) == [0.82] && groups[0].lines == direct)
    #expect(run.table(answer).rowCount == 6)
    let ended = try run.run(threadCount: 1) { _ in false }
    #expect(ended == nil)
  }

  @Test func trackRequestsThatMakeNoSenseAreRefused() throws {
    let changes: [(inout TrackRequest) -> Void] = [
      { $0.question = .tracks(bpRp0: [.nan]) }, { $0.question = .gyrochrones(agesMyr: [0]) },
      { $0.quantiles = [1] }, { $0.bpRp0Sigma = 0 }, { $0.agesMyr = NumberRange(0...10) },
    ]
    for change in changes {
      var request = TrackRequest(.tracks(bpRp0: [1]), command: [])
      change(&request)
      #expect(throws: RequestError.self) { try TrackRun(request) }
    }
    var map = TrackRequest(.information, command: [])
    map.agesMyr = try NumberRange("100")
    let run = try TrackRun(map)
    #expect(throws: RequestError.self) { try run.run(threadCount: 1) }
  }

  private func mockRequest() throws -> SimulateRequest {
    var request = SimulateRequest(agesMyr: try NumberRange("700"), command: ["gyro", "simulate"])
    request.starCount = 5000
    return request
  }

  @Test func mockRequestsAreReadBackFromJSON() throws {
    var request = try mockRequest()
    (request.av, request.avSigma, request.maximumPeriodDays) = (0.3, 0.05, 15)
    let bytes = try JSONEncoder().encode(request)
    #expect(try JSONDecoder().decode(SimulateRequest.self, from: bytes) == request)
  }

  @Test func mockStarsComeInPieces() throws {
    var request = try mockRequest()
    request.maximumPeriodDays = 8
    let run = try SimulateRun(request)
    var counts: [Int] = []
    let outcome = try #require(
      run.run(threadCount: 2, into: { rows in counts.append(rows.rowCount) }))
    #expect(counts.count == 2 && counts.reduce(0, +) == outcome.starCount)
    #expect(outcome.starCount == 5000 && outcome.warnings.isEmpty)
    var drawn: [Int] = []
    let ended = run.run(
      threadCount: 2,
      progress: { count in
        drawn.append(count)
        return false
      }, into: { _ in })
    #expect(ended == nil && drawn == [4096])
  }

  @Test func mockRequestsThatMakeNoSenseAreRefused() throws {
    let changes: [(inout SimulateRequest) -> Void] = [
      { $0.starCount = 0 }, { $0.agesMyr = NumberRange(0...10) }, { $0.av = .nan },
      { $0.fieldFraction = 1 }, { ($0.minimumPeriodDays, $0.maximumPeriodDays) = (9, 8) },
      { $0.bpRp0Sigma = 0 },
    ]
    for change in changes {
      var request = try mockRequest()
      change(&request)
      #expect(throws: RequestError.self) { try SimulateRun(request) }
    }
  }

  @Test(arguments: ["", "a", "1:2:3:4", "5:1", "1:2:1", "1:2:200000", "nan:1", "1,,2"])
  func whatIsNoRangeIsRefused(text: String) {
    #expect(throws: RequestError.self) { try NumberRange(text) }
  }
}
