// SPDX-License-Identifier: GPL-3.0-or-later
// Memory and the cache: what is going to be needed, and where vectors begin.

internal import GyroKernels

/// Has bytes brought into the cache, while other work goes on.
package func fetch(_ bytes: UnsafeRawPointer, byteCount: Int) { gyro_fetch(bytes, byteCount) }

extension UnsafeMutablePointer {
  /// Memory that begins with a line of the cache, so that no vector of the kernels needs two of them; `deallocate` gives
  /// it back.
  package static func allocateAligned(capacity: Int) -> Self {
    UnsafeMutableRawPointer.allocate(
      byteCount: capacity * MemoryLayout<Pointee>.stride, alignment: 64
    ).bindMemory(to: Pointee.self, capacity: capacity)
  }
}
