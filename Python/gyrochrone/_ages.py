# SPDX-License-Identifier: GPL-3.0-or-later
"""Ages of single stars."""

from __future__ import annotations

import ctypes
import html
import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _arguments, _library, _likelihood
from ._arguments import Numbers, table_names
from ._figure import Figure
from ._library import ArgumentError, Handle

if TYPE_CHECKING:
    import astropy.table
    import pandas

_ENGINES = {"auto": 0, "exact": 1, "fast": 2}
_LOG10 = ("q025", "q16", "q50", "q84", "q975", "mode", "mean", "sigma")
_NUMBERS = (
    *(f"log10_age_myr_{suffix}" for suffix in _LOG10),
    "age_myr_q16", "age_myr_q50", "age_myr_q84", "log_evidence", "log10_age_myr_epistemic_sigma",
    "bp_rp0_used", "bp_rp0_used_sigma",
)


def _power10(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """10 to powers, to the last bit as the command has it, which NumPy's own is not on every machine."""
    return np.fromiter((math.pow(10, value) for value in values), np.float64, len(values))


def in_four_digits(value: float) -> str:
    """A number for a person to read; empty if there is none."""
    return "" if np.isnan(value) else f"{float(f'{value:.4g}'):g}"


class Ages:
    """Ages of stars, in the shape of the arguments of :func:`ages`.

    Attributes
    ----------
    shape : tuple of int
        The shape; empty for a single star, whose results are numbers and texts instead of arrays.
    """

    def __init__(
        self, inputs: dict[str, NDArray[np.float64]], shape: tuple[int, ...], model: str | None,
        options: dict[str, Any], engine: int, threads: int, source: Any = None,
        likelihoods: _likelihood.Rows | None = None,
    ) -> None:
        self.shape, self._source, self._likelihoods = shape, source, likelihoods
        self._inputs, self._model, self._options = inputs, model, options
        self._engine, self._threads = engine, threads
        self._handles: dict[bool, Handle] = {}
        ages = self._handle()
        self._values: dict[str, NDArray[np.float64]] = {}
        self._bits = np.zeros(len(self), dtype=np.uint32)
        self._codes = np.zeros(len(self), dtype=np.int32)
        _library.call(
            "gyro_ages_status", ages.pointer,
            self._bits.ctypes.data_as(ctypes.POINTER(ctypes.c_uint32)),
            self._codes.ctypes.data_as(ctypes.POINTER(ctypes.c_int32)))

    def __len__(self) -> int:
        """The number of stars."""
        return len(self._inputs["period"])

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_handles": {}}

    def _handle(self, *, posteriors: bool = False) -> Handle:
        # Posteriors take 65 numbers per star, and are computed when they are asked for.
        if posteriors not in self._handles:
            model = _likelihood.model(
                _library.model(self._model, self._options), self._likelihoods)
            self._handles[posteriors] = Handle(
                "ages", model.pointer,
                *_library.columns(self._inputs), ctypes.c_int32(self._engine),
                ctypes.c_int32(posteriors), ctypes.c_int32(self._threads))
        return self._handles[posteriors]

    def _column(self, name: str) -> NDArray[np.float64]:
        """A number of each age, taken from the library when it is first asked for."""
        if name not in self._values:
            values = np.empty(len(self))
            _library.call(
                "gyro_ages_numbers", self._handle().pointer, name.encode(),
                _library.doubles(values))
            self._values[name] = values
        return self._values[name]

    def _shaped(self, values: NDArray[Any]) -> Any:
        found = values.reshape(self.shape + values.shape[1:])
        return found[()] if found.ndim == 0 else found

    def number(self, name: str) -> Any:
        """A number of each age, by the name of its column in the tables of ``gyro age``.

        Parameters
        ----------
        name : str
            Such as ``"log10_age_myr_mean"``, ``"age_myr_q50"`` or ``"log_evidence"``.

        Returns
        -------
        float or ndarray
            NaN for stars that cannot be dated.
        """
        if name not in _NUMBERS:
            raise ArgumentError(f"There is no number {name!r}; expected one of {', '.join(_NUMBERS)}.")
        return self._shaped(self._column(name))

    @property
    def median(self) -> Any:
        """The median age, Myr; NaN where there is none."""
        return self.number("age_myr_q50")

    def interval(self, level: float = 0.68) -> tuple[Any, Any]:
        """The central interval of a probability.

        Parameters
        ----------
        level : float
            The probability, between 0 and 1. At 0.68 and 0.95 the bounds are those that the command prints;
            at others they are interpolated in 65 quantiles.

        Returns
        -------
        low, high : float or ndarray
            The bounds, Myr.
        """
        if not 0 < level < 1:
            raise ArgumentError(f"level is {level}, expected a probability between 0 and 1.")
        if level == 0.68:
            return self.number("age_myr_q16"), self.number("age_myr_q84")
        if level == 0.95:
            low, high = (self._column(f"log10_age_myr_{name}") for name in ("q025", "q975"))
        else:
            low, high = self._quantiles(np.array([(1 - level) / 2, (1 + level) / 2])).T
        return self._shaped(_power10(low)), self._shaped(_power10(high))

    def _quantiles(self, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        values = np.empty((len(self), len(probabilities)))
        _library.call(
            "gyro_ages_quantiles", self._handle(posteriors=True).pointer,
            ctypes.c_int64(len(probabilities)), _library.doubles(probabilities),
            _library.doubles(values))
        return values

    def quantile(self, probability: ArrayLike) -> Any:
        """The ages below which probabilities lie.

        Parameters
        ----------
        probability : float or array_like
            Probabilities from 0 to 1.

        Returns
        -------
        float or ndarray
            Ages in Myr; the shape of the stars, followed by that of the probabilities.
        """
        wanted = np.asarray(probability, dtype=np.float64)
        values = self._quantiles(np.ascontiguousarray(wanted.reshape(-1)))
        return self._shaped(10 ** values.reshape((len(self), *wanted.shape)))

    def sample(self, n: int, rng: np.random.Generator | int | None = None) -> Any:
        """Draws from the posterior of each star.

        Parameters
        ----------
        n : int
            The number of draws of each star.
        rng : numpy.random.Generator or int, optional
            A generator, from which a seed is taken, or the seed itself, with which ``gyro age --samples n --seed``
            gives the same draws of a table.

        Returns
        -------
        ndarray
            Ages in Myr; the shape of the stars, followed by ``n``. NaN for stars that cannot be dated.
        """
        if n < 0:
            raise ArgumentError(f"n is {n}, expected 0 or more.")
        seed = (int(rng) if isinstance(rng, (int, np.integer))
                else int(np.random.default_rng(rng).integers(2**63)))
        if not 0 <= seed < 2**64:
            raise ArgumentError(f"rng is {rng}, expected a generator or a seed of 0 or more.")
        values = np.empty((len(self), n))
        _library.call(
            "gyro_ages_samples", self._handle(posteriors=True).pointer, ctypes.c_int64(n),
            ctypes.c_uint64(seed), _library.doubles(values))
        return self._shaped(10**values)

    def pdf(self, grid: ArrayLike) -> Any:
        """The posterior density of log10 age.

        Parameters
        ----------
        grid : array_like
            Ages in Myr.

        Returns
        -------
        ndarray
            Density per dex; the shape of the stars, followed by that of the grid. NaN for stars that cannot be dated.
        """
        at = np.log10(np.asarray(grid, dtype=np.float64))
        levels = np.linspace(0, 1, 201)
        quantiles = self._quantiles(levels)
        found = np.full((len(self), at.size), np.nan)
        for row, values in enumerate(quantiles):
            if np.isnan(values).any():
                continue
            values, first = np.unique(values, return_index=True)
            place = np.searchsorted(values, at.reshape(-1), side="right") - 1
            slopes = np.diff(levels[first]) / np.diff(values)
            inside = (place >= 0) & (place < len(slopes))
            found[row] = np.where(inside, slopes[np.clip(place, 0, len(slopes) - 1)], 0)
        return self._shaped(found.reshape((len(self), *at.shape)))

    @property
    def flags(self) -> Any:
        """The warnings of each age by name, as a tuple."""
        names = _library.flag_names()
        by_bits = {
            bits: tuple(str(name) for bit, name in enumerate(names) if int(bits) >> bit & 1)
            for bits in np.unique(self._bits)
        }
        return self._objects([by_bits[bits] for bits in self._bits])

    @property
    def reason(self) -> Any:
        """Why a star has no age, in words with the values found; None where it has one."""
        ages = self._handle()
        return self._objects([
            _library.text("gyro_ages_reason", ages.pointer, ctypes.c_int64(row)) if code else None
            for row, code in enumerate(self._codes)
        ])

    @property
    def reason_code(self) -> Any:
        """The name of the reason why a star has no age; None where it has one."""
        return self._objects([_library.reason_name(code) if code else None
                              for code in self._codes.tolist()])

    def _objects(self, values: list[Any]) -> Any:
        if self.shape == ():
            return values[0]
        found = np.empty(len(values), dtype=object)
        found[:] = values
        return found.reshape(self.shape)

    def _added(self) -> dict[str, Any]:
        reasons = np.reshape(np.asarray(self.reason, dtype=object), -1)
        return {
            **{name: self._column(name) for name in _NUMBERS},
            "gyro_status": ["unusable" if code else "ok" for code in self._codes],
            "gyro_flags": self._flag_texts(),
            "gyro_reason": [reason or "" for reason in reasons],
        }

    def _flag_texts(self) -> list[str]:
        """The warnings of each age as the command joins them."""
        names = _library.flag_names()
        # Few combinations of warnings come up, many times each.
        by_bits = {
            bits: ";".join(str(name) for bit, name in enumerate(names) if bits >> bit & 1)
            for bits in np.unique(self._bits).tolist()
        }
        return [by_bits[bits] for bits in self._bits.tolist()]

    def to_pandas(self) -> pandas.DataFrame:
        """The arguments, or the table that was given, and the ages with the columns of ``gyro age``.

        Returns
        -------
        pandas.DataFrame
            One row per star.
        """
        import pandas

        source = self._source
        if source is None or not hasattr(source, "columns"):
            return pandas.DataFrame({**self._given(), **self._added()})
        frame = source.to_pandas() if hasattr(source, "colnames") else source
        return frame.assign(**self._added())

    def _given(self) -> dict[str, Any]:
        """The columns that were given."""
        source = self._source
        if source is None:
            return dict(self._inputs)
        return {str(name): source[name] for name in table_names(source) or ()}

    def to_table(self) -> astropy.table.Table:
        """The arguments, or the table that was given, and the ages with the columns and units of ``gyro age``.

        Returns
        -------
        astropy.table.Table
            One row per star.
        """
        from astropy.table import Table

        from ._arguments import unit_of

        source = self._source
        if hasattr(source, "colnames"):
            table = Table(source, copy=True)
            for name, values in self._added().items():
                table[name] = values
        else:
            table = Table({**self._given(), **self._added()})
        if source is None:
            for name in self._inputs:
                table[name].unit = unit_of(name) or None
        for name in _NUMBERS:
            if name.startswith("age_myr"):
                table[name].unit = "Myr"
            elif name.startswith("bp_rp0"):
                table[name].unit = "mag"
        return table

    def plot(self, ax: Any = None, **style: Any) -> Any:
        """Draws the posterior of each star with Matplotlib.

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
        if len(self) > 20:
            raise ArgumentError(f"There are {len(self)} stars; expected at most 20 to draw.")
        if ax is None:
            import matplotlib.pyplot as plt

            ax = plt.subplots()[1]
        grid = np.geomspace(1, 13_800, 600)
        for density in np.reshape(self.pdf(grid), (len(self), len(grid))):
            if np.isfinite(density).all():
                ax.plot(grid, density, **style)
        ax.set_xscale("log")
        ax.set_xlabel("Age (Myr)")
        ax.set_ylabel("Density per dex")
        return ax

    @property
    def figure(self) -> Figure | None:
        """The picture of ``gyro age --plot``: the posterior of one star, an overview of several; None without an age."""
        text = _library.text("gyro_ages_figure", self._handle().pointer)
        return Figure(text) if text else None

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        figure = self.figure
        return figure._repr_mimebundle_() if figure else {}

    def _repr_html_(self) -> str:
        shown = min(len(self), 20)
        rows = "".join(
            "<tr>" + "".join(f"<td>{in_four_digits(self._column(f'age_myr_{name}')[row])}</td>"
                             for name in ("q50", "q16", "q84"))
            + f"<td>{html.escape(text)}</td></tr>"
            for row, text in enumerate(self._words(shown)))
        more = "" if shown == len(self) else f"<p>{len(self) - shown} more</p>"
        return ("<table><tr><th>Age (Myr)</th><th>16 %</th><th>84 %</th><th>Flags, or why the star cannot be dated"
                f"</th></tr>{rows}</table>{more}")

    def _words(self, count: int) -> list[str]:
        """The flags of the first stars, or why they have no age."""
        names, ages = _library.flag_names(), self._handle()
        return [
            _library.text("gyro_ages_reason", ages.pointer, ctypes.c_int64(row)) if self._codes[row]
            else ", ".join(str(name) for bit, name in enumerate(names)
                           if int(self._bits[row]) >> bit & 1)
            for row in range(count)
        ]

    def __repr__(self) -> str:
        if self.shape == ():
            if self.reason is not None:
                return f"<no age: {self.reason}>"
            low, high = self.interval()
            median, low, high = map(in_four_digits, (self.median, low, high))
            return f"<age {median} Myr, 68 % {low} to {high} Myr>"
        return f"<ages of {len(self)} stars, {int(np.sum(self._codes == 0))} dated>"


def ages(
    stars: Any = None,
    *,
    period: Numbers | None = None,
    period_sigma: Numbers | None = None,
    bp_rp0: Numbers | None = None,
    bp_rp0_sigma: Numbers | None = None,
    bp_rp: Numbers | None = None,
    bp_rp_sigma: Numbers | None = None,
    av: Numbers | None = None,
    av_sigma: Numbers | None = None,
    ebv: Numbers | None = None,
    ebv_sigma: Numbers | None = None,
    e_bp_rp: Numbers | None = None,
    e_bp_rp_sigma: Numbers | None = None,
    teff: Numbers | None = None,
    teff_sigma: Numbers | None = None,
    b_v: Numbers | None = None,
    b_v_sigma: Numbers | None = None,
    mass: Numbers | None = None,
    mass_sigma: Numbers | None = None,
    membership: Numbers | None = None,
    ruwe: Numbers | None = None,
    prior: str | None = None,
    max_age: float | None = None,
    outlier_fraction: float | None = None,
    aliases: str | None = None,
    extinction_law: str | None = None,
    color_error: str | None = None,
    grid: int | None = None,
    age_likelihood: Any = None,
    model: str | None = None,
    engine: str = "auto",
    threads: int = 0,
) -> Ages:
    """Ages of stars from their rotation.

    Give a table, whose columns are recognized by the names that ``gyro age`` knows, or arguments by name.
    Arguments that describe stars are numbers, lists, arrays, pandas Series, astropy Columns or Quantities, and
    are broadcast against each other. NaN and masked values are missing. A star that cannot be dated has NaN for
    numbers and a :attr:`Ages.reason`.

    Parameters
    ----------
    stars : astropy.table.Table, pandas.DataFrame, mapping or structured array, optional
        A table of stars. Beside it, an argument that is a text names a column, as in ``period="Prot"``, and any
        other goes before the table's.
    period, period_sigma : array_like
        Rotation period and its standard deviation, d.
    bp_rp0, bp_rp0_sigma : array_like, optional
        Dereddened Gaia DR3 BP-RP and its standard deviation, mag.
    bp_rp, bp_rp_sigma : array_like, optional
        Observed BP-RP and its standard deviation, mag; needs one of the extinctions.
    av, av_sigma, ebv, ebv_sigma, e_bp_rp, e_bp_rp_sigma : array_like, optional
        A_V, E(B-V) or E(BP-RP) with its standard deviation, mag.
    teff, teff_sigma : array_like, optional
        Effective temperature in place of the color, K.
    b_v, b_v_sigma : array_like, optional
        Dereddened B-V in place of the color, mag.
    mass, mass_sigma : array_like
        Mass in place of the color as a last resort, solar masses.
    membership : array_like, optional
        Membership probability, 0 to 1.
    ruwe : array_like, optional
        Gaia's renormalized unit weight error.
    prior : str, optional
        ``"log-uniform"`` (default), ``"uniform"``, ``"normal:MEAN,SIGMA"`` in log10 Myr or ``"table:FILE"``.
    max_age : float, optional
        Oldest age allowed, Gyr.
    outlier_fraction : float, optional
        Fraction of stars whose rotation does not follow the model.
    aliases : str, optional
        ``"none"`` (default) or ``"half-double[:wHalf,wDouble]"``.
    extinction_law, color_error : str, optional
        As the options of ``gyro age``.
    grid : int, optional
        Nodes of the age grid.
    age_likelihood : table or pair of array_like, optional
        What else is known of the ages, such as from isochrones or lithium, which is multiplied in. Either a table with
        the columns ``id``, ``log10_age_myr`` and ``log_likelihood``, as ``gyro age --age-likelihood`` reads it: ``id`` is
        the name of a star in ``stars``, or its number, from 1, and the rows of a star have increasing ages. Or a pair:
        ages in Myr, and log likelihoods in the shape of the stars followed by that of the ages; NaN at all ages is a
        star about which nothing is known. Up to a constant; linear between ages, impossible beyond them.
    model : str, optional
        Path of a checkpoint; by default the one inside the library.
    engine : {"auto", "exact", "fast"}
        ``"auto"`` is fast for a smooth model such as the embedded one, as in ``gyro age``.
    threads : int
        Threads to use; 0 is one per core. Results do not depend on it.

    Returns
    -------
    Ages
        In the shape of the arguments.

    Raises
    ------
    ArgumentError
        If an argument cannot be used; the message names it and the row.
    GyrochroneError
        If the model cannot be read.

    Examples
    --------
    >>> import gyrochrone
    >>> stars = gyrochrone.ages(period=[25.4, 11.2], bp_rp0=[0.818, 1.05], bp_rp0_sigma=0.02)
    >>> stars.median.shape
    (2,)
    """
    if engine not in _ENGINES:
        raise ArgumentError(f"engine is {engine!r}, expected one of {', '.join(_ENGINES)}.")
    inputs, shape, ids = _arguments.stars({
        "period": period, "period_sigma": period_sigma,
        "bp_rp0": bp_rp0, "bp_rp0_sigma": bp_rp0_sigma,
        "bp_rp": bp_rp, "bp_rp_sigma": bp_rp_sigma,
        "av": av, "av_sigma": av_sigma, "ebv": ebv, "ebv_sigma": ebv_sigma,
        "e_bp_rp": e_bp_rp, "e_bp_rp_sigma": e_bp_rp_sigma,
        "teff": teff, "teff_sigma": teff_sigma, "b_v": b_v, "b_v_sigma": b_v_sigma,
        "mass": mass, "mass_sigma": mass_sigma,
        "membership": membership, "ruwe": ruwe,
    }, stars)
    options = {
        "prior": prior, "max_age": max_age, "outlier_fraction": outlier_fraction, "aliases": aliases,
        "extinction_law": extinction_law, "color_error": color_error, "grid": grid,
    }
    return Ages(inputs, shape, model, options, _ENGINES[engine], threads, stars,
                _likelihood.rows(age_likelihood, shape, ids))
