// SPDX-License-Identifier: GPL-3.0-or-later
// What the clusters themselves show of spin-down, compiled in beside the model that is compared with it.
#include "CEmbeddedModel.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "../../Catalogs/observed-slopes.json"
};

const unsigned char *gyro_observed_slopes_bytes(void) { return bytes; }
const size_t gyro_observed_slopes_size = sizeof bytes;
