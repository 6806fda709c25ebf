// SPDX-License-Identifier: GPL-3.0-or-later
// How old the calibrators of each color are, compiled in beside the model that was trained on them.
#include "CEmbeddedModel.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "../../Catalogs/calibrated-ages.json"
};

const unsigned char *gyro_calibrated_ages_bytes(void) { return bytes; }
const size_t gyro_calibrated_ages_size = sizeof bytes;
