// SPDX-License-Identifier: GPL-3.0-or-later
// What the page knows of the program: limits, relations, texts and names, each from where the program has it.

internal import GyroCatalogs
internal import GyroFiles
internal import GyroModel
internal import GyroPlatform
internal import GyroQuantities
internal import GyroTables

/// The constants of the page, in the units of their names.
struct ExploreConstants: Encodable {
  let program: Program
  let ages: Ages
  let limits: Limits
  let resolutions: [String: Resolution]
  let extinctionLaws: [Law]
  let dwarfs: Dwarfs
  let flags: [Status]
  let reasons: [Status]
  let clusterFlags: [Status]
  let clusters: Clusters
  let relations: [Relation]
  let columns: Columns
  let ageColumns: [AgeColumn]
  let slopeRegions: [SlopeRegion]
  let catalog: [CatalogGroup]
  let bibtex: String

  /// Who made the page and its numbers.
  struct Program: Encodable {
    let version: String
    let model: String
    let modelDigest: String
    let trainingCatalog: String
    let trainingCatalogDigest: String
  }

  /// The grid of ages.
  struct Ages: Encodable {
    let log10AgeMyr: [Double]
    let nodeCount: Int
    let minimumAgeMyr: Double
    let maximumAgeGyr: Double
  }

  /// Limits of stars and of what is said of their ages.
  struct Limits: Encodable {
    let log10PeriodDays = bounds(OutlierMixture.log10PeriodDaysRange)
    let usualOutlierFraction = OutlierMixture.usualOutlierFraction
    let usualAliases = [AliasMixture.usual.half, AliasMixture.usual.double]
    let possibleBpRp = bounds(StarLimits.possibleBpRp)
    let possibleBpRp0 = bounds(StarLimits.possibleBpRp0)
    let possibleContextSigma = bounds(ContextLimits.possibleBpRp0Sigma)
    let bpRp0Margin = ContextLimits.bpRp0Margin
    let maximumBpRp0Sigma = StarLimits.maximumBpRp0Sigma
    let maximumUsualBpRp0Sigma = StarLimits.maximumUsualBpRp0Sigma
    let minimumContradiction = AgeFlag.minimumContradiction
    let minimumContradictedShare = AgeFlag.minimumContradictedShare
    let maximumRelativePeriodSigma = StarLimits.maximumRelativePeriodSigma
    let minimumHighRuwe = StarLimits.minimumHighRUWE
    let minimumBpRp0 = StarLimits.minimumBpRp0
    let maximumEvolvedLog10Gravity = StarLimits.maximumEvolvedLog10Gravity
    let minimumEvolvedExcess = StarLimits.minimumEvolvedExcess
    let minimumBinaryExcess = StarLimits.minimumBinaryExcess
    let maximumTidalPeriodDays = StarLimits.maximumTidalPeriodDays
    let minimumVelocityScatterKmS = StarLimits.minimumVelocityScatterKmS
    let limitDensity = AgeFlag.limitDensity
    let likelyShare = AgeFlag.likelyShare
    let largestShareOfALimit = AgeText.largestShareOfALimit
    /// Colors, mag, each with the age up to which there are calibrators, dex of Myr.
    let calibratedAges = CalibratedAges.usual.bins.map { [$0.bpRp0, log10($0.oldestAgeMyr)] }
    let preMainSequenceLog10AgeMyr = AgeFlag.preMainSequenceLog10AgeMyr
    let valleyDepth = AgeSummary.valleyDepth
    let bandFloor = Dereddening.bandFloor
    let visualRatio = Extinction.visualRatio
    let constantRatio = ExtinctionLaw.constantRatio
    let gBandPerAv = StarApplicability.gBandPerAV
  }

  /// How finely errors are integrated over.
  struct Resolution: Encodable {
    let periodStep, colorStep, sigmaStep, reach, wideReach: Double
    let pairLimit: Int
    let sharesColors: Bool

    init(_ resolution: LikelihoodNodes.Resolution) {
      (periodStep, colorStep) = (resolution.periodStep, resolution.colorStep)
      (sigmaStep, reach) = (resolution.sigmaStep, resolution.reach)
      (wideReach, pairLimit) = (resolution.wideReach, resolution.pairLimit)
      sharesColors = resolution.sharesColors
    }
  }

  /// A law of extinction; nil where a domain has no bound.
  struct Law: Encodable {
    let name, source: String
    let ratio: [Double]
    let extinctionDomain, bpRp0Domain: [Double?]

    init(_ law: ExtinctionLaw) {
      (name, source, ratio) = (law.name, law.source, law.ratio)
      extinctionDomain = finiteBounds(law.extinctionDomain)
      bpRp0Domain = finiteBounds(law.bpRp0Domain)
    }
  }

  /// The table of dwarfs.
  struct Dwarfs: Encodable {
    /// One column.
    struct Axis: Encodable {
      let key, name, unit, flag: String
      let isRising: Bool
      let excessPerAv: Double?
    }
    let axes = DwarfSequence.Axis.allCases.map { axis in
      Axis(
        key: ExploreConstants.key(axis), name: axis.name, unit: axis.unit,
        flag: AgeFlag.colorFrom(axis).name, isRising: DwarfSequence.isRising(axis),
        excessPerAv: axis.excessPerAV)
    }
    let rows = DwarfSequence.rows
  }

  /// A flag or a reason with its text.
  struct Status: Encodable {
    let name, text: String
    let detail: String

    init(_ definition: StatusDefinition) {
      (name, text, detail) = (definition.name, definition.shortText, definition.longText)
    }
  }

