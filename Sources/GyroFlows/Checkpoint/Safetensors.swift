// SPDX-License-Identifier: GPL-3.0-or-later
// The safetensors container: a JSON header, then raw little-endian tensors.

internal import GyroFiles
internal import GyroNumerics

/// A safetensors file with 32- and 64-bit floating-point tensors; written as 64 bit.
///
/// > Source: https://github.com/huggingface/safetensors, format description.
struct Safetensors {
  struct Tensor {
    let name: String
    let shape: [Int]
    let values: [Double]
    /// Where it lies in the data of the file it was read from; of no meaning when it is written.
    var bytes = 0..<0
  }

  let metadata: [String: String]
  let tensors: [Tensor]

  init(metadata: [String: String], tensors: [Tensor]) {
    (self.metadata, self.tensors) = (metadata, tensors)
  }

  /// The file with more metadata.
  func adding(_ more: [String: String]) -> Safetensors {
    Safetensors(metadata: metadata.merging(more) { _, new in new }, tensors: tensors)
  }

  /// The file without an entry of the metadata.
  func removing(_ key: String) -> Safetensors {
    Safetensors(metadata: metadata.filter { $0.key != key }, tensors: tensors)
  }

  /// Digest of all metadata, names, shapes and numbers, whatever their order in a file.
  var contentDigest: SHA256Digest {
    Safetensors(metadata: metadata, tensors: tensors.sorted { $0.name < $1.name }).digestOfBytes
  }

  private var digestOfBytes: SHA256Digest { SHA256Digest(of: encoded()) }

  /// The values of a one-dimensional tensor.
  func vector(_ tensorName: String, in file: String) throws(FlowError) -> [Double] {
    guard let tensor = tensors.first(where: { $0.name == tensorName }) else {
      throw FlowError(file: file, problem: "has no tensor \"\(tensorName)\"")
    }
    return tensor.values
  }

  // MARK: Reading

  /// Headers above this are refused before they are parsed.
  private static let headerLimit = 10 << 20

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: What errors call it.
  ///   - largest: The largest magnitude that a number may have; NaN has none.
  /// - Throws: ``FlowError`` unless the tensors fill the file, each in its place.
  init(
    bytes: [UInt8], name file: String, largest: Double = FlowLimits.largestParameter
  ) throws(FlowError) {
    self = try bytes.withUnsafeBufferPointer { bytes throws(FlowError) in
      try Safetensors(bytes: bytes, name: file, largest: largest)
    }
  }

