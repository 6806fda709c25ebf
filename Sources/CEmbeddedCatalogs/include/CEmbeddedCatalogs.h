// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the folder Catalogs that every command may need, inside the program.
#pragma once
#include <stddef.h>

/// The path of a file within the folder Catalogs; NULL behind the last one.
const char *gyro_embedded_catalog_name(size_t index);

/// A descriptor from which the file can be read, to be closed by the caller; -1 and errno where none can be had.
int gyro_embedded_catalog_open(size_t index);
