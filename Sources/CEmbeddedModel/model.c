// SPDX-License-Identifier: GPL-3.0-or-later
// The default checkpoint, compiled in so that the program is one file that works from any folder.
#include "CEmbeddedModel.h"

// Clang has #embed in every mode; its warning is about other compilers.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "default.safetensors"
};

const unsigned char *gyro_embedded_model_bytes(void) { return bytes; }
const size_t gyro_embedded_model_size = sizeof bytes;

// The digits with which the file begins; sha256sum writes the name behind them.
static const unsigned char digits[] = {
#embed "default.sha256" limit(64)
};

const unsigned char *gyro_embedded_model_sha256(void) { return digits; }
const size_t gyro_embedded_model_sha256_size = sizeof digits;
