// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import _TestSupport

@testable import GyroCatalogs

@Suite struct HTTPTransferTests {
  /// Fetches a path of a server with bounds that a test can reach.
  static func fetch(
    _ server: LocalServer, _ path: String, to file: String, byteLimit: Int = 1 << 24,
    timeouts: HTTPTransfer.Timeouts = HTTPTransfer.Timeouts(),
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws {
    try Data().write(to: URL(filePath: file))
    var transfer = HTTPTransfer(server.url(path), byteLimit: byteLimit)
    let port = server.port
    transfer.isAllowed = { $0.port == port && $0.path != "/forbidden" }
    transfer.timeouts = timeouts
    try transfer.run(to: file, progress: progress)
  }

  static func problem(
    byteLimit: Int = 1 << 24, timeouts: HTTPTransfer.Timeouts = HTTPTransfer.Timeouts(),
    _ answer: LocalServer.Answer
  ) throws -> (problem: String?, byteCount: Int) {
    try Fixture.withFolder { folder in
      let server = try LocalServer { _ in answer }
      let problem = Fixture.error {
        try fetch(
          server, "/x", to: folder + "/x", byteLimit: byteLimit, timeouts: timeouts)
      }?.problem
      return (problem, regularFileByteCount(folder + "/x") ?? -1)
    }
  }

  @Test(arguments: [0, 1, 100_000, 5_000_000])
  func bytesComeAsTheyAre(count: Int) throws {
    let content = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })
    try Fixture.withFolder { folder in
      let server = try LocalServer { _ in .body(content) }
      try Self.fetch(server, "/x", to: folder + "/x", byteLimit: count) { byteCount in
        #expect(byteCount <= count)
      }
      #expect(FileManager.default.contents(atPath: folder + "/x") == content)
      #expect(server.requestedPaths == ["/x"])
    }
  }

  @Test(arguments: [404, 403, 500, 206])
  func anotherStatusIsAnError(status: Int) throws {
    let found = try Self.problem(.body(Data("page".utf8), status: status))
    #expect(found.problem == "answered with status \(status)")
    #expect(found.byteCount == 0)
  }

  @Test func aLengthAboveTheLimitIsRefusedBeforeTheBytes() throws {
    let found = try Self.problem(byteLimit: 1000, .body(Data(count: 1001)))
    #expect(found.problem == "has 1001 bytes, expected at most 1000")
    #expect(found.byteCount == 0)
  }

  @Test func bytesWithoutEndAreCutOffAtTheLimit() throws {
    let found = try Self.problem(byteLimit: 100_000, .endless)
    #expect(found.problem == "sent more than 100000 bytes")
    #expect(found.byteCount <= 100_000)
  }

  @Test(arguments: [0, 1000])
  func aServerThatFallsSilentIsLeft(count: Int) throws {
    let found = try Self.problem(
      timeouts: HTTPTransfer.Timeouts(idle: 0.2, total: 100), .stall(after: count))
    #expect(found.problem != nil)
  }

  @Test func aTransferThatNeverEndsIsLeft() throws {
    let found = try Self.problem(
      byteLimit: .max, timeouts: HTTPTransfer.Timeouts(idle: 0.1, total: 0), .endless)
    #expect(found.problem != nil)
  }

  @Test func aServerThatIsNotThereIsNamed() throws {
    try Fixture.withFolder { folder in
      let port = try LocalServer { _ in .endless }.port
      try Data().write(to: URL(filePath: folder + "/x"))
      let url = try #require(URL(string: "http://127.0.0.1:\(port)/x"))
      var transfer = HTTPTransfer(url, byteLimit: 10)
      transfer.isAllowed = { _ in true }
      let error = Fixture.error { try transfer.run(to: folder + "/x") { _ in } }
      #expect(error?.place == url.absoluteString)
      #expect(error?.code == .unavailable)
    }
  }

  @Test(arguments: ["http://127.0.0.1:1/x", "file:///etc/passwd", "ftp://127.0.0.1/x"])
  func onlyHTTPSIsAsked(address: String) throws {
    try Fixture.withFolder { folder in
      try Data().write(to: URL(filePath: folder + "/x"))
      let transfer = HTTPTransfer(try #require(URL(string: address)), byteLimit: 10)
      let error = Fixture.error { try transfer.run(to: folder + "/x") { _ in } }
      #expect(error?.problem == "is not an https address")
    }
  }

  @Test(arguments: [("/sound", true), ("/forbidden", false), ("http://127.0.0.1:1/x", false)])
  func anAddressThatTheRequestIsSentOnToIsCheckedToo(target: String, isTaken: Bool) throws {
    try Fixture.withFolder { folder in
      let server = try LocalServer { path in
        path == "/x"
          ? .body(Data(), status: 302, headers: ["Location": target]) : .body(Data("got".utf8))
      }
      let error = Fixture.error { try Self.fetch(server, "/x", to: folder + "/x") }
      #expect((error == nil) == isTaken, "\(error?.problem ?? "fetched")")
      #expect(server.requestedPaths == (isTaken ? ["/x", target] : ["/x"]))
      #expect(
        FileManager.default.contents(atPath: folder + "/x") == Data((isTaken ? "got" : "").utf8))
    }
  }
}
