// SPDX-License-Identifier: GPL-3.0-or-later
// Expat, which reads XML as a stream; imported by GyroTables only.
#pragma once
#include <expat.h>
