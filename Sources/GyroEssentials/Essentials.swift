// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Foundation that needs neither ICU nor a network: bytes, JSON, and folders.

#if canImport(FoundationEssentials)
  @_exported public import FoundationEssentials
#else
  // On Apple's systems it is not a module of its own.
  @_exported public import Foundation
#endif
