// SPDX-License-Identifier: GPL-3.0-or-later
// Ages of stars from their rotation, for programs in C and in languages that can call it.
#ifndef GYROCHRONE_H
#define GYROCHRONE_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The interface that this header describes; compare it with gyro_abi_version().
#define GYRO_ABI_VERSION 1

// What calls return. With a failure, a message with what was found and expected is written into the caller's
// `message` of `message_size` bytes; both may be 0.
enum {
  GYRO_SUCCESS = 0,
  GYRO_BAD_ARGUMENT = 1, // an argument that cannot be used; the message names it
  GYRO_FAILED = 2        // a file that cannot be read, or an assumption that leaves no answer
};

// How ages are computed: the fast way where the model allows it, as `gyro age` does for tables; each on its own
// in double precision, as `gyro age` does for a single star; or the fast way.
enum { GYRO_ENGINE_AUTO = 0, GYRO_ENGINE_EXACT = 1, GYRO_ENGINE_FAST = 2 };

typedef struct gyro_model gyro_model; // a model with the assumptions of the ages
typedef struct gyro_ages gyro_ages;   // the ages of some stars
typedef struct gyro_cluster_age gyro_cluster_age; // the age of a group
typedef struct gyro_table gyro_table; // a table in memory

int32_t gyro_abi_version(void);
const char *gyro_version(void); // of the package; not to be freed

// The name of the flag of a bit, counted from 0, and of the reason of a code; NULL if there is none. Not to be
// freed. Bits and codes are stable.
const char *gyro_flag_name(int32_t bit);
const char *gyro_reason_name(int32_t code);

// Frees a text that a call returned through a pointer; NULL is allowed.
void gyro_free(char *text);

// Opens a model: the path of a checkpoint, or NULL for the one inside the library. `options` is a JSON object, or
// NULL for the usual assumptions: prior, max_age (Gyr), outlier_fraction, aliases, extinction_law, color_error,
// grid, with the values that the options of `gyro age` have. A model may be used from several threads.
int32_t gyro_model_open(const char *path, const char *options, gyro_model **model, char *message,
                        size_t message_size);
void gyro_model_close(gyro_model *model);

// The same model with likelihoods of the ages of stars from elsewhere, such as isochrones or lithium, which are
// multiplied in, as by `gyro age --age-likelihood`. Each of `count` rows has the number of a star, from 0, a
// log10(age/Myr), and the natural log of the likelihood there up to a constant, -inf where the age is impossible. Rows of
// a star stand together, two or more with increasing ages; between them the log is linear, beyond them the age is
// impossible. A star without rows has rotation alone; for the age of a group there is a single star, 0. The model that
// is given may be closed before.
int32_t gyro_model_with_likelihoods(const gyro_model *model, int64_t count, const int64_t *stars,
                                    const double *log10_age_myr, const double *log_likelihood,
                                    gyro_model **result, char *message, size_t message_size);

// The model and the assumptions as a JSON object, as in the provenance of `gyro age`. Free the text.
int32_t gyro_model_provenance(const gyro_model *model, char **json, char *message,
                              size_t message_size);

// The density of the model at points: natural log of the density per dex of period, and the probability of a
// shorter period. Columns are named log10_age_myr, bp_rp0, log10_bp_rp0_sigma and log10_period_days; those that the
// model is not conditioned on may be left out. NaN where a coordinate is not finite.
int32_t gyro_density(const gyro_model *model, int64_t count, int32_t column_count,
                     const char *const *names, const double *const *columns, double *log_density,
                     double *cdf, char *message, size_t message_size);

// Dates stars. Columns are named as the keys of `gyro age --column`: period (d) and a color at least, bp_rp0 or
// bp_rp with its extinction, teff (K) or b_v; each with _sigma; membership, ruwe. Each has `star_count` numbers;
// NaN is a missing one. A star that cannot be dated has a reason and does not make the call fail. With
// `keeps_posteriors` not 0, quantiles and samples can be asked for. `thread_count` 0 is one per core; results do
// not depend on it.
int32_t gyro_ages_open(gyro_model *model, int64_t star_count, int32_t column_count,
                       const char *const *names, const double *const *columns, int32_t engine,
                       int32_t keeps_posteriors, int32_t thread_count, gyro_ages **ages,
                       char *message, size_t message_size);
void gyro_ages_close(gyro_ages *ages);

// Which columns of a table describe stars, by the names that `gyro age` knows. `names` is a JSON array of texts;
// `requested`, or NULL, a JSON object of names by key, which go before known names. `json` is an object of names by
// key, and by the key with `_unit` of units that names state and that numbers are to be converted from. Free the text.
int32_t gyro_star_columns(const char *names, const char *requested, char **json, char *message,
                          size_t message_size);

// A number of each age by the name of its column in the tables of `gyro age`, such as log10_age_myr_q50; NaN where
// there is none. `values` has room for one number per star.
int32_t gyro_ages_numbers(const gyro_ages *ages, const char *name, double *values, char *message,
                          size_t message_size);

