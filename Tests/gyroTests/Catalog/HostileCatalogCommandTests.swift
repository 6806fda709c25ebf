// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import _TestSupport

/// Folders of catalogs, archives and packages from strangers, as a user meets them.
@Suite struct HostileCatalogCommandTests {
  static let zeros = String(repeating: "0", count: 64)

  /// Writes a folder of catalogs, by key the files in JSON, below the working folder of a program.
  static func write(_ manifests: [String: String], in folder: URL, as name: String = "ec") throws {
    let catalogs = folder.appending(path: name)
    for (key, files) in manifests {
      let place = catalogs.appending(path: key)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data(
        """
        {"key": "\(key)", "title": "t", "bibcode": "2020ApJ...000..000X", "address": "https://x",
         "licence": "x", "isRedistributed": true, "about": "x", "bibtex": "x", "tables": [],
         "files": [\(files)]}
        """.utf8
      ).write(to: place.appending(path: "manifest.json"))
    }
    for list in ["clusters.json", "age-scales.json"] {
      try Data("[]".utf8).write(to: catalogs.appending(path: list))
    }
  }

  /// Everything below a folder but the catalogs themselves.
  static func tree(_ folder: URL) -> Set<String> {
    let paths = FileManager.default.subpaths(atPath: folder.deletingLastPathComponent().path) ?? []
    return Set(paths.filter { $0.hasPrefix("work/") && !$0.hasPrefix("work/ec") })
  }

  static func file(_ keys: String) -> String { "{\"sha256\": \"\(zeros)\", \(keys)}" }

  /// By what is tried, the files of a manifest beside a sound archive.
  static let kinds: [(kind: String, key: String, files: String)] = [
    (
      "options of tar", "evil-2020",
      file("\"name\": \"x1\", \"archive\": \"carrier-2020\", \"member\": \"--checkpoint=1\"") + ","
        + file(
          "\"name\": \"x2\", \"archive\": \"carrier-2020\", "
            + "\"member\": \"--checkpoint-action=exec=touch pwned\"")
        + "," + file("\"name\": \"x3\", \"archive\": \"carrier-2020\", \"member\": \"d/a.txt\"")
    ),
    (
      "a member above", "evil-2020",
      file("\"name\": \"x\", \"archive\": \"carrier-2020\", \"member\": \"../../pwned\"")
    ),
    (
      "a name above", "evil-2020",
      file("\"name\": \"../../../pwned\", \"archive\": \"carrier-2020\", \"member\": \"d/a.txt\"")
    ),
    (
      "an absolute name", "evil-2020",
      file("\"name\": \"/pwned\", \"archive\": \"carrier-2020\", \"member\": \"d/a.txt\"")
    ),
    (
      "its own archive", "loop-2020",
      file("\"name\": \"x\", \"archive\": \"loop-2020\", \"member\": \"a\"")
    ),
    ("options of pip", "pip-2020", file("\"name\": \"x\", \"address\": \"pypi:--version\"")),
    ("a path for pip", "pip-2020", file("\"name\": \"x\", \"address\": \"pypi:./pk\"")),
    (
      "a repository for pip", "pip-2020",
      file("\"name\": \"x\", \"address\": \"pypi:git+https://x\"")
    ),
    ("plain http", "http-2020", file("\"name\": \"x\", \"address\": \"http://127.0.0.1:9/x\"")),
    ("a local file", "http-2020", file("\"name\": \"x\", \"address\": \"file:///etc/passwd\"")),
    ("nobody there", "dev-2020", file("\"name\": \"x\", \"address\": \"https://127.0.0.1:9/x\"")),
    ("a line for a terminal", "evil-2020", file("\"name\": \"x\\u001b]0;pwned\\u0007\"")),
  ]

