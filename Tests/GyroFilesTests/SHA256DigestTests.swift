// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFiles
import Testing

@Suite struct SHA256DigestTests {
  /// FIPS 180-2, appendix B.
  @Test func publishedVectors() {
    #expect(
      SHA256Digest(of: Array("abc".utf8)).hexadecimal
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256Digest(of: []).hexadecimal
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func aMissingFileIsAnErrorThatNamesIt() {
    let error = #expect(throws: FileError.self) { try SHA256Digest(ofFileAt: "no/such/file") }
    #expect(
      error?.description.hasPrefix(
        "no/such/file: cannot be opened for reading: No such file or directory") == true)
  }
}
