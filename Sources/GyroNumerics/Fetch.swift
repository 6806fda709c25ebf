// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that is going to be needed.

internal import GyroKernels

/// Has bytes brought into the cache, while other work goes on.
package func fetch(_ bytes: UnsafeRawPointer, byteCount: Int) { gyro_fetch(bytes, byteCount) }
