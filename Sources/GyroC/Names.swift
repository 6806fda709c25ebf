// SPDX-License-Identifier: GPL-3.0-or-later
// Names of flags, of reasons and of this version, as texts that live as long as the program.

internal import GyroPlatform
internal import GyroQuantities
internal import Gyrochronology

/// Texts that are never freed, made once.
private struct Names: @unchecked Sendable {
  private let byCode: [Int: UnsafePointer<CChar>]

  init(_ kind: StatusDefinition.Kind) {
    byCode = Dictionary(
      uniqueKeysWithValues: StatusDefinition.all(kind).compactMap { definition in
        strdup(definition.name).map { (definition.code, UnsafePointer($0)) }
      })
  }

  subscript(code: Int32) -> UnsafePointer<CChar>? { byCode[Int(code)] }

  static let flags = Names(.starFlag)
  static let reasons = Names(.noAgeReason)
}

private struct Version: @unchecked Sendable {
  let text = UnsafePointer(strdup(ProgramVersion.current))

  static let current = Version()
}

/// The version of the package, which is not the caller's to free.
@c(gyro_version)
public func gyroVersion() -> UnsafePointer<CChar>? { Version.current.text }

/// The name of the flag of a bit; NULL if there is none.
@c(gyro_flag_name)
public func gyroFlagName(_ bit: Int32) -> UnsafePointer<CChar>? { Names.flags[bit] }

/// The name of the reason of a code; NULL if there is none.
@c(gyro_reason_name)
public func gyroReasonName(_ code: Int32) -> UnsafePointer<CChar>? { Names.reasons[code] }
