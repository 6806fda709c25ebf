// SPDX-License-Identifier: GPL-3.0-or-later
// Vector kernels with run-time dispatch. Every function has a plain Swift twin that the tests hold
// against it. The functions know of nothing but arrays.
#pragma once
#include <stddef.h>
