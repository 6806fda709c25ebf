// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import GyroCatalogs

@Suite struct HTTPHeadTests {
  private static let answer =
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/2 302 \r\nLocation: /there\r\nContent-Length:  7 \r\n\r\nbytes"

  /// The head and what comes behind it, of an answer that comes in pieces of some bytes.
  private static func head(_ text: String, pieces: Int) throws -> (head: HTTPHead, rest: String) {
    var (head, rest) = (HTTPHead(), [UInt8]())
    let bytes = Array(text.utf8)
    for first in stride(from: 0, to: bytes.count, by: pieces) {
      let piece = Array(bytes[first..<min(first + pieces, bytes.count)])
      rest += head.status == nil ? try head.read(piece) ?? [] : piece
    }
    return (head, String(decoding: rest, as: UTF8.self))
  }

  @Test(arguments: [1, 2, 7, 1000])
  func itIsReadFromPiecesOfAnySize(byteCount: Int) throws {
    let (head, rest) = try Self.head(Self.answer, pieces: byteCount)
    #expect(head.status == 302 && rest == "bytes")
    #expect(head.fields == ["location": "/there", "content-length": "7"])
    let address = try #require(URL(string: "https://a.example/x/y"))
    #expect(head.target(from: address)?.absoluteString == "https://a.example/there")
  }

  @Test func anAnswerThatIsNotSentOnHasNoTarget() throws {
    let (head, _) = try Self.head("HTTP/1.1 200 OK\r\nLocation: /there\r\n\r\n", pieces: 100)
    #expect(head.target(from: try #require(URL(string: "https://a.example"))) == nil)
  }

  @Test(arguments: ["SSH-2.0 x\r\n\r\n", "HTTP/1.1\r\n\r\n", "\r\n\r\n"])
  func whatIsNoHeadIsRefused(text: String) {
    #expect(throws: CurlProcess.Failure.self) { try Self.head(text, pieces: 100) }
  }

  @Test func aHeadWithoutEndIsRefused() {
    #expect(throws: CurlProcess.Failure.self) {
      try Self.head("HTTP/1.1 200 OK\r\n" + String(repeating: "a", count: 1 << 19), pieces: 4096)
    }
  }
}