  @Test(arguments: kinds.indices)
  func nothingIsRunAndNothingIsWrittenElsewhere(index: Int) throws {
    let (kind, key, files) = Self.kinds[index]
    let program = try BuiltProgram()
    try Self.write(
      ["carrier-2020": Self.file("\"name\": \"arch.tar.gz\""), key: files], in: program.folder)
    let setup = "open('pwned', 'w')\n"
    let package = program.folder.appending(path: "ec/pk")
    try FileManager.default.createDirectory(at: package, withIntermediateDirectories: true)
    try Data(setup.utf8).write(to: package.appending(path: "setup.py"))
    let before = Self.tree(program.folder)
    let run = try program.gyro(
      "catalog", "fetch", "--catalogs", "ec", "--mirror", "ec/mir", "--cache", "c/deep")
    #expect(run.exitCode == 1, "\(kind): \(run.standardError)")
    #expect(
      run.standardError.hasPrefix("Error: ") || run.standardError.hasPrefix("gyro: "), "\(kind)")
    #expect(!run.standardError.unicodeScalars.contains { $0.value < 32 && $0 != "\n" }, "\(kind)")
    let after = Self.tree(program.folder).subtracting(before)
    #expect(after.allSatisfy { $0 == "work/c" || $0.hasPrefix("work/c/deep") }, "\(kind): \(after)")
    #expect(after.allSatisfy { !$0.contains("pwned") }, "\(kind)")
    #expect(!FileManager.default.fileExists(atPath: "/pwned"), "\(kind)")
  }

  /// An impostor of the source archive whose build code would leave a file, and a pip.py that would too.
  @Test func noCodeOfADownloadOrOfTheWorkingFolderIsRun() throws {
    let program = try BuiltProgram()
    let run = try program.shell(
      """
      unset GYRO_MIRROR
      mkdir -p links gyrointerp-0.7
      echo "open('pwned', 'w')" | tee pip.py setuptools.py > gyrointerp-0.7/setup.py
      tar -czf links/gyrointerp-0.7.tar.gz gyrointerp-0.7
      PIP_FIND_LINKS="$PWD/links" PIP_NO_INDEX=1 PIP_NO_BUILD_ISOLATION=0 \
        gyro catalog fetch bouma-2023 --catalogs '\(CatalogCommandTests.catalogs)' --cache c
      """)
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("has sha256"), "\(run.standardOutput)")
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/pwned"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: program.folder.path + "/c/bouma-2023")
        == [])
  }

  @Test func withoutAnIndexTheInstalledPipIsAskedForNoMoreThanItsAddress() throws {
    let program = try BuiltProgram()
    // A python3 that only tells what it was asked.
    let run = try program.shell(
      """
      unset GYRO_MIRROR
      mkdir bin
      printf '#!/bin/sh\\necho "$@" >> "%s/asked"; pwd >> "%s/asked"\\n' "$PWD" "$PWD" > bin/python3
      chmod +x bin/python3
      echo "open('pwned', 'w')" > pip.py
      PATH="$PWD/bin:$PATH" PIP_FIND_LINKS= gyro catalog fetch bouma-2023 \
        --catalogs '\(CatalogCommandTests.catalogs)' --cache c
      """)
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("no package index is known"), "\(run.standardOutput)")
    let asked = try String(
      contentsOf: program.folder.appending(path: "asked"), encoding: .utf8)
    #expect(Set(asked.split(separator: "\n")) == ["-I -m pip download --help", "/"])
  }

  @Test func aSourceArchiveComesFromAnIndexAndIsUnpackedWhenItsDigestIsRight() throws {
    let program = try BuiltProgram()
    let made = try program.shell(
      """
      mkdir -p pack-1.0/data && printf 'id,period\\n' > pack-1.0/data/t.csv
      echo "open('pwned', 'w')" > pack-1.0/setup.py
      tar -czf pack.tar.gz pack-1.0
      sha256sum pack.tar.gz pack-1.0/data/t.csv | cut -d' ' -f1
      """)
    let digests = made.standardOutput.split(separator: "\n").map(String.init)
    try #require(digests.count == 2)
    let archive = try Data(contentsOf: program.folder.appending(path: "pack.tar.gz"))
    let server = try LocalServer { path in
      switch path {
      case "/simple/pack/":
        .body(Data("<a href=\"/f/pack-1.0.tar.gz#sha256=\(digests[0])\">pack-1.0.tar.gz</a>".utf8))
      case "/f/pack-1.0.tar.gz": .body(archive)
      default: .body(Data(), status: 404)
      }
    }
    try Self.write(
      [
        "smith-2020": """
        {"name": "pack-1.0.tar.gz", "sha256": "\(digests[0])", "byteCount": \(archive.count),
         "address": "pypi:pack==1.0"},
        {"name": "t.csv", "sha256": "\(digests[1])", "archive": "smith-2020",
         "member": "pack-1.0/data/t.csv"}
        """
      ], in: program.folder)
    let run = try program.shell(
      """
      PIP_FIND_LINKS= PIP_INDEX_URL='\(server.url("/simple").absoluteString)' \
        gyro catalog fetch --catalogs ec --cache c
      """)
    #expect(run.exitCode == 0, "\(run.standardOutput)")
    #expect(
      try String(contentsOf: program.folder.appending(path: "c/smith-2020/t.csv"), encoding: .utf8)
        == "id,period\n")
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/pwned"))
  }

  /// A folder Catalogs above the working one is taken only from those who could change anything anyhow.
  @Test(arguments: [(0o755, true), (0o775, true), (0o777, false), (0o757, false)])
  func aFolderThatEverybodyCanWriteToIsPassedOver(mode: Int, isTaken: Bool) throws {
    let program = try BuiltProgram()
    try Self.write(["smith-2020": ""], in: program.folder, as: "Catalogs")
    let run = try program.shell(
      """
      chmod \(String(mode, radix: 8)) Catalogs && mkdir -p sub/sub2 && cd sub/sub2
      GYRO_CATALOGS= ; unset GYRO_CATALOGS
      gyro catalog fetch smith-2020 --cache c
      """)
    #expect((run.exitCode == 0) == isTaken, "\(run.standardOutput)")
    #expect(run.standardOutput.contains("everybody can write to it") != isTaken)
  }

  @Test func aFolderOfAnotherUserIsPassedOver() throws {
    guard geteuid() == 0 else { return }
    let program = try BuiltProgram()
    try Self.write(["smith-2020": ""], in: program.folder, as: "Catalogs")
    #expect(chown(program.folder.path + "/Catalogs", 65534, 65534) == 0)
    let run = try program.shell(
      "unset GYRO_CATALOGS; mkdir sub && cd sub && gyro catalog fetch smith-2020 --cache c")
    #expect(run.exitCode != 0)
    #expect(run.standardOutput.contains("belongs to another user"))
    let named = try program.shell("gyro catalog fetch smith-2020 --catalogs Catalogs --cache c")
    #expect(named.exitCode == 0)
  }
}
