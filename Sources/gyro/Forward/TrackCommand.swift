// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro track`: the model from age to period: tracks, gyrochrones, and the information in a period.

internal import ArgumentParser
internal import GyroFigures
internal import GyroFiles
internal import GyroModel
internal import GyroPlatform
internal import GyroPlotting
internal import Gyrochronology

struct TrackCommand: FileCommand, RedrawnCommand {
  static let configuration = CommandConfiguration(
    commandName: "track",
    abstract: "Spin-down tracks, gyrochrones, and the information in a period.",
    discussion: """
      A track is the period against the age of stars of one color that keep their rank: a share of the \
      stars rotates faster. A gyrochrone is the period against the color at one age. The braking index \
      is d log P / d log t along a track: 0.5 in Skumanich's law, 0 while spin-down stalls, negative \
      while stars contract (flag \(SpinDownPoint.spinningUpFlag)). Its error, and that of the \
      period, are the scatter over the flows of the model: what the training stars leave open.

      With --information, the answer is in bits: the information of a period about the age at each color and age, \
      and what errors of color, extinction and period cost. One bit halves the range of ages.

      EXAMPLES
        gyro track --bp-rp0 0.82
        gyro track --bp-rp0 0.82,1.5,2.5 --quantiles 0.16,0.5,0.84 --relations \\
          --plot tracks.pdf
        gyro track --bp-rp0 0.82 --relations angus-2019,skumanich-1972
        gyro track --teff 5772,4500 --plot tracks.pdf
        gyro track --gyrochrone 120Myr,0.7Gyr,2.7Gyr --output gyrochrones.ecsv
        gyro track --gyrochrone 700Myr --stars praesepe.csv --plot praesepe.pdf
        gyro track --information --plot information.pdf
        gyro track --animate spin-down.png
      """)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Tracks of these dereddened colors BP-RP, mag.", valueName: "mag,mag"),
    transform: NumberList.init(_:))
  var bpRp0: NumberList?
  @OptionGroup(title: "In place of the color") var dwarf: DwarfOptions
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Gyrochrones of these ages, such as 120Myr,2.7Gyr; a bare number is in Myr.",
      valueName: "age,age"),
    transform: NumberList.init(agesMyr:))
  var gyrochrone: NumberList?
  @Flag(help: "The information of a period about the age, by color and age, in bits.")
  var information = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Shares of the stars that rotate faster (default: 0.05,0.5,0.95).", valueName: "share,share"),
    transform: NumberList.init(_:))
  var quantiles: NumberList?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Ages of the tracks: a range, a range with a number of ages, or a list; a bare number is in Myr "
        + "(default: 10Myr:5Gyr).",
      valueName: "age:age"),
    transform: NumberRange.init(agesMyr:))
  var ages: NumberRange?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Dereddened colors BP-RP of the gyrochrones, mag, in the same way (default: 0.5:3).",
      valueName: "mag:mag"),
    transform: NumberRange.init(_:))
  var colors: NumberRange?
  @Option(
    parsing: .unconditional,
    help:
      "The error of the color that periods are seen with, mag (default: the training stars' median)."
  )
  var bpRp0Sigma: Double?
  @Option(
    defaultAsFlag: RelationList.all,
    help: ArgumentHelp(
      "Also the periods of published relations, of all or of those that are named: "
        + PublishedRelation.all.map(\.name).joined(separator: ", ")
        + ". The meaning of each column has its source.",
      valueName: "name,name"),
    completion: .list(PublishedRelation.all.map(\.name)))
  var relations: RelationList?
  @Option(
    help: ArgumentHelp("A table of stars to draw beside gyrochrones.", valueName: "table"),
    completion: .file())
  var stars: String?
  @Option(
    help: ArgumentHelp(
      "The density of periods through the --ages, as an animation: .gif or .png.",
      valueName: "file"), completion: .file())
  var animate: String?
  @Option(help: "A checkpoint file, or the name of the embedded model.", completion: .file())
  var model = EmbeddedModel.name
  @OptionGroup(title: "Output") var report: ReportOptions
  @OptionGroup(title: "Output") var plot: PlotOption

  func validate() throws {
    let wanted = [bpRp0 != nil, gyrochrone != nil, information, animate != nil].count { $0 }
    guard wanted == 1 || (wanted == 0 && !dwarf.given.isEmpty) else {
      throw ValidationError(
        wanted == 0
          ? "Say what to compute: --bp-rp0 (or --teff, --b-v, --mass) for tracks, --gyrochrone, --information or "
            + "--animate."
          : "--bp-rp0, --gyrochrone, --information and --animate are different questions; ask one.")
    }
    let colors =
      dwarf.given + (bpRp0 == nil ? [] : ["--bp-rp0"]) + (colors == nil ? [] : ["--colors"])
    if !dwarf.given.isEmpty, colors.count > 1, !information, animate == nil {
      throw ValidationError(
        "\(colors.joined(separator: " and ")) are given; expected one of them.")
    }
    if let animate, AnimationFile(path: animate) == nil {
      throw ValidationError("--animate \(animate) is neither a .gif nor a .png file.")
    }
    try OptionName.blame { spelled throws(RequestError) in
      try request(command: []).check(spelled: spelled)
    }
    let misplaced: [(String, Bool, String)] = [
      ("--ages", ages != nil && gyrochrone != nil, "gyrochrones"),
      ("--colors", self.colors != nil && bpRp0 != nil, "tracks"),
      (dwarf.given.first ?? "", !dwarf.given.isEmpty && information, "--information"),
      (dwarf.given.first ?? "", !dwarf.given.isEmpty && animate != nil, "--animate"),
      ("--quantiles", quantiles != nil && information, "--information"),
      ("--relations", relations != nil && information, "--information"),
      ("--bp-rp0-sigma", bpRp0Sigma != nil && information, "--information"),
      ("--quantiles", quantiles != nil && animate != nil, "--animate"),
      ("--relations", relations != nil && animate != nil, "--animate"),
      ("--plot", plot.path != nil && animate != nil, "--animate"),
      ("--output", report.output != "-" && animate != nil, "--animate"),
      ("--stars", stars != nil && gyrochrone == nil, "anything but gyrochrones"),
      ("--stars", stars != nil && plot.path == nil, "a table; it needs --plot"),
    ]
    if let wrong = misplaced.first(where: \.1) {
      throw ValidationError("\(wrong.0) has no effect on \(wrong.2).")
    }
  }

  var files: FileRoles {
    var files = FileRoles()
    files.reads(stars, "--stars")
    files.readsModel(model)
    files.writes(report.output, "--output")
    files.writes(plot)
    files.writesPicture(animate, "--animate")
    return files
  }

  func run() throws {
    let format = try report.format(isTable: true)
    let outputs = try claimOutputs()
    defer { outputs.release() }
    if let animate, let file = AnimationFile(path: animate) {
      return try writeAnimation(to: file, path: animate)
    }
    let run = try TrackRun(request(command: RecordedCommand.words))
    // A table that cannot be read must not lead to half an answer.
    let placed = try placedStars(run.forward.model)
    guard let answer = try run.run(threadCount: report.threadCount) else { return }
    for words in run.remarks(on: answer) { report.remark(words) }
    try ForwardWriter(
      format: format, path: report.output, manifest: run.manifest, digits: report.significantDigits
    ).write(
      run.table(answer), key: information ? "information" : "points")
    try plot.write(figure(answer, run, stars: placed))
  }

  func redrawn(as words: [String]) throws -> RedrawnResult? {
    if let animate {
      throw ValidationError("An animation is drawn by gyro track --animate \(animate) alone.")
    }
    let run = try TrackRun(request(command: words))
    let placed = try placedStars(run.forward.model)
    guard let answer = try run.run(threadCount: report.threadCount) else { return nil }
    return RedrawnResult(
      figure: figure(answer, run, stars: placed), modelSHA256: run.manifest.modelSHA256,
      digits: report.significantDigits.count)
  }

  private func figure(
    _ answer: TrackRun.Answer, _ run: TrackRun, stars: ColorPeriodStars?
  ) -> Figure {
    switch answer {
    case .information(let map): .information(map, manifest: run.manifest)
    case .lines(let groups):
      gyrochrone == nil
        ? .tracks(
          groups, relations: run.relations, dwarfs: dwarf.colors,
          calibrated: run.forward.model.rotation.domain?.log10AgeMyr, manifest: run.manifest)
        : .gyrochrones(
          groups, forward: run.forward, relations: run.relations, stars: stars,
          manifest: run.manifest)
    }
  }

  private func request(command: [String]) -> TrackRequest {
    let question: TrackRequest.Question =
      gyrochrone.map { .gyrochrones(agesMyr: $0.values) }
      ?? (information ? .information : .tracks(bpRp0: bpRp0?.values ?? []))
    var request = TrackRequest(question, command: command)
    request.dwarfs = information ? nil : dwarf.colors
    if let quantiles { request.quantiles = quantiles.values }
    (request.agesMyr, request.bpRp0, request.bpRp0Sigma) = (ages, colors, bpRp0Sigma)
    (request.relations, request.model) = (relations?.keys ?? [], model)
    return request
  }

  private func placedStars(_ model: LoadedModel) throws -> ColorPeriodStars? {
    guard let stars else { return nil }
    let (positions, warnings) = try AgeEstimator(model: model).positions(inTable: stars)
    report.warn(warnings)
    var placed = ColorPeriodStars()
    for position in positions {
      placed.add(bpRp0: position.bpRp0, periodDays: position.periodDays)
    }
    return placed
  }

  private func writeAnimation(to file: AnimationFile, path: String) throws {
    let loaded = try LoadedModel(model)
    let forward = ForwardModel(loaded, bpRp0Sigma: bpRp0Sigma)
    let agesMyr = (ages ?? NumberRange(10...4000)).values(count: 48, isLogarithmic: true)
    let range = (colors ?? NumberRange(ForwardModel.usualColors(of: loaded))).values(count: 2)
    guard let first = range.first, let last = range.last, first < last else {
      throw ValidationError("--colors needs a range for --animate, such as 0.5:3.")
    }
    let frames = Figure.frames(
      forward, agesMyr: agesMyr, colors: first...last,
      manifest: ForwardManifest(
        loaded, bpRp0Sigma: forward.bpRp0Sigma, command: RecordedCommand.words))
    for frame in frames { try frame.check(for: path) }
    try Gnuplot.animate(GnuplotScript(frames: frames), to: file)
  }
}

/// The published relations that `--relations` asks for.
struct RelationList: ExpressibleByArgument, CustomStringConvertible {
  /// Keys of relations, and names that are not known.
  let keys: [String]
  /// What was typed.
  let description: String

  static let all = RelationList(argument: "all")

  init(argument: String) {
    (keys, description) = (TrackRequest.relations(text: argument), argument)
  }
}
