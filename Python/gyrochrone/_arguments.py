# SPDX-License-Identifier: GPL-3.0-or-later
"""Arguments that describe stars: numbers in whatever form, as arrays of doubles."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Union

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _library
from ._library import ArgumentError

#: Numbers: one, a list, an array, a pandas Series, an astropy Column or Quantity. NaN, a masked value and ``pd.NA``
#: are missing.
Numbers = Union[ArrayLike, Any]

#: The unit of each argument.
UNITS = {
    "period": "d", "bp_rp0": "mag", "bp_rp": "mag", "av": "mag", "ebv": "mag", "e_bp_rp": "mag",
    "teff": "K", "b_v": "mag", "mass": "solMass", "membership": "", "ruwe": "", "age": "Myr",
    "parallax": "mas", "orbital_period": "d", "rv_scatter": "km/s", "bp_snr": "", "rp_snr": "",
}


def unit_of(name: str) -> str | None:
    """The unit in which the library takes an argument; None for a logarithm, whatever its unit is."""
    quantity = name.removesuffix("_sigma")
    # The others that a table can have are colors and magnitudes.
    return None if quantity == "logg" else UNITS.get(quantity, "mag")


def numbers(name: str, value: Numbers) -> NDArray[np.float64]:
    """An argument as doubles, in the unit of its column; what is missing is NaN.

    Raises
    ------
    ArgumentError
        If a value is not a number; the message names argument and row.
    """
    unit = getattr(value, "unit", None)
    if unit is not None:
        value = _converted(name, value, unit)
    mask = getattr(value, "mask", None)
    if isinstance(mask, (np.ndarray, np.bool_)) and np.any(mask):
        bare = np.ma.getdata(value) if isinstance(value, np.ma.MaskedArray) else value.unmasked
        return np.where(mask, np.nan, _plain(name, np.where(mask, np.nan, bare)))
    if hasattr(value, "to_numpy"):
        try:
            # pandas would make numbers of texts that look like some.
            if getattr(getattr(value, "dtype", None), "kind", None) in ("O", "U"):
                raise TypeError
            return np.asarray(value.to_numpy(dtype=np.float64, na_value=np.nan))
        except (TypeError, ValueError):
            value = value.to_numpy()
    return _plain(name, value)


def _converted(name: str, value: Any, unit: Any) -> Any:
    from astropy import units

    wanted = unit_of(name)
    if wanted is None:
        return getattr(value, "value", value)
    quantity = value if hasattr(value, "to_value") else value.quantity
    mask = getattr(value, "mask", None)
    try:
        found = quantity.to_value(units.Unit(wanted))
    except units.UnitConversionError as error:
        raise ArgumentError(f"{name} has the unit {unit}, expected {wanted or 'none'}.") from error
    except units.UnitTypeError as error:
        raise ArgumentError(f"{name} has the unit {unit}, expected {wanted or 'none'}.") from error
    bare = getattr(found, "unmasked", found)
    return np.ma.MaskedArray(bare, mask) if isinstance(mask, np.ndarray) else bare


def _plain(name: str, value: Any) -> NDArray[np.float64]:
    try:
        found = np.asarray(value)
        if found.dtype.kind in "biuf":
            return found.astype(np.float64)
        if found.dtype.kind not in "OUS":
            raise ArgumentError(f"{name} is of type {found.dtype}, expected numbers.")
    except ValueError as error:
        raise ArgumentError(f"{name} is not a list of numbers: {error}") from error
    flat = np.empty(found.size)
    # As objects, so that NumPy does not turn the numbers of a list into texts because of one that is.
    for row, item in enumerate(np.asarray(value, dtype=object).reshape(-1).tolist()):
        # Text is not a number, even where it looks like one: it may be "25.4 h".
        is_missing = item is None or type(item).__name__ == "NAType"
        try:
            if isinstance(item, (str, bytes)):
                raise ValueError
            flat[row] = np.nan if is_missing else float(item)
        except (TypeError, ValueError):
            place = name if found.ndim == 0 else f"{name}, row {row},"
            raise ArgumentError(f"{place} is {item!r}, expected a number.") from None
    return flat.reshape(found.shape)


def of_table(
    table: Any, given: dict[str, Numbers | None],
) -> tuple[dict[str, Numbers], list[Any] | None]:
    """The columns of a table that describe stars, as ``gyro age`` recognizes them, and arguments beside them.

    The second part is the names of the stars, if a column has them. An argument that is a text is the name of a column; others go before the table's.

    Raises
    ------
    ArgumentError
        If there is no period or no color, or no column of a name.
    """
    names = table_names(table)
    if names is None:
        raise ArgumentError(
            f"The first argument is of type {type(table).__name__}, expected a table with named columns; "
            "give numbers by name, as in period=25.4.")
    asked = {key: value for key, value in given.items() if value is not None}
    columns = {key: value for key, value in asked.items() if isinstance(value, str)}
    beside = {key: value for key, value in asked.items() if key not in columns}
    # Arguments take part in the choice of columns under names that no column has.
    places = {key: f"the argument {key}" for key in beside}
    try:
        found = json.loads(_library.text(
            "gyro_star_columns", json.dumps([*names, *places.values()]).encode(),
            json.dumps({**columns, **places}).encode()))
    except ArgumentError as error:
        # Written for the command, whose option names columns as arguments do here.
        problem, option, hint = str(error).partition("--column ")
        if option:
            hint = re.sub(r"(\w+)=([^\s,;)]+)", r'\1="\2"', hint.replace(option, ""))
        raise ArgumentError(problem + hint) from None
    for key in [key for key in found if key.endswith("_unit")]:
        unit, name = found.pop(key), found[key.removesuffix("_unit")]
        # A column with a unit of its own is converted by it.
        if getattr(table[name], "unit", None) is None:
            wanted = unit_of(key.removesuffix("_unit"))
            raise ArgumentError(
                f"The column {name!r} is in {unit}, expected {wanted or 'a number from 0 to 1'}. Convert it, or give "
                "the column its unit, as astropy's tables can.")
    ids = found.pop("id", None)
    return ({key: beside[key] if name == places.get(key) else table[name]
             for key, name in found.items()},
            None if ids is None else np.asarray(table[ids]).tolist())


def table_names(table: Any) -> list[str] | None:
    """The names of the columns of a table: of astropy, of pandas, a mapping or a structured array; else None."""
    for attribute in ("colnames", "columns"):
        if hasattr(table, attribute):
            return [str(name) for name in getattr(table, attribute)]
    names = getattr(getattr(table, "dtype", None), "names", None)
    if names is not None:
        return list(names)
    return [str(name) for name in table] if isinstance(table, Mapping) else None


def stars(
    given: dict[str, Numbers | None], table: Any = None,
) -> tuple[dict[str, NDArray[np.float64]], tuple[int, ...], list[Any] | None]:
    """The columns that are given, all of one length, the shape that they have together, and the stars' names if any.

    Raises
    ------
    ArgumentError
        If there is no period or no color, two of what only one can be, or shapes that do not fit.
    """
    if table is not None:
        columns, ids = of_table(table, given)
        return *_broadcast({name: numbers(name, value) for name, value in columns.items()}), ids
    arrays = {name: numbers(name, value) for name, value in given.items() if value is not None}
    if "period" not in arrays:
        raise ArgumentError("period is missing.")
    colors = [name for name in ("bp_rp0", "bp_rp", "teff", "b_v", "mass") if name in arrays]
    extinctions = [name for name in ("av", "ebv", "e_bp_rp") if name in arrays]
    if not colors:
        raise ArgumentError(
            "The color is missing: give bp_rp0, or bp_rp with av, ebv or e_bp_rp, or teff, b_v or mass."
        )
    for names in (colors, extinctions):
        if len(names) > 1:
            raise ArgumentError(f"{' and '.join(names)} are given; expected one of them.")
    if colors == ["bp_rp"] and not extinctions:
        raise ArgumentError("bp_rp is an observed color and needs one of av, ebv, e_bp_rp; 0 is none.")
    if colors != ["bp_rp"] and extinctions:
        raise ArgumentError(f"{extinctions[0]} has no effect on {colors[0]}.")
    for name in arrays:
        quantity = name.removesuffix("_sigma")
        if quantity not in arrays:
            raise ArgumentError(f"{name} is given without {quantity}.")
    return *_broadcast(arrays), None


def _broadcast(
    arrays: dict[str, NDArray[np.float64]],
) -> tuple[dict[str, NDArray[np.float64]], tuple[int, ...]]:
    try:
        shape = np.broadcast_shapes(*(array.shape for array in arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ArgumentError(f"The shapes of the arguments do not fit: {shapes}.") from None
    return {
        name: np.ascontiguousarray(np.broadcast_to(array, shape).reshape(-1))
        for name, array in arrays.items()
    }, shape
