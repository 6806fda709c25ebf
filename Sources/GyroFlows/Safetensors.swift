// SPDX-License-Identifier: GPL-3.0-or-later
// The safetensors container: a JSON header, then raw little-endian tensors.

internal import Foundation
internal import GyroFiles

/// A safetensors file with 32- and 64-bit floating-point tensors; written as 64 bit.
///
/// > Source: https://github.com/huggingface/safetensors, format description.
struct Safetensors {
  struct Tensor {
    let name: String
    let shape: [Int]
    let values: [Double]
    /// Bytes in the file it was read from; of no meaning when it is written.
    var byteCount = 0
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
  /// No training leaves numbers this large; larger ones overflow on the way through a network.
  private static let largestNumber = 1e9

  init(bytes: [UInt8], name file: String) throws(FlowError) {
    let hint = "The file is cut short or is not a safetensors file; fetch or export it again"
    guard bytes.count >= 8 else {
      throw FlowError(
        file: file, problem: "has \(bytes.count) bytes, too few for a checkpoint", hint: hint)
    }
    let headerSize = bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard headerSize <= Self.headerLimit, headerSize <= UInt64(bytes.count - 8) else {
      throw FlowError(
        file: file,
        problem: "announces a header of \(headerSize) bytes in a file of \(bytes.count)",
        hint: hint)
    }
    let dataStart = 8 + Int(headerSize)
    guard
      let json = try? JSONSerialization.jsonObject(with: Data(bytes[8..<dataStart])),
      let header = json as? [String: Any]
    else { throw FlowError(file: file, problem: "has a header that is not JSON", hint: hint) }
    metadata = (header["__metadata__"] as? [String: String]) ?? [:]
    var tensors: [Tensor] = []
    for (name, entry) in header.sorted(by: { $0.key < $1.key }) where name != "__metadata__" {
      tensors.append(
        try Self.tensor(name, entry, data: bytes[dataStart...], file: file, hint: hint))
    }
    self.tensors = tensors
    let end = tensors.reduce(0) { $0 + $1.byteCount }
    guard dataStart + end == bytes.count else {
      throw FlowError(
        file: file,
        problem: "has \(bytes.count - dataStart) bytes of data, its tensors have \(end)", hint: hint
      )
    }
  }

  private static func tensor(
    _ name: String, _ entry: Any, data: ArraySlice<UInt8>, file: String, hint: String
  ) throws(FlowError) -> Tensor {
    guard let entry = entry as? [String: Any], let type = entry["dtype"] as? String,
      let shape = entry["shape"] as? [Int], let offsets = entry["data_offsets"] as? [Int],
      offsets.count == 2, shape.allSatisfy({ (0...1 << 24).contains($0) })
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
    let bytes = data[(data.startIndex + offsets[0])..<(data.startIndex + offsets[1])]
    let values = bytes.withUnsafeBytes { raw in
      (0..<count).map { index in
        width == 4
          ? Double(
            Float(
              bitPattern: .init(
                littleEndian: raw.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))))
          : Double(
            bitPattern: .init(
              littleEndian: raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)))
      }
    }
    guard values.allSatisfy({ abs($0) <= largestNumber }) else {
      throw FlowError(
        file: file,
        problem: "holds numbers in tensor \"\(name)\" that are not finite or above \(largestNumber)"
      )
    }
    return Tensor(name: name, shape: shape, values: values, byteCount: count * width)
  }

  // MARK: Writing

  /// The whole file; the same content gives the same bytes.
  func encoded() -> [UInt8] {
    var header: [String: Any] = ["__metadata__": metadata]
    var offset = 0
    for tensor in tensors {
      let end = offset + 8 * tensor.values.count
      header[tensor.name] = [
        "dtype": "F64", "shape": tensor.shape, "data_offsets": [offset, end],
      ]
      offset = end
    }
    guard
      var bytes = (try? JSONSerialization.data(withJSONObject: header, options: [.sortedKeys]))
        .map([UInt8].init)
    else { preconditionFailure("a header of strings and integers is always JSON") }
    // Padding with spaces keeps the tensors aligned, as the format asks.
    while !bytes.count.isMultiple(of: 8) { bytes.append(UInt8(ascii: " ")) }
    var file = withUnsafeBytes(of: UInt64(bytes.count).littleEndian, Array.init)
    file.reserveCapacity(8 + bytes.count + offset)
    file += bytes
    for tensor in tensors {
      for value in tensor.values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { file += $0 }
      }
    }
    return file
  }
}
