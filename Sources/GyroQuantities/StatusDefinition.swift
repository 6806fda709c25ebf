// SPDX-License-Identifier: GPL-3.0-or-later
// The meaning of a flag, or of a reason why there is no age: number, name and texts in one place.

/// What a flag or a reason means, as files, programs and readers see it.
///
/// Codes and names are stable: catalogs, journals and results hold them. A new one takes the next
/// free code of its kind, and a code that is no longer used is not given away again.
public struct StatusDefinition: Hashable, Sendable {
  /// What a definition is about; codes and names are unique within a kind.
  public enum Kind: String, CaseIterable, Sendable {
    /// A warning about the age of a star.
    case starFlag = "star-flags"
    /// A warning about the age of a cluster.
    case clusterFlag = "cluster-flags"
    /// A quality flag of a star of the standard catalog.
    case catalogFlag = "catalog-flags"
    /// A reason why a star has no age.
    case noAgeReason = "no-age-reasons"
  }

  /// What the definition is about.
  public let appliesTo: Kind
  /// The bit of a flag, counted from 0, or the number of a reason, counted from 1.
  public let code: Int
  /// The name in files, in snake_case.
  public let name: String
  /// One line for a report, without a period at the end.
  public let shortText: String
  /// Sentences for the documentation: the criterion, and what it means for the result.
  public let longText: String

  init(_ kind: Kind, _ code: Int, _ name: String, _ shortText: String, _ longText: String) {
    (self.appliesTo, self.code, self.name) = (kind, code, name)
    (self.shortText, self.longText) = (shortText, longText)
  }

  /// The definitions of one kind, in the order of their codes.
  public static func all(_ kind: Kind) -> [StatusDefinition] {
    byKind[kind, default: []]
  }

  /// The definition of a name; nil if there is none of this kind.
  public static func named(_ name: String, _ kind: Kind) -> StatusDefinition? {
    byName[kind]?[name]
  }

  /// The Markdown table of one kind: code, name and long text.
  public static func markdownTable(_ kind: Kind) -> String {
    let header = kind == .noAgeReason ? "| code | name | meaning |" : "| bit | name | meaning |"
    let rows = all(kind).map { "| \($0.code) | `\($0.name)` | \($0.longText) |" }
    return ([header, "|---|---|---|"] + rows).joined(separator: "\n") + "\n"
  }

  private static let byKind = Dictionary(grouping: everything, by: \.appliesTo)
    .mapValues { $0.sorted { $0.code < $1.code } }

  private static let byName = byKind.mapValues { definitions in
    Dictionary(definitions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// A flag or a reason that takes its number and its texts from the list of definitions.
public protocol DefinedStatus: Hashable, Sendable {
  /// Which definitions apply.
  static var kind: StatusDefinition.Kind { get }
  /// The name in files.
  var name: String { get }
}

extension DefinedStatus {
  /// Number, name and texts.
  public var definition: StatusDefinition {
    guard let definition = StatusDefinition.named(name, Self.kind) else {
      preconditionFailure("\(Self.self).\(name) has no definition among the \(Self.kind.rawValue)")
    }
    return definition
  }

  /// The warning or reason in one line.
  public var explanation: String { definition.shortText }
}

extension DefinedStatus where Self: RawRepresentable, RawValue == String {
  /// The name in files, which is the raw value.
  public var name: String { rawValue }
}