// Flags as bits (see gyro_flag_name), and 0 or the code of the reason why there is no age (see gyro_reason_name).
// Either array may be NULL.
int32_t gyro_ages_status(const gyro_ages *ages, uint32_t *flags, int32_t *reasons, char *message,
                         size_t message_size);

// Why the star of a row, counted from 0, has no age; empty where it has one. Free the text.
int32_t gyro_ages_reason(const gyro_ages *ages, int64_t row, char **text, char *message,
                         size_t message_size);

// Quantiles of log10(age/Myr) at probabilities from 0 to 1, row by row: `values` has room for stars times
// `count`. Between the 65 quantiles that are kept, the distribution function is linear.
int32_t gyro_ages_quantiles(const gyro_ages *ages, int64_t count, const double *probabilities,
                            double *values, char *message, size_t message_size);

// Draws of log10(age/Myr) from each posterior, row by row; the same seed gives the same draws.
int32_t gyro_ages_samples(const gyro_ages *ages, int64_t count, uint64_t seed, double *values,
                          char *message, size_t message_size);

// The ages as a picture in the grammar of Vega-Lite 5, that of `gyro age --plot`: the posterior of a single star,
// an overview of several. NULL for a single star without an age. Free the text.
int32_t gyro_ages_figure(const gyro_ages *ages, char **vega_lite, char *message,
                         size_t message_size);

// Dates a group of stars of one age. `options`, or NULL: method (nuts or grid), chains, draws, seed.
int32_t gyro_cluster_open(gyro_model *model, const char *name, int64_t star_count,
                          int32_t column_count, const char *const *names,
                          const double *const *columns, const char *options, int32_t thread_count,
                          gyro_cluster_age **age, char *message, size_t message_size);
void gyro_cluster_close(gyro_cluster_age *age);

// The age of a group: as the JSON object of `gyro cluster --format json`; its draws as that of `gyro cluster --draws
// FILE.json`, NULL with the grid; as a picture in the grammar of Vega-Lite 5, NULL for a group without an age. Free the
// texts.
int32_t gyro_cluster_json(const gyro_cluster_age *age, char **json, char *message,
                          size_t message_size);
int32_t gyro_cluster_draws(const gyro_cluster_age *age, char **json, char *message,
                           size_t message_size);
int32_t gyro_cluster_figure(const gyro_cluster_age *age, char **vega_lite, char *message,
                            size_t message_size);

// The same in one call: the JSON object, and the draws unless `draws` is NULL.
int32_t gyro_cluster(gyro_model *model, const char *name, int64_t star_count, int32_t column_count,
                     const char *const *names, const double *const *columns, const char *options,
                     int32_t thread_count, char **json, char **draws, char *message,
                     size_t message_size);

// Tracks (with the option bp_rp0, mag) or gyrochrones (with gyrochrone, Myr) as a table, as `gyro track` writes it.
// In place of colors, teff (K), b_v (mag) or mass (solar masses) by the table of dwarfs.
// `options` is a JSON object; numbers of which there may be several are a number or a text such as "10,100" or
// "10:5000:61": bp_rp0, gyrochrone, quantiles, ages, colors; bp_rp0_sigma; relations (1 for all that are published, or their names joined by commas).
int32_t gyro_track(const gyro_model *model, const char *options, int32_t thread_count,
                   gyro_table **table, char *message, size_t message_size);

// Mock stars as a table, as `gyro simulate` writes it. `options`: age (Myr, or a range), stars, seed, colors,
// bp_rp0_sigma, relative_period_sigma, av, av_sigma, av_offset, outlier_fraction, field_fraction, min_period,
// max_period.
int32_t gyro_simulate(const gyro_model *model, const char *options, int32_t thread_count,
                      gyro_table **table, char *message, size_t message_size);

// A table: its rows; of a column, counted from 0, name, unit (empty if it has none), meaning, all NULL behind the
// last column and freed with the table, and whether it holds texts; its numbers, one per row and NaN where there is
// none; its texts, as a JSON array, to be freed.
void gyro_table_close(gyro_table *table);
int64_t gyro_table_row_count(const gyro_table *table);
const char *gyro_table_column_name(const gyro_table *table, int32_t column);
const char *gyro_table_column_unit(const gyro_table *table, int32_t column);
const char *gyro_table_column_meaning(const gyro_table *table, int32_t column);
int32_t gyro_table_column_is_text(const gyro_table *table, int32_t column);
int32_t gyro_table_numbers(const gyro_table *table, int32_t column, double *values, char *message,
                           size_t message_size);
int32_t gyro_table_texts(const gyro_table *table, int32_t column, char **json, char *message,
                         size_t message_size);

// References in BibTeX, as `gyro cite` prints them. `subjects` is a JSON array of clusters, stars, sources or result
// files, or NULL for the catalog and the model inside the library. Free the text.
int32_t gyro_cite(const char *subjects, char **bibtex, char *message, size_t message_size);

// The page of `gyro explore`, which computes ages in a browser: one HTML file. `model` is a checkpoint file, or NULL for
// the model inside the library. Free the text.
int32_t gyro_explore(const char *model, char **html, char *message, size_t message_size);

#ifdef __cplusplus
}
#endif
#endif
