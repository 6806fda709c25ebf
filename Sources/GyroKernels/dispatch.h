// SPDX-License-Identifier: GPL-3.0-or-later
// Run-time dispatch: one function compiled for several instruction sets, chosen when the program loads.
#pragma once
#if defined(__x86_64__) && defined(__linux__)
#define GYRO_DISPATCHED \
  __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define GYRO_DISPATCHED
#endif
#define GYRO_INLINE static inline __attribute__((always_inline))
