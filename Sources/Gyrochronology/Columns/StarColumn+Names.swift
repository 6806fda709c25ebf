// SPDX-License-Identifier: GPL-3.0-or-later
// The names by which columns are recognized, each with how surely it means what it says.

/// A name by which a column is recognized, and how surely.
struct KnownName {
  /// How surely a name means a quantity; a surer name is taken before one that is less sure.
  enum Confidence: Double {
    /// A name that can mean anything, such as `period`.
    case weak = 1
    /// A name that usually means the quantity.
    case usual = 2
    /// A name that means nothing else, such as `Prot`.
    case certain = 3
  }

  let column: StarColumn
  let confidence: Confidence
  /// How the name with its capitals and dashes must be spelled to have this meaning.
  var spelling = NameSpelling.any
}

/// A condition on the spelling of a name, where its letters alone mean several things.
enum NameSpelling: String, Sendable {
  case any
  /// Two letters with something between them: a color.
  case difference
  /// A color excess, as E(B-V) and EBV are; e_B-V is the error of B-V.
  case excess
  /// A capital as the first letter.
  case capital
  /// b_v in lower case, which is the key of the dereddened color.
  case keyOfBV
  /// The Gaia archive's column of a color, or one with a dash.
  case archiveGRP
  /// G_RP, which is a magnitude.
  case capitalGRP
  /// A capital G, or the word gaia: gmag and imag in lower case are those of the SDSS.
  case gaia
  /// A capital G: Mg is magnesium.
  case capitalG
  /// A dash or an underscore.
  case dashed

  /// Whether a name as the table has it fulfills the condition.
  func fits(_ text: String) -> Bool {
    let isCapital = text.first { $0.isLetter }?.isUppercase == true
    return switch self {
    case .any: true
    case .difference:
      text.contains { "-_−–".contains($0) } || text.lowercased().contains("minus")
    case .excess: Self.isExcess(text)
    case .capital: isCapital
    case .keyOfBV: text == "b_v"
    case .archiveGRP: text == "g_rp" || text.contains("-")
    case .capitalGRP: text != "g_rp" && !text.contains("-") && isCapital
    case .gaia: text.contains("G") || text.contains("gaia")
    case .capitalG: text.contains("G")
    case .dashed: text.contains { "-_".contains($0) }
    }
  }

  private static func isExcess(_ text: String) -> Bool {
    let text = text.drop { $0 == "_" || $0 == " " }
    let second = text.dropFirst().first
    if second == "(" || text.hasPrefix("E") || second != "_" { return true }
    return text.hasPrefix("e_bp_rp") || text.lowercased().contains("excess")
  }
}

/// Names with their meanings, while they are put together.
private struct KnownNames {
  var byName: [String: [KnownName]] = [:]

  mutating func add(
    _ column: StarColumn, _ confidence: KnownName.Confidence, _ names: String,
    spelling: NameSpelling = .any
  ) {
    for name in names.split(separator: " ") {
      let known = KnownName(column: column, confidence: confidence, spelling: spelling)
      byName[String(name), default: []].append(known)
    }
  }
}

