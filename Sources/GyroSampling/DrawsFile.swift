// SPDX-License-Identifier: GPL-3.0-or-later
// Draws on disk: appended as they come, named when they are complete, resumed when they are not.

internal import Algorithms
internal import GyroEssentials
package import GyroFiles
internal import GyroPlatform

/// A file of draws under way.
///
/// The file is `GYRODRAW`, the length of the header as a 64-bit little-endian integer, the header
/// as JSON padded with blanks to a multiple of 8 bytes, and then records of little-endian doubles,
/// row-major, shape `[drawCount, chainCount, dimension + 6]`:
///
///     header = 16 + int.from_bytes(data[8:16], "little")
///     draws = numpy.frombuffer(data, "<f8", offset=header).reshape(-1, chains, fields)
///
/// Until it is complete it is called `NAME.partial`, is locked by the run that makes it, and has the
/// chains' states beside it in `NAME.state`, which is replaced after each block of draws and carries
/// its own digest and that of the draws: a run that is killed goes on from there, and what was appended
/// after the last state is cut off and made again, to the same bytes.
package final class DrawsFile {
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

  /// The chains between two draws, and the draws that are on disk.
  package struct State: Codable {
    var chains: [Chain]
    var drawCount: Int
    /// Digest of the header and of all records.
    var drawsSHA256: String

    enum CodingKeys: String, CodingKey {
      case chains, drawCount
      case drawsSHA256 = "draws_sha256"
    }
  }

  let path: String
  let header: [UInt8]
  private let partial: LockedFile
  private var digest = RunningDigest()
  private var statePath: String { path + ".state" }

  /// Locks the file for this run.
  ///
  /// - Throws: ``SamplingError`` if another run has it, or the path is none for a file.
  init(path: String, header: Header) throws(SamplingError) {
    self.path = path
    let content = try Self.attempt(path, "cannot be described") {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return try encoder.encode(header)
    }
    let padding = [UInt8](repeating: 0x20, count: (8 - content.count % 8) % 8)
    var writer = BinaryWriter(Self.magic)
    writer.append(UInt64(content.count + padding.count))
    writer.append(content)
    writer.append(padding)
    self.header = writer.bytes
    do throws(FileError) {
      // Refuses folders and devices now, and not after the last draw.
      _ = try AtomicFile(path: path)
      partial = try LockedFile(path: path + ".partial")
    } catch { throw SamplingError(error) }
  }

  // A run that found no start leaves nothing.
  deinit { if partial.byteCount == 0 { partial.remove() } }

  /// The state and the draws of a run that was interrupted; nil if there is none.
  ///
  /// What was appended after the state is cut off.
  ///
  /// - Throws: ``SamplingError`` if the files are damaged or belong to another run.
  func resumed(by settings: SamplingSettings, dimension: Int) throws(SamplingError)
    -> (State, [Double])?
  {
    do throws(FileError) {
      // A state without draws is left by a run that was killed after it had named its file.
      guard partial.byteCount > 0, let encoded = try FileContents.regular(statePath) else {
        return nil
      }
      guard partial.bytes(from: 0, count: header.count) == header else {
        throw FileError(
          path: partial.path,
          problem: "belongs to a run of another model, other data, settings or seed",
          hint: "\(restart), or name another file")
      }
      let state = try Self.state(encoded, name: statePath, settings: settings, dimension: dimension)
      let rowCount = settings.chainCount * (dimension + Draw.statistics.count)
      let wanted = 8 * rowCount * state.drawCount
      let records = partial.bytes(from: header.count, count: wanted)
      guard records.count == wanted else {
        throw FileError(
          path: partial.path,
          problem: "has \(partial.byteCount) bytes, expected at least \(header.count + wanted)",
          hint: restart)
      }
      digest.update(header)
      digest.update(records)
      var reader = BinaryReader(records)
      let draws = reader.doubles(records.count / 8) ?? []
      guard digest.digest.hexadecimal == state.drawsSHA256,
        Self.areRecords(draws, fieldCount: dimension + Draw.statistics.count)
      else {
        throw FileError(
          path: partial.path, problem: "is not what was written: a draw was altered", hint: restart)
      }
      try partial.truncate(to: header.count + wanted)
      return (state, draws)
    } catch { throw SamplingError(error) }
  }

  private var restart: String { "Delete \(statePath) to start anew" }

  /// Reads a state and checks it.
  ///
  /// - Throws: ``GyroFiles/FileError`` if it was altered, or is none of a run with these settings.
  package static func state(
    _ bytes: [UInt8], name: String, settings: SamplingSettings, dimension: Int
  ) throws(FileError) -> State {
    let hint = "Delete it to start anew"
    let state: State
    do throws(FileError) {
      state = try SealedJSON.decoded(from: bytes, path: name, allowsInfinity: true)
    } catch {
      throw FileError(
        path: name, problem: "is not the state of a sampling run: it \(error.problem)", hint: hint)
    }
    guard state.chains.count == settings.chainCount,
      state.chains.enumerated().allSatisfy({
        $1.canGoOn(index: $0, dimension: dimension, settings: settings)
          && max(0, $1.iteration - settings.warmupCount) == state.drawCount
          && $1.iteration == state.chains[0].iteration
      })
    else {
      throw FileError(
        path: name,
        problem: "is not the state of a sampling run with \(settings.chainCount) chains in "
          + "\(dimension) dimensions: a number or a length is impossible", hint: hint)
    }
    return state
  }

  private static func areRecords(_ values: [Double], fieldCount: Int) -> Bool {
    values.chunks(ofCount: fieldCount).allSatisfy(Draw.isRecord)
  }

  /// Begins the file of a new run.
  func start() throws(SamplingError) {
    digest = RunningDigest()
    digest.update(header)
    do throws(FileError) {
      unlink(statePath)
      try partial.truncate(to: 0)
      try partial.append(header)
    } catch { throw SamplingError(error) }
  }

  /// Appends records and then records how far the chains are.
  func append(_ values: ArraySlice<Double>, chains: [Chain], drawCount: Int) throws(SamplingError) {
    let records = Self.bytes(values)
    digest.update(records)
    let state = State(
      chains: chains, drawCount: drawCount, drawsSHA256: digest.digest.hexadecimal)
    do throws(FileError) {
      try partial.append(records)
      try partial.synchronize()
      try AtomicFile.write(
        SealedJSON.encoded(state, path: statePath, allowsInfinity: true), to: statePath)
    } catch { throw SamplingError(error) }
  }

  /// Puts the complete file in place and removes what stood for it.
  func finish(_ draws: Draws) throws(SamplingError) {
    do throws(FileError) {
      var file = try AtomicFile(path: path)
      try file.write(header)
      for values in draws.values.chunks(ofCount: 1 << 16) { try file.write(Self.bytes(values)) }
      try file.commit()
    } catch { throw SamplingError(error) }
    unlink(statePath)
    partial.remove()
  }

  static let magic = Array("GYRODRAW".utf8)

  private static func bytes(_ values: ArraySlice<Double>) -> [UInt8] {
    var writer = BinaryWriter()
    writer.append(values)
    return writer.bytes
  }

  /// Turns any failure of a task with a file into an error that names the file.
  private static func attempt<Result>(
    _ path: String, _ problem: String, _ task: () throws -> Result
  ) throws(SamplingError) -> Result {
    do {
      return try task()
    } catch {
      throw SamplingError(place: path, problem: "\(problem): \(error)")
    }
  }
}
