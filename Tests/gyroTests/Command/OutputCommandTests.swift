// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

/// What a command does where its files are one another's, cannot be written, or are another run's.
@Suite struct OutputCommandTests {
  /// A folder with a few stars, a report, a configuration and a second name of each kind for the stars.
  private func program() throws -> BuiltProgram {
    let program = try BuiltProgram()
    let folder = program.folder
    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    try write(
      "s.csv", "id,Prot,bp_rp0,bp_rp0_sigma\n1,5,1.0,0.03\n2,7,1.2,0.03\n3,9,0.8,0.03\n")
    try write("prior.csv", "log10_age_myr,log_density\n1,0\n3,0\n")
    try write("likelihood.csv", "id,log10_age_myr,log_likelihood\n1,1,0\n1,3,0\n")
    try write("choices.json", "{}")
    let paths = Dictionary(
      uniqueKeysWithValues: ["s.csv", "hard.csv", "soft.csv", "out"].map {
        ($0, folder.appending(path: $0).path)
      })
    #expect(link(paths["s.csv"] ?? "", paths["hard.csv"] ?? "") == 0)
    #expect(symlink("s.csv", paths["soft.csv"] ?? "") == 0)
    #expect(symlink("new.csv", folder.appending(path: "later.csv").path) == 0)
    return program
  }

  static let catalogs = ExampleCommandTests.root.appending(path: "Catalogs").path
  static let cluster = ["cluster", "s.csv", "--draws", "10", "--chains", "1", "--quiet"]

  /// Commands two of whose files are one, and the options that name it.
  static let clashes: [(arguments: [String], options: [String])] = [
    (["age", "s.csv", "-o", "s.csv"], ["the table", "--output"]),
    (["age", "s.csv", "-o", "./s.csv"], ["the table", "--output"]),
    (["age", "s.csv", "-o", "hard.csv"], ["the table", "--output"]),
    (["age", "soft.csv", "-o", "hard.csv"], ["the table", "--output"]),
    (["age", "s.csv", "-o", "p.fits", "--posterior", "./p.fits"], ["--output", "--posterior"]),
    (["age", "s.csv", "-o", "p.gp", "--format", "csv", "--plot", "p.gp"], ["--output", "--plot"]),
    (
      ["age", "s.csv", "--prior", "table:prior.csv", "-o", "./prior.csv"], ["--prior", "--output"]
    ),
    (
      ["age", "s.csv", "--age-likelihood", "likelihood.csv", "-o", "likelihood.csv"],
      ["--age-likelihood", "--output"]
    ),
    (["age", "s.csv", "--model", "m.csv", "-o", "m.csv"], ["--model", "--output"]),
    (
      [
        "age", "s.csv", "--resume", "-o", "x.csv", "--posterior", "x.gyroposterior", "--model",
        "x.csv.journal",
      ], ["--model", "the journal of --output"]
    ),
    (cluster + ["-o", "x.csv", "--members", "x.csv"], ["--output", "--members"]),
    (cluster + ["-o", "new.csv", "--members", "later.csv"], ["--output", "--members"]),
    (cluster + ["-o", "x.csv", "--members", "soft.csv"], ["the table", "--members"]),
    (cluster + ["--draws-file", "s.csv"], ["the table", "--draws-file"]),
    (cluster + ["--draws-file", "x.csv", "-o", "./x.csv"], ["--draws-file", "--output"]),
    (
      cluster + ["--draws-file", "x", "-o", "x.state", "--format", "json"],
      ["the state of --draws-file", "--output"]
    ),
    (
      cluster + ["-o", "x.csv", "--format", "json", "--plot", "x.gp", "--members", "x.csv"],
      ["--output", "--members"]
    ),
    (
      [
        "cluster", "--cluster", "Praesepe", "--catalog", "s.csv", "--catalogs", catalogs, "-o",
        "s.csv",
      ], ["--catalog", "--output"]
    ),
    (
      ["track", "--gyrochrone", "100", "--stars", "s.csv", "--plot", "p.gp", "-o", "s.csv"],
      ["--stars", "--output"]
    ),
    (
      ["track", "--bp-rp0", "1", "-o", "p.gp", "--format", "csv", "--plot", "./p.gp"],
      ["--output", "--plot"]
    ),
    (["track", "--animate", "p.png", "--model", "p.png"], ["--model", "--animate"]),
    (
      ["simulate", "--age", "100", "-o", "p.gp", "--format", "csv", "--plot", "p.gp"],
      ["--output", "--plot"]
    ),
    (["simulate", "--age", "100", "--model", "s.csv", "-o", "hard.csv"], ["--model", "--output"]),
    (
      ["train", "--catalogs", catalogs, "--catalog", "s.csv", "-o", "s.csv"],
      ["--catalog", "--output"]
    ),
    (
      ["train", "--catalogs", catalogs, "--config", "choices.json", "-o", "choices.json"],
      ["--config", "--output"]
    ),
    (
      ["train", "--catalogs", catalogs, "--catalog", "x.state.0", "-o", "x"],
      ["--catalog", "the state of the training"]
    ),
    (
      ["train", "--catalogs", catalogs, "--folds", "file:s.csv", "-o", "s.csv"],
      ["--folds", "--output"]
    ),
    (
      ["model", "import", "s.csv", "--slope", "1e-3", "-o", "hard.csv"],
      ["the state dictionary", "--output"]
    ),
    (["model", "density", "s.csv", "-o", "soft.csv"], ["the table", "--output"]),
    (
      ["model", "score", "--catalogs", catalogs, "--catalog", "s.csv", "-o", "s.csv"],
      ["--catalog", "--output"]
    ),
    (
      ["model", "card", "choices.json", "--catalogs", catalogs, "-o", "./choices.json"],
      ["the result", "--output"]
    ),
    (
      ["model", "card", "--catalogs", catalogs, "-o", "p.gp", "--plot", "p.gp"],
      ["--output", "--plot"]
    ),
    (["plot", "p.gp", "--plot", "./p.gp"], ["the result", "--plot"]),
    (
      ["catalog", "show", "--catalogs", catalogs, "--catalog", "s.csv", "--output", "s.csv"],
      ["--catalog", "--output"]
    ),
    (
      ["catalog", "build", "--catalogs", "cat", "--output", "cat/clusters.json"],
      ["the catalogs' clusters.json", "--output"]
    ),
    (
      ["robustness", "--catalogs", catalogs, "--catalog", "r/shifts.csv", "--output", "r"],
      ["--catalog", "the report's shifts.csv"]
    ),
    (
      ["robustness", "--catalogs", catalogs, "--config", "r/plan.json", "--output", "./r"],
      ["--config", "the plan in --output"]
    ),
  ]

