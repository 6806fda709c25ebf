// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

@testable import GyroPlotting

@Suite struct ScratchFolderTests {
  @Test func theFolderIsOursAloneAndGoneAfterwards() throws {
    var path = ""
    let value = try ScratchFolder.with { folder throws(FileError) in
      path = folder.path
      try AtomicFile.write(Data("x".utf8), to: folder.appending(path: "a").path)
      return 7
    }
    #expect(value == 7)
    #expect(!path.isEmpty && !FileManager.default.fileExists(atPath: path))
  }

  @Test func nobodyElseMayLookIntoIt() throws {
    let permissions = try ScratchFolder.with { folder throws(FileError) in
      try? FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
    }
    #expect(permissions == 0o700)
  }

  @Test func itIsGoneAfterAnError() throws {
    var path = ""
    let error = try #require(throws: FileError.self) {
      try ScratchFolder.with { folder throws(FileError) in
        path = folder.path
        throw FileError(path: "a", problem: "is a test")
      }
    }
    #expect(error.problem == "is a test")
    #expect(!path.isEmpty && !FileManager.default.fileExists(atPath: path))
  }

  @Test func twoAtOnceAreTwoFolders() throws {
    let isDifferent = try ScratchFolder.with { outer throws(FileError) in
      try ScratchFolder.with { inner throws(FileError) in outer != inner }
    }
    #expect(isDifferent)
  }
}