extension StarColumn {
  /// Names by their letters and digits in lower case, in the order of preference among equals.
  private static let names: [(StarColumn, KnownName.Confidence, String)] = [
    (
      period, .certain,
      "prot rotationperiod rotperiod periodrot rotper perrot rotp rotationalperiod stellarrotationperiod protation strotationalperiod"
    ),
    (period, .usual, "prot1"),
    (period, .weak, "period per p periods stellarperiod"),
    (teff, .certain, "teff teffk effectivetemperature steff efftemp tefftemp teffective"),
    (teff, .usual, "teffval temperature teffspec teffphot"),
    (teff, .weak, "temp"),
    (mass, .certain, "massmsun stellarmass mstar smass massstar"),
    (mass, .usual, "mass"),
    (av, .certain, "av extinctionav extav extinctionv aventry"),
    (av, .usual, "azero a0"),
    (ebv, .certain, "ebv ebmv ebminusv colorexcessbv excessbv"),
    (ebv, .weak, "reddening"),
    (eBpRp, .certain, "ebprp ebpminrp colorexcessbprp excessbprp ebpminusrp egbpgrp"),
    (bpMag, .certain, "bpmag photbpmeanmag gbpmag gbp bpmeanmag magbp"),
    (bpMag, .weak, "bp"),
    (rpMag, .certain, "rpmag photrpmeanmag grpmag rpmeanmag magrp"),
    (rpMag, .weak, "rp"),
    (bpSNR, .certain, "photbpmeanfluxovererror bpmeanfluxovererror rfbp bpsnr snrbp"),
    (rpSNR, .certain, "photrpmeanfluxovererror rpmeanfluxovererror rfrp rpsnr snrrp"),
    (bMag, .usual, "bmag johnsonb bjmag bjohnson"),
    (vMag, .certain, "vmag johnsonv vjmag vjohnson"),
    (icMag, .certain, "icmag ic cousinsi icousins"),
    (ksMag, .certain, "ksmag kmag ks 2massk 2massks kmag2mass"),
    (gMag, .certain, "photgmeanmag gaiag gaiamag"),
    (membership, .certain, "membership membershipprobability"),
    (ruwe, .certain, "ruwe"),
    (logg, .certain, "logg slogg loggravity surfacegravity"),
    (gMagAbsolute, .certain, "absg absgmag gabs gmagabs gmagabsolute absmagg absolutegmag"),
    (parallax, .certain, "plx parallax parallaxmas"),
    (
      orbitalPeriod, .certain,
      "porb orbper orbitalperiod perorb periodorb orbperiod koiperiod plorbper porbital plperiod planetperiod tceperiod toiperiod"
    ),
    (velocityScatter, .certain, "rvscatter vscatter rvstd rvstddev rvrms"),
  ]

  /// Colors by their letters, with the dereddened quantity and the observed one.
  private static let colors: [(dereddened: StarColumn, observed: StarColumn, names: String)] = [
    (bpRp0, bpRp, "bprp gbpgrp bpminrp bpminusrp"), (bV, bVObserved, "bv bminusv"),
    (vKs0, vKs, "vk vks vminusk"), (gKs0, gKs, "gk gks gminusk gmk"), (vIc0, vIc, "vi vic vminusi"),
    (bpMag0, bpMag, "bpmag photbpmeanmag gbpmag gbp bp"),
    (rpMag0, rpMag, "rpmag photrpmeanmag grpmag rp"),
  ]

  /// Names by their letters and digits in lower case.
  static let known: [String: [KnownName]] = collected()

  private static func collected() -> [String: [KnownName]] {
    var known = KnownNames()
    for (column, confidence, text) in names {
      let spelling: NameSpelling = column == ebv || column == eBpRp ? .excess : .any
      known.add(column, confidence, text, spelling: spelling)
    }
    for (_, observed, text) in colors where observed != bpMag && observed != rpMag {
      known.add(observed, .certain, text, spelling: observed != bpRp ? .difference : .any)
    }
    known.add(bV, .certain, "bv", spelling: .keyOfBV)
    known.add(gRp, .certain, "grp", spelling: .archiveGRP)
    known.add(rpMag, .certain, "grp", spelling: .capitalGRP)
    known.add(gMag, .certain, "gmag gmeanmag", spelling: .gaia)
    known.add(gMag, .weak, "g", spelling: .capital)
    known.add(icMag, .weak, "imag", spelling: .capital)
    known.add(vMag, .weak, "v", spelling: .capital)
    known.add(bMag, .weak, "b", spelling: .capital)
    known.add(gMagAbsolute, .certain, "mg mg0", spelling: .capitalG)
    for (rank, name) in identifiers.enumerated() {
      known.add(id, rank < 30 ? .certain : .weak, name)
    }
    return known.byName
  }

  /// Dereddened colors and magnitudes by the same letters; a word or a zero in the name says that they are.
  static let knownDereddened: [String: [KnownName]] = {
    var known: [String: [KnownName]] = [:]
    for (dereddened, _, text) in colors {
      for name in text.split(separator: " ") {
        known[String(name), default: []].append(
          KnownName(column: dereddened, confidence: .certain))
      }
    }
    known["grp"] = [KnownName(column: gRp0, confidence: .certain, spelling: .dashed)]
    return known
  }()

