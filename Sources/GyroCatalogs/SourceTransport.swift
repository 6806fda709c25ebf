// SPDX-License-Identifier: GPL-3.0-or-later
// How source files travel: web addresses by URLSession, Python source distributions by pip.

internal import Dispatch
internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

extension SourceFetcher {
  /// Fetches from the network: `https:` addresses, and `pypi:NAME==VERSION` through pip.
  public static let network: Transport = { (address, destination) throws(CatalogError) in
    let scheme = "pypi:"
    if address.hasPrefix(scheme) {
      try fetchDistribution(String(address.dropFirst(scheme.count)), to: destination)
    } else {
      try fetchPage(address, to: destination)
    }
  }

  private static func fetchPage(_ address: String, to path: String) throws(CatalogError) {
    guard let url = URL(string: address), url.scheme == "https" else {
      throw CatalogError(.badDescription, at: address, "is not an https address")
    }
    let result = Mutex<Result<Data, CatalogError>>(
      .failure(CatalogError(.unavailable, at: address, "gave no answer")))
    let isDone = DispatchSemaphore(value: 0)
    let task = URLSession.shared.dataTask(with: url) { data, response, error in
      let status = (response as? HTTPURLResponse)?.statusCode
      result.withLock {
        if let data, status == 200 {
          $0 = .success(data)
        } else {
          let problem = status.map { "answered with status \($0)" } ?? error?.localizedDescription
          $0 = .failure(
            CatalogError(
              .unavailable, at: address, problem ?? "gave no answer",
              hint: "Put the file into a mirror folder and name it with --mirror"))
        }
      }
      isDone.signal()
    }
    task.resume()
    isDone.wait()
    let data = try result.withLock { $0 }.get()
    do { try data.write(to: URL(filePath: path)) } catch {
      throw CatalogError(.unusableFile, at: path, "cannot be written")
    }
  }

  /// Lets pip get the source archive of a package, the only file it then leaves in its folder.
  private static func fetchDistribution(
    _ requirement: String, to path: String
  ) throws(CatalogError) {
    let folder = path + ".pip"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try runProgram(
      ["python3", "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, requirement],
      at: requirement)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard let name = names.first, names.count == 1, rename("\(folder)/\(name)", path) == 0 else {
      throw CatalogError(
        .unavailable, at: requirement, "pip left \(names.count) files, expected one archive")
    }
  }
}

/// Runs a program of the system and waits for it.
///
/// - Throws: ``CatalogError`` with what the program said if it is missing or fails.
func runProgram(_ arguments: [String], at place: String) throws(CatalogError) {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = arguments
  let words = Pipe()
  process.standardError = words
  process.standardOutput = FileHandle.nullDevice
  let said: Data
  do {
    try process.run()
    said = (try? words.fileHandleForReading.readToEnd()) ?? Data()
  } catch {
    throw CatalogError(.unavailable, at: place, "\(arguments[0]) could not be started")
  }
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    let last = String(decoding: said, as: UTF8.self).split(separator: "\n").last ?? "no message"
    throw CatalogError(
      .unavailable, at: place, "\(arguments[0]) failed: \(last)",
      hint: "Put the file into a mirror folder and name it with --mirror")
  }
}
