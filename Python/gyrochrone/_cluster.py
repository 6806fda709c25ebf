# SPDX-License-Identifier: GPL-3.0-or-later
"""The age of stars of one age."""

from __future__ import annotations

import ctypes
import html
import json
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import _library, _likelihood
from ._ages import in_four_digits
from ._arguments import Numbers, stars
from ._figure import Figure
from ._library import ArgumentError, Handle

if TYPE_CHECKING:
    import arviz


class ClusterAge:
    """The age of a cluster: what ``gyro cluster --format json`` writes, and the numbers in it."""

    def __init__(self, age: Handle) -> None:
        self._result: dict[str, Any] = json.loads(_library.text("gyro_cluster_json", age.pointer))
        draws = _library.text("gyro_cluster_draws", age.pointer)
        self._draws: dict[str, Any] | None = json.loads(draws) if draws else None
        # Drawn when it is first asked for.
        self._age: Handle | None = age
        self._figure: Figure | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_figure": self.figure, "_age": None}

    @property
    def figure(self) -> Figure | None:
        """The picture of ``gyro cluster --plot``; None for a group without an age."""
        if self._age is not None:
            text = _library.text("gyro_cluster_figure", self._age.pointer)
            self._figure, self._age = Figure(text) if text else None, None
        return self._figure

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self.figure._repr_mimebundle_() if self.figure else {}

    @property
    def draws(self) -> dict[str, NDArray[np.float64]]:
        """Draws of the parameters in physical units by name, shape (chain, draw); empty with the grid.

        The age is log10 of Myr on the scale of the calibrators; the error of the scale, which is in
        :attr:`median` and :meth:`interval`, is in no draw.
        """
        posterior = self._draws["posterior"] if self._draws else {}
        return {name: np.asarray(values) for name, values in posterior.items()}

    def to_arviz(self) -> arviz.InferenceData:
        """The draws with the sampler's statistics, as ArviZ has them.

        Returns
        -------
        arviz.InferenceData
            With the groups ``posterior`` and ``sample_stats``.
        """
        if self._draws is None:
            raise ArgumentError("The age was computed on the grid, which has no draws.")
        import arviz

        return arviz.from_dict(**self._draws)

    def to_dict(self) -> dict[str, Any]:
        """The object of ``gyro cluster --format json``."""
        return self._result

    @property
    def median(self) -> float:
        """The median age, Myr; NaN if no star can be used."""
        return self._quantile("q50")

    def interval(self, level: float = 0.68) -> tuple[float, float]:
        """The central interval of a probability of 0.68 or 0.95, Myr."""
        names = {0.68: ("q16", "q84"), 0.95: ("q025", "q975")}.get(level)
        if names is None:
            raise ArgumentError(f"level is {level}, expected 0.68 or 0.95.")
        return self._quantile(names[0]), self._quantile(names[1])

    def _quantile(self, name: str) -> float:
        ages = self._result["age_myr"]
        return np.nan if ages is None else ages[name]

    @property
    def budget_dex(self) -> dict[str, float] | None:
        """What each source of uncertainty adds, dex."""
        return self._result["budget_dex"]

    @property
    def flags(self) -> tuple[str, ...]:
        """The warnings by name."""
        return tuple(self._result["flags"])

    @property
    def members(self) -> list[dict[str, Any]]:
        """Every star that was given, with what it does to the age."""
        return self._result["members"]

    def _repr_html_(self) -> str:
        # The disagreement of the colors in standard deviations is not in dex.
        budget = "".join(
            f"<tr><td>{html.escape(name)}</td><td>{value:.3f}</td></tr>"
            for name, value in (self.budget_dex or {}).items()
            if value is not None and name != "color_disagreement_sigma")
        return (f"<p>{html.escape(str(self)[1:-1])}</p>"
                f"<table><tr><th>Uncertainty</th><th>dex</th></tr>{budget}</table>")

    def __repr__(self) -> str:
        name, count = self._result["cluster"], self._result["stars_used"]
        if np.isnan(self.median):
            return f"<{name}: no age, {count} stars>"
        median, low, high = map(in_four_digits, (self.median, *self.interval()))
        return f"<{name}: age {median} Myr, 68 % {low} to {high} Myr, {count} stars>"


def cluster(
    table: Any = None, *, name: str = "cluster", period: Numbers | None = None,
    method: str | None = None, chains: int | None = None, draws: int | None = None,
    seed: int | None = None, prior: str | None = None, max_age: float | None = None, outlier_fraction: float | None = None,
    aliases: str | None = None, extinction_law: str | None = None, color_error: str | None = None,
    grid: int | None = None, age_likelihood: Any = None, model: str | None = None, threads: int = 0,
    **columns: Numbers,
) -> ClusterAge:
    """The age of stars of one age, as ``gyro cluster`` computes it.

    Parameters
    ----------
    table : astropy.table.Table, pandas.DataFrame, mapping or structured array, optional
        A table of the stars, as for :func:`ages`.
    name : str
        What to call the group.
    period : array_like
        Rotation periods, d.
    method : {"nuts", "grid"}, optional
        Sampled with all nuisances (default), or exact with the nuisances fixed.
    chains, draws, seed : int, optional
        Of the sampler.
    prior, max_age, outlier_fraction, aliases, extinction_law, color_error, grid, model, threads
        As for :func:`ages`.
    age_likelihood : table or pair of array_like, optional
        What else is known of the age of the group: a table with the columns ``log10_age_myr`` and ``log_likelihood``, or
        ages in Myr and log likelihoods.
    **columns : array_like
        The other columns of :func:`ages`, such as ``bp_rp0``, ``bp_rp0_sigma`` and ``membership``.

    Returns
    -------
    ClusterAge
        The age.
    """
    known = {
        "period_sigma", "bp_rp0", "bp_rp0_sigma", "bp_rp", "bp_rp_sigma", "av", "av_sigma", "ebv",
        "ebv_sigma", "e_bp_rp", "e_bp_rp_sigma", "teff", "teff_sigma", "b_v", "b_v_sigma", "mass", "mass_sigma",
        "membership", "ruwe",
    }
    for column in columns:
        if column not in known:
            raise TypeError(f"cluster() has no argument {column!r}; expected one of "
                            f"{', '.join(sorted(known))}.")
    inputs, _, _ = stars({"period": period, **columns}, table)
    options = {
        "prior": prior, "max_age": max_age, "outlier_fraction": outlier_fraction, "aliases": aliases,
        "extinction_law": extinction_law, "color_error": color_error, "grid": grid,
    }
    sampling = {"method": method, "chains": chains, "draws": draws, "seed": seed}
    chosen = {key: value for key, value in sampling.items() if value is not None}
    handle = _likelihood.model(
        _library.model(model, options), _likelihood.rows(age_likelihood, ()))
    return ClusterAge(Handle(
        "cluster", handle.pointer, name.encode(), *_library.columns(inputs),
        json.dumps(chosen).encode(), ctypes.c_int32(threads)))
