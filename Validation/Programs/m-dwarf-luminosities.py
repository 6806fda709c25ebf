#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the luminosity of an M dwarf says anything of its period beside its color.

Use: m-dwarf-luminosities.py training_stars.csv    (the table of feinstein-2024; needs NumPy and SciPy)

Within each group of one age, a star's period is ranked among the 25 stars nearest in color, about a line through their
log periods, and its absolute magnitude M_K is taken relative to a line through theirs. If mass, metallicity or contraction set the period
beside the color, the two are correlated. Stars 0.45 mag off their neighbors are binaries, or no members, and left out.
The last line is the mean correlation, and by how much a normal density could gain from it.
"""
import collections
import csv
import math
import sys

import numpy as np
from scipy.stats import norm, spearmanr

MINIMUM_BP_RP0, MAXIMUM_RUWE, MAXIMUM_OFFSET_MAG = 2.2, 1.4, 0.45
MINIMUM_COUNT, NEIGHBOR_COUNT = 60, 25


def groups(path):
    """Color, log10 period and M_K of the stars of each group."""
    found = collections.defaultdict(list)
    with open(path, newline="") as table:
        for row in csv.DictReader(table):
            texts = [row[name] for name in ("bp_rp_0", "prot_days", "M_Ks", "age_gyr")]
            if not all(texts):
                continue
            color, period, magnitude, age = map(float, texts)
            is_single = not row["ruwe"] or float(row["ruwe"]) <= MAXIMUM_RUWE
            if color >= MINIMUM_BP_RP0 and 0.1 < period < 100 and is_single:
                name = row["cluster_name"] or f"{1000 * age:.0f} Myr"
                found[name].append((color, math.log10(period), magnitude))
    return {name: np.array(stars) for name, stars in found.items() if len(stars) >= MINIMUM_COUNT}


def residuals(stars):
    """Normal deviates of the periods' ranks, and offsets in M_K, among neighbors in color."""
    count = min(NEIGHBOR_COUNT, len(stars) // 3)
    deviates, offsets = [], []
    for index, (color, period, magnitude) in enumerate(stars):
        near = np.argsort(np.abs(stars[:, 0] - color), kind="stable")[: count + 1]
        near = near[near != index]
        design = np.column_stack([np.ones(len(near)), stars[near, 0] - color])
        lines, *_ = np.linalg.lstsq(design, stars[near][:, 1:], rcond=None)
        offsets.append(magnitude - lines[0, 1])
        around = stars[near, 1] - design @ lines[:, 0]
        rank = (np.sum(around < period - lines[0, 0]) + 0.5) / (len(near) + 1)
        deviates.append(norm.ppf(rank))
    return np.array(deviates), np.array(offsets)


def main():
    print("| group | stars | rank correlation | p |\n|---|---:|---:|---:|")
    weights, sums, total = 0, 0.0, 0
    for name, stars in sorted(groups(sys.argv[1]).items(), key=lambda item: -len(item[1])):
        deviates, offsets = residuals(stars)
        single = np.abs(offsets) < MAXIMUM_OFFSET_MAG
        correlation, p = spearmanr(deviates[single], offsets[single])
        print(f"| {name} | {single.sum()} | {correlation:+.3f} | {p:.3f} |")
        weights += single.sum() - 3
        sums += (single.sum() - 3) * math.atanh(correlation)
        total += single.sum()
    mean, sigma = sums / weights, 1 / math.sqrt(weights)
    limit = abs(math.tanh(mean)) + 2 * sigma
    print(
        f"\nAll {total} stars: {math.tanh(mean):+.3f} ± {sigma:.3f}; gain below "
        f"{-0.5 * math.log(1 - limit**2):.4f} nat per star (two standard errors)"
    )


if __name__ == "__main__":
    main()
