// SPDX-License-Identifier: GPL-3.0-or-later
// The known name that a misspelt one is nearest to (Damerau & Levenshtein).

/// Suggestions for names that are not known.
package enum SimilarName {
  /// `Did you mean "Pleiades"?` with a blank before it, or an empty string if no known name is similar.
  package static func hint(for name: String, among known: some Sequence<String>) -> String {
    nearest(to: name, among: known).map { " Did you mean \"\($0)\"?" } ?? ""
  }

  /// The known name at the smallest distance, if that is at most a third of the length of the longer name.
  ///
  /// Case, blanks, hyphens and underscores do not count; of equally near names the first is taken.
  package static func nearest(to name: String, among known: some Sequence<String>) -> String? {
    let wanted = simplified(name)
    var best: (name: String, distance: Int)?
    for candidate in known {
      let letters = simplified(candidate)
      let distance = distance(wanted, letters)
      guard 3 * distance <= max(wanted.count, letters.count),
        distance < best?.distance ?? .max
      else { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  private static func simplified(_ name: String) -> [Character] {
    name.lowercased().filter { !" -_".contains($0) }.map(\.self)
  }

  /// Insertions, deletions, replacements and swaps of neighbors that turn one name into the other.
  private static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var rows = [[Int]](
      repeating: Array(repeating: 0, count: second.count + 1), count: first.count + 1)
    for column in 0...second.count { rows[0][column] = column }
    for row in rows.indices.dropFirst() {
      rows[row][0] = row
      for column in rows[row].indices.dropFirst() {
        let isSame = first[row - 1] == second[column - 1]
        var best = min(
          rows[row - 1][column] + 1, rows[row][column - 1] + 1,
          rows[row - 1][column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, first[row - 1] == second[column - 2],
          first[row - 2] == second[column - 1]
        {
          best = min(best, rows[row - 2][column - 2] + 1)
        }
        rows[row][column] = best
      }
    }
    return rows[first.count][second.count]
  }
}
