// SPDX-License-Identifier: GPL-3.0-or-later
// The name of a column taken apart into words, its unit, and what it is the error of.

/// The name of a column, taken apart.
///
/// `Prot [h]`, `adopted_Teff`, `e_(BP-RP)0` and `LitPeriod` become words in lower case. A unit in brackets at the
/// end, or a word such as `days` there, is the unit and no word.
struct ColumnName {
  /// How a column says that it is the error of another one.
  enum ErrorForm: String, Hashable {
    /// For both sides.
    case symmetric
    /// `E_x` in VizieR: the upper side where there is an `e_x`, else both.
    case upperCase
    case upper, lower
    /// An end of an interval or a side of an error: only the numbers tell.
    case upperEnd, lowerEnd
  }

  /// The name by which the column is called.
  let text: String
  /// The words in lower case.
  let words: [String]
  /// The unit that the name states.
  let unit: String?
  /// The words as one.
  let joined: String
  /// What the column is the error of, as its ``joined`` name, and how; nil where the name is no error's.
  let error: (base: String, form: ErrorForm)?
  /// The words of the base of an error.
  let baseWords: [String]

  /// Takes a name apart; one that several columns of the file bear is called otherwise.
  init(_ text: String, calledBy name: String? = nil) {
    self.text = name ?? text
    let (rest, bracketed) = Self.withoutUnit(text)
    var words = Self.words(rest)
    var unit = bracketed
    // ProtD is no period in days.
    let endsWithCapital = rest.last?.isUppercase ?? false
    func takeUnit(_ words: inout [String]) {
      if unit == nil, words.count > 1, let last = words.last, Self.unitWords.contains(last),
        last.count > 1 || !endsWithCapital
      {
        unit = last
        words.removeLast()
      }
    }
    takeUnit(&words)
    var error: (words: [String], form: ErrorForm)?
    if words.count > 1 || (words.first?.count ?? 0) > 3 {
      error = Self.error(words, rest)
    }
    var base = error?.words ?? []
    takeUnit(&base)
    (self.words, joined, baseWords) = (words, words.joined(), base)
    self.unit = unit
    self.error = error.map { (base.joined(), $0.form) }
  }

  /// Words at the end of a name that state a unit.
  static let unitWords: Set<String> = [
    "d", "day", "days", "h", "hr", "hrs", "hour", "hours", "yr", "minutes", "seconds",
  ]

  /// Units that stand in parentheses at the end of names, besides these.
  static let otherUnits: Set<String> = [
    "mag", "mags", "mmag", "k", "kelvin", "mas", "msun", "solmass", "rsun", "dex", "cgs", "km/s",
    "m/s", "min", "sec", "s", "years", "year", "deg", "gyr", "myr", "%", "ppm", "ppt", "au", "pc",
    "kpc", "1/d", "c/d",
  ]

  /// A unit in brackets at the end, and what stands before it.
  static func withoutUnit(_ text: String) -> (rest: Substring, unit: String?) {
    guard let close = text.last, close == "]" || close == ")",
      let open = text.lastIndex(of: close == "]" ? "[" : "("), open > text.startIndex
    else { return (text[...], nil) }
    let inner = text[text.index(after: open)...].dropLast()
    let rest = text[..<open]
    // Parentheses are also part of names, as in E(B-V) and log(g).
    guard close == "]" || isUnit(inner), rest.contains(where: \.isLetter) else {
      return (text[...], nil)
    }
    return (rest, String(inner))
  }

  /// Whether words in parentheses are a unit and not part of a name.
  private static func isUnit(_ text: Substring) -> Bool {
    let folded = text.filter { !$0.isWhitespace }.lowercased()
    return unitWords.contains(folded) || otherUnits.contains(folded) || folded.contains("log(")
      || folded.contains("cm/s")
  }