  @Test(arguments: clashes)
  func twoNamesOfOneFileAreRefusedBeforeAnythingIsTouched(
    arguments: [String], options: [String]
  ) throws {
    let program = try program()
    try FileManager.default.createDirectory(
      at: program.folder.appending(path: "cat"), withIntermediateDirectories: true)
    try Data("[]".utf8).write(to: program.folder.appending(path: "cat/clusters.json"))
    let before = try contents(program)
    let run = try program.gyro(arguments)
    #expect(run.exitCode == 64, "\(arguments): \(run.standardError)")
    for words in options + ["are the same file"] {
      #expect(run.standardError.contains(words), "\(words): \(run.standardError)")
    }
    #expect(try contents(program) == before)
  }

  /// Every output of every command that takes a name for it.
  static let outputs: [(arguments: [String], option: String)] = [
    (["age", "s.csv", "--format", "csv"], "-o"),
    (["age", "s.csv"], "--posterior"),
    (["age", "s.csv"], "--plot"),
    (cluster + ["--format", "json"], "-o"),
    (cluster, "--members"), (cluster, "--draws-file"), (cluster, "--plot"),
    (["track", "--bp-rp0", "1", "--format", "csv"], "-o"),
    (["track", "--bp-rp0", "1"], "--plot"),
    (["track"], "--animate"),
    (["simulate", "--age", "100", "--count", "9", "--format", "csv"], "-o"),
    (["train", "--catalogs", catalogs, "--catalog", "s.csv"], "-o"),
    (["model", "import", "s.csv", "--slope", "1e-3"], "-o"),
    (["model", "density", "s.csv"], "-o"),
    (["model", "score", "--catalogs", catalogs], "-o"),
    (["model", "card", "--catalogs", catalogs], "-o"),
    (["plot", "choices.json"], "--plot"),
    (["catalog", "show", "--stars", "--catalogs", catalogs, "--format", "csv"], "--output"),
    (["catalog", "build", "--catalogs", catalogs], "--output"),
  ]

  /// A name that the option takes, as far as its ending goes.
  private func name(_ stem: String, for option: String) -> String {
    switch option {
    case "--plot": stem + ".gp"
    case "--animate": stem + ".gif"
    case "--posterior": stem + ".fits"
    default: stem + ".csv"
    }
  }

  @Test(arguments: outputs)
  func whatCannotBeWrittenIsToldBeforeTheWork(arguments: [String], option: String) throws {
    let program = try program()
    let place = program.folder
    func path(_ stem: String) -> String { place.appending(path: name(stem, for: option)).path }
    try FileManager.default.createDirectory(
      atPath: path("folder"), withIntermediateDirectories: true)
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    try Data("kept".utf8).write(to: URL(filePath: path("locked")))
    #expect(chmod(path("locked"), 0o444) == 0)
    #expect(symlink(name("loop", for: option), path("loop")) == 0)
    let before = try contents(program)
    for (stem, words) in [
      ("folder", "is a folder"), ("pipe", "is not a regular file"),
      ("locked", "is write-protected"), ("missing/x", "the folder missing cannot be entered"),
      ("s.csv/x", "the folder s.csv cannot be entered"), ("loop", "is a loop of symbolic links"),
    ] {
      let run = try program.gyro(arguments + [option, name(stem, for: option)])
      #expect(run.exitCode == 1, "\(arguments) \(stem): \(run.standardError)")
      #expect(run.standardError.contains(words), "\(arguments) \(stem): \(run.standardError)")
    }
    #expect(try contents(program) == before)
  }

