// SPDX-License-Identifier: GPL-3.0-or-later
// By which names and units the page recognizes the columns of a table: those of the program.

extension ExploreConstants {
  /// How columns are recognized.
  struct Columns: Encodable {
    /// A meaning of a name.
    struct Name: Encodable {
      let column: String
      let confidence: Double
      let spelling: String

      init(_ name: KnownName) {
        column = name.column.rawValue
        (confidence, spelling) = (name.confidence.rawValue, name.spelling.rawValue)
      }
    }

    /// A quantity that a column can hold.
    struct Quantity: Encodable {
      let key: String
      let hasSigma: Bool
      /// Lists instead of a dictionary, whose keys the encoder would rename.
      let units: [String]?
      let factors: [Double]?
      let unitWords: String
      let isLogarithm: Bool

      init(_ column: StarColumn) {
        (key, hasSigma) = (column.rawValue, column.hasSigma)
        let all = column.unitFactors?.sorted { $0.key < $1.key }
        (units, factors) = (all?.map(\.key), all?.map(\.value))
        (unitWords, isLogarithm) = (column.unitWords, column.isLogarithm)
      }
    }

    /// A way to a color.
    struct Way: Encodable {
      let columns: [String]
      let axis: String
      let isObserved: Bool
    }

    /// A spelling with its meanings.
    struct Entry: Encodable {
      let letters: String
      let meanings: [Name]
    }

    /// A word that changes nothing of what a name means but its rank.
    struct Decoration: Encodable {
      let word: String
      let change: Double
    }

    /// An ending that makes a name one of an error.
    struct Ending: Encodable {
      let suffix, form: String
    }

    let quantities = StarColumn.quantities.map(Quantity.init)
    let ways = ColumnChooser.ways.map {
      Way(
        columns: $0.columns.map(\.rawValue), axis: ExploreConstants.key($0.axis),
        isObserved: $0.isObserved)
    }
    let known = entries(StarColumn.known)
    let knownDereddened = entries(StarColumn.knownDereddened)
    let dereddenedWords = StarColumn.dereddenedWords.sorted()
    let decorations = StarColumn.decorations.sorted { $0.key < $1.key }
      .map { Decoration(word: $0.key, change: $0.value) }
    let identifiers = StarColumn.identifiers
    let extinctions = StarColumn.extinctions.map(\.rawValue)
    let archiveNames = ColumnMatches.archiveNames.sorted()
    let orbitWords = ColumnMatches.orbitWords.sorted()
    let unitWords = ColumnName.unitWords.sorted()
    let otherUnits = ColumnName.otherUnits.sorted()
    let errorWords = ColumnName.errorWords.sorted()
    let upperWords = ColumnName.upperWords.sorted()
    let lowerWords = ColumnName.lowerWords.sorted()
    let upperEndWords = ColumnName.upperEndWords.sorted()
    let lowerEndWords = ColumnName.lowerEndWords.sorted()
    let upperErrorWords = ColumnName.upperErrorWords.sorted()
    let lowerErrorWords = ColumnName.lowerErrorWords.sorted()
    let gluedErrors = ColumnName.glued.map { Ending(suffix: $0.suffix, form: $0.form.rawValue) }

    private static func entries(_ names: [String: [KnownName]]) -> [Entry] {
      names.sorted { $0.key < $1.key }.map {
        Entry(letters: $0.key, meanings: $0.value.map(Name.init))
      }
    }
  }
}
