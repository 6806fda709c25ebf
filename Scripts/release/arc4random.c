// SPDX-License-Identifier: GPL-3.0-or-later
// What Debian's Expat and Swift's Foundation take from glibc 2.36, so that the program runs with 2.35 as well (Ubuntu
// 22.04): random bytes of the kernel, with which they seed hash tables.
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

void arc4random_buf(void *buffer, size_t count) {
  char *rest = buffer;
  while (count > 0) {
    ssize_t got = getrandom(rest, count, 0);
    if (got < 0) continue; // interrupted by a signal: it cannot fail otherwise
    rest += got;
    count -= (size_t)got;
  }
}

uint32_t arc4random(void) {
  uint32_t number;
  arc4random_buf(&number, sizeof number);
  return number;
}
