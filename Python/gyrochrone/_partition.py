# SPDX-License-Identifier: GPL-3.0-or-later
"""Ages of a partition of a survey, as columns of Arrow: what Parquet, Dask and LSDB are given."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _library
from ._ages import _NUMBERS, Ages, ages
from ._library import ArgumentError, GyrochroneError

if TYPE_CHECKING:
    import pyarrow

#: The name of the column of posteriors.
POSTERIOR = "age_posterior"

#: The columns of ages in the order in which they are written; with posteriors, ``age_posterior`` follows.
COLUMNS = (*_NUMBERS, "gyro_status", "gyro_flags", "gyro_reason", "gyro_reason_code")

_TAIL = (0, 0.0001, 0.0003, 0.001, 0.0025, 0.005, 0.01, 0.0175, 0.025)
#: The probabilities of the quantiles that a posterior keeps, between which the distribution function is linear.
LEVELS = np.array([*_TAIL, *(step / 50 for step in range(2, 49)), *(1 - p for p in reversed(_TAIL))])


def required(name: str, purpose: str, extra: str) -> Any:
    """A package that is optional, or an error that says how to get it."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.split(".")[0].replace("_", "-")
        raise GyrochroneError(
            f"{purpose} needs {package}, which cannot be imported ({error}). "
            f"Install it with: pip install 'gyrochrone[{extra}]'") from error


@dataclass
class Report:
    """What came of the stars of a survey, counted over its partitions.

    Attributes
    ----------
    stars, dated : int
        How many stars there are, and how many of them have an age.
    flags : Counter of str
        How many ages bear each flag.
    reasons : Counter of str
        How many stars have no age, by the code of the reason.
    partitions : int
        How many partitions were counted.
    failed : dict of str
        Partitions that failed, with what was wrong; their stars are not counted.
    """

    stars: int = 0
    dated: int = 0
    flags: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    partitions: int = 0
    failed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_texts(cls, flags: Any, codes: Any) -> Report:
        """Counts stars by their columns ``gyro_flags`` and ``gyro_reason_code``."""
        reasons = Counter({str(code): count for code, count in Counter(codes).items() if code})
        found: Counter[str] = Counter()
        for text, count in Counter(flags).items():
            for name in text.split(";") if text else ():
                found[name] += count
        stars = len(codes)
        return cls(stars, stars - sum(reasons.values()), found, reasons, partitions=1)

    def __add__(self, other: Report) -> Report:
        return Report(
            self.stars + other.stars, self.dated + other.dated, self.flags + other.flags,
            self.reasons + other.reasons, self.partitions + other.partitions,
            {**self.failed, **other.failed})

    def to_json(self) -> str:
        """The counts as a JSON object.

        Returns
        -------
        str
            With keys in order, so that equal reports are equal texts.
        """
        return json.dumps(self.__dict__, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Report:
        """The report of a JSON object.

        Returns
        -------
        Report
            Equal to the one that was written.
        """
        found = json.loads(text)
        return cls(**{**found, "flags": Counter(found["flags"]),
                      "reasons": Counter(found["reasons"])})

    def __str__(self) -> str:
        lines = [f"{self.stars} stars in {self.partitions} partitions, {self.dated} with an age"]
        for title, counts in (("flag", self.flags), ("no age", self.reasons)):
            lines += [f"{title:8} {count:12} {name}"
                      for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
        lines += [f"failed   {name}: {problem}" for name, problem in sorted(self.failed.items())]
        return "\n".join(lines)


class PartitionError(GyrochroneError):
    """Partitions that failed; the message names each and says how to run it again.

    Attributes
    ----------
    report : Report or None
        What came of the others, where they were finished.
    """

    def __init__(self, message: str, report: Report | None = None) -> None:
        super().__init__(message)
        self.report = report

    def __reduce__(self) -> tuple[Any, ...]:
        return PartitionError, (str(self), self.report)


def posterior_type() -> pyarrow.DataType:
    """A posterior in Arrow: lists of probabilities and of log10 ages in Myr, which nested-pandas takes as a table."""
    import pyarrow as pa

    return pa.struct([("probability", pa.list_(pa.float64())),
                      ("log10_age_myr", pa.list_(pa.float64()))])


def _posteriors(found: Ages) -> pyarrow.Array:
    import pyarrow as pa

    dated = np.flatnonzero(found._codes == 0)
    quantiles = found._quantiles(LEVELS)[dated] if len(dated) else np.empty((0, len(LEVELS)))
    # A star without an age has an empty table.
    lengths = np.where(found._codes == 0, len(LEVELS), 0)
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32))
    lists = [pa.ListArray.from_arrays(offsets, pa.array(values))
             for values in (np.tile(LEVELS, len(dated)), quantiles.reshape(-1))]
    return pa.StructArray.from_arrays(lists, fields=list(posterior_type()))


def dated(table: Mapping[str, Any], posterior: bool, options: dict[str, Any]) -> dict[str, Any]:
    """The columns of the ages of a table, as arrays of Arrow; NaN becomes a missing number.

    Texts are never missing but empty, as some readers of Parquet expect.
    """
    import pyarrow as pa

    if options.get("age_likelihood") is not None:
        raise ArgumentError(
            "age_likelihood is not for tables in partitions; date the stars with gyrochrone.ages.")
    found = ages(table, **options)
    by_code = {code: _library.reason_name(code) if code else ""
               for code in np.unique(found._codes).tolist()}
    codes = [by_code[code] for code in found._codes.tolist()]
    columns = {name: pa.array(found._column(name), from_pandas=True) for name in _NUMBERS}
    texts = {
        "gyro_status": ["unusable" if code else "ok" for code in found._codes.tolist()],
        "gyro_flags": found._flag_texts(),
        "gyro_reason": [reason or "" for reason in np.reshape(found.reason, -1)],
        "gyro_reason_code": codes,
    }
    columns |= {name: pa.array(values, pa.string()) for name, values in texts.items()}
    if posterior:
        columns[POSTERIOR] = _posteriors(found)
    return columns