  /// Names of stars, the best first.
  static let identifiers = [
    "id", "gaiadr3sourceid", "dr3sourceid", "gaiadr3id", "gaiadr3", "gdr3", "sourceid",
    "gaiasourceid", "gaiaedr3id", "edr3sourceid", "gaiaedr3", "gaiaid", "gaia", "dr2sourceid",
    "gaiadr2sourceid", "gaiadr2id", "gaiadr2", "kic", "kid", "kepid", "kicid", "epic", "epicid",
    "tic",
    "ticid", "hostname", "host", "hip", "hd", "2mass", "name", "star", "starname", "starid",
    "object",
    "objectid", "objid", "objname", "target", "targetid", "designation", "mainid", "source", "koi",
    "kepoiname", "toi", "obj", "seq", "recno",
  ]

  /// The place of a name of stars in that list, by which the best is chosen.
  static let identifierRanks = Dictionary(
    uniqueKeysWithValues: identifiers.enumerated().map { ($1, $0) })

  /// Words in a name that say that a quantity is dereddened.
  static let dereddenedWords: Set<String> = [
    "0", "dered", "dereddened", "intrinsic", "int", "unred", "unreddened", "deredden", "o",
  ]

  /// Words that change nothing of what a name means, by how much they raise or lower its rank.
  static let decorations: [String: Double] = {
    var words: [String: Double] = [:]
    for word in "adopted adopt final best recommended preferred fin".split(separator: " ") {
      words[String(word)] = 0.5
    }
    let plain =
      "st star stellar koi gaia gaiadr3 gdr3 dr3 edr3 gaiaedr3 observed obs sy gspphot gspspec val value mean median host phot this work tw mag k06"
    for word in plain.split(separator: " ") { words[String(word)] = 0 }
    let methods =
      "acf ls lsp gls gp gps wavelet wps pdm lomb scargle lit literature tess kepler k2 ztf asas asassn kelt corot mearth new prev published pub ref apogee lamost galah cks kic tic epic spec spectro hires keck sweetcat rave sdss apass 2mass map sfd sf11 bayestar bayestar19 lallement stilism edenhofer green capitanio los cluster isochrone iso boltzmann auto manual mcq mcquillan santos reinhold m14 s19 s21 rein13 r13 cam g19 b20 cat1 sap pdcsap psf peak"
    for word in methods.split(separator: " ") { words[String(word)] = -0.25 }
    for word in "dr1 dr2 gaiadr2 gdr2 old".split(separator: " ") { words[String(word)] = -0.5 }
    return words
  }()

  /// The names as a table in Markdown, for the documentation.
  package static var markdownTable: String {
    let lines = quantities.map { column in
      var names: [String] = []
      if column == id {
        names = identifiers
      } else {
        for (other, confidence, text) in Self.names where other == column {
          names += text.split(separator: " ").map {
            confidence == .weak ? "\($0) (weak)" : String($0)
          }
        }
        for (dereddened, observed, text) in colors {
          if observed == column { names += text.split(separator: " ").map(String.init) }
          if dereddened == column { names += text.split(separator: " ").map { "\($0)0" } }
        }
        for (name, meanings) in known.sorted(by: { $0.key < $1.key }) {
          for meaning in meanings
          where meaning.column == column && !names.contains(name)
            && !names.contains("\(name) (weak)")
          {
            names.append(meaning.confidence == .weak ? "\(name) (weak)" : name)
          }
        }
        if column == gRp0 { names.append("grp0") }
      }
      var seen: Set<String> = []
      let list = names.filter { seen.insert($0).inserted }.map {
        "`\($0)`".replacing(" (weak)`", with: "` (weak)")
      }
      return "| `\(column.rawValue)` | \(column.unitWords) | \(list.joined(separator: ", ")) |"
    }
    return (["| key | unit | names |", "|---|---|---|"] + lines).joined(separator: "\n") + "\n"
  }
}
