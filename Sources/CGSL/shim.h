// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the GNU Scientific Library that GyroNumerics may use.
#pragma once
#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_spline.h>
#include <gsl/gsl_statistics.h>

// A rule is chosen by the value of a global variable, which Swift does not read.
static inline gsl_integration_fixed_workspace *gyro_gauss_hermite(size_t count, double a, double b) {
  return gsl_integration_fixed_alloc(gsl_integration_fixed_hermite, count, a, b, 0, 0);
}
