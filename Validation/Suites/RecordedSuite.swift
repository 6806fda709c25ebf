// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of committed result files: what was measured with much time must still keep its promises.

internal import Foundation
internal import GyroFiles

extension ValidationCase {
  /// The numbers of a result file at the paths that the checks name.
  ///
  /// A path is keys joined by slashes; `key=value,key=value` chooses the first object of an array.
  func recordedFigures(_ context: CaseContext) throws -> [String: Double] {
    let path = "\(context.results)/\(file ?? "")"
    guard let data = FileManager.default.contents(atPath: path),
      let top = try? JSONSerialization.jsonObject(with: data)
    else { throw FileError(path: path, problem: "cannot be read as JSON") }
    var figures: [String: Double] = [:]
    for check in checks { figures[check.figure] = Self.number(at: check.figure, in: top) }
    return figures
  }

  private static func number(at path: String, in top: Any) -> Double? {
    var place: Any? = top
    for step in path.split(separator: "/").map(String.init) {
      if let object = place as? [String: Any] {
        place = object[step]
      } else if let list = place as? [[String: Any]] {
        let wanted = step.split(separator: ",").map { $0.split(separator: "=").map(String.init) }
        place = list.first { object in
          wanted.allSatisfy { $0.count == 2 && object[$0[0]] as? String == $0[1] }
        }
      } else {
        return nil
      }
    }
    return (place as? NSNumber)?.doubleValue
  }
}
