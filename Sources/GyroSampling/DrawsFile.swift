// SPDX-License-Identifier: GPL-3.0-or-later
// Draws on disk: appended as they come, named when they are complete, resumed when they are not.

internal import Foundation

/// A file of draws under way.
///
/// The file is `GYRODRAW`, the length of the header as a 64-bit little-endian integer, the header
/// as JSON padded with blanks to a multiple of 8 bytes, and then records of little-endian doubles,
/// row-major, shape `[drawCount, chainCount, dimension + 6]`:
///
///     header = 16 + int.from_bytes(data[8:16], "little")
///     draws = numpy.frombuffer(data, "<f8", offset=header).reshape(-1, chains, fields)
///
/// Until it is complete it is called `NAME.partial` and has the chains' states beside it in
/// `NAME.state`, which is replaced after each stretch of draws: a run that is killed goes on from
/// there, and what was appended after the last state is cut off and made again, to the same bytes.
struct DrawsFile {
  /// What must be the same for a run to go on from the files of another.
  struct Header: Codable {
    var format = 1
    var fields: [String]
    var settings: SamplingSettings
    /// The first number of a child of the run's random stream, which tells seeds apart.
    var stream: String
    /// The caller's digest of data and model.
    var label: String
  }

  /// The chains between two draws, and how many draws are on disk.
  struct State: Codable {
    var chains: [Chain]
    var drawCount: Int
  }

  let path: String
  let header: [UInt8]
  private var partialPath: String { path + ".partial" }
  private var statePath: String { path + ".state" }

  init(path: String, header: Header) throws(SamplingError) {
    self.path = path
    let magic = Self.magic
    var json = try attempt(path, "cannot be described") {
      try Self.encoder.encode(header)
    }
    while !json.count.isMultiple(of: 8) { json.append(0x20) }
    self.header = magic + Self.bytes([Double(bitPattern: UInt64(json.count))]) + json
  }

  /// The state and the draws of a run that was interrupted; nil if there is none.
  ///
  /// What was appended after the state is cut off.
  ///
  /// - Throws: ``SamplingError`` if the files are damaged or belong to another run.
  func resumed(by settings: SamplingSettings, dimension: Int) throws(SamplingError)
    -> (State, [Double])?
  {
    // A state without draws is left by a run that was killed after it had named its file.
    guard FileManager.default.fileExists(atPath: statePath),
      FileManager.default.fileExists(atPath: partialPath)
    else { return nil }
    let restart = "Remove \(statePath) to start afresh"
    let partial = try attempt(partialPath, "cannot be read") {
      try Data(contentsOf: URL(fileURLWithPath: partialPath))
    }
    guard partial.starts(with: header) else {
      throw SamplingError(
        place: partialPath,
        problem: "belongs to a run of another model, other data, settings or seed",
        hint: "\(restart), or name another file")
    }
    guard let encoded = FileManager.default.contents(atPath: statePath),
      let state = try? Self.decoder.decode(State.self, from: encoded),
      state.chains.map(\.index) == Array(0..<settings.chainCount),
      state.chains.allSatisfy({
        $0.position.count == dimension
          && max(0, $0.iteration - settings.warmupCount) == state.drawCount
      })
    else {
      throw SamplingError(
        place: statePath, problem: "is not the state of a sampling run", hint: restart)
    }
    let recordCount = dimension + Draw.statistics.count
    let wanted = header.count + 8 * settings.chainCount * recordCount * state.drawCount
    guard partial.count >= wanted else {
      throw SamplingError(
        place: partialPath, problem: "has \(partial.count) bytes, expected at least \(wanted)",
        hint: restart)
    }
    try attempt(partialPath, "cannot be shortened") {
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: partialPath))
      try handle.truncate(atOffset: UInt64(wanted))
      try handle.close()
    }
    return (state, Self.doubles(partial[header.count..<wanted]))
  }

  /// Begins the file of a new run.
  func start() throws(SamplingError) {
    try attempt(partialPath, "cannot be written") {
      try Data(header).write(to: URL(fileURLWithPath: partialPath))
    }
  }

  /// Appends records and then records how far the chains are.
  func append(_ values: ArraySlice<Double>, state: State) throws(SamplingError) {
    try attempt(partialPath, "cannot be written") {
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: partialPath))
      defer { try? handle.close() }
      try handle.seekToEnd()
      try handle.write(contentsOf: Self.bytes(values))
      try handle.synchronize()
      try Self.encoder.encode(state).write(
        to: URL(fileURLWithPath: statePath), options: .atomic)
    }
  }

  /// Gives the complete file its name and removes the state.
  func finish() throws(SamplingError) {
    guard rename(partialPath, path) == 0 else {
      throw SamplingError(
        place: path, problem: "cannot be put in place: \(String(cString: strerror(errno)))")
    }
    unlink(statePath)
  }

  static let magic = Array("GYRODRAW".utf8)

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }

  static func bytes(_ values: some Sequence<Double>) -> [UInt8] {
    values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
  }

  static func doubles(_ bytes: Data) -> [Double] {
    bytes.withUnsafeBytes { raw in
      (0..<(raw.count / 8)).map {
        Double(
          bitPattern: UInt64(
            littleEndian: raw.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)))
      }
    }
  }
}

/// Turns any failure of a task with a file into an error that names the file.
private func attempt<Result>(
  _ path: String, _ problem: String, _ task: () throws -> Result
) throws(SamplingError) -> Result {
  do {
    return try task()
  } catch {
    throw SamplingError(place: path, problem: "\(problem): \(error.localizedDescription)")
  }
}
