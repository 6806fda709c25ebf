// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of three stars and of the two of them that can be dated as one group, from C.
//
//     cc ages.c -I Sources/GyroC/include -L .build/release -lGyroC -o ages
#include <gyrochrone.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char message[1024];

static void check(int32_t code) {
  if (code == GYRO_SUCCESS) return;
  fprintf(stderr, "%s\n", message);
  exit(1);
}

int main(void) {
  if (gyro_abi_version() != GYRO_ABI_VERSION) return 1;
  gyro_model *model;
  check(gyro_model_open(NULL, "{\"max_age\": 13}", &model, message, sizeof message));

  const double period[] = {25.4, 11.2, -1}, color[] = {0.818, 1.05, 1.1}, sigma[] = {0.02, 0.02, 0.02};
  const char *names[] = {"period", "bp_rp0", "bp_rp0_sigma"};
  const double *columns[] = {period, color, sigma};
  gyro_ages *ages;
  check(gyro_ages_open(model, 3, 3, names, columns, GYRO_ENGINE_AUTO, 1, 0, &ages, message,
                       sizeof message));

  double median[3], quantile[3], draws[3 * 100];
  uint32_t flags[3];
  int32_t reasons[3];
  const double half = 0.5;
  check(gyro_ages_numbers(ages, "log10_age_myr_q50", median, message, sizeof message));
  check(gyro_ages_quantiles(ages, 1, &half, quantile, message, sizeof message));
  check(gyro_ages_samples(ages, 100, 7, draws, message, sizeof message));
  check(gyro_ages_status(ages, flags, reasons, message, sizeof message));
  for (int row = 0; row < 3; row++) {
    int below = 0;
    for (int draw = 0; draw < 100; draw++) below += draws[row * 100 + draw] < median[row];
    printf("star %d %.17g %.3f %d", row, median[row], quantile[row], below);
    for (int bit = 0; bit < 32; bit++)
      if (flags[row] >> bit & 1) printf(" %s", gyro_flag_name(bit));
    if (reasons[row]) {
      char *text;
      check(gyro_ages_reason(ages, row, &text, message, sizeof message));
      printf(" %s: %s", gyro_reason_name(reasons[row]), text);
      gyro_free(text);
    }
    printf("\n");
  }
  gyro_ages_close(ages);

  // The first star again, with what else is known of its age: 1 to 2 Gyr, most probably 1.5 Gyr.
  const int64_t stars[] = {0, 0, 0};
  const double log_ages[] = {3, 3.176, 3.301}, log_likelihoods[] = {-2, 0, -2};
  gyro_model *informed;
  check(gyro_model_with_likelihoods(model, 3, stars, log_ages, log_likelihoods, &informed, message,
                                    sizeof message));
  check(gyro_ages_open(informed, 3, 3, names, columns, GYRO_ENGINE_AUTO, 0, 0, &ages, message,
                       sizeof message));
  check(gyro_ages_numbers(ages, "log10_age_myr_q50", median, message, sizeof message));
  printf("informed %.17g\n", median[0]);
  char *figure;
  check(gyro_ages_figure(ages, &figure, message, sizeof message));
  printf("figure %s", figure);
  gyro_free(figure);
  gyro_ages_close(ages);
  gyro_model_close(informed);

  const double log_age = 3, log_period = 1.05, log_sigma = -1.7;
  const char *coordinates[] = {"log10_age_myr", "bp_rp0", "log10_bp_rp0_sigma", "log10_period_days"};
  const double *point[] = {&log_age, color, &log_sigma, &log_period};
  double log_density, cdf;
  check(gyro_density(model, 1, 4, coordinates, point, &log_density, &cdf, message, sizeof message));
  printf("density %.17g %.17g\n", log_density, cdf);

  char *json;
  check(gyro_cluster(model, "two", 2, 3, names, columns, "{\"method\": \"grid\"}", 1, &json, NULL,
                     message, sizeof message));
  printf("cluster %s", json);
  gyro_free(json);

  // A track: the columns by their names, and the last age and period.
  gyro_table *track;
  check(gyro_track(model, "{\"bp_rp0\": 0.82, \"quantiles\": 0.5, \"ages\": \"100,1000\"}", 1, &track, message,
                   sizeof message));
  printf("track");
  for (int32_t column = 0; gyro_table_column_name(track, column); column++) {
    double values[2];
    if (gyro_table_column_is_text(track, column)) continue;
    check(gyro_table_numbers(track, column, values, message, sizeof message));
    printf(" %s=%.17g", gyro_table_column_name(track, column), values[1]);
  }
  printf("\n");
  gyro_table_close(track);

  char *bibtex;
  check(gyro_cite("[\"Praesepe\"]", &bibtex, message, sizeof message));
  printf("cite %s", bibtex);
  gyro_free(bibtex);

  // What cannot be done says why, and hands out nothing.
  const char *wrong[] = {"period", "colour", "bp_rp0_sigma"};
  ages = NULL;
  if (gyro_ages_open(model, 3, 3, wrong, columns, GYRO_ENGINE_AUTO, 0, 0, &ages, message,
                     sizeof message) != GYRO_BAD_ARGUMENT ||
      ages)
    return 1;
  printf("refused %s\n", message);
  gyro_model_close(model);
  return 0;
}
