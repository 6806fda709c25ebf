// SPDX-License-Identifier: GPL-3.0-or-later
// One request over https: streamed to disk, bounded in bytes and in time.

internal import GyroEssentials
internal import GyroFiles
internal import GyroPlatform

/// A request and its bounds.
struct HTTPTransfer {
  /// How long a transfer may take, in seconds.
  struct Timeouts {
    /// Without a byte.
    var idle = 60.0
    /// As a whole.
    var total = 3600.0
  }

  let url: URL
  let byteLimit: Int
  var timeouts = Timeouts()
  /// What the request accepts, as a header.
  var accept = "*/*"
  /// Whether an address may be asked, also one that the request is sent on to.
  var isAllowed: @Sendable (URL) -> Bool = { $0.scheme == "https" }

  private static let redirectLimit = 10

  init(_ url: URL, byteLimit: Int) { (self.url, self.byteLimit) = (url, byteLimit) }

  /// Fetches to a path.
  ///
  /// - Throws: ``CatalogError`` if there is no answer in time, another status than 200, or more
  ///   bytes than allowed; the path then holds what had come.
  func run(to path: String, progress: (Int) -> Void) throws(CatalogError) {
    guard isAllowed(url) else {
      throw CatalogError(.badDescription, at: url.absoluteString, "is not an https address")
    }
    let output = open(path, O_WRONLY | O_CLOEXEC)
    guard output >= 0 else {
      throw CatalogError(.unusableFile, at: path, "cannot be written")
    }
    defer { close(output) }
    let start = ContinuousClock.now
    do throws(CurlProcess.Failure) {
      var address = url
      for _ in 0...Self.redirectLimit {
        guard let next = try fetch(address, to: output, since: start, progress: progress) else {
          return
        }
        // Each address is asked by a request of our own, so that none is asked that may not be.
        guard isAllowed(next) else {
          throw CurlProcess.Failure(problem: "sends on to an address that is not https")
        }
        address = next
      }
      throw CurlProcess.Failure(problem: "sends on more than \(Self.redirectLimit) times")
    } catch {
      throw CatalogError(
        .unavailable, at: url.absoluteString, error.problem,
        hint: "Put the file into a mirror folder and name it with --mirror")
    }
  }

  /// Asks one address.
  ///
  /// - Returns: Where the answer sends on to; nil if it was the file.
  private func fetch(
    _ address: URL, to output: Int32, since start: ContinuousClock.Instant,
    progress: (Int) -> Void
  ) throws(CurlProcess.Failure) -> URL? {
    let curl = try CurlProcess(address, accept: accept)
    defer { curl.stop() }
    var head = HTTPHead()
    var byteCount = 0
    while true {
      var bytes = try curl.read(waiting: timeouts.idle)
      if bytes.isEmpty { break }
      if ContinuousClock.now - start > .seconds(timeouts.total) {
        throw CurlProcess.Failure(problem: "was not there after \(timeouts.total) s")
      }
      if head.status == nil {
        guard let rest = try head.read(bytes) else { continue }
        if let target = head.target(from: address) { return target }
        try check(head)
        bytes = rest
      }
      byteCount += bytes.count
      guard byteCount <= byteLimit else {
        throw CurlProcess.Failure(problem: "sent more than \(byteLimit) bytes")
      }
      if let problem = writeAll(bytes, to: output) {
        throw CurlProcess.Failure(problem: "could not be written down: \(problem)")
      }
      progress(byteCount)
    }
    try curl.finish()
    guard head.status != nil else {
      throw CurlProcess.Failure(problem: "gave no answer over http")
    }
    return nil
  }

  private func check(_ head: HTTPHead) throws(CurlProcess.Failure) {
    if let status = head.status, status != 200 {
      throw CurlProcess.Failure(problem: "answered with status \(status)")
    }
    if let length = head.fields["content-length"].flatMap({ Int($0) }), length > byteLimit {
      throw CurlProcess.Failure(problem: "has \(length) bytes, expected at most \(byteLimit)")
    }
  }
}
