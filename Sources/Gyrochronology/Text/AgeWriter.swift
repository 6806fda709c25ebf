// SPDX-License-Identifier: GPL-3.0-or-later
// Writes ages piece by piece, in any form.

internal import GyroEssentials
package import GyroFiles
internal import GyroModel
internal import GyroPlatform
internal import GyroTables

/// Takes ages in order and writes them as text, JSON or a table.
package final class AgeWriter: AgeSink {
  private enum Form {
    case text(isSingle: Bool), json
    case table(WriteBehind)
  }
  private let form: Form
  private let sink: TextOutput?
  private let manifest: RunManifest
  private let run: AgeRun
  private let digits: SignificantDigits
  private let encoder = CanonicalJSON.encoder()
  private var isFirst = true
  /// How long it took to write a table, while ages were computed.
  package var writingTime: Duration {
    if case .table(let writer) = form { writer.writingTime } else { .zero }
  }

  package init(
    format: ReportFormat, path: String, run: AgeRun, digits: SignificantDigits = .usual
  ) throws {
    (manifest, self.run, self.digits) = (run.manifest, run, digits)
    let (schema, isSingle) = (run.schema, run.isSingle)
    switch format {
    case .table(let format):
      form = .table(
        WriteBehind(
          try createTable(
            path: path, format: format, schema: schema, digits: digits, of: AgeColumns.numberNames))
      )
      sink = nil
    case .json:
      (form, sink) = (.json, try TextOutput(path: path))
    case .text:
      (form, sink) = (.text(isSingle: isSingle), try TextOutput(path: path))
    }
  }

  package func append(_ chunk: AgeChunk) throws {
    switch form {
    case .table(let writer): try writer.append(chunk.rows, from: chunk.ages)
    case .json:
      for star in chunk.estimates {
        try sink?.write(json: isFirst ? "{\"stars\": [\n" : ",\n")
        try sink?.write(json: json(star), digits: digits)
        isFirst = false
      }
    case .text(let isSingle):
      for star in chunk.estimates {
        if isSingle {
          let posterior =
            if case .age(let age) = star.estimate { run.posterior(of: age) } else {
              AgePosterior?.none
            }
          try sink?.write(
            AgeText.report(
              star.estimate, posterior: posterior, colorOrigin: run.colorOrigin, manifest: manifest)
          )
        } else {
          if isFirst { try sink?.write(AgeText.header) }
          try sink?.write(AgeText.line(star))
        }
        isFirst = false
      }
    }
  }

  package func finish() throws {
    switch form {
    case .table(let writer): try writer.finish()
    case .json:
      try sink?.write(json: isFirst ? "{\"stars\": [" : "\n")
      try sink?.write(json: "],\n\"provenance\": \(json(manifest))}\n", digits: digits)
    case .text(let isSingle):
      if isFirst, !isSingle { try sink?.write(AgeText.header) }
    }
    try sink?.finish()
  }

  private func json(_ value: some Encodable) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
