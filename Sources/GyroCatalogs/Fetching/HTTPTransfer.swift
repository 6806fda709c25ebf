// SPDX-License-Identifier: GPL-3.0-or-later
// One request over https: streamed to disk, bounded in bytes and in time.

internal import Dispatch
internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

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

  init(_ url: URL, byteLimit: Int) { (self.url, self.byteLimit) = (url, byteLimit) }

  /// Fetches to a path.
  ///
  /// - Throws: ``CatalogError`` if there is no answer in time, another status than 200, or more
  ///   bytes than allowed; the path then holds what had come.
  func run(to path: String, progress: @escaping @Sendable (Int) -> Void) throws(CatalogError) {
    guard isAllowed(url) else {
      throw CatalogError(.badDescription, at: url.absoluteString, "is not an https address")
    }
    guard let output = FileHandle(forWritingAtPath: path) else {
      throw CatalogError(.unusableFile, at: path, "cannot be written")
    }
    defer { try? output.close() }
    let receiver = Receiver(self, output: output, progress: progress)
    // Nothing is remembered and nothing is told: no cookies, no passwords, no cache.
    let settings = URLSessionConfiguration.ephemeral
    settings.timeoutIntervalForRequest = timeouts.idle
    settings.httpCookieStorage = nil
    settings.urlCredentialStorage = nil
    settings.urlCache = nil
    let session = URLSession(configuration: settings, delegate: receiver, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    var request = URLRequest(url: url)
    request.setValue(accept, forHTTPHeaderField: "Accept")
    // The digest is of the bytes as they were published.
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    session.dataTask(with: request).resume()
    if let problem = receiver.wait(timeouts) {
      throw CatalogError(
        .unavailable, at: url.absoluteString, problem,
        hint: "Put the file into a mirror folder and name it with --mirror")
    }
  }
}

/// Writes what comes, and ends the transfer at the first thing that is wrong.
private final class Receiver: NSObject, URLSessionDataDelegate {
  private struct State {
    var byteCount = 0
    var problem: String?
    var isOver = false
  }

  private let transfer: HTTPTransfer
  private let output: FileHandle
  private let progress: @Sendable (Int) -> Void
  private let state = Mutex(State())
  private let isDone = DispatchSemaphore(value: 0)

  init(_ transfer: HTTPTransfer, output: FileHandle, progress: @escaping @Sendable (Int) -> Void) {
    (self.transfer, self.output, self.progress) = (transfer, output, progress)
  }

  /// Waits for the end; what went wrong, nil if all went well.
  ///
  /// Nothing is written any more when this has returned.
  func wait(_ timeouts: HTTPTransfer.Timeouts) -> String? {
    let start = ContinuousClock.now
    var seen = 0
    while isDone.wait(timeout: .now() + timeouts.idle) == .timedOut {
      let count = state.withLock { $0.byteCount }
      if count == seen { return fail("sent nothing for \(timeouts.idle) s") }
      if ContinuousClock.now - start > .seconds(timeouts.total) {
        return fail("was not there after \(timeouts.total) s")
      }
      seen = count
    }
    return state.withLock {
      $0.isOver = true
      return $0.problem
    }
  }

  @discardableResult
  private func fail(_ problem: String) -> String {
    state.withLock {
      $0.isOver = true
      $0.problem = $0.problem ?? problem
      return $0.problem ?? problem
    }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    guard let url = request.url, transfer.isAllowed(url) else {
      // Without a request the answer that sends on is the last one; to cancel here would stop the program.
      fail("sends on to an address that is not https")
      return completionHandler(nil)
    }
    completionHandler(request)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let status = (response as? HTTPURLResponse)?.statusCode
    if status != 200 {
      fail(status.map { "answered with status \($0)" } ?? "gave no answer over http")
    } else if response.expectedContentLength > Int64(transfer.byteLimit) {
      fail(
        "has \(response.expectedContentLength) bytes, expected at most \(transfer.byteLimit)")
    } else {
      return completionHandler(.allow)
    }
    completionHandler(.cancel)
    // Foundation for Linux does not obey the disposition.
    dataTask.cancel()
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let count: Int? = state.withLock { state in
      guard !state.isOver else { return nil }
      state.byteCount += data.count
      if state.byteCount > transfer.byteLimit {
        state.problem = "sent more than \(transfer.byteLimit) bytes"
      } else if (try? output.write(contentsOf: data)) == nil {
        state.problem = "could not be written down: \(String(cString: strerror(errno)))"
      }
      state.isOver = state.problem != nil
      return state.byteCount
    }
    guard let count, state.withLock({ $0.problem == nil }) else { return dataTask.cancel() }
    progress(count)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    if let error { fail(error.localizedDescription) }
    isDone.signal()
  }
}
