// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of the default checkpoint, and of the slopes that it is compared with.
#pragma once
#include <stddef.h>

/// The checkpoint file, byte for byte.
const unsigned char *gyro_embedded_model_bytes(void);
/// Its length.
extern const size_t gyro_embedded_model_size;

/// Catalogs/observed-slopes.json, byte for byte.
const unsigned char *gyro_observed_slopes_bytes(void);
/// Its length.
extern const size_t gyro_observed_slopes_size;
