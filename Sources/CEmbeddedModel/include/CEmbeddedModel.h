// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of the default checkpoint.
#pragma once
#include <stddef.h>

/// The checkpoint file, byte for byte.
const unsigned char *gyro_embedded_model_bytes(void);
/// Its length.
extern const size_t gyro_embedded_model_size;
