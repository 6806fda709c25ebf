// SPDX-License-Identifier: GPL-3.0-or-later
// The loop of libFuzzer around one of the program's parsers, chosen by GYRO_FUZZ_SUBJECT.

import Foundation

/// The loop of libFuzzer, which calls back with one input after another.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
  _ argumentCount: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// What is fed with the bytes.
private let subject: Subject = {
  let name = ProcessInfo.processInfo.environment["GYRO_FUZZ_SUBJECT"] ?? ""
  guard let subject = subjects[name] else {
    fatalError("GYRO_FUZZ_SUBJECT is \"\(name)\", expected one of \(subjects.keys.sorted())")
  }
  return subject
}()

/// What the linker takes for `main`; libFuzzer brings its own only where there is none.
@_cdecl("GyroFuzz_main")
func start(
  _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  var (count, arguments) = (count, arguments)
  if let path = ProcessInfo.processInfo.environment["GYRO_FUZZ_SEED"], let seed = subject.seed {
    guard (try? Data(seed()).write(to: URL(filePath: path))) != nil else {
      fatalError("\(path) cannot be written")
    }
  }
  return runFuzzer(&count, &arguments) { bytes, size in
    subject.parse([UInt8](UnsafeBufferPointer(start: bytes, count: size)))
    return 0
  }
}
