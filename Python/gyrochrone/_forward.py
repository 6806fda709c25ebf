# SPDX-License-Identifier: GPL-3.0-or-later
"""From age to period: tracks, gyrochrones and mock stars."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from . import _library, _table
from ._arguments import Numbers, numbers
from ._library import ArgumentError


class Lines(_table.Columns):
    """Periods along tracks or gyrochrones, one row per point, as ``gyro track`` writes them.

    Columns are ``age_myr``, ``bp_rp0``, ``quantile``, ``period_days`` and others; ``list(lines)`` names them.
    """

    _axis = "age_myr"

    def plot(self, ax: Any = None, **style: Any) -> Any:
        """Draws the lines with Matplotlib.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Where to draw; by default new axes.
        **style
            Passed on to ``ax.plot``.

        Returns
        -------
        matplotlib.axes.Axes
            The axes.
        """
        if ax is None:
            import matplotlib.pyplot as plt

            ax = plt.subplots()[1]
        other = "bp_rp0" if self._axis == "age_myr" else "age_myr"
        for at in np.unique(self[other]):
            for quantile in np.unique(self["quantile"]):
                rows = (self[other] == at) & (self["quantile"] == quantile)
                ax.plot(self[self._axis][rows], self["period_days"][rows],
                        **{"label": f"{at:g}, {quantile:g}", **style})
        ax.set_yscale("log")
        ax.set_ylabel("Rotation period (d)")
        if self._axis == "age_myr":
            ax.set_xscale("log")
        ax.set_xlabel("Age (Myr)" if self._axis == "age_myr" else "BP-RP, dereddened (mag)")
        return ax


class Gyrochrones(Lines):
    """Periods against color at some ages."""

    _axis = "bp_rp0"


def _list(name: str, values: Numbers | None) -> str | None:
    """Numbers as the library takes a list of them, to the last bit."""
    if values is None:
        return None
    found = np.atleast_1d(numbers(name, values)).ravel()
    if not (len(found) and np.isfinite(found).all()):
        raise ArgumentError(f"{name} is {values!r}, expected finite numbers.")
    return ",".join(repr(float(value)) for value in found)


def _relations(names: bool | str | Sequence[str]) -> int | str:
    """Published relations as the library takes them: none, all, or names joined by commas."""
    if isinstance(names, (bool, int)):
        return int(names)
    return (names if isinstance(names, str) else ",".join(names)) or 0


def _options(**options: Any) -> bytes:
    return json.dumps({name: value for name, value in options.items() if value is not None}).encode()


def track(
    bp_rp0: Numbers | None = None, *, teff: Numbers | None = None, b_v: Numbers | None = None,
    mass: Numbers | None = None, ages: Numbers | None = None, quantiles: ArrayLike | None = None,
    bp_rp0_sigma: float | None = None, relations: bool | str | Sequence[str] = False,
    model: str | None = None, threads: int = 0,
) -> Lines:
    """Periods against age at some colors, for stars that keep their rank.

    Parameters
    ----------
    bp_rp0 : array_like, optional
        Dereddened BP-RP, mag.
    teff, b_v, mass : array_like, optional
        In place of the color: effective temperature in K, dereddened B-V in mag, or mass in solar masses, by the table
        of dwarfs. The points are flagged, and have a column of it.
    ages : array_like, optional
        Ages, Myr; by default 61 from 10 to 5000.
    quantiles : array_like, optional
        Fractions of the stars that rotate faster; by default 0.05, 0.5 and 0.95.
    bp_rp0_sigma : float, optional
        Standard deviation of the color that periods are seen with, mag.
    relations : bool, str or sequence of str
        Whether to add the periods of all published relations, or the names of those to add, such as "angus-2019".
    model : str, optional
        Path of a checkpoint; by default the one inside the library.
    threads : int
        Threads to use; 0 is one per core.

    Returns
    -------
    Lines
        One row per color, quantile and age.
    """
    options = _options(
        bp_rp0=_list("bp_rp0", bp_rp0), teff=_list("teff", teff), b_v=_list("b_v", b_v),
        mass=_list("mass", mass), ages=_list("ages", ages),
        quantiles=_list("quantiles", quantiles), bp_rp0_sigma=bp_rp0_sigma,
        relations=_relations(relations))
    return Lines(*_table.read(
        "gyro_track", _library.model(model, {}).pointer, options, ctypes.c_int32(threads)))


def gyrochrone(
    age: Numbers, *, colors: Numbers | None = None, teff: Numbers | None = None,
    b_v: Numbers | None = None, mass: Numbers | None = None, quantiles: ArrayLike | None = None,
    bp_rp0_sigma: float | None = None, relations: bool | str | Sequence[str] = False,
    model: str | None = None, threads: int = 0,
) -> Gyrochrones:
    """Periods against color at some ages.

    Parameters
    ----------
    age : array_like
        Ages, Myr.
    colors : array_like, optional
        Dereddened BP-RP, mag; by default 101 over the range that the model knows.
    teff, b_v, mass, quantiles, bp_rp0_sigma, relations, model, threads
        As for :func:`track`.

    Returns
    -------
    Gyrochrones
        One row per age, quantile and color.
    """
    options = _options(
        gyrochrone=_list("age", age), colors=_list("bp_rp0", colors), teff=_list("teff", teff),
        b_v=_list("b_v", b_v), mass=_list("mass", mass),
        quantiles=_list("quantiles", quantiles), bp_rp0_sigma=bp_rp0_sigma,
        relations=_relations(relations))
    return Gyrochrones(*_table.read(
        "gyro_track", _library.model(model, {}).pointer, options, ctypes.c_int32(threads)))


def simulate(
    age: float | tuple[float, float], stars: int = 500, *, seed: int = 1,
    colors: tuple[float, float] | None = None, bp_rp0_sigma: float | None = None,
    relative_period_sigma: float | None = None, av: float | None = None,
    av_sigma: float | None = None, av_offset: float | None = None,
    outlier_fraction: float | None = None, field_fraction: float | None = None,
    min_period: float | None = None, max_period: float | None = None, model: str | None = None,
    threads: int = 0,
) -> _table.Columns:
    """Mock stars, as ``gyro simulate`` draws them.

    Parameters
    ----------
    age : float or pair of float
        Age of all stars, Myr, or a range with a uniform density of its logarithm.
    stars : int
        How many.
    seed : int
        Seed of the random numbers; a star depends on it and on its number alone.
    colors : pair of float, optional
        Range of dereddened BP-RP, mag.
    bp_rp0_sigma : float, optional
        Standard deviation of the dereddened color, mag.
    relative_period_sigma : float, optional
        Error of a period, relative to it.
    av, av_sigma, av_offset : float, optional
        Extinction of all stars with its error and what the measured one has too much, mag; without it colors are
        dereddened.
    outlier_fraction, field_fraction : float, optional
        Fractions of outliers among the members, and of field stars.
    min_period, max_period : float, optional
        Shortest and longest period that is found, d.
    model, threads
        As for :func:`track`.

    Returns
    -------
    Columns
        One row per star whose period is found; the columns are arguments of :func:`ages`, and what was put in.
    """
    def ends(name: str, value: Any) -> str | float | None:
        if value is None or np.ndim(value) == 0:
            return value
        if np.shape(value) != (2,):
            raise ArgumentError(f"{name} is {value!r}, expected a pair of numbers.")
        return ":".join(repr(float(end)) for end in value)

    options = _options(
        age=ends("age", age), stars=stars, seed=seed, colors=ends("colors", colors),
        bp_rp0_sigma=bp_rp0_sigma, relative_period_sigma=relative_period_sigma, av=av,
        av_sigma=av_sigma, av_offset=av_offset, outlier_fraction=outlier_fraction,
        field_fraction=field_fraction, min_period=min_period, max_period=max_period)
    return _table.Columns(*_table.read(
        "gyro_simulate", _library.model(model, {}).pointer, options, ctypes.c_int32(threads)))


def cite(*subjects: str) -> str:
    """References in BibTeX, as ``gyro cite`` prints them.

    Parameters
    ----------
    *subjects : str
        Clusters, stars, sources or result files; by default the catalog and the model inside the library.

    Returns
    -------
    str
        Entries of BibTeX.
    """
    return _library.text("gyro_cite", json.dumps(subjects).encode())
