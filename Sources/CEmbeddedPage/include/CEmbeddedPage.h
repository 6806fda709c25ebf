// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the page that `gyro explore` writes, inside the program.
#pragma once
#include <stddef.h>

/// The name of a file of the page, in the order in which scripts need each other; NULL behind the last one.
const char *gyro_page_file_name(size_t index);

/// Its bytes, with a zero behind them.
const char *gyro_page_file_text(size_t index);
