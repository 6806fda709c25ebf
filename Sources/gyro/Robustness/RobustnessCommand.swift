// SPDX-License-Identifier: GPL-3.0-or-later
// `gyro robustness`: cluster ages again and again, one assumption changed at a time.

internal import ArgumentParser
internal import GyroEssentials
internal import GyroFigures
internal import GyroFiles
internal import GyroPlatform
internal import GyroStudies
internal import Gyrochronology
internal import Synchronization

struct RobustnessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "robustness",
    abstract: "How cluster ages change with every assumption, and what that adds to their errors.",
    subcommands: [RobustnessRunCommand.self, RobustnessMergeCommand.self],
    defaultSubcommand: RobustnessRunCommand.self)
}

struct RobustnessRunCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run suites and report on them (the default).",
    discussion: """
      Each suite changes one assumption, does the inference again, and where the assumption is one of \
      the training, trains the flow again: calibration and training date every cluster by flows \
      that have not seen it. The report has shifts and spreads by variant and cluster, the error \
      budget, and held-out ages against the literature, as budget.json, shifts.csv, report.md and \
      report.html.

      What was interrupted goes on where it was when the same command is given again; what a \
      changed input does not touch is not done again. Threads and shards change no byte.

      EXAMPLES
        gyro robustness --output report
        gyro robustness --suite extinction,membership --clusters Praesepe \\
          --output report
        gyro robustness --catalog prot_catalogue.csv --quick --output report
        gyro robustness --shard 1/3 --output part1
        gyro robustness merge part1 part2 part3 --output report
      """)

  /// Nothing takes these; they are there to be explained.
  @Argument(help: .hidden) var given: [String] = []
  @OptionGroup var options: RobustnessOptions
  @Option(
    name: .shortAndLong, help: "The folder for the results, made where it does not exist.",
    completion: .directory)
  var output: String
  @Option(
    help: ArgumentHelp(
      "Do only the I-th of N parts and write no report; see merge.", valueName: "i/n"))
  var shard: ShardOption?
  @Option(help: "Tasks that run in parallel. Default: one per core.")
  var threads: Int?
  @Flag(name: .shortAndLong, help: "No messages and no progress on standard error.")
  var quiet = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), expected 1 to 1024.")
    }
    if let word = given.first { throw ValidationError(Self.explanation(of: word)) }
  }

  /// What to do instead of naming a table, a cluster or a suite without its option.
  private static func explanation(of word: String) -> String {
    if RobustnessSuite(rawValue: word) != nil { return "\(word) is a suite: give --suite \(word)." }
    if ClusterNames.all.contains(word) { return "\(word) is a cluster: give --clusters \(word)." }
    return """
      There is no place for "\(word)": robustness works on the clusters of a standard catalog, whose stars it \
      also trains on, and not on a table of its own. A group of yours has its age and its error budget from \
      `gyro cluster \(ShellWords.line([word]))`; give that other --prior, --outlier-fraction, \
      --zero-point-sigma or --membership-shift-sigma to see what they do. To have the group among the clusters, \
      make it a source (Documentation/Adding-a-catalog.md), run `gyro catalog build`, and name the catalog with \
      --catalog and the group with --clusters.
      """
  }

  var files: FileRoles {
    var files = FileRoles()
    options.declare(in: &files)
    files.keeps(output + "/plan.json", "the plan in --output")
    if shard == nil { files.writesReport(in: output) }
    return files
  }

  func run() throws {
    try checkFiles()
    let (input, plan) = try options.run()
    let store = try RobustnessStore(creating: output)
    let outputs = try claimOutputs()
    defer { outputs.release() }
    let part = shard?.shard ?? .whole
    let locks = try store.begin(plan, shard: part)
    defer { withExtendedLifetime(locks) {} }
    let mine = plan.tasks.enumerated().filter { part.contains($0.offset) }.map(\.element)
    let total = mine.count
    let found = mine.count { store.result($0.label) != nil }
    if !quiet {
      StandardError.say(
        "\(total) tasks, \(found) of them done before; each is kept in \(output)/tasks when it is done"
      )
    }
    let line = Mutex(ProgressLine(total: total, unit: "tasks", isQuiet: quiet))
    let start = ContinuousClock.now
    let (kept, command) = ("\(output)/tasks", RecordedCommand.line)
    let interruption = Interruption(isQuiet: quiet) {
      let done = mine.count { store.result($0.label) != nil }
      return "Interrupted: \(done) of \(total) tasks are done and kept in \(kept). "
        + "The same command goes on from there:\n  \(command)"
    }
    defer { interruption.end() }
    _ = try RobustnessRun(input, plan: plan).complete(
      store: store, shard: part,
      threadCount: threads ?? ProcessInfo.processInfo.activeProcessorCount,
      clock: { (ContinuousClock.now - start) / .seconds(1) }
    ) { progress in
      line.withLock { $0.update(total - progress.total + progress.done, progress.task) }
    }
    line.withLock { $0.finish() }
    if shard != nil { return }
    try report(plan, store: store, isQuiet: quiet)
  }
}

struct RobustnessMergeCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put the parts of a run together that were done with --shard.",
    discussion: """
      The parts must be of one run: the same options but for --shard, --threads and --output. They \
      may lie in one folder or in several. The report is that of an undisturbed run, byte for byte.
      """)

  @Argument(help: "The folders of the parts.", completion: .directory)
  var folders: [String]
  @Option(name: .shortAndLong, help: "The folder for the report, made where it does not exist.")
  var output: String
  @Flag(name: .shortAndLong, help: "No messages on standard error.")
  var quiet = false

  var files: FileRoles {
    var files = FileRoles()
    files.writesReport(in: output)
    return files
  }

  func run() throws {
    let parts = try folders.map { try RobustnessStore(existing: $0) }
    let plan = try parts[0].plan()
    for part in parts.dropFirst() where try part.plan() != plan {
      throw FileError(
        path: part.folder, problem: "is of another run than \(folders[0])",
        hint: "Give every part the same options but for --shard")
    }
    let store = try RobustnessStore(creating: output)
    let locks = try store.begin(plan)
    defer { withExtendedLifetime(locks) {} }
    let outputs = try claimOutputs()
    defer { outputs.release() }
    for task in plan.tasks where store.result(task.label) == nil {
      guard let result = parts.lazy.compactMap({ $0.result(task.label) }).first else {
        throw FileError(
          path: folders.joined(separator: ", "), problem: "lack the task \(task.name)",
          hint: "Run the missing or damaged parts again, then merge")
      }
      try store.results.save(result)
    }
    try report(plan, store: store, isQuiet: quiet)
  }
}

extension FileRoles {
  /// Declares the files of a report.
  fileprivate mutating func writesReport(in folder: String) {
    for name in RobustnessPages.names { writes("\(folder)/\(name)", "the report's \(name)") }
  }
}

/// Writes the report of a complete run and prints the budget.
private func report(_ plan: RobustnessPlan, store: RobustnessStore, isQuiet: Bool) throws {
  let outcome = try RobustnessPages.write(plan, store: store)
  if let note = outcome.note, !isQuiet { StandardError.say(note) }
  try TextOutput.write(outcome.summary)
}
