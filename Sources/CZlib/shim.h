// SPDX-License-Identifier: GPL-3.0-or-later
// zlib, which packs and unpacks gzip; imported by GyroTables only.
#pragma once
#include <zlib.h>