  /// The lock is held here, so that nothing depends on which of two processes is faster.
  @Test(arguments: outputs)
  func theSecondOfTwoRunsIsRefusedBeforeTheWork(arguments: [String], option: String) throws {
    let program = try program()
    let name = name("shared", for: option)
    let other = try OutputClaims([program.folder.appending(path: name).path])
    let run = try program.gyro(arguments + [option, "./" + name])
    #expect(run.exitCode == 1)
    #expect(
      run.standardError.contains("\(name): is being written by another run"),
      "\(arguments): \(run.standardError)")
    other.release()
    let folder = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(!folder.contains { $0.contains("shared") })
  }

  @Test func runsAtOnceLeaveOneWholeFileAndAClearErrorOfTheOthers() throws {
    let run = try program().shell(
      "gyro age s.csv -q -o one.csv; for i in 1 2 3 4; do gyro age s.csv -q -o two.csv > said$i 2>&1 & "
        + "done; wait; cat said*; cmp one.csv two.csv && ls -A")
    let words = run.standardOutput.split(separator: "\n")
    #expect(words.contains("two.csv") && !words.contains { $0.hasPrefix(".") }, "\(words)")
    for line in words where line.contains("Error") {
      #expect(line.contains("two.csv: is being written by another run"))
    }
  }

  @Test func aDanglingLinkIsWrittenThroughAndPermissionsAreKept() throws {
    let run = try program().shell(
      "gyro age s.csv -q -o later.csv && [ -L later.csv ] && head -1 new.csv; chmod 600 new.csv; "
        + "gyro age s.csv -q -o later.csv; stat -c %a new.csv")
    #expect(run.standardOutput.hasPrefix("id,") && run.standardOutput.hasSuffix("\n600\n"))
  }

  /// What is appended to a file while it is read would never end.
  @Test(arguments: [
    "gyro age s.csv -q >> s.csv", "gyro age - -q < s.csv >> s.csv",
    "gyro age hard.csv -q >> soft.csv",
    "gyro age s.csv -q -o x.csv >> x.csv", "gyro model density s.csv >> s.csv",
    "gyro catalog show --catalog s.csv >> s.csv", "gyro plot s.csv --plot x.gp >> x.gp",
    "gyro cite s.csv >> s.csv", "gyro catalog check s.csv >> s.csv",
    "gyro catalog compare s.csv hard.csv >> s.csv", "gyro model show --model s.csv >> s.csv",
  ])
  func standardOutputIsAFileToo(line: String) throws {
    let program = try program()
    let before = try contents(program)
    let run = try program.shell("export GYRO_CATALOGS=\(Self.catalogs); \(line)")
    #expect(run.exitCode == 64)
    #expect(run.standardOutput.contains("standard output") || line.contains("2>"))
    #expect(run.standardOutput.contains("are the same file"), "\(run.standardOutput)")
    #expect(try contents(program).filter { $0.key != "x.csv" && $0.key != "x.gp" } == before)
  }

  @Test func aPipeIsNotReadTwice() throws {
    let run = try program().shell(
      "cat s.csv | gyro age - --prior table:/dev/stdin; cat s.csv | gyro age /dev/stdin --model -")
    #expect(run.standardOutput.contains("are the same pipe"), "\(run.standardOutput)")
  }

  /// Files that are opened would otherwise be given the numbers of the closed streams.
  @Test func closedStreamsAreNotMistakenForFiles() throws {
    let program = try program()
    let run = try program.shell(
      "gyro age s.csv -q -o a.csv <&- && gyro age s.csv -q -o b.csv <&- 2>said >&- && cmp a.csv b.csv "
        + "&& gyro age s.csv -q >&-")
    #expect(run.exitCode == 1)
    #expect(
      run.standardOutput
        == "Error: <standard output>: cannot be written: Bad file descriptor\n")
  }

  @Test func aNameThatIsNotUTF8IsToldAsSuch() throws {
    let program = try program()
    for line in ["gyro age $name", "gyro age s.csv -q -o $name", "gyro cite $name"] {
      let run = try program.shell("name=$(printf 'caf\\351.csv'); cp s.csv $name; \(line); echo $?")
      #expect(run.standardOutput.contains(#""caf\xE9.csv" is not UTF-8"#), "\(run.standardOutput)")
      #expect(run.standardOutput.hasSuffix("\n64\n"))
    }
  }

  /// Names, links and bytes of a folder.
  private func contents(_ program: borrowing BuiltProgram) throws -> [String: String] {
    var found: [String: String] = [:]
    let manager = FileManager.default
    for name in try manager.subpathsOfDirectory(atPath: program.folder.path) {
      let path = program.folder.appending(path: name).path
      let type = try manager.attributesOfItem(atPath: path)[.type] as? FileAttributeType
      switch type {
      case .typeSymbolicLink:
        found[name] = "link to " + (try manager.destinationOfSymbolicLink(atPath: path))
      case .typeRegular:
        found[name] = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
      default: found[name] = type?.rawValue
      }
    }
    return found
  }
}
