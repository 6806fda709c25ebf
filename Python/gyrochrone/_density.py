# SPDX-License-Identifier: GPL-3.0-or-later
"""The density of rotation periods at an age and a color."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from . import _library
from ._arguments import Numbers, numbers


def density(
    *, period: Numbers, age: Numbers, bp_rp0: Numbers, bp_rp0_sigma: Numbers | None = None,
    model: str | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The density of the model, without outliers, at points that are broadcast against each other.

    Parameters
    ----------
    period : array_like
        Rotation period, d.
    age : array_like
        Age, Myr.
    bp_rp0 : array_like
        Dereddened BP-RP, mag.
    bp_rp0_sigma : array_like, optional
        Its standard deviation, mag, for a model that is conditioned on it.
    model : str, optional
        Path of a checkpoint; by default the one inside the library.

    Returns
    -------
    log_density : ndarray
        Natural log of the density per dex of period.
    cdf : ndarray
        The probability of a shorter period.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        points = {
            "log10_age_myr": np.log10(numbers("age", age)),
            "bp_rp0": numbers("bp_rp0", bp_rp0),
            "log10_period_days": np.log10(numbers("period", period)),
        }
        if bp_rp0_sigma is not None:
            points["log10_bp_rp0_sigma"] = np.log10(numbers("bp_rp0_sigma", bp_rp0_sigma))
    shape = np.broadcast_shapes(*(array.shape for array in points.values()))
    flat = {name: np.ascontiguousarray(np.broadcast_to(array, shape).reshape(-1))
            for name, array in points.items()}
    log_density, cdf = np.empty(math.prod(shape)), np.empty(math.prod(shape))
    _library.call(
        "gyro_density", _library.model(model, {}).pointer, *_library.columns(flat),
        _library.doubles(log_density), _library.doubles(cdf))
    return log_density.reshape(shape), cdf.reshape(shape)
