// SPDX-License-Identifier: GPL-3.0-or-later
// The card of a model as a document.

internal import GyroCatalogs
internal import GyroEssentials
internal import GyroFiles
internal import GyroModel
internal import GyroPlatform
internal import Gyrochronology

/// A model card as a document.
package struct ModelCardDocument {
  private let card: ModelCard
  private let disputed: Set<String>
  private let picture: ReportDocument.Block?

  /// Lays a card out.
  ///
  /// - Parameters:
  ///   - card: What is known of the model.
  ///   - disputed: Keys of clusters whose age is in dispute, to be marked.
  ///   - picture: The pictures; nil without any.
  package init(_ card: ModelCard, disputed: Set<String>, picture: ReportDocument.Block?) {
    (self.card, self.disputed, self.picture) = (card, disputed, picture)
  }

  /// What the density is given of a star's color.
  private var colors: String {
    let name = ContextSchema.rotation.names[2]
    return card.model.context.contains { $0.name == name }
      ? "its dereddened color BP−RP₀ and the error of that color"
      : "its true color BP−RP₀, over which the likelihood of a measured color integrates"
  }

  /// A constant with the digits that a reader wants; the checkpoint has all of them.
  private func digits(_ value: Double) -> String { String(printf: "%.6g", value) }

  /// The document.
  package var document: ReportDocument {
    var document = ReportDocument(title: "Model card: \(card.model.name)")
    document.blocks =
      [
        .paragraph("Made by \(code: card.command), \(card.program)."),
        .paragraph("sha256 \(code: card.model.sha256)"),
        .paragraph(
          """
          A probability density of the rotation period of a single main-sequence star, given its age and \(colors). \
          \(code: "gyro") infers the age from it. Companions, evolved stars and metallicity are not part of the \
          model.
          """),
      ] + data + constants + choices + domain + heldOut + starFolds + external + weaknesses
      + pictures
    return document
  }

  private func number(_ value: Double?, _ places: Int = 3) -> ReportText {
    ReportText(value.map { String(printf: "%.\(places)f", $0) } ?? "–")
  }

  private func signed(_ value: Double?) -> ReportText {
    ReportText(value.map { String(printf: "%+.3f", $0) } ?? "–")
  }

  private func percent(_ value: Double?) -> ReportText { number(value.map { 100 * $0 }, 0) }

  // MARK: The record of the checkpoint

  private var data: [ReportDocument.Block] {
    let training = card.model.training
    let ages = training?.learnedAgesMyr.sorted { $0.key < $1.key }.map {
      "\($0.key) \(String(printf: "%.0f", $0.value))"
    }
    let facts: [(name: ReportText, value: String?)] = [
      ("catalog", training?.origin?.catalogName), ("its sha256", training?.origin?.catalogSHA256),
      ("age scale", training?.origin?.ageScale),
      ("stars", training.map { String($0.starCount) }),
      ("clusters", training?.clusters.joined(separator: ", ")),
      ("learned ages (Myr)", ages?.joined(separator: ", ")), ("trained by", training?.program),
      ("seed", training.map { String($0.seed) }), ("origin", card.model.notes["origin"]),
      ("imported from sha256", card.model.notes["imported_from_sha256"]),
      ("cuts", training?.origin.map { cuts($0.selection) }),
    ]
    let rows = facts.compactMap { fact -> [ReportText]? in
      guard let value = fact.value, !value.isEmpty else { return nil }
      return [fact.name, "\(value)"]
    }
    guard training != nil else {
      let missing: ReportText = "The checkpoint does not record what it was trained on, nor how."
      return [.heading("Data"), .paragraph(missing)]
        + (rows.isEmpty ? [] : [.table(["", ""], rows)])
    }
    return [.heading("Data"), .table(["", ""], rows)]
  }

  /// A selection of stars as text.
  private func cuts(_ selection: CatalogSelection) -> String {
    var parts: [String] = []
    if !selection.excludedFlags.isEmpty {
      let flags = selection.excludedFlags.setNames.map { $0.replacing("_", with: " ") }
      parts.append("without stars flagged " + flags.joined(separator: ", "))
    }
    if let bpRp0 = selection.minimumBpRp0 { parts.append("BP−RP₀ at least \(bpRp0)") }
    if !selection.excludedClusters.isEmpty {
      parts.append("without \(selection.excludedClusters.joined(separator: ", "))")
    }
    if let clusters = selection.onlyClusters {
      parts.append("only \(clusters.joined(separator: ", "))")
    }
    return parts.isEmpty ? "none" : parts.joined(separator: "; ")
  }

  private var constants: [ReportDocument.Block] {
    let (model, flow) = (card.model, card.model.architecture)
    var rows: [[ReportText]] = [
      ["flows, averaged", "\(model.flowCount)"],
      ["splines per flow", "\(flow.transforms), \(flow.bins) bins on ±\(flow.bound)"],
      ["slope constant of the splines", "\(flow.slope)"],
      [
        "hidden layers",
        "\(flow.hiddenWidths.map(String.init).joined(separator: "-")), \(flow.activation)",
      ], ["parameters per flow", "\(flow.parameterCount)"],
    ]
    for feature in model.context + [model.value] {
      rows.append([
        "\(feature.name), standardized",
        "(x − \(digits(feature.mean))) / \(digits(feature.scale))",
      ])
    }
    if let law = model.extrapolation {
      rows += [
        [
          "law of age",
          "log P rises by \(law.trendSlope) per dex of age beyond \(law.trendKnee), bent over \(law.trendBend)",
        ],
        [
          "ages seen by the neural networks",
          "\(digits(law.clampRange[0])) to \(digits(law.clampRange[1])) dex of Myr, softness \(law.clampSoftness)",
        ],
      ]
    }
    if let epistemic = model.epistemic {
      rows.append([
        "scatter of the flows' median log P",
        "\(number(epistemic.rms)) dex (rms of \(epistemic.placeCount) ages and colors), at most \(number(epistemic.largest))",
      ])
    }
    return [.heading("Architecture and constants"), .table(["", ""], rows)]
  }

  private var choices: [ReportDocument.Block] {
    guard let training = card.model.training else { return [] }
    var rows: [[ReportText]] = JSONValue(recorded: training.choices).leaves.map {
      ["\($0.path)", "\($0.value)"]
    }
    func list(_ values: [some CustomStringConvertible]) -> String {
      values.map(\.description).joined(separator: ", ")
    }
    rows.append(["best epochs", "\(list(training.bestEpochs))"])
    let stars = training.areScoresHeldOut ? "validation" : "last epoch"
    rows.append(["\(stars) mixture log likelihoods", "\(list(training.scores))"])
    return [.heading("Choices of the training"), .table(["", ""], rows)]
  }

  private var domain: [ReportDocument.Block] {
    let rows = (card.model.context + [card.model.value]).compactMap { feature in
      card.model.range[feature.name].map { range in
        ["\(feature.name)", number(range[0]), number(range[1])] as [ReportText]
      }
    }
    return [
      .heading("Domain"),
      rows.isEmpty
        ? .paragraph("The checkpoint does not say where its calibrators lie.")
        : .table(["calibrated", "from", "to"], rows),
    ]
  }

  // MARK: Evidence

  private func missing(_ kind: ModelCard.Kind) -> ReportDocument.Block {
    .paragraph(
      "Not measured for this card: \(card.absent[kind.rawValue] ?? "no result"). To measure it: \(code: kind.command)."
    )
  }

  private var heldOut: [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = [.heading("Clusters held out")]
    let sections = [card.heldOut, card.leaveOneOut].compactMap { $0 }
    guard let first = sections.first else { return blocks + [missing(.heldOut)] }
    blocks.append(
      .paragraph(
        """
        Whole clusters, each predicted by a training with the same choices on the other clusters. The model of \
        this card was trained on all of them. Means over the seeds, with the standard deviation where there \
        are several. Scores are nats per star; \(code: "mixture") has a uniform background and the stated memberships; \
        \(code: "marginal") is the evidence of a cluster's stars with its age free within 0.052 dex and the part of contaminants free.
        """))
    // Means over folds of unequal size are for random folds.
    let names = Set(sections.flatMap(\.result.figures).map(\.name))
      .filter { !$0.hasPrefix("mean_") }.sorted()
    blocks.append(
      .table(
        ["figure"]
          + sections.map {
            "folds \(code: $0.result.protocolName), \($0.result.seeds.count) seeds (\($0.file))"
              as ReportText
          },
        names.map { name in
          ["\(code: name)"]
            + sections.map { section in
              guard let figure = section.result.figures.first(where: { $0.name == name })
              else { return "–" }
              return number(figure.mean)
                + (figure.deviation.map { " ± \(number($0))" as ReportText } ?? "")
            }
        }))
    if card.heldOut == nil { blocks.append(missing(.heldOut)) }
    if card.leaveOneOut == nil { blocks.append(missing(.leaveOneOut)) }
    let alone = card.heldOut == nil ? nil : card.leaveOneOut?.result
    let others = Dictionary(
      uniqueKeysWithValues: (alone?.clusterMeans ?? []).map { ($0.cluster, $0) })
    blocks.append(
      .paragraph(
        "By cluster, folds \(code: first.result.protocolName)"
          + (alone == nil ? "" : ", and in the last two columns held out alone")
          + ". An asterisk marks ages in dispute. Ages: recovered minus calibration, mean over the seeds, and "
          + "half the statistical 68 % interval."))
    blocks.append(
      .table(
        [
          "cluster", "stars", "age (Myr)", "flow", "mixture", "age off (dex)", "half width",
          "stars within 68, 95 % (%)",
        ] + (alone == nil ? [] : ["alone: mixture", "age off"]),
        first.result.clusterMeans.map { cluster in
          [
            "\(cluster.cluster)\(disputed.contains(cluster.cluster) ? "*" : "")",
            "\(cluster.starCount)", number(pow(10, cluster.calibrationLog10AgeMyr), 0),
            number(cluster.meanLogDensity), number(cluster.meanMixtureLogLikelihood),
            signed(cluster.offsetDex), number(cluster.halfWidthDex),
            "\(percent(cluster.coverage68)), \(percent(cluster.coverage95))",
          ]
            + (alone == nil
              ? []
              : [
                number(others[cluster.cluster]?.meanMixtureLogLikelihood),
                signed(others[cluster.cluster]?.offsetDex),
              ])
        }))
    return blocks
  }

  private var starFolds: [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = [.heading("Stars held out at random")]
    guard let section = card.starFolds else { return blocks + [missing(.starFolds)] }
    let result = section.result
    blocks.append(
      .table(
        ["nats per star, folds \(code: result.protocolName) (\(section.file))", "flow", "mixture"],
        result.folds.enumerated().map {
          ["fold \($0 + 1)", number($1.meanLogDensity), number($1.meanMixtureLogLikelihood)]
        } + [
          [
            "mean", number(result.meanLogDensity),
            number(result.meanMixtureLogLikelihood),
          ]
        ]))
    return blocks
  }

  private var external: [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = [.heading("Other clusters, by the finished model")]
    guard let section = card.external else { return blocks + [missing(.external)] }
    blocks.append(
      .paragraph(
        "Stars of the standard catalog, choice \(code: section.result.selection), ages of the scale "
          + "\(code: section.result.ageScale) (\(section.file))."))
    blocks.append(
      .table(
        [
          "cluster", "trained on", "stars", "literature (dex of Myr)", "recovered, 68 %",
          "off (dex)", "errors off", "flow", "mixture", "stars within 68, 95 %",
        ],
        section.result.entries.map { cluster in
          [
            "\(cluster.cluster)",
            "\(cluster.wasTrainedOn.map { $0 ? "yes" : "no" } ?? "not known")",
            "\(cluster.starCount)",
            "\(number(cluster.log10AgeMyr)) ± \(number(cluster.log10AgeSigma))",
            "\(number(cluster.q50)) (\(number(cluster.q16)) to \(number(cluster.q84)))",
            signed(cluster.offsetDex), number(cluster.deviations.map(abs), 1),
            number(cluster.meanLogDensity), number(cluster.meanMixtureLogLikelihood),
            "\(cluster.starsWithin68), \(cluster.starsWithin95) of \(cluster.datedStarCount)",
          ]
        }))
    return blocks
  }

  private var weaknesses: [ReportDocument.Block] {
    var lines = card.weaknesses.map(\.words)
    if card.heldOut == nil, card.leaveOneOut == nil {
      lines.append(
        "Which clusters it predicts worst is not known: none was held out for this card.")
    }
    return [
      .heading("Known failures"),
      .paragraph("Derived from the results above and from the model's tracks."),
      .list(lines),
    ]
  }

  private var pictures: [ReportDocument.Block] {
    [
      .heading("Density against data"),
      picture ?? .paragraph("Not drawn for this card: give \(code: "--plot FILE")."),
    ]
  }
}
