// SPDX-License-Identifier: GPL-3.0-or-later
// A web server on this machine that answers as a test wants, well or badly.

public import Foundation
internal import Synchronization

/// Answers requests on a free port of the loopback interface until it goes away.
public final class LocalServer: Sendable {
  /// What the server does with a request.
  public enum Answer: Sendable {
    /// Sends a status, headers and a body, and closes.
    case body(Data, status: Int = 200, headers: [String: String] = [:])
    /// Sends a head without a length, and bytes until the other side closes.
    case endless
    /// Sends the head and so many bytes, and then nothing more; the connection stays open.
    case stall(after: Int)
  }

  /// The port.
  public let port: Int
  private let listener: Int32
  private let requests = Requests()

  private final class Requests: Sendable {
    let paths = Mutex<[String]>([])
  }

  /// Starts a server; the answer is chosen by the path of the request.
  public init(_ answer: @escaping @Sendable (_ path: String) -> Answer) throws {
    #if os(Linux)
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw CocoaError(.fileNoSuchFile) }
    port = Int(UInt16(bigEndian: address.sin_port))
    let requests = requests
    Thread.detachNewThread {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        Thread.detachNewThread {
          defer { close(connection) }
          guard let path = Self.path(of: connection) else { return }
          requests.paths.withLock { $0.append(path) }
          Self.send(answer(path), to: connection)
        }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// The address of a path on this server.
  public func url(_ path: String) -> URL {
    URL(string: "http://127.0.0.1:\(port)\(path)") ?? URL(filePath: path)
  }

  /// The paths that were asked for so far.
  public var requestedPaths: [String] { requests.paths.withLock { $0 } }

  private static func path(of connection: Int32) -> String? {
    var head: [UInt8] = []
    var byte: UInt8 = 0
    while head.count < 65536, !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard recv(connection, &byte, 1, 0) == 1 else { return nil }
      head.append(byte)
    }
    let words = String(decoding: head, as: UTF8.self).split(separator: " ", maxSplits: 2)
    return words.count == 3 ? String(words[1]) : nil
  }

  private static func send(_ answer: Answer, to connection: Int32) {
    switch answer {
    case .body(let data, let status, let headers):
      var lines = ["HTTP/1.1 \(status) Answer", "Connection: close"]
      if headers["Content-Length"] == nil { lines.append("Content-Length: \(data.count)") }
      lines += headers.map { "\($0.key): \($0.value)" }
      _ = write(
        Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + Array(data), connection)
    case .endless:
      var isOpen = write(Array("HTTP/1.1 200 Answer\r\nConnection: close\r\n\r\n".utf8), connection)
      let piece = [UInt8](repeating: 0x78, count: 65536)
      while isOpen { isOpen = write(piece, connection) }
    case .stall(let count):
      let head = "HTTP/1.1 200 Answer\r\nContent-Length: \(count + 1)\r\n\r\n"
      _ = write(Array(head.utf8) + [UInt8](repeating: 0x78, count: count), connection)
      // Until the other side has had enough.
      var byte: UInt8 = 0
      while recv(connection, &byte, 1, 0) > 0 {}
    }
  }

  /// Whether all bytes were taken.
  private static func write(_ bytes: [UInt8], _ connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      #if os(Linux)
        let flags = Int32(MSG_NOSIGNAL)
      #else
        let flags: Int32 = 0
      #endif
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.send(
          connection, buffer.baseAddress?.advanced(by: sent), bytes.count - sent, flags)
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
