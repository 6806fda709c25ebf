// SPDX-License-Identifier: GPL-3.0-or-later
// OpenSSL's message digests; imported by GyroFiles only.
#pragma once
#include <openssl/evp.h>
