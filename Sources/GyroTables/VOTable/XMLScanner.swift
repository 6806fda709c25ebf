// SPDX-License-Identifier: GPL-3.0-or-later
// XML as a stream of events, through Expat, with bounds on everything a hostile file could inflate.

internal import CExpat

/// The receiver of a document as it is read; an error thrown here ends the reading.
protocol XMLScannerOwner: AnyObject {
  /// An element begins; the name is as it stands in the document.
  func start(_ name: UnsafePointer<CChar>, _ attributes: [String: String]) throws(TableError)
  /// Text, in UTF-8, in pieces of any size.
  func add(_ text: UnsafeBufferPointer<UInt8>) throws(TableError)
  /// An element ends.
  func end(_ name: UnsafePointer<CChar>) throws(TableError)
}

/// Pulls a document through Expat piece by piece, and hands elements and text to its owner.
///
/// Entity declarations are refused: no table needs one, and nested ones grow without bound.
final class XMLScanner {
  /// Bytes of markup without an event, and levels of elements, that no honest table reaches.
  private static let markupLimit = 8 << 20
  private static let depthLimit = 256
  /// Names of attributes; Expat remembers each of them.
  private static let attributeNameLimit = 4096

  let source: ByteSource
  private let parser: XML_Parser
  /// Owns this scanner, hence outlives it; a checked reference would cost a fifth of the time.
  private unowned(unsafe) let owner: any XMLScannerOwner
  private var failure: TableError?
  private var depth = 0
  private var attributeNames: Set<String> = []
  private(set) var bytesFed = 0
  private var isSuspended = false
  private(set) var isAtEnd = false

  init(_ source: ByteSource, owner: any XMLScannerOwner) {
    self.source = source
    self.owner = owner
    guard let parser = XML_ParserCreate(nil) else {
      preconditionFailure("Expat could not start: memory is exhausted")
    }
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in XMLScanner.from(data)?.started(name, attributes) },
      { data, name in XMLScanner.from(data)?.ended(name) })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      XMLScanner.from(data)?.read(text, Int(count))
    }
    XML_SetEntityDeclHandler(parser) { data, _, _, _, _, _, _, _, _ in
      XMLScanner.from(data)?.refuseEntity("an entity declaration")
    }
    XML_SetSkippedEntityHandler(parser) { data, _, _ in
      XMLScanner.from(data)?.refuseEntity("an entity that is declared nowhere")
    }
  }

  deinit { XML_ParserFree(parser) }

  /// Line of the document that is being read, from 1.
  var line: Int { Int(XML_GetCurrentLineNumber(parser)) }

  /// Where we are, for messages.
  var place: TablePlace { TablePlace(file: source.name, line: line) }

  /// Lets ``advance()`` return after the event at hand.
  func pause() { if !isAtEnd { XML_StopParser(parser, 1) } }

  /// Reads on until the owner pauses or one more piece of the document is done.
  func advance() throws(TableError) {
    guard !isAtEnd else { return }
    let status: XML_Status
    if isSuspended {
      isSuspended = false
      status = XML_ResumeParser(parser)
    } else {
      var piece: [UInt8] = []
      let hasMore = try source.read(64 * 1024, into: &piece)
      bytesFed += piece.count
      status = piece.withUnsafeBytes {
        XML_Parse(
          parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count),
          hasMore ? 0 : 1)
      }
    }
    if let failure { throw failure }
    if status == XML_STATUS_SUSPENDED {
      isSuspended = true
      return
    }
    guard status == XML_STATUS_OK else {
      let code = XML_GetErrorCode(parser)
      let words = XML_ErrorString(code).map { String(cString: $0) } ?? "unknown"
      let isCutShort =
        code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN
        || code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION
      throw TableError(
        isCutShort ? .truncated : .malformedData,
        at: place, found: "XML that is not well formed (\(words))", expected: "well-formed XML")
    }
    var state = XML_ParsingStatus()
    XML_GetParsingStatus(parser, &state)
    if state.parsing == XML_FINISHED { isAtEnd = true }
    guard bytesFed - Int(XML_GetCurrentByteIndex(parser)) <= Self.markupLimit else {
      throw tooLarge("more than \(Self.markupLimit >> 20) MiB of markup", "tags of sensible length")
    }
  }

  private static func from(_ data: UnsafeMutableRawPointer?) -> XMLScanner? {
    data.map { Unmanaged<XMLScanner>.fromOpaque($0).takeUnretainedValue() }
  }

  private func stop(_ error: TableError) {
    failure = failure ?? error
    XML_StopParser(parser, 0)
  }

  private func started(
    _ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) {
    guard failure == nil, let name else { return }
    depth += 1
    guard depth <= Self.depthLimit else {
      return stop(tooLarge("more than \(Self.depthLimit) nested elements", "a flat document"))
    }
    var values: [String: String] = [:]
    var index = 0
    while let attributes, let key = attributes[index], let value = attributes[index + 1] {
      let key = String(cString: key)
      values[key] = String(cString: value)
      attributeNames.insert(key)
      index += 2
    }
    guard attributeNames.count <= Self.attributeNameLimit else {
      return stop(
        tooLarge("more than \(Self.attributeNameLimit) names of attributes", "those of VOTable"))
    }
    do throws(TableError) { try owner.start(name, values) } catch { stop(error) }
  }

  private func ended(_ name: UnsafePointer<CChar>?) {
    guard failure == nil, let name else { return }
    depth -= 1
    do throws(TableError) { try owner.end(name) } catch { stop(error) }
  }

  private func read(_ text: UnsafePointer<CChar>?, _ count: Int) {
    guard failure == nil, let text else { return }
    text.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
      do throws(TableError) {
        try owner.add(UnsafeBufferPointer(start: bytes, count: count))
      } catch { stop(error) }
    }
  }

  private func refuseEntity(_ found: String) {
    stop(
      TableError(
        .malformedData, at: place, found: found, expected: "none in a table",
        hint: "Entities can make a small file endless, so only those of XML itself are read"))
  }

  private func tooLarge(_ found: String, _ expected: String) -> TableError {
    TableError(.tooLarge, at: place, found: found, expected: expected)
  }
}
