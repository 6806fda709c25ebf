# SPDX-License-Identifier: GPL-3.0-or-later
"""Ages of surveys that are spread over files or machines: Parquet, Dask and LSDB.

>>> from gyrochrone import survey                                             # doctest: +SKIP
>>> report = survey.run("stars/", "ages/")                                    # Parquet parts in, Parquet parts out
>>> dated = survey.map_partitions(dask.dataframe.read_parquet("stars/"))      # a Dask data frame
>>> dated = survey.map_partitions(lsdb.open_catalog("stars_hats"))            # a catalog of LSDB
>>> survey.report(dated)

The numbers are those of :func:`gyrochrone.ages` and of ``gyro age``, whatever the partitions and the threads.
"""

from __future__ import annotations

from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _parquet
from ._library import ArgumentError
from ._partition import COLUMNS, LEVELS, POSTERIOR, PartitionError, Report, dated, required

if TYPE_CHECKING:
    import pandas

__all__ = ["LEVELS", "PartitionError", "Report", "ages_of", "map_partitions", "report", "run"]


def ages_of(
    partition: pandas.DataFrame, *, posterior: bool = False, threads: int = 1, **options: Any,
) -> pandas.DataFrame:
    """A partition with the columns of its ages to the right.

    Columns of ages from an earlier run are replaced. A partition without rows has all columns, so that it also says
    what they hold. The model is opened once per process.

    Parameters
    ----------
    partition : pandas.DataFrame
        Stars, with columns as ``gyro age`` recognizes them.
    posterior : bool
        Whether to add the column ``age_posterior`` of nested-pandas: for each star 65 quantiles ``log10_age_myr`` at
        ``probability``; an empty table for a star without an age.
    threads : int
        Threads to use; 1 by default, because other partitions are computed at the same time. 0 is one per core.
    **options
        As for :func:`gyrochrone.ages`, such as ``prior="uniform"`` or ``period="Prot"``.

    Returns
    -------
    pandas.DataFrame
        The rows in order, with floating-point columns (NaN for a star without an age) and text columns, in
        which an empty string stands for no value.
    """
    required("pyarrow", "gyrochrone.survey", "survey")
    pandas = required("pandas", "gyrochrone.survey", "survey")
    columns = dated(partition, posterior, {**options, "threads": threads})
    added: dict[str, Any] = {}
    for name, values in columns.items():
        if name == POSTERIOR:
            nested = required("nested_pandas", "posterior=True", "lsdb")
            added[name] = pandas.Series(
                values, dtype=nested.NestedDtype(values.type), index=partition.index)
        elif name in COLUMNS[-4:]:
            added[name] = pandas.array(values, dtype=pandas.StringDtype("pyarrow"))
        else:
            added[name] = np.asarray(values.to_numpy(zero_copy_only=False), np.float64)
    old = [name for name in partition.columns
           if str(name).lower() in (*COLUMNS, POSTERIOR)]
    return partition.drop(columns=old).assign(**added)


def _dask_partition(
    partition: pandas.DataFrame, posterior: bool, options: dict[str, Any], partition_info: Any = None,
) -> pandas.DataFrame:
    try:
        return ages_of(partition, posterior=posterior, **options)
    except Exception as error:
        number = partition_info["number"] if partition_info else None
        raise PartitionError(
            f"Partition {number} failed: {error} Run it alone with frame.partitions[{number}], where "
            "frame is what was given.") from error


def _pixel_partition(
    partition: pandas.DataFrame, pixel: Any, posterior: bool, options: dict[str, Any],
) -> pandas.DataFrame:
    try:
        return ages_of(partition, posterior=posterior, **options)
    except Exception as error:
        raise PartitionError(
            f"The partition of order {pixel.order}, pixel {pixel.pixel} failed: {error} Run it alone with "
            f"catalog.pixel_search([({pixel.order}, {pixel.pixel})]); write_catalog(..., resume=True) "
            "keeps those that were written.") from error


