// SPDX-License-Identifier: GPL-3.0-or-later
// CFITSIO, which reads and writes FITS tables; imported by GyroTables only.
#pragma once
#include <fitsio.h>
