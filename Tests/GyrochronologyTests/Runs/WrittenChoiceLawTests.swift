// SPDX-License-Identifier: GPL-3.0-or-later

import GyroModel
import GyroQuantities
import GyroTables
import Testing

@testable import Gyrochronology

/// What is typed is read back as it is written, and nothing else is read.
struct WrittenChoiceLawTests {
  @Test(arguments: ["trust", "exclude", "learn:0.3", "learn:4.0"])
  func aPolicyIsReadAsItIsWritten(text: String) {
    #expect(CalibrationAgePolicy.Disputed(text: text)?.text == text)
  }

  @Test(arguments: ["", "learn", "learn:0", "learn:-1", "learn:4.1", "learn:x", "Trust"])
  func anotherPolicyIsNone(text: String) {
    #expect(CalibrationAgePolicy.Disputed(text: text) == nil)
  }

  @Test func aMixtureIsStatedCalibratedOrGiven() {
    #expect(MixtureChoice(text: "stated")?.mixture == CalibratedMixture?.none)
    #expect(MixtureChoice(text: "calibrated")?.mixture == .rotators)
    #expect(
      MixtureChoice(text: "calibrated:1,2,3,0.4")?.mixture
        == CalibratedMixture(
          logitIntercept: 1, logitSlope: 2, backgroundMean: 3, backgroundSigma: 0.4))
  }

  @Test(arguments: ["calibrated:1,2,3", "calibrated:1,2,3,0", "calibrated:1,2,3,x", "calibrated:"])
  func anotherMixtureIsNone(text: String) { #expect(MixtureChoice(text: text) == nil) }

  @Test func aColumnHasAKeyThatIsKnown() throws {
    let request = try ColumnRequest("period=P=1")
    #expect(request.column == .period && request.name == "P=1")
    for (text, words) in [
      ("period", "key=NAME"), ("period=", "key=NAME"), ("peroid=P", "Did you mean \"period\"?"),
    ] {
      let error = #expect(throws: RequestError.self) { try ColumnRequest(text) }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
  }

  @Test func columnsThatContradictEachOtherAreNamed() throws {
    let (av, ebv) = (try ColumnRequest("av=A"), try ColumnRequest("ebv=E"))
    try ColumnRequest.check([av], option: "--column")
    let twice = #expect(throws: RequestError.self) {
      try ColumnRequest.check([av, av], option: "--column")
    }
    #expect(twice?.description == "--column av=… is given 2 times.")
    let both = #expect(throws: RequestError.self) {
      try ColumnRequest.check([av, ebv], option: "--column")
    }
    #expect(both?.description == "--column names av and ebv; expected one of them.")
  }

  @Test(arguments: [("8", 8000.0, "Gyr"), ("100", 100, "Myr"), ("99.9", 99_900, "Gyr")])
  func aBareMaximumBelow100IsInGigayears(text: String, megayears: Double, unit: String) throws {
    let age = try WrittenAge(text)
    #expect(abs(age.asMaximum.megayears / megayears - 1) < 1e-12)
    #expect(age.remark("--max-age", readAs: age.asMaximum)?.hasSuffix(unit) == true)
    let stated = try WrittenAge("8Gyr")
    #expect(stated.asMaximum == stated.age && stated.remark("--max-age", readAs: stated.age) == nil)
    #expect("\(stated)" == "8Gyr" && "\(WrittenAge(.megayears(30)))" == "30Myr")
    // A point within a number is none to drop.
    #expect("\(WrittenAge(.megayears(100.05)))" == "100.05Myr")
  }

  @Test func anOutputSaysItsForm() throws {
    #expect(try ReportFormat(output: "-", isTable: true) == .table(.csv))
    #expect(try ReportFormat(output: "-", isTable: false) == .text)
    #expect(try ReportFormat(output: "a.vot", isTable: false) == .table(.votable))
    let error = #expect(throws: RequestError.self) {
      try ReportFormat(output: "ages.xls", isTable: true)
    }
    #expect(error?.description.hasPrefix("--output ages.xls does not imply a format") == true)
  }

  @Test func anOldSpellingIsReadWithANote() {
    let (arguments, notes) = OldSpelling.modernized(["simulate", "--stars=5"])
    #expect(arguments == ["simulate", "--count=5"] && notes.count == 1)
    #expect(OldSpelling.modernized(["age", "--stars"]).notes.isEmpty)
  }
}