  /// What the age of a group rests on.
  struct Clusters: Encodable {
    let outlierAlpha, outlierBeta: Double
    let fieldShare = GroupBackground.usual.fieldShare
    let fieldLog10AgeMyr = bounds(GroupBackground.fieldLog10AgeMyr)
    let fieldAgeCount = GroupBackground.ageCount
    let minimumStarCount = ClusterFlag.minimumStarCount
    let backgroundPeriodCount = GroupBackground.periodGrid.count
    let minimumPredictiveProbability = ClusterFlag.minimumPredictiveProbability
    let checkedDrawCount = GriddedCluster.checkedQuantileCount
    let simulationsPerDraw = PredictiveCheck.simulationsPerDraw
    let minimumPartCount = ColorCheck.minimumPartCount
    let partAgeCount = ColorCheck.nodeCount
    let largestDisagreement = ColorCheck.largestDisagreement
    let seed = ClusterRequest.usualSeed
    let scaleSigma: Double
    let scatter: [CalibrationUncertainty.Scatter]

    init() {
      let prior = ClusterPriors().outlierFractionPrior
      (outlierAlpha, outlierBeta) = (prior?.alpha ?? 1, prior?.beta ?? 1)
      let calibration = CalibrationUncertainty()
      (scaleSigma, scatter) = (calibration.scaleSigma, calibration.clusterScatter)
    }
  }

  /// A published relation: a power or a polynomial.
  struct Relation: Encodable {
    let key, title, source, color: String
    let domain: [Double]
    var scale, zero, power: Double?
    var coefficients: [Double]?
    let index: Double

    init(_ relation: PublishedRelation) {
      (key, title, source) = (relation.key, relation.title, relation.source)
      (color, domain) = (relation.color.rawValue, bounds(relation.domain))
      switch relation.form {
      case .power(let scale, let zero, let power, let index):
        (self.scale, self.zero, self.power, self.index) = (scale, zero, power, index)
      case .polynomial(let coefficients, let index):
        (self.coefficients, self.index) = (coefficients, index)
      }
    }
  }

  /// A column that a table gains.
  struct AgeColumn: Encodable {
    let name, meaning: String
    let isText: Bool
    let unit, ucd: String?
  }

  /// Colors and ages at which clusters spin down otherwise than the model.
  struct SlopeRegion: Encodable {
    let bpRp0, log10AgeMyr: [Double]
  }

  /// Collects the constants.
  ///
  /// - Throws: ``GyroCatalogs/CatalogError`` if the catalog cannot be read.
  init(model: LoadedModel, library: CatalogLibrary) throws {
    let origin = model.training?.origin
    program = Program(
      version: ProgramVersion.current, model: model.name, modelDigest: model.digest.hexadecimal,
      trainingCatalog: origin?.catalogName ?? "unknown",
      trainingCatalogDigest: origin?.catalogSHA256 ?? "unknown")
    ages = Ages(
      log10AgeMyr: bounds(AgeGrid.log10AgeMyrRange), nodeCount: AgeGrid.nodeCount,
      minimumAgeMyr: AgeGrid.minimumAge.megayears, maximumAgeGyr: AgeGrid.maximumAge.gigayears)
    limits = Limits()
    resolutions = [
      "fine": Resolution(.fine), "summary": Resolution(.summary),
      "batch": Resolution(BatchPosteriors.resolution),
    ]
    extinctionLaws = ExtinctionLaw.all.map(Law.init)
    dwarfs = Dwarfs()
    flags = AgeFlag.allCases.map { Status($0.definition) }
    reasons = NoAgeReason.allCases.map { Status($0.definition) }
    clusterFlags = ClusterFlag.allCases.map { Status($0.definition) }
    clusters = Clusters()
    relations = PublishedRelation.all.map(Relation.init)
    columns = Columns()
    ageColumns = AgeColumns.descriptions.map {
      AgeColumn(
        name: $0.name, meaning: $0.meaning ?? "", isText: $0.type == .text, unit: $0.unit,
        ucd: $0.ucd)
    }
    slopeRegions = SlopeDisagreement(of: ForwardModel(model).spinDown).regions.map {
      SlopeRegion(bpRp0: bounds($0.bpRp0), log10AgeMyr: bounds($0.log10AgeMyr))
    }
    let standard = try StandardCatalog(path: library.standardCatalogPath)
    catalog = try CatalogGroup.groups(
      of: standard, scale: library.ageScale(nil, usually: .calibration), library: library)
    bibtex = try CitationRun(
      CitationRequest(
        subjects: model.name == EmbeddedModel.name ? [] : [model.name],
        catalog: library.standardCatalogPath), library: library
    ).run()
  }

  /// What the page calls an axis of the table of dwarfs: the key of its dereddened column.
  static func key(_ axis: DwarfSequence.Axis) -> String {
    let column: StarColumn =
      switch axis {
      case .teffKelvin: .teff
      case .bV: .bV
      case .bpRp0: .bpRp0
      case .gRp: .gRp0
      case .vIc: .vIc0
      case .vKs: .vKs0
      case .gKs: .gKs0
      case .massSolar: .mass
      case .gMagAbsolute: .gMagAbsolute
      }
    return column.rawValue
  }
}

private func bounds(_ range: ClosedRange<Double>) -> [Double] {
  [range.lowerBound, range.upperBound]
}

private func finiteBounds(_ range: ClosedRange<Double>) -> [Double?] {
  bounds(range).map { $0.isFinite ? $0 : nil }
}