  /// Words of letters and digits; a capital letter behind a small one begins a word.
  private static func words(_ text: Substring) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var previousIsSmall = false
    func end() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8 {
      let isCapital = byte >= 0x41 && byte <= 0x5A
      let isSmall = (byte >= 0x61 && byte <= 0x7A) || byte >= 0x80
      guard isCapital || isSmall || (byte >= 0x30 && byte <= 0x39) else {
        end()
        previousIsSmall = false
        continue
      }
      if isCapital, previousIsSmall { end() }
      word.append(isCapital ? byte | 0x20 : byte)
      previousIsSmall = isSmall
    }
    end()
    return words
  }

  // MARK: Errors

  static let errorWords: Set<String> = [
    "err", "error", "errs", "sigma", "sig", "unc", "uncertainty", "std", "stddev", "σ",
  ]
  static let upperWords: Set<String> = [
    "up", "upper", "plus", "pos", "hi", "high", "p", "u", "1", "max",
  ]
  static let lowerWords: Set<String> = [
    "low", "lower", "minus", "neg", "lo", "m", "l", "2", "min",
  ]
  static let upperEndWords: Set<String> = [
    "up", "upper", "plus", "pos", "hi", "high", "p84", "q84", "84", "84th", "ub",
  ]
  static let lowerEndWords: Set<String> = [
    "low", "lower", "minus", "neg", "lo", "p16", "q16", "16", "16th", "lb",
  ]
  static let upperErrorWords: Set<String> = [
    "err1", "error1", "uerr", "errp", "errup", "errupper", "erru", "eup", "ehi", "upperr",
    "errplus", "errpos", "ep", "sigp", "sigup",
  ]
  static let lowerErrorWords: Set<String> = [
    "err2", "error2", "lerr", "errm", "errlow", "errlower", "errl", "elo", "elow", "lowerr",
    "errminus", "errneg", "em", "sigm", "siglow",
  ]

  /// What a name is the error of.
  private static func error(
    _ words: [String], _ text: Substring
  ) -> (words: [String], form: ErrorForm)? {
    guard let first = words.first, let last = words.last else { return nil }
    let trimmed = text.drop { $0 == " " }
    // Whether the first word goes on with a parenthesis: E(B-V) is a color excess.
    let isExcess = trimmed.dropFirst().first == "("
    if words.count > 1, !isExcess, first == "e" || errorWords.contains(first) {
      let rest = Array(words.dropFirst())
      // The key of a color excess, not the error of a color; `e_bp_rp_sigma` is its error.
      if trimmed.hasPrefix("e_bp_rp"), words.count == 3 { return nil }
      if trimmed.hasPrefix("e_bp_rp"), words.count == 4, errorWords.contains(last) {
        return (Array(words.dropLast()), .symmetric)
      }
      if let second = rest.first, rest.count > 1, first != "e" {
        if upperWords.contains(second), second.count > 1 {
          return (Array(rest.dropFirst()), .upper)
        }
        if lowerWords.contains(second), second.count > 1 {
          return (Array(rest.dropFirst()), .lower)
        }
      }
      let side = side(rest, text)
      if let side { return side }
      return (rest, trimmed.hasPrefix("E_") ? .upperCase : .symmetric)
    }
    if words.count > 1, first == "b", trimmed.dropFirst().first == "_", rest(words).count == 1 {
      // VizieR's ends of an interval; b_v and B_V are colors.
      if rest(words)[0].count > 1 {
        return (rest(words), trimmed.hasPrefix("B") ? .upperEnd : .lowerEnd)
      }
    }
    if let side = side(words, text) { return side }
    if words.count > 1 {
      if errorWords.contains(last) || last == "e" {
        let form: ErrorForm =
          text.hasSuffix("+") ? .upper : text.hasSuffix("-") ? .lower : .symmetric
        let base = Array(words.dropLast())
        if base.count > 1, let side = base.last {
          if ["upper", "plus", "up", "pos"].contains(side) { return (base.dropLast(), .upper) }
          if ["lower", "minus", "low", "neg"].contains(side) { return (base.dropLast(), .lower) }
        }
        return (base, form)
      }
      if upperEndWords.contains(last) { return (Array(words.dropLast()), .upperEnd) }
      if lowerEndWords.contains(last) { return (Array(words.dropLast()), .lowerEnd) }
    }
    // `rotperr1`, `tefferr`, `eteff`
    for (suffix, form) in glued where last.count > suffix.count && last.hasSuffix(suffix) {
      return (words.dropLast() + [String(last.dropLast(suffix.count))], form)
    }
    if words.count == 1, first.hasPrefix("e") { return ([String(first.dropFirst())], .symmetric) }
    return nil
  }

  static let glued: [(suffix: String, form: ErrorForm)] = [
    ("err1", .upper), ("err2", .lower), ("error1", .upper), ("error2", .lower), ("uerr", .upper),
    ("lerr", .lower), ("error", .symmetric), ("err", .symmetric),
  ]

  private static func rest(_ words: [String]) -> [String] { Array(words.dropFirst()) }

  /// An error of one side by its last words, as `err_upper`, `errp` or `upper_err`.
  private static func side(
    _ words: [String], _ text: Substring
  ) -> (words: [String], form: ErrorForm)? {
    guard let last = words.last, words.count > 1 else { return nil }
    if upperErrorWords.contains(last) { return (Array(words.dropLast()), .upper) }
    if lowerErrorWords.contains(last) { return (Array(words.dropLast()), .lower) }
    guard words.count > 2 else { return nil }
    let before = words[words.count - 2]
    guard errorWords.contains(before) || before == "e" else { return nil }
    if upperWords.contains(last) { return (Array(words.dropLast(2)), .upper) }
    if lowerWords.contains(last) { return (Array(words.dropLast(2)), .lower) }
    return nil
  }
}
