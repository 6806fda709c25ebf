// SPDX-License-Identifier: GPL-3.0-or-later
// Names that a stranger may give a star, a column or a file, to see what a program does with them.

internal import GyroNumerics

/// Names made to be taken for something else than a name.
public enum HostileNames {
  /// Characters that mean something to gnuplot, a shell, HTML, Markdown, BibTeX, Vega or a terminal.
  public static let characters: [Unicode.Scalar] =
    "'\"`\\$@{}[]()<>&|;!#%^_~*?=,:/+-. \t\n\r".unicodeScalars
    + [
      "\u{0}", "\u{1}", "\u{7}", "\u{8}", "\u{B}", "\u{C}", "\u{1B}", "\u{7F}", "\u{80}", "\u{85}",
      "\u{9B}", "\u{9F}", "\u{A0}", "\u{AD}", "\u{61C}", "\u{200B}", "\u{200E}", "\u{200F}",
      "\u{2028}", "\u{2029}", "\u{202A}", "\u{202E}", "\u{2066}", "\u{2069}", "\u{FEFF}",
      "\u{FFFE}",
      "\u{FFFF}", "\u{10FFFF}", "\u{E0001}",
    ]

  /// Marks that make one character, to a person, of what stands before them.
  public static let combining: [String] = [
    "\u{301}", "\u{200D}", "\u{FE0F}", "\u{20DD}", "\u{E0100}", "\u{1F3FD}",
  ]

  /// What runs a command in a shell or in gnuplot, ends a block, or is markup.
  private static let phrases = [
    "`touch canary`", "$(touch canary)", "system('touch canary')", "!touch canary",
    "| touch canary",
    "; touch canary", "\nset output '| touch canary'\n", "\n!touch canary\n", "\nEOD\n", "EOD",
    "'.system('touch canary').'", "\".system(\"touch canary\").\"", "@GPVAL_VERSION", "%d%s%n",
    "%g",
    "\\U+0060", "\\140touch canary\\140", "{/:Bold x}", "_{x", "^{", "&{x}", "~a{b}", "@^{x}",
    "<script>alert(1)</script>", "]]>", "-->", "</svg>", "\\\\", "\\", "''", "\"\"", "x'", "x\"",
    "datum", "𝕏", "é", "naïve", "星", "م", "a", "0",
  ]

  /// A name by its seed: the same on every machine.
  public static func name(seed: UInt64) -> String {
    var random = RandomStream(seed: seed)
    func pick<Item>(_ items: [Item]) -> Item { items[Int(random.next() % UInt64(items.count))] }
    var name = ""
    for _ in 0..<(1 + random.next() % 8) {
      switch random.next() % 4 {
      case 0: name += pick(phrases)
      case 1: name.unicodeScalars.append(pick(characters))
      case 2: name += pick(combining)
      default:
        name.unicodeScalars.append(pick(characters))
        name += pick(combining) + pick(phrases)
      }
    }
    return name
  }

  /// Every character alone, before and behind every combining mark, and with a command behind it.
  public static let laws: [String] = characters.flatMap { character in
    [String(character), "x\(character)", "\(character)x"]
      + combining.flatMap { mark in
        [
          "\(character)\(mark)", "\(mark)\(character)", "x\(character)\(mark)`touch canary`",
          "x\(mark)\(character)`touch canary`\(character)\(mark)",
        ]
      }
  }
}