  /// Reads a file from where it lies in memory.
  ///
  /// - Throws: As the other initializer.
  init(
    bytes: UnsafeBufferPointer<UInt8>, name file: String,
    largest: Double = FlowLimits.largestParameter
  ) throws(FlowError) {
    let hint = "The file is cut short or is not a safetensors file; fetch or export it again"
    guard bytes.count >= 8 else {
      throw FlowError(
        file: file, problem: "has \(bytes.count) bytes, too few for a checkpoint", hint: hint)
    }
    var start = BinaryReader(Array(bytes[..<8]))
    let headerSize = start.integer(UInt64.self) ?? .max
    guard headerSize <= Self.headerLimit, headerSize <= UInt64(bytes.count - 8) else {
      throw FlowError(
        file: file,
        problem: "announces a header of \(headerSize) bytes in a file of \(bytes.count)",
        hint: hint)
    }
    let dataStart = 8 + Int(headerSize)
    let headerBytes = Array(bytes[8..<dataStart])
    let json: JSONValue
    do { json = try JSONParser.value(of: headerBytes[...]) } catch .repeatedName {
      throw FlowError(file: file, problem: "has a name twice in its header", hint: hint)
    } catch {
      throw FlowError(file: file, problem: "has a header that is not JSON", hint: hint)
    }
    guard case .object(let header) = json else {
      throw FlowError(file: file, problem: "has a header that is not JSON", hint: hint)
    }
    guard let metadata = Self.words(header["__metadata__"] ?? .object([:])) else {
      throw FlowError(
        file: file, problem: "has metadata that are not words by name", hint: hint)
    }
    self.metadata = metadata
    let data = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[dataStart...]))
    var tensors: [Tensor] = []
    for (name, entry) in header.sorted(by: { $0.key < $1.key }) where name != "__metadata__" {
      tensors.append(
        try Self.tensor(
          name, entry, data: data, largest: largest, file: file, hint: hint))
    }
    self.tensors = tensors
    // Side by side, so that no byte is read twice and none is left out.
    var end = 0
    for tensor in tensors.sorted(by: {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }) {
      guard tensor.bytes.lowerBound == end else {
        throw FlowError(
          file: file,
          problem:
            "places tensor \"\(tensor.name)\" at byte \(tensor.bytes.lowerBound) of its data, "
            + "expected \(end), where the one before ends", hint: hint)
      }
      end = tensor.bytes.upperBound
    }
    guard dataStart + end == bytes.count else {
      throw FlowError(
        file: file,
        problem: "has \(bytes.count - dataStart) bytes of data, its tensors have \(end)", hint: hint
      )
    }
  }

  private static func tensor(
    _ name: String, _ entry: JSONValue, data: UnsafeRawBufferPointer, largest: Double,
    file: String, hint: String
  ) throws(FlowError) -> Tensor {
    guard let type = entry["dtype"]?.text, let shape = wholeNumbers(entry["shape"]),
      let offsets = wholeNumbers(entry["data_offsets"]), offsets.count == 2,
      shape.allSatisfy({ (0...1 << 24).contains($0) })
    else {
      throw FlowError(file: file, problem: "describes tensor \"\(name)\" in a way unknown here")
    }
    guard let width = ["F32": 4, "F64": 8][type] else {
      throw FlowError(
        file: file, problem: "holds tensor \"\(name)\" as \(type), expected F32 or F64",
        hint: "Convert the weights to float32 or float64")
    }
    var count = 1
    for length in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      count = overflow ? Int.max : product
    }
    // In this order nothing can overflow, whatever the file says.
    guard count <= data.count / width, offsets[0] >= 0, offsets[1] >= offsets[0],
      offsets[1] <= data.count, offsets[1] - offsets[0] == count * width
    else {
      throw FlowError(
        file: file,
        problem: "places tensor \"\(name)\" of shape \(shape) at bytes \(offsets[0]) to "
          + "\(offsets[1]) of \(data.count)", hint: hint)
    }
    func bits<Bits: FixedWidthInteger>(_ index: Int) -> Bits {
      Bits(
        littleEndian: data.loadUnaligned(
          fromByteOffset: offsets[0] + index * width, as: Bits.self))
    }
    let values =
      width == 4
      ? (0..<count).map { Double(Float(bitPattern: bits($0))) }
      : (0..<count).map { Double(bitPattern: bits($0)) }
    guard values.allSatisfy({ abs($0) <= largest }) else {
      throw FlowError(
        file: file,
        problem: "holds numbers in tensor \"\(name)\" that are not finite or above \(largest)"
      )
    }
    return Tensor(name: name, shape: shape, values: values, bytes: offsets[0]..<offsets[1])
  }

  /// The texts of an object by name; nil if it is something else, or holds something else.
  private static func words(_ json: JSONValue) -> [String: String]? {
    guard case .object(let fields) = json else { return nil }
    var words: [String: String] = [:]
    words.reserveCapacity(fields.count)
    for (name, value) in fields {
      guard let text = value.text else { return nil }
      words[name] = text
    }
    return words
  }

  /// The elements of a list of whole numbers; nil if it is something else.
  private static func wholeNumbers(_ json: JSONValue?) -> [Int]? {
    guard case .list(let elements)? = json else { return nil }
    var numbers: [Int] = []
    for element in elements {
      guard case .number(let value) = element, value == value.rounded() else { return nil }
      numbers.append(Int(clamping: value))
    }
    return numbers
  }

  // MARK: Writing

  /// The whole file; the same content gives the same bytes.
  func encoded() -> [UInt8] {
    var header = SafetensorsHeader(metadata: metadata)
    var offset = 0
    for tensor in tensors {
      let end = offset + 8 * tensor.values.count
      header.add(tensor.name, shape: tensor.shape, bytes: offset..<end)
      offset = end
    }
    var bytes = header.bytes
    // Padding with spaces keeps the tensors aligned, as the format asks.
    while !bytes.count.isMultiple(of: 8) { bytes.append(UInt8(ascii: " ")) }
    var file = BinaryWriter()
    file.reserveCapacity(8 + bytes.count + offset)
    file.append(UInt64(bytes.count))
    file.append(bytes)
    for tensor in tensors { file.append(tensor.values) }
    return file.bytes
  }
}
