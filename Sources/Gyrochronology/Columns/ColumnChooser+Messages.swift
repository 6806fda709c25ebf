// SPDX-License-Identifier: GPL-3.0-or-later
// What a user is told of the columns that were taken, and of those that were not.

internal import GyroTables

extension ColumnChooser {
  /// What was taken, in the order of the keys.
  func matched(
    _ period: StarColumns.Quantity, _ colors: [StarColumns.ColorSource],
    _ extinctions: [StarColumns.Quantity], _ others: [StarColumn: StarColumns.Cell], _ id: Int?
  ) -> [StarColumns.Match] {
    var matched: [StarColumn: StarColumns.Match] = [:]
    func add(_ key: StarColumn, _ cells: [StarColumns.Cell], isSubstitute: Bool) {
      guard matched[key] == nil else { return }
      let names = cells.map { cell in
        switch cell {
        case .column(let index, _): name(index)
        case .constant(let value): "\(spelled(key)) \(value)"
        }
      }.joined(separator: " and ")
      var unit: String?
      if case .column(let index, let factor)? = cells.first, factor != 1 {
        unit = self.unit(of: index) ?? requestedUnits[key]
      }
      matched[key] = StarColumns.Match(
        key: key, name: names + (unit.map { " in \($0)" } ?? ""), isSubstitute: isSubstitute,
        convertedUnit: unit, indices: cells.compactMap(\.index))
    }
    func add(_ quantity: StarColumns.Quantity, isSubstitute: Bool = false) {
      add(quantity.column, [quantity.cell], isSubstitute: isSubstitute)
      if case .signalToNoises(let bp, let rp) = quantity.sigma {
        add(.bpSNR, [bp], isSubstitute: isSubstitute)
        add(.rpSNR, [rp], isSubstitute: isSubstitute)
      }
      let cells: [StarColumns.Cell] =
        switch quantity.sigma {
        case .none, .signalToNoises: []
        // Exactly known is not worth a word.
        case .one(.constant(0)): []
        case .one(let cell), .signalToNoise(let cell): [cell]
        case .sides(let lower, let upper), .ends(let lower, let upper): [lower, upper]
        }
      guard !cells.isEmpty else { return }
      var key = quantity.column.sigma
      if case .signalToNoise = quantity.sigma { key = quantity.column == .bpMag ? .bpSNR : .rpSNR }
      add(key, cells, isSubstitute: isSubstitute)
    }
    add(period)
    for term in colors.first?.terms ?? [] { add(term) }
    let extinctionIsFirst = colors.first?.isObserved ?? false
    for extinction in extinctions where colors.contains(where: \.isObserved) {
      add(extinction, isSubstitute: !extinctionIsFirst)
    }
    for source in colors.dropFirst() {
      for term in source.terms { add(term, isSubstitute: true) }
    }
    for (key, cell) in others { add(key, [cell], isSubstitute: false) }
    if let id { add(.id, [.column(id, factor: 1)], isSubstitute: false) }
    return StarColumn.allCases.compactMap { matched[$0] }
  }

  /// What could have been taken instead, in sentences.
  func alternatives(of matched: [StarColumns.Match]) -> [String] {
    var sentences: [String] = []
    let takenIndices = Set(matched.flatMap(\.indices))
    for match in matched where match.key.quantity == nil && match.key != .id {
      let others = (matches.candidates[match.key] ?? []).map(\.index)
        .filter { !takenIndices.contains($0) }.prefix(5).map(name)
      guard !others.isEmpty, requested[match.key] == nil else { continue }
      sentences.append(
        "not taken for \(match.key.rawValue): \(others.joined(separator: ", ")) "
          + "(--column \(match.key.rawValue)=\(others[0]) takes it)")
    }
    for (key, indices) in undecided.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let names = indices.prefix(5).map(name).joined(separator: " or ")
      sentences.append("\(key.rawValue) could be \(names), and is not used")
    }
    for (key, index) in notUnasked where !takenIndices.contains(index) {
      sentences.append(
        "\(name(index)) of GSP-Phot is used only with --column \(key.rawValue)=\(name(index))")
    }
    let taken = Set(matched.map(\.key))
    sentences += unusedSignalToNoise(taken)
    for key in StarColumn.extinctions where !taken.contains(key) && requested.isEmpty {
      let unused = (matches.candidates[key] ?? []).map(\.index).filter { !isGSPPhot($0) }
      guard let index = unused.first, !StarColumn.extinctions.allSatisfy({ !taken.contains($0) })
      else { continue }
      sentences.append("\(name(index)) could be the extinction too (\(key.rawValue))")
    }
    return sentences
  }

  /// Why signal-to-noise ratios of Gaia's fluxes, which are there, say nothing about the color's error.
  private func unusedSignalToNoise(_ taken: Set<StarColumn>) -> [String] {
    let ratios = [StarColumn.bpSNR, .rpSNR].filter { !taken.contains($0) }
    let names = ratios.compactMap { matches.candidates[$0]?.first.map { name($0.index) } }
    guard !names.isEmpty else { return [] }
    let subject = names.joined(separator: " and ") + (names.count == 1 ? " is" : " are")
    if taken.contains(.bpRp), !taken.contains(.bpRpSigma) {
      return ["\(subject) not used: the error of BP-RP needs the ratios of both fluxes"]
    }
    if taken.contains(.bpRp0), !taken.contains(.bpRp0Sigma) {
      return [
        "\(subject) not used: the error of a dereddened color includes that of the extinction, "
          + "which they do not tell"
      ]
    }
    return []
  }

  /// The columns that look most like what is missing.
  func likely(_ isLikely: (_ name: String, _ words: [String]) -> Bool) -> [String] {
    let names = matches.names.filter {
      isLikely($0.joined, $0.words) && ($0.error == nil || $0.words.count == 1)
    }
    return names.prefix(8).map { "\"\($0.text)\"" }
  }

  func missing(_ expected: String, hint: String, likely: [String]) -> TableError {
    let count = schema.columns.count
    let all = matches.names.map { "\"\($0.text)\"" }
    let found =
      likely.isEmpty && count > 20
      ? "\(count) columns, none of them likely: \(all.prefix(10).joined(separator: ", ")) and "
        + "\(count - 10) more"
      : likely.isEmpty || count <= likely.count + 4
        ? schema.columnList
        : "\(count) columns, of which \(likely.joined(separator: ", ")) "
          + (likely.count == 1 ? "is" : "are") + " the likeliest"
    return TableError(
      .missingColumn, at: TablePlace(file: file), found: found, expected: expected, hint: hint)
  }
}
