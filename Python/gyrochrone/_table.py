# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables that the library returns: columns by name, with units, as astropy and pandas take them."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import _library

if TYPE_CHECKING:
    import astropy.table
    import pandas


class Columns(Mapping[str, NDArray[Any]]):
    """Columns of equal length by their names, in order.

    Attributes
    ----------
    units : dict of str
        The unit of each column that has one.
    meanings : dict of str
        What the numbers of each column are.
    """

    def __init__(
        self, columns: dict[str, NDArray[Any]], units: dict[str, str], meanings: dict[str, str],
    ) -> None:
        self._columns, self.units, self.meanings = columns, units, meanings

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        """The number of columns."""
        return len(self._columns)

    def to_pandas(self) -> pandas.DataFrame:
        """The columns as a data frame.

        Returns
        -------
        pandas.DataFrame
            One row per point.
        """
        import pandas

        return pandas.DataFrame(self._columns)

    def to_table(self) -> astropy.table.Table:
        """The columns with units and descriptions.

        Returns
        -------
        astropy.table.Table
            One row per point.
        """
        from astropy.table import Table

        table = Table(self._columns)
        for name in self:
            table[name].description = self.meanings.get(name)
            if name in self.units:
                table[name].unit = self.units[name]
        return table

    def _repr_html_(self) -> str:
        return self.to_pandas()._repr_html_()

    def __repr__(self) -> str:
        rows = len(next(iter(self._columns.values()), ()))
        return f"<{type(self).__name__}: {rows} rows of {', '.join(self)}>"


def read(function: str, *arguments: Any) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
    """Calls a function that returns a table; its columns, units and meanings."""
    table = _library.Handle("table", *arguments, opener=function)
    library = _library.loaded()
    rows = library.gyro_table_row_count(table.pointer)
    columns: dict[str, Any] = {}
    units: dict[str, str] = {}
    meanings: dict[str, str] = {}
    index = 0
    while name := library.gyro_table_column_name(table.pointer, index):
        key, place = name.decode(), ctypes.c_int32(index)
        if library.gyro_table_column_is_text(table.pointer, index):
            texts = json.loads(_library.text("gyro_table_texts", table.pointer, place))
            columns[key] = np.array(texts, dtype=object)
        else:
            columns[key] = np.empty(rows)
            _library.call(
                "gyro_table_numbers", table.pointer, place, _library.doubles(columns[key]))
        unit = library.gyro_table_column_unit(table.pointer, index).decode()
        if unit:
            units[key] = unit
        meanings[key] = library.gyro_table_column_meaning(table.pointer, index).decode()
        index += 1
    return columns, units, meanings
