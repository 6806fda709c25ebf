# SPDX-License-Identifier: GPL-3.0-or-later
"""Likelihoods of the ages of stars from elsewhere, as rows of star, age and likelihood."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import _library
from ._arguments import numbers, table_names
from ._library import ArgumentError, Handle

_NAMES = ("id", "log10_age_myr", "log_likelihood")

#: Numbers of the stars, log10 ages in Myr and log likelihoods, one of each per row.
Rows = tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]


def rows(given: Any, shape: tuple[int, ...], ids: Any = None) -> Rows | None:
    """The rows of an argument.

    Parameters
    ----------
    given : table or pair of array_like
        A table as ``gyro age --age-likelihood`` reads one, or ages with log likelihoods whose last axis follows them.
    shape : tuple of int
        The shape of the stars.
    ids : array_like, optional
        The names of the stars; by default their numbers, from 1.

    Raises
    ------
    ArgumentError
        If it is neither, or no star has a likelihood.
    """
    if given is None:
        return None
    found = _of_table(given, shape, ids) if table_names(given) is not None else _of_pair(given, shape)
    if len(found[0]) == 0:
        raise ArgumentError("age_likelihood holds no number for any of the stars.")
    return found


def _of_table(given: Any, shape: tuple[int, ...], ids: Any) -> Rows:
    names = table_names(given) or []
    # The likelihood of a single star or of a group need not name it.
    wanted = _NAMES[1:] if shape == () and "id" not in names else _NAMES
    for name in wanted:
        if name not in names:
            raise ArgumentError(
                f"age_likelihood has no column {name}; expected {', '.join(_NAMES)}.")
    ages, values = (np.reshape(numbers(name, given[name]), -1) for name in _NAMES[1:])
    keys = ([str(name) for name in np.asarray(given["id"]).reshape(-1).tolist()] if "id" in wanted
            else [""] * len(ages))
    if not len(keys) == len(ages) == len(values):
        raise ArgumentError(
            f"The columns of age_likelihood have {len(keys)}, {len(ages)} and {len(values)} rows; expected equally "
            "many.")
    if shape == ():
        if len(set(keys)) > 1:
            raise ArgumentError(
                f"age_likelihood names {len(set(keys))} stars; expected the one that is dated.")
        return np.zeros(len(ages), np.int64), ages, values
    places: dict[str, list[int]] = {}
    for star, name in enumerate(range(1, math.prod(shape) + 1) if ids is None else ids):
        places.setdefault(str(name), []).append(star)
    of_name: dict[str, list[int]] = {}
    for row, name in enumerate(keys):
        of_name.setdefault(name, []).append(row)
    pairs = [(star, row) for name, stars in places.items() for star in stars
             for row in of_name.get(name, ())]
    if not pairs and keys:
        raise ArgumentError(
            f"age_likelihood has no row for any of the stars: its first is of {keys[0]!r}, the first star is "
            f"{next(iter(places), None)!r}.")
    taken = np.array([row for _, row in pairs], np.intp)
    return np.array([star for star, _ in pairs], np.int64), ages[taken], values[taken]


def _of_pair(given: Any, shape: tuple[int, ...]) -> Rows:
    try:
        ages, values = given
    except (TypeError, ValueError):
        raise ArgumentError(
            f"age_likelihood is of type {type(given).__name__}, expected a table with the columns "
            f"{', '.join(_NAMES)}, or ages in Myr with log likelihoods.") from None
    grid = numbers("age", ages)
    likelihoods = numbers("age_likelihood", values)
    if grid.ndim != 1 or not (grid > 0).all():
        raise ArgumentError("The ages of age_likelihood are not a list of positive numbers of Myr.")
    try:
        spread = np.broadcast_to(likelihoods, (*shape, len(grid)))
    except ValueError:
        raise ArgumentError(
            f"age_likelihood has log likelihoods of shape {likelihoods.shape}, expected "
            f"{(*shape, len(grid))}: that of the stars, then the ages.") from None
    spread = spread.reshape(-1, len(grid))
    # A star about which nothing is known has NaN for all ages.
    missing = np.isnan(spread)
    known = np.flatnonzero(~missing.all(axis=1))
    if missing[known].any():
        star = known[missing[known].any(axis=1)][0]
        raise ArgumentError(
            f"age_likelihood, row {star}, is NaN at some ages; expected numbers, -inf where an age is "
            "impossible, or NaN at all ages.")
    return (np.repeat(known.astype(np.int64), len(grid)), np.tile(np.log10(grid), len(known)),
            np.ascontiguousarray(spread[known].reshape(-1)))


def model(bare: Handle, likelihoods: Rows | None) -> Handle:
    """A model with likelihoods, or the model itself where there are none."""
    if likelihoods is None:
        return bare
    stars, ages, values = (np.ascontiguousarray(column) for column in likelihoods)
    return Handle(
        "model", bare.pointer, ctypes.c_int64(len(stars)), _library.doubles(stars), _library.doubles(ages),
        _library.doubles(values), opener="gyro_model_with_likelihoods")
