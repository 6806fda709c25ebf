// SPDX-License-Identifier: GPL-3.0-or-later
// The C library of the platform under one name: exp and log for the rooms of numbers, open and write for files.

#if canImport(Darwin)
  @_exported public import Darwin
#elseif canImport(Glibc)
  @_exported public import Glibc
#elseif canImport(Musl)
  @_exported public import Musl
#endif
