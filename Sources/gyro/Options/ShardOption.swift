// SPDX-License-Identifier: GPL-3.0-or-later
// The argument of --shard, in all commands that have it.

internal import ArgumentParser
internal import Gyrochronology

/// The argument of --shard: a part and how many there are, as in 2/8.
struct ShardOption: ExpressibleByArgument {
  let shard: Shard

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1],
      let shard = Shard(index: index, count: count)
    else { return nil }
    self.shard = shard
  }
}
