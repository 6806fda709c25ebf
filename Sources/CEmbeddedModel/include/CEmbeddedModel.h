// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of the default checkpoint, of the slopes that it is compared with and of the ages of its calibrators.
#pragma once
#include <stddef.h>

/// The checkpoint file, byte for byte.
const unsigned char *gyro_embedded_model_bytes(void);
/// Its length.
extern const size_t gyro_embedded_model_size;

/// The SHA-256 digest of that file, as hexadecimal digits without an end.
const unsigned char *gyro_embedded_model_sha256(void);
/// Its length.
extern const size_t gyro_embedded_model_sha256_size;

/// Catalogs/observed-slopes.json, byte for byte.
const unsigned char *gyro_observed_slopes_bytes(void);
/// Its length.
extern const size_t gyro_observed_slopes_size;

/// Catalogs/calibrated-ages.json, byte for byte.
const unsigned char *gyro_calibrated_ages_bytes(void);
/// Its length.
extern const size_t gyro_calibrated_ages_size;