def map_partitions(
    stars: Any, *, posterior: bool = False, threads: int = 1, **options: Any,
) -> Any:
    """Ages of a Dask data frame or of an LSDB catalog, of the same kind and with the same partitions.

    Nothing is computed before it is asked for. Each worker opens the model once; ages of one process are computed by
    one partition at a time, so give a worker one thread, or more ``threads``.

    Parameters
    ----------
    stars : dask.dataframe.DataFrame or lsdb.catalog.Catalog
        Stars, with columns as ``gyro age`` recognizes them.
    posterior, threads, **options
        As for :func:`ages_of`.

    Returns
    -------
    dask.dataframe.DataFrame or lsdb.catalog.Catalog
        With the columns of ages to the right.

    Raises
    ------
    PartitionError
        When it is computed, if a partition fails: the message names it, by its number or its pixel. LSDB raises its own
        error, which holds that message.
    """
    options = {**options, "threads": threads}
    if hasattr(stars, "hc_structure"):
        required("lsdb", "A catalog", "lsdb")
        return stars.map_partitions(
            _pixel_partition, posterior=posterior, options=options, include_pixel=True,
            meta=ages_of(stars.meta, posterior=posterior, **options))
    if hasattr(stars, "map_partitions") and hasattr(stars, "npartitions"):
        required("dask", "A data frame of Dask", "survey")
        return stars.map_partitions(
            _dask_partition, posterior=posterior, options=options,
            meta=ages_of(stars._meta, posterior=posterior, **options))
    raise ArgumentError(
        f"stars is of type {type(stars).__name__}, expected a data frame of Dask or a catalog of LSDB; "
        "gyrochrone.ages takes tables in memory, and survey.run files of Parquet.")


#: How many parts that failed are named in a message.
_NAMED = 10
_COUNTED = ["gyro_flags", "gyro_reason_code"]


def _counts(partition: pandas.DataFrame) -> Report:
    return Report.of_texts(*(partition[name].tolist() for name in _COUNTED))


def report(found: Any) -> Report:
    """Counts ages by flag, and stars without an age by reason.

    Parameters
    ----------
    found : pandas.DataFrame, dask.dataframe.DataFrame, lsdb.catalog.Catalog, str or Path
        What :func:`map_partitions` or :func:`ages_of` returned, which is computed for it, or what was read of it again;
        or the folder or file that :func:`run` has written, where only the ends of the files are read.

    Returns
    -------
    Report
        The counts over all partitions.
    """
    if isinstance(found, (str, Path)):
        return _parquet.report(Path(found))
    lacking = [name for name in _COUNTED if name not in found.columns]
    if lacking:
        raise ArgumentError(f"There is no column {lacking[0]}; expected a table of gyrochrone.survey.")
    if not hasattr(found, "to_delayed"):
        return _counts(found)
    dask = required("dask", "A report of partitions", "survey")
    counts = [dask.delayed(_counts)(partition) for partition in found[_COUNTED].to_delayed()]
    return reduce(Report.__add__, dask.compute(*counts), Report())


def run(
    source: Any, output: Any, *, posterior: bool = False, threads: int | None = None,
    client: Any = None, rows: int = 65_536, **options: Any,
) -> Report:
    """Ages of Parquet files, each a part of one table, written as Parquet files of the same names.

    A part is read and written by groups of rows, so that memory does not grow with it; it appears under its name
    when it is whole, with its counts, units and provenance in its metadata. Parts that are there from an earlier run
    with the same stars and assumptions are kept: the same call again does what is missing, after an interruption,
    the loss of a worker or a part that failed.

    Parameters
    ----------
    source : str, Path or list of them
        A folder of Parquet files, or files. Units in their metadata are used.
    output : str or Path
        A folder, made where there is none; for a single file also the name of a file that ends in ``.parquet``.
    posterior : bool
        Whether to add the column ``age_posterior``: lists of 65 quantiles ``log10_age_myr`` at ``probability``.
    threads : int, optional
        Threads for each part; by default one per core, and 1 on the workers of a client.
    client : dask.distributed.Client, optional
        Whose workers date the parts, in any order; they must see the same files. By default parts are dated here, one
        after the other.
    rows : int
        Rows that are in memory at once, and in a row group of the output.
    **options
        As for :func:`gyrochrone.ages`, such as ``prior="uniform"`` or ``period="Prot"``.

    Returns
    -------
    Report
        The counts over all parts.

    Raises
    ------
    ArgumentError
        If there is no part, or an output that is no result of the same run is in the way.
    PartitionError
        If parts failed, when all others are finished; the message names them.
    """
    required("pyarrow", "survey.run", "survey")
    if rows < 1:
        raise ArgumentError(f"rows is {rows}, expected 1 or more.")
    options["threads"] = (0 if client is None else 1) if threads is None else threads
    work = _parquet.parts(source, output)
    _parquet.prepare(work)
    total = Report()
    for part, found, problem in _parquet.results(work, client, posterior, rows, options):
        total += Report(failed={part.name: problem}) if found is None else found
    if total.failed:
        problems = sorted(total.failed.items())
        named = "; ".join(f"{name}: {problem}" for name, problem in problems[:_NAMED])
        if len(problems) > _NAMED:
            named += f"; and {len(problems) - _NAMED} more, which the attribute report of this error has."
        raise PartitionError(
            f"{len(problems)} of {len(work)} parts failed, the others are finished: {named} "
            "The same call again does only what is missing.", total)
    _parquet.tidy(work)
    return total
